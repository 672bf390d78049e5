"""The formats that employers and boards publish their vacancies in, for others to read.

A file for each family: what its root and its entries are named, and where an entry says what.
"""

from spiders.bases.feeds.careerjet import CAREERJET
from spiders.bases.feeds.format import Format
from spiders.bases.feeds.indeed import INDEED
from spiders.bases.feeds.jobijoba import JOBIJOBA
from spiders.bases.feeds.jooble import JOOBLE
from spiders.bases.feeds.json_feed import JSON_FEED
from spiders.bases.feeds.rss import RSS_JOBS

#: In the order they are tried: those that an entry's own names tell first.
FORMATS: tuple[Format, ...] = (RSS_JOBS, JSON_FEED, JOOBLE, JOBIJOBA, CAREERJET, INDEED)
