"""What a document says under one name once, or again and again."""

from typing import Any


def add(said: dict[str, Any], name: str, value: Any) -> None:
    """Say NAME of SAID; said twice, it becomes a list, which grows in place: some say it 100,000 times.

    >>> said = {}
    >>> for city in ("Fès", "Oujda", "Safi"):
    ...     add(said, "city", city)
    >>> said
    {'city': ['Fès', 'Oujda', 'Safi']}
    """
    if name not in said:
        said[name] = value
    elif isinstance(said[name], list):
        said[name].append(value)
    else:
        said[name] = [said[name], value]
