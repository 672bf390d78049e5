"""Kill -9 at random moments: is the file whole, is nothing half done counted as done, and does the next run finish the work?

Run ``python -m bench.kill [COMMAND …] [--moments N] [--seed S] [--size N] [--out FILE]``: for each command it is
left alone once; then it is killed N times, its process alone or its whole session, and finished by the next run; what stands
then must equal what stands where nobody was killed.
"""

import argparse
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from bench.killing import table
from bench.killing.ending import LOOK, begin, killed
from bench.killing.moment import Moment
from bench.killing.scenes import SCENES, Failed, Scene, Stage, staged
from bench.killing.telling import Told
from bench.killing.truth import State, differences, state, wrong
from bench.merge.machine import commit, lines

#: A command may come to its end before its moment: another is drawn, so many times over.
DRAWN = 4
#: … and one may write a little later than when it was left alone, in seconds.
LATER = 0.05


def disturbed(stage: Stage, command: str, moments: int, rng: Random) -> Told:
    """Kill COMMAND at so many MOMENTS of RNG, and say what came of it."""
    scene, told = SCENES[command], Told(command)
    lasts, wanted = left_alone(stage, scene)
    for _ in range(moments * DRAWN):
        if len(told.ends) == moments:
            break
        whole, folder = bool(len(told.ends) % 2), stage.laid(scene.begins)
        moment = Moment(folder, rng.uniform(0, lasts + LATER))
        words = scene.command(stage, folder)
        ended = killed(words, folder / "said.txt", moment.has_come, whole)
        if not ended.killed:  # the machine is quicker than it was
            lasts = max(moment.wait - LATER, lasts / 2)
            continue
        told.moments.append(moment.at)
        told.whole.append(whole)
        told.ends.append(ended)
        told.wrong += [f"at {moment.at:.2f} s: {what}" for what in wrong(folder)]
        told.wrong += [f"at {moment.at:.2f} s: {ended.left} children went on"] * bool(ended.left)
        finish(stage, scene, folder, wanted, told)
    return told


def left_alone(stage: Stage, scene: Scene) -> tuple[float, State]:
    """Return for how long a command that nobody kills writes, and what stands when its work is finished."""
    folder = stage.laid(scene.begins)
    moment, began = Moment(folder), time.monotonic()
    process = begin(scene.command(stage, folder), folder / "said.txt")
    while process.poll() is None:
        moment.has_come(time.monotonic() - began)
        time.sleep(LOOK)
    if process.returncode:
        raise Failed((folder / "said.txt").read_text())
    if scene.finish is not scene.command:
        stage.undisturbed(folder, scene.finish(stage, folder))
    go_on(stage, scene, folder)
    return moment.last - (moment.first or 0.0), state(folder)


def finish(stage: Stage, scene: Scene, folder: Path, wanted: State, told: Told) -> None:
    """Let the next run finish the work, and compare."""
    stage.undisturbed(folder, scene.finish(stage, folder))
    go_on(stage, scene, folder)
    moment = told.moments[-1]
    told.wrong += [f"at {moment:.2f} s, in the end: {what}" for what in wrong(folder)]
    if unequal := differences(state(folder), wanted):
        told.unequal.append(f"at {moment:.2f} s: {', '.join(unequal)}")
    else:
        told.equal += 1


def go_on(stage: Stage, scene: Scene, folder: Path) -> None:
    """Do what SCENE says is done once its work is finished."""
    if scene.then:
        stage.undisturbed(folder, scene.then(stage, folder))


def tellings(stage: Stage, commands: list[str], moments: int, seed: int) -> Iterator[Told]:
    """Kill each of COMMANDS, and yield what came of it."""
    for command in commands:
        told = disturbed(stage, command, moments, Random(f"{seed} {command}"))
        said = table.line(table.row(told, commit()))
        print(said, *told.wrong, *told.unequal, sep="\n", file=sys.stderr, flush=True)
        yield told


def report(found: list[Told], size: int, seed: int, file: Path | None) -> str:
    """Write what was FOUND as Markdown, beside what FILE holds of other commands."""
    rows, bad = table.kept(file) if file else ({}, [])
    now = {told.command: table.row(told, commit()) for told in found}
    bad = [said for said in bad if said[2:].partition(table.SAID)[0] not in now]
    every = {name: row for name in SCENES if (row := now.get(name) or rows.get(name))}
    about = (
        *lines()[1:],
        f"- a world of about {size} postings, seed {seed}; moments from when the command first writes to when it last does",
        f"- load of the machine at the end, all its work: {os.getloadavg()[0]:.1f}; a busy machine's moments are longer",
    )
    return table.written(every, [*bad, *table.wrongs(found)], about)


def main() -> None:
    """Read the options; kill; print, or write."""
    parser = argparse.ArgumentParser(description="Kill the commands at random moments.")
    parser.add_argument("commands", nargs="*", metavar="COMMAND", help=", ".join(SCENES))
    parser.add_argument("--moments", type=int, default=20)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--size", type=int, default=200)
    parser.add_argument("--out", type=Path, help="A file; its rows of other commands stay.")
    chosen = parser.parse_args()
    with TemporaryDirectory() as folder, staged(Path(folder), chosen.size, chosen.seed) as stage:
        commands = chosen.commands or list(SCENES)
        found = list(tellings(stage, commands, chosen.moments, chosen.seed))
    told = report(found, chosen.size, chosen.seed, chosen.out)
    print(told)
    if chosen.out:
        chosen.out.write_text(told, "utf-8")


if __name__ == "__main__":
    main()
