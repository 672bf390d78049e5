"""Pages asked for at a steady rate, as visitors come: whether or not the page before has been answered."""

import asyncio
import time
from collections.abc import Iterable
from dataclasses import dataclass, field

import httpx

from bench.soaking.visits import Step

PATIENCE = 60.0


@dataclass(frozen=True)
class Answer:
    """Hold what a step came to: STATUS 0 where nothing was answered; milliseconds from when it was due."""

    kind: str
    path: str
    status: int
    wall: float
    kept: bool
    late: float

    @property
    def failed(self) -> bool:
        return not (200 <= self.status < 300 or self.status == 304)


@dataclass
class Visitors:
    """Ask of the server at ADDRESS; each visitor shows the ETag of what they were sent before."""

    address: str
    tags: dict[tuple[int, str], str] = field(default_factory=dict)

    async def ask(self, client: httpx.AsyncClient, step: Step, due: float) -> Answer:
        """Ask for the page of STEP, which was DUE at that moment of the monotonic clock."""
        late = time.monotonic() - due
        page, tag = (step.visitor, step.path), self.tags.get((step.visitor, step.path))
        headers = {"accept-language": step.language} | ({"if-none-match": tag} if tag else {})
        try:
            answer = await client.get(self.address + step.path, headers=headers)
            status = answer.status_code
            if status == 200 and "etag" in answer.headers:
                self.tags[page] = answer.headers["etag"]
        except httpx.TransportError:
            status = 0
        wall = (time.monotonic() - due) * 1000
        return Answer(step.kind, step.path, status, wall, status == 304, late)


async def asked(address: str, steps: Iterable[Step], rate: float) -> list[Answer]:
    """Take one of STEPS, RATE times a second; wait for all answers."""
    visitors, waiting = Visitors(address), []
    # An offer that was merged away leads on to the one that lives, and the visitor goes there.
    async with httpx.AsyncClient(timeout=PATIENCE, follow_redirects=True) as client:
        began = time.monotonic()
        for at, step in enumerate(steps):
            due = began + at / rate
            await asyncio.sleep(max(0.0, due - time.monotonic()))
            waiting.append(asyncio.create_task(visitors.ask(client, step, due)))
        return list(await asyncio.gather(*waiting))
