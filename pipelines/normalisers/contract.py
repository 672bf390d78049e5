"""The kind of contract that a posting offers."""

import re
from functools import lru_cache

from offers.taxonomy import lookup
from offers.text import fold
from pipelines.normalisers.silence import is_silent

_PARTS = re.compile(
    r"\s*[/,;|&+()\n•·]+\s*|\s+[-–—]+\s*|\s+(?:ou|or|et|and|puis|to)\s+|\s*:\s*", re.I
)
#: A kind of internship says more than "internship", which is all that a site's form may offer.
_KINDS = ("stage_pfe", "stage_preembauche")
#: What a title may correct: English forms call an internship "temporary".
_VAGUE = (None, "stage", "interim")
#: Only so much of a text is read: what is said of the contract stands at its head or at its end.
READ = 6000

_SAID = tuple(
    (code, re.compile(pattern))
    for code, pattern in (
        ("stage_pfe", r"\b(?:pfe|pfa)\b|projets? de fin d (?:etudes?|annee)|stage de fin d etudes?|end of stud"
                      r"|final year (?:project|internship)|مشروع (?:نهايه الدراسه|التخرج)"),
        ("stage_preembauche", r"\bpre ?(?:embauche|hire|emploi)\b"),
        ("stage", r"(?<!maitre de )(?<!tuteur de )(?<!responsable de )(?<!charge de )"
                  r"\b(?:stages?|stagiaires?|internship|interns?)\b|متدرب|تدريب (?:مهني|ميداني|مدفوع)"),
        ("alternance", r"\b(?:alternance|alternant|alternante|apprentissage|apprenti|apprentie)\b"),
        ("anapec", r"\b(?:contrat )?(?:anapec|idmaj)\b|\bcontrat d insertion\b|عقد (?:ال)?ادماج|انابيك"),
        ("interim", r"\b(?:interim|interimaires?|travail temporaire)\b"),
        ("freelance", r"\b(?:free ?lance|free ?lancers?|auto ?entrepreneurs?)\b|فريلانس"),
        ("benevolat", r"\b(?:benevol(?:e|es|at)|volontariat|volunteer)\b"),
        ("cdi", r"\bc ?d ?i\b|\bcontrat a duree indeterminee\b|\bpermanent contract\b"),
        ("cdd", r"\bc ?d ?d\b|\bcontrat a duree determinee\b|\bfixed term\b|\bsaisonniers?\b"),
        ("statutaire", r"\b(?:recrutement par concours|concours de recrutement|avis de concours)\b"
                       r"|^concours\b|مباراه|مباريات"),
    )
)  # fmt: skip
_ANY = ("contra", "job", "employ", "emploi", "عقد", "تعاقد", "cdi", "cdd", "rim", "lance", "stage")
_LABEL = re.compile(
    r"(?:type|nature|forme)\s+(?:de\s+|du\s+)?(?:contrat|d['’]emploi)[^:\n]{0,20}:\s*(.{2,60})"
    r"|(?:contract|job|employment)\s+type\s*:\s*(.{2,60})|\bcontrat\s*:\s*(.{2,60})"
    r"|(?:نوع|طبيعة)\s+(?:ال)?(?:عقد|تعاقد)[^:\n]{0,12}:\s*(.{2,60})",
    re.I,
)
_IN_TEXT = re.compile(
    r"\b(?:cdi|cdd|int[ée]rim|freelance)\b|\bdur[ée]e\s+(?:ind[ée]termin[ée]e|d[ée]termin[ée]e)\b"
    r"|\bstage\s+(?:de\s+)?(?:pfe|pr[ée]-?\s?embauche|fin\s+d['’][ée]tudes)\b",
    re.I,
)
#: What an offer says before it names its contract, in the same sentence.
_OFFERED = re.compile(
    r"\b(?:poste|emploi|contrat|embauche|recrutement|recrute|recherche|recherchons|mission|stage)\b"
    r"[^.\n]*$",
    re.I,
)
# "stage … vers un CDI": what may come later is not what is offered.
_LATER = re.compile(
    r"(?:vers|d[ée]bouch\w+|possibilit[ée]|[ée]volut\w+|transform\w+|suivi)\W", re.I
)


def read_contract(
    contract: str | None, title: str | None = None, text: str | None = None
) -> str | None:
    """Return the code of the contract offered: from its field, else the title, else the text.

    Of several the first named counts, as the site orders them. A working time is no contract.

    >>> read_contract("CDI - Télétravail : Non"), read_contract("CDI - CDD - Freelance")
    ('cdi', 'cdi')
    >>> read_contract("Stage", "Stage PFE en data science"), read_contract("FULL_TIME")
    ('stage_pfe', None)
    """
    code = _from_field(contract[:200]) if contract else None
    told = _said(fold(title[:500])) if title and code in _VAGUE else None
    if code is None or told in _KINDS or (told == "stage" and code == "interim"):
        code = told
    if code is None and text:
        code = _from_text(text)
    return code


def says_no_contract(contract: str | None) -> bool:
    """Tell whether the field leaves the contract open: silence, a working time, a work mode.

    >>> says_no_contract("Full-time"), says_no_contract("- Télétravail : Non"), says_no_contract("Xyz")
    (True, True, False)
    """
    if is_silent(contract):
        return True
    parts = (part for part in _PARTS.split(contract or "") if not is_silent(part))
    return all(
        lookup("working_times", part) or lookup("work_modes", part) or is_silent(part)
        for part in parts
    )


@lru_cache(maxsize=2048)
def _from_field(contract: str) -> str | None:
    if code := lookup("contracts", contract):
        return code
    for part in _PARTS.split(contract):
        if code := lookup("contracts", part):
            return code
    return _said(fold(contract))


def _said(key: str) -> str | None:
    """Return the kind that a folded phrase names; of kinds of contract the first, of stages the finest."""
    found = [(m.start(), code) for code, pattern in _SAID if (m := pattern.search(key))]
    named = {code for _, code in found}
    if finest := next((code for code in _KINDS if code in named), None):
        return finest
    return min(found)[1] if found else None


def _from_text(text: str) -> str | None:
    head = text[:READ]
    if not any(word in head.lower() for word in _ANY):
        return None
    for match in _LABEL.finditer(head):
        said = next(filter(None, match.groups())).split("\n")[0]
        if code := _from_field(said.strip(" .")):
            return code
    for match in _IN_TEXT.finditer(head):
        before = head[max(0, match.start() - 50) : match.start()]
        if _OFFERED.search(before + match[0]) and not _LATER.search(before):
            return _said(fold(match[0]).replace("duree", "contrat a duree"))
    return None
