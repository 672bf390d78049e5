"""The first lines of a source: its file and its replica, made to run, and to be filled in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined

TEMPLATES = Path(__file__).with_name("shapes")
SHAPES = tuple(sorted(folder.name for folder in TEMPLATES.iterdir()))
NAME = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")


@dataclass(frozen=True)
class New:
    """A source to be: its NAME, the URL of its list, and the SHAPE of its site.

    Raises ValueError on a name that no file may bear, a URL that is none, a shape there is not.
    """

    name: str
    url: str
    shape: str

    def __post_init__(self) -> None:
        if not NAME.fullmatch(self.name):
            raise ValueError(f"{self.name!r} is no name: small letters, digits and _ alone")
        if urlsplit(self.url).scheme not in ("http", "https") or not urlsplit(self.url).hostname:
            raise ValueError(f"{self.url!r} is no address: it begins with https://")
        if self.shape not in SHAPES:
            raise ValueError(f"no shape is named {self.shape!r}: choose from {', '.join(SHAPES)}")

    @property
    def facts(self) -> dict[str, str]:
        """What the templates are filled with.

        >>> New("mes_offres", "https://www.x.example/offres", "feed").facts["domain"]
        'x.example'
        """
        parts = urlsplit(self.url)
        return {
            "name": self.name,
            "title": self.name.replace("_", " ").capitalize(),
            "klass": "".join(word.capitalize() for word in self.name.split("_")),
            "url": self.url,
            "home": f"{parts.scheme}://{parts.netloc}",
            "domain": (parts.hostname or "").removeprefix("www."),
        }


def write(new: New, home: Path) -> list[Path]:
    """Write the spider and the replica of NEW under HOME; return the files.

    Raises FileExistsError, naming it, where one of them stands already: nothing is then written.
    """
    files = dict(_files(new, home))
    if there := [file for file in files if file.exists()]:
        raise FileExistsError(f"{there[0]} is there already, and is left alone")
    for file, text in files.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return list(files)


def _files(new: New, home: Path) -> Iterator[tuple[Path, str]]:
    loader = FileSystemLoader(TEMPLATES / new.shape)
    pages = Environment(loader=loader, undefined=StrictUndefined, keep_trailing_newline=True)
    for name in sorted(pages.list_templates()):
        text = pages.get_template(name).render(new.facts)
        if name.startswith("pages/"):
            yield home / "tests" / "sites" / new.name / name.removeprefix("pages/"), text
        else:
            yield home / "spiders" / f"{new.name}.py", text
