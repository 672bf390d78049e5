"""What a posting asks and offers, as codes: the same in every language and wording."""

import json
from functools import cache

from offers import taxonomy
from offers.lexicons import lexicon

#: Longer figures are dates, prices and telephones, written in many ways.
LONGEST = 3


def read_codes(skills: str | None, languages: str | None, bare: tuple[str, ...]) -> frozenset[str]:
    """Name what is asked and offered: skills, languages, conditions, and figures as they stand.

    SKILLS and LANGUAGES are JSON as postings keep it, BARE are the words of the text.

    >>> sorted(read_codes('["sql"]', '{"en": null}', ("travail", "de", "nuit", "12")))
    ['#12', 'night', 'speaks en', 'sql']
    """
    known = [code for code in json.loads(skills or "[]") if code not in _told_elsewhere()]
    spoken = [f"speaks {code}" for code in json.loads(languages or "{}")]
    conditions = [code for *_, code in lexicon("conditions").spans(bare)]
    figures = [f"#{word}" for word in filter(str.isdigit, bare) if len(word) <= LONGEST]
    return frozenset((*known, *spoken, *conditions, *figures))


@cache
def _told_elsewhere() -> frozenset[str]:
    """List the skills that columns or conditions tell too: languages, diplomas, licences."""
    rows = taxonomy.rows("skills")
    told = (
        r["code"] for r in rows if r["kind"] in ("language", "diploma") or "licence" in r["code"]
    )
    return frozenset(told)
