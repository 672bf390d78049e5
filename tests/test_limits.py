"""How often one client may ask, and what is said to who asks more."""

import asyncio
import http.client
import itertools
import os
from collections import OrderedDict

import pytest
from datasette.utils import StartupError

from aggregator.doors import ANALYST
from datasette_plugins.guarding.places import Busy, Places
from datasette_plugins.guarding.windows import Windows
from tests.asked import FAR, Door
from tests.catalogue import make_catalogue
from tests.test_attacks import serving

NEW = itertools.count(1)
FEW = {"pages": 3, "data": 2, "queries": 1}


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return make_catalogue(tmp_path_factory.mktemp("limits") / "aggregator.db")


@pytest.fixture(scope="module")
def door(path):
    return Door(path, ANALYST, FEW)


def statuses(door, target: str, n: int, client: str, **headers) -> list[int]:
    return [door(target, client=client, **headers).status for _ in range(n)]


def test_who_asks_more_is_told_so_and_when_to_return(door):
    assert statuses(door, "/", 3, "192.0.2.1") == [200] * 3
    page = door("/about", client="192.0.2.1", accept_language="ar")
    assert page.status == 429 and 0 < int(page.headers["retry-after"]) <= 60
    assert "طلبات كثيرة من عنوانك" in page.text and '<html lang="ar" dir="rtl">' in page.text
    assert page.headers["cache-control"] == "no-store"
    assert "content-security-policy" in page.headers
    assert door("/", client="192.0.2.2").status == 200, "another client is not concerned"


@pytest.mark.parametrize(
    "target, most",
    [("/?q=a", 3), ("/offer/1", 3), ("/api/offers.json", 2), ("/aggregator/offers", 2),
     ("/aggregator/offers.json", 2), ("/aggregator/offers.csv", 1), ("/aggregator/offers.xlsx", 1),
     ("/aggregator?sql=select+1", 1), ("/aggregator.json?sql=select+1", 1), ("/aggregator/opened", 1),
     ("/aggregator/offers?_where=1", 1)],
)  # fmt: skip
def test_what_costs_more_may_be_asked_less(door, target, most):
    client = f"198.51.100.{next(NEW)}"
    answers = statuses(door, target, most + 1, client)
    assert 429 not in answers[:most] and answers[most] == 429


def test_a_program_is_told_what_it_has_left(door):
    first = door("/api/offers.json", client="192.0.2.3")
    assert first.headers["ratelimit-policy"] == '"data";q=2;w=60'
    assert first.headers["ratelimit"].startswith('"data";r=1;t=')
    door("/api/offers.json", client="192.0.2.3")
    refused = door("/api/offers.json", client="192.0.2.3")
    assert refused.headers["content-type"] == "application/problem+json; charset=utf-8"
    assert refused.headers["access-control-allow-origin"] == "*"
    assert refused.json()["status"] == refused.status == 429
    assert refused.headers["ratelimit"].startswith('"data";r=0;t=')


def test_a_page_that_caches_may_keep_says_nothing_of_one_client(door):
    assert "ratelimit" not in door("/", client="192.0.2.4").headers


def test_files_and_this_machine_are_free(door):
    assert 429 not in statuses(door, "/static/site.css", 6, FAR)
    assert 429 not in statuses(door, "/robots.txt", 6, FAR)
    assert 429 not in statuses(door, "/about", 6, "127.0.0.1")
    assert 429 not in statuses(door, "/about", 6, "::1")


def test_all_addresses_of_one_line_are_one_client(door):
    asked = [door("/about", client=f"2001:db8:7:1::{n:x}").status for n in range(1, 5)]
    assert asked == [200, 200, 200, 429]
    assert door("/about", client="2001:db8:7:2::1").status == 200
    assert door("/about", client="::ffff:192.0.2.9").status == 200


def test_a_header_of_a_visitor_s_own_names_nobody(door):
    asked = [
        door("/about", client="192.0.2.5", x_forwarded_for=f"203.0.113.{n}").status
        for n in range(4)
    ]
    assert asked == [200, 200, 200, 429]


def test_nought_is_without_limit_and_nonsense_is_refused(path):
    free = Door(path, limits={"pages": "0"})
    assert statuses(free, "/about", 8, FAR) == [200] * 8
    with pytest.raises(StartupError, match="pages is a number"):
        Door(path, limits={"pages": "many"})


def test_memory_does_not_grow_with_clients():
    windows = Windows(most=30, clients=1_000)
    for n in range(100_000):
        assert windows.ask(str(n), n / 1_000).granted
    assert len(windows.asked) == 1_000 and "99999" in windows.asked and "0" not in windows.asked
    for now in range(5_000):
        windows.ask("one", now / 100)
    assert len(windows.asked["one"]) <= 30


def test_a_proxy_on_this_machine_names_the_client(tmp_path, monkeypatch):
    """Through uvicorn: X-Forwarded-For is believed of a proxy here, and as far as no other proxy is named."""
    monkeypatch.setitem(os.environ, "AGGREGATOR_LIMIT_PAGES", "2")
    told = []
    with serving(make_catalogue(tmp_path / "aggregator.db")) as (address, _):
        for chain in (
            "203.0.113.1",
            "203.0.113.1",
            "203.0.113.1",
            "203.0.113.2",
            "198.51.100.9, 203.0.113.1",
        ):
            wire = http.client.HTTPConnection(address.removeprefix("http://"), timeout=30)
            wire.request(
                "GET", "/about", headers={"x-forwarded-for": chain, "x-forwarded-proto": "https"}
            )
            answer = wire.getresponse()
            told.append(answer.status)
            assert answer.headers["strict-transport-security"]
            wire.close()
    assert told == [200, 200, 429, 200, 429]


async def crowd(places: Places, clients: list[str], come: list[str], hold: float = 0.0) -> None:
    """Let CLIENTS ask for a place at once; those who get one COME, and HOLD it."""

    async def ask(client: str) -> None:
        async with places.place(client, 0.2):
            come.append(client)
            await asyncio.sleep(hold)

    told = await asyncio.gather(*map(ask, clients), return_exceptions=True)
    assert all(why is None or isinstance(why, Busy) for why in told)


def test_one_client_leaves_a_place_for_others():
    """Whatever one client asks at once, another finds a place free."""
    places, came = Places(3, each=2), []
    asyncio.run(crowd(places, [*["one"] * 12, "other"], came, hold=0.5))
    assert sorted(came) == ["one", "one", "other"]
    assert not places.held and not places.waiting


def test_who_took_least_comes_first():
    """Twelve clients that ask again and again do not keep out one who comes for the first time."""
    took = OrderedDict((f"many {n}", (1.0 + n, 0.0)) for n in range(12))
    came: list[str] = []
    asyncio.run(crowd(Places(1, 1, lambda: 60.0, took=took), [*took, "new"], came, hold=0.001))
    assert came[1] == "new", "after the one who found the place free"


def test_who_took_something_comes_again_when_others_are_served():
    places, came = Places(2, each=1), []
    for _ in range(4):
        asyncio.run(crowd(Places(2, 1, took=places.took), ["a", "b", "c"], came, hold=0.01))
    assert sorted(came) == sorted(["a", "b", "c"] * 4)


def test_this_machine_may_take_every_place():
    places, came = Places(3, each=1), []
    asyncio.run(crowd(places, [None] * 5, came, hold=0.5))
    assert len(came) == 3
