"""What stands in a title and is none of it: calls, sexes, places, contracts, numbers, the employer."""

import re
from functools import cache, lru_cache

from offers import taxonomy
from offers.lexicons import lexicon, split, stem, stems
from offers.lexicons.towns import town_lexicon, towns
from offers.taxonomy import lookup
from offers.text import fold
from pipelines.normalisers.title_elsewhere import Elsewhere

# fmt: off
_PICTURES = re.compile(
    "[\u2190-\u21ff\u2300-\u23ff\u2500-\u27bf\u2900-\u297f\u2b00-\u2bff\ufe0f\ufffd\U0001f000-\U0001faff\U000e0000-\U000e007f]"
    r"|\?{2,}|!+|\*+|~+|={2,}|<+|>{2,}|\.{2,}|…|#(?=\s|$)(?<![CF]#)"
)
#: Not amid a word: told first, it spares the trying of all the rest there.
_AT_WORD = r"(?!(?<=\w)\w)"
_MALE, _FEMALE = r"(?:h(?:ommes?)?|m)", r"(?:f(?:emmes?)?|w)"
_OR = r"\s?(?:[/\\|.,-]|et|ou|&)\s?"
_SEXES = re.compile(
    rf"{_AT_WORD}(?:\s*[(\[{{]?\s*\b(?:{_MALE}{_OR}{_FEMALE}|{_FEMALE}{_OR}{_MALE})(?:{_OR}(?:x|d|nb|n))?\b\s*[)\]}}]?"
    r"|\s*[(\[]\s*(?:hf|fh|mf|fm|mfd|mwd)\s*[)\]]|\s*[(\[]\s*(?:hommes?|femmes?|gar[cç]ons?|filles?|ة)\s*[)\]]|\s+(?:HF|FH)\b(?=\s*$|\s+[-–|])"
    r"|\s*\(?\b(?:les deux sexes|m/w/d|w/m/d|m/f/d|f/m/x)\b\)?"
    r"|\s*\(?(?:ذكر|ذكور|رجال|رجل)\s?(?:[/و-]|أو|او|و)\s?(?:أنثى|انثى|إناث|اناث|نساء|امرأة)\)?)", re.I,
)
#: Without one of these, a title names no two sexes.
_SIGNS = ("/", "(", "[", "-", ".", "·", "•", "|", "\\", "&", " ou ", " et ", " OU ", " ET ", " or ", " HF", " FH", "sexes", "ذكر", "ذكور", "رج")
_JOINING = ("/", "-", " ou ", " et ", " or ", " OU ", " ET ")
_ENDING = r"(?:(?:i[èe]|[èe])re|euse|trice|rice|ice|i?enne|elle|nne|ne|sse|se|le|te|ve|e)"
_INCLUSIVE = re.compile(
    rf"(?=[\s(·•./-])(?:(?<=\w)\s?\(\s?-?(?:{_ENDING}s?|x|s)\s?\)(?P<one>s(?!\w))?|(?<=\w)[·•]\s?{_ENDING}(?:[·•]?(?P<two>s))?\b"
    rf"|(?<=\w\w)\.(?:{_ENDING})(?:\.?(?P<three>s))?\b(?!\.\w)|(?<=\w\w)\s?/\s?-?{_ENDING}s?\b(?!['’])|(?<=\w\w)-(?:trice|euse|[èe]re|se|e)s?\b)", re.I
)
_TWICE = re.compile(r"\b([^\W\d]{4,})\s*(?:/|\bou\b|\bet\b|\bor\b|-)\s*([^\W\d]{4,})\b")
# "X recrute des …", "Offre d'emploi : …", "Nous recherchons un …", "Concours de recrutement de 12 …"
_CALL = re.compile(
    r"^(?:[^:!?|]{2,60}?\s(?:recrute(?:nt)?|embauche(?:nt)?|is hiring|is recruiting|(?<!de )(?<!en )(?<!et )(?<!la )(?:re)?cherche(?:nt)?(?=\s+(?:des|une?|plusieurs|\d)\b))\b(?!\s+et\b)"
    r"|offres?\s+d['’e]+\s*emplois?\b(?!\s+(?:et|en|de|des|pour)\b)|(?:offres?|opportunit[ée]s?|proposition|annonces?)\s+(?:d['’e]+\s*)(?:emplois?|stages?)\b(?=\s*[:!–—-])"
    r"|(?:avis\s+de\s+|campagne\s+de\s+)?(?:concours\s+(?:de\s+|pour\s+(?:le\s+)?)?)?recrutements?\s+(?:de|d['’]|des|pour)(?=\s|\b)|avis\s+de\s+(?:recrutement|concours)\b"
    r"|(?:nous|on|soci[ée]t[ée]|entreprise|cabinet)?\s*(?:re)?cherch(?:e|ons|ent)\b(?:\s+(?:activement|actuellement|vivement|d[èe]s maintenant|en urgence))?(?=\s*(?:un|une|des|plusieurs|:|d['’]|\d)|(?<=cherche)\s+(?!op|et\b|cliniq|scien|dévelop))"
    r"|recrute\s+(?=[^\W\d])|recrutements?\s+(?=[^\W\d]{3,30}s\b)|(?:re)?cherchons\s+(?=[^\W\d])|postes?\s+(?!sources?\b|fixe|haute|client)(?=[^\W\d]{4})|(?:nous\s+)?recrutons|(?:[àa]\s+la\s+)?recherche\s+(?=un\b|une\b|des\b|d['’])|we(?:'re| are)?\s+(?:hiring|looking for)(?:\s+an?\b)?|(?:now\s+)?hiring\b|wanted\b"
    r"|recrutements?\s*(?=[:–—])|n?°?r[ée]f(?:[ée]rence)?\b\.?\s*[:#n°]*\s*[\w/.-]{0,12}\d[\w/.-]{0,12}"
    r"|job\s+(?:opportunity|offer|opening)\b|(?:poste|postes|profil|profils|emploi|job|vacancy|intitul[ée]\s+du\s+poste)(?:\s+(?:recherch[ée]s?|[àa]\s+pourvoir|vacante?s?|propos[ée]e?s?))?\s*(?::|\bde\b|\bd['’])"
    r"|(?:tr[èe]s\s+|hyper\s+)?urgente?s?\b|new\b|nouveau\b|besoin\s+(?:urgent\s+)?(?:de|d['’])|rejoignez[\s-]+nous\b|مطلوب(?:ون|ين|ة)?\b|عاجل\b|نبحث\s+عن|وظيف[ةه]\s+شاغرة|(?:أعلنت?|تعلن|يعلن)\s[^:]{2,60}?\sعن\s+توظيف\b|[^:]{2,40}?\s(?:توظف|يوظف|تبحث\s+عن)\b|(?:إعلان\s+عن\s+)?(?:مبارا(?:ة|تا|ت)?\s+)?(?:ل)?توظيف\s+(?:\(?\d{1,4}\)?\s+)?(?=[^\W\d]{2,20}(?<!ا)(?:\s|$)))"
    r"[\s:!,;.|–—-]*(?:(?:en\s+urgence|imm[ée]diatement|plusieurs|de\s+nombreux|un\(?e?\)?|une|des|d['’]|le|la|les)(?=\W|(?<=['’]))[\s:]*)*", re.I,
)
#: Without one of these nobody is called for, or nothing is said at the end; to look is quick.
_CALLING = (
    "recrut", "cherch", "embauch", "hiring", "offre", "opportunit", "annonce", "proposition", "avis", "concours", "poste",
    "profil", "emploi", "job", "vacancy", "intitul", "urgent", "new", "nouveau", "besoin", "rejoign", "ref", "réf", "wanted", "looking", "مطلوب", "عاجل", "توظيف", "نبحث", "تبحث", "شاغر", "توظف", "يوظف",
)
_ENDING_SO = (
    "ref", "réf", "cdi", "cdd", "anapec", "rim", "lance", "temps", "time", "urgent", "gion", "riph", "environs", "hf", "h f",
    "cherch", "accept", "exp", "fille", "garçon", "homme", "femme", "rem", "mun", "salaire", "dh", "mad", "maroc", "morocco", "bas", "chez", "@",
)
_ARTICLE = re.compile(r"^(?:une?|des)\s+(?=[^\W\d]{4})", re.I)
_COUNT = re.compile(r"^#\s?[\w-]{0,8}\d[\w/.-]{0,10}\s+|^\(?\d{1,3}\)?\s+(?:postes?\s+(?:de\s+|d['’]|:\s*)?)?(?=[^\W\d]{3})", re.I)
_AFTER = re.compile(
    _AT_WORD + r"(?:[(\[]?\s*\bn?°?\s*r[ée]f(?:[ée]rence)?\.?\s*[:#n°]*\s*[\w./-]{2,20}\s*[)\]]?|[(\[]?\s*\b\d{1,3}\s*(?:postes?|places?|profils?|positions?|مناصب|منصب|منصبا)\b\s*[)\]]?"
    r"|\(\s*x?\s*\d{1,3}\s*\)|\bx\s?\d{1,2}|\b(?:niveau\s+)?bac\s*\+?\s*[1-8](?:\s*/\s*\+?\s*\d)?(?:\s+(?:et|ou)\s+plus)?|\b(?:en|contrat)\s+(?:cdi|cdd|anapec|int[ée]rim|freelance)|\b(?:cdi|cdd)(?:\s+(?:de\s+)?\d{1,2}\s*mois)?|(?:\bavec\s+|\bminimum\s+)?\b\d{1,2}\s*(?:[àa-]\s*\d{1,2}\s*)?(?:ans?|mois|ann[ée]es?)\s+(?:d['’]\s?)?exp(?:[ée]riences?)?\.?"
    r"|\b(?:(?:[àa]\s+)?(?:temps\s+(?:plein|partiel|complet)|mi[\s-]temps|plein\s+temps)|full[\s-]time|part[\s-]time)|\b(?:tr[èe]s\s+)?urgent(?:e|es)?|\bet\s+(?:r[ée]gions?|p[ée]riph[ée]ries?|environs)|\bh\s?f|\s(?:d[ée]butante?s?\s+accept[ée]e?s?|avec\s+exp[ée]rience|(?:re)?cherch[ée]e?s?|fille|garçon|homme|femme)"
    r"|\b(?:\d{4}\s?-\s?)?20[23]\d|[\s:,(/–-]+(?:salaire|rem|r[ée]mun[ée]ration)\b.{0,90}|[\s(/+-]\d[\d .]{2,8}\s*(?:dhs?|mad)\b.{0,60}|(?:\bau|\bin)?\s(?:maroc|morocco)|\bbas[ée]e?s?|\s(?:chez|@)\s[^:|–—()]{2,60})\s*$", re.I,
)
_BRACKETS = re.compile(r"\s*[(\[{]([^()\[\]{}]{0,80})[)\]}]")
_SEPARATOR = re.compile(r"(\s+[-–—/]+\s+|\s*[|•·;_]+\s*|\s*[–—]\s*|\s*[:,]\s+|-\s+|\s+-)")
_NUMBERS = re.compile(r"\b(?:bac|niveau)\s*\+?\s*\d?\b|[\d][\d .,/]*\s*(?:dhs?|mad|k|h|postes?|ans?|mois|€|%)?(?![^\W\d])", re.I)
_NUMBERED = re.compile(r"\d|\bbac|niveau", re.I)
# fmt: on
_EDGES = " \t-–—_,:;|/&•·'\"“”«»=<>\\"
_TO = frozenset(
    ("a", "in", "sur", "at", "en", "region", "ville", "secteur", "zone", "basee", "base")
)
#: Arabic writes "in" onto the name of the town.
_IN_ARABIC = "ب"
_AND = frozenset(("et", "ou", "and", "or", "y", "a", "s", "maroc", "centre", "ville"))
_BOUND = frozenset(("de", "du", "d", "des", "la", "le", "l", "el", "of", "et", "and", "the", "au"))


