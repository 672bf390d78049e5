"""Where a text names a mailbox, however it is written; and whether it is an office's or a person's."""

import re
from collections.abc import Iterator

#: A mailbox of an office, not of a person.
_OFFICE = re.compile(
    r"recrutement|recrutements|recrute|recruit|recruitment|recruiting|rh|hr|drh|grh|contact"
    r"|contacts|job|jobs|emploi|emplois|carriere|carrieres|career|careers|candidature"
    r"|candidatures|cv|cvs|info|infos|information|stage|stages|stagiaire|stagiaires|hiring"
    r"|talent|talents|talentacquisition|sourcing|service|services|accueil|direction"
    r"|administration|commercial|formation|concours|secretariat|annonce|annonces|offre"
    r"|offres|noreply|no|reply|postuler|apply|people|ressources|humaines|ressourceshumaines"
    r"|humanresources|jobsmaroc|recrutementmaroc|rhmaroc|hrmaroc|equipe|team|office|support"
    r"|hello|bonjour|agence|siege|maroc|morocco|ma|casa|casablanca|rabat|fes|tanger|agadir"
    r"|marrakech|meknes|oujda|kenitra"
)
_LETTER = "a-z0-9à-öø-ÿ"
_ARABIC = "\u0621-\u064a"
#: Mailboxes that anyone may have: such an address needs no ending to be one.
_FREE = "gmail|hotmail|yahoo|outlook|live|msn|icloud|menara|protonmail|gmx"
_ENDING = "com|ma|fr|net|org|ca|es|it|de|be|ch|co|io|eu|info|biz|edu|me|uk"
#: "@x" after a blank is somebody's name on a network, but for a mailbox that anyone may have.
_SIGN = rf"@|\s@\s|\s@(?=(?:{_FREE})\b)|\s?[\[({{<]\s?(?:at|a|à|arobas[e]?|chez)\s?[\])}}>]|\s?\barobase?\b|\s-at-\s"
_DOT = r"\.|[\[({<]\s?(?:dot|point|\.)\s?[\])}>]|\s(?:dot|point)\s"
_LOCAL = (
    rf"(?:[{_LETTER}_.+%'-]{{1,64}}(?:\s(?:\.|point|dot)\s[{_LETTER}_+%'-]{{1,64}}){{0,3}}"
    rf"|[{_ARABIC}0-9_.-]{{1,64}})"
)
_LABEL = rf"(?:[{_LETTER}](?:[{_LETTER}-]{{0,61}}[{_LETTER}])?|[{_ARABIC}]{{1,63}})"
_DOMAIN = (
    rf"{_LABEL}(?:(?:\.{_LABEL}){{1,4}}|\s?(?:{_DOT})\s?(?:{_ENDING})(?:\s?(?:{_DOT})\s?(?:ma|uk|fr))?(?![{_LETTER}])"
    rf"|(?:\s?[\[({{<]\s?(?:dot|point)\s?[\])}}>]\s?{_LABEL}){{1,4}})"
)
_BEGIN = rf"(?<![{_LETTER}_.+%'-])"
_MAILBOX = re.compile(
    rf"{_BEGIN}({_LOCAL})(?:{_SIGN}|%40)\s?({_DOMAIN}|(?:{_FREE})(?![{_LETTER}]))"
    # Said in words: "at" and "chez" are words of any text, so the ending must be said, too.
    rf"|{_BEGIN}({_LOCAL})\s(?:at|chez|à)\s({_LABEL}(?:\s(?:dot|point)\s(?:{_ENDING})){{1,2}})(?![{_LETTER}])",
    re.I,
)
#: One of these stands in each text that names a mailbox: to look for them is quick, and few texts have any.
_SIGNS = ("@", "\uff20", "\ufe6b", "%40", "arobas", "-at-", " point ", " dot ")
_BRACKETS = re.compile(r"[\[({<]\s?(?:at|a|à|chez)\s?[\])}>]", re.I)
_HINT = re.compile(rf"{'|'.join(_SIGNS)}|{_BRACKETS.pattern}", re.I)


def may_name_mailboxes(text: str) -> bool:
    """Tell whether TEXT has a sign that mailboxes are written with."""
    small = text.lower()
    return any(sign in small for sign in _SIGNS) or bool(_BRACKETS.search(text))


def mailboxes(text: str) -> Iterator[tuple[int, int]]:
    """Yield where the mailboxes of persons stand in TEXT, which is written in plain signs.

    >>> list(mailboxes("CV à nadia.b@x.example ou rh@x.example"))
    [(5, 22)]
    """
    for start, end in _lines(text):
        for match in _MAILBOX.finditer(text, start, end):
            if not _is_office(match[1] or match[3], match[2] or match[4]):
                yield match.span()


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Yield where the lines of TEXT stand that a mailbox may be in."""
    end = 0
    while hint := _HINT.search(text, end):
        start = text.rfind("\n", 0, hint.start()) + 1
        stop = text.find("\n", hint.end())
        start, end = max(start, end), len(text) if stop < 0 else stop
        yield start, end


def _is_office(local: str, domain: str) -> bool:
    """Tell whether each word before the sign is an office's, or its firm's, and one is an office's."""
    written = re.split(r"[._+\-%'\s]|\d+|\b(?:point|dot)\b", local.lower())
    firm = re.split(r"[.\-\s]", domain.lower())
    words = [word for word in written if word]
    named = [word for word in words if not _OFFICE.fullmatch(word) and word not in firm]
    return not named and any(map(_OFFICE.fullmatch, words))
