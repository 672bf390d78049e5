"""A hostile web, over real HTTP, read by a real child: what is sent, packed, dripped, led elsewhere.

docs/hostile.md tells what each attack came to.
"""

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.hostile.answers import ANSWERS, HARMLESS
from tests.hostile.crawled import MOST_MB, crawled, serving, sources
from tests.hostile.good import SAID, cards

ATTACKS = {name: attack for name, (attack, _) in ANSWERS.items()} | HARMLESS
CALM = [f"calme-{n}" for n in range(5)]


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    """Two sources at once, into one file: one whose list leads to every attack, and one beside it."""
    folder = tmp_path_factory.mktemp("answers")
    refs = [ref for name in ATTACKS for ref in (name, f"bon-{name}")]
    sites = {
        "listed.example": {"/list": lambda wire: wire.send(cards(refs))}
        | {f"/o/{name}": attack for name, attack in ATTACKS.items()},
        "beside.example": {"/list": lambda wire: wire.send(cards(CALM))},
    }
    with serving(sites) as server, ThreadPoolExecutor(2) as pool:
        shapes = (sources.Listed, sources.Beside)
        yield list(pool.map(lambda shape: crawled(folder, shape, server), shapes))


def test_a_list_of_attacks_is_read_to_its_end_within_bounds(both):
    attacked, _ = both
    assert attacked.row["outcome"] == "ok", attacked.row["cause"]
    assert attacked.stats["memory/peak"] < MOST_MB
    assert attacked.row["listed"] == len(attacked.postings) == 2 * len(ATTACKS)


def test_the_source_beside_is_untouched(both):
    _, beside = both
    assert beside.row["outcome"] == "ok" and beside.row["complete"]
    assert sorted(beside.postings) == CALM
    assert all(posting["description"] == SAID for posting in beside.postings.values())


def test_the_good_postings_between_the_attacks_are_whole(both):
    good = [posting for ref, posting in both[0].postings.items() if ref.startswith("bon-")]
    assert len(good) == len(ATTACKS)
    assert all(posting["description"] == SAID for posting in good)


@pytest.mark.parametrize("name", ANSWERS)
def test_an_attack_costs_its_page_and_is_counted(both, name):
    attacked, _ = both
    posting, counted = attacked.postings[name], ANSWERS[name][1]
    assert (posting["title"], posting["description"]) == (f"Maçon {name}", None), "the card alone"
    wanted = [one for one in ANSWERS if ANSWERS[one][1] == counted]
    assert attacked.stats[counted] == len(wanted)


@pytest.mark.parametrize("name", HARMLESS)
def test_what_only_looks_wild_is_read(both, name):
    read = both[0].postings[name]["description"]
    assert read and SAID.startswith(read), "a page that is announced too short is read that far"


def test_nothing_was_asked_that_no_site_of_ours_answers(both):
    asked = {host for host, _ in both[0].server.asked}
    assert asked == {"listed.example", "beside.example"}


def test_a_redirect_loop_is_left_soon(both):
    asked = both[0].server.asked
    assert asked["listed.example", "/o/redirect-loop"] == 6
