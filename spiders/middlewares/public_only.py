"""Ask public addresses only: no link, redirect or name may lead us into a private network."""

import ipaddress
from typing import Any, Self
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.resolver import CachingThreadedResolver
from scrapy.utils.httpobj import urlparse_cached
from twisted.internet.base import ReactorBase
from twisted.internet.defer import Deferred
from twisted.internet.error import DNSLookupError


def is_public(address: str) -> bool:
    """Tell whether ADDRESS, an IP address, is one that anybody on the web may have.

    >>> is_public("8.8.8.8"), is_public("10.0.0.1"), is_public("::ffff:127.0.0.1")
    (True, False, False)
    """
    ip = ipaddress.ip_address(address.split("%")[0])
    ip = getattr(ip, "ipv4_mapped", None) or ip
    return ip.is_global and not ip.is_multicast


def forbidden(url: str) -> str | None:
    """Say what in URL is not for us: its scheme, its port, its address; None where all is well.

    >>> forbidden("ftp://x.example/"), forbidden("http://x.example:22/"), forbidden("http://[::1]/")
    ('scheme', 'port', 'address')
    >>> forbidden("https://x.example/offres")
    """
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return "scheme"
    try:
        if parts.port not in (None, 80, 443):
            return "port"
        return None if is_public(parts.hostname) else "address"
    except ValueError:  # a name: the resolver judges the address it gets
        return None


class PublicOnly:
    """Refuse requests, first or redirected, that lead elsewhere than the public web; count them.

    Setting PRIVATE_HOSTS_ALLOWED lists the exceptions, as host or host:port.
    """

    def __init__(self, crawler: Crawler):
        self.crawler = crawler
        self.allowed = set(crawler.settings.getlist("PRIVATE_HOSTS_ALLOWED"))

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        parts = urlparse_cached(request)
        if self.allowed & {parts.hostname, parts.netloc}:
            return
        if why := forbidden(request.url):
            self.crawler.stats.inc_value(f"private/{why}")
            raise IgnoreRequest(f"not on the public web ({why}): {request.url}")


class PublicOnlyResolver(CachingThreadedResolver):
    """Resolve no name to a private address. What is checked here is what is connected to."""

    allowed: frozenset[str] = frozenset()

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: ReactorBase) -> Self:
        resolver = super().from_crawler(crawler, reactor)
        settings = crawler.settings
        world = urlsplit(settings.get("WORLD") or "").hostname
        hosts = (host.rsplit(":", 1)[0] for host in settings.getlist("PRIVATE_HOSTS_ALLOWED"))
        resolver.allowed = frozenset({world or "", *hosts})
        return resolver

    def getHostByName(self, name: str, timeout: Any = ()) -> Deferred[str]:
        def judged(address: str) -> str:
            if name in self.allowed or is_public(address):
                return address
            raise DNSLookupError(f"{name} leads to {address}, which is not public")

        return super().getHostByName(name, timeout).addCallback(judged)
