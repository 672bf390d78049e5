"""An employer's name as we show it: without legal form, seat or shouting; or nobody's name."""

import re
from functools import lru_cache

from offers.lexicons import lexicon, split, stems
from offers.lexicons.towns import town_lexicon, towns
from offers.taxonomy import lookup
from offers.text import apostrophes, fold, squeeze, visible
from pipelines.normalisers.letter_case import name_case
from pipelines.normalisers.silence import is_silent

_JUNK = re.compile(
    r"https?:|\bwww\.|\bvoir toutes\b|\S+@\S+|\b(?:recrute|recherche|embauche|recruits?|is hiring)\b.*",
    re.I,
)
_INITIALS = re.compile(r"\b(?:[^\W\d_]\.){2,8}(?:[^\W\d_]\b(?!['’]))?")
_EDGES = " \t-–—_.,:;|/*+«»\"“”'"
_SLUG = re.compile(r"[a-z0-9.&']+(?:-+[a-z0-9.&']+)+")
_BEFORE_NAME = re.compile(r"^(?:.*-)?recrutement-+(?=\w)")
#: "Société Marocaine d'Ingénierie" is one, "Société marocaine" is any.
_OF_A_LAND = re.compile(
    r"(?:societe|ste|compagnie|agence|office) (?:marocaine?|nationale?|generale?|cherifienne?|maghrebine?|royale?) (?:de|d|des|du) \w"
)
_TAIL = re.compile(r"(?<=\w)\s*[(\[][^()\[\]]{0,60}[)\]]?\s*$")
# fmt: off
_FORM = (
    r"(?:s\.?\s?a\.?\s?r\.?\s?l\.?(?:\s*[-/]?\s*(?:d['’]\s?)?a\.?\s?u\.?|\s*[-/]?\s*associ[ée]\s+unique)?|s\.?a\.?s\.?u?"
    r"|s\.?a|s\.?n\.?c|g\.?i\.?e|inc|co\.?,?\s?ltd|ltd|limited|gmbh|llc|corp|corporation|plc|s\.?p\.?a|(?-i:B\.?V|AG|S\.L|N\.V)"
    r"|ش\.?\s?م\.?\s?م|ش\.?\s?ذ\.?\s?م\.?\s?م)"
)
_FORM_AFTER = re.compile(rf"(?<=\w)[\s,.)\-–(]+{_FORM}\.?\)?$", re.I)
_FORM_BEFORE = re.compile(r"^(?:s\.?a\.?r\.?l\.?(?:\s+a\.?u\.?)?|s\.a|s\.?a\.?s|s\.?n\.?c)[\s.:]+(?=\w\w)", re.I)
_KIND_BEFORE = re.compile(
    r"^(?:soci[ée]t[ée]|st[ée]|soc|groupe?|entreprise|شركة|مجموعة)\b[.\s]*:?\s*(?=\w)"
    r"(?!(?:(?:de|du|des|et|of)\b|g[ée]n[ée]ral|national|r[ée]gional|royal|maroc|maghr|afric|immobili|industriel|internation|commercial"
    r"|ch[ée]rif|anonym|fran[cç]ais|scolaire|hospitali|m[ée]dical|h[oô]teli|priv|nouvel|coop|agri|alg|d'|المغربية|الوطنية|العامة))", re.I,
)
_SHORT = re.compile(r"^(?:st[ée]|soc)\b\.?(?=\s+\w)", re.I)
_KIND_AFTER = re.compile(r"(?<=\w)[\s,]+(?:group|groupe|holding|company)$", re.I)
_SAYS_NOBODY = re.compile(
    r"(?:(?:entreprise|societe|recruteur|employeur|client) )?(?:confidenti|anonym|annonym)|(?:une?|notre|nos|mon|l un|l une|nous|des|votre)\b|(?:acteurs?|leaders?|specialistes?) (?:d|de|du|des|dans|en|sur|mondial"
    r"|majeur|national|marocain|important|international)\b|.*\b(?:pour|de) (?:notre|un de nos|l un de nos|son) clients?\b"
    r"|احدي|احد |(?:hiring|recruiting|looking) for\b|(?:societe|entreprise|groupe|cabinet|company) (?:leader|en plein)"
)
# fmt: on
_PARTS = re.compile(r"\s+[-–—|/]+\s+|\s*[|,;]\s*|\s+[-–—]|[-–—]\s+")
_JOINTS = frozenset(("de", "du", "des", "d", "au", "of", "et", "and", "the", "la", "le", "les"))
_TO = frozenset(("a", "in", "sur", "at", "ب", "في", "en"))
_LOCAL = frozenset(
    split(
        "faculté hôpital délégation académie préfecture province tribunal كلية مستشفى عمالة إقليم"
    )
)
#: "École marocaine d'ingénierie" is one school, "École marocaine" is any.
_SCHOOLS = frozenset(("ecole", "institut", "lycee", "college"))
#: They are called after towns and quarters, without "à".
_HOUSES = frozenset(("riad", "clinique", "polyclinique", "pharmacie"))
_FIRMS = frozenset(("ste", "societe", "soc", "groupe", "sarl", "entreprise", "شركه"))
_LANDS = frozenset(("maroc", "maghreb", "africa", "afrique", "morocco", "atlas", "sahara"))
_MOROCCO = frozenset(("maroc", "morocco", "المغرب", "marruecos"))


