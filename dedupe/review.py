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
select offer, sum(n) as postings, max(at_once) as at_once,
  cast(julianday(max(last)) - julianday(min(first)) as integer) as days
from counted group by offer
having sum(n) > :large or max(at_once) > :of_one_source or days > :long
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
"""  # the score from which pairs are merged is above all of these: the nearest to it come first
ONE_OFFER = """
select count(distinct offer) = 1 from postings where id in (?, ?) and offer is not null
"""


@dataclass(frozen=True)
class Suspicious:
    """Hold an offer that looks wrong: its postings, the most open at once on one source, its days."""

    offer: int
    postings: int
    at_once: int
    days: int

    @property
    def why(self) -> list[str]:
        """Name what looks wrong, in a few words each."""
        found = {
            f"{self.postings} postings": self.postings > LARGE,
            f"{self.at_once} at once on one source": self.at_once > OF_ONE_SOURCE,
            f"over {self.days} days": self.days > LONG,
        }
        return [words for words, wrong in found.items() if wrong]


@dataclass(frozen=True)
class Case:
    """Hold two postings to be judged; SUSPICIOUS where they stand in one offer that looks wrong."""

    left: int
    right: int
    suspicious: Suspicious | None = None


def cases(db: Database) -> list[Case]:
    """List what people have not decided yet: the suspicious offers, then the pairs nearest to one."""
    people = constraints(db)
    bounds = {"large": LARGE, "of_one_source": OF_ONE_SOURCE, "long": LONG}
    wrong = [Suspicious(*row) for row in db.conn.execute(SUSPICIOUS, bounds)]
    weakest = ((one, next(_open(db, people, WITHIN, one.offer), None)) for one in wrong)
    found = [Case(*pair, one) for one, pair in weakest if pair]
    return found + [Case(*pair) for pair in _open(db, people, GREY)]


def still_open(db: Database, case: Case) -> bool:
    """Say whether CASE is to be judged still, after what was decided since it was listed."""
    together = bool(db.conn.execute(ONE_OFFER, [case.left, case.right]).fetchone()[0])
    return together == bool(case.suspicious) and not constraints(db).settled(case.left, case.right)


def _open(db: Database, people: Constraints, query: str, *bound: int) -> Iterator[tuple[int, int]]:
    for left, right in db.conn.execute(query, bound):
        if not people.settled(left, right):
            yield left, right