def without_pictures(text: str) -> str:
    """Take out stars, pictures and shouts.

    >>> without_pictures("★ Maçon !!!").strip()
    'Maçon'
    """
    return " ".join(_PICTURES.sub(" ", text).split())


def without_sexes(text: str) -> str:
    """Leave out that a title is for women and men alike.

    >>> without_sexes("Chargé(e)s de clientèle (H/F)"), without_sexes("Serveur / Serveuse")
    ('Chargés de clientèle', 'Serveur')
    """
    if not any(sign in text for sign in _SIGNS):
        return text
    text = _SEXES.sub(" ", text)
    text = _INCLUSIVE.sub(lambda ending: next(filter(None, ending.groups()), ""), text)
    if any(sign in text for sign in _JOINING):
        text = _TWICE.sub(_once, text)
    return " ".join(text.split())


def _once(pair: re.Match[str]) -> str:
    one, other = pair[1], pair[2]
    if stems((fold(one),)) != stems((fold(other),)) or not fold(one):
        return pair[0]
    return min(one, other, key=len)


def without_call(text: str) -> str:
    """Leave out what calls for people, before the work is named.

    >>> without_call("Nous recherchons 10 maçons"), without_call("Recherche clinique")
    ('maçons', 'Recherche clinique')
    """
    low = text.lower()
    called = _CALL.sub("", text, count=1) if any(word in low for word in _CALLING) else text
    bare = _ARTICLE.sub("", _COUNT.sub("", called)).strip(_EDGES)
    return bare if len(fold(bare)) > 2 else text


