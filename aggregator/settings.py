"""How Scrapy runs here. A value that differs from Scrapy's default says why."""

import os

BOT_NAME = "aggregator"
SPIDER_MODULES = ["spiders"]

# Who we are, and how gently we knock.
CONTACT_URL = os.environ.get("AGGREGATOR_CONTACT_URL", "https://example.org/about-the-robot")
USER_AGENT = (
    f"aggregator/0.1 (+{CONTACT_URL})"  # default Scrapy's: a site must know whom to write to
)
ROBOTSTXT_OBEY = True  # default False
ROBOTSTXT_USER_AGENT = "aggregator"  # default: the whole of USER_AGENT
DOWNLOAD_DELAY = 2  # default 0; seconds between two requests to one host
CONCURRENT_REQUESTS_PER_DOMAIN = 1  # default 8
