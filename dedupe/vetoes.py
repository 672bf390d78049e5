"""What two postings of one vacancy can never be: each veto has a name that people are told."""

from collections.abc import Callable

from dedupe.features.asked import differ
from dedupe.features.employer import likeness
from dedupe.features.place import elsewhere
from dedupe.features.title import leftovers
from dedupe.shingles import shared
from dedupe.sketch import Sketch

#: Levels that are said whenever they hold: silence is another level.
ALWAYS_SAID = {"intern", "apprentice", "deputy"}
#: The market that goes without saying.
UNSAID_MARKET = {"fr"}

#: From so many kept shingles on, about 120 words, a text tells one vacancy from another.
LONG = 60
#: The share of the shorter text below which two texts have nothing in common.
NOTHING_SHARED = 0.05


def veto(left: Sketch, right: Sketch) -> str | None:
    """Name the first veto that holds between two postings, or None."""
    return next((name for name, holds in VETOES.items() if holds(left, right)), None)


def other_level(left: Sketch, right: Sketch) -> bool:
    """Say whether a senior meets a junior, an intern anyone else, or one level other years asked."""
    ours, theirs = left.title.levels, right.title.levels
    if ours & ALWAYS_SAID != theirs & ALWAYS_SAID:
        return True
    ours, theirs = ours - ALWAYS_SAID, theirs - ALWAYS_SAID
    if ours and theirs:
        return not ours & theirs
    return (
        bool(ours or theirs) and left.years != right.years and None not in (left.years, right.years)
    )


def other_market(left: Sketch, right: Sketch) -> bool:
    """Say whether the titles ask for other languages; French goes without saying."""
    return left.title.markets - UNSAID_MARKET != right.title.markets - UNSAID_MARKET


def other_town_in_title(left: Sketch, right: Sketch) -> bool:
    """Say whether the titles name other towns, or one a town that the other posting never names."""
    ours, theirs = left.title.towns, right.title.towns
    if ours and theirs:
        return not ours & theirs
    return _names_elsewhere(left, right) or _names_elsewhere(right, left)


def _names_elsewhere(left: Sketch, right: Sketch) -> bool:
    known = left.places | right.places | right.text_towns
    return bool(left.title.towns and right.places) and not left.title.towns & known


def other_reference(left: Sketch, right: Sketch) -> bool:
    """Say whether one employer gave two references."""
    known = left.reference and right.reference and left.reference != right.reference
    return bool(known) and likeness(left.employer, right.employer) in ("same", "alike")


def other_employer(left: Sketch, right: Sketch) -> bool:
    """Say whether two employers are known and unlike, and neither hires for the other."""
    agency = left.employer.agency or right.employer.agency
    return likeness(left.employer, right.employer) == "other" and not agency


def other_word(left: Sketch, right: Sketch) -> bool:
    """Say whether one word of the title was exchanged for another: AUDI for CUPRA, Java for PHP.

    Where the languages differ, a word that no lexicon knows may be the same word translated.
    """
    if differ(left.language, right.language):
        return False
    if left.title.terms == right.title.terms or not left.title.terms & right.title.terms:
        return False
    ours, theirs = leftovers(left, right)
    unknown = ours & left.title.words and theirs & right.title.words
    return bool(ours and theirs) and (bool(unknown) or len(ours) == len(theirs) == 1)


def other_text(left: Sketch, right: Sketch) -> bool:
    """Say whether two long texts in one language share less than half of the shorter.

    Of the labelled real pairs that are one vacancy and have two long texts, none shares so little.
    Where one employer hires for the same title in the same town, only texts that share nothing tell.
    """
    shorter = min(len(left.shingles), len(right.shingles))
    if shorter < LONG or differ(left.language, right.language):
        return False
    least = NOTHING_SHARED if _one_spot(left, right) else 0.5
    return int(shared([left.shingles], [right.shingles])[0]) < shorter * least


def _one_spot(left: Sketch, right: Sketch) -> bool:
    """Say whether one employer, that hires for itself, names one work in one town."""
    ours, theirs = left.employer, right.employer
    itself = likeness(ours, theirs) in ("same", "alike") and not (ours.agency or theirs.agency)
    return itself and left.title.terms == right.title.terms and bool(left.places & right.places)


VETOES: dict[str, Callable[[Sketch, Sketch], bool]] = {
    "other_town": elsewhere,
    "other_level": other_level,
    "other_market": other_market,
    "other_town_in_title": other_town_in_title,
    "other_reference": other_reference,
    "other_employer": other_employer,
    "other_word": other_word,
    "other_text": other_text,
}
