"""How much memory and processor a child took, written among its stats before the run is closed."""

import resource

from scrapy import signals


class Peak:
    """Note the peak in MB and the seconds (``memory/peak``, ``cpu``)."""

    def __init__(self, crawler):
        self.stats = crawler.stats

    @classmethod
    def from_crawler(cls, crawler):
        found = cls(crawler)
        crawler.signals.connect(found.closed, signals.spider_closed)
        return found

    def closed(self):
        used = resource.getrusage(resource.RUSAGE_SELF)
        self.stats.set_value("memory/peak", used.ru_maxrss // 1024)
        self.stats.set_value("cpu", round(used.ru_utime + used.ru_stime, 1))


class Impatient:
    """Wait a second for who is known to be slow; all others have the time that they always have."""

    def process_request(self, request):
        if "drip" in request.url or "silent" in request.url:
            request.meta["download_timeout"] = 1
