"""What people should look at: offers that look wrong, then pairs that are almost one vacancy."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlite_utils import Database

from dedupe.constraints import Constraints, constraints

#: An offer of more postings, of more at once on one source, or over more days, is looked at.
LARGE, OF_ONE_SOURCE, LONG = 30, 3, 120

SUSPICIOUS = """
with counted as (
  select offer, source, count(*) as n, sum(closed_on is null) as at_once,
    min(coalesce(published_on, first_seen)) as first, max(coalesce(published_on, first_seen)) as last
  from postings where offer is not null group by offer, source
)
select offer from counted group by offer
having sum(n) > :large or max(at_once) > :of_one_source
  or julianday(max(last)) - julianday(min(first)) > :long
order by sum(n) desc, offer
"""
# The weakest links first: whoever does not belong hangs by one of them.
WITHIN = """
select l.left, l.right from postings p
join links l on l.left = p.id
join postings other on other.id = l.right and other.offer = p.offer
where p.offer = ? order by l.score, l.left, l.right
"""
GREY = """
select l.left, l.right from links l
join postings a on a.id = l.left join postings b on b.id = l.right
where l.verdict = 'perhaps' and a.offer is not b.offer
order by l.score desc, l.left, l.right
"""
ONE_OFFER = """
select count(distinct offer) = 1 from postings where id in (?, ?) and offer is not null
"""


@dataclass(frozen=True)
class Case:
    """Hold two postings to be judged; SUSPICIOUS where they stand in one offer that looks wrong."""

    left: int
    right: int
    suspicious: bool


def cases(db: Database) -> list[Case]:
    """List what people have not decided yet: the suspicious offers, then the pairs nearest to one."""
    people = constraints(db)
    bounds = {"large": LARGE, "of_one_source": OF_ONE_SOURCE, "long": LONG}
    offers = [row[0] for row in db.conn.execute(SUSPICIOUS, bounds)]
    weakest = (_open(db, people, WITHIN, offer) for offer in offers)
    found = [Case(*pair, True) for pairs in weakest if (pair := next(pairs, None))]
    return found + [Case(*pair, False) for pair in _open(db, people, GREY)]


def still_open(db: Database, case: Case) -> bool:
    """Say whether CASE is to be judged still, after what was decided since it was listed."""
    together = bool(db.conn.execute(ONE_OFFER, [case.left, case.right]).fetchone()[0])
    return together == case.suspicious and not constraints(db).settled(case.left, case.right)


def _open(db: Database, people: Constraints, query: str, *bound: int) -> Iterator[tuple[int, int]]:
    for left, right in db.conn.execute(query, bound):
        if not people.settled(left, right):
            yield left, right
