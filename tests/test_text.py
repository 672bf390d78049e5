"""Folding: the quick way for Western letters says what the long way says."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from offers.text import arabic, fold, unaccented

WESTERN = "".join(bytes([code]).decode("cp1252", "ignore") for code in range(256))
letters = st.text(st.sampled_from(WESTERN + "\u0301مح٢ة") | st.characters(codec="utf-8"))


def bare(text: str) -> str:
    """Fold as the definition has it, letter by letter: accents off, what is no word a blank."""
    spelt = text.lower().replace("œ", "oe").replace("æ", "ae").replace("ß", "ss")
    parted = arabic(unicodedata.normalize("NFKD", arabic(spelt)).lower())
    seen = (c for c in parted if unicodedata.combining(c) == 0)
    return " ".join("".join(c if _word(c) else " " for c in seen).split())


def _word(letter: str) -> bool:
    return (letter.isascii() and letter.isalnum()) or "\u0621" <= letter <= "\u064a"


@given(st.text(st.sampled_from(WESTERN + "\u0301مح٢ة")))
def test_western_letters_fold_as_the_definition_has_it(text):
    assert fold(text) == bare(text)


@given(letters)
def test_folding_keeps_words_only_and_is_done_once(text):
    assert fold(fold(text)) == fold(text) == fold(unaccented(text))
    assert all(c == " " or _word(c) for c in fold(text))
