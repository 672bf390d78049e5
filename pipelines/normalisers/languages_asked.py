"""The languages that a posting asks for, and how well."""

import re
from functools import lru_cache

from offers.text import fold
from pipelines.normalisers.anchors import positions
from pipelines.normalisers.clauses import READ, head
from pipelines.normalisers.language_mentions import Mention, mentions, plain
from pipelines.normalisers.silence import is_silent

Asked = dict[str, str | None]

#: So much is read round each name of a language.
ROUND = 150
#: More names than these are a list to choose from.
MOST = 40

# What is French, or speaks it, without being asked to: before the name, or after it.
_NOT_BEFORE = re.compile(
    r"(?:\b(?:nos|des|les|aux|notre|une?|la|leurs?|vos|votre|ses|sa|de|d'|aupres de|cette) (?:\w+ )?(?:clients|(?<!de )client|(?<!de )clienteles?) ?|\b(?:marches?|groupes?|cabinets?|societes?|entreprises?|filiales?|partenaires?|leaders?|acteurs?|territoires?"
    r"|droit|systemes?|bac|baccalaureat|lycees?|instituts?|consulat|gouvernement|constructeurs?|editeurs?|equipementiers?|fournisseurs?"
    r"|sieges?|produits?|cuisiniers?|cuisine|permis|etat|passeport|ressortissants?|pays|afrique|zones?|mondes?|regions?|equipes?|public"
    r"|communautes?|hopital|ecoles?|banques?|assureurs?|operateurs? (?:telecoms?|historiques?)|distributeurs?|investisseurs?|secteurs?"
    r"|markets?|countries|restaurants?|gastronomie|reseau|protocole|golfe|emirats|union)\b(?: (?!et\b|and\b|ou\b|en\b|de\b|parl|francophone)[a-z]+)? ?"
    r"|\b(?:enseign\w+|professeure?s?|profs?|cours|licence|master|maitrise es|diplomee?s?|doctorat|bac ?\+ ?\d|filiere|departement|litterature"
    r"|formateurs?|formatrices?|teach\w*|teachers?|degree|bachelor|أستاذ|استاذ\w*|مدرس\w*|اساتذه|تدريس|اجازه|شعبه|الاجازه)\b"
    r"(?: (?:de|d'|du|des|en|of|in|la|le|l'|les|langue|lettres|litterature|etudes|et)){0,4}[ ']*"
    r"|\bتدريس (?:اللغه )?|\b(?:cv|lettre|resume|سيره ذاتيه|قسم) (?:en |in |ب)?)$"
)
_NOT_AFTER = re.compile(
    r" (?:[a-z]+ )?(?:clients?|customers?(?! (?:serv|supp|care|adv|rel|succ|exp|rep))|users|countries|markets?)\b| (?:compan(?:y|ies)|cuisine|schools?|bakery|pastry|embassy|territor(?:y|ies)|restaurants?|group|firm|gaap|law"
    r"|payroll|tax|accounting|africa|africans?|regions?|subsidiar\w+|standards?|lycee|sector|food|nationals?|citizens?"
    r"|companies|brand|department|literature|public)\b"
)
_NEGATED = re.compile(
    r" ?(?:n'est|ne sont|n'etait)? ?(?:pas|non|not|is not|isn't|غير) (?:requise?s?|exigee?s?|obligatoires?|necessaires?|indispensables?|demandee?s?"
    r"|required|necessary|mandatory|needed|مطلوبه|ضروريه)"
)
_NEGATED_BEFORE = re.compile(
    r"\b(?:pas besoin|no need|inutile|not? required|sans (?:maitrise|connaissance)|without|pas necessaire|no)\b[^,.;\n]{0,25}$"
)

