"""Text, without opinions: pure functions from string to string."""

import re
import unicodedata

_ARABIC_MARKS = {code: None for code in (*range(0x064B, 0x0653), 0x0670, 0x0640)}
_ARABIC_LETTERS = str.maketrans("أإآٱىةؤئگݣڤڭی", "اااايهويككفكي")
_DIGITS = {0x0660 + n: str(n) for n in range(10)} | {0x06F0 + n: str(n) for n in range(10)}
_LIGATURES = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ß": "ss"})
_APOSTROPHES = str.maketrans(dict.fromkeys("´`’‘ʼ", "'"))
# Controls but tab and newline, bidi controls, zero-width characters but the joiners Arabic needs.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]"
)
_SURROGATES = re.compile("[\ud800-\udfff]")
_NOT_WORDS = re.compile("[^a-z0-9\u0621-\u064a]+")


def squeeze(text: str) -> str:
    """Put one space where there were many, and none at the ends.

    >>> squeeze(" Développeur\\xa0 Python ")
    'Développeur Python'
    """
    return " ".join(text.split())


def visible(text: str) -> str:
    """Take out what cannot be seen or stored: controls, bidi overrides, lone surrogates.

    >>> visible("Ma\\u202eçon\\x00\\ud800")
    'Maçon'
    """
    return _SURROGATES.sub("", _UNSEEN.sub("", text))


def apostrophes(text: str) -> str:
    """Write every kind of apostrophe as ASCII's.

    >>> apostrophes("Niveau d´études, l’accueil")
    "Niveau d'études, l'accueil"
    """
    return text.translate(_APOSTROPHES)


def arabic(text: str) -> str:
    """Write Arabic letters that are typed in several ways in one, without marks, digits as ASCII's.

    >>> arabic("مُحاسِبة إعلان ٢٠٢٦")
    'محاسبه اعلان 2026'
    """
    return text.translate(_ARABIC_MARKS).translate(_ARABIC_LETTERS).translate(_DIGITS)


def unaccented(text: str) -> str:
    """Strip case, accents and ligatures; keep punctuation.

    >>> unaccented("Chef d'Œuvre à Fès")
    "chef d'oeuvre a fes"
    """
    plain = arabic(text.translate(_LIGATURES))
    return "".join(
        c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c)
    ).lower()


def fold(text: str) -> str:
    """Strip case, accents and punctuation, to compare; Latin and Arabic letters and digits stay.

    >>> fold("Chef d'équipe (H/F)"), fold("الدّار البيضاء")
    ('chef d equipe h f', 'الدار البيضاء')
    """
    return _NOT_WORDS.sub(" ", unaccented(text)).strip()
