"""What `aggregator cron` prints runs as it stands: under cron's bare environment, and under systemd."""

import os
import re
import shlex
import shutil
import stat
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from aggregator.cli import cli
from aggregator.timers.crontab import escaped
from aggregator.timers.place import installed

#: A folder that means something else to cron, to the shell and to systemd.
ODD = "a b 100% 'of' $HOME \"it\""
#: In place of the program: says where it was started, with what, and what it was given to work with.
STUB = """#!/bin/sh
pwd
umask
echo "$LANG|$PATH|$AGGREGATOR_CONTACT_URL|$AGGREGATOR_PING|$CAREERJET_API_KEY"
for word in "$@"; do echo "<$word>"; done
"""
#: In place of cron's own program: a crontab is a file.
CRONTAB = """#!/bin/sh
file="$CRONTABS/tab"
if [ "$1" = -l ]; then cat "$file" 2>/dev/null || { echo "no crontab for $USER" >&2; exit 1; }
else cat > "$file"; echo written >> "$CRONTABS/times"; fi
"""
PLAIN = st.text(st.characters(exclude_characters="\n\0", exclude_categories=["Cs"]), min_size=1)


def ask(*words: str, code: int = 0, **environment: str) -> str:
    answer = CliRunner().invoke(cli, ["cron", *words], env=environment)
    assert answer.exit_code == code, answer.output
    return answer.output


def program(file: Path, text: str) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    file.chmod(file.stat().st_mode | stat.S_IXUSR)
    return file


#: What both cron and systemd read.
KEYS = "AGGREGATOR_PING='https://watch.example/a b'\nCAREERJET_API_KEY=k\n"


@pytest.fixture
def odd(tmp_path) -> tuple[Path, Path]:
    """A program and a database in folders whose names need care."""
    stub = program(tmp_path / ODD / ".venv/bin/aggregator", STUB)
    (tmp_path / ODD / "data").mkdir()
    return stub, tmp_path / ODD / "data/aggregator.db"


def handed_on(command: str) -> str:
    """What cron hands to the shell of COMMAND: up to a bare %, a backslash before % taken away."""
    said, at = "", 0
    while at < len(command) and command[at] != "%":
        two = command[at : at + 2]
        step = 2 if two[:1] == "\\" and len(two) == 2 else 1
        said += "%" if two == "\\%" else command[at : at + step]
        at += step
    return said


def run_by_cron(crontab: str) -> subprocess.CompletedProcess:
    """Run the one line of CRONTAB as cron would: a bare environment, another folder, nobody there."""
    environment, command = {"HOME": "/", "LOGNAME": "nobody", "LANG": "C"}, ""
    for line in crontab.splitlines():
        if said := re.fullmatch(r"(\w+)=(?:([\"'])(.*)\2|(.*))", line):
            environment[said[1]] = said[3] if said[2] else said[4]
        elif line and not line.startswith("#"):
            command = handed_on(line.split(maxsplit=5)[5])
    words = ["env", "-i", *(f"{k}={v}" for k, v in environment.items())]
    return subprocess.run(
        [*words, environment.pop("SHELL"), "-c", command],
        cwd="/", umask=0o077, stdin=subprocess.DEVNULL, capture_output=True, text=True,
    )  # fmt: skip


def test_the_line_runs_from_any_folder_with_nothing_in_the_environment(odd):
    stub, db = odd
    (db.parent / "aggregator.env").write_text(KEYS)
    printed = ask("--program", str(stub), "--db", str(db), "--", "--ping", "https://x.example/%20",
                  AGGREGATOR_CONTACT_URL="https://emplois.example/robot")  # fmt: skip
    answer = run_by_cron(printed)
    assert (answer.returncode, answer.stderr) == (0, "")
    where, umask, environment, *words = answer.stdout.splitlines()
    assert (where, umask) == (str(db.parent), "0077")
    lang, path, *keys = environment.split("|")
    assert lang == "C" and path.startswith(f"{stub.parent}:")
    assert keys == ["https://emplois.example/robot", "https://watch.example/a b", "k"]
    said = ["update", "--cron", "--db", str(db), "--ping", "https://x.example/%20"]
    assert words == [f"<{word}>" for word in said]


def test_the_line_as_printed_updates(tmp_path):
    """The installed program, from cron's environment: --dry-run asks no site, and says what is due."""
    db = tmp_path / "aggregator.db"
    answer = run_by_cron(ask("--db", str(db), "--", "--dry-run"))
    assert answer.returncode == 0, answer.stdout + answer.stderr


@given(PLAIN)
def test_whatever_a_folder_is_named_cron_and_the_shell_give_it_back(name):
    assert shlex.split(handed_on(escaped(f"cd {shlex.quote(name)}"))) == ["cd", name]


