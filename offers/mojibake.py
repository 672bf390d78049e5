"""UTF-8 that somebody read as Western European, mended."""

import re


def _read_as(byte: int) -> str:
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


# What a byte becomes where it is read as cp1252; as a browser does, the five it lacks as latin-1.
_BYTES = {_read_as(byte): byte for byte in range(0x80, 0x100)} | {
    chr(b): b for b in range(0x80, 0x100)
}
_NEXT = "[" + "".join(re.escape(char) for char, byte in _BYTES.items() if byte < 0xC0) + "]"
# Only leads that begin the letters we meet: ÂÃÄÅ Latin, ØÙÚÛ Arabic, â typography, ð pictures, ï marks.
_BROKEN = re.compile(
    f"[ÂÃÄÅØÙÚÛ]{_NEXT}|â[€‚„†ˆ‰Š\x80-\x9f]{_NEXT}|ð[Ÿ\x9f]{_NEXT}{{2}}|ï[»·\xbb\xb7¸¹º]{_NEXT}"
)
# "Ã" and a space that cannot break is "à"; white space has often been squeezed before it comes to us.
_LONELY = re.compile("Ã (?=[ a-zA-Z])")
_ROUNDS = 3


def mended(text: str) -> str:
    """Read again, as UTF-8, what shows the pattern of UTF-8 read as cp1252; leave the rest alone.

    >>> mended("IngÃ©nieur Ã\\xa0 FÃ¨s"), mended("Ø§Ù„Ø¯Ø§Ø±"), mended("« CAFÉ » à São Paulo")
    ('Ingénieur à Fès', 'الدار', '« CAFÉ » à São Paulo')
    """
    if text.isascii():
        return text
    for _ in range(_ROUNDS):
        if not _BROKEN.search(text):
            break
        again = _LONELY.sub("à ", _BROKEN.sub(_read_again, text))
        if again == text:
            break
        text = again
    return text


def _read_again(match: re.Match[str]) -> str:
    try:
        return bytes(_BYTES[char] for char in match[0]).decode("utf-8")
    except UnicodeDecodeError:
        return match[0]
