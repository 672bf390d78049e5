"""What an offer and a CV share, and what the offer asks besides, in the visitor's words."""

from collections.abc import Iterator, Mapping
from typing import Any

from datasette_plugins.reading.amounts import years
from datasette_plugins.reading.cv_match import WORTH, Fit, Matching, languages, rank, skills
from datasette_plugins.reading.cv_wanted import VOCABULARIES, Wanted
from datasette_plugins.reading.reader import Reader

#: More would bury the card.
MOST_SHARED, MOST_MISSING = 8, 6

Offer = Mapping[str, Any]


def why(offer: Offer, fit: Fit, matching: Matching, reader: Reader) -> dict[str, Any]:
    """Make the lines under the card of OFFER: what is shared, what is asked besides, and the sum."""
    return {
        "points": fit.points,
        "has": list(_shared(offer, fit, matching, reader)),
        "asks": list(_missing(offer, fit, matching, reader)),
        "parts": [(name, round(part), WORTH[name]) for name, part in fit.parts.items()],
    }


def name(field: str, code: str, reader: Reader) -> str:
    """Say what one term of a search stands for; a diploma without what stands in brackets."""
    label = reader.label(VOCABULARIES[field], code)
    return label.split(" (")[0] if field == "diploma" else label


def chips(wanted: Wanted, reader: Reader) -> list[dict[str, str]]:
    """Make a link for each term: the same search without it."""
    said = [(field, code, name(field, code, reader)) for field, code in wanted.terms]
    if wanted.years is not None:
        said.append(("years", str(wanted.years), reader.say("cv_years", n=wanted.years)))
    return [
        {"name": words, "url": reader.link("/cv/results", wanted.without(field, code))}
        for field, code, words in said
    ]


def _shared(offer: Offer, fit: Fit, matching: Matching, reader: Reader) -> Iterator[str]:
    shared = [code for code in skills(offer["skill_codes"]) if code in matching.skills]
    yield from (name("skill", c, reader) for c in matching.rarest(shared)[:MOST_SHARED])
    if fit.parts.get("work"):
        yield _work(offer, matching, reader)
    if fit.parts.get("town"):
        yield _place(offer, matching, reader)
    if fit.parts.get("diploma") and rank(offer["diploma_code"] or ""):
        yield name("diploma", offer["diploma_code"], reader)
    if fit.parts.get("experience") and offer["experience_min"]:
        yield reader.say("cv_experience", years=years(offer, reader))
    spoken = [code for code in languages(offer) if code in matching.wanted.speaks]
    yield from (name("speaks", code, reader) for code in spoken)


def _missing(offer: Offer, fit: Fit, matching: Matching, reader: Reader) -> Iterator[str]:
    asked = [code for code in skills(offer["skill_codes"]) if code not in matching.skills]
    said = matching.rarest(asked) if matching.skills else []
    yield from (name("skill", code, reader) for code in said[:MOST_MISSING])
    if len(said) > MOST_MISSING:
        yield reader.say("cv_more", n=len(said) - MOST_MISSING)
    unspoken = [code for code in languages(offer) if code not in matching.wanted.speaks]
    yield from (name("speaks", c, reader) for c in unspoken if "languages" in fit.parts)
    if fit.parts.get("diploma") == 0:
        yield name("diploma", offer["diploma_code"], reader)
    if fit.parts.get("experience") == 0:
        yield reader.say("cv_experience", years=years(offer, reader))


def _work(offer: Offer, matching: Matching, reader: Reader) -> str:
    """Name the trade that is wanted and offered, or the function that is."""
    job = matching.trade(offer)
    return name("job", job, reader) if job else name("occupation", offer["occupation_code"], reader)


def _place(offer: Offer, matching: Matching, reader: Reader) -> str:
    found = matching.distance(offer)
    if found is None:
        return reader.label("work_modes", offer["remote_code"])
    town, km = name("city", found[0], reader), round(found[1])
    return reader.say("cv_near", town=town, km=km) if km else town
