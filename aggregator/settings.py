"""How Scrapy runs here. A value that differs from Scrapy's default says why, and what that is."""

import os

BOT_NAME = "aggregator"
SPIDER_MODULES = ["spiders"]
SPIDER_LOADER_CLASS = "spiders.bases.loader.SourceLoader"  # default: files alone; ours knows rows
ROWS = None  # the folder of employers.csv and feeds.csv; None: spiders/platforms

# What a crawl is told: the file it writes, the day it is (None: today), the world it reads.
DATABASE = "aggregator.db"
NOW = None
PERMITTED = False  # the publisher permits what its robots.txt refuses (--i-have-permission)
LATEST = False  # leave each list at a whole page of postings that we hold (--latest)
WORLD = None  # the address of a simulated web on this machine; None: the real web

DUPEFILTER_CLASS = "spiders.middlewares.asked_once.AskedOnce"  # default: drops redirects, too

# The road of a posting, in order, with gaps.
ITEM_PIPELINES = {
    "pipelines.clean.Clean": 100,
    "pipelines.normalise.Normalise": 200,
    "pipelines.leave_out.LeaveOut": 250,
    "pipelines.validate.Validate": 300,
    "pipelines.store.Store": 400,
}
CONCURRENT_ITEMS = 1  # default 100: Scrapy starts as many tasks for each page; our steps take turns

WARN_ON_GENERATOR_RETURN_VALUE = False  # default True: it fails on callbacks that are partials

# Who we are.
CONTACT_URL = os.environ.get("AGGREGATOR_CONTACT_URL", "https://example.org/about-the-robot")
USER_AGENT = f"aggregator/0.1 (+{CONTACT_URL})"  # default Scrapy's: a site must know whom to ask
HTTPPROXY_ENABLED = False  # default True, reads http_proxy: a site must see who asks
COOKIES_ENABLED = False  # default True: we have no session and want none

# How gently we knock.
ROBOTSTXT_OBEY = True  # default False
ROBOTSTXT_USER_AGENT = "aggregator"  # default: the whole of USER_AGENT
DOWNLOAD_DELAY = 2  # default 0; seconds between two requests to one host
DOWNLOAD_DELAY_JITTER = 0  # default 0.5: half of the waits would be shorter than we promise
CONCURRENT_REQUESTS_PER_DOMAIN = 1  # default 8
CONCURRENT_REQUESTS = 1  # default 16: so many would be queued, and sent, after a site refuses us
# AutoThrottle stays off, as by default: one request at a time, 2 s apart, already waits for a
# slow site, and it would lower a Crawl-delay again.
RETRY_HTTP_CODES = [500, 502, 503, 504, 522, 524, 408]  # default also 429: that is a refusal
REDIRECT_MAX_TIMES = 5  # default 20
METAREFRESH_ENABLED = False  # default True: a page could send us where no link leads
DOWNLOADER_MIDDLEWARES = {
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,  # ours stands in
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,  # ours stands in
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,  # ours stands in
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,  # ours stands in
    "spiders.middlewares.public_only.PublicOnly": 20,
    "spiders.middlewares.people.NoPeople": 25,
    "spiders.middlewares.asked_to_wait.LeftAlone": 30,
    "spiders.middlewares.robots_kept.RobotsKept": 40,
    "spiders.middlewares.offsite.Offsite": 50,
    "spiders.middlewares.robots.Robots": 100,
    "spiders.middlewares.retry_after.RetryAfter": 550,
    "spiders.middlewares.refused.Refused": 584,  # sees a page once it is decompressed (590)
    "spiders.middlewares.body_guard.BodyGuard": 586,
    "spiders.middlewares.charset.Charset": 588,
    "spiders.middlewares.unpacked.Unpacked": 590,
    "spiders.middlewares.asked_to_wait.AskedToWait": 595,  # before any of them refuses the page
    "scrapy.downloadermiddlewares.httpcache.HttpCacheMiddleware": None,  # ours stands in
    "spiders.middlewares.revalidate.Revalidate": 900,
}
HTTPCACHE_ENABLED = True  # default False
HTTPCACHE_POLICY = "spiders.middlewares.revalidate.AlwaysAsk"  # default: guess, or never ask again
HTTPCACHE_GZIP = True  # default False
EXTENSIONS = {
    "pipelines.run_log.RunLog": 0,
    "pipelines.asked_to_wait.AskedToWait": 3,
    "pipelines.robots.KeepRobots": 4,
    "pipelines.recheck.Recheck": 5,
    "spiders.middlewares.crawl_delay.CrawlDelay": 10,
}
TWISTED_DNS_RESOLVER = "spiders.middlewares.public_only.PublicOnlyResolver"  # default: any address
PRIVATE_HOSTS_ALLOWED: list[str] = []  # host or host:port; the public web alone, unless told

# What a hostile or broken site may cost us.
DOWNLOAD_TIMEOUT = 30  # default 180; the whole body
DOWNLOAD_MAXSIZE = 8 * 1024**2  # default 1 GiB, and as much of memory
DOWNLOAD_WARNSIZE = 2 * 1024**2  # default 32 MiB
DOWNLOAD_VERIFY_CERTIFICATES = True  # default False
DOWNLOAD_HANDLERS = dict.fromkeys(("file", "data", "ftp", "s3"))  # default: all open to any link
DEPTH_LIMIT = 1_000  # default none; pages of a list, one behind the other
CLOSESPIDER_ERRORCOUNT = 50  # default none; a source so broken teaches nothing more
CLOSESPIDER_TIMEOUT = 4 * 3600  # default none

# Who may look in, and what is told.
REMOTE_CONTROL_ENABLED = False  # default True: a server that runs code it is sent
TELNETCONSOLE_ENABLED = False  # default True: the same, over telnet
LOG_FORMATTER = "pipelines.log_lines.LogLines"  # default: what is dropped is printed whole
LOG_LEVEL = "INFO"  # default DEBUG: each posting in full
DEFAULT_DROPITEM_LOG_LEVEL = "INFO"  # default WARNING: what is dropped is kept in rejects
FEED_EXPORT_ENCODING = "utf-8"  # default None: every accent and Arabic letter as \u escapes
