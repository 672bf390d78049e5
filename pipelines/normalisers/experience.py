"""The years of experience that a posting asks for."""

import re
from functools import cache, lru_cache
from typing import NamedTuple

from offers.taxonomy import rows, vocabulary
from offers.text import fold
from pipelines.normalisers.experience_in_text import (
    EXPERIENCE,
    STARTERS,
    clean,
    words_asked,
    years_asked,
)
from pipelines.normalisers.silence import is_silent
from pipelines.normalisers.years import Years, read_bare_years, read_years

#: Only so much of a text is read.
READ = 8000
_AND_PLUS = re.compile(r"\bet plus\b|\bou plus\b|\band above\b|فما فوق")
#: Words that tell more than a level: they count beside printed years, where a level does not.
_STARTERS = ("none", "graduate", "beginner")
#: A diploma put in the wrong box, or a wish that asks for nothing.
_NO_YEARS = re.compile(
    r"\b(?:bac|licence|master|dut|bts|dts|doctorat|diplom\w*|deust|souhaite\w*|apprecie\w*|un plus|un atout|preferred|selon profil)\b"
)
_FIGURE = re.compile(r"\d ?(?:\+ ?)?(?:an|ye|yr)")
#: In a title years that stand apart are asked for, unless they are people's ages or a contract's.
_APART = re.compile(r"[(\[|,/-] ?(?:de |entre |min(?:imum)? )?$")
_LEAST = re.compile(r" ?(?:min|et plus|or more|au moins|exp)")
_NO_EXPERIENCE = re.compile(
    r"\b(?:stages?|stagiaires?|internship|cdd|contrat|duree|contract|mission|ages?|agee?s?|enfants?|bebes?|kids|children|nounou|nourrice|creche|maternelle"
    r"|anim\w+|educat\w+|garde|formation|garantie)\b"
)
_MOST_IN_TITLE = 12
#: What is longer is a sentence rather than a band.
_PHRASE = 100


class Experience(NamedTuple):
    """Hold the years asked for; no maximum where more is welcome.

    Some experience of untold length counts as half a year: more than none.
    """

    minimum: float | None
    maximum: float | None


def read_experience(
    experience: str | None, title: str | None = None, text: str | None = None
) -> Experience | None:
    """Return the years asked for: from the field, else the title, else the text.

    Printed years win over words, as sites mean different years by one word; of several bands the
    lowest and the highest end count.

    >>> read_experience("Junior (de 3 à 5 ans)"), read_experience("Expérience > 10 ans")
    (Experience(minimum=3.0, maximum=5.0), Experience(minimum=10.0, maximum=None))
    >>> read_experience("6 mois - 1 an"), read_experience("Expérience exigée")
    (Experience(minimum=0.5, maximum=1.0), Experience(minimum=0.5, maximum=None))
    >>> read_experience(None, "Maçon", "Fort de 30 ans d'expérience, notre groupe recrute.")
    """
    told = _from_field(experience[:400]) if experience else None
    if told is None and title:
        told = _from_title(title[:300])
    if told is None and text:
        told = _from_text(text[:READ])
    return told


def says_no_experience(experience: str | None) -> bool:
    """Tell whether the field says nothing of years: silence, a level, a diploma put there.

    >>> says_no_experience("Mid-Senior level"), says_no_experience("BAC+2"), says_no_experience("Xyz")
    (True, True, False)
    """
    if is_silent(experience):
        return True
    key = fold((experience or "")[:200])
    known = vocabulary("experience_words").get(key)
    return (known is not None and known not in _bands()) or bool(_NO_YEARS.search(key))


@cache
def _bands() -> dict[str, tuple[float, float | None]]:
    return {
        row["code"]: (float(row["minimum"]), float(row["maximum"]) if row["maximum"] else None)
        for row in rows("experience_words")
        if row["minimum"]
    }


@cache
def _words() -> re.Pattern[str]:
    known = [word for word in vocabulary("experience_words") if len(word) > 3]
    known.sort(key=len, reverse=True)
    return re.compile(rf"(?<![a-z\u0621-\u064a])(?:{'|'.join(known)})(?![a-z\u0621-\u064a])")


@lru_cache(maxsize=2048)
def _from_field(experience: str) -> Experience | None:
    known = vocabulary("experience_words").get(fold(experience))
    if known:
        return Experience(*_bands()[known]) if known in _bands() else None
    if len(experience) > _PHRASE and (told := _from_text(experience)):
        return told
    said = clean(experience)
    years = [*read_years(said)]
    if not years and (bare := read_bare_years(said)):
        years = [bare]
    return _span([(one.low, one.high) for one in years] + _worded(said, years), said)


def _worded(said: str, years: list[Years]) -> list[tuple[float | None, float | None]]:
    """Return the bands of the words in SAID that stand for themselves, beside YEARS."""
    bands: list[tuple[float | None, float | None]] = []
    for found in _words().finditer(" ".join(re.split(r"[\s().]+", said)) if not years else said):
        code = vocabulary("experience_words")[fold(found[0])]
        if code not in _bands() or (
            years and (code not in _STARTERS or _is_headed(said, found, years))
        ):
            continue
        bands.append(_bands()[code])
    return bands


def _is_headed(said: str, word: re.Match[str], years: list[Years]) -> bool:
    """Tell whether printed years follow WORD at once: they say what the site means by it."""
    return any(
        one.start >= word.end()
        and not re.search(r"[-/,;&|]|\bet\b|\bou\b", said[word.end() : one.start])
        for one in years
    )


def _span(bands: list[tuple[float | None, float | None]], said: str) -> Experience | None:
    if not bands:
        return None
    highs = [high for _, high in bands]
    known = [high for high in highs if high is not None]
    open_end = len(known) < len(highs) or _AND_PLUS.search(said)
    return Experience(min(low or 0.0 for low, _ in bands), None if open_end else max(known))


@lru_cache(maxsize=256)
def _from_title(title: str) -> Experience | None:
    if told := _from_text(title):
        return told
    said = clean(title)
    if "debutant" in said:
        return _span(_worded(said, []), said)
    years = _in_brackets(said) if _FIGURE.search(said) else None
    return Experience(years.low, years.high) if years else None


def _in_brackets(said: str) -> Years | None:
    """Return the years that stand apart in a title: "Comptable (3-5 ans)", "QA - 2 ans min"."""
    if _NO_EXPERIENCE.search(said):
        return None
    for years in read_years(said):
        apart = _APART.search(said[: years.start]) and "mo" not in said[years.start : years.end]
        low, high = years.low or 0, years.high or 0
        band = high or "+" in said[years.start : years.end + 2] or _LEAST.match(said, years.end)
        if apart and band and low <= _MOST_IN_TITLE and high <= _MOST_IN_TITLE + 3:
            return years
    return None


def _from_text(text: str) -> Experience | None:
    lower = text.lower()
    if starters := words_asked(lower, STARTERS):
        return Experience(min(_bands()[code][0] for code in starters), None)
    if years := years_asked(lower):
        return Experience(years.low, years.high)
    codes = words_asked(lower, EXPERIENCE)
    return Experience(min(_bands()[code][0] for code in codes), None) if codes else None
