"""Whether the work is done on site, at a distance, or both."""

import re
from functools import lru_cache

from offers.taxonomy import lookup
from offers.text import fold
from pipelines.normalisers.clauses import clauses, head
from pipelines.normalisers.silence import is_silent
from pipelines.normalisers.work_mode_words import mode_of

_TELEWORK = re.compile(r"t[ée]l[ée]travail\s*:?\s*(non|hybride|oui|partiel|total|possible)", re.I)
_ANSWERS = {
    "non": "onsite",
    "hybride": "hybrid",
    "partiel": "hybrid",
    "possible": "hybrid",
    "oui": "remote",
    "total": "remote",
}
_PARTLY = re.compile(r"partiel|partly|partial|occasion|ponctuel|possib|mixte|امكانيه|يمكن|جزيي")
_NOT = re.compile(r"\b(?:non|pas|no|not|sans|aucune?|im\w*|لا|غير|بدون)\b")
# In brackets or between dashes a mode is a mode; "véhicules hybrides" and "télévente à distance" are not.
_SEPARATE = re.compile(r"\s*[\[\](),/|–—]\s*|\s-\s*|\s*-\s")
#: What says a mode in its own field alone: "infirmier - domicile" and "CDI - partiel" say none.
_FIELD_ONLY = (
    "domicile",
    "a domicile",
    "partiel",
    "partial",
    "partially",
    "aucun",
    "false",
    "non",
    "no",
    "oui",
    "yes",
    "true",
    "100",
    "au bureau",
    "chez le client",
    "sur le terrain",
)
# "Hybrid work in Casablanca", "Télétravail à Rabat"
_BEFORE_TOWN = re.compile(r"([^\d,(]{4,30}?)\s+(?:in|à|a|en|de|from|dans|في|ب)\s", re.I)
_IN_TITLE = re.compile(
    r"\b(?P<hybrid>(?:mode|travail|poste|teletravail|en) hybride|hybrid (?:work|remote|mode|role)|teletravail (?:partiel|possible|hybride))\b"
    r"|\b(?P<remote>(?:full|fully|100) (?:remote|teletravail|a distance|distanciel|en teletravail)|remote|teletravail|remotely"
    r"|(?:travail|poste|job|emploi|stage|mission) (?:a (?:distance|domicile)|en distanciel)|home ?office|work from home|wfh|teletrabajo)\b"
    r"|(?P<present>presentiel|(?:on ?site|sur site) (?:casablanca|rabat|tanger|tangier|marrakech|kenitra|fes|agadir|maroc|morocco))\b"
    r"|(?P<away>(?:^| )(?:العمل )?(?:عن بعد|من المنزل|من البيت|من الدار))"
)
#: In a title these do something at a distance, wherever they sit.
_AFAR = re.compile(
    r"\bremote (?:sens|monitor|control|access|diagnos|infra|sites?|pilot|desktop|hands|operat|support|assist|sales eng|offices?|areas?|team|plc|i ?o)"
    r"|\b(?:support|site|sites|teams?|manager) remote\b|\bhybrid(?:e|es)? (?:cloud|vehic|infra|app|power|event)|\bcharge\w* de teletravail|\breferent teletravail"
    r"|(?:تكوين|التكوين|تعليم|التعليم|بيع|البيع|المبيعات|مراقبه|المراقبه|التدريس|تدريس|دروس|دورات|تدريب|كشف|التحكم|الاستشعار) (?:[\u0621-\u064a]+ )?عن بعد"
)
# A person who works "à distance" does; a support, a sale, a customer at a distance is a trade.
_PERSON_AFAR = re.compile(
    r"^(?!.{0,80}\b(?:support|assistance|technicien\w*|vente|clientele|client|banque|bancaires?|conseil|maintenance|\w*surveillance|controle|formation|enseignement"
    r"|relation|gestion|achats?|e learning|apprentissage|cours|diagnostic|intervention|exploitation|pilotage|releve|lecture|commande|depannage|monitoring)\b.{0,40}a distance)"
    r".{3,80}\ba distance\b"
    r"|\b(?:saisie|tele(?:operat|conseil|vend|prospect|market)\w*|assistant\w* virtuel\w*|redact\w*|traduct\w*|transcript\w*|commercia\w* sedentaires?|call ?center|centre d appels?) a domicile\b"
)
#: Without one of these a folded title says nothing of it.
_HINTS = (
    "tele", "remot", "hybrid", "distan", "presentiel", " site", "onsite", "domicile", "home", "wfh", "office", "بعد", "من ", "حضور", "هجين",
)  # fmt: skip


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
    >>> read_work_mode(None, text="Poste à Rabat, télétravail deux jours par semaine")
    'hybrid'
    """
    return (
        (_from_field(remote[:200]) if remote else None)
        or (_from_contract(contract[:200]) if contract else None)
        or (_from_place(city[:200]) if city else None)
        or (_from_title(title[:500]) if title else None)
        or (_from_text(text) if text else None)
    )


@lru_cache(maxsize=1024)
def _from_field(remote: str) -> str | None:
    if is_silent(remote) or is_silent(remote.rpartition(":")[2]):
        return None
    key = fold(remote)
    if "hybrid" in [lookup("work_modes", part) for part in _SEPARATE.split(remote)]:
        return "hybrid"
    if code := lookup("work_modes", remote):
        return code
    if _PARTLY.search(key) and not _NOT.search(key):
        return "hybrid"
    return _from_contract(remote) or _from_title(remote) or mode_of(f"teletravail {key}")


@lru_cache(maxsize=1024)
def _from_contract(contract: str) -> str | None:
    key = fold(contract)
    stated = mode_of(key) if any(hint in key for hint in _HINTS) else None
    if not stated and (match := _TELEWORK.search(contract)):
        stated = _ANSWERS[match[1].lower()]
    return stated or _mode_in(contract)


@lru_cache(maxsize=1024)
def _from_place(city: str) -> str | None:
    # "Tout le Maroc / A distance" is a form's one choice for both.
    if "tout" in (key := fold(city)) and "maroc" in key:
        return None
    before = _BEFORE_TOWN.match(city)
    code = lookup("work_modes", before[1]) if before else None
    return code or lookup("work_modes", city) or _mode_in(city)


def _mode_in(text: str) -> str | None:
    """Return the mode that stands by itself in brackets or between dashes."""
    for part in _SEPARATE.split(text):
        if len(part) > 3 and fold(part) not in _FIELD_ONLY and (code := lookup("work_modes", part)):
            return code
    return None


def _from_title(title: str) -> str | None:
    key = fold(title)
    if not any(hint in key for hint in _HINTS) or _AFAR.search(key):
        return None
    parts = (mode_of(fold(part)) for part in _SEPARATE.split(title))
    if code := _mode_in(title) or next(filter(None, parts), None) or mode_of(key):
        return code
    match = _IN_TITLE.search(key)
    if not match:
        return "remote" if _PERSON_AFAR.search(key) else None
    return {"hybrid": "hybrid", "present": "onsite"}.get(match.lastgroup or "", "remote")


def _from_text(text: str) -> str | None:
    """Return what the text states; where one sentence says days at home, it outweighs the others."""
    found = [
        code
        for clause in clauses(head(text), "work_modes", 90, 90)
        if (code := mode_of(f"{clause.before} {clause.at}".strip()))
    ]
    return "hybrid" if "hybrid" in found else next(iter(found), None)
