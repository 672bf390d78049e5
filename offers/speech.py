"""Our own words in French, Arabic and English: gettext catalogues, read with Babel.

A folder of words holds one folder a language, and there one .po file an area; keys are unique in all of them.
"""

from collections.abc import Mapping
from functools import cache
from gettext import c2py
from pathlib import Path
from typing import Any, NamedTuple

from babel.messages.pofile import read_po

LANGUAGES = ("fr", "ar", "en")

#: As Babel reads it: words, or those of each plural form.
Said = str | tuple[str, ...] | list[str]
#: The words of a key; where they count, one for each plural form, in gettext's order.
Forms = tuple[str, ...]


class Catalogue(NamedTuple):
    """Hold the words of one language, and how it counts."""

    forms: Mapping[str, Forms]
    plural: Any  # a number → the place of its plural form

    def words(self, key: str, n: int | None = None) -> str:
        """Return the words of KEY, in the plural form of N where they count.

        Raises KeyError for an unknown key, TypeError where the words count and there is no number.
        """
        forms = self.forms[key]
        return forms[self.plural(n)] if len(forms) > 1 else forms[0]

    def say(self, key: str, **values: Any) -> str:
        """Say the words of KEY with VALUES put in; ``n`` chooses the plural form."""
        return self.words(key, values.get("n")).format(**values)


@cache
def catalogue(folder: Path, lang: str) -> Catalogue:
    """Read all areas of FOLDER in LANG; raise ValueError where a key stands in two, or is not said.

    >>> words = catalogue(Path(__file__).with_name("words"), "en")
    >>> words.say("verdict_same", percent=97), words.say("days_apart", n=1)
    ('One vacancy: 97% sure.', 'They were published one day apart.')
    """
    forms: dict[str, Forms] = {}
    plural = c2py("n != 1")
    for file in sorted((folder / lang).glob("*.po")):
        with file.open("rb") as opened:
            area = read_po(opened, locale=lang)
        plural = c2py(area.plural_expr)
        for message in filter(lambda message: message.id, area):
            key, said = _key(message.id), _forms(message.string)
            if key in forms or not all(said):
                raise ValueError(f"{file}: {key} stands twice, or is not said")
            forms[key] = said
    return Catalogue(forms, plural)


def _key(id: Said) -> str:
    return id if isinstance(id, str) else id[0]


def _forms(said: Said | None) -> Forms:
    return (said or "",) if isinstance(said, str | None) else tuple(said)
