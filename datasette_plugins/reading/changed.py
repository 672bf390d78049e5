"""How the postings of an offer changed, in words: which field, when, on which site, from what to what."""

from collections.abc import Mapping
from itertools import groupby
from typing import Any

from markupsafe import Markup

from datasette_plugins.reading.reader import Reader
from datasette_plugins.reading.rows import rows
from datasette_plugins.reading.shown import cut

Row = Mapping[str, Any]

CHANGES = """
select v.id, v.seen_at, s.title as source_title, p.language, c.key as field,
  c.value ->> 0 as before, c.value ->> 1 as after
from (
  select v.* from postings p join posting_changes v on v.posting = p.id
  where p.offer = :id order by v.seen_at desc, v.id desc limit :most
) v
join postings p on p.id = v.posting
join sources s on s.name = p.source
join json_each(v.changes) c
order by v.seen_at desc, v.id desc, c.id
"""
MOST = 30
LONGEST = 120


async def changes(db: Any, id: int, reader: Reader) -> list[dict[str, Any]]:
    """Tell how the postings of the offer ID changed, the latest change first."""
    found = await rows(db, CHANGES, id=id, most=MOST)
    return [_version(list(same), reader) for _, same in groupby(found, lambda row: row["id"])]


def _version(fields: list[dict[str, Any]], reader: Reader) -> dict[str, Any]:
    first = fields[0]
    return {
        "day": reader.day(first["seen_at"]),
        "source": first["source_title"],
        "told": [told(row, reader) for row in fields],
    }


def told(change: Row, reader: Reader) -> str:
    """Say one CHANGE of a field, with the old and the new cut short; of a text, only that it changed.

    >>> from datetime import date
    >>> change = {"field": "positions", "before": "2", "after": "<b>4</b>", "language": "fr"}
    >>> told(change, Reader(lang="en", today=date(2026, 11, 21)))
    Markup('Positions: <bdi lang="fr">&lt;b&gt;4&lt;/b&gt;</bdi>, instead of <bdi lang="fr">2</bdi>')
    """
    before, after = (_value(change, which, reader) for which in ("before", "after"))
    name = reader.say(f"said_{change['field']}")
    if not before and not after:
        return reader.say("changed_words", field=name)
    form = "changed_to" if before and after else "changed_added" if after else "changed_gone"
    return reader.say(form, field=name, before=before, after=after)


def _value(change: Row, which: str, reader: Reader) -> Markup:
    words = cut(change[which], LONGEST)
    if day := reader.day(words):
        return Markup("<bdi>{}</bdi>").format(day)
    lang = Markup(' lang="{}"').format(change["language"]) if change["language"] else ""
    return Markup("<bdi{}>{}</bdi>").format(lang, words) if words else Markup()
