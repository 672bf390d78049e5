"""The lists that are kept to ask whether they changed: one that nobody asked for in a month goes."""

import shutil
from datetime import datetime, timedelta
from pathlib import Path

#: A list that is read is written again when it changes; what is older than that, no source reads.
OLD = timedelta(days=30)


def drop_old(folder: Path, now: datetime) -> int:
    """Remove from FOLDER, where Scrapy keeps pages, those written more than a month before NOW; count them."""
    gone = 0
    for page in folder.glob("*/*/*/meta"):
        if page.stat().st_mtime < (now - OLD).timestamp():
            shutil.rmtree(page.parent)
            gone += 1
    return gone
