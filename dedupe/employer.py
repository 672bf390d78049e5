"""Who: the employer behind the ways its name is written."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz.distance import JaroWinkler

from offers.lexicons import lexicon, rows, split, stem, stems
from offers.lexicons.towns import towns

_JUNK = re.compile(r"https?:|\bwww\.|\bvoir toutes\b", re.IGNORECASE)
# Words made of these hire for others: Intérimaires, Interimed, Recrutis.
_HIRES = ("interim", "recrut")


@dataclass(slots=True, frozen=True)
class Employer:
    """Hold one employer: its key, the words of its name, its initials, and whether it hires for others."""

    key: str | None = None
    words: tuple[str, ...] = ()
    agency: bool = False
    initials: tuple[str, ...] = ()


UNKNOWN = Employer()


@cache
def _agencies() -> frozenset[str]:
    return frozenset(row["code"] for row in rows("employers") if row["agency"])


@lru_cache(maxsize=1 << 16)
def read_employer(company: str | None, city: str | None = None) -> Employer:
    """Read the employer from its name as printed; a town glued to the name is left out.

    >>> read_employer("bank-of-africa-tafraoute", "Tafraoute (Maroc)").key
    'bank-of-africa'
    >>> read_employer("Sté Dupont Maroc SARL").key, read_employer("Entreprise de distribution").key
    ('dupont', None)
    """
    name = _JUNK.split(company or "")[0]
    printed = _letters_together(split(name))
    whole = stems(_without_town(printed, split(city or "")))
    if _is_nameless(whole) or _is_kind(whole):
        return UNKNOWN
    # Aliases are looked for before and after the legal forms go: "ntt data" and "sté ntt data".
    core = lexicon("legal").take(whole)[1]
    for words in (whole, core):
        if words and (code := _alias(words)):
            return Employer(code, words, code in _agencies())
    core = core or whole
    return Employer(" ".join(core), core, _hires_for_others(whole), _initials(printed))


def _hires_for_others(words: tuple[str, ...]) -> bool:
    return bool(lexicon("agencies").take(words)[0]) or any(w.startswith(_HIRES) for w in words)


def _alias(words: tuple[str, ...]) -> str | None:
    codes, rest = lexicon("employers").take(words)
    known = codes and (not rest or rest[0] != words[0]) and not lexicon("legal").take(rest)[1]
    return codes[0] if known else None


def _letters_together(words: tuple[str, ...]) -> tuple[str, ...]:
    """Write three single letters or more as the word they spell: "B.T.P" is "BTP"."""
    spelled = re.sub(
        r"(?:\b[a-z] ){2,}[a-z]\b", lambda run: run[0].replace(" ", ""), " ".join(words)
    )
    return tuple(spelled.split())


def _without_town(words: tuple[str, ...], city: tuple[str, ...]) -> tuple[str, ...]:
    """Leave out the town that the posting is in, where something that names is left."""
    bare = words
    while len(bare) > 1 and bare[-1] in set(city):
        bare = bare[:-1]
    named, rest = towns(bare)
    here = set(towns(city)[0])
    local = not here or here & set(named) or _is_nameless(stems(rest))
    if rest and rest == bare[: len(rest)] and local:
        bare = rest
    return bare if _names(stems(bare)) or _is_nameless(stems(bare)) else words


def _is_nameless(words: tuple[str, ...]) -> bool:
    return set(lexicon("unnamed").take(words)[1]) <= {"a"}  # "Société à Rabat"


def _names(words: tuple[str, ...]) -> bool:
    """Say whether more is left than the kind of firm: a clinic is known by its town."""
    return bool(_distinct(words)) or _alias(words) is not None


@lru_cache(maxsize=1 << 16)
def _distinct(words: tuple[str, ...]) -> tuple[str, ...]:
    return lexicon("legal").take(lexicon("trades").take(words)[1])[1]


def _is_kind(words: tuple[str, ...]) -> bool:
    """Say whether a kind of firm and its trade stand there, and no legal form that makes it a name."""
    codes = lexicon("trades").take(words)[0]
    firm = bool(codes) and codes[0] in ("kind", "agency") and "body" not in codes
    return firm and not _names(words) and "legal" not in lexicon("legal").take(words)[0]


def _initials(printed: tuple[str, ...]) -> tuple[str, ...]:
    """Return the initials that a name of three words or more may go by, with and without small words."""
    codes = [(word, lexicon("legal").take(stems((word,)))[0]) for word in printed]
    ways = (("legal",), ("legal", "joints"), ("legal", "joints", "place"))
    spelled = {"".join(w[0] for w, said in codes if not set(said) & set(out)) for out in ways}
    spelled.add("".join(word[0] for word in towns(printed)[1]))
    return tuple(sorted({stem(i) for i in spelled if 3 <= len(i) <= 8 and i.isascii()}))


def akin(left: Employer, right: Employer) -> bool:
    """Say whether two names may be one: its initials, parted otherwise, spelled as it sounds.

    >>> akin(read_employer("OPN"), read_employer("Office des Phares du Nord"))
    True
    >>> akin(read_employer("Sun Sport"), read_employer("SunSport Palmier"))
    True
    >>> akin(read_employer("Nassim Chamal"), read_employer("شركة نسيم الشمال"))
    True
    """
    if left.key is None or right.key is None:
        return False
    turned = ((left, right), (right, left))
    written = any(_abbreviates(*pair) or _parted(*pair) for pair in turned)
    return written or _sound_alike(left, right)


def _abbreviates(short: Employer, long: Employer) -> bool:
    return len(short.words) == 1 and short.words[0] in long.initials


def _parted(left: Employer, right: Employer) -> bool:
    """Say whether the letters of the left are those the right begins with, up to the end of a word."""
    letters = "".join(left.words)
    if not "".join(right.words).startswith(letters):
        return False
    starts = ("".join(right.words[:end]) for end in range(1, len(right.words) + 1))
    return len(letters) >= 5 and letters in starts


def _sound_alike(left: Employer, right: Employer) -> bool:
    if is_arabic(left) == is_arabic(right):
        ours, theirs = _distinct(left.words), _distinct(right.words)
        return _respelled(ours, theirs) or _respelled(theirs, ours)
    names = (left.words, right.words), (_distinct(left.words), _distinct(right.words))
    return any(_heard(_sounds(ours), _sounds(theirs)) for ours, theirs in names)


def is_arabic(employer: Employer) -> bool:
    """Say whether a name has a word in Arabic letters."""
    return max(employer.words, default="") >= "\u0621"


def _respelled(ours: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """Say whether each of our words is one of theirs, spelled otherwise: Kaoutar and Kawtar."""
    if not _sounds(ours) <= _sounds(theirs):
        return False
    words = [word for word in ours if len(skeleton(word)) > 1]
    twins = all(any(_one_sound(word, other) for other in theirs) for word in words)
    return twins and sum(len(skeleton(word)) for word in words) >= 3


def _one_sound(left: str, right: str) -> bool:
    return skeleton(left) == skeleton(right) and JaroWinkler.similarity(left, right) >= 0.8


def _heard(ours: frozenset[str], theirs: frozenset[str]) -> bool:
    """Say whether one name is heard in the other: by four consonants, or three where nothing else is."""
    heard = sum(map(len, ours & theirs))
    return (heard >= 4 and (ours <= theirs or theirs <= ours)) or (heard == 3 and ours == theirs)


@lru_cache(maxsize=1 << 16)
def _sounds(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(sound for word in words if len(sound := skeleton(word)) > 1)


# What an Arabic letter is written as, where it is more than a vowel or a breath.
_SOUNDS = str.maketrans({
    "ب": "b", "ت": "t", "ث": "t", "ج": "j", "خ": "k", "د": "d", "ذ": "d", "ر": "r", "ز": "s", "س": "s",
    "ش": "C", "ص": "s", "ض": "d", "ط": "t", "ظ": "d", "غ": "G", "ف": "f", "ق": "k", "ك": "k", "ل": "l",
    "م": "m", "ن": "n", **dict.fromkeys("ءاحعهوي", ""),
})  # fmt: skip
_LATIN = (
    ("tch", "C"), ("sch", "C"), ("ch", "C"), ("sh", "C"), ("kh", "k"), ("ph", "f"), ("gh", "G"), ("dj", "j"),
    ("th", "t"), ("dh", "d"), ("qu", "k"), ("ce", "s"), ("ci", "s"), ("ge", "j"), ("gi", "j"), ("x", "ks"),
)  # fmt: skip
_LIKE = str.maketrans(
    {"c": "k", "g": "k", "q": "k", "p": "b", "v": "f", "z": "s", **dict.fromkeys("aeiouyhw", "")}
)


@lru_cache(maxsize=1 << 16)
def skeleton(word: str) -> str:
    """Return the consonants of a folded word, alike for Arabic and the ways it is written in Latin letters.

    >>> skeleton("kaoutar"), skeleton("kawtar"), skeleton("كوثر")
    ('ktr', 'ktr', 'ktr')
    """
    for sign, sound in _LATIN if word.isascii() else ():
        word = word.replace(sign, sound)
    plain = word.translate(_SOUNDS).translate(_LIKE)
    once = re.sub(r"(.)\1+", r"\1", plain)
    return once.removesuffix("s") if len(once) > 2 else once