def plain_name(company: str) -> str:
    """Take from a printed name what is no name: addresses, brackets, a slug's hyphens.

    >>> plain_name("it-hf-recrutement-atlas-online-fes"), plain_name("SOMAS www.somas.example")
    ('atlas online fes', 'SOMAS')
    """
    text = squeeze(apostrophes(visible(company[:200])))
    text = _INITIALS.sub(lambda dotted: dotted[0].replace(".", "") + " ", text)
    text = _JUNK.split(text)[0].strip(_EDGES)
    if _SLUG.fullmatch(text):
        text = squeeze(_BEFORE_NAME.sub("", text).replace("-", " "))
    return squeeze(_TAIL.sub("", text)).strip(_EDGES)


@lru_cache(maxsize=8192)
def shown_name(text: str) -> str:
    """Write a plain name without its legal form, kind and seat, its capitals mended.

    >>> shown_name("STÉ DUPONT MAROC S.A.R.L AU"), shown_name("CRÉDIT DU MAROC")
    ('Dupont', 'Crédit du Maroc')
    >>> shown_name("Groupe Zitouna - Casablanca"), shown_name("Université de Fès")
    ('Zitouna', 'Université de Fès')
    """
    before = ""
    while text != before:
        before = text
        for form in (_FORM_AFTER, _FORM_BEFORE, _KIND_BEFORE, _KIND_AFTER):
            bare = form.sub("", text).strip(_EDGES)
            text = bare if _is_name(bare) or _is_long(form, bare) else text
        text = _without_seat(text)
    return name_case(_SHORT.sub("Société", text))


def _is_long(form: re.Pattern[str], bare: str) -> bool:
    return form is _FORM_AFTER and len(split(bare)) > 2


def is_nobody(text: str) -> bool:
    """Tell whether a plain name names nobody: a way to hide, a kind of firm, a trade.

    >>> is_nobody("Société à Dar Bouazza"), is_nobody("Un acteur majeur du secteur"), is_nobody("OCP")
    (True, True, False)
    """
    key = fold(text)
    if is_silent(text) or len(set(key) - set("0123456789 ")) < 2 or _SAYS_NOBODY.match(key):
        return True
    words = split(text)
    if _is_registered(text) or _OF_A_LAND.match(key):
        return False
    named = lexicon("unnamed").take(stems(words))[1] and towns(words)[1]
    return not named or _is_kind(words)


