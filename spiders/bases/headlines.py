"""What a blog's headline tells of a vacancy: who hires, where, how many; and what its categories add."""

import re
from collections.abc import Iterable

from offers.taxonomy import lookup
from offers.text import fold, squeeze, unaccented
from spiders.bases.rules import named

#: A longer name is a sentence; of a longer headline no more is read.
LONGEST, MOST = 90, 300

_PREFIX = re.compile(
    r"^(?:(?:très\s+)?urgent|important|nouveau|nouvelle|alwadifa|emploi(?:\s+(?:public|maroc))?|offres?\s+d['’]emploi"
    r"|recrutement|avis\s+de\s+recrutement|exclusif|alerte\s+emploi|20\d\d)\s*[:!|–—-]+\s*",
    re.I,
)
_VERB = re.compile(
    r"\s+(?:recrutent|recrute|cherchent|cherche|recherchent|recherche|embauchent|embauche|lancent|lance|ouvrent|ouvre"
    r"|offrent|offre(?!s?\s+(?:d['’]|de\s))|annoncent|annonce|organisent|organise|propose(?:nt)?)\b",
    re.I,
)
#: « Institut de recherche X recrute »: the first verb is none.
_NO_VERB_AFTER = frozenset(
    [
        "de",
        "du",
        "des",
        "la",
        "le",
        "les",
        "en",
        "et",
        "pour",
        "a",
        "d",
        "l",
        "une",
        "un",
        "cette",
        "son",
        "sa",
        "nouvelle",
        "derniere",
        "petite",
        "cabinet",
    ]
)
_AT = re.compile(
    r"\bchez\s+(.+?)(?=\s+(?-i:à|au|aux|en|pour|dans|sur)\s|\s*[–—|(:,!?]|\s-|\s+20\d\d\b|$)", re.I
)
_BEFORE_COLON = re.compile(
    r"^(.{2,90}?)\s*[:–—-]\s+(?:avis\s|concours\b|recrutement\b|(?:إعلان\s+عن\s+)?(?:مباراة|مباريات|توظيف|تشغيل|انتقاء))",
    re.I,
)
_CONCOURS = re.compile(
    r"\bconcours\s+(?:de\s+)?recrutement\s+(?:(?:à|de|a)\s+l['’]|à\s+la\s+|de\s+la\s+|au\s+|aux\s+|du\s+|des\s+|de\s+|chez\s+|d['’])?"
    r"(.+?)(?=\s+20\d\d\b|\s*[(–—:|]|\s-|$)",
    re.I,
)
_ACRONYM = re.compile(r"[A-ZÀ-Þ][A-ZÀ-Þ0-9&.]+(?:[ -][A-ZÀ-Þ0-9&.]{2,}){0,3}")
_INSTITUTION = re.compile(
    r"(?:ministere|agence|office|universite|faculte|commune|conseil|centre|caisse|institut|ecole|direction|delegation"
    r"|administration|chambre|cour|haut|haute|societe|banque|province|prefecture|region|wilaya|fondation|academie"
    r"|bureau|tresorerie|hopital|entraide|groupe|laboratoire|observatoire)\b"
)
_WHO = (
    r"(?:societe|entreprise|groupe|multinationale|cabinet|centre d appels?|banque|etablissement|ecole|clinique"
    r"|restaurant|hotel|usine|operateur|leader|start ?up|agence|association|administration)s?"
)
_NOBODY = re.compile(
    rf"(?:on|nous|qui|il|elle|ils|soi|vous|eux|urgent|recrutement|emploi|stage|maroc)\b.*"
    rf"|(?:(?:un|une|des|plusieurs|diverses?|notre|nos|\d+|deux|trois|quelques) .+)"
    rf"|(?:(?:le|la|l|les|grande?s?|importante?s?|celebre|nouve(?:au|l|lles?)|jeune) )*{_WHO}"
    r"(?: (?:marocaine?s?|internationale?s?|francaise?s?|etrangere?s?|privee?s?|industriel(?:le)?s?|commerciale?s?"
    r"|multinationale?s?|leader|importante?s?|de recrutement|de la place|de renom|de renommee|specialisee?s?.*))*"
)
_COUNT = re.compile(
    r"\b(\d{1,2} \d{3}|\d{1,4})\s+(?:(?:nouveaux|nouvelles)\s+)?(?:postes?|profils?|places?|opportunités|منصب|مناصب)\b"
    r"|\b(?:recrute(?:nt)?|cherche(?:nt)?|recherche(?:nt)?|embauche(?:nt)?|recrutement\s+de|توظيف|تشغيل|انتقاء)"
    r"\s+(?:plus\s+de\s+|environ\s+|près\s+de\s+)?\(?(\d{1,2} \d{3}|\d{1,4})\)?\s+(?!(?:h|ans?|mois|jours?|villes?)\b)[^\W\d]",
    re.I,
)
_TOWN = re.compile(
    r".*(?:\s(?:à|a|au|sur|في|ب)\s+|\s*[–—|(]\s*|\s-\s*)([^–—|()]{2,60}?)\s*\)?\s*(?:\b20\d\d)?$",
    re.I,
)
_SPLIT = re.compile(r"\s*(?:,|/|&|\bet\b|\bou\b)\s*", re.I)

