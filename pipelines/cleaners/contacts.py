"""E-mail addresses and telephone numbers of persons, masked (law 09-08)."""

import re

MAIL, PHONE = "[e-mail masqué]", "[téléphone masqué]"

_MAIL = re.compile(
    r"(?<![\w.+-])([\w.+-]{1,64})\s?(?:@|\[at\]|\(at\)|\[arobase\]|\(arobase\))\s?"
    r"([\w-]{1,63}(?:\s?(?:\.|\[dot\]|\(dot\))\s?[\w-]{1,63}){1,4})",
    re.I,
)
#: A mailbox of an office, not of a person.
_OFFICE = re.compile(
    r"recrutement|recrutements|recrute|recruit|recruitment|recruiting|rh|hr|drh|grh|contact"
    r"|contacts|job|jobs|emploi|emplois|carriere|carrieres|career|careers|candidature"
    r"|candidatures|cv|cvs|info|infos|information|stage|stages|stagiaire|stagiaires|hiring"
    r"|talent|talents|talentacquisition|sourcing|service|services|accueil|direction"
    r"|administration|commercial|formation|concours|secretariat|annonce|annonces|offre"
    r"|offres|noreply|no|reply|postuler|apply|people|ressources|humaines|ressourceshumaines"
    r"|humanresources|jobsmaroc|recrutementmaroc|rhmaroc|hrmaroc|equipe|team|office|support"
    r"|hello|bonjour|agence|siege|maroc|morocco|ma|casa|casablanca|rabat|fes|tanger|agadir"
    r"|marrakech|meknes|oujda|kenitra"
)

_GAP = r"[ \t\xa0\u202f.\-–_]{0,2}"
_PHONE = re.compile(
    # Morocco's: 05 to 08, with or without the country's code, the digits in any grouping.
    rf"(?<![\w@])\(?(?:(?:\+|[0٠۰]{{2}})?{_GAP}(?:212|٢١٢|۲۱۲)\)?{_GAP}(?:\([0٠۰]\)|[0٠۰])?|[0٠۰])"
    rf"{_GAP}[5-8٥-٨۵-۸](?:{_GAP}\d){{8}}(?!\d)"
    # Others': a plus, and nine digits or more.
    r"|(?<![\w@])\+\d{1,3}(?:[ \t\xa0.\-]{0,2}\(?\d\)?){8,12}(?!\d)"
)
# A telephone has nine digits, close together; few texts hold as many.
_NINE = re.compile(r"\d(?:[^\w\n]{0,4}\d){8}")
_DATE = re.compile(r"\d\d([.\-/ ])\d\d\1(?:19|20)\d\d")
_REFERENCE = re.compile(
    r"(?:r[ée]f(?:[ée]rence)?|n°|code|id|offre|مرجع|رقم الإعلان)[\s.:#°-]*$", re.I
)
_UNIT = re.compile(r"^\s?(?:dhs?|mad|dirhams?|€|eur|euros?|درهم|%|km)\b", re.I)


def masked(text: str) -> str:
    """Mask the e-mail addresses and telephone numbers of persons; an office's mailbox may stay.

    >>> masked("CV à nadia.b@x.example ou rh@x.example, tél. 06.12.34.56.78")
    'CV à [e-mail masqué] ou rh@x.example, tél. [téléphone masqué]'
    >>> masked("Réf : 0612345678, salaire 06 000 DH, le 05.06.2026 10h")
    'Réf : 0612345678, salaire 06 000 DH, le 05.06.2026 10h'
    """
    if any(sign in text for sign in ("@", "at]", "at)", "AT]", "AT)", "arobase")):
        text = _MAIL.sub(_mail, text)
    return _PHONE.sub(_phone, text) if _NINE.search(text) else text


def _mail(match: re.Match[str]) -> str:
    written, domain = re.split(r"[._+-]|\d+", match[1].lower()), match[2].lower()
    firm = re.split(r"[.-]", domain)
    named = [word for word in written if word and not _OFFICE.fullmatch(word) and word not in firm]
    return match[0] if not named and any(_OFFICE.fullmatch(word) for word in written) else MAIL


def _phone(match: re.Match[str]) -> str:
    text, start = match.string, match.start()
    word = text[max(0, start - 200) : start].rpartition(" ")[2].rpartition("\n")[2]
    kept = (
        _DATE.match(match[0])
        or "://" in word  # a number in an address of the web
        or _REFERENCE.search(text, max(0, start - 24), start)
        or _UNIT.match(text[match.end() : match.end() + 12])
    )
    return match[0] if kept else PHONE
