"""Postings by the million, without pages: rows to import, with the truth beside them."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from world.employers import hiring
from world.lives import TERMS
from world.shown import Shown, show
from world.sites import address
from world.tellings import copies, firsts
from world.vacancies import vacancies


def shown(seed: int, size: int, start: date) -> Iterator[Shown]:
    """Give SIZE postings, the same for the same SEED; each bears the truth in ``vacancy`` and ``kind``.

    The postings of a vacancy stand near each other; memory does not grow with SIZE.
    """
    rng, given, posted = Random(seed), 0, start
    for vacancy, told, beside in firsts(vacancies(rng, hiring(size)), rng):
        posted = posted if beside else start + timedelta(days=rng.randrange(-60, 1))
        until = posted + timedelta(days=TERMS[vacancy.salt % len(TERMS)])
        for telling in (told, *copies(vacancy, told, rng)):
            if given == size:
                return
            late = rng.randint(3, 40) if telling.kind == "temporal" else rng.randint(0, 6)
            on = posted if telling is told else posted + timedelta(days=late)
            last = until if telling.dated and until > on else on + timedelta(days=30)
            given += 1
            yield show(vacancy, telling, f"{1_000_000 + given}", on, last, posted)


def postings(seed: int, size: int, start: date) -> Iterator[dict[str, str | int]]:
    """Give the same as rows to import; ``vacancy`` and ``kind`` are the truth.

    >>> row = next(postings(7, 1, date(2026, 11, 2)))
    >>> sorted(row)
    ['city', 'company', 'contract', 'date', 'kind', 'site', 'text', 'title', 'url', 'vacancy']
    """
    return map(_row, shown(seed, size, start))


def _row(one: Shown) -> dict[str, str | int]:
    text = one.text
    parts = (text.about, text.opening, *text.tasks, *text.wants, *text.gives)
    return {
        "site": one.source,
        "title": one.title,
        "company": one.company or "",
        "city": one.city or "",
        "date": one.published.isoformat(),
        "url": address(one),
        "text": "\n".join(part for part in parts if part),
        "contract": one.contract,
        "vacancy": one.vacancy,
        "kind": one.kind,
    }
