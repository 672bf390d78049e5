"""E-mail addresses and telephone numbers of persons, masked (law 09-08)."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from pipelines.cleaners.mailboxes import mailboxes, may_name_mailboxes
from pipelines.cleaners.telephones import may_hold_telephones, telephones

MAIL, PHONE = "[e-mail masqué]", "[téléphone masqué]"

#: Signs that are written in several ways, in one: a text keeps its length, and what is found its place.
_PLAIN = {
    **{0xFF01 + n: chr(0x21 + n) for n in range(94)},
    **{first + n: str(n) for first in (0x0660, 0x06F0) for n in range(10)},
    **dict.fromkeys(map(ord, "\xa0\u2002\u2003\u2007\u2008\u2009\u200a\u202f\u3000"), " "),
    **dict.fromkeys(map(ord, "‐‑‒–—―−⁃"), "-"),
    **dict.fromkeys(map(ord, "·•․∙。﹒"), "."),
    **dict.fromkeys(map(ord, "∕⁄"), "/"),
    ord("﹫"): "@",
    ord("’"): "'",
}  # fmt: skip
#: What cannot be seen between two signs, and means nothing between letters that are not Arabic.
_UNSEEN = re.compile("(?<=[!-~])[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]+(?=[!-~])")


def masked(text: str) -> str:
    """Mask the e-mail addresses and telephone numbers of persons; an office's mailbox may stay.

    >>> masked("CV à nadia.b@x.example ou rh@x.example, tél. 06.12.34.56.78")
    'CV à [e-mail masqué] ou rh@x.example, tél. [téléphone masqué]'
    >>> masked("Réf : 0612345678, salaire 06 000 DH, le 05.06.2026 10h")
    'Réf : 0612345678, salaire 06 000 DH, le 05.06.2026 10h'
    """
    named, called = may_name_mailboxes(text), may_hold_telephones(text)
    if not (named or called):
        return text
    seen = text if text.isascii() else _UNSEEN.sub("", text)
    pieces = list(_pieces(seen, named, called))
    return "".join(pieces) if len(pieces) > 1 else text


def masked_values(said: Mapping[str, Any]) -> dict[str, Any]:
    """Mask the contacts in those values of SAID that are words.

    >>> masked_values({"text": "tél. 06.12.34.56.78", "page": 3})
    {'text': 'tél. [téléphone masqué]', 'page': 3}
    """
    return {n: masked(value) if isinstance(value, str) else value for n, value in said.items()}


def _pieces(text: str, named: bool, called: bool) -> Iterator[str]:
    """Yield what stands between contacts, and the masks."""
    plain = text if text.isascii() else text.translate(_PLAIN)
    mails = ((*span, MAIL) for span in (mailboxes(plain) if named else ()))
    calls = ((*span, PHONE) for span in (telephones(plain) if called else ()))
    at = 0
    for start, end, mask in sorted([*mails, *calls], key=lambda span: (span[0], -span[1])):
        if start >= at:
            yield text[at:start]
            yield mask
        at = max(at, end)
    yield text[at:]
