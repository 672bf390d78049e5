"""What stands in deploy/ is what the program would write, and what its tools accept."""

import os
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import click
import pytest

from aggregator.cli import cli
from aggregator.commands import serve
from aggregator.timers.place import Place
from aggregator.timers.units import units

ROOT = Path(__file__).parents[1]
DEPLOY = ROOT / "deploy"
#: The server that docs/deploy.md sets up.
SERVER = Place(Path("/opt/emplois/.venv/bin/aggregator"), Path("/srv/emplois/aggregator.db"), "emplois")  # fmt: skip
AGAIN = (
    f"aggregator cron --systemd --program {SERVER.program} --db {SERVER.db} --user {SERVER.user} "
    "--write deploy/systemd"
)
#: A bcrypt hash of nothing in particular.
HASH = "$2a$14$Zkx19XLiW6VYouLHR5NmfOFU0z2GTNmpkT/5qqR7hx4IjWJPDhjvG"


def told(*words: str, **environment: str) -> str:
    """What a program says of a file of ours; the empty text, where it has nothing against it."""
    if not shutil.which(words[0]):
        pytest.skip(f"{words[0]} is not on this machine")
    answer = subprocess.run(words, env=os.environ | environment, capture_output=True, text=True)
    return "" if answer.returncode == 0 else answer.stdout + answer.stderr


def test_the_units_are_those_that_the_program_writes():
    written = {file.name: file.read_text("utf-8") for file in (DEPLOY / "systemd").iterdir()}
    assert written == units(SERVER), f"written anew by: {AGAIN}"


@pytest.mark.parametrize(
    "file", sorted((DEPLOY / "systemd").glob("*.service")), ids=lambda f: f.stem
)
def test_each_service_starts_a_command_that_there_is(file):
    [line] = [
        line for line in file.read_text("utf-8").splitlines() if line.startswith("ExecStart=")
    ]
    program, name, *words = shlex.split(line.removeprefix("ExecStart="))
    command = cli.get_command(click.Context(cli), name)
    assert command and Path(program) == SERVER.program
    assert command.make_context(name, words).params["db"] == str(SERVER.db)


@pytest.mark.parametrize("name", ["Caddyfile", "nginx.conf"])
def test_each_proxy_opens_both_doors_and_says_who_asks(name):
    said = (DEPLOY / name).read_text("utf-8")
    for port in (serve.EVERYBODYS, serve.ANALYSTS):
        assert f"127.0.0.1:{port}" in said
    assert "X-Forwarded-For" in said and re.search("basic_?auth|auth_basic", said)


def test_nginx_takes_its_file(tmp_path):
    """With certificates, passwords and a cache folder of the test's own."""
    if not shutil.which("openssl"):
        pytest.skip("openssl is not on this machine: there is no certificate to name")
    said = (DEPLOY / "nginx.conf").read_text("utf-8")
    for ours in ("/etc/letsencrypt/live/emplois.example", "/etc/nginx", "/var/cache/nginx"):
        said = said.replace(ours, str(tmp_path))
    (tmp_path / "site.conf").write_text(said, "utf-8")
    whole = f"pid {tmp_path}/pid;\nerror_log {tmp_path}/log;\nevents {{}}\nhttp {{ access_log off; include {tmp_path}/site.conf; }}\n"
    (tmp_path / "nginx.conf").write_text(whole)
    key, certificate = f"{tmp_path}/privkey.pem", f"{tmp_path}/fullchain.pem"
    words = ("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")
    assert told("openssl", *words, "-keyout", key, "-out", certificate, "-subj", "/CN=x") == ""
    assert told("nginx", "-t", "-c", f"{tmp_path}/nginx.conf") == ""


def test_caddy_takes_its_file(tmp_path):
    words = ("caddy", "validate", "--adapter", "caddyfile", "--config", str(DEPLOY / "Caddyfile"))
    assert told(*words, ANALYST_HASH=HASH, XDG_DATA_HOME=str(tmp_path)) == ""


def test_the_image_is_built_from_the_lock_and_runs_as_nobody():
    lines = (DEPLOY / "Dockerfile").read_text("utf-8").splitlines()
    said = [line for line in lines if not line.startswith("#")]
    installs = [line for line in said if "pip install" in line]
    assert installs and all("--no-deps" in line and "://" not in line for line in installs)
    assert any("-r requirements.lock" in line for line in installs)
    users = [line.split()[1] for line in said if line.startswith("USER")]
    assert users and users[-1].isdecimal() and int(users[-1]) > 0
    assert {"VOLUME", "HEALTHCHECK", "ENTRYPOINT"} <= {line.split(maxsplit=1)[0] for line in said if line}  # fmt: skip


def test_hadolint_has_nothing_against_the_dockerfile():
    assert told("hadolint", str(DEPLOY / "Dockerfile")) == ""


def test_no_catalogue_and_no_history_goes_into_the_image():
    ignored = set((ROOT / ".dockerignore").read_text("utf-8").splitlines())
    assert {".git", ".venv", "*.db*", "logs", "backups", "*.env"} <= ignored
