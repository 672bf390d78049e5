"""Read every source of a world down the whole road: URL ROWS FOLDER URLS; the pages asked for go to URLS."""

import sys
from pathlib import Path
from typing import Any

from scrapy import signals

from aggregator.child import reader
from aggregator.crawling import crawl_settings
from aggregator.sources import known_sources
from bench.readers.cost import Cost, memory
from offers.clock import moment
from offers.database import connect

url, rows, folder, urls = sys.argv[1:]
asked: list[str] = []
held: list[int] = []


def note(response: Any, request: Any, spider: Any) -> None:
    """Keep what was asked for, so that the others ask for the same."""
    if request.method == "GET":
        asked.append(request.url)
        if len(asked) % 500 == 0:
            held.append(memory())


db = f"{folder}/aggregator.db"
connect(db).close()
crawl = crawl_settings(db, moment("2026-11-02T09:00"), url, incremental=True)
process = reader({**crawl, "ROWS": rows, "LOG_FILE": f"{folder}/log"})
for name, source in known_sources(rows).items():
    if not source.off:
        crawler = process.create_crawler(name)
        crawler.signals.connect(note, signals.response_downloaded)
        process.crawl(crawler)
cost = Cost()
process.start()
stored = connect(db).table("postings").count
told = cost.told(len(asked), stored, tuple(held))
Path(urls).write_text("\n".join(asked))
print(told)
