"""The robot's manners, over real HTTP on loopback: whom it asks, when it leaves, what it refuses."""

import json
import socket
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace

import pytest
from scrapy import Request
from scrapy.exceptions import NotConfigured
from scrapy.http import HtmlResponse
from scrapy.settings import Settings

from spiders.middlewares.body_guard import too_wild
from spiders.middlewares.crawl_delay import CrawlDelay
from spiders.middlewares.public_only import forbidden, is_public
from spiders.middlewares.refused import refusal

ROOT = Path(__file__).parents[1]
PAGE = "<html><body><h1>Maçon</h1><p>Bâtir des murs droits.</p></body></html>"
CHALLENGE = "<html><head><title>Just a moment...</title></head><body></body></html>"
ROBOTS = "User-agent: *\nDisallow: /private\n"

#: What each small site answers: {path: (status, headers, body)}; other paths give PAGE.
SITES = {
    "welcome": {},
    "forbids": {"/robots.txt": (200, {}, "User-agent: *\nDisallow: /\n")},
    "robots_500": {"/robots.txt": (500, {}, "User-agent: *\nAllow: /\n")},
    "robots_429": {"/robots.txt": (429, {}, "")},
    "robots_soft_404": {"/robots.txt": (200, {}, "<!DOCTYPE html><p>Disallow: /</p>")},
    "forbidden": {"/1": (403, {}, "no")},
    "too_many": {"/1": (429, {"Retry-After": "0"}, "no")},
    "challenge": {"/1": (200, {}, CHALLENGE)},
    "busy_for_hours": {"/1": (503, {"Retry-After": "7200"}, "later")},
    "busy": {"/1": (503, {"Retry-After": "0"}, "later")},
    "leads_inside": {"/1": (302, {"Location": "http://127.0.0.2/secret"}, "")},
    "leads_to_a_port": {"/1": (302, {"Location": "http://127.0.0.1:22/"}, "")},
    "leads_to_a_name": {"/1": (302, {"Location": "http://localhost/secret"}, "")},
    "wild": {"/1": (200, {}, "<p " + "a " * 5_000 + ">")},
}

#: Reads three pages of each site with the project's settings, and prints the stats.
VISIT = """
import json, sys
from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.utils.project import get_project_settings

class Visitor(Spider):
    name = "visitor"

    async def start(self):
        for page in "123":
            yield Request(f"{self.site}/{page}", errback=lambda failure: None)

    def parse(self, response):
        self.crawler.stats.inc_value("read")

sites = json.loads(sys.argv[1])
settings = get_project_settings()
settings.update({
    "DOWNLOAD_DELAY": 0, "ITEM_PIPELINES": {}, "LOG_LEVEL": "CRITICAL", "DATABASE": "",
    "EXTENSIONS": {"spiders.middlewares.crawl_delay.CrawlDelay": 10},
    "PRIVATE_HOSTS_ALLOWED": [url.removeprefix("http://") for url in sites.values()],
})
process = AsyncCrawlerProcess(settings)
crawlers = {name: process.create_crawler(Visitor) for name in sites}
for name, crawler in crawlers.items():
    process.crawl(crawler, site=sites[name])
process.start()
print(json.dumps({name: c.stats.get_stats() for name, c in crawlers.items()}, default=str))
"""


