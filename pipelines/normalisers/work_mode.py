"""Whether the work is done on site, at a distance, or both."""

import re
from functools import lru_cache

from offers.taxonomy import lookup
from offers.text import fold

_TELEWORK = re.compile(r"t[ée]l[ée]travail\s*:?\s*(non|hybride|oui|partiel|total)", re.I)
_ANSWERS = {
    "non": "onsite",
    "hybride": "hybrid",
    "partiel": "hybrid",
    "oui": "remote",
    "total": "remote",
}
# In brackets or between dashes a mode is a mode; "véhicules hybrides" and "télévente à distance" are not.
_PLACE = re.compile(r"[\[(/,|–—-]\s*([^\[\]()/,|–—]{4,40})")
_IN_TITLE = re.compile(
    r"\b(?P<hybrid>(?:mode|travail|poste|teletravail) hybride|hybrid (?:work|remote|mode)|teletravail partiel)\b"
    r"|\b(?P<remote>(?:full|fully|100) (?:remote|teletravail|a distance|distanciel)|remote|teletravail"
    r"|(?:travail|poste|job|emploi) a (?:distance|domicile)|home ?office|work from home)\b|(?P<away>عن بعد|من المنزل)"
)
_IN_TEXT = re.compile(
    r"(?P<hybrid>\b(?:mode|travail|poste|rythme|organisation)\s+(?:de\s+travail\s+)?hybride\b"
    r"|\bhybrid\s+(?:work|mode|model|working)|t[ée]l[ée]travail\s+(?:partiel|hybride|r[ée]gulier)"
    r"|\b\d\s*(?:[àa]\s*\d\s*)?jours?\s+(?:de\s+)?t[ée]l[ée]travail)"
    r"|(?P<remote>\b100\s?%\s+(?:t[ée]l[ée]travail|remote|[àa]\s+distance|en\s+t[ée]l[ée]travail)"
    r"|\b(?:full|fully)[\s-]remote\b|\bt[ée]l[ée]travail\s+(?:complet|total|[àa]\s+100)|العمل عن بعد"
    r"|\b(?:poste|travail|mission)\s+(?:enti[èe]rement\s+)?(?:en\s+t[ée]l[ée]travail|en\s+remote|[àa]\s+distance)\b)"
    r"|(?P<onsite>\b(?:100\s?%|uniquement|exclusivement|poste|travail)\s+(?:en\s+)?(?:pr[ée]sentiel|sur\s+site)\b"
    r"|\bpas\s+de\s+t[ée]l[ée]travail\b|\bt[ée]l[ée]travail\s*:\s*non\b)",
    re.I,
)
#: Without one of these a text says nothing of it; to look for them is quick.
_ANY = (
    "télétravail",
    "teletravail",
    "remote",
    "hybrid",
    "distanc",
    "sentiel",
    "sur site",
    "عن بعد",
)
READ = 6000


def read_work_mode(
    remote: str | None,
    contract: str | None = None,
    city: str | None = None,
    title: str | None = None,
    text: str | None = None,
) -> str | None:
    """Return onsite, hybrid or remote: as its field says, else another field, the title, the text.

    >>> read_work_mode(None, "CDI - Télétravail : Hybride"), read_work_mode("Oui 100%")
    ('hybrid', 'remote')
    >>> read_work_mode(None, title="Technicien véhicules hybrides"), read_work_mode("Non")
    (None, 'onsite')
    """
    return (
        (_from_field(remote[:200]) if remote else None)
        or (_from_contract(contract[:200]) if contract else None)
        or (_from_place(city[:200]) if city else None)
        or (_from_title(title[:500]) if title else None)
        or (_from_text(text[:READ]) if text else None)
    )


@lru_cache(maxsize=1024)
def _from_field(remote: str) -> str | None:
    return lookup("work_modes", remote) or _from_contract(remote) or _from_title(remote)


@lru_cache(maxsize=1024)
def _from_contract(contract: str) -> str | None:
    if match := _TELEWORK.search(contract):
        return _ANSWERS[match[1].lower()]
    return _mode_in(contract)


def _from_place(city: str) -> str | None:
    # "Tout le Maroc / A distance" is a form's one choice for both.
    if "tout" in (key := fold(city)) and "maroc" in key:
        return None
    return lookup("work_modes", city) or _mode_in(f"({city})")


def _mode_in(text: str) -> str | None:
    """Return the mode that stands by itself in brackets or between dashes."""
    for match in _PLACE.finditer(text):
        code = lookup("work_modes", match[1])
        if code and len(match[1].strip()) > 4:
            return code
    return None


def _from_title(title: str) -> str | None:
    if code := _mode_in(title):
        return code
    match = _IN_TITLE.search(fold(title))
    if not match:
        return None
    return "hybrid" if match.lastgroup == "hybrid" else "remote"


def _from_text(text: str) -> str | None:
    lower = text.lower()
    match = _IN_TEXT.search(lower) if any(word in lower for word in _ANY) else None
    return match.lastgroup if match else None
