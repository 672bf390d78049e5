"""Borders between regions of which we know places alone: each place's surroundings are its region's (Voronoi)."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import hypot

import numpy as np
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components
from scipy.spatial import Voronoi, cKDTree

Point = tuple[float, float]
Line = list[Point]
#: What lies on the two sides of a line: regions, "" beyond the outline.
Sides = frozenset[str]
Edge = tuple[Point, Point, Sides]

#: Points so far out that every cell within the outline is closed.
FAR = [(-9e4, -9e4), (-9e4, 9e4), (9e4, -9e4), (9e4, 9e4)]


def whole(cells: Voronoi, regions: Sequence[str]) -> list[str]:
    """Draw a commune that others cut off from its region with those around it."""
    drawn = list(regions)
    while strays := _strays(cells, drawn):
        near: dict[int, Counter[str]] = defaultdict(Counter)
        for one, other in cells.ridge_points.tolist():
            if max(one, other) < len(drawn) and (one in strays) != (other in strays):
                stray, there = (one, other) if one in strays else (other, one)
                near[stray][drawn[there]] += 1
        for stray, around in near.items():
            drawn[stray] = min(around, key=lambda region: (-around[region], region))
    return drawn


def _strays(cells: Voronoi, regions: Sequence[str]) -> set[int]:
    """Find the cells that hang together with their region's greatest part by no cell of it."""
    count = len(regions)
    joined = [
        pair
        for pair in cells.ridge_points.tolist()
        if max(pair) < count and regions[pair[0]] == regions[pair[1]]
    ]
    ends = np.array(joined).T
    graph = coo_matrix((np.ones(len(joined)), tuple(ends)), shape=(count, count))
    parts = connected_components(graph, directed=False)[1].tolist()
    sizes = Counter(parts)
    greatest: dict[str, int] = {}
    for region, part in zip(regions, parts, strict=True):
        if sizes[part] > sizes[greatest.get(region, -1)]:
            greatest[region] = part
    return {n for n, part in enumerate(parts) if part != greatest[regions[n]]}


def network(ring: Line, places: Line, regions: Sequence[str]) -> Iterator[Edge]:
    """Give every piece of a border: between two regions inside RING, and along RING itself."""
    cells = Voronoi([*places, *FAR])
    drawn = whole(cells, regions)
    cuts: dict[int, Line] = defaultdict(list)
    for (one, other), ends in zip(cells.ridge_points, cells.ridge_vertices, strict=True):
        if max(one, other) < len(drawn) and drawn[one] != drawn[other] and -1 not in ends:
            start, end = (tuple(cells.vertices[n].round(6).tolist()) for n in ends)
            for piece in _inside(ring, start, end, cuts):
                yield *piece, frozenset([drawn[one], drawn[other]])
    nearest = cKDTree(places)
    for piece in _pieces(ring, cuts):
        yield *piece, frozenset(["", drawn[nearest.query(_middle(*piece))[1]]])


def _inside(
    ring: Line, start: Point, end: Point, cuts: dict[int, Line]
) -> Iterator[tuple[Point, Point]]:
    """Cut a line at RING, note where, and give the pieces within."""
    stops = [start]
    for n, (one, other) in enumerate(sides(ring)):
        if at := _crossing(start, end, one, other):
            cuts[n].append(at)
            stops.append(at)
    stops = [*sorted(stops, key=lambda stop: far(start, stop)), end]
    for piece in pairwise(stops):
        if piece[0] != piece[1] and holds(ring, _middle(*piece)):
            yield piece


def _pieces(ring: Line, cuts: dict[int, Line]) -> Iterator[tuple[Point, Point]]:
    for n, (one, other) in enumerate(sides(ring)):
        stops = [one, *sorted(cuts[n], key=lambda stop: far(one, stop)), other]
        yield from pairwise(stops)


def sides(ring: Line) -> Iterator[tuple[Point, Point]]:
    """Give the sides of RING."""
    return zip(ring, [*ring[1:], ring[0]], strict=True)


def _crossing(a: Point, b: Point, c: Point, d: Point) -> Point | None:
    """Return where the line a-b crosses c-d, if it does."""
    across = (b[0] - a[0]) * (d[1] - c[1]) - (b[1] - a[1]) * (d[0] - c[0])
    if not across:
        return None
    along = ((c[0] - a[0]) * (d[1] - c[1]) - (c[1] - a[1]) * (d[0] - c[0])) / across
    other = ((c[0] - a[0]) * (b[1] - a[1]) - (c[1] - a[1]) * (b[0] - a[0])) / across
    if not (0 < along < 1 and 0 < other < 1):
        return None
    return round(a[0] + along * (b[0] - a[0]), 6), round(a[1] + along * (b[1] - a[1]), 6)


def holds(ring: Line, point: Point) -> bool:
    """Tell whether POINT lies within RING: a ray from it meets the ring an odd number of times."""
    away = (point[0] + 9e4, point[1] + 0.123)
    return sum(_crossing(point, away, *side) is not None for side in sides(ring)) % 2 == 1


def _middle(one: Point, other: Point) -> Point:
    return (one[0] + other[0]) / 2, (one[1] + other[1]) / 2


def far(one: Point, other: Point) -> float:
    """Return how far two points lie from one another."""
    return hypot(one[0] - other[0], one[1] - other[1])