_GAP = (
    r"(?:[ :,'–-]*(?:de|d'|du|des|la|le|l'|les|en|a|au|of|in|with|and|et|ou|or|the|both|langues?|languages?|parfaitement|couramment|bien|fluent|good"
    r"|native|technique|oral\w{0,2}|ecrite?s?|written|spoken|verbal|l'oral|l'ecrit|لغه|اللغه|اللغتين|باللغه|للغه|باللغتين|ب|في|من|ل|كل)(?![\w']))"
)
# What asks for the language that follows it.
_ASKS = re.compile(
    r"(?<!\w)(?:maitris\w*|pratique[rz]?|parl(?:er|ant|ez|e|ent|ee|ons)|connaissances?|speak(?:s|ing)?|fluen(?:t|cy|tly)|command|knowledge"
    r"|proficien\w+|communiquer|communication|s'exprimer|expression|exprimez|redige[rz]|redaction\w*|comprehension|elocution|niveaux?|level|aisance|a l'aise"
    r"|competences? linguistiques?|skills?|langues?|bilingues?|trilingues?|bilingual|trilingual|linguistique|exigeons|locut\w+"
    r"|(?:redaction|redige[rz]|echang\w+|communi\w+|presentations?|reunions?|reports?|writing|work) (?:[a-z]+ ){0,3}(?:en|in)\b|و?(?:اتقان|اجاده|\w?تقن\w{0,3}|\w?جيد\w?|معرفه|التحدث|\w?تحدث\w?|\w?تكلم\w?|التواصل|طلاقه|مستوي|اللغات|لغات|\w?تمكن|الالمام|ضبط|مترجم\w?))"
    rf"{_GAP}{{0,8}}[ :'–(-]*$"
)
# What asks for the language that stands before it.
_ASKED = re.compile(
    r"[ :(–-]*(?:(?:est|sont|serait|seront|would be|will be|constitue|constituerait|is|are|langue|language|professionnel|technique|commercial|et|orale?|ecrite?|parfaitement|strictement)[ ,]*){0,3}"
    r"(?:sans (?:fautes?|accent)|obligatoires?|exigee?s?|requise?s?|imperati\w+|indispensables?|necessaires?|souhaitee?s?|souhaitables?|appreciee?s?|un plus|un atout|atout"
    r"|parlee?s?|lue?s?|ecrite?s?|technique|professionnel|des affaires|required|mandatory|(?:a |an )?(?:must|plus|asset|advantage)|preferred|desirable"
    r"|essential|speak\w+|skills?|language skills|proficiency|مطلوبه?|ضروريه?|اجباريه?|شرط|ضروري|محبذ\w?)(?!\w)"
)
# What may stand between two languages of one list, each with its proficiency.
_LISTED = re.compile(
    r"(?:[^\w\n.]|\b(?:et|ou|and|or|de|du|la|le|l|d|en|in|langue|idealement|ideally|eventuellement|preferably|و|او)\b){0,12}"
)
_LIST = re.compile(
    r"(?<!\w)(?:langues?(?: (?:exigees?|requises?|parlees?|demandees?|souhaitees?|de travail|maitrisees?|obligatoires?|etrangeres?|vivantes?)){0,2}"
    r"|(?:required |spoken )?languages?(?: (?:skills|required|spoken|requirements?|proficiency)){0,2}|competences? linguistiques?|niveau (?:de |en )?langues?"
    r"|(?:اللغات|لغات|اللغه)(?: المطلوبه)?) ?(?:[:=–-]|\n ?[:•·–-])"
)
#: Without one of these no list of languages is announced.
_LISTING = ("lang", "linguist", "لغ")
_SPEAKER_BEFORE = re.compile(
    r"(?:profils?|candidat\w*|conseill\w+|tele\w+|agents?|etes|parfaitement|couramment|natifs?|personnes?|collaborat\w+|commercia\w+|assistant\w*"
    r"|opera\w+|vendeu\w+|recru\w+|recherch\w+|cherch\w+|hiring|looking for|seek\w*|native|fluent|bilingue|advisors?|representatives?|managers?"
    r"|stagiaires?|charge\w*|be an?|are an?|is an?)[^.;\n]{0,22}$"
)
# Work that is done in a language: its title names it bare.
_SPOKEN_WORK = re.compile(
    r"tele|call|center|centre d'appel|conseill|agent|customer|client|support|moderat|content|advis|representative|charge\w? d|charges? de|traduc|transl"
    r"|interpret|redact|transcri|annot|linguist|locali|assistan|receptionn|hot(?:e|esse)|vente|vendeu|sales|commercia|help ?desk|service desk|secretaire|prospect"
    r"|enqueteur|operat|community|مترجم|مستشار|مركز|خدمه|زبناء|guide|journalis|specialist|superviseur|formateur client|back ?office|sav\b|account"
)
_SUBJECT = re.compile(
    r"(?<!\w)(?:professeure?s?|profs?|enseignante?s?|formateurs?|formatrices?|teachers?|trainers?|tutors?|tuteurs?|instructors?|lecturers?|cours|soutien"
    r"|استاذ\w*|اساتذه|معلم\w*|مدرس\w*)(?!\w)"
)
_CODES = r"(?:fr|en|ang|es|esp|de|it|nl|pt|ar)"
_PAIR_OF_CODES = re.compile(rf"(?<![\w/-]){_CODES}(?: ?[/&+-] ?{_CODES})+(?![\w/-])")
_BILINGUAL = re.compile(r"\b(?:bi|tri)ling(?:ue|ual)")
# "de" is German among codes, and "of" in a sentence.
_CODES_ONLY = re.compile(r"\W{0,3}(?:[A-Za-z]{2,3}\W{1,4}){0,9}[A-Za-z]{2,3}\W{0,3}")
_BARE_BEFORE = re.compile(
    r"(?:^|[(\[/,|:+&–-] ?|\b(?:en|in|with|et|and|avec|parlant|for|pour le)\s(?:l'|le )?)$"
)


def read_languages(
    languages: str | None, title: str | None = None, text: str | None = None
) -> Asked:
    """Return {language: proficiency or None} of the languages asked, in the order they are named.

    >>> read_languages("anglais > bon niveau français > courant")
    {'en': 'good', 'fr': 'fluent'}
    >>> read_languages(None, "Téléconseiller francophone", "Vous parlez couramment l'espagnol.")
    {'fr': None, 'es': 'fluent'}
    >>> read_languages(None, "Commercial marché français", "Notre client allemand vous attend.")
    {}
    """
    asked: Asked = {}
    for code, level in (
        *(_in_field(languages[:400]) if languages else ()),
        *(_in_title(title[:300]) if title else ()),
        *(_in_text(text[:READ]) if text else ()),
    ):
        asked[code] = asked.get(code) or level
    return asked


