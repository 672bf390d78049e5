"""A deck in a folder: written once, and read by several processes out of the same memory."""

import json
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.lib.format import header_data_from_array_1_0, write_array_header_1_0
from scipy.sparse import csr_array

from dedupe.deck import WIDTH, Deck
from dedupe.packing import NUMBERS, SETS

#: What a set is made of, as scipy names it.
PARTS = ("data", "indices", "indptr")


def save(deck: Deck, folder: Path) -> None:
    """Write DECK to FOLDER; OSError where there is no room."""
    try:
        for name, column in _columns(deck):
            _lay(folder, name, column)
        for name, strings in (("titles", deck.titles), ("employers", deck.employers)):
            _write(folder, name, strings)
    except OSError as fault:
        raise OSError(f"no room to share sketches in {folder}: {fault}") from fault


@lru_cache(maxsize=1)
def opened(folder: Path) -> Deck:
    """Open the deck in FOLDER, and keep it: what is not asked for is not read."""
    return Deck(
        ids=_mapped(folder, "ids"),
        titles=_read(folder, "titles"),
        employers=_read(folder, "employers"),
        numbers={name: _mapped(folder, name) for name in NUMBERS},
        sets={name: _set(folder, name) for name in SETS},
    )


def _columns(deck: Deck) -> Iterator[tuple[str, np.ndarray]]:
    yield "ids", deck.ids
    yield from deck.numbers.items()
    for name, table in deck.sets.items():
        yield from ((f"{name}.{part}", getattr(table, part)) for part in PARTS)


def _lay(folder: Path, name: str, column: np.ndarray) -> None:
    # numpy.save would not tell of a disk that is full at the last few bytes.
    whole = np.ascontiguousarray(column)
    with (folder / f"{name}.npy").open("wb") as file:
        write_array_header_1_0(file, header_data_from_array_1_0(whole))
        file.write(whole.data)


def _mapped(folder: Path, name: str) -> np.ndarray:
    return np.asarray(np.load(folder / f"{name}.npy", mmap_mode="r"))


def _set(folder: Path, name: str) -> csr_array:
    data, indices, indptr = (_mapped(folder, f"{name}.{part}") for part in PARTS)
    return csr_array((data, indices, indptr), shape=(len(indptr) - 1, WIDTH))


def _write(folder: Path, name: str, strings: Sequence[str]) -> None:
    """Write each of STRINGS once, and which of them stands in each row."""
    numbers: dict[str, int] = {}
    rows = np.array([numbers.setdefault(one, len(numbers)) for one in strings], dtype=np.int32)
    _lay(folder, name, rows)
    (folder / f"{name}.json").write_text(json.dumps(list(numbers)), encoding="utf-8")


def _read(folder: Path, name: str) -> list[str]:
    strings = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
    return [strings[row] for row in _mapped(folder, name).tolist()]
