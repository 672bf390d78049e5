"""A world served to rehearse with: some of its sites ill, its employers written down for the commands."""

import subprocess
import sys
from datetime import date
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from click.testing import CliRunner

from world.__main__ import main
from world.market import Market
from world.server import doors


def test_a_site_is_ill_as_it_was_ordered_and_the_others_are_well(tmp_path):
    ways = doors(Market(7, 300, 6, date(2026, 11, 2)), 0)
    words = [
        "--port",
        "0",
        "--size",
        "300",
        "--ill",
        "rekrute=403",
        "--rows",
        str(tmp_path / "rows"),
    ]
    command = [sys.executable, "-u", "-m", "world", *words]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as world:
        try:
            address = world.stdout.readline().split()[0]
            with pytest.raises(HTTPError) as refused:
                urlopen(address + ways["rekrute"], timeout=10)
            assert refused.value.code == 403
            assert urlopen(address + ways["stagiaires"], timeout=10).status == 200
        finally:
            world.kill()
    assert address.startswith("http://127.0.0.1:")
    assert (tmp_path / "rows" / "employers.csv").exists()


@pytest.mark.parametrize("ill", ["rekrute=flu", "nobody=403", "rekrute"])
def test_what_cannot_be_ordered_is_said(ill):
    answer = CliRunner().invoke(main, ["--ill", ill])
    assert answer.exit_code == 2 and "write a source" in answer.output
