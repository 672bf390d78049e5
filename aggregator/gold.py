"""Our readers beside what people judged: gold files, the words that sites printed, notations of pay."""

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from offers.clock import MOROCCO
from offers.posting import UNDERSTOOD, WORDS, Posting
from pipelines.normalise import understand
from pipelines.readings import READINGS

#: The day that gold files are read on, so that "hier" has one answer.
NOW = datetime(2026, 11, 21, 9, tzinfo=MOROCCO)

#: Which field of a posting the printed values of others' crawls belong to.
PRINTED = {
    "city": ("city", "location", "detail criteria: Ville", "detail criteria: Région", "region (listing card)"),
    "contract": ("contract", "contrat", "contrat (listing card)", "contract+remote", "job_type",
                 "Type_Contrat", "contract_type", "detail criteria: Type de contrat"),
    "remote": ("is_remote", "work_mode", "detail criteria: Travail à distance"),
    "experience": ("experience", "Experience", "niveau_experience (listing card)", "job_level",
                   "detail criteria: Niveau d'expérience"),
    "diploma": ("education", "Niveau_etude", "etude", "niveau_etudes (listing card)",
                "detail criteria: Niveau d'études"),
    "salary": ("salaire", "Salaire", "detail criteria: Salaire proposé"),
    "published": ("publication_date", "Date_pub", "date_posted"),
    "sector": ("sector", "domaine", "detail criteria: Secteur d´activité"),
    "occupation": ("function", "fonction", "detail criteria: Métier"),
    "languages": ("language", "detail criteria: Langues exigées"),
    "positions": ("positions", "detail criteria: Nombre de poste(s)"),
}  # fmt: skip
_FIELD = {printed: said for said, names in PRINTED.items() for printed in names}
_ELSEWHERE = ("source", "url")


class Judged(NamedTuple):
    """Hold one row of a gold file: what was given, what is right, and what we answer."""

    given: dict[str, str]
    right: dict[str, str]
    answered: dict[str, str]

    @property
    def passed(self) -> bool:
        """Whether every column that was judged is answered rightly."""
        return self.right == self.answered


@dataclass
class Share:
    """Count occurrences: understood, saying nothing, and not understood, with the words."""

    understood: int = 0
    silent: int = 0
    unknown: Counter[str] = field(default_factory=Counter)

    @property
    def share(self) -> float | None:
        """The share understood of the occurrences that say something; None where none does."""
        told = self.understood + self.unknown.total()
        return self.understood / told if told else None


def judged(file: Path, now: datetime = NOW) -> Iterator[Judged]:
    """Read the postings of a gold FILE and set our answers beside the right ones.

    Its columns bear the names of a posting's fields: those that a site says are given, those that
    we understand are right. Raises ValueError on a column that is neither.
    """
    for row in _table(file):
        if strange := set(row) - {*WORDS, *_ELSEWHERE, *UNDERSTOOD}:
            raise ValueError(f"{file}: a posting has no {', '.join(sorted(strange))}")
        given = {name: value for name, value in row.items() if name not in UNDERSTOOD}
        right = {name: value for name, value in row.items() if name in UNDERSTOOD}
        posting = _read(given, now)
        yield Judged(given, right, {name: written(getattr(posting, name)) for name in right})


def _read(given: dict[str, str], now: datetime) -> Posting:
    said: dict[str, Any] = {
        name: value.replace("\\n", "\n") or None for name, value in given.items()
    }
    source = said.pop("source", None) or "gold"
    return understand(Posting(source=source, **said), now)


def written(value: Any) -> str:
    """Write VALUE as a gold file does.

    >>> written(["fes", "sefrou"]), written({"fr": "fluent", "en": None}), written(0.5), written(True)
    ('fes sefrou', 'fr:fluent en:', '0.5', '1')
    """
    if isinstance(value, dict):
        return " ".join(f"{key}:{said or ''}" for key, said in value.items())
    if isinstance(value, list):
        return " ".join(value)
    if isinstance(value, bool | int | float):
        return f"{float(value):.10g}"
    return value or ""


def printed(file: Path, now: datetime = NOW) -> dict[str, Share]:
    """Read the values of FILE (site, field, value, count) and count, by field, what we understand."""
    shares = {said: Share() for said in PRINTED}
    fills = {reading.said: reading.fills for reading in READINGS}
    for row in _table(file):
        if said := _FIELD.get(row["field"]):
            times = int(row["count"] or 1)
            posting = _read({"source": row["site"], said: row["value"]}, now)
            if said in posting.not_understood:
                shares[said].unknown[row["value"]] += times
            elif any(getattr(posting, name) not in (None, [], {}) for name in fills.get(said, ())):
                shares[said].understood += times
            else:
                shares[said].silent += times
    return shares


def notations(file: Path, now: datetime = NOW) -> Iterator[Judged]:
    """Read the notations of pay in FILE and set our answers beside the right ones."""
    for row in _table(file):
        posting = _read({"salary": row["text"]}, now)
        pays = bool(row["min"] or row["max"])
        right = {
            "salary_min": row["min"],
            "salary_max": row["max"],
            "salary_currency": row["currency"] if pays else "",
            "salary_period": row["unitText"].lower() if pays else "",
            "salary_tax": row["net_or_gross"].replace("brut", "gross") if pays else "",
        }
        answered = {name: written(getattr(posting, name)) for name in right}
        yield Judged({"salary": row["text"]}, right, answered)


def _table(file: Path) -> Iterator[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            yield {name: value or "" for name, value in row.items() if name}
