"""What goes wrong on the web, to order."""

import re
from dataclasses import dataclass

from world.sites import Page

#: Each fault by the name it is ordered by.
FAULTS = (
    "503", "403", "429", "slow", "challenge", "outage", "changed layout", "robots 500",
)  # fmt: skip

_KEY = re.compile(r'"(\w+)"\s*:')
_ELEMENT = re.compile(r"<(/?)(?=[a-zA-Z])")

CHALLENGE = """<!DOCTYPE html><html><head><title>Just a moment...</title></head>
<body><div id="challenge-form" class="cf-turnstile">Checking your browser</div></body></html>"""
OUTAGE = """<!DOCTYPE html><html><head><title>Login</title></head>
<body><form id="login"><input name="login"><input name="password"></form></body></html>"""


@dataclass(frozen=True)
class Fault:
    """Order a fault of KIND (one of FAULTS) from a day on, to another day included.

    >>> Fault("503", 2, 3).on(2), Fault("503", 2, 3).on(4)
    (True, False)
    """

    kind: str
    from_day: int = 0
    to_day: int = 1_000_000
    seconds: float = 1.0  # how slow is slow

    def __post_init__(self) -> None:
        if self.kind not in FAULTS:
            raise ValueError(f"no fault is named {self.kind!r}: choose from {', '.join(FAULTS)}")

    def on(self, day: int) -> bool:
        """Say whether the fault is there on DAY."""
        return self.from_day <= day <= self.to_day


def spoil(page: Page, fault: Fault) -> Page:
    """Answer as a site with FAULT answers, in place of PAGE; its robots.txt stays readable."""
    if page.kind == "robots":
        return Page("robots", "error", 500) if fault.kind == "robots 500" else page
    match fault.kind:
        case "503" | "403" | "429":
            return Page(page.kind, f"<h1>{fault.kind}</h1>", int(fault.kind))
        case "challenge":
            return Page(page.kind, CHALLENGE, 403)
        case "outage":
            return Page(page.kind, OUTAGE)
        case "changed layout":
            return Page(page.kind, _relaid(page), page.status, page.type, page.location)
    return page


def _relaid(page: Page) -> str:
    """Give every class and id another name, as a new theme would; every key and element, as a new API."""
    if "json" in page.type:
        return _KEY.sub(r'"v2_\1":', page.body)
    if "xml" in page.type:
        return _ELEMENT.sub(r"<\1v2-", page.body)
    renamed = page.body.replace('class="', 'class="v2-').replace('id="', 'id="v2-')
    return renamed.replace("JobPosting", "WebPage").replace('"props":', '"page":')
