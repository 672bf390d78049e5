"""What every step of the road has: the settings, a way to count, and the time it is."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Self
from zoneinfo import ZoneInfo

from scrapy.crawler import Crawler

from offers.posting import Posting, Sighting

MOROCCO = ZoneInfo("Africa/Casablanca")


def clock(settings: Mapping[str, Any]) -> datetime:
    """Return the moment that the setting NOW names, or the present one, in Morocco's time."""
    said = settings.get("NOW")
    now = datetime.fromisoformat(said) if said else datetime.now(MOROCCO)
    return now.astimezone(MOROCCO)


class Step:
    """Take a posting, give it back changed, or raise DropItem with the reason; a sighting passes by."""

    def __init__(self, settings: Mapping[str, Any], count: Callable[[str], None]):
        self.settings = settings
        self.now = clock(settings)
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
