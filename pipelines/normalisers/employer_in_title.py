"""The employer that a blog's headline names: "Orange recrute des Techniciens"."""

import re

from offers.lexicons import lexicon, split, stems
from offers.lexicons.towns import towns
from offers.text import apostrophes, fold, squeeze, visible

# fmt: off
_LEAD = re.compile(
    r"^(?:(?:offres?|opportunit[ée]s?)\s+d['e ]+\s*(?:emplois?|stages?)|emplois?|avis|alerte\s+emploi|urgent|nouveau|annonce|concours"
    r"|recrutement)\s*[:!|–—-]+\s*", re.I,
)
_HIRES = re.compile(
    r"^(?P<name>[^:!?|]{2,60}?)\s+(?:recrute(?:nt)?|embauche(?:nt)?|recherche(?:nt)?|cherche(?:nt)?|lance|organise|ouvre|is\s+hiring"
    r"|is\s+recruiting|hiring|recruits|annonce|propose)\b", re.I,
)
_AT = re.compile(r"\b(?:chez|au\s+sein\s+d(?:e\s+|u\s+|es\s+|')(?:la\s+|l')?)\s*(?P<name>[^:!?|(]{2,60})", re.I)
_BODY = (
    r"(?:minist[èe]re|universit[ée]|commune|province|pr[ée]fecture|chu\b|chr\b|centre\s+hospitalier|office\s+national|agence\s+nationale"
    r"|agence\s+urbaine|facult[ée]|acad[ée]mie|conseil\s+(?:r[ée]gional|provincial|pr[ée]fectoral|national)|haut[- ]commissariat|cour\s"
    r"|[ée]cole\s+(?:nationale|sup[ée]rieure|normale)|institut\s+(?:national|sup[ée]rieur)|chambre\s|caisse\s|banque\s|soci[ée]t[ée]\s"
    r"|direction\s+(?:g[ée]n[ée]rale|r[ée]gionale)|tr[ée]sorerie|administration\s|forces\s|r[ée]gie\s)"
)
_CONTEST = re.compile(
    r"^(?:avis\s+de\s+)?(?:concours|recrutement|campagne)(?:\s+de\s+(?:recrutement|stages?))?(?:\s+et\s+recrutement)?(?:\s*[:–—-]+\s*|\s+)"
    r"(?:(?:du|de\s+la|de\s+l'|des|de|d'|[àa]\s+la|[àa]\s+l'|au|aux|[àa])\s*)?(?P<name>(?-i:[A-ZÉÈ0-9])[^:!?|(–—]{1,80})", re.I,
)
_BEFORE = re.compile(r"^(?P<name>[^:!?|]{2,40}?)\s*[:–—-]?\s+(?:concours|recrutements?|campagne)\b", re.I)
_ARTICLE = re.compile(r"^(?:la|les?|l')\s*(?=\w)", re.I)
_ENDS = re.compile(
    r"\s*(?:[(:|–—,]|\s-\s|\b20[23]\d\b|\b\d{1,4}\s+(?:postes?|profils?|places?)\b|\s(?:à|a|pour|dans|sur|recrute\w*|en)\s|\s\d).*$", re.I | re.S
)
_ARABIC_AT = re.compile(
    r"(?:ب|لدى\s+|ل)(?P<name>(?:ال)?(?:مكتب|وكال[ةه]|وزار[ةه]|جامع[ةه]|عمال[ةه]|جماع[ةه]|مديري[ةه]|مركز|شرك[ةه]|مجموع[ةه]|صندوق|بنك|ولاي[ةه]"
    r"|اقليم|إقليم|مجلس|أكاديمي[ةه]|اكاديمي[ةه]|معهد|مدرس[ةه]|كلي[ةه]|مندوبي[ةه]|مؤسس[ةه]|محافظ[ةه]|غرف[ةه]|خزين[ةه]|قوات|درك|بريد|مستشفى)[^:،(|–\-\d]{2,70})"
)
_ARABIC_HEAD = re.compile(r"^(?P<name>[^:|]{3,70}?)\s*(?::|\s(?:تعلن|يعلن|توظف|يوظف|تنظم|ينظم)\s)")
_ARABIC_WORK = re.compile(r"مبار|توظيف|تشغيل|[إا]علان|انتقاء|مناصب|وظائف|عاجل|جديد|مطلوب|فرص")
# fmt: on
_NOT_NAMES = frozenset(
    split(
        "on nous je qui que société entreprise urgent cherche recherche centre call très elle il ils vous we"
        " particulier famille grand grande importante notre un une le la les des stage job emploi company"
    )
)


def name_in_title(title: str) -> str | None:
    """Return the words that name the employer in a headline, or None where it is not certain.

    >>> name_in_title("Orange Maroc recrute des Techniciens"), name_in_title("Nous recrutons un maçon")
    ('Orange Maroc', None)
    >>> name_in_title("Concours ONEE 2026 (45 postes)"), name_in_title("توظيف 12 تقنيا بالمكتب الوطني للماء")
    ('ONEE', 'المكتب الوطني للماء')
    """
    text = squeeze(apostrophes(visible(title)))
    if any("\u0621" <= letter <= "\u064a" for letter in text):
        return _in_arabic(text)
    bare = _LEAD.sub("", text)
    if match := _HIRES.match(bare):
        return _certain(match["name"])
    if (match := _BEFORE.match(bare)) and _is_known(match["name"]):
        return match["name"]
    for match in _AT.finditer(bare):
        return _certain(_ENDS.sub("", match["name"]))
    if match := _CONTEST.match(text):
        name = _ENDS.sub("", match["name"]).strip()
        if re.match(_BODY, name, re.I) or _is_acronym(name) or _is_known(name):
            return _certain(name)
    return None


def _in_arabic(text: str) -> str | None:
    if (match := _ARABIC_HEAD.match(text)) and not _ARABIC_WORK.search(match["name"]):
        return match["name"].strip()
    if match := _ARABIC_AT.search(" " + text):
        start = match.start()
        if start and not (" " + text)[start - 1].isspace():
            return None
        name = re.sub(r"\s+(?:ب\w{4,}|سنة|برسم|دورة|لسنة)(?:\s.*)?$", "", match["name"]).strip()
        return name if " " in name else None
    return None


def _certain(name: str) -> str | None:
    """Return NAME where it looks like one: in capitals, short, no town, no kind of firm."""
    name = name.strip(" -–—:,.'")
    bare = _ARTICLE.sub("", name)
    if _is_known(bare) and split(bare)[0] not in _NOT_NAMES:
        return bare
    words = split(name)
    if not words or len(words) > 8 or not (name[0].isupper() or name[0].isdigit()):
        return None
    if words[0] in _NOT_NAMES or words[-1] in ("de", "du", "des", "et"):
        return None
    if not towns(words)[1]:
        return None
    return name if lexicon("concepts").take(stems(words))[1] else None


def _is_acronym(name: str) -> bool:
    return name.isupper() and 2 < len(fold(name)) < 9 and " " not in name


def _is_known(name: str) -> bool:
    start, end, _ = next(lexicon("employers").spans(stems(split(name))), (0, 0, ""))
    return start == 0 and end > 0
