"""Who offers the work: the employer under its one name, and whether it hires for others."""

import re
from functools import cache, lru_cache
from typing import NamedTuple

from offers.lexicons import lexicon, rows, split, stems
from offers.lexicons.towns import towns
from offers.taxonomy import lookup
from pipelines.normalisers.employer_in_title import name_in_title
from pipelines.normalisers.employer_name import (
    is_nobody,
    names_agency_only,
    plain_name,
    shown_name,
)

_HIDDEN = re.compile(r"-recrutement-+(?:soci[ée]t[ée]-)?(?:confidentiel|anonyme)", re.I)
_FOR_OTHERS = re.compile(
    r"\b(?:recrut\w+|recherch\w+|cherch\w+)\s[^.\n]{0,40}?\bpour\s+(?:le\s+compte\s+(?:de|d['’])\s*)?"
    r"(?:l['’]un\s+de\s+|une?\s+de\s+)?(?:ses|nos|notre|son)\s+clients?\b"
    r"|\bpour\s+le\s+compte\s+d(?:e|['’])\s*(?:l['’]un\s+de\s+|un\s+de\s+)?(?:ses|nos|notre|son|un)\s+clients?\b"
    r"|\b(?:notre|mon)\s+client\s*,[^.\n]{0,120}\brecherche\b|\bon\s+behalf\s+of\s+(?:our|a|its)\s+client\b",
    re.I,
)
_CLIENT = "client"
_ITS = re.compile(r"\b(?:ses|nos|notre|son|mon|une?|our|a|its)\s+$", re.I)
#: So far from the client stands who hires for it.
ROUND = 150
_GROUP = ("groupe", "group", "filiale")
_COMPANY = ("ste", "soc")
#: A text says at its head for whom it speaks.
READ = 1500


class Employer(NamedTuple):
    """Name one employer; None where it hides or nobody is named."""

    name: str | None = None
    is_agency: bool | None = None


UNKNOWN = Employer()


def read_employer(
    company: str | None, title: str | None = None, url: str | None = None, text: str | None = None
) -> Employer:
    """Return the employer as its field names it, or else the title.

    >>> read_employer("SAHAM BANK (EX SOCIÉTÉ GÉNÉRALE MAROC)"), read_employer("Sté ZITOUNA SARL AU").name
    (Employer(name='Société Générale', is_agency=False), 'Zitouna')
    >>> read_employer("Confidentiel"), read_employer("Cabinet de recrutement")
    (Employer(name=None, is_agency=None), Employer(name=None, is_agency=True))
    >>> read_employer(None, "Marjane Holding recrute 10 Caissiers").name
    'Marjane'
    """
    if company and company.strip():
        found = UNKNOWN if url and _HIDDEN.search(url[:500]) else _named(company[:200])
    else:
        name = name_in_title(title[:300]) if title else None
        found = _named(name) if name else UNKNOWN
    # A consultancy works for clients of its own; an employer we know is what our list says.
    unlisted = found.name and not found.is_agency and found.name not in _listed()
    if unlisted and text and _hires_for_others(text[:READ]):
        return found._replace(is_agency=True)
    return found


def _hires_for_others(head: str) -> bool:
    """Look round each client that is somebody's: to try every word of a text takes ten times as long."""
    at = head.find(_CLIENT)
    while at >= 0:
        if _ITS.search(head, max(0, at - 10), at) and _FOR_OTHERS.search(
            head[max(0, at - ROUND) : at + ROUND]
        ):
            return True
        at = head.find(_CLIENT, at + len(_CLIENT))
    return False


@lru_cache(maxsize=8192)
def _named(company: str) -> Employer:
    text = plain_name(company)
    if not text:
        return UNKNOWN
    if row := _alias(text) or _alias(shown_name(text)):
        return Employer(row["name"], bool(row["agency"]))
    if names_agency_only(text):
        return Employer(None, True)
    if is_nobody(text):
        return UNKNOWN
    name = shown_name(text)
    return Employer(name, bool(lexicon("agencies").take(stems(split(text)))[0]))


def _alias(text: str) -> dict[str, str] | None:
    """Return the row of a known employer where TEXT says no more than it, a seat or a legal form."""
    words = split(text)
    if words and words[0] in _COMPANY:
        words = ("societe", *words[1:])
    spans = list(lexicon("employers").spans(stems(words)))
    if len(spans) > 1 and words[spans[1][0] - 1] in _GROUP:
        words, spans = words[: spans[1][0] - 1], spans[:1]  # "RMA - Groupe O Capital"
    if not spans or len({code for _, _, code in spans}) > 1:
        return None
    around = (*words[: spans[0][0]], *towns(_between(words, spans))[1])
    rest = lexicon("legal").take(stems(around))[1]
    if rest and _rows()[spans[0][2]]["agency"]:
        rest = lexicon("agencies").take(rest)[1]
    if rest and not lookup("regions", " ".join(around)):
        return None
    return _rows()[spans[0][2]]


def _between(words: tuple[str, ...], spans: list[tuple[int, int, str]]) -> tuple[str, ...]:
    """Return the words after the first of SPANS that stand in none of them."""
    named = {at for start, end, _ in spans for at in range(start, end)}
    return tuple(word for at, word in enumerate(words) if at > spans[0][0] and at not in named)


@cache
def _rows() -> dict[str, dict[str, str]]:
    return {row["code"]: row for row in rows("employers")}


@cache
def _listed() -> frozenset[str]:
    return frozenset(row["name"] for row in rows("employers"))
