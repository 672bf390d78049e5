"""The words by which several readers find their sentences, looked for in one pass over a text."""

from functools import cache, lru_cache

import ahocorasick

#: Of many such words the first ones tell; the others cost time.
MOST = 16
#: Without one of its words a text says nothing to the reader: in small letters, as they are typed.
# fmt: off
ANCHORS: dict[str, tuple[str, ...]] = {
    "contract_labels": (
        "type", "nature", "forme", "statut", "contrat", "contract", "job type", "employment type", "position type", "work type", "نوع", "طبيعة",
    ),
    "contract_kinds": (
        "cdi", "cdd", "c.d.i", "c.d.d", "intérim", "interim", "freelance", "free-lance", "free lance",
        "durée indét", "durée dét", "duree indet", "duree det", "anapec", "idmaj", "alternance",
        "vacataire", "vacation", "fixed-term", "fixed term", "permanent contract", "permanent position", "permanent role", "permanent job", "permanent employment", "permanent full", "contract is perm",
        "position is perm", "role is perm", "job is perm", "poste permanent", "emploi permanent",
        "contrat de ", "contrat d'", "-month contract", "month contract", "auto-entrepreneur", "independent contractor",
        "lettre d'engagement", "agent contractuel", "agents contractuels", "droit commun", "par voie de c", "par voie contract", "vacataires",
        "saisonnier", "seasonal", "bénévol", "محدد المدة", "محددة المدة", "عقد", "بموجب عق", "عمل موسمي",
    ),
    "internships": ("stage", "pfe", "projet de fin", "stagiaire", "internship", "an intern", "متدرب", "تدريب", "فترة التدريب"),
    "working_times": (
        "temps plein", "temps complet", "plein temps", "plein-temps", "temps partiel", "mi-temps", "mi temps",
        "full-time", "full time", "fulltime", "part-time", "part time", "parttime", "دوام", "توقيت",
        "semaine", "per week", "hours/week", "a week", "اسبوع", "أسبوع",
    ),
    "work_modes": (
        "télétr", "télé-tr", "teletr", " tt", "remote", "hybrid", "distanc", "présentiel", "présence", "presentiel", "sur site", "on-site", "onsite",
        "on site", "in-office", "in office", "office-based", "office/site", "domicile", "home", "wfh", "chez ", "maison",
        "from our office", "from the office", "عن بعد", "عن بُعد", "من المنزل", "من البيت", "من الدار", "حضور", "هجين",
        "in person", "in the office", "casablanca office", "rabat office", "بمقر الشركة", "في مقر الشركة", "من مقر الشركة", "بالمكتب", "من المكتب", "في المكتب",
    ),
    "applying": (
        "@", "[at]", "(at)", "mail", "email", "courri", "whats", "wats", "bureau d", "dépos", "dépôt", "deposer", "se présenter", "vous présenter", "muni",
        "présentez-vous", "presentez-vous", "walk-in", "postale", "b.p", "bp ", "handed in", "sous pli", "portail", "plateforme", "http", "www.", ".ma", ".com",
        "appele", "contactez", "contacter", "recommandée", "apportez", "passez", "avec votre cv", "sur place", "front desk", "en ligne", "venez", "our office", "call us", "[téléphone", "ضبط", "بريد", "كتروني", "واتس", "عبر", "مقر", "لدى", "حضور", "اتصل", "اتصال",
        "تواصل", "يميل", "موقع", "منصة", "بوابة", "رابط", "إيداع", "ايداع",
    ),
    "languages": (
        "anglais", "english", "anglo", "français", "francais", "french", "franco", "arab", "espagnol", "spanish", "hispan",
        "allemand", "german", "deutsch", "italien", "italian", "italo", "néerl", "neerl", "nederl", "dutch", "flamand", "portug",
        "luso", "darija", "amazigh", "tamazight", "berb", "mandarin", "chin", "russ", "turc", "turkish", "japon", "korean",
        "hébreu", "hebreu", "hebrew", "polon", "polish", "suédo", "swedish", "dano", "danish", "norvég", "norwegian", "langue",
        "speak", "bilingu", "trilingu", "فرنسي", "نجليزي", "نكليزي", "عربية", "العربي", "سباني", "لماني", "يطالي", "هولندي",
        "مازيغي", "دارجة",
    ),
}
# fmt: on


def positions(lower: str, name: str, most: int = MOST) -> tuple[int, ...]:
    """Return where the words begin that hold an anchor of NAME, in LOWER, which is in small letters.

    MOST says how many of them are enough.

    >>> positions("datastage, un stage", "internships"), positions("سيتم بعقود", "contract_kinds")
    ((14,), ())
    """
    return _found(lower).get(name, ())[:most]


@lru_cache(maxsize=8)  # several readers ask for the same text, one after the other
def _found(lower: str) -> dict[str, tuple[int, ...]]:
    found: dict[str, dict[int, None]] = {}
    for last, (word, names) in _automaton().iter(lower):
        at = last - len(word) + 1
        begins = _word_begins(lower, at) if word[0].isalpha() else at
        # Arabic writes its little words together with the next one: there an anchor may stand within.
        if begins == at or word > "\u0590":
            for name in names:
                found.setdefault(name, {})[begins] = None
    return {name: tuple(sorted(places)) for name, places in found.items()}


def _word_begins(text: str, at: int) -> int:
    while at and text[at - 1].isalnum():
        at -= 1
    return at


@cache
def _automaton() -> ahocorasick.Automaton:
    names: dict[str, list[str]] = {}
    for name, words in ANCHORS.items():
        for word in words:
            names.setdefault(word, []).append(name)
    automaton = ahocorasick.Automaton()
    for word, some in names.items():
        automaton.add_word(word, (word, some))
    automaton.make_automaton()
    return automaton
