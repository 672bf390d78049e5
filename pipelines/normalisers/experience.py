"""The years of experience that a posting asks for."""

import re
from functools import cache, lru_cache
from typing import NamedTuple

from offers.taxonomy import rows, vocabulary
from offers.text import fold
from pipelines.normalisers.figures import plain
from pipelines.normalisers.numbers_written import with_digits
from pipelines.normalisers.silence import is_silent
from pipelines.normalisers.years import Years, read_bare_years, read_years

#: Only so much of a text is read.
READ = 8000
_WINDOW = 110
_CUES = (
    "xpérien",
    "xperien",
    "ébutant",
    "ebutant",
    "dipl",
    "خبر",
    "تجرب",
    "graduate",
    "lauréat",
    "تخرج",
)
_CUE = re.compile(r"exp[ée]rien[a-zé]*|(?:ال|ب|و|ل)*(?:خبر[ةه]|تجرب[ةه])", re.I)
_SPELT = re.compile(r"\b(?:ans?|ann[ée]es?|years?)\b|سن|عام|شهر", re.I)
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
_BETWEEN = re.compile(
    r"\W*(?:(?:minimum|au moins|min|ou plus|et plus|or more|d'|de|en|of|in|a|la|une?|ال|من|ك|في|pertinente?s?|solides?)\W*)*"
    r"(?:[a-z'&/-]+[\s-]+){0,4}$"
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
    r"[^.;\n]{0,45}\b(?:un plus|un atout|an advantage|a plus|an asset|apprecie|nice to have|preferred)"
)
# fmt: skip
_IN_TEXT = tuple(
    (code, re.compile(pattern))
    for code, pattern in (
        (
            "none",
            r"\bdebutante?(?:\(e\))?s?(?:\(s\))? (?:sont |est )?(?:accepte|bienvenu|admis|et|ou|avec)|\bdebutants? acceptes?"
            r"|\b(?:ouverte?s? aux|accept\w+ les|meme|profils?) debutants?\b|\bsans experience\b|\bavec ou sans (?:aucune )?experience"
            r"|\baucune experience (?:\w+ )?(?:n'est |requise|exigee|necessaire|demandee)"
            r"|\bexperience (?:n'est )?(?:pas|non) (?:\w+ )?(?:requise|exigee|necessaire|obligatoire|demandee|indispensable)"
            r"|\bno (?:prior |previous )?experience (?:\w+ )?(?:needed|required|necessary)|\bbeginners? (?:welcome|accepted)"
            r"|(?:بدون|دون|بلا) (?:خبره|تجربه|شرط الخبره)|لا (?:ن|ت|ي)?شترط (?:وجود )?(?:ال)?(?:خبره|تجربه)"
            r"|(?:ال)?(?:خبره|تجربه) (?:\S+ )?(?:غير|ليست) (?:\S+ )?(?:مطلوبه|ضروريه|شرط)",
        ),
        (
            "graduate",
            r"\bjeunes? (?:diplome|laureat)|\b(?:fresh|recent|new|young)(?:ly)? graduates?\b|\bfraichement diplome"
            r"|\bnouveaux? diplome|(?:حديثي|حديث|حديثه) (?:العهد ب)?التخرج",
        ),
        (
            "some",
            r"\bune premieres? experiences?\b|\bpremiere experience (?:reussie|significative|souhaitee|exigee|en|dans|comme)"
            r"|\bexperience (?:\w+ )?(?:obligatoire|exigee|requise|indispensable|necessaire|imperative)\b|\bexperience (?:is )?required\b"
            r"|\bexperience (?:confirmee|significative|averee|prouvee|probante|reussie)\b|\bproven (?:\w+ )?experience\b",
        ),
    )
)


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
    said = with_digits(plain(title))
    if (told := _near_cue(title)) or (told := _in_words(said)):
        return told
    if re.search(r"\bdebutant", said):
        found = [*_worded(said, [])]
        return _span(found, said)
    return None


def _from_text(text: str) -> Experience | None:
    lower = text.lower()
    if not any(cue in lower for cue in _CUES):
        return None
    worded = _in_words_of(text, lower)
    if worded and worded.minimum == 0:
        return worded
    return _near_cue(text) or worded


def _near_cue(text: str) -> Experience | None:
    """Return the first years that stand beside the word "experience"."""
    for cue in _CUE.finditer(text):
        head = text[max(0, cue.start() - _WINDOW) : cue.start()]
        tail = text[cue.end() : cue.end() + _WINDOW]
        if re.search(r"\d", head + tail) or _SPELT.search(head[-40:] + tail):
            before, after = _BREAK.split(head)[-1], _BREAK.split(tail, maxsplit=1)[0]
            if told := _beside(_clean(before), _clean(cue[0]), _clean(after)):
                return told
    return None


def _clean(text: str) -> str:
    return _BAC.sub("bac", with_digits(plain(text)))


def _beside(before: str, cue: str, after: str) -> Experience | None:
    for years in reversed([*read_years(before)]):
        gap = before[years.end :]
        if _BETWEEN.fullmatch(gap) and _counts(before[: years.start], years, gap, after):
            return Experience(years.low, years.high)
    for years in read_years(after):
        gap = after[: years.start]
        if len(gap) > 70 or _OTHER.search(gap):
            return None
        if _counts(before + cue + gap, years, "", after[years.end :]):
            return Experience(years.low, years.high)
    return None


def _counts(before: str, years: Years, gap: str, after: str) -> bool:
    """Tell whether years are asked of somebody: neither the employer's own, nor a mere plus."""
    if _OTHER.search(gap) or _OPTIONAL.match(after):
        return False
    near = before[-80:]
    if _FIRM.search(near) and not _ASKED.search(near):
        return False
    return (years.low or 0) < _FIRMS_AGE or bool(_ASKED.search(near))


def _in_words_of(text: str, lower: str) -> Experience | None:
    """Return what the words round each cue of TEXT say."""
    spots = sorted({at for cue in _CUES for at in _spots(lower, cue)})[:12]
    found = [told for at in spots if (told := _in_words(plain(text[max(0, at - 30) : at + 60])))]
    return min(found, key=lambda told: told.minimum or 0.0) if found else None


def _spots(lower: str, cue: str) -> list[int]:
    return [match.start() for match in re.finditer(cue, lower)][:6]


def _in_words(said: str) -> Experience | None:
    for code, pattern in _IN_TEXT:
        if pattern.search(said):
            low, _ = _bands()[code]
            return Experience(low, None)
    return None
