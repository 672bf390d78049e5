"""Offers open, opened and closed by region, sector and contract: the ledger's last day, and its last week."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from datasette_plugins.reading.trend_asked import VOCABULARIES, Question
from datasette_plugins.reading.trend_chart import Cell, Chart, longest, number
from datasette_plugins.reading.trend_days import reference

CELLS = """
select
  region_code, sector_code, contract_code,
  sum(case when day = :last then open else 0 end) as open,
  sum(case when day > :since then opened else 0 end) as opened,
  sum(case when day > :since then closed else 0 end) as closed
from day_counts
where day between :since and :last
group by region_code, sector_code, contract_code
"""


class Counted(NamedTuple):
    """Hold a cell of the ledger and its counts."""

    region: str
    sector: str
    contract: str
    open: int
    opened: int
    closed: int


def by(part: str, cells: Iterable[Counted], chosen: Mapping[str, str]) -> dict[str, Counter[str]]:
    """Add CELLS up by PART, of those that have what was CHOSEN of the other parts.

    >>> cells = [Counted("06", "it", "cdi", 2, 1, 0), Counted("04", "it", "cdd", 3, 0, 1)]
    >>> by("region", cells, {"region": "06", "contract": "cdd", "sector": ""})
    {'04': Counter({'open': 3, 'closed': 1, 'opened': 0})}
    """
    others = [other for other in VOCABULARIES if other != part and chosen[other]]
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for cell in cells:
        if all(getattr(cell, other) == chosen[other] for other in others):
            counts = {"open": cell.open, "opened": cell.opened, "closed": cell.closed}
            found[getattr(cell, part)].update(counts)
    return dict(found)


async def charts(question: Question) -> list[Chart]:
    """Draw the open offers by region, by sector and by contract."""
    since = reference(question.counted, question.last) or question.counted[0]
    bound = {"since": since.isoformat(), "last": question.last.isoformat()}
    cells = [Counted(*row) for row in await question.rows(CELLS, **bound)]
    found = []
    for part in VOCABULARIES:
        counts = by(part, cells, question.chosen.cell)
        told = {code: n for code, n in counts.items() if any(n.values())}
        found.append(_chart(question, part, told, bound))
    return found


def _chart(
    question: Question, part: str, counts: dict[str, Counter[str]], bound: dict[str, str]
) -> Chart:
    reader, chosen = question.reader, question.chosen.cell
    order = sorted(counts, key=lambda code: (not code, -counts[code]["open"], code))
    rows = longest([_row(question, part, code, counts[code]) for code in order], 1)
    keys = ("open", "opened", "closed")
    return Chart(
        name=part,
        kind="bars",
        title=reader.say(f"trend_by_{part}"),
        said=_said(question, part, counts),
        columns=[
            (part, reader.say(f"trend_column_{part}")),
            *((key, reader.say(f"trend_column_{key}")) for key in keys),
        ],
        rows=rows,
        notes=[reader.say("trend_week_how", day=reader.day(bound["since"]))],
        words={"mark": reader.label(VOCABULARIES[part], chosen[part])},
        view="offers_by_day",
        where=[
            ("day", bound["last"]),
            *((f"{p}_code", code) for p, code in chosen.items() if code and p != part),
        ],
        days=(question.last, question.last),
    )


def _row(question: Question, part: str, code: str, counts: Counter[str]) -> list[Cell]:
    reader = question.reader
    if code:
        other = question.chosen.but(**{part: code}).params()
        name = Cell(code, _name(question, part, code), reader.link("/trends", other))
    else:
        name = Cell(None, reader.say("unsaid"))
    return [name, *(number(counts[key], reader) for key in ("open", "opened", "closed"))]


def _name(question: Question, part: str, code: str) -> str:
    return question.reader.label(VOCABULARIES[part], code)


def _said(question: Question, part: str, counts: dict[str, Counter[str]]) -> list[str]:
    reader, whole = question.reader, sum(n["open"] for n in counts.values())
    known = {code: n["open"] for code, n in counts.items() if code and n["open"]}
    if not known:
        return [reader.say("trend_no_open")]
    first = min(known, key=lambda code: (-known[code], code))
    share = round(100 * known[first] / whole)
    said = [
        reader.say("trend_leads", n=known[first], name=_name(question, part, first), percent=share)
    ]
    if unsaid := whole - sum(known.values()):
        said.append(reader.say(f"trend_unsaid_{part}", n=unsaid))
    return said
