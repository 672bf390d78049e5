"""Attacks on a real server: `aggregator serve --analyst`, asked what nobody means well with."""

import json
import os
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx
import psutil
import pytest

from bench.attacking.attacks import ATTACKS, LONG, REFUSED, SLOW
from tests.browsing import ROOT, wait_for
from tests.catalogue import TODAY, make_catalogue

SECRETS = ("Le reste du texte", "rest text parait")
MOST_MEGABYTES = 300


@contextmanager
def serving(path, *door):
    """Serve the catalogue at PATH behind a DOOR; give its address and its process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "aggregator",
        "serve",
        *door,
        "--db",
        str(path),
        "--port",
        str(port),
    ]
    env = os.environ | {"AGGREGATOR_TODAY": str(TODAY)}
    with Path(f"{path}.log").open("w") as log:
        server = subprocess.Popen(command, cwd=ROOT, env=env, stdout=log, stderr=log)
    try:
        yield wait_for(f"http://127.0.0.1:{port}", server), psutil.Process(server.pid)
    finally:
        server.terminate()
        server.wait(timeout=30)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("where-the-file-lies")


@pytest.fixture(scope="module")
def analyst(folder):
    with serving(_made(folder / "analyst"), "--analyst") as server:
        yield server


@pytest.fixture(scope="module")
def public(folder):
    with serving(_made(folder / "public")) as server:
        yield server


def _made(folder: Path) -> str:
    """Write the catalogue into FOLDER, under the name that datasette.yaml speaks of."""
    folder.mkdir()
    return make_catalogue(folder / "aggregator.db")


def ask(server, path, **params):
    return httpx.get(f"{server[0]}{path}", timeout=60, params=params or None)


def megabytes(server) -> float:
    """The memory that the server and its processes hold; one just being started is still in the server's own."""
    command = server[1].cmdline()
    total = server[1].memory_info().rss
    for child in server[1].children(recursive=True):
        with suppress(psutil.NoSuchProcess):  # it ended between the two looks
            total += child.memory_info().rss if child.cmdline() != command else 0
    return total / 2**20


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_an_attack_ends_and_reads_nothing(analyst, folder, attack):
    answer = ask(analyst, attack.path("aggregator"))
    assert answer.status_code in (REFUSED if attack.refused else {*REFUSED, 200}), answer.text[:300]
    assert not any(secret in answer.text for secret in SECRETS)
    assert "Traceback" not in answer.text and "site-packages" not in answer.text
    assert str(folder.name) not in answer.text + str(answer.headers)
    assert megabytes(analyst) < MOST_MEGABYTES


def test_after_all_that_it_still_answers(analyst):
    answer = ask(analyst, "/aggregator.json", sql="select count(*) n from offers", _shape="array")
    assert answer.json() == [{"n": 60}]


def test_a_statement_whose_one_step_does_not_end_is_stopped(analyst):
    """SQLite looks at no clock within `replace`: the process that runs it is ended, the next one answers."""
    slow = f"{LONG} select length(replace(x, substr(x, 1, 225000) || 'b', '')) from c, (select 1 union select 2 union select 3)"
    answer = ask(analyst, "/aggregator.json", sql=slow)
    assert answer.status_code == 400 and "stopped" in answer.json()["error"]
    assert ask(analyst, "/aggregator.json", sql="select 1").status_code == 200


@pytest.mark.parametrize("name", SLOW)
def test_twelve_at_once_leave_a_place_for_others(analyst, name):
    attack = next(attack for attack in ATTACKS if attack.name == name)
    with ThreadPoolExecutor(12) as crowd:
        asked = [crowd.submit(ask, analyst, attack.path("aggregator")) for _ in range(12)]
        assert ask(analyst, "/", q="comptable").status_code == 200
        answers = [answer.result() for answer in asked]
    assert {answer.status_code for answer in answers} <= {200, 400, 503}
    for answer in answers:
        assert answer.status_code != 503 or answer.headers["retry-after"] == "2"
    assert megabytes(analyst) < MOST_MEGABYTES


