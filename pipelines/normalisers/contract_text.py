"""The kind of contract that a posting's text tells."""

import re

from offers.text import fold
from pipelines.normalisers.anchors import positions
from pipelines.normalisers.clauses import Clause, clauses, head
from pipelines.normalisers.contract_words import field_code, first_named, named
from pipelines.normalisers.silence import is_silent

# fmt: off
_LABEL = re.compile(
    r"(?:(?:type|nature|forme|statut)s?\s+(?:de\s+|du\s+|d['’ ]?)?(?:contrat|emploi|poste)[^:\n]{0,20}"
    r"|(?:contract|job|employment|position|work)\s+type|type\s+of\s+(?:contract|employment)"
    r"|(?:نوع|طبيعة)\s+(?:ال)?(?:عقد|تعاقد)[^:\n]{0,12})"
    r"[\s*_]{0,6}(?::|\n|=|–|-|\s(?=cd[id]\b|permanent\b|internship\b|fixed))[\s*_:=]{0,40}([^\n]{2,60})"
    r"|\b(?:contrat|contract)(?:\s+(?:propos[ée]|offert|de\s+travail|duration|length|term|period))?[\s*_]{0,6}[:=][\s*_]{0,40}([^\n]{2,60})"
)
# What is done to contracts, what may come later, what one has behind oneself: none is offered.
_NOT_OFFERED = re.compile(
    r"\b(?:vers|debouch\w*|(?<!des que )possib\w*|evolu\w*|transform\w*|suivi\w*|pouv\w*|abouti\w*|puis|apres|terme|perspectives?"
    r"|opportunit\w*|devenir|becom\w*|leading|lead|convert\w*|experiences?|gerer|gestion|redig\w*|redaction"
    r"|etabli\w*|elabor\w*|prepar\w*|administr\w*|contrats|contracts|tenue|archiv\w*|calcul\w*|renouvellements?"
    r"|former|formations?|encadr\w*|superv\w*|accueil\w*|integrat\w*|clients|(?<!notre )(?<!son )(?<!leur )client|candidats en|personnel|paie"
    r"|salaries|collaborateurs|effectifs?|agences?|societes? d|solutions?|services?|conseil en|placement"
    r"|cadre d une?(?! ?$)|par(?! contrat| un contrat| voie)|inscrits?|toward|towards|manag\w*|review\w*|draft\w*|negoti\w*|prototypes?"
    r"|hors|sauf|pas|non|sans|aucun|اعداد|تدبير|تحرير|بعد|تحويل)\b"
)
_OFFERED = re.compile(
    r"\b(?:postes?|emplois?|(?<!du )(?<!de )travail|contrat|embauches?|recrut\w*|(?:re)?cherch\w*|missions?|offe?r\w*|propos\w*|type|statut"
    r"|conditions|avantages|duree|en|un|une|sous|pourvoir|forme|engagement|job|position|role|on|is|a|as|full|time"
    r"|package|remuneration|salaire|cadre|de|an|hired|eligib\w*|beneficiaires?(?: du programme)?|en qualite d)$|\b(?:poste|emploi|contrat|embauche|recrut\w*|recherch\w*|cherch\w*"
    r"|mission|offe?r\w*|hiring|looking|seek\w*|propos\w*|pourvoir|avantages|conditions|salaire|remuneration|position|job|eligib\w*|hired|نوع|نقدم|نوفر|بموجب|منصب|العمل)\b"
)
_OPENS = re.compile(r"^(?:contrat |(?:emploi|travail|poste|contrat|job) )?(?:en )?(?:saisonnier|seasonal|interimaires?|auto entrepreneurs?|vacataires?|benevol\w*|recrutement|par voie|cdi|cdd|c d [id]|interim|freelance|free lance|alternance|contrat|anapec|fixed|permanent|عقد)\b")
_TRAINEE = re.compile(
    r"\b(?:duree|periode|objectifs?|sujets?|theme|missions?|lieu|gratification|indemnites?|debut|date|but|description|propos|type|intitule)"
    r"(?: (?:de debut|prevue|du|de|des|d un|de ce|le|la|et))* (?:stages?|stagiaires?|pfe|projets? de fin)\b"
    r"|\b(?:propos|offr|(?:re)?cherch|recrut|besoin d|souhait|accueill|looking for|hiring|seeking|offering|poste|pour un)\w*"
    r"(?: [\w]+){0,6} (?:stages?|stagiaires?|pfe|internship|intern)\b"
    r"|\b(?:ce|notre offre de|offre de|en tant que|le|la|du) stage (?:est|se|debut|sera|dure|aura|a lieu|commenc|demarr|porte|pourra|permet|propose|vise|consiste|offre|s)\w*\b"
    r"|\ba propos du stage\b|\b(?:en tant que|profil de|le|la|au) stagiaire (?:sera|aura|devra|participera|travaillera|est)?\b"
    r"|\b(?:this|the|our|an?|paid|month|months|summer) internship (?:is|will|offers?|program\w*|opportunity|position|lasts?|duration|role|based)\b"
    r"|\bthis (?:is an? )?(?:\w+ ){0,3}internship\b|\b\d{1,2} (?:months?|weeks?) internship\b|\bas an intern\b|(?:نبحث|تبحث|مطلوب|نوفر|توفر|نقدم|نستقبل|فرصه|عرض)(?: [\u0621-\u064a]+){0,3} (?:ال)?(?:متدرب|تدريب)"
)
_TRAINEE_LINE = re.compile(
    r"^(?:offre de )?(?:stages?|internship) (?:remuner|pfe|pfa|de fin d etude|pre ?embauche|d observation|d initiation|ouvrier|conventionne"
    r"|non remunere|de \d|d une? |\d|base|a partir|a pourvoir|duree|duration|duration|\(?\d)"
    r"|^(?:stage|stagiaires?|internship|offre de stage)(?: [hf] [hf])?$|^(?:تدريب|متدرب)"
)
_NOT_TRAINEE = re.compile(
    r"\b(?:experiences?|compris|inclus\w*|encadr\w*|superv\w*|suivi\w*|former|formation|maitre|tuteurs?|gerer|gestion"
    r"|convention\w*|apres|suite|completed|previous|prior|including|inclu\w*|precedents?|effectue|ayant|premier|premiere|lors|via|through"
    r"|accompagn\w*|mentor\w*|alternances? compris\w*|justifi\w*|responsable|charge\w*|coordin\w*|nos stagiaires|des stagiaires|les stagiaires"
    r"|or internship|internships|مدير|تاطير|دورات|برامج|شهاده)\b"
)
# fmt: on
# What may stand before a kind that opens a sentence, and what follows one that is offered.
_NEUTRAL = re.compile(
    r"(?:terms|conditions|we offer|offering|independante? ou)? ?(?:an?|un|une)? ?"
    r"(?:(?:\d{1,2}|one|two|three|six|twelve) (?:months?|mois|years?|ans?)|full time|temps plein)?"
)
_STATES = re.compile(
    r"(?:contract|position|role|job) is permanent|(?:cdi|cdd|c d [id]|freelances?|interim|alternance) (?:\w+ )?"
    r"(?:pour une mission|uniquement|only|a pourvoir|de \d+ (?:mois|ans?)|renouvelable|temps plein|full time|des (?:le|l)|demarrage)\b"
)
#: "Connaissance des types de contrat (CDI, CDD)" is no label.
_LISTED = re.compile(r"[(,]")
#: What a label may be followed by: the contract's duration, which has an end.
_LASTS = re.compile(
    r"(?:de )?(?:\d{1,2}|un|deux|trois|six|douze)(?: \d{1,2})? (?:mois|ans?|months?|years?)\b"
)
_AGREEMENT = re.compile(
    r"\bconventions? de stage (?:\w+ )?(?:obligatoire|exigee|requise|necessaire|imperative|fournie|required)"
)
_STATUTORY = re.compile(
    r"\b(?:avis de concours|concours de recrutement|(?:organise|ouvre|lance|organisent)(?: \w+){0,3} concours"
    r"|concours (?:externe |interne )?pour le recrutement)\b|(?:مباراه|مباريات)(?: [\u0621-\u064a]+){0,2} ل?(?:ل?توظيف|التوظيف)"
    r"|(?:تنظيم|تنظم|اجراء|فتح) (?:[\u0621-\u064a]+ )?(?:مباراه|مباريات)"
)


