"""What a posting says that it pays, as stated."""

import re
from functools import lru_cache
from typing import NamedTuple

from offers.taxonomy import lookup, rows, vocabulary
from offers.text import fold
from pipelines.normalisers.amounts import Amount, read_amounts
from pipelines.normalisers.cues import spots
from pipelines.normalisers.figures import plain
from pipelines.normalisers.numbers_written import with_digits
from pipelines.normalisers.pay_words import PAY, is_extra, is_no_pay, period_of, tax_of
from pipelines.normalisers.silence import is_silent

#: Only so much of a text is read.
READ = 8000
#: How far behind the word that announces it an amount may stand.
_NEAR = 130
_CUES = (
    "sala", "rémun", "remun", "package", "أجر", "راتب", "اجر", "fixe", "compensation",
    "gratification", "indemnit", "pay:", "pay :", "tjm",
)  # fmt: skip
_CUE = re.compile(
    r"(?:salaire|r[ée]mun[ée]r\w{1,7}|salary|package|fixe|compensation|gratification|indemnit[ée]s?(?: mensuelles?)?(?: de stage|(?= de \d)| nettes?)"
    r"|pay ?(?=:)|tjm)(?!\w)|[أا]جر(?:ة)?(?!\w)|راتبا?(?!\w)"
)
#: "Monthly gross salary": in English these stand before the cue.
_TAXED = re.compile(r" ?(?:net|brut)s?\b")
_LEAD = re.compile(
    r"(?:\b(?:net|gross|monthly|annual|yearly|hourly|daily|weekly|starting)\s){1,3}$"
)
_FIGURE = re.compile(r"\d")
#: "Vous percevrez 4200 DH net par mois": what tells pay without naming it, and the amount before it.
_UNITS = (
    "dh net", "dhs net", "mad net", "dirhams net", "dh brut", "dhs brut", "mad brut", "mad gross", "dh gross",
    "dh/mois", "dhs/mois", "mad/mois", "mad/month", "dh/h", "dhs/h", "mad/h", "dh/j", "dhs/j",
    "dh par mois", "dhs par mois", "mad par mois", "dirhams par mois", "mad per month", "dh per month", "mad a month",
    "dh par jour", "dhs par jour", "dh par heure", "dhs par heure", "dh per hour", "dh de l'heure",
    "درهم شهري", "درهم في الشهر", "درهم للشهر", "درهم في اليوم", "درهم لليوم", "درهم صافي",
)  # fmt: skip
_BEHIND, _AHEAD = 70, 40
_SENTENCE = re.compile(r"(?<=[^\W\d]{3})[.!?]\s|\n\s*\n|\n\s*[-*•●]|\n(?=[^\n]{0,40}:)")
#: Between a cue and a number that bears no currency only such words may stand.
_BARE = re.compile(
    r"^[^\d]{0,12}(?:(?:fixe|net|brut|mensuel|de base|base|de|entre|a partir de|jusqu'a|est|[:\s=(-])+)?$"
)
_YEAR = re.compile(r"(?:19|20)\d\d(?!\d)")
_INTERN = re.compile(
    r"\b(?:stages?|stagiaires?|interns?|internship|indemnit|gratification|pfe)|تدريب|متدرب", re.I
)
_MERGES = re.compile(r"[/|;\n]|\bou\b|\bor\b|\bor\b|او")
_LEAST_OF_INTERNS = 300
#: Larger sums in a title that does not announce a salary are prices and budgets.
_MOST_IN_TITLE = 80_000
_MONTH = 191.0
_BONUS = re.compile(r"prime|bonus|commission|\bcomm\b|variable|incentive|عمول|منح|حوافز|علاو")


class Salary(NamedTuple):
    """Hold a salary as stated: nothing is converted; an end that is not told is None."""

    minimum: float | None
    maximum: float | None
    currency: str
    period: str
    tax: str | None = None
    bonus: bool = False


