"""Why two postings are one offer or two, in the lines that the desk prints."""

import json
from collections.abc import Iterable, Iterator, Mapping

from aggregator.naming import printable
from dedupe.overrides import Decision, name
from dedupe.reposts import LONG_CLOSED
from dedupe.why import Explanation
from offers.reasons import say, sentences


def told(found: Explanation, lang: str, postings: Mapping[int, str] | None = None) -> Iterator[str]:
    """Say the verdict, each reason, what was compared, where they stand, and what people decided.

    POSTINGS names those between them, by id.
    """
    yield _verdict(found, lang)
    yield from reasons(lang, found.why, found.days)
    yield _compared(found, lang)
    for decision in found.people:
        yield _decided(decision, lang)
    yield from _standing(found, lang, postings or {})


def reasons(lang: str, why: list[dict], days: int | None = None) -> Iterator[str]:
    """Say each reason of WHY, what it weighs, whether it speaks against; and the DAYS between the two."""
    for sentence in sentences(lang, json.dumps(why), days):
        weighs = f" ({sentence['weighs']})" if sentence["weighs"] else ""
        against = f" {say(lang, 'against')}" if sentence["speaks_for"] is False else ""
        yield f"- {sentence['says']}{weighs}{against}"


def _verdict(found: Explanation, lang: str) -> str:
    key = "verdict_veto" if found.vetoed else f"verdict_{found.verdict}"
    return say(lang, key, percent=int(100 * found.score), same=round(100 * found.same_from))


def _compared(found: Explanation, lang: str) -> str:
    if not found.shared:
        return say(lang, "no_block")
    names = [say(lang, f"block_{index.replace(' ', '_')}") for index in found.shared]
    return say(lang, "blocks", names=_listed(names, lang))


def _listed(names: Iterable[str], lang: str) -> str:
    return ("؛ " if lang == "ar" else "; ").join(names)


def _decided(decision: Decision, lang: str) -> str:
    return say(
        lang,
        f"decided_{decision.verdict}",
        who=printable(decision.who),
        day=decision.decided_at[:10],
        left=printable(name(decision.left)),
        right=printable(name(decision.right)),
        why=printable(decision.why),
    )


def _standing(found: Explanation, lang: str, postings: Mapping[int, str]) -> Iterator[str]:
    """Say in which offers they stand, and why, where neither score nor people account for it."""
    left, right = found.offers
    if left is None or right is None:
        yield say(lang, "no_offer")
        return
    yield say(lang, "one_offer" if found.together else "two_offers", left=left, right=right)
    if found.repost:
        newer, older = found.repost
        yield say(lang, "repost", newer=newer, older=older, days=LONG_CLOSED)
    if found.through:
        names = [postings.get(posting, str(posting)) for posting in found.through]
        yield say(lang, "through_postings", names=_listed(names, lang))
    if found.people or found.repost or found.through:
        return
    if found.together and found.verdict != "same":
        yield say(lang, "through")
    elif not found.together and found.verdict == "same" and found.shared:
        yield say(lang, "conflict")
