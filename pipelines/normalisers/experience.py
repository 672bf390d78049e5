"""The years of experience that a posting asks for."""

import re
from functools import cache, lru_cache
from typing import NamedTuple

from offers.taxonomy import rows, vocabulary
from offers.text import fold
from pipelines.normalisers.cues import spots
from pipelines.normalisers.figures import plain
from pipelines.normalisers.numbers_written import with_digits
from pipelines.normalisers.silence import is_silent
from pipelines.normalisers.years import Years, read_bare_years, read_years

#: Only so much of a text is read.
READ = 8000
_WINDOW = 110
_XP = ("xp", "خبر", "تجرب")
_CUE = re.compile(r"xp(?:[ée]rien[a-zé]*|(?=[. :])|$)|خبر[ةه]|تجرب[ةه]")
_SPELT = re.compile(
    r"\b(?:\d*ans?|\d*ann[ée]es?|\d*years?|\d*mois|months?|yrs)\b|سن|عام|شهر|[1-9] ?\+?-?year"
)
_BREAK = re.compile(r"(?<=[^\W\d]{3})[.!?;]\s|\n\s*\n|\n\s*[-*•●]\s|•|●")
_AND_PLUS = re.compile(r"\bet plus\b|\bou plus\b|\band above\b|فما فوق")
#: Words that tell more than a level: they count beside printed years, where a level does not.
_STARTERS = ("none", "graduate", "beginner")
_DIPLOMA = re.compile(
    r"\b(?:bac|niv bac|licence|master|dut|bts|dts|ingenieur|doctorat|diplom\w*|deust)\b"
)
_BAC = re.compile(
    r"\bbac\s*\+\s*\d(?:\s*(?:/|-|a|ou)\s*(?:bac\s*)?\+?\s?\d(?!\d?\s*(?:ans|annees)))?"
)

# Between years and the word "experience", or the other way round, these tell of something else.
_OTHER = re.compile(
    r"\bages?\b|\bagee?s?\b|\bbac\b|\bcdd\b|\bcontrat|\bduree\b|\bstage de\b|\bdepuis\b|\bexiste|\bformation de\b|\bgarantie\b"
    r"|\bperiode\b|العمر|السن\b"
)
#: So many words may part years from "experience", and none of these may be the first.
_WORDS_BETWEEN = 6
_APART = re.compile(
    r"^(?!\W{0,3}of\b).*,|[.;:!?\n]|^[\W_]*(?:et|and|avec|with|pour|to|dans|puis|ou|or)\b(?! plus| more)"
)
_FIRM = re.compile(
    r"\bforte?s? d|\bnotre\b|\bnos\b|\bour\b|\bgroupe\b|\bsociete\b|\bentreprise\b|\bcabinet\b|\bdepuis\b|existence|\bcapitalis"
    r"|\bcumul|\bleader\b|\bcreee?\b|\bfondee?\b|\bfounded\b|\bsince\b|\bagence\b|\bcompany\b|\bgroup\b|\bbenefici|\bavec ses\b|شركه|مجموعه"
)
_ASKED = re.compile(
    r"\bvous\b|\bcandidate?\b|\bprofil\b|\bjustifi|\bminimum\b|\bau moins\b|\brequis|\btitulaire\b|\bbac\b|\byou\b|\bmust\b|\bat least\b"
    r"|\bexige|\brecherch|\bposte similaire\b"
)
_FIRMS_AGE = 15
_OPTIONAL = re.compile(
    r"(?:(?!experien|\b(?:ans|years)\b)[^.;\n]){0,45}\b(?:un plus|un atout|an advantage|a plus|an asset|apprecie|nice to have|preferred)"
)
#: What the words near a cue say: the cues, and what is looked for round them.
_SAID: tuple[tuple[tuple[str, ...], tuple[tuple[str, re.Pattern[str]], ...]], ...] = (
    (
        ("ébutant", "ebutant", "beginner"),
        ((
            "none",
            re.compile(
                r"\bdebutante?(?:\(e\))?s?(?:\(s\))? (?:sont |est )?(?:accepte|bienvenu|admis|et\b|ou\b|avec\b)"
                r"|\b(?:ouverte?s? aux|accept\w{1,4} les|meme|profils?) debutants?\b|\bbeginners? (?:welcome|accepted)"
            ),
        ),),
    ),
    (
        ("diplô", "diplo", "lauréat", "graduate", "تخرج"),
        ((
            "graduate",
            re.compile(
                r"\bjeunes? (?:diplome|laureat)|\b(?:fresh|recent|new|young)(?:ly)? graduates?\b"
                r"|\bfraichement diplome|\bnouveaux? diplome|(?:حديثي|حديث|حديثه) (?:العهد ب)?التخرج"
            ),
        ),),
    ),
    (
        _XP,
        (
            (
                "none",
                re.compile(
                    r"\bsans (?:aucune )?experience\b|\baucune experience (?:\w{3,15} )?(?:n'est |requise|exigee|necessaire|demandee)"
                    r"|\bexperience (?:n'est )?(?:pas|non) (?:\w{3,15} )?(?:requise|exigee|necessaire|obligatoire|demandee|indispensable)"
                    r"|\bno (?:prior |previous )?experience (?:\w{2,8} )?(?:needed|required|necessary)"
                    r"|(?:بدون|دون|بلا) (?:خبره|تجربه|شرط الخبره)|لا (?:ن|ت|ي)?شترط (?:وجود )?(?:ال)?(?:خبره|تجربه)"
                    r"|(?:ال)?(?:خبره|تجربه) (?:\S{1,12} )?(?:غير|ليست) (?:\S{1,12} )?(?:مطلوبه|ضروريه|شرط)"
                ),
            ),
            (
                "some",
                re.compile(
                    r"(?<!acquerir )(?<!offrir )(?<!pour )\bune premieres? experiences?\b"
                    r"|\bpremiere experience (?:reussie|significative|souhaitee|exigee|en\b|dans|comme)"
                    r"|\bexperience (?:\w{3,15} )?(?:obligatoire|exigee|requise|indispensable|necessaire|imperative)\b"
                    r"|\bexperience (?:is )?required\b|\bproven (?:\w{3,15} )?experience\b"
                    r"|\bexperience (?:confirmee|significative|averee|prouvee|probante|reussie)\b"
                ),
            ),
        ),
    ),
)  # fmt: skip


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
    return vocabulary("experience_words").get(key) == "level" or bool(_DIPLOMA.search(key))