def read_salary(
    salary: str | None, title: str | None = None, text: str | None = None, source: str | None = None
) -> Salary | None:
    """Return the salary stated: in its field, else in the title, else in the text.

    Without a period, dirhams are by the month, unless there are a hundred thousand of them; of other
    currencies so much as a year brings is by the year.

    >>> read_salary("8-15k MAD/mois")
    Salary(minimum=8000.0, maximum=15000.0, currency='MAD', period='month', tax=None, bonus=False)
    >>> read_salary("Prime de bienvenue 1500 DH"), read_salary("A discuter"), read_salary("0.10DH per month")
    (None, None, None)
    >>> read_salary(None, "Maçon", "Salaire : 4 000 DH net.").tax
    'net'
    """
    intern = bool(title and _INTERN.search(title[:300]))
    told = _from_field(salary[:400], intern) if salary else None
    if told and source and _is_default(told, source):
        told = None
    if told is None and title:
        told = _from_title(title[:300])
    if told is None and text:
        told = _from_text(text[:READ], intern)
    return told


def says_no_salary(salary: str | None) -> bool:
    """Tell whether the field leaves the pay open, praises it, or tells a bonus or a placeholder only.

    >>> says_no_salary("Salaire attractif + primes"), says_no_salary("À négocier"), says_no_salary("Xyz")
    (True, True, False)
    >>> says_no_salary("0.10DH per month"), says_no_salary("2000 DH prime de bienvenue")
    (True, True)
    """
    if not salary or is_silent(salary):
        return True
    said = re.sub(r"\d+\s?%", "", salary[:200])
    if not _FIGURE.search(said):
        known = vocabulary("salary_silences")
        return all(word in known or word.rstrip("s") in known for word in fold(said).split())
    return _from_field(salary[:400], False) is None and bool(read_amounts(plain(salary[:400])))


@lru_cache(maxsize=2048)
def _from_field(salary: str, intern: bool) -> Salary | None:
    said = plain(salary)
    if not _FIGURE.search(said):
        said = with_digits(said)
    amounts = read_amounts(said)
    if any(amount.currency for amount in amounts):
        amounts = [
            amount
            for at, amount in enumerate(amounts)
            if amount.currency or _joined(said, amounts, at) or _announced(said[: amount.start])
        ]
    found = [(one, amount) for amount in amounts if (one := _paid(said, amount, amounts, intern))]
    return _span(said, found) if found else None


def _joined(said: str, amounts: list[Amount], at: int) -> bool:
    """Tell whether an amount without currency is one of a list with the next, which has one."""
    after = amounts[at + 1] if at + 1 < len(amounts) else None
    return bool(
        after and after.currency and _MERGES.fullmatch(said[amounts[at].end : after.start].strip())
    )


def _span(said: str, found: list[tuple[Salary, Amount]]) -> Salary:
    """Join the bands that a form prints one after the other."""
    (first, last), rest = found[0], found[1:]
    low, high = first.minimum, first.maximum
    for one, amount in rest:
        alike = one[2:4] == first[2:4] and (one.tax == first.tax or one.tax is None)
        if not alike or not _MERGES.search(said[last.end : amount.start]):
            break
        low = None if low is None or one.minimum is None else min(low, one.minimum)
        high = None if high is None or one.maximum is None else max(high, one.maximum)
        last = amount
    return first._replace(minimum=low, maximum=high)