def without_rest(text: str, other: Elsewhere) -> str:
    """Leave out brackets and parts that name only places, terms, numbers, or what is told elsewhere.

    >>> without_rest("Comptable (CDI) - Rabat", Elsewhere())
    'Comptable'
    """
    text = _BRACKETS.sub(lambda inside: " " if is_rest(inside[1], other) else inside[0], text)
    parts = _SEPARATOR.split(text)
    if len(parts) == 1:
        return text
    kept = [at for at in range(0, len(parts), 2) if not is_rest(parts[at], other)]
    if len(kept) * 2 - 1 < len(parts) and kept:
        text = parts[kept[0]] + "".join(parts[at - 1] + parts[at] for at in kept[1:])
    return text


def without_tail(text: str, other: Elsewhere) -> str:
    """Leave out one thing at the end that says where, how many or under which terms.

    >>> without_tail("Chef d'agence Taza", Elsewhere()), without_tail("Région de Fès", Elsewhere())
    ("Chef d'agence", 'Région de Fès')
    """
    low = text.lower()
    ends_so = any(word in low for word in _ENDING_SO) or any(map(str.isdigit, low[-40:]))
    bare = _AFTER.sub("", text).strip(_EDGES) if ends_so else text
    if len(fold(bare)) < 3 or bare == text:
        bare = _without_town(text, other)
    return bare if len(fold(bare)) > 2 else text


