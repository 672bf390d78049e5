"""A vacancy that was thought closed, and was not: what was parted from it as a repost is one with it again.

A posting that comes back keeps its words, so nothing is compared anew; only the days changed. The
other way round nothing is to be done: a posting is closed on the day it is missed, and none of its
offer opens more than 120 days after that day.
"""

from sqlite_utils import Database

from dedupe.reposts import LONG_CLOSED

# The reposts whose older offer is open again, or closed less long before. A posting closes and opens
# as dedupe.reposts reads it; where one is open, the last closing is null.
MARK = """
insert or ignore into unsettled (posting)
select p.id
from offers newer
join postings p on p.offer in (newer.id, newer.repost_of)
where newer.repost_of is not null
  and coalesce(
    (
      select julianday(min(substr(coalesce(published_on, first_seen), 1, 10)))
      from postings where offer = newer.id
    ) - (
      select case when count(*) = count(coalesce(closed_on, deadline_on))
        then max(julianday(substr(coalesce(min(closed_on, deadline_on), closed_on, deadline_on), 1, 10))) end
      from postings where offer = newer.repost_of
    ),
    0
  ) <= :long
"""


def mark_returned(db: Database) -> int:
    """Mark the postings of reposts that are none any more to be drawn again; return how many.

    Call it inside a transaction, before offers are drawn.
    """
    return db.conn.execute(MARK, {"long": LONG_CLOSED}).rowcount
