"""Learn the lines that a source writes into unlike postings, which tell nothing of the vacancy.

A line once learned stays: else the excerpt of an offer would show it again as soon as the site's newest
postings bear another, though those of the offer have not changed.
"""

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Set
from itertools import chain

from sqlite_utils import Database

from offers.text import fold

#: The newest postings of a source that are read, with a text.
SAMPLE = 150
#: A line is the site's if so many of them have it, in so many works, and so great a share: what they ask
#: of people in one phrase ("trois ans d'expérience") stands in half the postings of many a board.
POSTINGS = 8
TITLES = 5
SHARE = 0.6
#: Fewer words are a heading or a fact; more letters are a whole text in one line.
WORDS = 4
LETTERS = 2000
#: What a line may be set out with.
MARKS = " -•·*\t"

# By these ids, not by a join: it would walk through the postings instead.
SOURCES = """
select distinct source from postings where id in (select posting from uncompared) order by source
"""
# "+": the ids are read from an index that begins with the source, never by a walk through all postings.
NEWEST = """
select title, title_core, description from postings
where id in (select id from postings where source = ? order by +id desc limit ?)
and description <> ''
"""
LEARNED = "insert or ignore into boilerplate (source, line) values (?, ?)"
KNOWN = """
select source, line from boilerplate where source in (select value from json_each(?))
"""

Lines = Set[str]
#: A title, the list of its words that name the work, and a description.
Told = tuple[str, str, str]


def learn(db: Database) -> None:
    """Learn the lines of each source that has new or changed postings; call it inside a transaction."""
    for (source,) in db.conn.execute(SOURCES).fetchall():
        newest = db.conn.execute(NEWEST, [source, SAMPLE]).fetchall()
        db.conn.executemany(LEARNED, [(source, line) for line in repeated(newest)])


def known(connection: sqlite3.Connection, sources: Iterable[str]) -> dict[str, Lines]:
    """Read the lines of SOURCES; one that has none is not named."""
    found = defaultdict[str, set[str]](set)
    for source, line in connection.execute(KNOWN, [json.dumps(sorted(sources))]):
        found[source].add(line)
    return dict(found)


def repeated(postings: Iterable[Told]) -> list[str]:
    """List the lines that most of POSTINGS have, whatever work they are about.

    >>> works = "Maçon", "Soudeur", "Grutier", "Peintre", "Vitrier", "Plombier", "Couvreur", "Carreleur"
    >>> repeated([(work, "[]", f"Un {work} de chantier demain.\\n- Postulez sur notre site.") for work in works])
    ['Postulez sur notre site.']

    Sister jobs share their text and their title, and it stays theirs.

    >>> repeated([("Maçon", "[]", "Vous montez les murs.")] * 20)
    []
    """
    several = [(_work(title, core), set(_lines(text))) for title, core, text in postings]
    times = Counter(chain.from_iterable(lines for _, lines in several))
    least = max(POSTINGS, SHARE * len(several))
    often = {line for line, count in times.items() if count >= least}
    works = defaultdict[str, set[str]](set)
    for work, lines in several:
        for line in lines & often:
            works[line].add(work)
    return sorted(line for line, titles in works.items() if len(titles) >= TITLES)


def without(text: str, lines: Lines) -> str:
    """Leave LINES out of TEXT.

    >>> without("Nous cherchons un maçon.\\n• Postulez sur notre site.", {"Postulez sur notre site."})
    'Nous cherchons un maçon.'
    """
    return "\n".join(line for line in text.splitlines() if line.strip(MARKS) not in lines)


def _work(title: str, core: str) -> str:
    """Name the work, without its town where we could tell: sister jobs are one work."""
    return fold(title) if core == "[]" else core


def _lines(text: str) -> Iterator[str]:
    for line in text.splitlines():
        bare = line.strip(MARKS)
        if len(bare) <= LETTERS and len(bare.split(None, WORDS)) >= WORDS:
            yield bare
