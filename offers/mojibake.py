"""UTF-8 that somebody read as Western European, mended."""

import re

import ftfy

# What bytes 80 to BF become where they are read as cp1252, or as latin-1.
_NEXT = "[\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]"
_LEADS = "ÂÃÄÅØÙÚÛâðï"
# ftfy looks closely, which costs half a millisecond a text; only what shows one of these pairs is shown
# to it: ÂÃÄÅ lead Latin letters, ØÙÚÛ Arabic ones, â typography, ð pictures, ï marks.
_SUSPECT = re.compile(f"[{_LEADS}]{_NEXT}|Ã (?=[ a-zA-Z])")


def mended(text: str) -> str:
    """Read again, as UTF-8, what ftfy holds for UTF-8 that was read as cp1252; leave the rest alone.

    >>> mended("IngÃ©nieur Ã\\xa0 FÃ¨s"), mended("Ø§Ù„Ø¯Ø§Ø±"), mended("« CAFÉ » à São Paulo")
    ('Ingénieur à Fès', 'الدار', '« CAFÉ » à São Paulo')
    """
    if text.isascii() or not any(lead in text for lead in _LEADS):
        return text
    return ftfy.fix_encoding(text) if _SUSPECT.search(text) else text
