"""Full-text search over offers: which columns are searched, and how a question is put to them."""

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from sqlite_utils import Database

from offers import facets
from offers.stems import stem, tokens, without_proclitic
from offers.synonyms import STOP as STOP
from offers.synonyms import alternatives, is_whole, key, known, longest

#: Words by which one asks for work at all: every offer is an answer to them.
WORK = frozenset({
    "emploi", "emplois", "offre", "offres", "travail", "boulot", "job", "jobs", "vacancy",
    "vacancies", "opportunite", "recrute", "cherche", "مطلوب", "maroc", "morocco",
    "المغرب", "وظيفه", "وظايف", "شغل", "خدمه", "عمل", "khdma", "khedma",
})  # fmt: skip
_YEAR = re.compile(r"20[23]\d")
#: Shorter words are not taken for the beginning of another.
LEAST_BEGUN = 5
#: A question longer than this is cut: nobody asks in more words, and SQLite limits the expression.
MOST_LETTERS, MOST_WORDS = 300, 24

TEXTS = f"""
select
  o.id,
  o.language,
  o.title,
  coalesce(o.company, '') as company,
  coalesce(
    (select group_concat(coalesce(c.label, '') || ' ' || coalesce(c.label_ar, '') || ' ' || coalesce(c.label_en, ''), ' ')
     from cities c where c.code in (select value from json_each(o.city_codes))), ''
  ) || ' ' || coalesce((select r.label || ' ' || r.label_ar from regions r where r.code = o.region_code), '') as place,
  coalesce((select c.label || ' ' || c.label_ar || ' ' || c.label_en from contracts c where c.code = o.contract_code), '')
    as contract,
  (select group_concat(p.title || ' ' || coalesce(p.skills, '') || ' ' || coalesce(p.description, ''), ' ')
   from postings p where p.offer = o.id) as body,
  (select json_group_array(distinct p.source) from postings p where p.offer = o.id) as sources,
  {", ".join(f"o.{name}" for name in facets.COLUMNS)}
from offers o
where o.id in (select value from json_each(?))
"""

CHOSEN = "(select value from json_each(?))"
INSERT = """
insert into offer_words (id, title, company, place, body, facets) values (?, ?, ?, ?, ?, ?)
"""

BATCH = 500
#: Stems kept in memory for each language.
MOST_STEMS = 200_000


class Words(NamedTuple):
    """Hold what the index keeps of one offer: each column cut to stems, and what it is filtered by."""

    id: int
    title: str
    company: str
    place: str
    body: str
    facets: dict[facets.Facet, str | None]


class _Stems(dict[str, str]):
    """Remember the stem of each word of one language: texts are made of few words, over and over."""

    def __init__(self, language: str):
        self.language = language

    def __missing__(self, word: str) -> str:
        if len(self) >= MOST_STEMS:
            self.clear()
        self[word] = cut = stem(word, self.language)
        return cut


_STEMS = {language: _Stems(language) for language in ("fr", "en")}


def words(text: str, language: str | None = None) -> str:
    """Write TEXT as the index keeps it: the stem of each word, parted by blanks.

    >>> words("Chargée d'études marketing")
    'charg etud marketing'
    """
    return " ".join(_cut(tokens(text), language))


def _cut(found: list[str], language: str | None) -> list[str]:
    kept = list(map(_STEMS["en" if language == "en" else "fr"].__getitem__, found))
    if max(found, default="") > "\u0600":
        bare = (without_proclitic(word) for word in found if word > "\u0600")
        kept += [stem(rest) for rest in bare if rest]
    return kept


def question(text: str) -> str | None:
    """Turn a visitor's words into an FTS5 expression, or None where there is no word to look for.

    Each word may be found in its French or English stem or as a synonym; the last, where it is no
    whole word we know, also as the beginning of one. Never a syntax error: every term is quoted.

    >>> question("offres de notaires à Tata")
    '"notair" AND ("tat" OR "tata" OR "طاطا")'
    >>> question("notaire, logis")
    '"notair" AND ("log" OR "logi" OR "logis"*)'
    >>> question("«*\\"»") is None
    True
    """
    parts = list(_parts(tokens(text[:MOST_LETTERS])[:MOST_WORDS]))
    said = [part for part in parts if not _idle(part)]
    said = said or [part for part in parts if part[0] not in STOP] or parts
    terms = [_any(_forms(part, part is said[-1])) for part in said]
    return " AND ".join(terms) or None


