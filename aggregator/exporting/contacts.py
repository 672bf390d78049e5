"""What of a word or an address may leave the house: no mailbox and no telephone, of persons or of offices."""

import re
from urllib.parse import unquote

from pipelines.cleaners.contacts import MAIL, PHONE, masked

#: Of an office, too: the reader of a dataset answers no posting, and whoever gathers mailboxes would.
_MAILBOX = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
#: The shortest telephone has nine digits, the shortest mailbox (a@b.c) five letters.
_SHORTEST = 5


def public_words(text: str | None) -> str | None:
    """Mask every mailbox and telephone in TEXT.

    >>> public_words("Comptable, rh@x.example ou 06 12 34 56 78")
    'Comptable, [e-mail masqué] ou [téléphone masqué]'
    >>> public_words("2 postes, 8 000 DH")
    '2 postes, 8 000 DH'
    """
    if not isinstance(text, str) or len(text) < _SHORTEST:
        return text
    left = masked(text)
    return _MAILBOX.sub(MAIL, left) if "@" in left else left


def public_link(address: str | None) -> str | None:
    """Return ADDRESS, or None where it is no page of the web, or names a mailbox or a telephone.

    >>> public_link("https://x.example/offres/0612345678")
    'https://x.example/offres/0612345678'
    >>> [public_link(a) for a in ("mailto:rh@x.example", "https://x.example/?cv=rh%40x.example", "https://wa.me/212612345678")]
    [None, None, None]
    """
    if not address or not address.lower().startswith(("https://", "http://")):
        return None
    return None if _names_someone(unquote(address)) else address


def _names_someone(address: str) -> bool:
    return bool(_MAILBOX.search(address) or _TELEPHONE.search(address))


#: An address that calls or writes to a telephone. Numbers elsewhere in an address are those of pages.
_TELEPHONE = re.compile(
    r"^https?://(?:www\.)?(?:wa\.me/\+?\d|(?:api|web|chat)\.whatsapp\.com/|(?:t|telegram)\.me/\+)"
    r"|[?&](?:tel|phone|telephone|gsm|mobile|whatsapp)=\+?\d",
    re.I,
)

__all__ = ["MAIL", "PHONE", "public_link", "public_words"]
