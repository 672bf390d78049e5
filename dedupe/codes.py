"""What a posting asks and offers, as codes: the same in every language and wording."""

import json
from functools import cache

from offers import taxonomy
from offers.lexicons import lexicon, stems

#: How much of a folded text is read, in letters.
READ = 6000


def read_codes(skills: str | None, languages: str | None, folded: str) -> frozenset[str]:
    """Name what is asked and offered: skills, languages and conditions.

    SKILLS and LANGUAGES are JSON as postings keep it, FOLDED is the text.

    >>> sorted(read_codes('["sql"]', '{"en": null}', "travail de nuit"))
    ['night', 'speaks en', 'sql']
    """
    known = [code for code in json.loads(skills or "[]") if code not in _told_elsewhere()]
    spoken = [f"speaks {code}" for code in json.loads(languages or "{}")]
    conditions, _ = lexicon("conditions").take(stems(tuple(folded[:READ].split())))
    figures = [f"#{word}" for word in folded[:READ].split() if word.isdigit() and len(word) <= 3]
    return frozenset((*known, *spoken, *conditions, *figures))


@cache
def _told_elsewhere() -> frozenset[str]:
    """List the skills that columns or conditions tell too: languages, diplomas, licences."""
    rows = taxonomy.rows("skills")
    told = (
        r["code"] for r in rows if r["kind"] in ("language", "diploma") or "licence" in r["code"]
    )
    return frozenset(told)