def index_offers(db: Database, ids: Iterable[int]) -> None:
    """Write the words of the offers IDS to the index; an id without an offer leaves it."""
    wanted = sorted(set(ids))
    for start in range(0, len(wanted), BATCH):
        batch = wanted[start : start + BATCH]
        with db.atomic():
            write_words(db, batch, words_of(db.conn, batch))


def words_of(connection: sqlite3.Connection, ids: Sequence[int]) -> list[Words]:
    """Read the offers IDS and cut them into the words that the index keeps."""
    return [_indexed(row) for row in connection.execute(TEXTS, [json.dumps(ids)])]


def write_words(db: Database, ids: Sequence[int], words: Sequence[Words]) -> None:
    """Put WORDS in the index in place of what it keeps of the offers IDS; they wait no longer.

    Call it inside a transaction.
    """
    chosen = [json.dumps(ids)]
    every = {facet: label for one in words for facet, label in one.facets.items()}
    numbers = facets.numbered(db, every)
    values = {one.id: {facet: numbers[facet] for facet in one.facets} for one in words}
    db.conn.execute(f"delete from offer_words where id in {CHOSEN}", chosen)
    signs = {number: facets.word(number) for number in numbers.values()}
    rows = ((*one[:-1], " ".join(signs[n] for n in values[one.id].values())) for one in words)
    db.conn.executemany(INSERT, rows)
    facets.keep(db, ids, values)
    db.conn.execute(f"delete from unindexed where offer in {CHOSEN}", chosen)


def _indexed(row: Sequence[Any]) -> Words:
    """Cut each column to stems; the short ones keep the whole words too, for beginnings of words."""
    id, language, title, company, place, contract, body, sources, *values = row
    offer = dict(zip(facets.COLUMNS, values, strict=True))
    return Words(
        id,
        _both(f"{title} {contract}", language),
        _both(company, language),
        _both(place, language),
        words(body or "", language),
        facets.facets(offer, json.loads(sources)),
    )


@lru_cache(20_000)
def _both(text: str, language: str | None) -> str:
    found = tokens(text)
    return " ".join([*_cut(found, language), *found])


def _parts(asked: list[str]) -> Iterator[tuple[str, ...]]:
    """Part ASKED into phrases we know, the longest first, and single words."""
    at = 0
    while at < len(asked):
        sizes = range(min(longest(), len(asked) - at), 1, -1)
        size = next((n for n in sizes if key(asked[at : at + n]) in known()), 1)
        yield tuple(asked[at : at + size])
        at += size


def _idle(part: tuple[str, ...]) -> bool:
    """Tell whether PART narrows nothing: a small word, a word for work, a year."""
    word = part[0]
    return len(part) == 1 and (word in STOP or word in WORK or bool(_YEAR.fullmatch(word)))


def _forms(part: tuple[str, ...], last: bool) -> list[str]:
    """List the FTS5 terms that answer PART of a question."""
    said = [word for word in part if word not in STOP] or part
    own = _stems(said[0]) if len(said) == 1 else [f"({' AND '.join(map(_any, map(_stems, said)))})"]
    begun = last and len(part) == 1 and len(part[0]) >= LEAST_BEGUN and not is_whole(part[0])
    others = [term for phrase in alternatives(part) for term in _near(phrase)]
    return list(dict.fromkeys([*own, *others, *([f'"{part[0]}"*'] if begun else [])]))


def _stems(word: str) -> list[str]:
    """Return the quoted stems of WORD in French and in English; an Arabic word also without its proclitic."""
    found = [stem(word, "fr"), stem(word, "en")]
    if rest := without_proclitic(word):
        found.append(stem(rest))
    return [f'"{form}"' for form in dict.fromkeys(found)]


def _near(phrase: tuple[str, ...]) -> list[str]:
    """Ask for PHRASE in French and in English, whatever small words stand between its own."""
    kept = [word for word in phrase if word not in STOP] or phrase
    forms = ([f'"{stem(word, language)}"' for word in kept] for language in ("fr", "en"))
    return [form[0] if len(form) == 1 else f"NEAR({' '.join(form)}, 2)" for form in forms]


def _any(forms: list[str]) -> str:
    return forms[0] if len(forms) == 1 else f"({' OR '.join(forms)})"
