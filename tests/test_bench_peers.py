"""Each peer joins what is one posting twice, and leaves apart what has nothing in common."""

import numpy as np
import pytest

from bench.peers import NAMES

#: Splink learns its weights from rows; the others need two.
TRADES = (
    "Maçon",
    "Comptable",
    "Soudeur",
    "Infirmier",
    "Chauffeur",
    "Cuisinier",
    "Graphiste",
    "Juriste",
)
TOWNS = ("Fès", "Rabat", "Agadir", "Tanger", "Oujda")
DEEDS = (
    "monter les murs du premier étage", "tenir les comptes de fin de mois", "souder les rampes du port",
    "veiller sur les malades la nuit", "livrer les colis dans la ville", "préparer les plats du jour",
    "dessiner les affiches de la saison", "relire les contrats des clients",
)  # fmt: skip


def row(trade: int, town: int) -> dict[str, str]:
    """Invent a posting, the same for the same numbers."""
    text = f"Nous cherchons à {TOWNS[town]} quelqu'un pour {DEEDS[trade]} avec soin et patience, équipe {trade}-{town}."
    return {
        "title": f"{TRADES[trade]} {town}",
        "company": f"Maison {TRADES[-trade]} {town}",
        "city": TOWNS[town],
        "description": text,
        "date": f"2026-09-{1 + trade + town:02}",
    }


ROWS = [row(trade, town) for trade in range(len(TRADES)) for town in range(len(TOWNS))]


@pytest.fixture(params=NAMES)
def peer(request):
    """Give each peer that is installed: CI does not install requirements-bench.lock."""
    return pytest.importorskip(
        f"bench.peers.{request.param}", reason="made of what requirements-bench.lock has"
    )


def test_joins_equal_rows_and_leaves_others_apart(peer):
    rows = [*ROWS, *ROWS[:10]]
    edges = peer.edges(rows)
    clusters = edges.clusters(peer.GRID[len(peer.GRID) // 2])
    assert len(clusters) == len(rows)
    assert (clusters[: len(ROWS)][:10] == clusters[len(ROWS) :]).all()
    assert clusters[0] != clusters[len(ROWS) - 1]


def test_equal_rows_weigh_more_than_others(peer):
    rows = [*ROWS, *ROWS[:10]]
    pairs = np.array([(0, len(ROWS)), (0, len(ROWS) - 1)])
    same, other = peer.scores(rows, pairs)
    assert same > other
    assert other < peer.GRID[-1]
