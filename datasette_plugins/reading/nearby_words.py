"""Did you mean: close questions that do find something, for one that finds nothing."""

import asyncio
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from datasette_plugins.reading.asked import Asked
from datasette_plugins.reading.matching import match
from datasette_plugins.reading.values import values
from offers.synonyms import STOP
from offers.taxonomy import rows
from offers.text import fold, unaccented

MOST = 3
#: Newest titles that words are learnt from, employers of most offers, words tried in place of one.
TITLES, EMPLOYERS, TRIED = 20_000, 20_000, 4
#: A question longer than this is no slip of the finger.
LONGEST, MOST_WORDS = 80, 6
#: Offers that come before the words are learnt anew.
STALE = 5_000
#: Phrases at least so alike are tried whole.
ALIKE = 82
VOCABULARIES = ("cities", "skills", "occupations", "isco_titles", "contracts", "regions")

LATEST = "select coalesce(max(id), 0) from offers"
NEWEST = f"select title from offers where closed_on is null order by id desc limit {TITLES}"
HIRING = f"""
select v.label, c.n from facet_counts c join facet_values v on v.id = c.value
where c.kind = 'all' and v.field = 'employer' and v.label is not null
order by c.n desc, v.id limit {EMPLOYERS}
"""
FOUND = "select 1 from offer_search where offer_search match :match limit 1"
_WORD = re.compile(r"\w{3,30}")


@dataclass(slots=True)
class Lexicon:
    """Hold the words and phrases that offers are written with: {bare form: as written}, the most frequent first."""

    upto: int = -1
    words: dict[str, str] = field(default_factory=dict)
    phrases: dict[str, str] = field(default_factory=dict)
    bare_words: list[str] = field(default_factory=list)
    bare_phrases: list[str] = field(default_factory=list)


_KNOWN: dict[str, Lexicon] = {}


async def close_words(db: Any, asked: Asked) -> list[str]:
    """Return up to three questions close to ASKED's words that some open offer answers, the closest first."""
    said = " ".join(asked.q.split())
    if not said or len(said) > LONGEST or len(said.split()) > MOST_WORDS:
        return []
    lexicon = await _lexicon(db)
    known = await values(db)
    kept: list[str] = []
    for candidate in await asyncio.to_thread(lambda: list(_candidates(said, lexicon))):
        expression = match(Asked(q=candidate), known, date.min)
        if (await db.execute(FOUND, {"match": expression})).rows:
            kept.append(candidate)
        if len(kept) == MOST:
            break
    return kept


async def _lexicon(db: Any) -> Lexicon:
    """Return what DB is written with; learnt when first asked for, and anew when many offers came."""
    name = str(db.path or db.memory_name)
    latest = (await db.execute(LATEST)).first()[0]
    if name not in _KNOWN or not 0 <= latest - _KNOWN[name].upto < STALE:
        titles = [row[0] for row in (await db.execute(NEWEST)).rows]
        employers = [row[0] for row in (await db.execute(HIRING)).rows]
        _KNOWN[name] = await asyncio.to_thread(learnt, latest, titles, employers)
    return _KNOWN[name]


def learnt(upto: int, titles: Iterable[str], employers: Sequence[str]) -> Lexicon:
    """Learn the words of TITLES, vocabularies and EMPLOYERS.

    >>> learnt(1, ["Maçon", "Maçon F/H", "maçon"], ["Atlas Textiles"]).words["macon"]
    'maçon'
    """
    labels = [label for name in VOCABULARIES for label in _labels(name)]
    spelt = Counter(word for title in titles for word in _WORD.findall(title.lower()))
    for word in (w for text in (*labels, *employers) for w in _WORD.findall(text.lower())):
        spelt[word] += 1
    lexicon = Lexicon(upto)
    for word, _ in spelt.most_common():
        lexicon.words.setdefault(unaccented(word), word)
    for phrase in (*labels, *employers):
        if " " in phrase:
            lexicon.phrases.setdefault(fold(phrase), phrase)
    lexicon.bare_words, lexicon.bare_phrases = list(lexicon.words), list(lexicon.phrases)
    return lexicon


def _labels(vocabulary: str) -> Iterator[str]:
    for row in rows(vocabulary):
        yield from filter(None, (row["label"], row["label_ar"], row["label_en"]))


def _candidates(said: str, lexicon: Lexicon) -> Iterator[str]:
    """Yield questions close to SAID, the closest first, none twice, SAID itself not."""
    words = said.split()
    near = {n: _near(unaccented(word), lexicon) for n, word in enumerate(words)}
    seen = {fold(said)}
    for candidate in (*_mended(words, near), *_whole(said, lexicon), *_shorter(words, near)):
        if fold(candidate) not in seen:
            seen.add(fold(candidate))
            yield candidate


def _near(word: str, lexicon: Lexicon) -> list[str]:
    """List words that a slip of the finger or two part from WORD; none for a word that is known."""
    if word in lexicon.words or word in STOP or len(word) < 4:
        return []
    most = 1 if len(word) < 6 else 2 if len(word) < 11 else 3
    found = process.extract(
        word, lexicon.bare_words, scorer=OSA.distance, score_cutoff=most, limit=TRIED
    )
    return [lexicon.words[bare] for bare, _, _ in found]


def _mended(words: Sequence[str], near: dict[int, list[str]]) -> Iterator[str]:
    """Put the closest known word in place of each unknown one; then the next closest of one after the other."""
    best = [near[n][0] if near[n] else word for n, word in enumerate(words)]
    yield " ".join(best)
    for n in range(len(words)):
        for other in near[n][1:]:
            yield " ".join([*best[:n], other, *best[n + 1 :]])


def _whole(said: str, lexicon: Lexicon) -> Iterator[str]:
    """Find phrases, names of employers among them, that are written nearly so."""
    found = process.extract(
        fold(said), lexicon.bare_phrases, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=MOST
    )
    yield from (lexicon.phrases[bare] for bare, _, _ in found)


def _shorter(words: Sequence[str], near: dict[int, list[str]]) -> Iterator[str]:
    """Leave out one word after the other, the mended in their places: the last stays longest."""
    best = [near[n][0] if near[n] else word for n, word in enumerate(words)]
    for n in range(len(words) - 1, -1, -1):
        if len(words) > 1:
            yield " ".join(best[:n] + best[n + 1 :])
