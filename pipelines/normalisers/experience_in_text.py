"""Years of experience in a sentence: asked of whoever applies, not the employer's own."""

import re

from pipelines.normalisers.cues import spots
from pipelines.normalisers.figures import plain
from pipelines.normalisers.numbers_written import with_digits
from pipelines.normalisers.years import Years, read_bare_years, read_years

#: How far from its cue an answer may stand.
_WINDOW = 110
_XP = ("xp", "similaire", "anciennet", "exercé", "خبر", "تجرب", "أقدمي", "اقدمي")
_CUE = re.compile(
    r"xp(?:[ée]rien[a-zé]*|(?=[. :])|$)|similaires?|anciennet[ée]|exercée?|خبر[ةه]|تجرب[ةه]|[أا]قدمي[ةه]"
)
# "Années d'expérience : 5", "Years of experience: 3-5"
_YEARS_OF = re.compile(r"(?:\bannees? d'?|\byears? of(?: \w{3,12})?|\byrs of|سنوات (?:ال)?)\s*$")
_BARE = re.compile(r"\d{1,2}(?:\s?(?:-|a|to)\s?\d{1,2})?\s?\+?(?![\d%/])(?! ?[a-z\u0621-\u064a])")
# "تجربة سنة على الأقل": a noun says one by itself.
_ONE_YEAR = re.compile(r"^(?=(?:سنه|عام)(?: (?!\d)|$))")
_DIGIT = re.compile(r"\d")
_SPELT = {
    "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "dix", "two", "three", "four", "five", "seven",
    "eight", "ten",
}  # fmt: skip
_ONE = (" un an", "d'un an", "une ann", "one year", "سن", "عام", "شهر")
#: Without one of these the words round "experience" say nothing to us.
_HINTS = (
    "sans", "aucun", "butant", "pas ", "non", "no ", "premi", "oblig", "exig", "requi", "indisp", "cess", "imp", "confirm",
    "signif", "avér", "prouv", "prob", "réuss", "reuss", "proven", "بدون", "دون", "بلا", "شترط", "غير", "ليست",
)  # fmt: skip
_BREAK = re.compile(r"(?<=[^\W\d]{3})[.!?;]\s|\n\s*\n|\n\s*[-*•●]\s|•|●")
_BAC = re.compile(
    r"\bbac\s*\+\s*\d(?:\s*(?:/|-|a|ou)\s*(?:bac\s*)?\+?\s?\d(?!\d?\s*(?:ans|annees)))?"
)
# Between "experience" and years these tell of something else; so do those that come before years.
_OTHER = re.compile(
    r"\bages?\b|\bagee?s?\b|\bbac\b|\bcdd\b|\bcontrat|\bduree\b|\bstage de\b|\bdepuis\b|\bexiste|\bformation de\b|\bgarantie\b"
    r"|\bperiode\b|العمر|السن\b"
)
_TERM = re.compile(
    r"\b(?:cdd|contrat|stage|formation|duree|mission|alternance|periode|agee?s?|age)\b[^.,;\n]{0,25}$"
)
#: So many words may part years from "experience", and none of these may be the first.
_WORDS_BETWEEN = 6
_APART = re.compile(
    r"^(?!\W{0,3}of\b).*,|[.;:!?\n]|^[\W_]*(?:et|and|avec|with|pour|to|puis|ou|or)\b(?! plus| more)"
)
_OWN = re.compile(
    r"\bforte?s? d|\bnotre\b|\bnos\b|\bour\b|\bdepuis\b|existence|\bcapitalis|\bcumul|\bleader\b|\bcreee?\b|\bfondee?\b|\bfounded\b"
    r"|\bsince\b|\bbenefici|\bavec ses\b|\bwe (?:have|bring)\b|\bnous avons\b|تاسست|منذ"
)
_FIRM = re.compile(
    r"\bgroupe\b|\bsociete\b|\bentreprise\b|\bcabinet\b|\bagence\b|\bcompany\b|\bgroup\b|شركه|مجموعه"
)
_ASKED = re.compile(
    r"\bvous\b|\bcandidate?\b|\bprofil\b|\bjustifi|\bminimum\b|\bau moins\b|\brequis|\btitulaire\b|\bbac\b|\byou\b|\bmust\b|\bat least\b"
    r"|\bexige|\brecherch|\bposte similaire\b"
)
_ASKED_AFTER = re.compile(r"[^.;\n]{0,25}\b(?:minimum|exige|requis|au moins|obligatoire|required)")
#: So many years are rather a firm's than asked of somebody, where one is named and where none is.
_FIRMS_AGE, _LONG = 8, 15
_OPTIONAL = re.compile(
    r"(?:(?!experien|\b(?:ans|years)\b)[^.;\n]){0,45}\b(?:un plus|un atout|an advantage|a plus|an asset|apprecie|nice to have|preferred)"
)
#: What the words near a cue say: the cues, and what is looked for round them.
STARTERS, EXPERIENCE = ("beginner", "graduate"), ("experience",)
_SAID: tuple[
    tuple[str, tuple[str, ...], tuple[tuple[str, re.Pattern[str]], ...]], ...
] = (
    (
        "beginner", ("ébutant", "ebutant", "beginner"),
        ((
            "none",
            re.compile(
                r"\bdebutante?(?:\(e\))?s?(?:\(s\))? (?:sont |est )?(?:accepte|bienvenu|admis|et\b|ou\b|avec\b)"
                r"|\b(?:ouverte?s? aux|accept\w{1,4} les|meme|profils?) debutants?\b|\bbeginners? (?:welcome|accepted)"
            ),
        ),),
    ),
    (
        "graduate", ("diplô", "diplo", "lauréat", "graduate", "تخرج"),
        ((
            "graduate",
            re.compile(
                r"\bjeunes? (?:diplome|laureat)|\b(?:fresh|recent|new|young)(?:ly)? graduates?\b"
                r"|\bfraichement diplome|\bnouveaux? diplome|(?:حديثي|حديث|حديثه) (?:العهد ب)?التخرج"
            ),
        ),),
    ),
    (
        "experience", ("xp", "خبر", "تجرب"),
        (
            (
                "none",
                re.compile(
                    r"\b(?:sans (?:aucune )?|pas d')experience\b|\bexperience(?: \w{3,15})? ?: ?(?:aucune|debutant|sans|non)\b|\baucune experience (?:\w{3,15} )?(?:n'est |requise|exigee|necessaire|demandee)"
                    r"|\bexperience (?:\w{3,15} mais )?(?:n'est )?(?:pas|non) (?:\w{3,15} )?(?:requise|exigee|necessaire|obligatoire|demandee|indispensable)"
                    r"|\bno (?:prior |previous )?experience (?:\w{2,8} )?(?:needed|required|necessary)"
                    r"|(?:بدون|دون|بلا) (?:خبره|تجربه|شرط الخبره)|لا (?:ن|ت|ي)?شترط (?:وجود |توفر |التوفر |اي |علي )*(?:ال)?(?:خبره|تجربه)"
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


def years_asked(lower: str) -> Years | None:
    """Return the first years that stand beside the word "experience" of a text in lower case.

    >>> years_asked("vous justifiez de 3 à 5 ans d'expérience en audit.")[:2]
    (3.0, 5.0)
    >>> years_asked("fort de 30 ans d'expérience, notre groupe recrute."), years_asked("âgé de 30 ans")
    (None, None)
    """
    for at in spots(lower, _XP, most=40):
        cue = _CUE.match(lower, at)
        start = max(0, at - _WINDOW)
        if not cue or not _may_count(lower[start : cue.end() + _WINDOW]):
            continue
        before = _BREAK.split(lower[start : cue.start()])[-1]
        tail = lower[cue.end() : cue.end() + _WINDOW].lstrip(" :*\n-•●")
        after = _BREAK.split(tail, maxsplit=1)[0]
        if told := _beside(clean(before.removesuffix("e")), _ONE_YEAR.sub("1 ", clean(after))):
            return told
    return None


def _may_count(window: str) -> bool:
    return bool(
        _DIGIT.search(window)
        or not _SPELT.isdisjoint(window.split())
        or any(one in window for one in _ONE)
    )


def clean(text: str) -> str:
    """Write TEXT plain, its numbers as digits, without the years of a diploma.

    >>> clean("Bac+5, trois ans")
    'bac, 3 ans'
    """
    return _BAC.sub("bac", with_digits(plain(text)))


def _beside(before: str, after: str) -> Years | None:
    bare = _BARE.match(after) if _YEARS_OF.search(before) else None
    if bare and (told := read_bare_years(bare[0])):
        return told
    for years in reversed([*read_years(before)]):
        gap, head = before[years.end :], before[: years.start]
        if _reaches(gap) and not _TERM.search(head) and _counts(head, years, gap, after):
            return years
    for years in read_years(after):
        gap = after[: years.start]
        if len(gap) > 70 or _OTHER.search(gap):
            return None
        if _counts(f"{before} experience {gap}", years, "", after[years.end :]):
            return years
    return None


def _reaches(gap: str) -> bool:
    """Tell whether GAP leads from years to the word "experience" in one breath."""
    return len(gap.split()) <= _WORDS_BETWEEN and not _APART.search(gap)


def _counts(before: str, years: Years, gap: str, after: str) -> bool:
    """Tell whether years are asked of somebody: neither the employer's own, nor a mere plus."""
    if _OTHER.search(gap) or _OPTIONAL.match(after):
        return False
    near, low = before[-80:], years.low or 0
    if _ASKED.search(near) or _ASKED_AFTER.match(after):
        return not re.search(r"\bforte?s? d", near)
    return not _OWN.search(near) and low < (_FIRMS_AGE if _FIRM.search(near) else _LONG)


def words_asked(lower: str, of: tuple[str, ...]) -> list[str]:
    """Return the codes that the words round the cues OF a text in lower case stand for.

    >>> words_asked("débutants acceptés", STARTERS), words_asked("expérience exigée", EXPERIENCE)
    (['none'], ['some'])
    """
    found = []
    for cue_of, cues, meanings in _SAID:
        if cue_of in of:
            for at in spots(lower, cues, most=6):
                said = lower[max(0, at - 24) : at + 50]
                if cue_of == EXPERIENCE[0] and not any(hint in said for hint in _HINTS):
                    continue
                said = plain(said)
                found += [code for code, pattern in meanings if pattern.search(said)]
    return found
