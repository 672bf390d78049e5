"""What two postings of one vacancy can never be: each veto has a name that people are told."""

from collections.abc import Callable

import numpy as np

from dedupe.deck import Pairs
from dedupe.features.asked import differ
from dedupe.features.codes import codes_shared
from dedupe.features.employer import KINDS, for_others, likenesses
from dedupe.features.place import both_say, elsewhere
from dedupe.features.title import EQUAL, LEFT, LEFT_WORDS, RIGHT, RIGHT_WORDS, SHARED, apart, unsaid

#: From so many kept shingles on, about 120 words, a text tells one vacancy from another.
LONG = 60
#: The share of the shorter text below which two texts have nothing in common.
NOTHING_SHARED = 0.05
#: The share of codes in common from which two texts say the same in other words.
ALIKE = 0.6
#: No veto.
NONE = -1


def vetoes(pairs: Pairs) -> np.ndarray:
    """Return for each pair the number in VETOES of the first that holds, or NONE."""
    found = np.full(len(pairs), NONE)
    still, rest = np.arange(len(pairs)), pairs
    for number, holds in enumerate(VETOES.values()):
        hit = holds(rest)
        found[still[hit]] = number
        still, rest = still[~hit], rest.take(~hit)
    return found


def other_level(pairs: Pairs) -> np.ndarray:
    """Say where a senior meets a junior, an intern anyone else, or one level other years asked."""
    years, other_years = pairs.numbers("years")
    ours, theirs = pairs.sizes("levels")
    unlike = (ours > 0) & (theirs > 0) & (pairs.shared("levels") == 0)
    known = (years >= 0) & (other_years >= 0)
    one_sided = ((ours > 0) != (theirs > 0)) & known & (years != other_years)
    return _unequal(pairs, "said_levels") | unlike | one_sided


def other_market(pairs: Pairs) -> np.ndarray:
    """Say where the titles ask for other languages; French goes without saying."""
    return _unequal(pairs, "markets")


def _unequal(pairs: Pairs, name: str) -> np.ndarray:
    ours, theirs = pairs.sizes(name)
    return (ours != theirs) | (pairs.shared(name) != ours)


def other_town_in_title(pairs: Pairs) -> np.ndarray:
    """Say where the titles name other towns, or one a town that the other posting never names."""
    unlike = pairs.shared("title_towns") == 0
    one_sided = _names_elsewhere(pairs) | _names_elsewhere(pairs.turned())
    return np.where(both_say(pairs, "title_towns"), unlike, one_sided)


def _names_elsewhere(pairs: Pairs) -> np.ndarray:
    """Say where the left's title names a town, and neither place nor the right's text does."""
    names, says = pairs.sizes("title_towns")[0] > 0, pairs.sizes("places")[1] > 0
    asked = np.flatnonzero(names & says)
    some = pairs.take(asked)
    itself = Pairs(some.deck, some.left, some.left)
    known = some.shared("title_towns", "named") + itself.shared("title_towns", "places")
    found = np.zeros(len(pairs), dtype=bool)
    found[asked] = known == 0
    return found


def other_reference(pairs: Pairs) -> np.ndarray:
    """Say where one employer gave two references."""
    return differ(pairs, "reference") & _one_employer(pairs)


def _one_employer(pairs: Pairs) -> np.ndarray:
    return np.isin(likenesses(pairs), (KINDS.index("same"), KINDS.index("alike")))


def other_employer(pairs: Pairs) -> np.ndarray:
    """Say where two employers are known and unlike, and neither hires for the other."""
    return (likenesses(pairs) == KINDS.index("other")) & ~for_others(pairs)


def other_word(pairs: Pairs) -> np.ndarray:
    """Say where one word of the title was exchanged for another: AUDI for CUPRA, Java for PHP.

    Not where the other's text says the word. Where the languages differ, a word that no lexicon knows
    may be the same word translated.
    """
    parted, lacking = apart(pairs), unsaid(pairs)
    ours, theirs = lacking[:, LEFT], lacking[:, RIGHT]
    unknown = (parted[:, LEFT_WORDS] > 0) & (parted[:, RIGHT_WORDS] > 0)
    exchanged = unknown | ((ours == 1) & (theirs == 1))
    return exchanged & (apart(pairs)[:, SHARED] > 0) & ~differ(pairs, "language")


def other_text(pairs: Pairs) -> np.ndarray:
    """Say where two long texts in one language share less than half of the shorter.

    Of the labelled real pairs that are one vacancy and have two long texts, none shares so little.
    Where one employer hires for the same title in the same town, only texts that share nothing tell.
    """
    ours, theirs = pairs.sizes("shingles")
    shorter = np.minimum(ours, theirs)
    asked = np.flatnonzero((shorter >= LONG) & ~differ(pairs, "language"))
    some, found = pairs.take(asked), np.zeros(len(pairs), dtype=bool)
    least = np.where(_one_spot(some), NOTHING_SHARED, 0.5)
    reworded = codes_shared(some) >= ALIKE  # and not where unknown
    found[asked] = (some.shared("shingles") < shorter[asked] * least) & ~reworded
    return found


def _one_spot(pairs: Pairs) -> np.ndarray:
    """Say where one employer, that hires for itself, names one work in one town."""
    one_work = apart(pairs)[:, EQUAL] > 0
    itself = _one_employer(pairs) & ~for_others(pairs)
    return itself & one_work & (pairs.shared("places") > 0)


def other_quarter(pairs: Pairs) -> np.ndarray:
    """Say where both titles name quarters, and no common one: two branches of one bank."""
    return both_say(pairs, "quarters") & (pairs.shared("quarters") == 0)


VETOES: dict[str, Callable[[Pairs], np.ndarray]] = {
    "other_town": elsewhere,
    "other_level": other_level,
    "other_market": other_market,
    "other_town_in_title": other_town_in_title,
    "other_reference": other_reference,
    "other_employer": other_employer,
    "other_quarter": other_quarter,
    "other_word": other_word,
    "other_text": other_text,
}
