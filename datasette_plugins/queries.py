"""The prepared questions: Datasette runs them, /questions lists them, and each page says how it is cited."""

import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from datasette import Response, hookimpl

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from datasette_plugins.reading.headers import FOR_EVERYBODY
from datasette_plugins.reading.question_form import fields
from datasette_plugins.reading.question_table import heads, lines
from datasette_plugins.reading.questions import THEMES, Question, in_language, questions
from datasette_plugins.reading.reader import Reader, reader_of
from offers.speech import catalogue

LAST_DAY = "select max(day) from counted_days"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
#: How many other questions are offered beside an answer.
BESIDE = 8


def address(datasette: Any, question: Question, reader: Reader, given: Mapping[str, str]) -> str:
    """Write the address of QUESTION with what was GIVEN, in the reader's language."""
    kept = {k: v for k, v in given.items() if v}
    path = datasette.urls.database(datasette.get_database().name)
    return Reader(lang=reader.lang, today=reader.today).link(
        f"{path}/{question.name}", [*kept.items(), ("_lang", reader.lang)]
    )


def listed(datasette: Any, reader: Reader) -> list[dict[str, Any]]:
    """List the questions by theme, in the reader's language."""
    return [
        {
            "name": theme,
            "title": reader.say(f"question_theme_{theme}"),
            "questions": [_named(datasette, q, reader, {}) for q in questions().values() if q.theme == theme],
        }
        for theme in THEMES
    ]  # fmt: skip


def beside(question: Question, given: Mapping[str, str]) -> list[Question]:
    """Choose other questions that take all that was GIVEN, those of the same theme first."""
    chosen = {name for name, value in given.items() if value}
    others = [
        one for one in questions().values() if one.name != question.name and chosen <= one.names()
    ]
    return sorted(others, key=lambda one: one.theme != question.theme)[:BESIDE]


def _named(
    datasette: Any, question: Question, reader: Reader, given: Mapping[str, str]
) -> dict[str, str]:
    return {
        "title": reader.say(f"question_title_{question.name}"),
        "lead": reader.say(f"question_lead_{question.name}"),
        "url": address(datasette, question, reader, given),
    }


def _given(question: Question, request: Any) -> dict[str, str]:
    return {name: request.args.get(name) or "" for name in question.names()}


async def asked(datasette: Any, request: Any, question: Question) -> dict[str, Any]:
    """Make what the page of QUESTION shows around its answer."""
    db, reader = datasette.get_database(), reader_of(datasette, request)
    given = _given(question, request)
    [day] = (await db.execute(LAST_DAY)).first()
    sql = in_language(question.sql, reader.lang)
    here = _named(datasette, question, reader, given)
    return {
        "question": here,
        "fields": await fields(db, question, given, reader),
        "beside": [_named(datasette, one, reader, given) for one in beside(question, given)],
        "sql": sql,
        "counted_on": reader.day(day),
        "sql_url": f"{datasette.urls.database(db.name)}?{urlencode({'sql': sql, **given})}",
        "cited": datasette.absolute_url(request, here["url"]),
        "licence": LICENCE,
        "heads": lambda columns: heads(columns, reader),
        "lines": lambda columns, rows: lines(columns, rows, reader),
    }


@hookimpl
def extra_template_vars(datasette: Any, request: Any) -> Callable[[], Any]:
    async def variables() -> dict[str, Any]:
        reader = reader_of(datasette, request)
        found: dict[str, Any] = {
            "question_asked": None,
            "themes": lambda: listed(datasette, reader),
        }
        name = request.url_vars.get("table", "") if request else ""
        if (
            name in questions()
            and request.url_vars.get("database") == datasette.get_database().route
        ):
            found["question_asked"] = await asked(datasette, request, questions()[name])
        return found

    return variables


def _titles(question: Question) -> dict[str, str]:
    words = catalogue(Path(__file__).with_name("words"), "en")
    title, lead = (words.words(f"question_{part}_{question.name}") for part in ("title", "lead"))
    return {"title": title, "description": lead}


def _for_datasette(those: Iterable[Question]) -> dict[str, dict[str, Any]]:
    return {
        one.name: _titles(one)
        | {
            "sql": one.sql,
            "params": [parameter.name for parameter in one.parameters],
            "hide_sql": False,
        }
        for one in those
    }


@hookimpl
def canned_queries(datasette: Any, database: str) -> dict[str, dict[str, Any]]:
    if database != datasette.get_database().name:
        return {}
    return _for_datasette(questions().values())


@hookimpl
def register_magic_parameters(datasette: Any) -> list[tuple[str, Callable[[str, Any], str]]]:
    def reader(key: str, request: Any) -> str:
        if key != "lang":
            raise KeyError(key)
        return reader_of(datasette, request).lang

    return [("reader", reader)]


async def all_questions(datasette: Any, request: Any) -> Response:
    body = await datasette.render_template("questions.html", {}, request=request)
    return Response.html(body, headers=dict(FOR_EVERYBODY))


@hookimpl
def register_routes() -> list:
    return [(r"^/questions$", all_questions)]
