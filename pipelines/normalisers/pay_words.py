"""The words round an amount of money: its currency, its period, its tax, what is no pay."""

import re
from functools import cache

from offers.taxonomy import rows
from pipelines.normalisers.figures import plain

_LABELS = ("label", "label_ar", "label_en")


@cache
def words(name: str, column: str = "") -> dict[str, str]:
    """Return {plain word: code} of NAME.csv: all its names, or what stands in COLUMN only."""
    found: dict[str, str] = {}
    for row in rows(name):
        names = [] if column else [row["code"], *(row[key] for key in _LABELS)]
        for word in (*names, *row[column or "aliases"].split("|")):
            if word.strip():
                found.setdefault(plain(word.strip()), row["code"])
    return found


def either(known: dict[str, str]) -> str:
    """Return a pattern of any word of KNOWN, the longest first.

    >>> either({"dh": "MAD", "dhs": "MAD"})
    'dhs|dh'
    """
    return "|".join(map(re.escape, sorted(known, key=len, reverse=True)))


_LETTER = r"a-z\u0621-\u064a"
SIGNS = words("currencies", "signs")
MONEY = words("currencies") | SIGNS
#: A currency: letters end where the word ends, a sign anywhere.
CURRENCY = rf"(?:(?:{either({w: c for w, c in MONEY.items() if w not in SIGNS})})(?![{_LETTER}])|{either(SIGNS)})"
TAXES = words("pay_taxes")
TAX = rf"(?<![{_LETTER}])(?:{either(TAXES)})(?![{_LETTER}])"
PERIODS = words("pay_periods")
_ADJECTIVES = words("pay_periods", "adjectives")
_LETTERS = words("pay_periods", "letters")
_EVERY = r"(?:/ ?|par |per |an? |le |la |les |l'|de l'|de la |by |chaque |tous les |each |every |في |كل |لكل |عن كل )"
_OPENING = rf"^(?:[\s,.:;(\[-]|{TAX}|environ|ttc|{CURRENCY})*"
_AFTER = re.compile(
    rf"{_OPENING}(?:{_EVERY}(?:per-|per |ال)?(?P<unit>{either(PERIODS)})|/(?P<letter>{either(_LETTERS)})"
    rf"|(?:par |per |ال|ب|لل)?(?P<bare>{either({**PERIODS, **_ADJECTIVES})}))(?:-salary|-wage)?(?![{_LETTER}])"
)
_TOLD = re.compile(rf"(?<![{_LETTER}])(?P<word>{either(_ADJECTIVES)})(?![{_LETTER}])")
_TAX = re.compile(TAX)
_EXTRA = either(words("pay_extras"))
_EXTRA_WORD = rf"(?<![{_LETTER}])(?:{_EXTRA})(?![{_LETTER}])"
_EXTRA_AFTER = re.compile(
    rf"^[\s(]*(?:{TAX}\s*)?(?:en |de |d'|as |of |comme |par mois de )?(?:la |une? |a )?(?P<word>{_EXTRA_WORD})"
    r"(?!.{0,20}\b(?:incluse?s?|comprise?s?|included)\b)"
)
_PIECE_AFTER = re.compile(
    rf"^[\s(]*(?:{TAX}\s*)?(?:(?:par|pour (?:chaque|une?|toute?)|per|each|chaque|la|le|l'|عن كل|لكل|/)\s*)?"
    rf"(?:{either(words('pay_pieces'))})(?![{_LETTER}])"
)
#: What opens the pay itself; after it an amount is no bonus.
PAY = re.compile(
    r"\b(?:salaires?|remuner\w*|rem|package|fixe|salary|pay|paye|paie|wage|net|brut|base|indemnites? (?:mensuelles? )?(?:de stage|nettes?)"
    r"|gratification|cachet|tjm|allant|stage)\b|اجر|راتب|الاجر|الراتب"
)
_NO_PAY = re.compile(
    r"\b(?:capital|chiffres? d'affaires?|ca|budgets?|credits?|prets?|loans?|investissement|prix|prices?|tarifs?|caution"
    r"|amendes?|valeur|couts?|ventes?|panier moyen|loyers?|revenue|turnover|dotation|plafond|depots?|versements?"
    r"|financements?|subventions?|bourses?|don|montant|frais|achats?|tickets?|factures?|amount|fees|remise)\b|راس ?مال|قرض|ميزانيه|ثمن|سعر"
)
_JOINED = re.compile(r"(?:\+|\bet\b|&|/|\bplus\b)\s*\w+\s*(?:[\w ]{0,20})?:\s*$")


def period_of(before: str, after: str) -> str | None:
    """Return the period that stands round an amount, the words after it first.

    >>> period_of("", " net / mois + primes"), period_of("salaire annuel : ", ""), period_of("", "/h")
    ('month', 'year', 'hour')
    >>> period_of("", " (44 heures par semaine)")
    """
    near = re.split(r"\+", after)[0][:40]
    if found := _AFTER.match(near):
        if found["letter"]:
            return _LETTERS[found["letter"]]
        word = found["unit"] or found["bare"]
        return PERIODS.get(word) or _ADJECTIVES[word]
    told = [*_TOLD.finditer(near[:25])] or [*_TOLD.finditer(before[-50:])][-1:]
    return _ADJECTIVES[told[0]["word"]] if told else None


def tax_of(before: str, after: str) -> str | None:
    """Return net or gross, as stands round an amount, the words after it first.

    >>> tax_of("salaire net de ", " par mois"), tax_of("", " brut + 500 dh net"), tax_of("", "")
    ('net', 'gross', None)
    """
    near = re.split(r"\+", after)[0][:40]
    told = [*_TAX.finditer(near)][:1] or [*_TAX.finditer(before[-40:])][-1:]
    return TAXES[told[0][0]] if told else None


def is_extra(before: str, after: str) -> bool:
    """Tell whether the amount between BEFORE and AFTER comes beside the pay: a bonus, or by the piece.

    >>> is_extra("prime de bienvenue ", ""), is_extra("salaire ", " + primes"), is_extra("", " par vente")
    (True, False, True)
    """
    added = before.rstrip().endswith("+") and before.strip() != "+"
    if _EXTRA_AFTER.match(after) or _PIECE_AFTER.match(after) or added:
        return True
    near = re.split(r"[;\n)]", before)[-1][-60:]
    if not (extra := _last(re.compile(_EXTRA_WORD), near)):
        return False
    paid = _last(PAY, near)
    if paid < extra:
        return not (paid and _JOINED.search(near[paid - 1 :]))
    return False


def is_no_pay(before: str) -> bool:
    """Tell whether BEFORE names money that nobody is paid: a capital, a price, a budget.

    >>> is_no_pay("capital de "), is_no_pay("salaire de "), is_no_pay("budget : 10 m, salaire ")
    (True, False, False)
    """
    near = re.split(r"[;\n]", before)[-1][-60:]
    return _last(_NO_PAY, near) > _last(PAY, near)


def _last(pattern: re.Pattern[str], text: str) -> int:
    """Return where the last match begins, counted from 1; 0 where there is none."""
    return max((match.start() + 1 for match in pattern.finditer(text)), default=0)
