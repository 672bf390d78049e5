"""The XML that Jooble asks for: the title is a name, and the place a region."""

from spiders.bases.feeds.format import Format

JOOBLE = Format(
    name="Jooble's XML",
    roots=("jobs",),
    entries=("job",),
    has=("name",),
    lacks=("title",),
    fields={
        "ref": ("@id", "id", "link"),
        "url": "link",
        "title": "name",
        "company": "company",
        "city": "region",
        "contract": "jobtype",
        "salary": "salary",
        "published": ("pubdate", "updated"),
        "deadline": "expire",
        "description": "description",
    },
)