@cache
def _bands() -> dict[str, tuple[float, float | None]]:
    return {
        row["code"]: (float(row["minimum"]), float(row["maximum"]) if row["maximum"] else None)
        for row in rows("experience_words")
        if row["minimum"]
    }


@cache
def _words() -> re.Pattern[str]:
    known = sorted(vocabulary("experience_words"), key=len, reverse=True)
    return re.compile(rf"(?<![a-z\u0621-\u064a])(?:{'|'.join(known)})(?![a-z\u0621-\u064a])")


@lru_cache(maxsize=2048)
def _from_field(experience: str) -> Experience | None:
    known = vocabulary("experience_words").get(fold(experience))
    if known == "level":
        return None
    if known in _bands():
        return Experience(*_bands()[known])
    said = _BAC.sub("bac", with_digits(plain(experience)))
    years = [*read_years(said)]
    if not years and (bare := read_bare_years(said)):
        years = [bare]
    return _span([(one.low, one.high) for one in years] + _worded(said, years), said)


def _worded(said: str, years: list[Years]) -> list[tuple[float | None, float | None]]:
    """Return the bands of the words in SAID that stand for themselves, beside YEARS."""
    bands: list[tuple[float | None, float | None]] = []
    for found in _words().finditer(" ".join(re.split(r"[\s().]+", said)) if not years else said):
        code = vocabulary("experience_words")[fold(found[0])]
        if code == "level" or (years and (code not in _STARTERS or _is_headed(said, found, years))):
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
    said = with_digits(plain(title))
    return _span(_worded(said, []), said) if "debutant" in said else None


def _from_text(text: str) -> Experience | None:
    lower = text.lower()
    worded = _in_words(lower)
    if worded and worded.minimum == 0:
        return worded
    return _near_cue(lower) or worded


def _near_cue(lower: str) -> Experience | None:
    """Return the first years that stand beside the word "experience"."""
    for at in spots(lower, _XP, most=40):
        cue = _CUE.match(lower, at)
        start = max(0, at - _WINDOW)
        if not cue or not _SPELT.search(lower, start, cue.end() + _WINDOW):
            continue
        before = _BREAK.split(lower[start : cue.start()])[-1]
        tail = lower[cue.end() : cue.end() + _WINDOW].lstrip(" :*\n-•●")
        after = _BREAK.split(tail, maxsplit=1)[0]
        if told := _beside(_clean(before.removesuffix("e")), _clean(after)):
            return told
    return None


def _clean(text: str) -> str:
    return _BAC.sub("bac", with_digits(plain(text)))


def _beside(before: str, after: str) -> Experience | None:
    for years in reversed([*read_years(before)]):
        gap = before[years.end :]
        if _reaches(gap) and _counts(before[: years.start], years, gap, after):
            return Experience(years.low, years.high)
    for years in read_years(after):
        gap = after[: years.start]
        if len(gap) > 70 or _OTHER.search(gap):
            return None
        if _counts(before + " experience " + gap, years, "", after[years.end :]):
            return Experience(years.low, years.high)
    return None


def _reaches(gap: str) -> bool:
    """Tell whether GAP leads from years to the word "experience" in one breath."""
    return len(gap.split()) <= _WORDS_BETWEEN and not _APART.search(gap)


def _counts(before: str, years: Years, gap: str, after: str) -> bool:
    """Tell whether years are asked of somebody: neither the employer's own, nor a mere plus."""
    if _OTHER.search(gap) or _OPTIONAL.match(after):
        return False
    near = before[-80:]
    if _FIRM.search(near) and not _ASKED.search(near):
        return False
    return (years.low or 0) < _FIRMS_AGE or bool(_ASKED.search(near))


def _in_words(lower: str) -> Experience | None:
    """Return the least that the words round the cues of a text ask for."""
    found = []
    for cues, meanings in _SAID:
        for at in spots(lower, cues, most=6):
            said = plain(lower[max(0, at - 24) : at + 50])
            found += [code for code, pattern in meanings if pattern.search(said)]
    return Experience(min(_bands()[code][0] for code in found), None) if found else None
