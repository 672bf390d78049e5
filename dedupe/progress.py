"""How far the merge is, stage by stage, for whoever waits."""

from collections.abc import Callable

#: Told the name of a stage, how much of it is done, and of how much.
Tell = Callable[[str, int, int], None]


def silent(stage: str, done: int, of: int) -> None:
    """Tell nobody."""
