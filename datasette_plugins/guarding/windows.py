"""How often each client asked lately: a window that moves, and memory that does not grow."""

from array import array
from bisect import bisect_right
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import NamedTuple

#: Clients that are remembered; those who asked least lately are forgotten, and begin anew.
MOST_CLIENTS = 20_000


class Left(NamedTuple):
    """Say whether a request is GRANTED, how many more are, and in how many SECONDS one comes free."""

    granted: bool
    more: int
    seconds: float


@dataclass
class Windows:
    """Grant each client MOST requests in any WINDOW seconds."""

    most: int
    window: float = 60.0
    clients: int = MOST_CLIENTS
    asked: OrderedDict[str, array] = field(default_factory=OrderedDict)

    def ask(self, client: str, now: float) -> Left:
        """Count a request of CLIENT at NOW, where it is granted: those refused do not count.

        >>> windows = Windows(most=2)
        >>> [windows.ask("a", now).granted for now in (0.0, 1.0, 2.0, 60.5, 60.6)]
        [True, True, False, True, False]
        """
        times = self.asked.setdefault(client, array("d"))
        self.asked.move_to_end(client)
        del times[: bisect_right(times, now - self.window)]
        granted = len(times) < self.most
        if granted:
            times.append(now)
        if len(self.asked) > self.clients:
            self.asked.popitem(last=False)
        return Left(granted, self.most - len(times), times[0] + self.window - now)
