"""JSON Feed 1.x: items, each with an id, a url and a content."""

from spiders.bases.feeds.format import Format
from spiders.bases.feeds.rss import RSS_JOBS

JSON_FEED = Format(
    name="JSON Feed",
    roots=("json",),
    entries=("items",),
    fields={
        **RSS_JOBS.fields,
        "ref": ("id", "url"),
        "url": ("url", "externalurl"),
        "published": ("datepublished", "datemodified"),
        "description": ("contenthtml", "contenttext", "summary"),
    },
)
