"""datapackage.json: what the files are, column by column, as a Frictionless Data Package tells it."""

import json
import sqlite3
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from aggregator.exporting.fields import Field, Resource
from offers.clock import MOROCCO, stamp

Told = dict[str, Any]

NAME = "datapackage.json"
LICENCE = {
    "name": "CC-BY-4.0",
    "title": "Creative Commons Attribution 4.0",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}
DESCRIPTION = (
    "Every job and internship published in Morocco that we read, each found once. The licence is that of our "
    "compilation: what we counted, merged and understood. Titles and names are facts as the sources print them; each "
    "source's terms stand in the table sources, column terms. Texts of postings, addresses to apply at, mailboxes and "
    "telephones are left out. Name the sources when you cite."
)
MEDIA = {
    "csv": "text/csv",
    "jsonl.gz": "application/gzip",
    "parquet": "application/vnd.apache.parquet",
    "db": "application/vnd.sqlite3",
}


def package(
    db: sqlite3.Connection,
    wanted: Iterable[Resource],
    folder: Path,
    sums: dict[str, str],
    now: datetime,
) -> Told:
    """Return the package of the files in FOLDER, whose SUMS are known, made of the snapshot DB."""
    resources = {resource.name: resource for resource in wanted}
    day = str(now.astimezone(MOROCCO).date())
    return {
        "profile": "data-package",
        "name": "emplois-maroc",
        "title": "Emplois Maroc",
        "description": DESCRIPTION,
        "version": day,
        "created": stamp(now),
        "keywords": ["Morocco", "Maroc", "المغرب", "labour market", "vacancies", "internships"],
        "licenses": [LICENCE],
        "sources": sources(db),
        "resources": [_file(folder, name, sums[name], resources) for name in sorted(sums)],
    }


def sources(db: sqlite3.Connection) -> list[Told]:
    """Return the sources that the snapshot DB was read from, with their terms."""
    told = db.execute("select title, url, terms from sources order by name").fetchall()
    return [
        {key: value for key, value in zip(("title", "path", "terms"), row, strict=True) if value}
        for row in told
    ]


def _file(folder: Path, path: str, sum: str, resources: dict[str, Resource]) -> Told:
    stem, _, suffix = Path(path).name.partition(".")
    told = {
        "name": stem if suffix == "csv" else Path(path).name,
        "path": path,
        "type": "table" if suffix == "csv" else "file",  # only CSV has its columns told
        "format": suffix.removesuffix(".gz"),
        "mediatype": MEDIA[suffix],
        "bytes": (folder / path).stat().st_size,
        "hash": f"sha256:{sum}",
    }
    if suffix == "db":
        return told | {
            "description": "All tables in one SQLite file, with keys, indexes and views."
        }
    told["description"] = resources[stem].description
    return told | (_tabular(resources[stem]) if suffix == "csv" else {})


def _tabular(resource: Resource) -> Told:
    keys = {"primaryKey": list(resource.key)} if resource.key else {}
    foreign = [_foreign(field) for field in resource.fields if field.refers]
    schema = {
        "fields": [_field(field) for field in resource.fields],
        "missingValues": [""],
        **keys,
        **({"foreignKeys": foreign} if foreign else {}),
    }
    return {"profile": "tabular-data-resource", "encoding": "utf-8", "schema": schema}


def _field(field: Field) -> Told:
    said = field.said
    return {
        "name": field.name,
        "type": field.type,
        "description": said.en,
        "description_fr": said.fr,
        "description_ar": said.ar,
        "unit": said.unit,
        "comes_from": said.comes_from,
    }


def _foreign(field: Field) -> Told:
    assert field.refers
    resource, column = field.refers
    return {"fields": [field.name], "reference": {"resource": resource, "fields": [column]}}


def write(folder: Path, told: Told) -> None:
    """Write the package TOLD into FOLDER."""
    text = json.dumps(told, ensure_ascii=False, indent=1)
    (folder / NAME).write_text(text + "\n", encoding="utf-8")
