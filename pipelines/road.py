"""The road without a crawl: for postings gathered elsewhere."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from scrapy.exceptions import DropItem

from offers.clock import moment
from offers.database import connect
from offers.posting import Posting, Sighting
from pipelines.clean import Clean
from pipelines.leave_out import LeaveOut, LeftOut
from pipelines.normalise import Normalise
from pipelines.runs import Source, begin, end, reject
from pipelines.step import Step
from pipelines.store import Store
from pipelines.validate import Validate


class KnowByAddress(Step):
    """Let the address stand for the reference, where whoever gathered the posting gave none."""

    def take(self, posting: Posting) -> Posting:
        posting.ref = posting.ref or posting.url
        return posting


STEPS = (Clean, Normalise, KnowByAddress, LeaveOut, Validate)


class Road:
    """Send the postings of one SOURCE through clean, normalise, validate and store, as one run.

    SETTINGS name the DATABASE and may name NOW. Use it as a context manager: leaving it stores what
    waits and closes the run.
    """

    def __init__(self, source: Source, settings: Mapping[str, Any]):
        self.source = source
        self.now = moment(settings.get("NOW"))
        self.counts: Counter[str] = Counter()
        self.db = connect(settings["DATABASE"])
        self.run = begin(self.db, source, self.now)
        self.store = Store(settings, self._count)
        self.store.run = lambda: self.run
        self.steps = [step(settings, self._count) for step in STEPS]

    def _count(self, what: str) -> None:
        self.counts[what] += 1

    def __enter__(self) -> "Road":
        self.store.open_spider()
        return self

    def take(self, item: Posting | Sighting) -> str | None:
        """Send ITEM down the road; return why it was refused, or None."""
        said = asdict(item)
        try:
            for step in self.steps:
                item = step.process_item(item)
            self.store.process_item(item)
        except LeftOut as refused:
            return self.refuse(str(refused), {})
        except DropItem as refused:
            return None if isinstance(item, Sighting) else self.refuse(str(refused), said)
        except Exception as error:  # one posting that trips us must not lose the others
            return self.refuse(f"an error of ours: {type(error).__name__}: {error}", said)
        return None

    def refuse(self, reason: str, payload: Mapping[str, Any]) -> str:
        """Keep what was not stored, and why; return the reason."""
        self.counts["refused"] += 1
        reject(self.db, self.run, self.source.name, self.now, reason, payload)
        return reason

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self.store.close_spider()
        outcome, cause = ("crash", kind.__name__) if kind else ("ok", None)
        written = {name: self.counts[f"store/{name}"] for name in ("new", "changed", "unchanged")}
        result = {"outcome": outcome, "cause": cause, "stats": dict(self.counts), **written}
        end(self.db, self.run, self.now, result)
        self.db.close()