def site(answers):
    """Serve ANSWERS on a port of loopback; return the server, which keeps what it was asked."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self.server.asked.append(self.path)
            self.server.agents.add(self.headers["User-Agent"])
            default = ROBOTS if self.path == "/robots.txt" else PAGE
            status, headers, body = answers.get(self.path, (200, {}, default))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            kind = "text/plain" if self.path == "/robots.txt" else "text/html; charset=utf-8"
            self.send_header("Content-Type", kind)
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *args):
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.asked, server.agents = [], set()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


@pytest.fixture(scope="module")
def visits():
    """One real crawl of all the sites: {name: (server, stats)}."""
    servers = {name: site(answers) for name, answers in SITES.items()}
    urls = {name: f"http://127.0.0.1:{s.server_address[1]}" for name, s in servers.items()}
    command = [sys.executable, "-c", VISIT, json.dumps(urls)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)
    for server in servers.values():
        server.shutdown()
        server.server_close()
    assert done.returncode == 0, done.stderr
    stats = json.loads(done.stdout)
    return {name: (servers[name], stats[name]) for name in SITES}


def test_reads_a_site_that_welcomes_us(visits):
    server, stats = visits["welcome"]
    assert server.asked == ["/robots.txt", "/1", "/2", "/3"]
    assert stats["read"] == 3 and stats["finish_reason"] == "finished"
    (agent,) = server.agents
    assert agent.startswith("aggregator/") and "(+http" in agent, "say who asks, and whom to write"


def test_obeys_robots_txt(visits):
    server, stats = visits["forbids"]
    assert server.asked == ["/robots.txt"]
    assert stats["robotstxt/forbidden"] == 3


@pytest.mark.parametrize("name", ["robots_500", "robots_429"])
def test_asks_nothing_where_robots_txt_cannot_be_had(visits, name):
    server, stats = visits[name]
    assert set(server.asked) == {"/robots.txt"}
    assert stats["robotstxt/unreachable"] == 1


def test_takes_a_page_for_no_robots_txt(visits):
    assert visits["robots_soft_404"][1]["read"] == 3


@pytest.mark.parametrize(
    ("name", "why"),
    [("forbidden", "status 403"), ("too_many", "status 429"), ("challenge", "challenge page")],
)
def test_leaves_at_the_first_refusal(visits, name, why):
    server, stats = visits[name]
    assert server.asked == ["/robots.txt", "/1"], "neither again nor further"
    assert stats["blocked"] == why and stats["finish_reason"] == "blocked"


def test_does_not_come_back_before_it_may(visits):
    server, stats = visits["busy_for_hours"]
    assert server.asked == ["/robots.txt", "/1", "/2", "/3"]
    assert stats["retry/too_long"] == 1


def test_comes_back_when_it_may(visits):
    assert visits["busy"][0].asked.count("/1") == 3, "once, and twice again"


@pytest.mark.parametrize(
    ("name", "stat"),
    [("leads_inside", "private/address"), ("leads_to_a_port", "private/port")],
)
def test_follows_no_redirect_into_a_private_network(visits, name, stat):
    _, stats = visits[name]
    assert stats[stat] >= 1
    assert stats["read"] == 2


def test_follows_no_name_into_a_private_network(visits):
    _, stats = visits["leads_to_a_name"]
    assert stats["robotstxt/unreachable"] == 1, "its robots.txt, asked first, has no public address"
    assert stats["read"] == 2


def test_shows_no_wild_page_to_a_parser(visits):
    _, stats = visits["wild"]
    assert stats["body/attributes"] == 1
    assert stats["read"] == 2


@pytest.mark.parametrize("url", ["file:///etc/hostname", "data:,x", "s3://bucket/key", "http:///x"])
def test_knows_two_schemes(url):
    assert forbidden(url) == "scheme"


@pytest.mark.parametrize("host", ["2130706433", "127.1", "0.0.0.0", "[::1]", "169.254.169.254"])
def test_private_addresses_in_disguise(host):
    if forbidden(f"http://{host}/") is None:  # a name to us: the system's resolver unmasks it
        assert not is_public(socket.gethostbyname(host))


@pytest.mark.parametrize(
    ("page", "why"),
    [
        ("<a " + " ".join(f"b{n}=1" for n in range(2_500)) + ">", "attributes"),
        ("<a b='>' " + "c " * 2_500 + ">", "attributes"),
        ("<a b='" + "x" * 70_000 + "'>", "tag"),
        ("<div>" * 2_000 + "</div>" * 2_000, "depth"),
        ("<div></div>" * 5_000, None),
        ("<ul>" + "<li>" * 5_000 + "</ul>", None),
        ("<script>" + "if (a<b) c = '<div>';" * 5_000 + "</script><p>x</p>", None),
        ("<!--" + "<div>" * 5_000 + "--><p>x</p>", None),
        ("<svg>" + "<path d='M0'/>" * 5_000 + "</svg>", None),
    ],
)
def test_tells_wild_pages_from_long_ones(page, why):
    assert too_wild(page) == why


def test_a_good_page_behind_cloudflare_is_no_challenge():
    script = "<script>a.src='/cdn-cgi/challenge-platform/scripts/jsd/main.js'</script>"
    assert refusal(HtmlResponse("https://x.example/", body=(PAGE + script).encode())) is None


def delayed(asked, **settings):
    """The delay of a host whose robots.txt ASKED for one, in a crawl with SETTINGS."""
    slot = SimpleNamespace(delay=settings.get("DOWNLOAD_DELAY", 2))
    downloader = SimpleNamespace(
        slots={"x.example": slot}, per_slot_settings={}, get_slot_key=lambda request: "x.example"
    )
    crawler = SimpleNamespace(
        settings=Settings({"DOWNLOAD_DELAY": 2, "ROBOTSTXT_USER_AGENT": "aggregator", **settings}),
        engine=SimpleNamespace(downloader=downloader),
        stats=SimpleNamespace(set_value=lambda name, value: None),
    )
    parser = SimpleNamespace(crawl_delay=lambda agent: asked)
    CrawlDelay(crawler).slow_down(parser, Request("https://x.example/"))
    later = downloader.per_slot_settings.get("x.example", {}).get("delay", 2)
    assert later == slot.delay, "a slot made later waits as long"
    return slot.delay


def test_keeps_the_larger_of_two_delays():
    assert delayed(10.0) == 10.0
    assert delayed(1.0) == 2
    assert delayed(None) == 2


def test_asks_a_simulated_world_without_pauses():
    with pytest.raises(NotConfigured):
        delayed(10.0, WORLD="http://127.0.0.1:9")