def test_who_waits_in_vain_is_told_so_in_their_language(analyst):
    slow = "select count(*) from offers a, offers b, offers c, offers d, offers e, offers f"
    headers = {"accept-language": "ar"}
    with ThreadPoolExecutor(8) as crowd:
        asked = [crowd.submit(httpx.get, f"{analyst[0]}/aggregator", params={"sql": slow}, headers=headers, timeout=60)
                 for _ in range(8)]  # fmt: skip
        answers = [answer.result() for answer in asked]
    busy = [answer for answer in answers if answer.status_code == 503]
    stopped = [answer for answer in answers if answer.status_code == 400]
    assert busy and stopped and len(busy) + len(stopped) == 8
    assert all("أعد المحاولة بعد ثانيتين" in page.text for page in busy)
    assert all("طال هذا الاستعلام فأوقفناه" in page.text for page in stopped)
    assert "content-security-policy" in busy[0].headers


def test_an_analyst_s_question_is_answered(analyst):
    sql = """with t(n) as (select count(*) from offers where closed_on is null)
    select c.label, count(*) as offers, round(100.0 * count(*) / t.n, 1) as share, group_concat(distinct o.company)
    from offers o join contracts c on c.code = o.contract_code, t where o.title like :like group by 1 order by 2 desc"""
    answer = ask(analyst, "/aggregator.json", sql=sql, like="%stage%", _shape="objects").json()
    assert answer["rows"][0]["offers"] == 6 and not answer["truncated"]
    page = ask(analyst, "/aggregator", sql=sql, like="%stage%")
    assert page.status_code == 200 and 'name="like" value="%stage%"' in page.text
    assert (
        ask(analyst, "/aggregator.csv", sql='select \'é\' as "a ""b"""').text
        == '"a ""b"""\r\né\r\n'
    )


def test_long_answers_are_cut_and_say_so(analyst):
    sql = "select a.id, b.id, a.title from offers a, offers b"
    assert ask(analyst, "/aggregator.json", sql=sql).json()["truncated"]
    assert len(ask(analyst, "/aggregator.json", sql=sql).json()["rows"]) == 1000


def test_tables_are_searched_sorted_and_streamed(analyst):
    found = ask(analyst, "/aggregator/offers.json", _search="développeurs", _shape="objects").json()
    assert {"Développeuse Python"} == {row["title"] for row in found["rows"]}
    assert ask(analyst, "/aggregator/offers.csv", _stream="1").text.count("\r\n") >= 61
    assert ask(analyst, "/aggregator/offers", _size="max", _facet="company").status_code == 200


@pytest.mark.parametrize("ending", ["", ".json", ".csv"])
def test_the_public_door_has_no_sql(public, ending):
    answer = ask(public, f"/aggregator{ending}", sql="select 1 as one")
    assert answer.status_code == 403
    where = ask(public, f"/aggregator/offers{ending}", _where="1=1")
    assert where.status_code == 403
    if ending == ".json":
        assert "analysts' server" in json.loads(answer.text)["error"]
    elif not ending:
        page = httpx.get(
            f"{public[0]}/aggregator", params={"sql": "select 1"}, headers={"accept-language": "fr"}
        )
        assert "Le SQL n’est pas ouvert sur ce site" in page.text


def test_the_public_door_has_tables_but_not_the_file(public, folder):
    assert ask(public, "/aggregator/offers").status_code == 200
    assert ask(public, "/aggregator/offers.json", _search="comptable").status_code == 200
    assert ask(public, "/aggregator").status_code == 200
    assert 'name="sql"' not in ask(public, "/aggregator").text
    assert ask(public, "/aggregator/offers.csv", _stream="1").status_code == 400
    for path in ("/aggregator.db", "/-/databases", "/-/databases.json", "/-/threads.json", "/-/versions.json",
                 "/-/plugins.json", "/-/nowhere", "/aggregator/nowhere.json", "/nowhere.json", "/aggregator/offers/x'.json"):  # fmt: skip
        answer = ask(public, path)
        assert answer.status_code in (403, 404), path
        assert folder.name not in answer.text + str(answer.headers)


def test_the_doors_exclude_each_other(folder):
    command = [
        sys.executable,
        "-m",
        "aggregator",
        "serve",
        "--public",
        "--analyst",
        "--db",
        str(folder / "any.db"),
    ]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert answer.returncode == 2 and "two servers" in answer.stderr


def test_both_doors_are_in_the_help():
    command = [sys.executable, "-m", "aggregator", "serve", "--help"]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True).stdout
    assert "--public" in told and "--analyst" in told
