"""Every source, when its site is ill: no list is whole that was not seen whole, and nothing is raised."""

import asyncio
from urllib.parse import urlsplit

import pytest

from pipelines.verdict import verdict
from tests.conftest import drive
from tests.simulated import LAST, MARKET, Web, spider_of
from world.faults import Fault
from world.server import World

#: What a driven source meets itself; refusals and challenges are met by the middlewares.
ILLS = ("outage", "503", "changed layout")


class IllWeb(Web):
    """A web all of whose sites have one fault; robots.txt stays as it is."""

    def __init__(self, kind: str):
        super().__init__(World(MARKET, LAST))
        self.kind = kind

    def answer(self, request):
        self.world.faults = {urlsplit(request.url).hostname: Fault(self.kind)}
        return super().answer(request)


@pytest.mark.parametrize("ill", ILLS)
@pytest.mark.parametrize("source", MARKET.sources)
def test_an_ill_site_proves_nothing(source, ill, tmp_path):
    reading = asyncio.run(drive(spider_of(source, tmp_path), IllWeb(ill)))
    judged = verdict(reading.stats, "finished")
    assert not judged.complete and judged.outcome != "ok", judged
    assert not reading.spider.gone
