"""What adverts ask for and offer is read as the same codes in French, English and Arabic."""

import csv
from pathlib import Path

import pytest

from offers.lexicons import cut, lexicon, rows, stems
from offers.text import fold

with (Path(__file__).parent / "conditions.tsv").open(encoding="utf-8", newline="") as file:
    JUDGED = list(csv.DictReader(file, delimiter="\t"))
PHRASES = {row["code"]: row["phrases"].split("|") for row in rows("conditions")}


def read(sentence: str) -> list[str]:
    """Return the codes of SENTENCE, as the merge cuts a text into words."""
    return sorted(set(lexicon("conditions").take(stems(tuple(fold(sentence).split())))[0]))


def is_arabic(phrase: str) -> bool:
    """Say whether PHRASE is written in Arabic letters."""
    return any("\u0621" <= letter <= "\u064a" for letter in phrase)


@pytest.mark.parametrize("row", JUDGED, ids=lambda row: row["sentence"][:40])
def test_a_sentence_is_read_as_a_person_reads_it(row):
    assert read(row["sentence"]) == sorted(row["codes"].split())


def test_enough_is_judged_in_each_language():
    by_language = [row["language"] for row in JUDGED]
    assert all(by_language.count(language) >= 20 for language in ("fr", "en", "ar", "none"))


@pytest.mark.parametrize("code", PHRASES)
def test_every_code_is_told_in_both_scripts(code):
    arabic = [phrase for phrase in PHRASES[code] if is_arabic(phrase)]
    assert len(arabic) >= 3
    assert len(PHRASES[code]) - len(arabic) >= 6


def test_no_phrase_stands_twice():
    cuts = [cut(phrase) for phrases in PHRASES.values() for phrase in phrases]
    assert len(set(cuts)) == len(cuts)


@pytest.mark.parametrize("code", PHRASES)
def test_a_phrase_alone_is_read_as_its_code(code):
    assert [phrase for phrase in PHRASES[code] if read(phrase) != [code]] == []
