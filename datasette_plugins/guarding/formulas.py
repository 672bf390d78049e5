"""Cells that a spreadsheet would take for formulas, made texts again in the CSV that Datasette writes."""

import csv
import io
import re
from collections.abc import Callable

#: As in an export: French and Moroccan spreadsheets part cells at a semicolon, too, and some at a tab or a line.
_FORMULA = re.compile(r"(^|[;\t\r\n])(?=[=+\-@\t\r＝＋－＠])")
_NUMBER = re.compile(r"[+-]\d+(?:[.,]\d+)?(?:[eE][+-]?\d+)?")


def harmless(cell: str) -> str:
    """Put an apostrophe before what a spreadsheet would work out; numbers stay numbers.

    >>> [harmless(cell) for cell in ("=1+1", "-5.2", "-5+cmd", "a;@x", "a=b", "+212 5 22", "-1e-05")]
    ["'=1+1", '-5.2', "'-5+cmd", "a;'@x", 'a=b', "'+212 5 22", '-1e-05']
    """
    if not _FORMULA.search(cell) or _NUMBER.fullmatch(cell):
        return cell
    return _FORMULA.sub(r"\1'", cell)


def rewritten(rows: str) -> str:
    """Return whole ROWS of CSV with every cell harmless.

    >>> rewritten('a,"=x"\\r\\n')
    "a,'=x\\r\\n"
    """
    if not any(sign in rows for sign in "=+-@＝＋－＠"):
        return rows
    written = io.StringIO()
    writer = csv.writer(written)
    for row in csv.reader(io.StringIO(rows, newline="")):
        writer.writerow([harmless(cell) for cell in row])
    return written.getvalue()


class Rows:
    """Cut a stream of CSV into whole rows, wherever it is cut when it comes."""

    def __init__(self) -> None:
        self.held = b""

    def take(self, part: bytes, more: bool) -> bytes:
        """Return the rows that are whole with PART, harmless; what is not waits until it is, or until no MORE comes.

        >>> rows = Rows()
        >>> rows.take(b'a,"=1', True), rows.take(b'\\r\\n"\\r\\n', True), rows.take(b"=", False)
        (b'', b'a,"\\'=1\\r\\n"\\r\\n', b"'=")
        """
        self.held += part
        whole = self.held.endswith(b"\n") and not self.held.count(b'"') % 2
        if more and not whole:
            return b""
        rows, self.held = self.held.decode("utf-8", "replace"), b""
        made = rewritten(rows)
        return (made if whole else made.removesuffix("\r\n")).encode()


def plain_csv(send: Callable) -> Callable:
    """Wrap SEND so that CSV that was found is harmless to whoever opens it."""
    rows: Rows | None = None

    async def send_rows(message: dict) -> None:
        nonlocal rows
        if message["type"] == "http.response.start":
            headers = {k.lower(): v for k, v in message.get("headers", ())}
            # Datasette says text/plain where it is not asked for a file.
            named = headers.get(b"content-type", b"").startswith((b"text/csv", b"text/plain"))
            if named and message["status"] == 200:
                rows = Rows()
                headers.pop(b"content-length", None)  # it grows
                message = message | {"headers": list(headers.items())}
        elif rows is not None:
            body = rows.take(message.get("body", b""), message.get("more_body", False))
            message = message | {"body": body}
        await send(message)

    return send_rows
