"""One text that names several vacancies: cut where each begins, if that is sure."""

import csv
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from offers.taxonomy import lookup
from offers.text import fold
from spiders.bases.prose import Line

#: A longer line is no heading; a text with more headings is a catalogue of something else.
LONGEST, MOST = 120, 40
#: So many letters of its own must stand beneath each, or the headings are a mere list.
OWN, OWN_UNNUMBERED = 40, 80

_POST = r"(?:poste|profil|offre|annonce|emploi|job|position|fonction|(?:ال)?منصب|(?:ال)?وظيفة|(?:ال)?عرض)"
_NAMED = re.compile(
    rf"\W{{0,9}}{_POST}\s*(?:n\s?[°ºo]\.?|رقم|#)?\s*(\d{{1,2}})\s*(?:[:.)/–—-]\s*(.*))?", re.I
)
_ORDINAL = re.compile(
    rf"\W{{0,9}}(\d{{1,2}})\s?(?:er|ère|e|è|[eè]me|nd)\s+{_POST}\s*[:–—-]\s*(.+)", re.I
)
_NUMBERED = re.compile(r"\W{0,9}(\d{1,2})\s?[.):°/–—-]{1,2}\s*((?:\d{1,4}\s)?[^\W\d].*)")
_LABELLED = re.compile(
    r"\W{0,9}(?:intitulé\s+(?:du|de)\s+poste|poste(?:\s+à\s+pourvoir)?|offre(?:\s+d['’]emploi)?|المنصب|الوظيفة)\s*:\s*(.+)",
    re.I,
)
_BEFORE_TRADE = re.compile(
    r"(?:(?:\d+|des?|d|les?|la|l|une?|plusieurs|jeunes?|futurs?|postes?|emplois?|stages?|senior|junior"
    r"|h f|f h|ال|عدد) )+"
)
_SENTENCE = re.compile(r"\w+ (?:une?|les?|la|l|des equipes?|l equipe|nos|vos|votre|ses|son|sa)\b")
_FRENCH = frozenset(
    [
        "de",
        "du",
        "des",
        "la",
        "le",
        "les",
        "l",
        "d",
        "au",
        "aux",
        "avec",
        "a",
        "par",
        "sur",
        "pour",
        "en",
        "et",
    ]
)
_ENDINGS = ("", "s", "e", "es", "x", "ne", "nes")
_ONE_WANTED = re.compile(r"\b(?:recrute|cherche|recherche|embauche|engage) (?:une?|son|sa)\b")


class Part(NamedTuple):
    """One vacancy of several: its title, its own lines, and the lines that hold for all."""

    title: str
    own: list[Line]
    shared: list[Line]


class Head(NamedTuple):
    """A line that may begin a vacancy: where it stands, how it is marked, its number and its name."""

    at: int
    style: str
    number: int
    name: str
    body: int  # where the text beneath it begins


def several(lines: list[Line], title: str = "") -> list[Part]:
    """Cut LINES into the vacancies that they name; none, where that is not sure.

    >>> text = "Vous veillez au bon état de nos machines et vous tenez le journal."
    >>> lines = [Line("Poste 1 : Soudeur"), Line(text), Line("Poste 2 : Tourneur"), Line(text)]
    >>> [part.title for part in several(lines)]
    ['Soudeur', 'Tourneur']
    >>> several([Line("1- Souder", "b"), Line(text), Line("2- Polir", "b"), Line(text)])
    []
    """
    for heads in _groups(lines, bool(_ONE_WANTED.search(fold(title)))):
        if _surely(heads) and (parts := _cut(lines, heads)):
            return parts
    return []


def _groups(lines: list[Line], one_wanted: bool) -> Iterator[list[Head]]:
    """Give the lines that may begin a vacancy, by how they are marked, the surest first."""
    for read in (_named, _labelled, _numbered):
        heads = [head for at in range(len(lines)) if (head := read(lines, at))]
        yield heads
        yield [head for head in heads if lines[head.at].kind != "p"]  # numbered tasks beneath
    for kind in () if one_wanted else ("h1", "h2", "h3", "h4", "h5", "h6", "b"):
        yield _plain(lines, kind)


def _named(lines: list[Line], at: int) -> Head | None:
    """Read « Poste 1 : Soudeur », « 2ème profil : Soudeur »; or « Poste 1 » over « Soudeur »."""
    text = lines[at].text
    found = len(text) <= LONGEST and (_NAMED.fullmatch(text) or _ORDINAL.fullmatch(text))
    if not found:
        return None
    name, body = (found[2] or "").strip(), at + 1
    if not name and body < len(lines) and is_trade(lines[body].text):
        name, body = lines[body].text, body + 1
    sure = is_trade(name) if re.match(r"\W*profil", text, re.I) else _may_be_trade(name)
    return Head(at, "named", int(found[1]), name if sure else "", body)


def _labelled(lines: list[Line], at: int) -> Head | None:
    """Read « Poste : Soudeur », where it stands more than once."""
    text = lines[at].text
    found = _LABELLED.fullmatch(text) if len(text) <= LONGEST else None
    return Head(at, "labelled", 0, found[1], at + 1) if found and is_trade(found[1]) else None


def _numbered(lines: list[Line], at: int) -> Head | None:
    """Read « 1- Soudeur »: what is numbered and no trade makes the numbers unsure."""
    text, kind = lines[at].text, lines[at].kind
    found = _NUMBERED.fullmatch(text) if len(text) <= LONGEST and kind != "li" else None
    if not found:
        return None
    return Head(at, "numbered", int(found[1]), found[2] if is_trade(found[2]) else "", at + 1)


