"""What offers are filtered by: each value of each field has a number, which the search index knows as a word.

So words and filters are one question to one index, and the counts beside each filter one look at the numbers
of the hits. A value keeps its number for ever.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from sqlite_utils import Database

from offers.text import fold

#: The tabs, and the contracts that each stands for; the first stands for all.
KINDS: dict[str, tuple[str, ...]] = {
    "all": (),
    "internship": ("stage", "stage_pfe", "stage_preembauche", "stage_observation"),
    "first": ("anapec", "premier_emploi", "stage_preembauche", "alternance"),
    "work": (
        "cdi", "cdd", "interim", "freelance", "anapec", "premier_emploi", "vacation",
        "lettre_engagement",
    ),
    "civil": ("statutaire", "contractuel"),
}  # fmt: skip
#: The least years asked from which each class of experience begins.
YEARS = (10, 5, 3, 1, 0)

#: A field and a code in it.
Facet = tuple[str, str]

#: Numbers stand in the index as words of CJK signs, which no prefix index cuts and no stemmer touches.
_FIRST_SIGN, _SIGNS = 0x4E00, 20_000

KNOWN = "select field, code, id from facet_values where (field, code) in ({})"
NUMBER = "insert into facet_values (field, code, label) values (?, ?, ?) returning id"
BEFORE = "select value_ids from facets where offer in (select value from json_each(?))"
FORGET = "delete from facets where offer in (select value from json_each(?))"
KEEP = "insert into facets (offer, value_ids) values (?, ?)"
COUNT = """
insert into facet_counts (kind, value, n) values (?, ?, ?)
on conflict (kind, value) do update set n = n + excluded.n
"""
UNCOUNT = "delete from facet_counts where n <= 0"


def facets(offer: Mapping[str, Any], sources: Iterable[str]) -> dict[Facet, str | None]:
    """List what an OFFER shown on SOURCES is filtered by; a value has a label where its code is none.

    >>> offer = dict.fromkeys(COLUMNS) | {"contract_code": "cdi", "experience_min": 2.0, "first_seen": "2026-11-20"}
    >>> " ".join(f"{field}={code}" for field, code in facets(offer, ["anapec"]))
    'contract=cdi experience=1 source=anapec kind=work published=2026-11-20 state=open'
    """
    contract, employer, asked = offer["contract_code"], offer["employer"], offer["experience_min"]
    single = {
        "contract": contract,
        "sector": offer["sector_code"],
        "experience": None if asked is None else str(next(y for y in YEARS if asked >= y)),
        "diploma": offer["diploma_code"],
        "mode": offer["remote_code"],
        "language": offer["language"],
        "employer": fold(employer or "") or None,
        "paid": "1" if offer["salary_min"] or offer["salary_max"] else None,
    }
    several = {
        "source": sources,
        "city": _codes(offer, "city_codes", "city_code"),
        "region": _codes(offer, "region_codes", "region_code"),
        "speaks": json.loads(offer["languages_asked"] or "{}"),
        "kind": [kind for kind, contracts in KINDS.items() if contract in contracts],
        "published": [(offer["published_on"] or offer["first_seen"])[:10]],
        "closes": filter(None, [offer["deadline_on"]]),
        "state": ["closed" if offer["closed_on"] else "open"],
    }
    found: dict[Facet, str | None] = {(f, code): None for f, code in single.items() if code}
    found |= {(field, code): None for field, codes in several.items() for code in codes}
    return found | ({("employer", single["employer"]): employer} if single["employer"] else {})


#: The columns of offers that facets() reads.
COLUMNS = (
    "city_code", "city_codes", "region_code", "region_codes", "contract_code", "sector_code",
    "experience_min", "diploma_code", "remote_code", "language", "languages_asked", "employer",
    "salary_min", "salary_max", "published_on", "first_seen", "deadline_on", "closed_on",
)  # fmt: skip


def _codes(offer: Mapping[str, Any], several: str, one: str) -> list[str]:
    return json.loads(offer[several] or "[]") or [code for code in [offer[one]] if code]


def word(number: int) -> str:
    """Write the NUMBER of a value as the search index does.

    >>> word(7), len(word(20_007))
    ('万', 2)
    """
    signs = chr(_FIRST_SIGN + number % _SIGNS)
    return word(number // _SIGNS) + signs if number >= _SIGNS else signs


def numbered(db: Database, values: Mapping[Facet, str | None]) -> dict[Facet, int]:
    """Number VALUES: those that were met before keep theirs; call it inside a transaction."""
    known = _known(db, list(values))
    for facet, label in values.items():
        if facet not in known:
            [known[facet]] = db.conn.execute(NUMBER, [*facet, label]).fetchone()
    return known


def _known(db: Database, values: Sequence[Facet]) -> dict[Facet, int]:
    found: dict[Facet, int] = {}
    for start in range(0, len(values), 500):
        some = values[start : start + 500]
        marks = ", ".join(["(?, ?)"] * len(some))
        rows = db.conn.execute(KNOWN.format(f"values {marks}"), [v for pair in some for v in pair])
        found |= {(field, code): number for field, code, number in rows}
    return found


def keep(db: Database, offers: Sequence[int], values: Mapping[int, Mapping[Facet, int]]) -> None:
    """Keep the VALUES of the open ones of OFFERS in place of those they had, and count them.

    Call it inside a transaction.
    """
    chosen = [json.dumps(offers)]
    counts: Counter[tuple[str, int]] = Counter()
    kinds = _kinds(db)
    for (blob,) in db.conn.execute(BEFORE, chosen):
        counts.subtract(_counted(unpack(blob), kinds))
    db.conn.execute(FORGET, chosen)
    opened = {id: v for id, v in values.items() if ("state", "open") in v}
    blobs = {id: sorted(v.values()) for id, v in opened.items()}
    db.conn.executemany(KEEP, [(id, pack(numbers)) for id, numbers in blobs.items()])
    for numbers in blobs.values():
        counts.update(_counted(numbers, kinds))
    db.conn.executemany(COUNT, [(*key, n) for key, n in counts.items() if n])
    db.conn.execute(UNCOUNT)


def _kinds(db: Database) -> dict[int, str]:
    return dict(db.conn.execute("select id, code from facet_values where field = 'kind'"))


def _counted(numbers: Iterable[int], kinds: Mapping[int, str]) -> list[tuple[str, int]]:
    """Pair each value of an offer with each tab it is counted under."""
    numbers = list(numbers)
    under = ["all", *(kinds[n] for n in numbers if n in kinds)]
    return [(kind, number) for kind in under for number in numbers]


def pack(numbers: Iterable[int]) -> bytes:
    """Write numbers of values as the column facets.value_ids holds them, four bytes each."""
    return np.fromiter(numbers, dtype="<i4").tobytes()


def unpack(blob: bytes) -> list[int]:
    """Read what pack() wrote.

    >>> unpack(pack([3, 70_000]))
    [3, 70000]
    """
    return np.frombuffer(blob, dtype="<i4").tolist()
