"""A catalogue of any size, made up from a seed: offers as the merge would write them, indexed as it does.

Four offers in ten are open, the newest most; eight in ten are in French, twelve of a hundred in Arabic, the others
in English; a text has about a thousand letters, whose words are spread as in a language: few often, many seldom.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
from numpy.random import Generator

from bench.searching import words
from dedupe.indexing import index_all
from dedupe.progress import Tell, silent
from offers.database import connect, writing
from offers.taxonomy import rows

TODAY = date(2026, 11, 21)
DAYS, OPEN = 400, 0.4
LANGUAGES = ("fr", "ar", "en"), (0.80, 0.12, 0.08)
SOURCES = [f"source{n:02}" for n in range(24)]
BATCH = 10_000
WORDS = {"fr": 150, "ar": 165, "en": 155}

ADD_SOURCE = (
    "insert into sources (name, title, kind, added_at) values (?, ?, 'board', '2026-01-01')"
)
ADD_RUN = "insert into runs (id, source, started_at) values (1, ?, '2026-01-01')"
COLUMNS = (
    "title", "company", "employer", "city_code", "city_codes", "region_code", "region_codes", "contract_code",
    "remote_code", "language", "published_on", "deadline_on", "first_seen", "closed_on", "experience_min",
    "diploma_code", "salary_min", "sector_code", "languages_asked",
)  # fmt: skip
NAMES = ", ".join(COLUMNS)
ADD_OFFER = (
    f"insert into offers (id, {NAMES}, excerpt, postings, sources, updated_at) "
    f"values ({', '.join('?' * (len(COLUMNS) + 2))}, 1, 1, '2026-11-21')"
)
ADD_POSTING = """
insert into postings (id, source, ref, url, title, description, content_hash, first_seen, run, offer)
values (?, ?, ?, ?, ?, ?, ?, ?, 1, ?)
"""
#: What making costs nothing to lose: a file half made is made anew.
HASTE = ("synchronous = off", "foreign_keys = off", "cache_size = -500000")


def make(path: Path, size: int, seed: int, tell: Tell = silent) -> None:
    """Write SIZE offers of SEED to PATH, indexed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    with closing(connect(path)) as db:
        for pragma in HASTE:
            db.conn.execute(f"pragma {pragma}").fetchall()
        with writing(db):
            db.conn.executemany(ADD_SOURCE, [(name, name.title()) for name in SOURCES])
            db.conn.execute(ADD_RUN, [SOURCES[0]])
        for first in range(1, size + 1, BATCH):
            ids = range(first, min(first + BATCH, size + 1))
            with writing(db):
                _write(db, list(_offers(ids, size, seed)))
            tell("make", ids[-1], size)
        with writing(db):
            db.conn.execute("delete from undrawn")
            db.conn.execute("insert or ignore into unindexed (offer) select id from offers")
        index_all(db, tell)
        db.conn.execute("analyze")


def _write(db: Any, made: list[tuple[int, dict[str, Any], str, str]]) -> None:
    offers = ((id, *(offer[c] for c in COLUMNS), text[:300]) for id, offer, _, text in made)
    db.conn.executemany(ADD_OFFER, offers)
    postings = (
        (id, source, str(id), f"https://{source}.example/{id}", offer["title"], text, str(id),
         offer["first_seen"], id)
        for id, offer, source, text in made
    )  # fmt: skip
    db.conn.executemany(ADD_POSTING, postings)


def _offers(
    ids: Sequence[int], size: int, seed: int
) -> Iterator[tuple[int, dict[str, Any], str, str]]:
    """Yield (id, offer, source, text) of IDS: the same whatever the batch they stand in begins with."""
    rng = np.random.default_rng([seed, ids[0]])
    picks = _picks(rng, len(ids))
    for n, id in enumerate(ids):
        pick = {name: values[n] for name, values in picks.items()}
        language = LANGUAGES[0][pick["language"]]
        seen = TODAY - timedelta(days=int((size - id) * DAYS / size))
        text = " ".join(
            words.common(language)[i] for i in pick["words"][: WORDS[language]].tolist()
        )
        yield id, _offer(pick, language, seen), SOURCES[pick["source"]], text


def _picks(rng: Generator, size: int) -> dict[str, np.ndarray]:
    """Choose at once, for SIZE offers, all that is chosen of each."""
    often = {
        "town": 120,
        "source": len(SOURCES),
        "employer": 20_000,
        "sector": len(rows("sectors")),
    }
    picks = {name: _zipf(rng, several, size) for name, several in often.items()}
    picks |= {
        name: rng.integers(several, size=size)
        for name, several in {
            "trade": 10_000,
            "turn": 10_000,
            "contract": 100,
            "years": 12,
            "late": 60,
        }.items()
    }
    picks["language"] = rng.choice(3, size, p=LANGUAGES[1])
    picks["words"] = _zipf(rng, words.SIZE, (size, max(WORDS.values())))
    return picks | {f"share_{n}": rng.random(size) for n in range(6)}


def _zipf(rng: Generator, several: int, shape: Any) -> np.ndarray:
    """Choose of SEVERAL, each the less often the further it stands."""
    weights = 1 / (np.arange(several) + 2.7)
    return np.searchsorted(np.cumsum(weights / weights.sum())[:-1], rng.random(shape))


def _offer(pick: dict[str, Any], language: str, seen: date) -> dict[str, Any]:
    town = TOWNS[pick["town"]]
    share = [pick[f"share_{n}"] for n in range(6)]
    age = (TODAY - seen).days / DAYS
    diplomas, modes = rows("diplomas"), rows("work_modes")
    return {
        "title": words.title(language, int(pick["trade"]), int(pick["turn"])),
        "company": (employer := words.employer(int(pick["employer"]))),
        "employer": employer,
        "city_code": town["code"],
        "city_codes": json.dumps([town["code"]]),
        "region_code": town["region_code"],
        "region_codes": json.dumps([town["region_code"]]),
        "contract_code": CONTRACTS[pick["contract"] % len(CONTRACTS)] if share[0] < 0.85 else None,
        "remote_code": modes[pick["years"] % len(modes)]["code"] if share[1] < 0.15 else None,
        "language": language,
        "published_on": str(seen),
        "deadline_on": str(seen + timedelta(days=int(pick["late"]))) if share[2] < 0.4 else None,
        "first_seen": f"{seen}T08:00:00+01:00",
        "closed_on": None if share[3] < OPEN * 2 * (1 - age) else str(seen + timedelta(days=30)),
        "experience_min": float(pick["years"]) if share[4] < 0.5 else None,
        "diploma_code": diplomas[pick["late"] % len(diplomas)]["code"] if share[5] < 0.6 else None,
        "salary_min": 4000.0 if share[1] > 0.85 else None,
        "sector_code": rows("sectors")[pick["sector"]]["code"],
        "languages_asked": '{"fr": "fluent"}' if share[2] > 0.7 else "{}",
    }  # fmt: skip


#: The towns of most people first.
TOWNS = sorted(
    (row for row in rows("cities") if row["kind"] == "town"),
    key=lambda row: (-int(row["population"] or 0), row["code"]),
)[:120]
CONTRACTS = (
    "cdi", "cdi", "cdi", "cdi", "cdi", "stage", "stage", "stage", "stage_pfe", "stage_pfe", "cdd", "cdd",
    "anapec", "interim", "freelance", "statutaire", "premier_emploi", "alternance",
)  # fmt: skip
