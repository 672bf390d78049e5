"""Whether the robots.txt of each host can be had, asked once, as our robot asks."""

from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request, Spider
from scrapy.http import Response
from twisted.python.failure import Failure

from aggregator.child import reader
from aggregator.children import FORKS
from aggregator.examining.finding import Asked, Finding, bad, doubtful, fine
from aggregator.sources import known_sources, spider
from aggregator.world_door import SETTINGS
from spiders.middlewares.robots import unreachable

#: One page is asked of each host, so several hosts may be asked at once; our name, our resolver and
#: our refusal of private addresses stay. What watches over a run has nothing to watch.
MANNERS: dict[str, Any] = {
    "ROBOTSTXT_OBEY": False,  # robots.txt is all we ask for
    "DOWNLOADER_MIDDLEWARES": {"spiders.middlewares.public_only.PublicOnly": 20},
    "ITEM_PIPELINES": {},
    "EXTENSIONS": {},
    "RETRY_ENABLED": False,
    "HTTPERROR_ALLOW_ALL": True,
    "HTTPCACHE_ENABLED": False,
    "CONCURRENT_REQUESTS": 8,
    "DOWNLOAD_TIMEOUT": 15,
    "LOG_LEVEL": "CRITICAL",
}
#: All the hosts may take so long, in seconds.
LONGEST = 300
NETWORK = "Look at the network, its DNS and its firewall: we ask directly, and use no proxy."
#: So many hosts have a line of their own.
SHOWN = 20


@dataclass(frozen=True)
class Answer:
    """What a host answered: a status, or why it gave none."""

    status: int | None
    why: str = ""

    @property
    def trouble(self) -> str | None:
        """Say what keeps us from its pages, or None."""
        if self.status is None:
            return self.why
        return f"answers {self.status}" if unreachable(self.status) else None


def robots(asked: Asked) -> Iterator[Finding]:
    """Ask every host that we read for its robots.txt."""
    if asked.offline:
        yield fine("robots", "not asked: --offline")
        return
    hosts = hosts_of(asked.rows)
    answers = ask(hosts, asked.world)
    trouble = {host: why for host in hosts if (why := answers[host].trouble)}
    if len(trouble) == len(hosts) and hosts:
        yield bad("robots", f"none of {len(hosts)} hosts can be asked: {_first(trouble)}", NETWORK)
        return
    yield fine("robots", f"{len(hosts) - len(trouble)} of {len(hosts)} hosts can be asked")
    for host, why in list(trouble.items())[:SHOWN]:
        said = f"{host} ({', '.join(hosts[host])}): robots.txt {why}"
        yield doubtful(
            "robots", said, "The robot leaves it alone till it answers; try again later."
        )


def _first(trouble: Mapping[str, str]) -> str:
    return " ".join(next(iter(trouble.items())))


def hosts_of(rows: str | None) -> dict[str, list[str]]:
    """Return {scheme and host: its sources} of every source that is on."""
    hosts: dict[str, list[str]] = {}
    for name, source in known_sources(rows).items():
        starts = () if source.off else spider(name, rows).start_urls
        for host in dict.fromkeys(_host(url) for url in starts):
            hosts.setdefault(host, []).append(name)
    return hosts


def _host(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def ask(hosts: Iterable[str], world: str | None) -> dict[str, Answer]:
    """Ask each of HOSTS, in a process of its own: Scrapy can be started but once in one."""
    receiver, sender = FORKS.Pipe(duplex=False)
    child = FORKS.Process(target=_ask, args=(list(hosts), world, sender))
    child.start()
    sender.close()
    answers: dict[str, Answer] = {}
    try:
        if receiver.poll(LONGEST):
            answers = receiver.recv()
    except EOFError:  # it died: every host is without an answer
        pass
    finally:
        child.kill()
        child.join()
    return {host: answers.get(host, Answer(None, "was not reached")) for host in hosts}


def _ask(hosts: list[str], world: str | None, sender: Connection) -> None:
    answers: dict[str, Answer] = {}
    process = reader(MANNERS | ({"WORLD": world, **SETTINGS} if world else {}))
    process.crawl(Visitor, hosts=hosts, answers=answers)
    process.start()
    sender.send(answers)


class Visitor(Spider):
    """Ask HOSTS for robots.txt, and note ANSWERS."""

    name = "doctor"
    hosts: list[str]
    answers: dict[str, Answer]

    async def start(self) -> AsyncIterator[Request]:
        """Ask each host once."""
        for host in self.hosts:
            yield Request(f"{host}/robots.txt", cb_kwargs={"host": host}, errback=self.failed)

    def parse(self, response: Response, host: str) -> None:
        """Note what HOST answered."""
        self.answers[host] = Answer(response.status)

    def failed(self, failure: Failure) -> None:
        """Note why a host gave no answer."""
        asked: Request = failure.request  # type: ignore[attr-defined]  # Scrapy puts it there
        host = asked.cb_kwargs["host"]
        self.answers[host] = Answer(None, f"cannot be had: {type(failure.value).__name__}")
