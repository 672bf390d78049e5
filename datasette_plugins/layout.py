"""What every page has: the visitor's language, our header and footer, an error page that helps."""

import hashlib
import sys
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from datasette import hookimpl

# The command `datasette`, alone, does not look in the checkout.
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from datasette_plugins.reading.problem import problem
from datasette_plugins.reading.reader import WORDS, Reader, reader_of
from offers.speech import LANGUAGES, catalogue

STATIC = Path(__file__).with_name("static")


@cache
def _version(name: str) -> str:
    return hashlib.sha1((STATIC / name).read_bytes()).hexdigest()[:8]


def _tongues(reader: Reader, request: Any, parameter: str) -> list[dict[str, Any]]:
    """Give this same page in each language, which the PARAMETER of its address names."""
    kept = [(k, v) for k in request.args for v in request.args.getlist(k) if k != parameter]
    return [
        {
            "code": code,
            "name": catalogue(WORDS, code).words("language_name"),
            "short": catalogue(WORDS, code).words("language_short"),
            "url": f"{request.path}?{urlencode([*kept, (parameter, code)])}",
            "here": code == reader.lang,
        }
        for code in LANGUAGES
    ]


@hookimpl
def extra_template_vars(datasette: Any, request: Any, view_name: str | None) -> dict[str, Any]:
    reader = reader_of(datasette, request)
    tables_url = datasette.urls.database(datasette.get_database().name)
    return {
        "reader": reader,
        "here": request.path.removeprefix(reader.base) if request else "",
        "say": reader.say,
        "link": reader.link,
        "site": reader.site or reader.say("site"),
        "tongues": _tongues(reader, request, "_lang" if view_name else "lang") if request else [],
        "asset": lambda name: f"{reader.base}/static/{name}?v={_version(name)}",
        "tables_url": tables_url + (f"?_lang={reader.lang}" if reader.named else ""),
    }


@hookimpl(tryfirst=True)
def handle_exception(datasette: Any, request: Any, exception: Exception) -> Any:
    """Answer in the visitor's language; who asks for data gets Datasette's own answer."""
    status = getattr(exception, "status", 500)
    if request.path.endswith((".json", ".csv")):
        return None

    async def answer() -> Any:
        said = str(exception) if status == 400 else None
        return await problem(datasette, request, status, said)

    return answer