@lru_cache(maxsize=8192)
def is_rest(part: str, other: Elsewhere) -> bool:
    """Tell whether PART of a title names no work.

    >>> is_rest("Casablanca et périphérie", Elsewhere()), is_rest("CDI", Elsewhere()), is_rest("Java", Elsewhere())
    (True, True, False)
    """
    words = towns(split(_NUMBERS.sub(" ", part) if _NUMBERED.search(part) else part))[1]
    if not words:
        return True
    rest = lexicon("noise").take(stems(words))[1]
    if other.tells(word for word in rest if not word.isdigit()):
        return True
    return _region_words().issuperset(words) and lookup("regions", part) is not None


def _without_town(text: str, other: Elsewhere) -> str:
    tokens = _without_in(text.split())
    last = split(tokens[-1])[-1:] if tokens else ()
    if not last or (
        last[0] not in _last_words()
        and last[0] not in _AND
        and not other.may_end_with(stem(last[0]))
    ):
        return text
    for count in range(min(6, len(tokens) - 1), 0, -1):
        said = " ".join(tokens[-count:])
        words = split(said)
        named, rest = towns(words)
        place = (named and not set(rest) - _AND) or _repeats(words, other)
        if place and words and fold(tokens[-count - 1]) not in _BOUND:
            kept = tokens[:-count]
            while len(kept) > 1 and fold(kept[-1]) in _TO:
                kept.pop()
            return " ".join(kept).strip(_EDGES)
    return text


def _without_in(tokens: list[str]) -> list[str]:
    """Part the Arabic "in" from the town at the end, of one word or two."""
    for at in (-1, -2):
        if len(tokens) > -at and tokens[at][0] == _IN_ARABIC:
            town = (tokens[at][1:], *tokens[len(tokens) + at + 1 :])
            if towns(split(" ".join(town)))[0]:
                return [*tokens[:at], *town]
    return tokens


def _repeats(words: tuple[str, ...], other: Elsewhere) -> bool:
    """Tell whether WORDS at the end of a title are the place, or the employer's name from its beginning."""
    return bool(words) and other.tells(stems(words))


@cache
def _region_words() -> frozenset[str]:
    names = (
        (row["label"], row["label_ar"], row["label_en"], *row["aliases"].split("|"))
        for row in taxonomy.rows("regions")
    )
    return frozenset(word for listed in names for name in listed for word in split(name))


@cache
def _last_words() -> frozenset[str]:
    """Return the words by which the name of a town ends."""
    return frozenset(phrase[-1] for phrase in town_lexicon().phrases())
