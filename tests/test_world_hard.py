"""The simulated market is as hard as real ones, tells the truth, and stands apart from what reads it."""

import ast
import csv
import os
import re
import subprocess
import sys
from collections import Counter, defaultdict
from datetime import date
from functools import cache
from itertools import combinations, islice
from pathlib import Path
from random import Random

import pytest

from offers.text import fold
from world.employers import employers
from world.facts import TOLD
from world.lives import Life
from world.market import Market
from world.prose import phrases
from world.shown import Shown
from world.stream import shown
from world.trades import LANGUAGES, trades
from world.words import by_code, several, table

ROOT = Path(__file__).parent.parent
START = date(2026, 9, 1)
APART = ("offers", "pipelines", "dedupe", "spiders", "aggregator", "datasette_plugins")
#: What is run in a process of its own: it draws a market, reads its pages, and says which files were opened.
PROCESS = """
import hashlib, sys
opened = set()
sys.addaudithook(lambda event, args: opened.add(str(args[0])) if event == "open" else None)
from datetime import date
from world.market import Market
from world.server import World, doors
market = Market(5, 200, 3, date(2026, 9, 1))
pages = [World(market, 2).answer("www.rekrute.com", "/offres.html?s=3&p=1").body, str(doors(market, 2))]
told = [repr(life.versions) for life in market.lives]
print(hashlib.sha256("".join(pages + told).encode()).hexdigest())
print(*sorted(x for x in opened if not x.endswith(".pyc")), sep="\\n")
"""


@cache
def told(seed: int = 9, size: int = 4_000) -> list[tuple[Life, Shown]]:
    """Every posting of a market, as it was first shown."""
    lives = Market(seed, size, 40, START).lives
    return [(life, life.at(life.opens)) for life in lives if life.vacancy >= 0]


def by_vacancy() -> dict[int, list[tuple[Life, Shown]]]:
    found = defaultdict(list)
    for life, posting in told():
        found[life.vacancy].append((life, posting))
    return found


def run(seed: str) -> list[str]:
    """Draw a market in a process whose hashes are salted with SEED."""
    env = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", PROCESS]
    return subprocess.run(
        command, env=env, capture_output=True, text=True, check=True
    ).stdout.split("\n")


def test_asks_nothing_of_those_who_will_read_it():
    for file in (ROOT / "world").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [a.name for a in node.names] if isinstance(node, ast.Import) else []
            assert not {name.partition(".")[0] for name in names} & set(APART), file


def test_is_the_same_in_every_process_and_opens_no_file_of_ours_but_its_own():
    first, second = run("1"), run("2")
    assert first[0] == second[0]
    ours = {Path(file) for file in first[1:] if file.startswith(str(ROOT))}
    ours = {file for file in ours if not {".venv", "site-packages"} & set(file.parts)}
    assert ours and all(file.is_relative_to(ROOT / "world") for file in ours)


