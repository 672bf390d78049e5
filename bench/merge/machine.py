"""Where and of what something was measured: the commit, the machine, the versions."""

import os
import platform
import sqlite3
import subprocess
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from bench.merge.cells import ROOT
from dedupe.score import load_model

LIBRARIES = ("numpy", "scipy", "RapidFuzz", "scikit-learn")


def lines() -> list[str]:
    """Tell what figures depend on beside the code."""
    libraries = ", ".join(f"{name} {_version(name)}" for name in LIBRARIES)
    cores, memory = os.cpu_count(), os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return [
        f"- commit {commit()}, the merge's model {load_model().version}",
        f"- {processor()}, {cores} cores, {memory / 1024**3:.0f} GiB, {platform.system()} {platform.machine()}",
        f"- Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {libraries}",
    ]


def commit() -> str:
    """Name the commit, and say where the code is not quite it."""
    named = _git("rev-parse", "--short=10", "HEAD")
    changed = _git("status", "--porcelain", "--untracked-files=no", "--", ":!bench/RESULTS.md")
    return f"{named}, with changes" if changed else named


def _git(*words: str) -> str:
    told = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=False)
    return told.stdout.strip() or ("" if words[0] == "status" else "unknown")


def processor() -> str:
    """Name the model of the processor (Linux), or its make."""
    info = Path("/proc/cpuinfo")
    models = info.read_text().splitlines() if info.exists() else []
    named = (line.partition(":")[2].strip() for line in models if line.startswith("model name"))
    return next(named, platform.processor() or platform.machine())


def _version(library: str) -> str:
    """Return the version of a LIBRARY; only `make bench` installs those of our peers."""
    try:
        return version(library)
    except PackageNotFoundError:
        return "not installed"
