"""What of a posting is its content: the words that, when they change, make a new version."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from offers.posting import WORDS
from pipelines.clean import MASKED
from pipelines.cleaners.contacts import masked

#: A site prints these afresh each day ("il y a 3 jours"): the day we read stands for them.
RELATIVE = {"published": "published_on", "deadline": "deadline_on"}


def content(row: Mapping[str, Any]) -> dict[str, str]:
    """Return what the posting in ROW says, without what it does not, relative days as the days they mean.

    >>> silent = dict.fromkeys((*WORDS, *RELATIVE.values()))
    >>> content(silent | {"title": "Maçon", "published": "hier", "published_on": "2026-11-20"})
    {'title': 'Maçon', 'published': '2026-11-20'}
    """
    said = {name: row[RELATIVE.get(name, name)] or row[name] for name in WORDS}
    return {name: words for name, words in said.items() if words}


def content_hash(said: dict[str, str]) -> str:
    """Name the content SAID by 20 bytes in hexadecimal: equal content, equal name.

    >>> content_hash({"title": "Maçon", "city": "Fès"}) == content_hash({"city": "Fès", "title": "Maçon"})
    True
    """
    return hashlib.sha1(json.dumps(said, sort_keys=True).encode()).hexdigest()


def changes(before: dict[str, str], after: dict[str, str]) -> dict[str, list[str | None]]:
    """Return {field: [before, after]} for every field whose words differ, contacts masked.

    What was kept before a way to write a number was known is not kept on as what changed.

    >>> changes({"title": "Maçon", "city": "Fès"}, {"title": "Maçon", "salary": "4000 DH"})
    {'city': ['Fès', None], 'salary': [None, '4000 DH']}
    """
    names = sorted({*before, *after})
    both = {n: [_told(n, before.get(n)), _told(n, after.get(n))] for n in names}
    return {name: [was, now] for name, (was, now) in both.items() if was != now}


def _told(name: str, words: str | None) -> str | None:
    return masked(words) if words and name in MASKED else words
