"""Two runs never meet; and a lock outlives nobody."""

import os
import signal
import subprocess
import sys
import time

import pytest

from aggregator.locking import Locked, held, holder, house, named

HOLD = """
import sys, time
from pathlib import Path
from aggregator.locking import held
with held(Path(sys.argv[1]), "aggregator update", alone=sys.argv[2] == "alone"):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def other(tmp_path):
    """Let another process hold the lock; yield it."""
    begun = []

    def hold(file, how="alone"):
        command = [sys.executable, "-c", HOLD, str(file), how]
        begun.append(subprocess.Popen(command, stdout=subprocess.PIPE, text=True))
        assert begun[-1].stdout.readline() == "held\n"
        return begun[-1]

    yield hold
    for process in begun:
        process.kill()
        process.communicate()


def test_a_lock_is_held_by_one_alone_and_says_by_whom(tmp_path, other):
    file = house(tmp_path / "aggregator.db")
    process = other(file)
    said = f"aggregator update, process {process.pid}, since "
    with pytest.raises(Locked, match=said), held(file, "another"):
        raise AssertionError("two hold it")
    assert f"process {process.pid}" in holder(file)


def test_a_lock_that_is_shared_is_held_by_several_but_by_none_alone(tmp_path, other):
    file = house(tmp_path / "aggregator.db")
    other(file, "shared")
    beside = held(file, "aggregator crawl", alone=False)
    with beside, pytest.raises(Locked), held(file, "aggregator update"):
        raise AssertionError("it is alone beside another")


def test_a_killed_holder_leaves_no_lock(tmp_path, other):
    file = named(tmp_path / "aggregator.db", "rekrute")
    process = other(file)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert holder(file) is None
    with held(file, "the next"):
        pass


def test_who_waits_gets_the_lock_when_it_is_free(tmp_path, other):
    file = house(tmp_path / "aggregator.db")
    process = other(file)
    process.terminate()
    with held(file, "the next", wait=20):
        assert process.wait(timeout=20) is not None


def test_who_waits_in_vain_is_told(tmp_path, other):
    file = house(tmp_path / "aggregator.db")
    other(file)
    began = time.monotonic()
    with pytest.raises(Locked), held(file, "the next", wait=0.3):
        pass
    assert time.monotonic() - began >= 0.3


def test_nobody_holds_what_does_not_exist(tmp_path):
    assert holder(house(tmp_path / "aggregator.db")) is None
    assert not list(tmp_path.iterdir())
