"""What the operator types, and what the desk answers."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from aggregator.cli import cli
from aggregator.sources import known_sources
from offers.database import connect

ROOT = Path(__file__).parent.parent
PAIR = {
    "label": "same",
    "a": {"site": "A", "url": "https://a.example/1", "title": "Chef de chantier", "company": "Bâtir", "city": "Fès"},
    "b": {"site": "B", "url": "https://b.example/9", "title": "Chef de chantier H/F", "company": "Batir SARL", "city": "Fez"},
}  # fmt: skip
OTHER = {
    "site": "B",
    "url": "https://b.example/7",
    "title": "Infirmier de bloc",
    "company": "Clinique Nour",
    "city": "Agadir",
}


def ask(*words: str):
    return CliRunner().invoke(cli, list(words))


def test_an_unknown_source_gets_the_list_and_2(tmp_path):
    answer = ask("crawl", "rekrut", "--db", str(tmp_path / "a.db"))
    assert answer.exit_code == 2
    assert "There is no source named rekrut" in answer.output
    assert all(name in answer.output for name in known_sources())


def test_a_crawl_of_nothing_says_what_to_do(tmp_path):
    answer = ask("crawl", "--db", str(tmp_path / "a.db"))
    assert answer.exit_code == 2 and "or say --all" in answer.output


def test_a_world_is_on_this_machine_only(tmp_path):
    answer = ask(
        "crawl", "rekrute", "--world", "http://192.0.2.1:80", "--db", str(tmp_path / "a.db")
    )
    assert answer.exit_code == 2 and "http://127.0.0.1:PORT" in answer.output


def test_a_newer_database_is_refused_with_a_sentence(tmp_path):
    path = str(tmp_path / "a.db")
    db = connect(path)
    with db.atomic():
        db.conn.execute(
            "insert into _sqlite_migrations (migration_set, name, applied_at) values ('offers', 'm999_later', 'x')"
        )
    db.close()
    answer = ask("dedupe", "--db", path)
    assert answer.exit_code == 5 and "written by a newer version" in answer.output


def test_a_file_that_is_no_database(tmp_path):
    path = tmp_path / "a.db"
    path.write_text("Dear diary, " * 100)
    answer = ask("dedupe", "--db", str(path))
    assert answer.exit_code == 5 and "is no database of ours" in answer.output


def test_sources_are_listed(tmp_path):
    answer = ask("sources", "--db", str(tmp_path / "a.db"))
    assert answer.exit_code == 0 and all(name in answer.output for name in known_sources())


def test_scrapy_knows_the_sources():
    command = [sys.executable, "-m", "scrapy", "list"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert listed.stdout.split() == list(known_sources())


def test_nothing_to_serve_says_what_to_do(tmp_path):
    answer = ask("serve", "--db", str(tmp_path / "none.db"))
    assert answer.exit_code == 2 and "make demo" in answer.output


@pytest.fixture
def pairs(tmp_path):
    file = tmp_path / "pairs.jsonl"
    lines = [
        PAIR,
        {"label": "different", "a": PAIR["a"], "b": OTHER},
        {"label": "unsure", "a": PAIR["a"], "b": OTHER},
    ]
    file.write_text("\n".join(map(json.dumps, lines)) + "\nnot json\n")
    return file


def test_evaluate_measures_the_merge(pairs):
    answer = ask("evaluate", str(pairs), "--json")
    assert answer.exit_code == 0, answer.output
    said = json.loads(answer.stdout)
    assert (said["pairs"], said["postings"], said["unjudged"], said["broken"]) == (2, 3, 1, 1)
    assert (said["precision"], said["recall"], said["f1"]) == (1.0, 1.0, 1.0)
    assert "pairs.jsonl, line 4: " in answer.stderr


def test_evaluate_takes_a_corpus_beside_the_pairs(pairs, tmp_path):
    """A posting that stands in both files is one posting; keys that are not ours are ignored."""
    corpus = tmp_path / "corpus.jsonl"
    rows = [
        PAIR["a"] | {"colour": "red"},
        *({**OTHER, "url": f"https://c.example/{n}"} for n in range(5)),
    ]
    corpus.write_text("\n".join(map(json.dumps, rows)))
    said = json.loads(ask("evaluate", str(pairs), "--corpus", str(corpus), "--json").stdout)
    assert (said["pairs"], said["postings"]) == (2, 8)


def test_the_demonstration_overwrites_no_file_but_its_own(tmp_path):
    path = str(tmp_path / "mine.db")
    connect(path).close()
    answer = ask("demo", "--db", path, "--no-serve")
    assert answer.exit_code == 2 and "is left alone" in answer.output
