"""What the work is called: the title as a page prints it, and the words of it that name the work."""

from functools import lru_cache
from typing import NamedTuple

from offers.lexicons import lexicon, split, stems
from offers.lexicons.towns import towns
from offers.text import apostrophes, squeeze, visible
from pipelines.normalisers.letter_case import sentence_case
from pipelines.normalisers.title_elsewhere import Elsewhere, elsewhere
from pipelines.normalisers.title_noise import (
    without_call,
    without_pictures,
    without_rest,
    without_sexes,
    without_tail,
)

#: No title is longer; what comes after is a text that stands in the wrong field.
READ = 250
#: One who teaches Spanish teaches a language; one who answers the telephone in it does not.
_OF_LANGUAGES = frozenset(
    stems(
        split(
            "professeur enseignant formateur teacher traducteur translator prof interprète trainer"
        )
    )
)


class Title(NamedTuple):
    """Hold a title for people, and its words for machines."""

    shown: str
    core: list[str]


def read_title(title: str | None, employer: str | None = None, city: str | None = None) -> Title:
    """Return the title without what is said elsewhere, and the stems that name the work, in order.

    >>> read_title("URGENT !!! CHARGÉ(E) DE CLIENTÈLE (H/F) - CASABLANCA")
    Title(shown='Chargé de clientèle', core=['charg', 'clientel'])
    >>> read_title("Comptable senior | Orange", "Orange").shown, read_title("محاسب - الرباط").shown
    ('Comptable senior', 'محاسب')
    """
    shown, core = _read((title or "")[: READ * 2], employer or "", city or "")
    return Title(shown, list(core))


@lru_cache(maxsize=4096)
def _read(title: str, employer: str, city: str) -> tuple[str, tuple[str, ...]]:
    whole = squeeze(apostrophes(visible(title)).replace("''", "'"))[:READ]
    other = elsewhere(employer, city)
    text = without_sexes(without_pictures(whole)).strip()
    before = None
    for _ in range(5):
        before, text = text, _barer(text, other)
        if text == before:
            break
    shown = sentence_case(_closed(text)) or sentence_case(without_pictures(whole)) or whole
    return shown, core_of(shown)


def _barer(text: str, other: Elsewhere) -> str:
    text = without_call(text)
    return without_tail(without_rest(text, other), other)


def _closed(text: str) -> str:
    """Leave no bracket alone and no space before a sign."""
    for opened, closed in ("()", "[]"):
        if text.count(opened) != text.count(closed):
            text = text.replace(opened, " ").replace(closed, " ")
    return squeeze(text).replace(" ,", ",").strip(" -–—_,:;|/&*•·\"“”«»=<>\\.'")


def core_of(shown: str) -> tuple[str, ...]:
    """Return the stems of the words that name the work.

    >>> core_of("Technicien de maintenance senior"), core_of("Professeur d'espagnol")
    (('technicien', 'maintenanc'), ('professeur', 'espagnol'))
    """
    said = stems(towns(split(shown))[1]) or stems(split(shown))
    rest = lexicon("levels").take(said)[1]
    if not _OF_LANGUAGES.intersection(rest):
        rest = lexicon("markets").take(rest)[1]
    words = tuple(word for word in lexicon("noise").take(rest)[1] if not word.isdigit())
    return (
        words
        or tuple(word for word in lexicon("noise").take(said)[1] if not word.isdigit())
        or said
    )