def test_each_catalogue_has_minutes_of_its_own():
    def minutes(db: str) -> list[int]:
        line = ask("--db", db).splitlines()[-1]
        return [int(minute) for minute in line.split()[0].split(",")]

    told = [minutes(f"/srv/{n}/aggregator.db") for n in range(20)]
    assert told == [minutes(f"/srv/{n}/aggregator.db") for n in range(20)]
    assert all([m + 15 * k for k in range(4)] == four for four in told for m in four[:1])
    assert len({four[0] for four in told}) > 5


@pytest.fixture
def crontabs(tmp_path, monkeypatch) -> Path:
    """A user's crontab, with a line of his own."""
    folder = tmp_path / "cron"
    program(folder / "crontab", CRONTAB)
    monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")
    monkeypatch.setenv("CRONTABS", str(folder))
    (folder / "tab").write_text("0 3 * * * mine 100\\%")
    return folder


def test_installed_once_and_taken_out_without_a_trace(crontabs):
    tab, mine = crontabs / "tab", "0 3 * * * mine 100\\%\n"
    assert "Installed: /srv/a.db" in ask("--install", "--db", "/srv/a.db")
    once = tab.read_text()
    assert once.startswith(mine) and once.count("aggregator update --cron") == 1
    assert "Nothing to change" in ask("--install", "--db", "/srv/a.db")
    assert tab.read_text() == once and (crontabs / "times").read_text().count("written") == 1
    ask("--install", "--db", "/srv/b.db")
    ask("--install", "--db", "/srv/a.db", "--mailto", "desk@emplois.example")
    both = tab.read_text()
    assert both.count("aggregator update --cron") == 2 and 'MAILTO="desk@' in both
    ask("--uninstall", "--db", "/srv/a.db")
    assert "/srv/a.db" not in tab.read_text() and "/srv/b.db" in tab.read_text()
    ask("--uninstall", "--db", "/srv/b.db")
    assert tab.read_text() == mine
    assert "Nothing to change" in ask("--uninstall", "--db", "/srv/b.db")


def test_the_first_line_of_an_empty_crontab(crontabs):
    (crontabs / "tab").unlink()
    ask("--install", "--db", "/srv/a.db")
    assert (crontabs / "tab").read_text().startswith("# >>> aggregator /srv/a.db\n")


def test_lines_whose_marks_are_broken_are_left_alone(crontabs):
    ask("--install", "--db", "/srv/a.db")
    tab = crontabs / "tab"
    broken = tab.read_text().replace("# <<< aggregator /srv/a.db\n", "") + "0 4 * * * mine\n"
    tab.write_text(broken)
    assert "not whole" in ask("--uninstall", "--db", "/srv/a.db", code=1)
    assert tab.read_text() == broken


def test_without_cron_it_says_what_to_do(tmp_path):
    assert "install cron" in ask("--install", code=2, PATH=str(tmp_path))


def test_a_name_that_no_line_can_hold_is_refused():
    assert "line break" in ask("--db", "/srv/a\nb.db", code=2)
    assert "cron reads" in ask("--db", f"/srv/{'x' * 600}.db", "--", "y" * 400, code=2)


def test_the_units_stand_under_their_names(odd):
    stub, db = odd
    assert "quotes" in ask("--systemd", "--program", str(stub), "--db", str(db), code=2)
    said = ask(
        "--systemd", "--program", "/opt/emplois/aggregator", "--db", str(db), "--user", "emplois"
    )
    for name in ("update.service", "update.timer", "public.service", "analyst.service"):
        assert f"# /etc/systemd/system/aggregator-{name}\n[Unit]\n" in said
    for promise in ("Type=oneshot", "SuccessExitStatus=75", "ProtectSystem=strict", "User=emplois",
                    "NoNewPrivileges=yes", "Persistent=true", "RandomizedDelaySec="):  # fmt: skip
        assert f"\n{promise}" in said


def test_systemd_reads_the_units_as_we_mean_them(odd, tmp_path):
    """It says nothing: every word is known, and every program is found under its odd name."""
    if not shutil.which("systemd-analyze"):
        pytest.skip("systemd-analyze is not on this machine")
    folder, (_, db) = tmp_path / "units", odd
    stub = program(tmp_path / "a b 100% $HOME/aggregator", STUB)
    ask("--systemd", "--write", str(folder), "--program", str(stub), "--db", str(db))
    files = sorted(map(str, folder.iterdir()))
    answer = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *files], capture_output=True, text=True
    )
    assert (len(files) >= 4, answer.returncode, answer.stderr) == (True, 0, "")


def test_the_program_is_the_one_of_this_environment():
    assert installed().parent == Path(ask().splitlines()[2].split('"')[1].split(":")[0])