def says_no_language(languages: str | None) -> bool:
    """Tell whether the field asks for no language: silence, or a word for none.

    >>> says_no_language("Aucune"), says_no_language(None), says_no_language("Klingon")
    (True, True, False)
    """
    return is_silent(languages) or bool(_NONE.fullmatch(fold(languages or "")[:60]))


_NONE = re.compile(
    r"(?:aucune?|sans|neant|none|no|non|pas|rien|ras|autres?|others?)(?: (?:de )?(?:langues?|languages?))?(?: (?:particuliere|exigee|requise|demandee))?"
    r"|non (?:exigee?s?|requise?s?|demandee?s?)|langues?|languages?|بدون|لا شيء|لا شي"
)


@lru_cache(maxsize=1024)
def _in_field(languages: str) -> tuple[tuple[str, str | None], ...]:
    return tuple(
        (said.code, said.proficiency)
        for said in mentions(plain(languages), short=bool(_CODES_ONLY.fullmatch(languages)))
    )


@lru_cache(maxsize=1024)
def _in_title(title: str) -> tuple[tuple[str, str | None], ...]:
    said = plain(title)
    named = mentions(said)
    taught = bool(_SUBJECT.search(said))
    asked = [
        m
        for m in named
        if not _not_asked(said, m)
        and (m.proficiency or m.speaker or (not taught and _bare(said, m)))
    ]
    pairs = [m for pair in _PAIR_OF_CODES.finditer(said) for m in mentions(pair[0], short=True)]
    both = "fluent" if _BILINGUAL.search(said) else None
    return (
        *((m.code, m.proficiency) for m in asked),
        *((m.code, m.proficiency or both) for m in pairs),
    )


def _bare(said: str, name: Mention) -> bool:
    """Tell whether a title that names a language, and no more, asks for it."""
    before, after = said[: name.start], said[name.end :]
    return bool(
        _SPOKEN_WORK.search(said)
        or _ASKS.search(before[-60:])
        or _ASKED.match(after)
        or (
            before
            and _BARE_BEFORE.search(before[-12:])
            and re.match(r" ?(?:$|[)\]/,|+&–-])", after)
        )
    )


def _in_text(text: str) -> tuple[tuple[str, str | None], ...]:
    said = "\n\n".join(plain(part) for part in _parts(text))
    named = [name for name in mentions(said) if not _not_asked(said, name)] if said else []
    listed = _listed(said, named)
    asked = [name.start in listed or _asked_for(said, name) for name in named]
    # What is joined to a language that is asked is asked too: "du français et de l'anglais".
    for n in range(1, len(named)):
        asked[n] |= asked[n - 1] and _joined(said, named[n - 1], named[n])
    for n in range(len(named) - 1, 0, -1):
        asked[n - 1] |= asked[n] and _joined(said, named[n - 1], named[n])
    return tuple((m.code, m.proficiency) for m, so in zip(named, asked, strict=True) if so)


def _parts(text: str) -> list[str]:
    """Return the parts of the text that may name a language, each with what stands round it."""
    spots = positions(head(text), "languages", MOST)
    ends: list[list[int]] = []
    for spot in spots:
        if ends and spot - ROUND <= ends[-1][1]:
            ends[-1][1] = spot + ROUND
        else:
            ends.append([max(0, spot - ROUND), spot + ROUND])
    return [text[start:end] for start, end in ends]


def _joined(said: str, left: Mention, right: Mention) -> bool:
    return bool(_LISTED.fullmatch(said[left.end : right.start]))


def _asked_for(said: str, name: Mention) -> bool:
    before = said[max(0, name.start - 70) : name.start]
    if name.speaker:
        english = said[name.start : name.end].endswith(("speaking", "speaker", "speakers"))
        return english or bool(name.proficiency or _SPEAKER_BEFORE.search(before))
    return bool(name.proficiency or _ASKS.search(before) or _ASKED.match(said, name.end))


def _listed(said: str, named: list[Mention]) -> set[int]:
    """Return where the languages stand that follow a label such as "Langues :", one after the other."""
    listed: set[int] = set()
    if not named or not any(word in said for word in _LISTING):
        return listed
    for label in _LIST.finditer(said):
        end = label.end()
        for name in named:
            if name.start >= end:
                if name.start - end > 30:
                    break
                listed.add(name.start)
                end = name.end
    return listed


def _not_asked(said: str, name: Mention) -> bool:
    before = said[max(0, name.start - 60) : name.start]
    return bool(
        _NOT_BEFORE.search(before)
        or _NOT_AFTER.match(said, name.end)
        or _NEGATED.match(said, name.end)
        or _NEGATED_BEFORE.search(before)
    )
