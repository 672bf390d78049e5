"""Which sources show the same offers, and which offers one source alone shows."""

from collections.abc import Mapping

from datasette_plugins.reading.figures import percent
from datasette_plugins.reading.trend_asked import Question
from datasette_plugins.reading.trend_chart import Cell, Chart, apart, number

#: The pair of a source with itself counts the offers that it shows, and those that no other does.
PAIRS = "select one, other, open, open_alone from source_overlap where open > 0 order by one, other"
TITLES = "select name, title from sources"
#: So many sources are compared, those with most open offers.
MOST = 10

Pairs = Mapping[tuple[str, str], tuple[int, int]]


async def charts(question: Question) -> list[Chart]:
    """Draw what part of each source's open offers every other shows, too."""
    reader = question.reader
    pairs = {(one, other): (n, alone) for one, other, n, alone in await question.rows(PAIRS)}
    titles = {name: title or name for name, title in await question.rows(TITLES)}
    shown = {one: n for (one, other), (n, _) in pairs.items() if one == other}
    order = sorted(shown, key=lambda name: (-shown[name], name))[:MOST]
    columns = [("source", reader.say("trend_column_source"))]
    columns += [("open", reader.say("trend_column_open")), ("alone", reader.say("trend_alone"))]
    columns += [(f"with_{place}", str(place)) for place in range(1, len(order) + 1)]
    return [
        Chart(
            name="sources",
            kind="matrix",
            title=reader.say("trend_sources"),
            said=_said(question, pairs, titles),
            columns=columns,
            rows=[_row(question, pairs, titles, order, name) for name in order],
            notes=[reader.say("trend_sources_how"), *_left_out(question, len(shown))],
            words={"alone": reader.say("trend_alone")},
            view="source_overlap",
            days=(question.last, question.last),
            filtered=False,
        )
    ]


def _left_out(question: Question, sources: int) -> list[str]:
    left = sources - MOST
    return [question.reader.say("trend_sources_left", n=left)] if left > 0 else []


def _row(
    question: Question, pairs: Pairs, titles: Mapping[str, str], order: list[str], name: str
) -> list[Cell]:
    reader = question.reader
    n, alone = pairs[name, name]
    place = order.index(name) + 1
    row = [Cell(name, f"{place}. {titles.get(name, name)}"), number(n, reader)]
    row.append(_share(alone, n, question))
    for other in order:
        both, _ = pairs.get((min(name, other), max(name, other)), (0, 0))
        row.append(Cell(None, "") if other == name else _share(both, n, question))
    return row


def _share(part: int, whole: int, question: Question) -> Cell:
    """Write PART in percent of WHOLE, rounded."""
    n = percent(part, whole)
    return Cell(n, question.reader.say("figure_percent", n=n))


def _said(question: Question, pairs: Pairs, titles: Mapping[str, str]) -> list[str]:
    reader = question.reader
    if not pairs:
        return [reader.say("trend_no_open")]
    alone = sum(n for (one, other), (_, n) in pairs.items() if one == other)
    said = [reader.say("trend_alone_said", n=alone)]
    both = {pair: n for pair, (n, _) in pairs.items() if pair[0] != pair[1]}
    if both:
        first = min(both, key=lambda pair: (-both[pair], pair))
        one, other = (apart(titles.get(name, name)) for name in first)
        said.append(reader.say("trend_most_shared", n=both[first], one=one, other=other))
    return said
