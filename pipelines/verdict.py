"""What a run's stats say of it: Scrapy itself ends with 0 whatever happened."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

#: Every outcome a run may have, and what the operator should think of it.
OUTCOMES = {
    "ok": "the list was read to its end",
    "incomplete": "postings were read, but the list was not proved whole: nothing may be closed",
    "empty": "the list ended without a posting",
    "drift": "the list cannot be believed: an outage page, or a new layout",
    "blocked": "the site refused us (403, 429, a challenge): we stopped",
    "robots": "robots.txt refuses, or could not be read",
    "network": "no page could be fetched",
    "limit": "the reading took longer than it may, and was ended: what it read is kept",
    "interrupted": "the operator stopped the reading: it says nothing of the source",
    "crash": "the reading ended in an error of ours, or a kill",
}
#: Why a run ended that was asked to (`aggregator crawl --limit`).
ENOUGH = "it was to read no more postings"
#: What Scrapy calls the ends that neither the site nor a fault of ours brought about.
ENDED = {
    "shutdown": ("interrupted", "the operator stopped it"),
    "closespider_timeout": ("limit", "its time was over"),
    "closespider_itemcount": ("interrupted", ENOUGH),
}
UNSTORED = "what was read last could not be stored: is the disk full? See the log"
#: A list that names less than this share of the site's own count is not whole.
WHOLE = 0.98
#: So many pages of postings may give nothing before that says something of the site.
FEW = 10


@dataclass(frozen=True)
class Verdict:
    """How a run ended, why in a sentence, and whether its list was proved whole.

    A list of the latest postings alone may end well, and is never whole; nor is one without a
    posting, where that is no trouble (``listing/none``).
    """

    outcome: str
    cause: str | None
    complete: bool


def verdict(stats: Mapping[str, Any], reason: str) -> Verdict:
    """Judge a run by its crawl's STATS and the REASON it finished for.

    >>> verdict({"listing/listed": 9, "listing/ended": True, "downloader/response_count": 3}, "finished")
    Verdict(outcome='ok', cause=None, complete=True)
    >>> verdict({"listing/fault": "no list"}, "finished").outcome
    'drift'
    >>> [verdict({}, reason).outcome for reason in ("shutdown", "closespider_timeout")]
    ['interrupted', 'limit']
    """
    outcome, cause = _troubles(stats, reason) or ("ok", None)
    partial = stats.get("listing/latest") or stats.get("listing/none")
    return Verdict(outcome, cause, outcome == "ok" and not partial)


def _troubles(stats: Mapping[str, Any], reason: str) -> tuple[str, str] | None:
    """Name the gravest trouble that STATS tell of."""
    listed, total = stats.get("listing/listed", 0), stats.get("listing/total")
    errors = sum(
        v for k, v in stats.items() if k.startswith("spider_exceptions/") and "/" not in k[18:]
    )
    fetched = stats.get("downloader/response_status_count/200", 0)
    if stats.get("store/lost"):
        return "crash", UNSTORED
    if blocked := stats.get("blocked"):
        return "blocked", str(blocked)
    if stats.get("robotstxt/unreachable"):
        return "robots", "robots.txt could not be read: the host is left alone for this run"
    if stats.get("robotstxt/forbidden") and not listed:
        return "robots", "robots.txt forbids the list"
    if ended := ENDED.get(reason):
        return ended
    if not fetched and stats.get("downloader/exception_count"):
        return "network", "no page could be fetched"
    if fault := stats.get("listing/fault"):
        return "drift", str(fault)
    if reason != "finished":
        return "incomplete", f"it stopped early: {reason}"
    if errors:
        return "incomplete", f"{errors} pages raised an error of ours: see the log"
    if not stats.get("listing/ended"):
        return "incomplete", _unended(stats)
    if total is not None and listed < WHOLE * total:
        return "incomplete", f"the site counts {total} postings, its list named {listed}"
    if not listed and not stats.get("listing/none"):
        return "empty", "the list ended without a posting"
    asked, unread = stats.get("pages/asked", 0), stats.get("pages/unread", 0)
    if unread > max(FEW, asked / 2):
        return "drift", f"of {asked} pages of postings {unread} gave nothing: a new layout?"
    return None


def _unended(stats: Mapping[str, Any]) -> str:
    """Say why the list did not come to its end, as far as the spider could tell."""
    if broken := stats.get("listing/broken_off"):
        return f"the list broke off: {broken}"
    if stats.get("listing/loop"):
        return "the list turns in a circle"
    if stats.get("listing/limit"):
        return "the list is longer than the limit of pages"
    return "the list was not read to its end"
