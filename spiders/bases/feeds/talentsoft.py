"""What Talentsoft's RSS says of a vacancy: little by name, most within the text."""

import re
from collections.abc import Mapping
from typing import Any

from spiders.bases.feeds.format import Format
from spiders.bases.feeds.rss import RSS, RSS_JOBS, number_of
from spiders.bases.feeds.said_within import within
from spiders.bases.tree import read

_ID = re.compile(r"_(\d+)\.aspx|[?&](?:idOffre|reference)=([\w-]+)|/r/(\d+)/", re.I)


def id_in_link(entry: Mapping[str, Any]) -> str | None:
    """Give the vacancy's key that stands in the link of ENTRY.

    >>> [id_in_link({"link": f"https://x.example/{at}"}) for at in ("a_7.aspx", "?idOffre=8", "r/9/1")]
    ['7', '8', '9']
    """
    match = _ID.search(read(entry, "link") or "")
    return next(filter(None, match.groups())) if match else None


TALENTSOFT = Format(
    name="Talentsoft's RSS",
    roots=RSS.roots,
    entries=RSS.entries,
    fields={
        **RSS.fields,  # their categories mix trade, contract and town: nothing is made of them
        "ref": ("guid", id_in_link, number_of, "link"),
        "title": RSS_JOBS.fields["title"],
        "reference": number_of,
        "city": within("city"),
        "region": within("region"),
        "contract": within("contract"),
        "deadline": within("deadline"),
    },
)
