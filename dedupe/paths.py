"""How two postings hang together that nothing links, and whether the one is a repost of the other."""

from sqlite_utils import Database

from offers.chains import reached, steps

# All that holds the postings of one offer together: links, and what people decided.
WITHIN = """
select l.left, l.right, l.score from links l
join postings a on a.id = l.left join postings b on b.id = l.right
where a.offer = :offer and b.offer = :offer and l.verdict = 'same'
union all
select a.id, b.id, 1.0 from postings a
join overrides d on d.left_source = a.source and d.left_ref = a.ref
  and d.verdict = 'same' and d.replaced_by is null
join postings b on b.source = d.right_source and b.ref = d.right_ref
where a.offer = :offer and b.offer = :offer
"""
# The offers that :offer repeats, and those that they repeat.
REPEATED = """
with recursive older (id) as (
  select repost_of from offers where id = :offer
  union select o.repost_of from offers o join older on o.id = older.id
)
select 1 from older where id = :older
"""


def between(db: Database, offer: int, left: int, right: int) -> list[int]:
    """List the postings through which LEFT and RIGHT are in one offer: none where they are linked."""
    links = {(a, b): score for a, b, score in db.conn.execute(WITHIN, {"offer": offer})}
    before = reached(left, links)
    return steps(right, before) if right in before else []


def repeats(db: Database, newer: int, older: int) -> bool:
    """Say whether the offer NEWER is a repost of OLDER, or of a repost of it."""
    return db.conn.execute(REPEATED, {"offer": newer, "older": older}).fetchone() is not None
