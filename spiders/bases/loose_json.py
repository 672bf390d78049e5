"""Read JSON as sites write it: with comments, last commas, frames, entities."""

import html
import json
import re
from typing import Any

_FRAME = re.compile(r"^(?://|/\*|<!--|<!\[CDATA\[|\*/|--!?>|\]\]>|\s)+$", re.I)
_FRAME_OPENS = re.compile(r"^(?:<!--|(?:/\*|//)?\s*<!\[CDATA\[(?:\s*\*/)?)")
_BETWEEN = " \t\r\n\v\f;,\ufeff\u00a0"
# Each alternative takes all it can and gives nothing back, so that no text makes them slow.
_STRING = r'"(?:[^"\\]++|\\.)*+(?:"|\Z)'
_COMMENTS = re.compile(_STRING + r"|//[^\n]*|/\*(?:.*?\*/|.*\Z)", re.S)
_COMMAS = re.compile(_STRING + r"|,(?=\s*[}\]])", re.S)
_ESCAPES = re.compile(r"\\(?:([\"\\/bfnrtu])|(.))", re.S)


def values(script: str) -> list[Any]:
    """Give the values of SCRIPT as it stands, else with more and more mistakes forgiven.

    Raises RecursionError where they are nested too deep to read.

    >>> values('<!--\\n{"a": 1, /* why */ "b": [2,],}\\n-->')
    [{'a': 1, 'b': [2]}]
    """
    bare = unframed(script.strip(_BETWEEN))
    most: list[Any] = []
    for text in (script, bare, html.unescape(bare), relaxed(bare), relaxed(html.unescape(bare))):
        values, whole = _leading(text)
        if whole and values:
            return values
        most = max(most, values, key=len)
    return most


def _leading(text: str) -> tuple[list[Any], bool]:
    """Give the JSON values that TEXT starts with, and whether they are all of it.

    >>> _leading('{"a": 1}; {"b": 2} …')
    ([{'a': 1}, {'b': 2}], False)
    """
    decoder, values, at = json.JSONDecoder(strict=False), [], 0
    while at < len(text):
        if text[at] in _BETWEEN:
            at += 1
            continue
        try:
            value, at = decoder.raw_decode(text, at)
        except ValueError:
            return values, False
        values.append(value)
    return values, True


def unframed(text: str) -> str:
    """Take off the comment or CDATA marks that frame a script for readers of XHTML.

    >>> unframed('//<![CDATA[\\n{"a": 1}\\n//]]>')
    '{"a": 1}'
    """
    lines = text.split("\n")
    while lines and (not lines[0].strip() or _FRAME.match(lines[0])):
        lines.pop(0)
    while lines and (not lines[-1].strip() or _FRAME.match(lines[-1])):
        lines.pop()
    inside = "\n".join(lines).strip()
    return _unclosed(_FRAME_OPENS.sub("", inside))


def _unclosed(text: str) -> str:
    """Take off the mark that closes a frame on the value's own line."""
    end = text.removesuffix("*/").rstrip()
    for mark in ("-->", "--!>", "]]>"):
        if end.endswith(mark):
            bare = end.removesuffix(mark).rstrip()
            return bare.removesuffix("//").removesuffix("/*")
    return text


def relaxed(text: str) -> str:
    r"""Take out what JavaScript allows and JSON does not: comments, last commas, needless escapes.

    >>> relaxed(r'''{"a": "l\'un // \\", // l'autre''' + '\n"b": [1, ], }')
    '{"a": "l\'un // \\\\", \n"b": [1 ] }'
    """
    text = _COMMENTS.sub(lambda m: m[0] if m[0].startswith('"') else "", text)
    return _COMMAS.sub(lambda m: _plain(m[0]) if m[0].startswith('"') else "", text)


def _plain(string: str) -> str:
    return _ESCAPES.sub(lambda m: m[0] if m[1] else m[2], string)
