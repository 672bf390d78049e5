"""The shapes of the twelve regions, for a map: ``python -m offers.taxonomy.shapes`` writes shapes.csv.

A schema, no survey: each place of the country is drawn in the region of the nearest commune whose place we
know. The country's own outline is outline.csv, drawn by hand to some kilometres.
"""

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from math import log, pi, radians, tan

from offers.taxonomy import HERE, rows
from offers.taxonomy.borders import Edge, Line, Point, Sides, far, holds, network, sides
from offers.taxonomy.files import read

WIDTH, MARGIN = 600, 6
WEST, EAST, NORTH = -17.11, -1.02, 35.92
SCALE = (WIDTH - 2 * MARGIN) / radians(EAST - WEST)
#: Places of the desert, where communes lie far apart and ours know no place: Al Mahbass, Jdiriya, and beyond.
DESERT = {(27.42, -9.06): "10", (27.28, -10.45): "11", (26.6, -9.1): "11"}
#: How far a border may move when it is made plain; the coast less.
PLAIN, PLAIN_COAST = 3.0, 0.3
#: How fine the grid is on which a place for a region's figure is sought.
STEP = 4


def projected(lat: float, lon: float) -> Point:
    """Return where a place stands on the map, by Mercator's projection.

    >>> projected(35.92, -17.11)
    (6.0, 6.0)
    """
    return (
        round(MARGIN + SCALE * radians(lon - WEST), 6),
        round(MARGIN + SCALE * (_stretched(NORTH) - _stretched(lat)), 6),
    )


def _stretched(lat: float) -> float:
    return log(tan(pi / 4 + radians(lat) / 2))


def outline() -> Line:
    """Return the outline of the country, as a ring whose end is not its beginning again."""
    return [projected(float(row["lat"]), float(row["lon"])) for row in read("outline")]


def communes() -> tuple[Line, list[str]]:
    """Return the communes whose place is known, and the region of each."""
    known = {
        projected(float(row["lat"]), float(row["lon"])): row["region_code"]
        for row in rows("cities")
        if row["lat"]
    }
    known |= {projected(*place): region for place, region in DESERT.items()}
    return list(known), list(known.values())


def chains(edges: Iterable[Edge]) -> list[tuple[Line, Sides]]:
    """Join EDGES to lines that run from where three of them meet to the next such place."""
    meeting: dict[Point, list[Edge]] = defaultdict(list)
    for edge in edges:
        for end in edge[:2]:
            meeting[end].append(edge)
    nodes = [point for point, met in meeting.items() if len(met) != 2]
    left = {edge: None for met in meeting.values() for edge in met}
    joined = []
    for start in [*nodes, *meeting]:  # whoever begins at no node is a ring
        for edge in meeting[start]:
            if edge in left:
                joined.append((_followed(start, edge, meeting, left), edge[2]))
    return joined


def _followed(
    start: Point, edge: Edge, meeting: dict[Point, list[Edge]], left: dict[Edge, None]
) -> Line:
    line = [start]
    while edge in left:
        del left[edge]
        line.append(edge[1] if line[-1] == edge[0] else edge[0])
        if len(meeting[line[-1]]) == 2:
            edge = next((e for e in meeting[line[-1]] if e in left), edge)
    return line


def plain(line: Line, most: float) -> Line:
    """Leave out the points of LINE that lie not farther than MOST beside it (Douglas and Peucker).

    >>> plain([(0, 0), (5, 1), (9, 0)], 2)
    [(0, 0), (9, 0)]
    """
    if len(line) < 3:
        return line
    away = [_beside(point, line[0], line[-1]) for point in line]
    at = max(range(len(line)), key=away.__getitem__)
    if away[at] <= most:
        return [line[0], line[-1]]
    return plain(line[: at + 1], most)[:-1] + plain(line[at:], most)


def _beside(point: Point, start: Point, end: Point) -> float:
    """Return how far POINT lies from the line between START and END."""
    across, down = end[0] - start[0], end[1] - start[1]
    square = across**2 + down**2
    along = (point[0] - start[0]) * across + (point[1] - start[1]) * down
    part = min(1.0, max(0.0, along / square)) if square else 0.0
    return far(point, (start[0] + part * across, start[1] + part * down))


def rounded(line: Line) -> Line:
    """Cut the corners of LINE, but not its ends (Chaikin)."""
    if len(line) < 3:
        return line
    cut = [
        (one[0] + part * (other[0] - one[0]), one[1] + part * (other[1] - one[1]))
        for one, other in pairwise(line)
        for part in (0.25, 0.75)
    ]
    return [line[0], *cut[1:-1], line[-1]]


def rings(lines: Iterable[Line]) -> Iterator[Line]:
    """Join LINES, each the end of another, to rings."""
    left = list(lines)
    while left:
        ring = list(left.pop())
        while ring[0] != ring[-1]:
            n = next(n for n, line in enumerate(left) if ring[-1] in (line[0], line[-1]))
            line = left.pop(n)
            ring += (line if line[0] == ring[-1] else line[::-1])[1:]
        yield ring[:-1]


def borders() -> dict[str, list[Line]]:
    """Return the rings that each region is drawn with."""
    of: dict[str, list[Line]] = defaultdict(list)
    for line, between in chains(network(outline(), *communes())):
        drawn = plain(line, PLAIN_COAST) if "" in between else rounded(plain(line, PLAIN))
        for region in between - {""}:
            of[region].append(drawn)
    return {region: list(rings(of[region])) for region in sorted(of)}


def path(ring: Line) -> str:
    """Write RING as SVG does, to a tenth.

    >>> path([(1, 2.04), (3.5, 2), (3, 4)])
    'M1 2L3.5 2 3 4Z'
    """
    (first, *others) = [f"{_short(x)} {_short(y)}" for x, y in ring]
    return f"M{first}L{' '.join(others)}Z"


def _short(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")


def heart(ring: Line) -> Point:
    """Return the point in RING that is farthest from it, on a grid: the place for a figure."""
    xs, ys = ([point[n] for point in ring] for n in (0, 1))
    grid = [
        (float(x), float(y))
        for x in range(int(min(xs)), int(max(xs)) + 1, STEP)
        for y in range(int(min(ys)), int(max(ys)) + 1, STEP)
        if holds(ring, (x, y))
    ]
    return max(grid, key=lambda point: min(_beside(point, *side) for side in sides(ring)))


def written() -> str:
    """Write the shapes as shapes.csv holds them."""
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(["code", "x", "y", "path"])
    for region, found in borders().items():
        x, y = heart(max(found, key=len))
        table.writerow([region, _short(x), _short(y), "".join(map(path, found))])
    return text.getvalue()


if __name__ == "__main__":
    (HERE / "shapes.csv").write_text(written(), encoding="utf-8")
