"""Other offers that one who reads this offer may want: of like work, and of the same employer."""

from collections.abc import Collection, Iterable, Mapping
from itertools import combinations
from typing import Any

from datasette_plugins.reading.found import chosen_offers
from datasette_plugins.reading.rows import rows
from datasette_plugins.reading.shown import kind_of
from datasette_plugins.reading.values import Values, values
from offers.search import STOP, words
from offers.text import fold

Offer = Mapping[str, Any]

#: The newest that answer an expression, with what tells how alike they are.
POOL = """
select o.id, w.title as words, o.isco_code, o.occupation_code, o.contract_code, o.region_code,
  o.city_code
from (
  select rowid as id from offer_search where offer_search match :match
  order by rowid desc limit :most
) hit
join offers o on o.id = hit.id
join offer_words w on w.id = hit.id
"""
OF_EMPLOYER = """
select rowid as id from offer_search where offer_search match :match order by rowid desc limit :most
"""
MOST_WORDS = 5
#: Two of these must be met together: pairs that are met nowhere cost most, a walk through all their offers.
PAIRED = 3
SHOWN = 6
#: How many of an employer's offers are shown, and counted: more are said as "100+".
OTHERS, COUNTED = 3, 100


async def similar(db: Any, offer: Offer, but: Collection[int] = ()) -> list[Mapping[str, Any]]:
    """Find open offers of like work, in the region of OFFER before elsewhere, leaving out BUT."""
    mine = title_words(offer)
    found: dict[int, dict[str, Any]] = {}
    for match, most in _expressions(mine, offer, await values(db)):
        found |= {row["id"]: row for row in await rows(db, POOL, match=match, most=most)}
    kept = [row for id, row in found.items() if id != offer["id"] and id not in but]
    alike = [(likeness(offer, mine, row), row["id"]) for row in kept]
    best = sorted((pair for pair in alike if pair[0]), reverse=True)[:SHOWN]
    return await chosen_offers(db, [id for _, id in best])


def title_words(offer: Offer) -> list[str]:
    """List the first words of a title that say something, as the index keeps them.

    >>> title_words({"title_shown": "Chargée d'études marketing", "title": "", "language": "fr"})
    ['charg', 'etud', 'marketing']
    """
    found = words(offer["title_shown"] or offer["title"], offer["language"]).split()
    telling = (word for word in found if word not in STOP and len(word) > 1)
    return list(dict.fromkeys(telling))[:MOST_WORDS]


def _expressions(mine: list[str], offer: Offer, known: Values) -> Iterable[tuple[str, int]]:
    """Write the questions that find what may be alike, each with how many of its newest to take."""
    is_open = known.any_of("state", ["open"])
    region, sector = offer["region_code"], offer["sector_code"]
    near = f"{is_open} AND {known.any_of('region', [region])}" if region else is_open
    if mine:
        quoted = [f'"{word}"' for word in mine]
        pairs = [f"({a} AND {b})" for a, b in combinations(quoted[:PAIRED], 2)]
        yield _both(" AND ".join(quoted), is_open), 40
        yield _both(" OR ".join(pairs or quoted), near), 80
        yield _both(" OR ".join(quoted), near), 80
    if sector:
        yield f"facets : ({near} AND {known.any_of('sector', [sector])})", 40


def _both(title: str, facets: str) -> str:
    return f"title : ({title}) AND facets : ({facets})"


def likeness(offer: Offer, mine: Collection[str], other: Offer) -> float:
    """Say how alike OTHER is; nothing where neither title nor occupation speak for it.

    >>> offer = dict.fromkeys(("isco_code", "region_code", "city_code", "contract_code"))
    >>> offer |= {"occupation_code": "it"}
    >>> likeness(offer, ["developpeur"], offer | {"words": "developpeur python"})
    6.0
    >>> likeness(offer, ["developpeur"], offer | {"words": "comptable", "occupation_code": None})
    0.0
    """
    occupation = 1.5 * _same(offer, other, "isco_code") + _same(offer, other, "occupation_code")
    shared = len(set(mine) & set(other["words"].split())) / (len(mine) or 1)
    # Half a title, such as "agent", tells nothing of the work by itself.
    work = occupation + (4 * shared if occupation or shared > 0.5 else 0)
    if not work:
        return 0.0
    place = 2 * _same(offer, other, "region_code") + 0.5 * _same(offer, other, "city_code")
    return work + place + (kind_of(offer["contract_code"]) == kind_of(other["contract_code"]))


def _same(offer: Offer, other: Offer, column: str) -> bool:
    return offer[column] is not None and offer[column] == other[column]


async def of_employer(db: Any, offer: Offer) -> dict[str, Any] | None:
    """Find the newest other open offers of the employer of OFFER, and how many there are.

    The number of the employer is that of its value; None where the employer is not known.
    """
    known = await values(db)
    code = fold(offer["employer"] or "")
    number = known.numbers.get(("employer", code))
    if number is None:
        return None
    match = f"facets : ({known.any_of('state', ['open'])} AND {known.any_of('employer', [code])})"
    found = [row["id"] for row in await rows(db, OF_EMPLOYER, match=match, most=COUNTED + 1)]
    others = [id for id in found if id != offer["id"]]
    return {
        "number": number,
        "offers": await chosen_offers(db, others[:OTHERS]),
        "n": min(len(found), COUNTED),
        "more": len(found) > COUNTED,
    }