def contract_in_text(text: str) -> str | None:
    """Return the kind of contract that TEXT offers: on a labelled line, else in a sentence.

    >>> contract_in_text("Lieu : Fès. Type de contrat : CDD de 6 mois"), contract_in_text("Poste en CDI")
    ('cdd', 'cdi')
    >>> contract_in_text("Établir les contrats CDD"), contract_in_text("Stage pouvant aboutir à un CDI")
    (None, None)
    """
    lower = head(text)
    return _labelled(lower) or _offered(lower) or _competed(lower) or _lasting(lower)


def _labelled(lower: str) -> str | None:
    for at in positions(lower, "contract_labels"):
        if not (match := _LABEL.match(lower, at)):
            continue
        said = (match[1] or match[2]).split(". ")[0].strip(" .*_")
        label = match[0][: match.start(1) - at] if match[1] else ":"
        if is_silent(said) or (":" not in label and _LISTED.search(label)):
            continue
        if code := field_code(said):
            return code
    return None


def _lasting(lower: str) -> str | None:
    """Return the code of a contract with an end where only its duration is told."""
    labels = (_LABEL.match(lower, at) for at in positions(lower, "contract_labels"))
    said = (match[1] or match[2] for match in labels if match)
    return "cdd" if any(_LASTS.match(fold(some[:30])) for some in said) else None


