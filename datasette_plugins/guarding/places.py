"""A few places, shared fairly: whoever took least of them lately comes in first."""

import asyncio
import time
from collections import Counter, OrderedDict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

#: Seconds in which half of what a client took is forgotten; clients that are remembered.
HALF, MOST_CLIENTS = 60.0, 10_000


class Busy(Exception):
    """No place came free in time."""


@dataclass
class Places:
    """Let MOST in at once, of one client no more than EACH; this machine itself (None) may take every place."""

    most: int
    each: int
    clock: Callable[[], float] = time.monotonic
    held: Counter[str | None] = field(default_factory=Counter)
    waiting: Counter[str | None] = field(default_factory=Counter)
    took: OrderedDict[str | None, tuple[float, float]] = field(default_factory=OrderedDict)
    changed: asyncio.Condition = field(default_factory=asyncio.Condition)

    @asynccontextmanager
    async def place(self, client: str | None, patience: float) -> AsyncIterator[None]:
        """Hold a place while the block lasts; Busy where none comes free within PATIENCE seconds."""
        await self._come(client, patience)
        began = self.clock()
        try:
            yield
        finally:
            _less(self.held, client)
            self._charge(client, self.clock() - began)
            async with self.changed:
                self.changed.notify_all()

    async def _come(self, client: str | None, patience: float) -> None:
        async with self.changed:
            self.waiting[client] += 1
            try:
                await asyncio.wait_for(self.changed.wait_for(lambda: self._turn(client)), patience)
                self.held[client] += 1
            except TimeoutError:
                raise Busy from None
            finally:
                _less(self.waiting, client)
                self.changed.notify_all()  # nobody waits for one who has gone

    def _turn(self, client: str | None) -> bool:
        """Tell whether a place is free for CLIENT, and nobody waits who took less."""
        if self.held.total() >= self.most or not self._may(client):
            return False
        now = self.clock()
        mine = self.taken(client, now)
        return not any(self._may(o) and self.taken(o, now) < mine for o in self.waiting)

    def _may(self, client: str | None) -> bool:
        return client is None or self.held[client] < self.each

    def taken(self, client: str | None, now: float) -> float:
        """Return the seconds that CLIENT held places until NOW, those of a minute ago counted by half."""
        seconds, then = self.took.get(client, (0.0, 0.0))
        return float(seconds * 0.5 ** ((now - then) / HALF))

    def _charge(self, client: str | None, seconds: float) -> None:
        now = self.clock()
        self.took[client] = (self.taken(client, now) + seconds, now)
        self.took.move_to_end(client)
        if len(self.took) > MOST_CLIENTS:
            self.took.popitem(last=False)


def _less(counted: Counter[str | None], client: str | None) -> None:
    counted[client] -= 1
    if not counted[client]:
        del counted[client]
