"""Postings by the million, without pages: rows to import, with the truth beside them."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from world.employers import hiring
from world.shown import Shown, show
from world.sites import address
from world.tellings import copies, first
from world.vacancies import vacancies


def postings(seed: int, size: int, start: date) -> Iterator[dict[str, str | int]]:
    """Give SIZE rows to import, the same for the same SEED; ``vacancy`` and ``kind`` are the truth.

    The postings of a vacancy stand near each other; memory does not grow with SIZE.

    >>> row = next(postings(7, 1, date(2026, 11, 2)))
    >>> sorted(row)
    ['city', 'company', 'contract', 'date', 'kind', 'site', 'text', 'title', 'url', 'vacancy']
    """
    rng = Random(seed)
    given = 0
    for vacancy in vacancies(rng, hiring(size)):
        told = first(vacancy, rng)
        opened = start + timedelta(days=rng.randrange(-60, 1))
        for telling in (told, *copies(vacancy, told, rng)):
            if given == size:
                return
            late = rng.randint(3, 40) if telling.kind == "temporal" else rng.randint(0, 6)
            on = opened if telling is told else opened + timedelta(days=late)
            given += 1
            yield _row(show(vacancy, telling, f"{1_000_000 + given}", on, on + timedelta(days=30)))


def _row(shown: Shown) -> dict[str, str | int]:
    text = shown.text
    parts = (text.about, text.opening, *text.tasks, *text.wants, *text.gives)
    return {
        "site": shown.source,
        "title": shown.title,
        "company": shown.company or "",
        "city": shown.city or "",
        "date": shown.published.isoformat(),
        "url": address(shown),
        "text": "\n".join(part for part in parts if part),
        "contract": shown.contract,
        "vacancy": shown.vacancy,
        "kind": shown.kind,
    }