_CITY = re.compile(r"^offres?\s+d['’]emplois?\s+à\s+(.+)$", re.I)
_SECTOR = re.compile(
    r"^offres?\s+d['’]emplois?\s+(?:en\s+|dans\s+(?:le\s+secteur\s+)?|secteur\s+|[:–-]\s*)?(.+)$",
    re.I,
)
_NO_SECTOR = re.compile(r"(?:au |du |le )?maroc|par .+|(?:du|de la|des) .+|public|privee?s?|a .*")
_STAGE = re.compile(r"(?:offres? (?:de |d )?)?stages?(?: (?:au )?maroc| pfe| d ete| et pfe)*")


def employer(title: str) -> str | None:
    """Give who hires, as TITLE names them.

    >>> employer("Atlas Froid recrute 30 Techniciens"), employer("Stage PFE chez Ziz Data à Rabat")
    ('Atlas Froid', 'Ziz Data')
    >>> employer("Concours de Recrutement ONXE 2026 (14 Postes)"), employer("Une société recrute des agents")
    ('ONXE', None)
    """
    said = squeeze(title[:MOST])
    for _ in range(2):
        said = _PREFIX.sub("", said)
    return _named(_before_verb(said)) or next(filter(None, map(_named, _others(said))), None)


def _before_verb(said: str) -> str | None:
    for verb in _VERB.finditer(said):
        before = said[: verb.start()]
        if (words := unaccented(before).split()) and words[-1] not in _NO_VERB_AFTER:
            return before
    return None


def _others(said: str) -> Iterable[str | None]:
    if found := _AT.search(said):
        yield found[1]
    if found := _CONCOURS.search(said):
        name = found[1].strip()
        yield name if _ACRONYM.fullmatch(name) or _INSTITUTION.match(fold(name)) else None
    if found := _BEFORE_COLON.match(said):
        yield found[1]


def _named(who: str | None) -> str | None:
    """Leave out who does not give a name: « Une importante société »."""
    name = (who or "").strip(" :–—-|,\"«»'’")
    if not 2 <= len(name) <= LONGEST or _NOBODY.fullmatch(fold(name)):
        return None
    return named(name)


def positions(title: str) -> str | None:
    """Give how many are wanted, as TITLE says.

    >>> positions("Atlas Froid recrute 30 techniciens"), positions("Concours ONXE 2026 (14 Postes)")
    ('30', '14')
    >>> positions("Atlas Froid recrute en 2026"), positions("9 profils chez Ziz"), positions("مباراة توظيف 12 تقنيا")
    (None, '9', '12')
    """
    found = _COUNT.search(title[:MOST])
    said = found and (found[1] or found[2])
    return said if said and not re.fullmatch(r"0+|20[12]\d", said) else None


def town(title: str) -> str | None:
    """Give the town that TITLE ends in, if we know it.

    >>> town("Atlas Froid recrute un Soudeur à Fès"), town("Soudeur – Fès et Meknès"), town("Soudeur à Paris")
    ('Fès', 'Fès et Meknès', None)
    """
    found = _TOWN.match(squeeze(title[:MOST]))
    names = [name for name in _SPLIT.split(found[1]) if name] if found else []
    return found[1].strip() if names and all(lookup("cities", name) for name in names) else None


def filed(categories: Iterable[str]) -> dict[str, str]:
    """Say in a posting's fields what the names of a post's CATEGORIES tell.

    >>> filed(["Emploi Maroc", "Offres d’Emploi à Fès", "Offres d’Emploi à Salé", "Offres d’Emploi Textile"])
    {'city': 'Fès, Salé', 'sector': 'Textile'}
    >>> filed(["Stage Maroc"])
    {'contract': 'Stage Maroc'}
    """
    cities, sectors, stages, jobs = [], [], [], False
    for name in (squeeze(name[:MOST]) for name in categories):
        if found := _CITY.match(name):
            cities += [] if "etranger" in fold(found[1]) else [found[1]]
        elif found := _SECTOR.match(name):
            rest = found[1]
            where = cities if lookup("cities", rest) else sectors
            where += [] if _NO_SECTOR.fullmatch(fold(rest)) else [rest]
        elif _STAGE.fullmatch(fold(name)):
            stages.append(name)
        jobs = jobs or "emploi" in fold(name)
    told = {"city": ", ".join(cities), "sector": ", ".join(sectors)}
    told["contract"] = "" if jobs else ", ".join(stages)
    return {field: said for field, said in told.items() if said}
