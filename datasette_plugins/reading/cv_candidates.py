"""The offers that may fit a CV, found through the search index, and the best of them."""

import asyncio
import json
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from typing import Any, NamedTuple

from datasette_plugins.reading.cv_match import COLUMNS, NEAR_KM, Fit, Matching, Rarity, best, rarity
from datasette_plugins.reading.cv_wanted import Wanted
from datasette_plugins.reading.distance import around
from datasette_plugins.reading.found import LATEST, chosen_offers
from datasette_plugins.reading.values import Values, values
from offers.stems import stem, tokens
from offers.taxonomy import rows

#: So many of the newest offers that hold a term are weighed.
WEIGHED = 3_000
#: So many of the best can be turned through.
SHOWN, PAGE = 200, 20
#: How rare a skill is, the newest open offers tell.
SAMPLE = 3_000
#: A term is looked for under so many of its names.
NAMES = 5

CANDIDATES = """
select rowid from offer_search where offer_search match :match order by rowid desc limit :limit
"""
COMPARED = f"""
select {", ".join(f"o.{name}" for name in COLUMNS)} from json_each(:ids) hit
cross join offers o on o.id = hit.value
"""
SKILLS = f"select skill_codes from offers where closed_on is null order by id desc limit {SAMPLE}"


class Ranked(NamedTuple):
    """Hold a page of offers with how each fits, how many there are to turn through, and how many were weighed."""

    offers: list[tuple[Mapping[str, Any], Fit]]
    total: int
    weighed: int
    matching: Matching


async def rank(db: Any, wanted: Wanted, page: int) -> Ranked:
    """Weigh the newest offers that hold a term of WANTED, and return the PAGE of the best."""
    known, rare = await asyncio.gather(values(db), _rarity(db))
    ids = await _candidates(db, questions(wanted, known))
    found = (await db.execute(COMPARED, {"ids": json.dumps(ids)})).rows
    matching = Matching(wanted, rare)
    fits = best(matching, [dict(row) for row in found])[:SHOWN]
    chosen = dict(fits[(page - 1) * PAGE : page * PAGE])
    offers = await chosen_offers(db, list(chosen))
    return Ranked(
        [(offer, chosen[offer["id"]]) for offer in offers], len(fits), len(found), matching
    )


async def _candidates(db: Any, asked: list[str]) -> list[int]:
    """Return the newest hits of each question, those of all together at most WEIGHED."""
    limit = WEIGHED // max(1, len(asked))
    answers = await asyncio.gather(
        *(db.execute(CANDIDATES, {"match": match, "limit": limit}) for match in asked)
    )
    return sorted({row[0] for answer in answers for row in answer.rows}, reverse=True)


def questions(wanted: Wanted, known: Values) -> list[str]:
    """Write what may answer WANTED as FTS5 expressions: the trade, terms near by, terms anywhere.

    The newest hits of a common term alone would hide a rarer fit a week older: each gets its share.
    """
    still = f"facets : {known.any_of('state', ['open'])}"
    near = [town for city in wanted.city for town in around(city, NEAR_KM)]
    there = [f"facets : {known.any_of('city', near)}"] if near else []
    skills = [form for code in wanted.skill for form in names("skills", code)]
    trades = [form for code in wanted.job for form in names("isco_titles", code)]
    trades += [form for code in wanted.occupation for form in of_function(code)]
    if not skills and not trades:
        return [" AND ".join([still, *there]), *([still] if there else [])]
    titles = [f"title : ({_any(trades)})"] if trades else []
    anywhere = " OR ".join([*titles, *([f"{{title body}} : ({_any(skills)})"] if skills else [])])
    asked = [
        *titles,
        *([f"({anywhere}) AND {' AND '.join(there)}"] if there else []),
        f"({anywhere})",
    ]
    return [f"{question} AND {still}" for question in asked[0 if skills else len(titles) :]]


@cache
def names(vocabulary: str, code: str) -> tuple[str, ...]:
    """List the FTS5 terms under which a skill or a trade is found.

    >>> names("skills", "python")[0]
    '"python"'
    """
    row = next(row for row in rows(vocabulary) if row["code"] == code)
    aliases = f"{row['aliases']}|{row.get('english', '')}".split("|")
    return _forms([*_labels(row), *filter(None, aliases)][:NAMES])


@cache
def of_function(occupation: str) -> tuple[str, ...]:
    """List the FTS5 terms by which titles are told to be of a function.

    >>> '"comptabl"' in of_function("finance")
    True
    """
    row = next(row for row in rows("occupations") if row["code"] == occupation)
    return _forms([*_labels(row), *filter(None, row["words"].split("|"))])


def _labels(row: Mapping[str, str]) -> list[str]:
    return [row[column] for column in ("label", "label_ar", "label_en") if row[column]]


def _forms(named: Iterable[str]) -> tuple[str, ...]:
    cut = (
        " ".join(stem(word, lang) for word in tokens(name))
        for name in named
        for lang in ("fr", "en")
    )
    return tuple(dict.fromkeys(f'"{form}"' for form in cut if form))


def _any(forms: Iterable[str]) -> str:
    """Ask for any of FORMS; whatever holds one of them as a part need not be asked for itself.

    >>> _any(['"excel"', '"microsoft excel"', '"sql"'])
    '"excel" OR "sql"'
    """
    known = dict.fromkeys(forms)
    return " OR ".join(form for form in known if not any(p in known for p in _parts(form)))


@lru_cache(20_000)
def _parts(form: str) -> tuple[str, ...]:
    """List the phrases that stand inside a quoted one, but not itself."""
    words = form.strip('"').split()
    spans = ((a, b) for a in range(len(words)) for b in range(a + 1, len(words) + 1))
    return tuple(f'"{" ".join(words[a:b])}"' for a, b in spans if b - a < len(words))


_KNOWN: dict[tuple[str, int], Rarity] = {}


async def _rarity(db: Any) -> Rarity:
    """Count how rare skills are, once for each state of DB."""
    key = (str(db.path or db.memory_name), (await db.execute(LATEST)).first()[0])
    if key not in _KNOWN:
        _KNOWN.clear()
        _KNOWN[key] = rarity(row[0] for row in (await db.execute(SKILLS)).rows)
    return _KNOWN[key]
