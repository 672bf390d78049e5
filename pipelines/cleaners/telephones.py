"""Where a text names a telephone, however its digits are set out; and what merely looks like one."""

import re
from collections.abc import Iterator
from itertools import pairwise

_GAP = r"[ \t\n./\-_()]{0,3}"
_COUNTRIES = "33|34|32|39|49|44|41|31|351|352|20|213|216|218|221|222|225|226|227|228|229|237|241|966|971|974|965|90|1"
_CUE = (
    r"t[ée]l(?:[ée]?phone)?s?|gsm|whats ?app|wtsp|mobile|portable|phone|fixe|fax|appele[rz]?|call"
    r"|(?:ال)?هاتف|(?:ال)?واتس[ا]?[ ]?[اآأ]?ب|(?:ال)?فاكس|اتصل(?:وا)?|نقال"
)
_TELEPHONE = re.compile(
    # Morocco's: 05 to 08, with or without the country's code, the digits in any grouping.
    rf"(?<![\d@])\(?(?:(?:(?:\+|00){_GAP})?212\)?{_GAP}(?:\(0\)|0)?|[0o]){_GAP}[5-8](?:{_GAP}\d){{8}}(?!\d)"
    r"|(?<![\d@,])0[5-8](?:\s?,\s?\d\d){4}(?!\d)"
    # Others': a plus, and nine digits or more; or 00 and a country that people call from here.
    r"|(?<![\d@])\+\d{1,3}(?:[ \t.\-]{0,2}\(?\d\)?){8,12}(?!\d)"
    rf"|(?<![\d@])00[ ]?(?:{_COUNTRIES})(?:[ \t.\-]{{0,2}}\d){{8,10}}(?!\d)"
    # Without its nought, where it is said to be a telephone.
    rf"|(?<=[:.°]|[\s])(?<!\d)[5-8](?:[ .\-]{{0,2}}\d){{8}}(?!\d)",
    re.I,
)
#: An address that calls or writes to a telephone.
_LINK = re.compile(
    r"(?:https?://)?(?:www\.)?(?:wa\.me/|(?:api|web|chat)\.whatsapp\.com/(?:send)?/?\?phone=|whatsapp://send/?\?phone="
    r"|(?:t|telegram)\.me/)(?:\+|%2b)?\d{8,15}[^\s<>\"']{0,500}",
    re.I,
)
# A telephone has nine digits, close together; few texts hold as many.
_RUN = re.compile(r"\d(?:\D{0,8}\d){7,}")
#: What of a telephone may stand before its first digit: "(+", or an O for the nought.
_AHEAD = 4

_DATE = re.compile(r"\d\d([.\-/ ])\d\d\1(?:19|20)\d\d|\d\d([./-])\d\d\2\d\d[ ]-?[ ]?\d\d\2\d\d\2")
_ROUND = re.compile(r"(?:[ .]?000){2}$")
_REFERENCE = re.compile(
    r"(?<!\w)(?:r[ée]f(?:[ée]rence)?s?|n°|code|id|offre|dossier|concours|ice|rc|cnss|if|rib|iban|patente|siret|siren"
    r"|مرجع|المرجع|رقم الإعلان)[\s.:#°/-]*$"
    r"|(?<!\w)r[ée]f(?:[ée]rence)?[-_/.:#][\w/-]{0,16}$",
    re.I,
)
_CALLED = re.compile(
    rf"(?<!\[)\b(?:{_CUE})[^\w\n]{{0,4}}(?:n°|num[ée]ro|no|au|sur|رقم)?[^\w\n]{{0,4}}$", re.I
)
_UNIT = re.compile(r"^\s?(?:dhs?|mad|dirhams?|€|eur|euros?|درهم|%|km|m2|m²)(?!\w)", re.I)
_ADDRESS = re.compile(r"://|\w\.[a-z]{2,}/", re.I)
#: So much before a number tells what it is.
_BEFORE = 48


def may_hold_telephones(text: str) -> bool:
    """Tell whether TEXT has as many digits close together as a telephone has."""
    return bool(_RUN.search(text))


def telephones(text: str) -> Iterator[tuple[int, int]]:
    """Yield where telephones stand in TEXT, which is written in plain signs.

    >>> list(telephones("tél. 06.12.34.56.78")), list(telephones("Réf : 0612345678"))
    ([(5, 19)], [])
    """
    if ".me/" in text.lower() or "whatsapp" in text.lower():
        for match in _LINK.finditer(text):
            yield match.span()
    for run in _RUN.finditer(text):
        for match in _TELEPHONE.finditer(text, max(0, run.start() - _AHEAD), run.end()):
            if _calls(match):
                yield match.span()


def _calls(match: re.Match[str]) -> bool:
    """Tell whether what looks like a telephone is one."""
    text, start = match.string, match.start()
    before = text[max(0, start - _BEFORE) : start]
    if _CALLED.search(before):
        return True
    bare = match[0].lstrip("(")[:1] in "5678" and "212" not in match[0][:5]
    glued = before[-1:].isalpha()
    word = text[max(0, start - 200) : start].rpartition(" ")[2].rpartition("\n")[2]
    return not (
        bare
        or glued
        or _DATE.match(match[0] + text[match.end() : match.end() + 3])
        or _counts_up(match[0])
        or _ROUND.search(match[0])
        or match[0].count("\n") > 1
        or _ADDRESS.search(word)
        or _REFERENCE.search(before)
        or _UNIT.match(text[match.end() : match.end() + 12])
    )


def _counts_up(digits: str) -> bool:
    """Tell whether the pairs of DIGITS follow one another, as days and pages do.

    >>> _counts_up("05 06 07 08 09"), _counts_up("06 12 34 56 78")
    (True, False)
    """
    pairs = [int(pair) for pair in re.findall(r"(?<!\d)\d\d(?!\d)", digits)]
    return len(pairs) > 4 and all(b - a == 1 for a, b in pairwise(pairs))
