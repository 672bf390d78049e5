"""Announcements that are no vacancies: who passed, who is called, what is put off; guides and news."""

import re

from offers.people import ARABIC, names_people
from offers.text import fold

_NAMED = "candidats?|candidates|admis|admises|convoques?|laureats?|retenus?|inscrits?|personnes"
#: Folded, at the head of a title.
_HEADS = re.compile(
    r"(?:voici |les? |la |l |publication |de |des |du |d |telecharger |important )*"
    r"(?:resultats?|convocations?|listes?|communiques?|calendriers?|reports?|annulation|rectificatif"
    r"|admissibilite|epreuves?|corriges?|exercices?|qcm|seuils?|bourses?|guides?|comment|pourquoi|quel(?:le)?s?"
    r"|conseils|astuces|top \d+|questions?|modeles?|exemples?|lettres? de motivation|actualites?"
    r"|tout savoir|pre ?inscriptions?|inscriptions?|formations? gratuites?)\b"
    r"|pro(?:gramme|grammation)\b(?!.*\brecrut| manager| officer| coordinator| assistant| director)"
    r"|plannings? (?:de|des|du|d)\b"
    r"|concours d (?:acces|entree|admission)\b.*\b(?:ecoles?|masters?|licences?|facultes?|cycles?|cpge|bts|ensa|encg|ens)\b"
)
#: "Avis de recrutement" is a vacancy, "Avis de report" is not.
_AVIS = re.compile(
    r"avis\b(?: (?:de|d|du|des|aux?|important))* (?:report|annulation|resultats?|convocations?|listes?"
    r"|rectificati\w+|modificati\w+|prorogation|prolongation|candidate?s|admis)\b"
    r"|avis\b(?!.*\b(?:recrut\w*|concours|vacan\w*|appels?|postes?|emplois?|candidatures?|embauches?|stages?)\b)"
)
#: Folded, anywhere in a title.
_ANYWHERE = re.compile(
    rf"\blistes? (?:(?:finale|definitive|principale|provisoire) )?(?:des?|du|d) (?:\w+ )?(?:{_NAMED})\b"
    r"|\b(?:resultats?|convocations?) (?:du|des|de l|de la|definitif\w*|fina\w+|provisoires?|ecrits?|oraux|(?:des? )?concours)\b"
    r"|\b(?:candidats?|candidates) (?:convoque|admis|retenu)\w*"
)
_CALLED = ("مدعوين", "مدعوون", "ناجحين", "ناجحون", "مقبولين", "مقبولون", "تأجيل")
_AR = "|".join([*ARABIC, *map(fold, _CALLED)])
_ARABIC = re.compile(
    rf"(?:^| )[وبل]?(?:ال|لل)?(?:{_AR})(?: |$)"
    rf"|(?:{fold('الاختبار')}|{fold('الامتحان')}|{fold('الاختبارات')}) {fold('الكتابي')}"
    rf"|^(?:{fold('بلاغ')}|{fold('إلغاء')}|{fold('نموذج')}|{fold('نماذج')}|{fold('مواضيع')}|{fold('كيفية')}|{fold('طريقة')})(?: |$)"
    rf"|^برنامج (?:ال)?(?:مبارا\w+|اختبار\w*|امتحان\w*)"
)


def is_notice(title: str | None) -> bool:
    """Say whether TITLE announces something else than a vacancy.

    >>> is_notice("Résultats du concours ONCS 2026"), is_notice("Avis de report du concours")
    (True, True)
    >>> is_notice("Avis de concours : 3 techniciens"), is_notice("Reporting Analyst – Rabat")
    (False, False)
    >>> is_notice("وكالة السواحل: لائحة المدعوين للاختبار الكتابي"), is_notice("مباراة توظيف 4 تقنيين")
    (True, False)
    """
    said = fold((title or "")[:300])
    return names_people(title) or bool(
        _HEADS.match(said) or _AVIS.match(said) or _ANYWHERE.search(said) or _ARABIC.search(said)
    )
