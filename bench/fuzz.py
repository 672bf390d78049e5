"""Try the readers with what nobody would write: python -m bench.fuzz --minutes 20 --seed 1 [READER ...]

Three things are looked for: an error that a reader does not declare, an answer that breaks what must
hold (a text that is lost, a letter that cannot be stored), and time that grows faster than the text:
CPU for twice the text over CPU for the text, where it is above 2.8 and the text costs much.
Each reader is tried in a process of its own, which is ended where it hangs; what it was given last is
told. Whatever is found becomes a test with a name.
"""

import json
import os
import random
import resource
import time
from argparse import ArgumentParser
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from bench.fuzzing.readers import Reader, readers

#: Twice the text may cost so much more, where it costs more than so many seconds.
STEEP, COSTLY = 2.8, 0.2
#: A reader that thinks longer over one text hangs; in seconds of CPU.
HANGS = 20
FIRST = 4_000


def cpu(reader: Reader, text: str) -> float:
    """Return the CPU that READER takes for TEXT."""
    start = time.process_time()
    reader.read(text)
    return time.process_time() - start


def steepness(reader: Reader, made: tuple[str, str, str]) -> tuple[int, float, float] | None:
    """Return length, CPU and growth where MADE, prefix, unit and suffix, costs READER too much."""
    size, before = FIRST, 0.0
    while size <= reader.longest:
        taken = cpu(reader, written(made, size))
        if taken > COSTLY and before and taken > STEEP * before:
            again = [cpu(reader, f" {written(made, one)}") for one in (size // 2, size)]
            if again[1] > STEEP * again[0]:
                return size, again[1], again[1] / again[0]
        if taken > 2:
            return None
        size, before = size * 2, taken
    return None


def written(made: tuple[str, str, str], size: int) -> str:
    """Write prefix, unit again and again, suffix: SIZE letters."""
    before, unit, after = made
    return before + unit * (size // len(unit)) + after


def grow(reader: Reader, dice: random.Random, until: float, told: Path) -> None:
    """Look for texts that cost READER more than their length."""
    while time.process_time() < until:
        some = [
            "".join(dice.choices(reader.pieces, k=dice.randint(low, high)))
            for low, high in ((0, 2), (1, 3), (0, 1))
        ]
        made = (some[0], some[1] or "a", some[2])
        told.write_text(json.dumps(made))
        if found := steepness(reader, made):
            size, taken, growth = found
            report(reader, "steep", made, f"{size} letters: {taken:.2f} s, x {growth:.1f}")


def soup(reader: Reader, number: int, told: Path) -> None:
    """Try READER with pieces in any order; print the least text that breaks it."""
    piece = st.sampled_from(reader.pieces) | st.text(max_size=4)

    @seed(number)
    @settings(
        max_examples=400,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate, Phase.shrink],
    )
    @given(st.lists(piece, max_size=40).map("".join))
    def tried(text: str) -> None:
        told.write_text(json.dumps(text))
        assert reader.holds(text, reader.read(text)), f"it does not hold of {text!r}"

    try:
        tried()
    except Exception as error:
        report(reader, "broken", json.loads(told.read_text()), f"{type(error).__name__}: {error}")


def report(reader: Reader, what: str, made: object, why: str) -> None:
    """Print what was found, as a line of JSON."""
    print(json.dumps({"reader": reader.name, "what": what, "of": made, "why": why}), flush=True)


def alone(reader: Reader, number: int, spent: float, folder: Path) -> None:
    """Try READER in a process of its own for so much CPU; report where it hangs."""
    told = folder / "told"
    told.write_text('""')
    if child := os.fork():
        _, status = os.waitpid(child, 0)
        if status:
            report(reader, "hangs", json.loads(told.read_text()), f"ended with status {status}")
        return
    used = time.process_time()
    limit = int(used + spent + HANGS) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (limit, limit))
    try:
        soup(reader, number, told)
        grow(reader, random.Random(number), time.process_time() + spent, told)
    except Exception as error:  # a long text broke what short ones did not
        report(reader, "broken", json.loads(told.read_text()), f"{type(error).__name__}: {error}")
    finally:
        os._exit(0)


def main(words: list[str] | None = None) -> None:
    asked = ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--minutes", type=float, default=1.0)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--spent", type=float, default=2.0, help="CPU seconds a reader and round")
    asked.add_argument("readers", nargs="*")
    args = asked.parse_args(words)
    chosen = [r for r in readers() if not args.readers or any(a in r.name for a in args.readers)]
    end, number = time.monotonic() + 60 * args.minutes, args.seed
    with TemporaryDirectory() as folder:
        while time.monotonic() < end:
            for reader in chosen:
                alone(reader, number, args.spent, Path(folder))
            number += 1
    print(f"{len(chosen)} readers, seeds {args.seed} to {number - 1}")


if __name__ == "__main__":
    main()