def _plain(lines: list[Line], kind: str) -> list[Head]:
    """Read headings of one KIND that name trades; none, where others stand between them."""
    marked = [at for at, line in enumerate(lines) if line.kind == kind]
    trades = [at for at in marked if len(lines[at].text) <= LONGEST and is_trade(lines[at].text)]
    if not 2 <= len(trades) <= MOST:
        return []
    between = (at for at in marked if trades[0] < at < trades[-1] and at not in trades)
    if any(not (is_label(lines[at].text) or is_closing(lines[at].text)) for at in between):
        return []
    return [Head(at, "plain", 0, lines[at].text, at + 1) for at in trades]


def _surely(heads: list[Head]) -> bool:
    """Say whether HEADS are several, all named, told apart, and counted from one where counted."""
    if not 2 <= len(heads) <= MOST or not all(head.name for head in heads):
        return False
    if len({fold(head.name) for head in heads}) < len(heads):
        return False
    counted = heads[0].style in ("named", "numbered")
    return not counted or [head.number for head in heads] == list(range(1, len(heads) + 1))


def _cut(lines: list[Line], heads: list[Head]) -> list[Part]:
    """Cut LINES at HEADS; none, where one has no text of its own."""
    ends = [head.at for head in heads[1:]] + [len(lines)]
    sections = [lines[head.body : end] for head, end in zip(heads, ends, strict=True)]
    closing: list[Line] = []
    if not any(is_closing(line.text) for section in sections[:-1] for line in section):
        sections[-1], closing = _without_closing(sections[-1])
    least = OWN_UNNUMBERED if heads[0].style == "plain" else OWN
    if any(sum(len(line.text) for line in section) < least for section in sections):
        return []
    shared = lines[: heads[0].at], closing
    named = zip(heads, sections, strict=True)
    return [Part(clean_name(head.name), own, [*shared[0], *shared[1]]) for head, own in named]


def _without_closing(section: list[Line]) -> tuple[list[Line], list[Line]]:
    """Part what SECTION says of its vacancy from how to apply for all of them."""
    at = next((i for i, line in enumerate(section) if is_closing(line.text)), len(section))
    return section[:at], section[at:]


def clean_name(name: str) -> str:
    """Write a heading as a title.

    >>> clean_name("Soudeurs TIG (3 postes) :")
    'Soudeurs TIG (3 postes)'
    """
    return name.strip(" \t:;.–—-•*►➡👉✅")


def is_trade(name: str) -> bool:
    """Say whether NAME is surely what somebody works as.

    >>> is_trade("30 Techniciens de maintenance"), is_trade("Data Analyst (H/F)"), is_trade("تقني في الصيانة")
    (True, True, True)
    >>> is_trade("Manager une équipe"), is_trade("Missions de l'ingénieur"), is_trade("Soudeur : profil")
    (False, False, False)
    """
    said = fold(name)
    if not said or is_label(name) or _ends_in_label(name) or len(said) > LONGEST:
        return False
    said = _BEFORE_TRADE.sub("", said, count=1) if _BEFORE_TRADE.match(said) else said
    first, *rest = said.split() or [""]
    if _SENTENCE.match(said):
        return False
    if {first, *rest[:6]} & _words("trade", "en") and not _FRENCH & set(rest):
        return True  # « Project Manager »: English names the trade last
    known = _words("trade", "fr") | _words("trade", "ar")
    return any(first == word + end for word in _near(first, known) for end in _ENDINGS)


def _near(first: str, known: frozenset[str]) -> Iterator[str]:
    """Give the words of KNOWN that FIRST begins with, but for a plural or a feminine."""
    return (first[: len(first) - cut] for cut in range(4) if first[: len(first) - cut] in known)


def _may_be_trade(name: str) -> bool:
    """Say whether NAME, called a post by its own text, may be one: no town, label, figure or diploma."""
    said = fold(name)
    if len(said) < 3 or is_label(name) or is_closing(name) or _SENTENCE.match(said):
        return False
    other = re.match(
        r"(?:\d|bac\b|licence|master|diplome|titulaire|niveau|experience|cdi\b|cdd\b)", said
    )
    verb = re.match(r"\w+(?:er|ir|re) (?:une?|les?|la|l|des|du|aux?|a)\b", said)
    return is_trade(name) or not (other or verb or lookup("cities", said))


def is_label(text: str) -> bool:
    """Say whether TEXT names a section of a vacancy.

    >>> is_label("Missions principales :"), is_label("Profil recherché"), is_label("المهام")
    (True, True, True)
    """
    return _begins(fold(text), "label")


def is_closing(text: str) -> bool:
    """Say whether TEXT begins what is said to all who apply.

    >>> is_closing("Comment postuler ?"), is_closing("Date limite : 4 décembre")
    (True, True)
    """
    return _begins(fold(text), "closing")


def _ends_in_label(name: str) -> bool:
    """Say whether NAME is a trade's section: « Soudeur – Missions »."""
    tail = re.split(r"\s[–—-]\s|:", name)[-1]
    return tail != name and is_label(tail)


def _begins(said: str, what: str) -> bool:
    words = said.split()
    return any(" ".join(words[:n]) in _words(what) for n in range(1, min(len(words), 5) + 1))


@cache
def _words(what: str, language: str = "") -> frozenset[str]:
    """Read the words of headings.csv, folded."""
    with Path(__file__).with_name("headings.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["what"] == what]
    chosen = (row["words"] for row in rows if language in ("", row["language"]))
    return frozenset(fold(word) for words in chosen for word in words.split("|"))
