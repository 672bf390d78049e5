"""Killed in the middle (kill -9), nothing half done counts as done, and the next run ends with the same."""

import shutil
from pathlib import Path
from random import Random

import pytest

from bench.kill import Told, finish, left_alone
from bench.killing.ending import begin, killed
from bench.killing.moment import Moment
from bench.killing.scenes import SCENES, Scene, Stage, staged
from bench.killing.truth import DATABASE, wrong
from tests.market import Market

#: Moments of an update, as shares of the time from when it first writes to its end.
EARLY, LATE = sorted(Random("moments").sample(range(100), 2))


@pytest.fixture(scope="module")
def stage(tmp_path_factory):
    """A world of which one source is read."""
    with staged(tmp_path_factory.mktemp("killed"), 80, 3, ("rekrute",)) as stage:
        yield stage


@pytest.fixture(scope="module")
def update(stage: Stage):
    """An update from nothing, and what it does when nobody disturbs it."""
    scene = Scene("empty", SCENES["update"].command, SCENES["update"].finish)
    return scene, *left_alone(stage, scene)


@pytest.mark.parametrize("whole, percent", [(False, EARLY), (True, LATE)])
def test_a_killed_update_is_finished_by_the_next(stage, update, whole, percent):
    scene, lasts, wanted = update
    folder = stage.laid(scene.begins)
    moment = Moment(folder, percent / 100 * lasts)
    words = scene.command(stage, folder)
    ended = killed(words, folder / "said.txt", moment.has_come, whole)
    assert wrong(folder) == []
    assert ended.left == 0, "no child went on"
    told = Told("update", [moment.at])
    finish(stage, scene, folder, wanted, told)
    assert (told.wrong, told.unequal) == ([], [])


@pytest.fixture(scope="module")
def large(tmp_path_factory) -> Path:
    """A file that takes a moment to copy."""
    folder = tmp_path_factory.mktemp("large")
    db = Market(folder / DATABASE).db
    db.conn.execute(
        "insert into rejects (run, source, reason, payload, rejected_at)"
        " select 1, 'alpha', 'many', hex(randomblob(4000)), '' from (select 1 from cities limit 1400)"
    )
    db.conn.commit()
    db.close()
    return folder


@pytest.mark.parametrize("words", [["backup"], ["restore", "old.db"]], ids=" ".join)
def test_a_copy_that_is_killed_leaves_a_part_at_most(large, tmp_path, words):
    """Killed as soon as something stands under a name of passage; the next one removes it."""
    folder = Path(shutil.copytree(large, tmp_path / "work"))
    shutil.copy(folder / DATABASE, folder / "old.db")
    words = [
        *words[:1],
        *(str(folder / name) for name in words[1:]),
        "--db",
        str(folder / DATABASE),
    ]
    ended = killed(words, tmp_path / "said.txt", lambda _: any(folder.rglob("*.part")))
    assert ended.killed and wrong(folder) == []
    assert begin(words, tmp_path / "said.txt").wait() == 0
    assert wrong(folder) == [] and not list(folder.rglob("*.part"))
