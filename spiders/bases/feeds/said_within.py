"""What a feed says of a vacancy within its text alone: "<b>Lieu de travail :</b> Fès"."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from parsel import Selector

from offers.text import fold
from offers.wild import too_wild
from spiders.bases.labels import BLOCKS, labelled, lines
from spiders.bases.tree import Rule, read

#: Each employer renames the labels: what they look like, folded.
LABELS = {
    "city": r"(?:ville|lieu|lieux|localisation|location)\b.*|site(?: de travail| d affectation)?"
    r"|.* (?:lieu|ville)(?: de travail)?",
    "country": r"pays|country|pays .*",
    "region": r"region|region .*",
    "contract": r"(?:.* )?(?:contrat|contract)|type d emploi",
    "salary": r"salaire|remuneration|salary|salaire .*",
    "deadline": r"date limite\b.*|date de cloture|deadline",
}
TEXTS = ("encoded", "content", "contenthtml", "description", "contenttext", "summary")
#: Labels stand at the top: of a longer text no more is read.
READ = 20_000
_MOST_WORDS = 5
_BREAKS = BLOCKS | {"b", "strong"}


def within(field: str) -> Rule:
    """Give what the text of an entry says after the label of FIELD; a town with its country.

    >>> text = "<p><b>Lieu de travail :</b> Fès<br/><b>Pays</b>Maroc<br/>Type de contrat : CDI</p>"
    >>> read({"description": text}, within("city")), read({"description": text}, within("contract"))
    ('Fès, Maroc', 'CDI')
    >>> read({"description": "<p>Sur site à Fès : un poste.</p>"}, within("city"))
    """

    def rule(entry: Mapping[str, Any]) -> str | None:
        said = _labelled(read(entry, TEXTS) or "")
        land = said.get("country") if field == "city" else None
        return ", ".join(filter(None, (said.get(field), land))) or None

    return rule


@lru_cache(maxsize=8)  # several fields of one entry are looked for in it
def _labelled(text: str) -> dict[str, str]:
    """Give the first line after each label of TEXT."""
    if (":" not in text and "<" not in text) or too_wild(text[:READ]):
        return {}
    said = lines(Selector(f"<body>{text[:READ]}</body>"), _BREAKS)
    known = {label: field for line in said if (label := _label(line)) and (field := _field(label))}
    found = {field: values[0] for field, values in labelled(said, known).items() if values}
    return {field: value for field, value in found.items() if not value.endswith(":")}


def _label(line: str) -> str | None:
    """Give what stands before the colon of LINE; without one, a short line may be a label."""
    label, colon, _ = line.partition(":")
    few = len(fold(label).split()) <= (_MOST_WORDS if colon else 3)
    return label.strip() if few else None


def _field(label: str) -> str | None:
    told = fold(label)
    return next((name for name, words in LABELS.items() if re.fullmatch(words, told)), None)
