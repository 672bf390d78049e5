"""What every page has: the visitor's language, our header and footer, an error page that helps."""

import hashlib
import sys
from pathlib import Path
from typing import Any

from datasette import hookimpl

# The command `datasette`, alone, does not look in the checkout.
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from datasette_plugins.reading.problem import problem
from datasette_plugins.reading.reader import LANGUAGES, catalogue, in_language, reader_of

STYLE = hashlib.sha1(
    Path(__file__).with_name("static").joinpath("site.css").read_bytes()
).hexdigest()[:8]


def _tongues(reader: Any, request: Any) -> list[dict[str, Any]]:
    """Give this same page in each language."""
    path = request.path if request else "/"
    args = request.args if request else {}
    kept = [(k, v) for k in args for v in args.getlist(k) if k != "lang"] if request else []
    return [
        {
            "code": code,
            "name": catalogue(code)["language_name"],
            "short": catalogue(code)["language_short"],
            "url": in_language(reader, code).link(path.removeprefix(reader.base), kept),
            "here": code == reader.lang,
        }
        for code in LANGUAGES
    ]


@hookimpl
def extra_template_vars(datasette: Any, request: Any) -> dict[str, Any]:
    reader = reader_of(datasette, request)
    return {
        "reader": reader,
        "say": reader.say,
        "link": reader.link,
        "site": reader.site or reader.say("site"),
        "tongues": _tongues(reader, request),
        "style": f"{reader.base}/static/site.css?v={STYLE}",
        "icon": f"{reader.base}/static/icon.svg?v={STYLE}",
        "tables": datasette.urls.database(datasette.get_database().name),
    }


@hookimpl(tryfirst=True)
def handle_exception(datasette: Any, request: Any, exception: Exception) -> Any:
    """Answer in the visitor's language; what asks for data, and a bad question of an analyst, gets Datasette's own answer."""
    status = getattr(exception, "status", 500)
    if request.path.endswith((".json", ".csv")):
        return None

    async def answer() -> Any:
        said = str(exception) if status == 400 else None
        return await problem(datasette, request, status, said)

    return answer
