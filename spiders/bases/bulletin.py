"""A list of announcements that never forgets: competitions beside their results, years deep."""

from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar

from parsel import Selector
from scrapy.http import TextResponse

from spiders.bases.listing import ListingSpider
from spiders.bases.notices import is_notice
from spiders.bases.one_list import OneList
from spiders.bases.prose import Line, deadline_of
from spiders.bases.rules import Rule, read
from spiders.bases.window import day_of, is_past, since


class BulletinSpider(ListingSpider):
    """Read a list so many days back, and only what is a vacancy that can still be had.

    #. Let ``row`` tell title and published: a card that is older than the window is left out, and
       a page that has no other ends the list. What has left the window is closed as what any list
       no longer names. A card without a day is read.
    #. Set ``window`` to the days that a vacancy is believed to stay open, where 45 is wrong.
    #. Set ``badge`` to the rule of what a card calls its kind, where it does.

    Who passed and who is called is counted (``listing/results``), and so is what says in its title
    that its last day is past (``listing/past``): no page is asked for either.
    """

    badge: ClassVar[Rule | None] = None
    window: ClassVar[int] = 45
    rechecked = False  # an old page stays where it was

    def parse_card(
        self, card: Selector, ref: str | None, url: str, response: TextResponse
    ) -> Iterator[Any]:
        """Read a card, unless it is old, past, or no vacancy."""
        title, day = read(card, type(self).row["title"]), self.day(card)
        badge = read(card, type(self).badge) if type(self).badge else None
        if is_notice(title) or is_notice(badge):
            self.crawler.stats.inc_value("listing/results")
        elif day and day < since(self.now, self.window):
            return
        elif is_past(deadline_of([Line(title or "")]), self.now):
            self.crawler.stats.inc_value("listing/past")
        else:
            yield from super().parse_card(card, ref, url, response)

    def is_last(self, response: TextResponse, page: int, cards: bool, told: OneList) -> bool:
        """Say whether all that this page shows is older than the window."""
        days = [self.day(card) for card in response.css(self.card)]
        first = since(self.now, self.window)
        older = bool(days) and all(day is not None and day < first for day in days)
        return older or super().is_last(response, page, cards, told)

    def day(self, card: Selector) -> date | None:
        """Give the day that CARD was published."""
        return day_of(read(card, type(self).row["published"]))
