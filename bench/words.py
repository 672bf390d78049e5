"""Understanding: postings a second on one core, and what each reader takes of it.

Run ``python -m bench.words [POSTINGS [LETTERS]]``: the postings of a seeded world in three languages, each
with a description of LETTERS letters (as HTML, as sites send it), through Clean and Normalise; beside them,
in the same run, what a usual script does with a posting: BeautifulSoup's text, and dateparser for its days.
"""

import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime
from itertools import cycle
from statistics import median

import dateparser
from bs4 import BeautifulSoup

from bench.merge.postings import told, whole, words
from offers.clock import MOROCCO
from offers.posting import Posting
from pipelines.clean import Clean
from pipelines.normalise import Normalise
from pipelines.readings import READINGS
from world.market import Market
from world.shown import Shown

POSTINGS, LETTERS, TURNS = 3_000, 1_500, 3
SEED, START = 71_209, date(2026, 9, 1)
NOW = datetime(2026, 10, 11, 9, tzinfo=MOROCCO)
#: What the issue asks: postings a second, milliseconds a reader.
AIM, MOST = 1_000, 0.2


def postings(size: int, letters: int) -> list[Posting]:
    """Return SIZE postings of a world, each with a text of at least LETTERS letters of its language."""
    market = Market(seed=SEED, size=size, days=40, start=START)
    shown = [shown for _, shown in told(market)][:size]
    texts: dict[str, list[str]] = {}
    for one in shown:
        texts.setdefault(one.language, []).append(words(one))
    more = {language: cycle(found) for language, found in texts.items()}
    return [_posting(one, more[one.language], letters) for one in shown]


def _posting(shown: Shown, more: Iterable[str], letters: int) -> Posting:
    text = words(shown)
    for other in more:
        if len(text) >= letters:
            break
        text += "\n" + other
    return replace(whole(shown), description=_html(text[: letters + 100]))


def _html(text: str) -> str:
    items = "".join(f"<li>{line}</li>" for line in text.splitlines()[1:])
    return f"<div><p><b>{text.splitlines()[0]}</b></p><ul>{items}</ul></div>"


def seconds(work: Callable[[Posting], object], all_of: list[Posting]) -> float:
    """Return the CPU seconds that WORK takes over copies of ALL_OF, in the middle of several turns."""
    took = []
    for _ in range(TURNS):
        copies = [replace(posting) for posting in all_of]
        start = time.process_time()
        for posting in copies:
            work(posting)
        took.append(time.process_time() - start)
    return median(took)


def script(posting: Posting) -> None:
    """Do what a usual script does with a posting."""
    BeautifulSoup(posting.description or "", "lxml").get_text("\n")
    for day in (posting.published, posting.deadline):
        dateparser.parse(day or "", languages=["fr", "ar", "en"])


def _now(read: Callable[[Posting, datetime], object]) -> Callable[[Posting], object]:
    return lambda posting: read(posting, NOW)


def main() -> None:
    """Print the rates, then each reader's cost."""
    size, letters = (*map(int, sys.argv[1:]), *(POSTINGS, LETTERS)[len(sys.argv) - 1 :])
    all_of = postings(size, letters)
    clean, normalise = (
        step({"NOW": NOW.isoformat()}, lambda what: None) for step in (Clean, Normalise)
    )
    cleaned = [clean.take(replace(posting)) for posting in all_of]
    first = seconds(clean.take, all_of)
    both = first + seconds(normalise.take, cleaned)
    usual = seconds(script, all_of[: size // 10]) * 10
    print(f"{len(all_of)} postings of about {letters} letters, CPU, one core")
    print(f"clean + normalise {len(all_of) / both:>8.0f} postings/s (aim {AIM})")
    print(f"  clean           {len(all_of) / first:>8.0f} postings/s")
    print(f"  normalise       {len(all_of) / (both - first):>8.0f} postings/s")
    print(f"text and days by BeautifulSoup and dateparser {len(all_of) / usual:>8.0f} postings/s")
    print(f"ratio           {usual / both:>8.2f} (ours reads {len(READINGS)} fields, they two)")
    print(f"\n{'reader':>14} {'ms/posting':>11} (aim: below {MOST})")
    for reading in READINGS:
        took = seconds(_now(reading.read), cleaned)
        print(f"{reading.said:>14} {1000 * took / len(cleaned):>11.4f}")


if __name__ == "__main__":
    main()
