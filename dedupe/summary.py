"""What a walk through new and changed postings did."""

from collections import Counter
from dataclasses import dataclass, field


@dataclass
class Summary:
    """Count what was done: work first, then what came of it."""

    postings: int = 0  # new or changed, and therefore judged
    pairs: int = 0  # compared
    same: int = 0
    perhaps: int = 0
    created: int = 0  # offers minted
    changed: int = 0  # offers whose postings or fields are not what they were
    merged: int = 0  # offers whose id now leads to another
    closed: int = 0  # offers that closed or opened again by the days alone
    offers: int = 0  # there are now
    capped: Counter[str] = field(default_factory=Counter)  # blocks and components cut off, by name
    stages: dict[str, float] = field(default_factory=dict)  # seconds each took, by name