def _paid(said: str, amount: Amount, amounts: list[Amount], intern: bool) -> Salary | None:
    """Return the salary that AMOUNT is, with the words round it; None where it is none."""
    start = max((other.end for other in amounts if other.end <= amount.start), default=0)
    end = min((other.start for other in amounts if other.start >= amount.end), default=len(said))
    before, after = said[start : amount.start], said[amount.end : end][:70]
    if is_extra(before, after) or is_no_pay(before):
        return None
    inside = said[amount.start : amount.end]
    low, high = amount.low, amount.high
    if low is not None and high is not None and low <= 1 < high:
        low = None  # "0 - 5000": a form's empty box
    largest = high or low or 0.0
    currency = amount.currency or ("MAD" if 1000 <= largest < 50_000 else None)
    if currency is None:
        return None
    period = period_of(before, after) or _usual(currency, largest)
    if period == "day" and currency != "MAD":
        return None  # a freelancer's price, not a salary
    intern = intern or bool(_INTERN.search(said))
    if not all(_plausible(end, currency, period, intern) for end in (low, high) if end is not None):
        return None
    tax = tax_of(before, after) or tax_of("", inside)
    return Salary(low, high, currency, period, tax, bool(_BONUS.search(said)))


def _usual(currency: str, amount: float) -> str:
    row = next(row for row in rows("currencies") if row["code"] == currency)
    return "year" if amount >= float(row["year_from"]) else "month"


def _plausible(amount: float, currency: str, period: str, intern: bool) -> bool:
    """Tell whether somebody may be paid so much, counted by the month."""
    row = next(row for row in rows("currencies") if row["code"] == currency)
    hours = float(next(row["hours"] for row in rows("pay_periods") if row["code"] == period))
    least = float(row["month_from"]) * (_LEAST_OF_INTERNS / 1000 if intern else 1)
    return least <= amount * _MONTH / hours <= float(row["month_to"])


def _is_default(told: Salary, source: str) -> bool:
    code = lookup("salary_defaults", source)
    return any(
        row["code"] == code
        and (told.minimum, told.maximum) == (float(row["minimum"]), float(row["maximum"]))
        for row in rows("salary_defaults")
    )


@lru_cache(maxsize=256)
def _from_title(title: str) -> Salary | None:
    if not _FIGURE.search(title):
        return None
    said = plain(title)
    amounts = read_amounts(said)
    for amount in amounts:
        small = (amount.high or amount.low or 0) <= _MOST_IN_TITLE
        told = (amount.currency and small) or _announced(said[: amount.start])
        told = told or bool(_TAXED.match(said, amount.end))
        if told and (one := _paid(said, amount, amounts, False)):
            return one
    return None


def _announced(before: str) -> bool:
    cues = [*PAY.finditer(before)]
    return bool(cues and _BARE.match(before[cues[-1].end() :]))


def _from_text(text: str, intern: bool) -> Salary | None:
    lower = text.lower()
    for at in spots(lower, _CUES):
        cue = _CUE.match(lower, at)
        if not cue or not _FIGURE.search(lower, at, cue.end() + _NEAR):
            continue
        lead = _LEAD.search(lower, max(0, at - 24), at)
        start = lead.start() if lead else at
        window = _SENTENCE.split(lower[start : cue.end() + _NEAR], maxsplit=1)[0]
        if told := _after_cue(plain(window), intern):
            return told
    return _from_units(lower, intern)


def _from_units(lower: str, intern: bool) -> Salary | None:
    """Return the first amount of a text that tells by the month, by the hour, net or gross."""
    if "dh" not in lower and "mad" not in lower and "درهم" not in lower and "dirham" not in lower:
        return None
    for at in spots(lower, _UNITS, most=4):
        behind = _SENTENCE.split(lower[max(0, at - _BEHIND) : at])[-1]
        said = plain(behind + _SENTENCE.split(lower[at : at + _AHEAD], maxsplit=1)[0])
        amounts = read_amounts(said)
        for amount in amounts:
            reaches = amount.start < len(plain(behind)) <= amount.end
            if reaches and (one := _paid(said, amount, amounts, intern)):
                return one
    return None


def _after_cue(said: str, intern: bool) -> Salary | None:
    amounts = read_amounts(said)
    for amount in amounts:
        before = said[: amount.start]
        bare = not amount.currency
        if bare and (not _announced(before) or _YEAR.match(said[amount.start :])):
            continue
        if told := _paid(said, amount, amounts, intern):
            return told
    return None
