"""What came of one command that was killed again and again."""

from dataclasses import dataclass, field

from bench.killing.ending import Ended


@dataclass
class Told:
    """Hold what came of one command: its kills, what was wrong after them, and how often all was equal in the end."""

    command: str
    moments: list[float] = field(default_factory=list)
    whole: list[bool] = field(default_factory=list)
    ends: list[Ended] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    unequal: list[str] = field(default_factory=list)
    equal: int = 0