def _offered(lower: str) -> str | None:
    found = next(
        (code for clause in clauses(lower, "contract_kinds") if (code := _kind(clause))), None
    )
    return found or next(
        (code for clause in clauses(lower, "internships") if (code := _trainee(clause))), None
    )


def _kind(clause: Clause) -> str | None:
    # "recruté par contrat …" offers one, "par l'agence" does not.
    begins = clause.at[:8] if clause.at.startswith(("par ", "contrat")) else ""
    if _NOT_OFFERED.search(f"{clause.before} {begins}"):
        return None
    opens = _NEUTRAL.fullmatch(clause.before) and _OPENS.match(clause.at)
    opens = opens or _STATES.match(clause.at)
    if not opens and clause.at < "\u0590" and not _OFFERED.search(clause.before):
        return None
    return _meant(clause)


def _meant(clause: Clause) -> str | None:
    """Return the kind that the clause names where its word stands; "agence d'intérim" names none."""
    code = first_named(clause.at, begins=False)
    return (
        code
        if code in named(" ".join([*clause.before.split()[-4:], clause.at]), begins=False)
        else None
    )


def _trainee(clause: Clause) -> str | None:
    whole = f"{clause.before} {clause.at}"
    if _AGREEMENT.search(whole):
        return _meant(clause)
    if _NOT_TRAINEE.search(clause.before):
        return None
    if _TRAINEE.search(whole) or (not clause.before and _TRAINEE_LINE.search(clause.at)):
        return _meant(clause) or (first_named(whole) if clause.at > "\u0590" else None)
    return None


def _competed(lower: str) -> str | None:
    """Return the civil service's code where the text begins as the notice of a competition."""
    start = lower[:600]
    if "concours" not in start and "مبار" not in start:
        return None
    return first_named("concours") if _STATUTORY.search(fold(start)) else None
