"""The skills that a posting names: trades, tools, languages, diplomas, certificates."""

from collections.abc import Iterator
from typing import NamedTuple

from pipelines.normalisers.skill_lexicon import Name, names
from pipelines.normalisers.skill_words import lowered, typed

#: Only so much of a text is read, and no more skills are kept of one posting.
READ = 12_000
MOST = 60
#: A field no longer than this is a list of skills: what stands in it counts without a neighbour.
LISTED = 400
#: What may stand between two skills of a list, when punctuation is dropped.
_BETWEEN = frozenset(("", "et", "ou", "and", "or", "et l", "et de l", "et du", "et de la"))


class Hit(NamedTuple):
    """Say where in the words a name was found."""

    start: int
    end: int
    name: Name
    beside: bool  # counts only beside another skill


def read_skills(title: str | None, text: str | None = None, skills: str | None = None) -> list[str]:
    """Return the codes of the skills named: first in the site's own field, then title, then text.

    >>> read_skills("Développeur Java/Spring (H/F)", "Vous maîtrisez SQL Server, C++ et Git.")
    ['java', 'spring', 'sql_server', 'cpp', 'git']
    >>> read_skills("Assistant", "Déclarations de TVA, IS et CNSS sur Sage 100", "Excel, paie")
    ['excel', 'payroll', 'vat', 'corporate_tax', 'cnss', 'sage']
    >>> read_skills("You will excel at your job", "Une équipe sage, et go!"), read_skills(None)
    ([], [])
    """
    found: dict[str, None] = {}
    if skills:
        found.update(dict.fromkeys(_named(skills[:READ], listed=len(skills) <= LISTED)))
    for said in (title, text):
        if said:
            found.update(dict.fromkeys(_named(said[:READ])))
    return list(found)[:MOST]


def _named(text: str, listed: bool = False) -> Iterator[str]:
    words = typed(text)
    small = lowered(words)
    hits = _longest(_hits(words, small, listed))
    alone = () if listed else _alone(hits, small)
    return (hit.name.code for n, hit in enumerate(hits) if hit.name.code and n not in alone)


def _hits(words: str, small: str, listed: bool) -> list[Hit]:
    """Return the names found; one that is not typed as it should be must stand in a list."""
    hits = []
    for last, name in names().iter(small):
        start = last + 1 - name.length
        beside = name.beside
        if name.typed and words[start : last + 1] not in (name.typed, name.typed.upper()):
            if beside and not listed:
                continue
            beside = True
        hits.append(Hit(start, last, name, beside))  # the space that ends it may begin the next
    return hits


def _longest(hits: list[Hit]) -> list[Hit]:
    """Return the hits that do not overlap: of two the one that begins first, then the longest."""
    kept: list[Hit] = []
    end = 0
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if hit.start >= end:
            kept.append(hit)
            end = hit.end
    return kept


def _alone(hits: list[Hit], small: str) -> set[int]:
    """Return the places of hits that must stand beside a skill and do not, from either side."""
    alone = {n for n, hit in enumerate(hits) if hit.beside}
    if not alone:
        return alone
    for order, step in ((range(len(hits)), -1), (range(len(hits) - 1, -1, -1), 1)):
        for n in order:
            near = n + step
            if n in alone and 0 <= near < len(hits) and near not in alone:
                first, second = sorted((hits[n], hits[near]))
                if hits[near].name.code and small[first.end : second.start].strip() in _BETWEEN:
                    alone.discard(n)
    return alone