def _is_registered(text: str) -> bool:
    """Tell whether a legal form stands behind two things at least: "Maghreb Industries S.A."."""
    bare = _FORM_AFTER.sub("", text)
    if bare == text:
        return False
    words = tuple(word for word in split(bare) if word not in _FIRMS and word not in _JOINTS)
    codes, rest = lexicon("trades").take(stems(words))
    return len(codes) + len(rest) > 1


def names_agency_only(text: str) -> bool:
    """Tell whether TEXT says that somebody hires for others, but not who.

    >>> names_agency_only("Cabinet de recrutement à Rabat"), names_agency_only("Manpower")
    (True, False)
    """
    words = split(text)
    return "agency" in lexicon("trades").take(stems(words))[0] and _is_kind(words)


def _is_kind(words: tuple[str, ...]) -> bool:
    """Tell whether WORDS say what sort of firm it is, and where, and no more."""
    if _begins_with_town(words):
        return False
    said = stems(_without_places(words))
    codes, rest = lexicon("trades").take(said)
    if not codes or lexicon("legal").take(rest)[1] or ("body" in codes and towns(words)[0]):
        return False
    if words[0] in _SCHOOLS and len(codes) > 2:
        return False
    if words[0] in _HOUSES and towns(words[1:])[0] and not towns(words[1:])[1]:
        return False
    return (
        codes[0] in ("kind", "agency") or len(codes) == 1 or ("kind" in codes and "praise" in codes)
    )


def _begins_with_town(words: tuple[str, ...]) -> bool:
    """Tell whether a town and then a trade stand there: "Bouznika Travaux", not "Travaux à Bouznika"."""
    bare = words[1:] if words and words[0] in _FIRMS else words
    start, end, _ = next(town_lexicon().spans(bare), (1, 0, ""))
    if bare and bare[0] in _LANDS:
        start, end = 0, 1
    return start == 0 and lexicon("trades").take(stems(bare[end : end + 1]))[0] == ["trade"]


def _without_places(words: tuple[str, ...]) -> tuple[str, ...]:
    named, rest = towns(words)
    if not named:
        return tuple(word for word in words if word not in _TO)
    # "Clinique de Tanger" is a name, "Clinique à Tanger" is none.
    first = next(n for n, word in enumerate(words) if n >= len(rest) or rest[n] != word)
    return (
        words if first and words[first - 1] in _JOINTS else tuple(w for w in rest if w not in _TO)
    )


def _is_name(text: str) -> bool:
    return len(fold(text)) > 1 and not is_nobody(text) and fold(text) not in _JOINTS


def _without_seat(text: str) -> str:
    """Take off the towns and the country after a name; a body of one town is named by it."""
    if fold(text.split()[0]) in _LOCAL:
        return text
    parts = _PARTS.split(text)
    while len(parts) > 1 and _is_seat(parts[-1]):
        parts.pop()
    if len(parts) < len(_PARTS.split(text)):
        text = text[: text.index(parts[-1], sum(map(len, parts[:-1]))) + len(parts[-1])]
    tokens = text.split()
    for count in range(min(5, len(tokens) - 1), 0, -1):
        if _is_place(" ".join(tokens[-count:])):
            return _cut_before(tokens[:-count], text)
    return text


def _cut_before(kept: list[str], whole: str) -> str:
    last = fold(kept[-1])
    if last in _TO and len(kept) > 1:
        kept = kept[:-1]
    elif last in _JOINTS or not last:
        return whole
    bare = " ".join(kept).strip(_EDGES)
    return bare if _is_name(bare) and len(fold(bare)) > 1 else whole


def _is_place(text: str) -> bool:
    words = split(text)
    named, rest = towns(words)
    return (len(named) == 1 and not rest) or (len(words) == 1 and words[0] in _MOROCCO)


def _is_seat(part: str) -> bool:
    rest = stems(towns(split(part))[1])
    return not lexicon("legal").take(rest)[1] or lookup("regions", part) is not None
