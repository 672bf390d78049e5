"""Adding a source needs no edit of what is there: proved by doing it, in a copy of the project."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from aggregator.new_source import SHAPES, New, write

ROOT = Path(__file__).parent.parent
FOLDERS = ("aggregator", "spiders", "pipelines", "dedupe", "offers", "world", "tests")
FILES = ("pyproject.toml", "scrapy.cfg")


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """A copy of the project, without its environment and history."""
    home = tmp_path_factory.mktemp("copy")
    for folder in FOLDERS:
        shutil.copytree(ROOT / folder, home / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for file in FILES:
        shutil.copy(ROOT / file, home)
    return home


def ask(home: Path, *words: str) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", *words]
    return subprocess.run(command, cwd=home, capture_output=True, text=True, timeout=300)


def test_each_shape_is_written_tested_and_listed(copy):
    before = {file: file.read_bytes() for file in copy.rglob("*") if file.is_file()}
    for shape in SHAPES:
        url = f"https://www.{shape.replace('_', '-')}.example/offres"
        made = ask(copy, "aggregator", "new-source", f"essai_{shape}", url, "--shape", shape)
        assert made.returncode == 0, made.stderr
        assert f"wrote spiders/essai_{shape}.py" in made.stdout and "robots.txt" in made.stdout
    alone = ("-p", "no:cacheprovider", "-p", "no:schemathesis")
    test = ("pytest", *alone, "tests/test_sources.py", "-k", "essai")
    first, again = ask(copy, *test), ask(copy, *test)
    assert first.stdout.count("read it, then commit it") >= len(SHAPES)
    assert again.returncode == 0, again.stdout
    assert f"{3 * len(SHAPES)} passed" in again.stdout
    listed = ask(copy, "aggregator", "sources", "--db", str(copy / "a.db"))
    assert all(f"essai_{shape}" in listed.stdout for shape in SHAPES)
    changed = [file for file, body in before.items() if file.read_bytes() != body]
    assert not [file for file in changed if "__pycache__" not in file.parts], "no other edit"


@pytest.mark.parametrize(
    ("name", "url", "why"),
    [
        ("Essai", "https://x.example", "is no name"),
        ("../essai", "https://x.example", "is no name"),
        ("essai", "javascript:alert(1)", "is no address"),
        ("essai", "www.x.example", "is no address"),
    ],
)
def test_what_will_not_do_is_refused(name, url, why):
    with pytest.raises(ValueError, match=why):
        New(name, url, "listing")


def test_a_file_that_is_there_is_left_alone(tmp_path):
    write(New("essai", "https://x.example/offres", "feed"), tmp_path)
    (tmp_path / "spiders" / "essai.py").write_text("mine")
    with pytest.raises(FileExistsError, match="left alone"):
        write(New("essai", "https://x.example/offres", "listing"), tmp_path)
    assert (tmp_path / "spiders" / "essai.py").read_text() == "mine"
    assert not (tmp_path / "tests" / "sites" / "essai" / "list-1.html").exists()
