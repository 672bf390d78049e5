"""What SQLite may do for a visitor: read what is shown, by functions that end."""

import re
import sqlite3

#: Functions that make a server work for half a minute, or reach out of the file.
DENIED = frozenset(
    [
        "printf",
        "format",
        "randomblob",
        "zeroblob",
        "load_extension",
        "readfile",
        "writefile",
        "edit",
        "fts3_tokenizer",
        "fts5",
        "rtreecheck",
        "sqlite_log",
    ]
)
LONGEST_VALUE = 5_000_000

#: Texts that are somebody else's, kept to search and to compare, who decided at the desk, and who
#: asked to be left out: whoever reads them finds nothing there.
UNSHOWN = frozenset(
    {
        ("postings", "description"),
        ("posting_versions", "changes"),
        ("rejects", "payload"),
        ("offer_words", "body"),
        ("offer_search", "body"),
        ("overrides", "who"),
        ("overrides", "why"),
        ("elsewhere", "ref"),
        ("forgotten", "value"),
        ("forgotten", "who"),
        ("forgotten", "why"),
    }
)

#: The index word by word and place by place, from which a text could be put together again; tables that
#: SQLite makes up by walking the whole file, or that tell what others ask.
CLOSED = frozenset({"offer_search_data", "dbstat", "sqlite_stmt", "sqlite_dbpage"})

#: What Datasette asks of a table's shape, and FTS5 of the file. The rest tells the path, or walks the file.
PRAGMAS = frozenset(
    [
        "table_info",
        "table_xinfo",
        "foreign_key_list",
        "index_list",
        "index_info",
        "index_xinfo",
        "function_list",
        "schema_version",
        "data_version",
    ]
)
#: These are written, not asked, where a value is given.
_WRITTEN = frozenset({"schema_version", "data_version"})

_JOINED = re.compile(r"\bnatural\b", re.IGNORECASE)
_USING = re.compile(r"\busing\b", re.IGNORECASE)
_HIDDEN = re.compile(
    rf"(?<![a-z0-9])({'|'.join(sorted({name for _, name in UNSHOWN}))})(?![a-z0-9])", re.IGNORECASE
)


def allowed(action: int, first: str | None, second: str | None, *_: str | None) -> int:
    """Say whether SQLite may do this for a visitor: nothing endless, nothing outside the file.

    A column that is not shown reads as null: `select *` goes on working. The two last arguments, the
    database and the view, are not looked at: a visitor can name a common table expression after a view.
    """
    if action == sqlite3.SQLITE_READ:
        return _read(first or "", second or "")
    granted = (
        action == sqlite3.SQLITE_SELECT
        or (action == sqlite3.SQLITE_FUNCTION and (second or "").lower() not in DENIED)
        or (action == sqlite3.SQLITE_PRAGMA and _asked(first or "", second))
        # SQLite says so when it declares a virtual table to itself; the file is open to read only.
        or (action == sqlite3.SQLITE_UPDATE and first == "sqlite_master")
    )
    return sqlite3.SQLITE_OK if granted else sqlite3.SQLITE_DENY


def _read(table: str, column: str) -> int:
    if (table, column) in UNSHOWN:
        return sqlite3.SQLITE_IGNORE
    table = table.lower()
    closed = table in CLOSED or (
        table.startswith("pragma_") and table.removeprefix("pragma_") not in PRAGMAS
    )
    return sqlite3.SQLITE_DENY if closed else sqlite3.SQLITE_OK


def _asked(pragma: str, value: str | None) -> bool:
    name = pragma.lower()
    return name in PRAGMAS and (value is None or name not in _WRITTEN)


def joins_unshown(sql: str) -> bool:
    """Tell whether SQL could compare a column that is not shown without SQLite asking `allowed`.

    SQLite asks about every column that is named, but not about those that a join pairs by itself:
    `a full join b using (description)` even gives the text out.

    >>> joins_unshown("select 1 from postings natural join p")
    True
    >>> joins_unshown('select 1 from postings full join p using ("DESCRIPTION")')
    True
    >>> joins_unshown("select description from postings join offers using (id, title)")
    True
    >>> joins_unshown("select city from postings join offers using (title)")
    False
    """
    if _JOINED.search(sql):
        return True
    return bool(_USING.search(sql) and _HIDDEN.search(sql))
