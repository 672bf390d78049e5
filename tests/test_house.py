"""The house stands as it was drawn."""

import ast
import doctest
import importlib
import os
import pkgutil
import re
import subprocess
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("aggregator", "spiders", "pipelines", "dedupe", "world", "offers")
FOLDERS = (*PACKAGES, "datasette_plugins", "tests", "bench")
MODULES = [
    module.name
    for package in PACKAGES
    for module in pkgutil.walk_packages([str(ROOT / package)], f"{package}.")
    if "__main__" not in module.name
]
OURS = sorted(file for folder in FOLDERS for file in (ROOT / folder).rglob("*.py"))
PAGES = sorted((ROOT / "datasette_plugins").rglob("*.py"))
NAMELESS = {"utils", "helpers", "common", "misc", "util", "helper"}


def test_refuses_a_stranger(tmp_path):
    """PyPI has a package named dedupe: it must never stand in for ours."""
    (tmp_path / "dedupe").mkdir()
    (tmp_path / "dedupe/__init__.py").touch()
    path = os.pathsep.join([str(tmp_path), str(ROOT)])
    command = [sys.executable, "-P", "-c", "import aggregator"]
    answer = subprocess.run(
        command, env=os.environ | {"PYTHONPATH": path}, capture_output=True, text=True
    )
    assert f"dedupe was found in {tmp_path}" in answer.stderr


@pytest.mark.parametrize("name", MODULES)
def test_examples(name):
    assert doctest.testmod(importlib.import_module(name)).failed == 0


@pytest.mark.parametrize("file", OURS, ids=lambda f: str(f.relative_to(ROOT)))
def test_is_small_and_bears_a_name(file):
    assert len(file.read_text("utf-8").splitlines()) < 300
    assert file.stem not in NAMELESS, "what cannot be named has no room"


def test_functions_are_short():
    lengths = sorted(
        node.end_lineno - node.lineno + 1
        for file in OURS
        if file.relative_to(ROOT).parts[0] not in ("tests", "bench")
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )
    assert lengths[len(lengths) // 2] <= 9
    assert lengths[-1] <= 45


def imported(file: Path) -> set[str]:
    """The top names that FILE imports, anywhere in it."""
    names = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.split(".")[0])
        elif isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
    return names


@pytest.mark.parametrize("file", PAGES, ids=lambda f: f.name)
def test_a_page_stands_on_the_database_alone(file):
    assert not imported(file) & {"spiders", "pipelines", "dedupe", "aggregator", "world"}


def test_nobody_imports_a_source():
    """Neither another source nor a shape does: the folder is the list, and no list is kept elsewhere."""
    sources = {file.stem for file in (ROOT / "spiders").glob("*.py")} - {"__init__"}
    for file in (ROOT / "spiders").rglob("*.py"):
        named = set(re.findall(r"(?:from|import) spiders\.(\w+)", file.read_text("utf-8")))
        assert not named & sources, f"{file} imports {named & sources}"


def test_public_functions_say_what_they_do():
    """Every public function of the lower floors has its sentence."""
    silent = [
        f"{file.relative_to(ROOT)}:{node.lineno} {node.name}"
        for file in OURS
        if file.relative_to(ROOT).parts[0] in ("offers", "pipelines", "dedupe", "world")
        for node in ast.parse(file.read_text("utf-8")).body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
        and not re.fullmatch(r"m\d{3}_\w+", node.name)
    ]
    assert not silent


def test_no_committed_file_names_this_machine_or_an_index():
    """What is committed works anywhere: no package index, no path of one machine."""
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True)
    if listed.returncode:
        pytest.skip("not a git checkout: there is no list of committed files")
    # Written in pieces, so that this file does not name them either.
    indexes = ("index" + "-url", "/" + "simple" + "/", r"registry *= *\"" + "http")
    machine = r"(?<![\w./])/(?:" + "|".join(("work", "root", "farm")) + ")/"
    forbidden = re.compile("|".join((*indexes, machine)))
    for name in listed.stdout.split("\n"):
        file = ROOT / name
        if (
            name.endswith((".py", ".toml", ".lock", ".yaml", ".yml", ".json", ".cfg"))
            and file.exists()
        ):
            found = forbidden.search(file.read_text("utf-8", errors="replace"))
            assert not found, f"{name} names {found[0]}"


def _imported(file: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.partition(".")[0])
    return found


def test_what_is_imported_is_locked():
    """A library that only the bench installs passes here and fails on a clean machine."""
    lines = (ROOT / "requirements.lock").read_text("utf-8").splitlines()
    locked = {line.partition("==")[0].lower().replace("_", "-") for line in lines}
    known = packages_distributions()
    ours = {*FOLDERS, *(found.stem for found in (ROOT / "datasette_plugins").iterdir())}
    peers = ROOT / "bench" / "peers"  # `make bench` installs them, and only it reads these files
    foreign = {
        f"{file.relative_to(ROOT)} imports {name}"
        for file in OURS
        if peers not in file.parents
        for name in _imported(file) - ours - sys.stdlib_module_names
        if not locked & {dist.lower().replace("_", "-") for dist in known.get(name, [])}
    }
    assert foreign == set()
