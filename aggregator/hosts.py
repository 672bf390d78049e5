"""Which sources stand on one host, or on one system's hosts: they are asked in turn."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from tldextract import TLDExtract

from pipelines.runs import Source

#: Told apart by the list of public suffixes that the library brings along: nothing is fetched.
_SPLIT = TLDExtract(suffix_list_urls=(), cache_dir=None)


def host(source: Source) -> str:
    """Return the host of the page that SOURCE starts from; its name, where it says none.

    >>> host(Source("rekrute", "ReKrute", "board", "https://www.rekrute.com/offres.html"))
    'www.rekrute.com'
    """
    return urlsplit(source.url or "").hostname or source.name


def domain(source: Source) -> str:
    """Return the domain that is registered for SOURCE's host: one owner, often one machine.

    >>> domain(Source("recruitee.atlas", "Atlas", "employer", "https://atlas.recruitee.com/api/offers/"))
    'recruitee.com'
    """
    return _SPLIT(host(source)).top_domain_under_public_suffix or host(source)


def by_host(sources: Iterable[Source]) -> list[list[Source]]:
    """Put together the SOURCES of one domain, those with the most first: they take longest.

    >>> tenants = [Source(f"lever.{n}", n, "employer", "https://api.lever.co/v0/") for n in "ab"]
    >>> [len(group) for group in by_host([Source("x", "X", "board", "https://x.ma/"), *tenants])]
    [2, 1]
    """
    groups: dict[str, list[Source]] = {}
    for source in sources:
        groups.setdefault(domain(source), []).append(source)
    return sorted(groups.values(), key=len, reverse=True)
