"""The opt-out file: read in every run, line by line; a bad line is told, and stops nothing."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aggregator.forgetting import log, take_back
from aggregator.opting_out import WHO, OptOuts, beside, carry_out, read_opt_outs, without_forgotten
from pipelines.forgotten import request_of
from pipelines.runs import Source
from tests.market import NOW, OTHER, Market
from tests.test_ledger import audit


@pytest.fixture
def market(tmp_path):
    market = Market(tmp_path / "aggregator.db")
    market.show("alpha", "1", employer="Fonderie Atlas", company="Fonderie Atlas")
    market.show("beta", "2", title="Infirmier", description=OTHER)
    market.show("gamma", "3", title="Magasinier", description=None)
    market.merge()
    return market


def lines(tmp_path, *written: str):
    file = tmp_path / "opt-out.txt"
    file.write_text("\n".join(written), encoding="utf-8")
    return file


def test_each_line_is_carried_out_once(market, tmp_path):
    file = lines(
        tmp_path, "\ufeff# who asked", "", "employer: Fonderie Atlas  # by mail, 3 May", "DOMAIN : beta.example",
        "url:https://gamma.example/3#!x",
    )  # fmt: skip
    done = carry_out(market.db, file, NOW)
    assert (done.lines, done.postings, done.faults) == (3, 2, ())
    assert set(market.offers()) == {"gamma/3"}
    assert [(row["value"], row["why"], row["who"]) for row in log(market.db)] == [
        ("fonderie atlas", "by mail, 3 May", WHO), ("beta.example", None, WHO), ("gamma.example/3#!x", None, WHO),
    ]  # fmt: skip
    assert carry_out(market.db, file, NOW + timedelta(days=1)).lines == 0
    audit(market)


def test_a_bad_line_is_told_by_its_number_and_the_others_count(market, tmp_path, caplog):
    file = lines(
        tmp_path,
        "please remove us",
        "domain: ma",
        "url: /offer/99",
        "employer:",
        "domain: alpha.example",
    )
    done = carry_out(market.db, file, NOW)
    assert done.postings == 1 and len(done.faults) == 4
    assert [fault.partition(":")[0] for fault in done.faults if "line" in fault] == [
        "opt-out.txt, line 1", "opt-out.txt, line 4", "opt-out.txt, line 2", "opt-out.txt, line 3",
    ]  # fmt: skip
    assert [record.message for record in caplog.records] == list(done.faults)


def test_our_own_offer_is_named_for_ever(market, tmp_path):
    file = lines(tmp_path, f"url: /offer/{market.offers()['gamma/3']}")
    assert carry_out(market.db, file, NOW).postings == 1
    again = carry_out(market.db, file, NOW)
    assert (again.lines, again.postings, again.faults) == (0, 0, ())


def test_a_line_taken_out_is_not_taken_back_and_one_taken_back_comes_again(market, tmp_path):
    file = lines(tmp_path, "domain: alpha.example")
    carry_out(market.db, file, NOW)
    lines(tmp_path, "# none")
    assert carry_out(market.db, file, NOW).lines == 0 and len(log(market.db)) == 1
    lines(tmp_path, "domain: alpha.example")
    take_back(market.db, [request_of("domain", "alpha.example")])
    assert carry_out(market.db, file, NOW).lines == 1


def test_no_file_asks_for_nothing_and_one_that_cannot_be_read_is_told(tmp_path):
    assert read_opt_outs(tmp_path / "none.txt") == OptOuts()
    (tmp_path / "opt-out.txt").mkdir()
    [fault] = read_opt_outs(beside(tmp_path / "aggregator.db")).faults
    assert fault.startswith("opt-out.txt cannot be read")


def test_a_source_on_a_forgotten_domain_is_not_read(market, tmp_path):
    carry_out(market.db, lines(tmp_path, "domain: atlas.example"), NOW)
    there = Source("jobs", "Jobs", "employer", "https://jobs.atlas.example/list")
    other = Source("other", "Other", "board", "https://notatlas.example/")
    assert without_forgotten(market.db, [there, other]) == [other]


@given(st.binary(max_size=300))
def test_any_file_can_be_read(tmp_path_factory, written):
    file = tmp_path_factory.mktemp("any") / "opt-out.txt"
    file.write_bytes(written)
    found = read_opt_outs(file)
    assert all(line.said and line.kind for line in found.lines)
    assert all("opt-out.txt, line " in fault for fault in found.faults)
