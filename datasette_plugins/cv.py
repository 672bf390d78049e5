"""/cv: read a CV in the browser, choose its words, see the offers that fit them and why."""

import hashlib
import sys
from functools import cache
from pathlib import Path
from typing import Any

from datasette import Response, hookimpl

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from datasette_plugins.reading import cv_lexicon
from datasette_plugins.reading.cv_candidates import PAGE, SHOWN, rank
from datasette_plugins.reading.cv_said import chips, name, why
from datasette_plugins.reading.cv_wanted import VOCABULARIES, Wanted, code, matched, read
from datasette_plugins.reading.headers import FOR_EVERYBODY
from datasette_plugins.reading.reader import Reader, labels, reader_of
from datasette_plugins.reading.shown import card
from offers.speech import LANGUAGES
from offers.taxonomy import rows
from offers.text import fold

#: Languages that the form without a CV offers: those that are asked for most, in the vocabulary's order.
SPOKEN = 8
FOREVER = "public, max-age=31536000, immutable"


async def cv(datasette: Any, request: Any) -> Response:
    reader = reader_of(datasette, request)
    context = form(reader, Wanted()) | {
        "lexicon": f"{reader.base}/cv/lexicon.json?lang={reader.lang}&v={version(reader.lang)}",
        "ladder": choices("diploma", reader),
    }
    body = await datasette.render_template("cv.html", context, request=request)
    headers = dict(FOR_EVERYBODY)
    return Response.html(body, headers=headers)


async def lexicon(datasette: Any, request: Any) -> Response:
    asked = request.args.get("lang")
    lang = asked if asked in LANGUAGES else "fr"
    lasting = request.args.get("v") == version(lang)
    headers = {"cache-control": FOREVER if lasting else "public, max-age=300"}
    kind = "application/json; charset=utf-8"
    return Response(cv_lexicon.lexicon(lang), headers=headers, content_type=kind)


async def results(datasette: Any, request: Any) -> Response:
    reader, wanted = reader_of(datasette, request), read(request.args)
    page = page_of(request.args.get("page") or "")
    found = await rank(datasette.get_database(), wanted, page) if wanted.params() else None
    pages = max(1, -(-found.total // PAGE)) if found else 1
    matches = []
    if found:
        matches = [
            {"card": card(offer, reader), "why": why(offer, fit, found.matching, reader)}
            for offer, fit in found.offers
        ]

    def turn(to: int) -> str:
        return reader.link("/cv/results", [*wanted.params(), ("page", to)])

    context = form(reader, wanted) | {
        "wanted": wanted,
        "found": found,
        "matches": matches,
        "chips": chips(wanted, reader),
        "page": page,
        "pages": pages,
        "before": turn(page - 1) if page > 1 else None,
        "after": turn(page + 1) if page < pages else None,
    }
    body = await datasette.render_template("cv_results.html", context, request=request)
    # What somebody can and wants is nobody else's: no cache between us keeps it.
    headers = {"cache-control": "private, max-age=60", "vary": "accept-language"}
    return Response.html(body, headers=headers)


def page_of(text: str) -> int:
    """Read the number of a page; the first where there is none.

    >>> page_of("3"), page_of("-1"), page_of("9999")
    (3, 1, 10)
    """
    most = SHOWN // PAGE
    return min(max(1, int(text[:6])), most) if text.isascii() and text.isdigit() else 1


def form(reader: Reader, wanted: Wanted) -> dict[str, Any]:
    """Make what the form without a CV shows, filled in with what is WANTED."""
    return {
        "wanted": wanted,
        "named": reader.say("listed").join(typed(code, reader) for code in wanted.skill),
        "fields": {field: choices(field, reader) for field in ("occupation", "city", "diploma")},
        "spoken": choices("speaks", reader)[:SPOKEN],
    }


def typed(skill: str, reader: Reader) -> str:
    """Write SKILL as a visitor may type it, so that it is read as the same."""
    label = name("skill", skill, reader)
    return label if "," not in label and code("skill", label) == skill else skill


def choices(field: str, reader: Reader) -> list[tuple[str, str]]:
    """List the codes and labels of FIELD: towns by name, all else in its own order."""
    known, said = matched(field), labels(VOCABULARIES[field], reader.lang)
    listed = [row for row in rows(VOCABULARIES[field]) if row["code"] in known]
    if field != "city":
        return [(row["code"], said[row["code"]]) for row in listed]
    towns = ((row["code"], said[row["code"]]) for row in listed if row["kind"] == "town")
    return sorted(towns, key=lambda town: fold(town[1]))


@cache
def version(lang: str) -> str:
    """Return a name of the lexicon as it is: browsers keep it until it changes."""
    return hashlib.sha1(cv_lexicon.lexicon(lang).encode()).hexdigest()[:8]


@hookimpl
def register_routes() -> list:
    return [
        (r"^/cv$", cv),
        (r"^/cv/results$", results),
        (r"^/cv/lexicon\.json$", lexicon),
    ]
