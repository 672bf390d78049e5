"""What every step of the road has: the settings, a way to count, and the time it is."""

from collections.abc import Callable, Mapping
from typing import Any, Self

from scrapy.crawler import Crawler

from offers.clock import moment
from offers.posting import Posting, Sighting


class Step:
    """Take a posting, give it back changed, or raise DropItem with the reason; a sighting passes by."""

    def __init__(self, settings: Mapping[str, Any], count: Callable[[str], None]):
        self.settings = settings
        self.now = moment(settings.get("NOW"))
        self._count = count

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        assert crawler.stats
        return cls(crawler.settings, crawler.stats.inc_value)

    def count(self, what: str) -> None:
        """Count WHAT under the step's own name."""
        self._count(f"{type(self).__name__.lower()}/{what}")

    def process_item(self, item: Posting | Sighting) -> Posting | Sighting:
        return self.take(item) if isinstance(item, Posting) else item

    def take(self, posting: Posting) -> Posting:
        """Do the one thing this step is for."""
        raise NotImplementedError
