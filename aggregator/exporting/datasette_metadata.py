"""metadata.json: what Datasette shows beside the snapshot's tables, from the dictionary."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from aggregator.exporting.data_package import LICENCE
from aggregator.exporting.fields import Resource

NAME = "metadata.json"
#: What a row is called where a number points to it, best first.
LABELS = ("label", "title", "name")


def metadata(wanted: Iterable[Resource], database: str) -> dict[str, Any]:
    """Return the words for the tables WANTED of the DATABASE: datasette -i FILE -m metadata.json."""
    return {
        "title": "Emplois Maroc",
        "license": LICENCE["title"],
        "license_url": LICENCE["path"],
        "databases": {database: {"tables": {one.name: _table(one) for one in wanted}}},
    }


def _table(resource: Resource) -> dict[str, Any]:
    label = next((name for name in LABELS if name in resource.names), None)
    return {
        "description": resource.description,
        "columns": {
            field.name: f"{field.said.en} ({field.said.unit})" for field in resource.fields
        },
        **({"label_column": label} if label else {}),
    }


def write(folder: Path, wanted: Iterable[Resource], database: str) -> None:
    """Write the words for DATABASE into FOLDER."""
    text = json.dumps(metadata(wanted, database), ensure_ascii=False, indent=1)
    (folder / NAME).write_text(text + "\n", encoding="utf-8")