def test_no_name_of_the_world_is_one_that_the_lexicons_know():
    known = set()
    with (ROOT / "offers/lexicons/employers.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            known |= {fold(name) for name in (*several(row["phrases"]), row["name"])}
    made = employers(Random(1), 3_000).values()
    said = {name for found in made for one in found for name in (one.name, one.group, *one.aliases)}
    said |= {title for row in table("trades") for lang in LANGUAGES for title in several(row[lang])}
    said |= {odd for row in table("towns") for odd in several(row["odd"])}
    assert len(known) > 100 and len(said) > 3_000
    assert not {name for name in said if fold(name) in known}


def test_knows_many_trades_each_by_several_titles_and_every_sentence_in_other_words():
    every = {
        trade for home in ("board", "office", "concours", "postes-respo") for trade in trades(home)
    }
    assert len({trade.code for trade in every}) >= 110
    board = trades("board")
    assert sum(len(trade.titles["fr"]) >= 3 for trade in board) > 0.9 * len(board)
    assert all(trade.titles[language] for trade in board for language in LANGUAGES)
    for part in ("action", "opening", "want", "give", "creed", *(f"fact_{name}" for name in TOLD)):
        for language in LANGUAGES:
            pairs = zip(phrases(part, language), phrases(part, language, 1), strict=True)
            assert all(one != other for one, other in pairs), part


def test_a_sentence_keeps_what_it_leaves_open_in_every_language():
    open_in = re.compile(r"{\w+}")
    for row in table("phrases"):
        said = {tuple(sorted(open_in.findall(said))) for said in list(row.values())[1:] if said}
        assert len(said) <= 1, row


def test_copies_are_as_frequent_and_of_as_many_kinds_as_in_real_markets():
    kinds = Counter(posting.kind for _, posting in told())
    copies = sum(kinds.values()) - kinds["first"]
    assert 0.25 <= copies / len(told()) <= 0.33
    for kind in ("full", "near", "partial", "semantic", "temporal"):
        assert kinds[kind] > 0.08 * copies, kind
    assert kinds["translated"] > 0.04 * copies


def test_employers_hide_as_often_as_in_real_markets():
    hidden = {anapec: Counter() for anapec in (True, False)}
    for _, posting in told():
        hidden[posting.source == "anapec"][posting.company is None] += 1
    assert 0.88 < hidden[True][True] / hidden[True].total() < 0.97
    assert 0.07 < hidden[False][True] / hidden[False].total() < 0.2


def test_sisters_are_shown_in_ten_towns_on_one_day():
    days = defaultdict(set)
    for life, posting in told():
        if posting.kind == "first" and life.draft.vacancy.family == "town":
            days[id(life.draft.vacancy.plan), posting.published, posting.source].add(posting.town)
    assert max(map(len, days.values())) >= 10


def test_what_shares_much_text_is_mostly_boilerplate_of_one_signer():
    signed = defaultdict(list)
    for life, posting in told():
        if posting.text.about:
            signed[posting.text.about].append(life.vacancy)
    pairs = [pair for numbers in signed.values() for pair in combinations(numbers, 2)]
    assert sum(one != other for one, other in pairs) > 0.9 * len(pairs) > 1_000


def test_an_agency_has_missions_of_many_clients_and_shares_some_with_another():
    clients = defaultdict(set)
    for life, _ in told():
        if life.draft.telling.signer == "agency":
            clients[life.draft.vacancy.agency.name].add(life.draft.vacancy.employer.name)
    assert max(map(len, clients.values())) > 5
    signers = [{life.draft.telling.signer for life, _ in group} for group in by_vacancy().values()]
    assert sum({"agency", "rival"} <= who for who in signers) >= 5


def facts(posting: Shown) -> set[str]:
    """Say what of a posting is the same in any words: figures, names of tools, addresses."""
    text = posting.text
    body = "\n".join((*text.tasks, *text.wants, *text.gives))
    tools = {t for row in by_code("fields").values() for t in several(row["tools"]) if t in body}
    figures = set(re.findall(r"\S+@\S+|https?://\S+|\d[\d /]*\d|\d", body))
    more = {str(posting.salary), str(posting.reference), str(posting.deadline)} - {"None"}
    return tools | figures | more


def evidence(left: tuple[Life, Shown], right: tuple[Life, Shown]) -> bool:
    """Say whether a careful reader has anything to know RIGHT for LEFT by: who, a sentence, or facts."""
    (one, a), (other, b) = left, right
    named = a.company and b.company and one.draft.telling.signer == other.draft.telling.signer
    return bool(
        named or set(a.text.tasks) & set(b.text.tasks) - {"…"} or len(facts(a) & facts(b)) >= 3
    )


def test_no_copy_is_told_that_nobody_could_know():
    groups = [group for group in by_vacancy().values() if len(group) > 1]
    copies = [(group[:at], group[at]) for group in groups for at in range(1, len(group))]
    unknown = [copy for before, copy in copies if not any(evidence(one, copy) for one in before)]
    assert len(copies) > 1_000
    assert len(unknown) <= 0.005 * len(copies)


@pytest.mark.parametrize("kind", ["semantic", "translated"])
def test_copies_in_other_words_keep_the_facts(kind):
    kept = []
    for group in by_vacancy().values():
        first = group[0][1]
        kept += [len(facts(first) & facts(p)) for _, p in group[1:] if p.kind == kind]
        for _, posting in group[1:]:
            assert posting.line == first.line and posting.contract_code == first.contract_code
    assert sum(number >= 3 for number in kept) > 0.8 * len(kept) > 20


def test_other_seeds_have_other_employers_with_other_boilerplate():
    first, second = ({p.text.about for _, p in told(seed, 1_000)} - {""} for seed in (1, 2))
    assert len(first & second) < 0.02 * len(first)


def test_a_long_stream_is_drawn_as_it_is_read():
    read = list(islice(shown(3, 1_000_000, START), 3_000))
    assert read[:200] == list(islice(shown(3, 1_000_000, START), 200))
    assert len({(one.source, one.ref) for one in read}) == len(read)
