"""Our merge of a database, in a process that does nothing else.

Run ``python -m bench.merge.ours DATABASE CLUSTERS``; usually ``Suite`` does. CLUSTERS is written: for
each posting, in the order of ids, its offer; and a line of JSON tells what it took.
"""

import json
import sys
from typing import Any

import numpy as np

from bench.merge.process import counted
from bench.merge.stored import NOW
from dedupe.run import run
from offers.database import connect

OFFERS = "select offer from postings order by id"


def merge(database: str, clusters: str) -> dict[str, Any]:
    """Merge what is new in DATABASE."""
    db = connect(database)
    with counted() as told:
        summary = run(db, NOW)
    np.save(clusters, np.array([row[0] for row in db.conn.execute(OFFERS)]))
    db.close()
    stages = getattr(summary, "stages", {})  # seconds by name, where the merge tells them
    told |= {"pairs": summary.pairs, "capped": dict(summary.capped), "stages": dict(stages)}
    return told


if __name__ == "__main__":
    print(json.dumps(merge(*sys.argv[1:])))
