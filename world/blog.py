"""A WordPress blog: its posts and its categories, as JSON."""

import json
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from html import escape
from zlib import crc32

from world.markup import description
from world.shown import Shown
from world.sites import Ask, Page

API = "/wp-json/wp/v2/"
#: A blog brings what is still open to the top again after so many days.
AGAIN = 28
PAST_THE_END = {
    "code": "rest_post_invalid_page_number",
    "message": "Le numéro de page demandé est plus grand que le nombre de pages disponibles.",
    "data": {"status": 400},
}
#: A blog's own categories, {id: (slug, name)}: vacancies first, internships last, if apart.
Main = dict[int, tuple[str, str]]


def api(ask: Ask, source: str, main: Main, link: Callable[[Shown], str]) -> Page | None:
    """Answer what is asked of the blog's API; LINK gives the address of a post."""
    match ask.path.removeprefix(API):
        case "posts":
            return _posts(ask, source, main, link)
        case "categories":
            return _categories(ask, source, main)
    return None


def headline(shown: Shown) -> str:
    """Write the headline of a post: who hires, for what, and where.

    The town is told once, at the end.
    """
    what = shown.title.removeprefix("Recrute ")
    where = f" – {shown.city}" if shown.city and shown.city not in what else ""
    if shown.company is None:
        return f"Offre d'emploi : {what}{where}"
    if shown.language == "ar":
        return f"{shown.company}: توظيف {what}{where}"
    if shown.contract_code == "stage":
        return f"{what} chez {shown.company}{where}"
    return f"{shown.company} recrute {what}{where}"


def dated(shown: Shown, today: date) -> date:
    """Give the day that a post bears: that of its last turn at the top."""
    return today - timedelta(days=(today - shown.published).days % AGAIN)


def newest(ask: Ask, source: str) -> list[Shown]:
    """List the posts as the blog does."""
    posts = ask.market.shown(source, ask.day)
    return sorted(posts, key=lambda p: (dated(p, ask.today), int(p.ref)), reverse=True)


def rendered(text: str) -> str:
    """Write TEXT as WordPress does.

    >>> rendered("L'Atelier & Cie – Fès")
    'L&#8217;Atelier &#038; Cie &#8211; Fès'
    """
    plain = text.replace("&", "&#038;").replace("<", "&lt;")
    return plain.replace("'", "&#8217;").replace("–", "&#8211;")


def _posts(ask: Ask, source: str, main: Main, link: Callable[[Shown], str]) -> Page:
    wanted = {int(id) for id in ask.query.get("categories", "").split(",") if id.isdecimal()}
    after, size = ask.query.get("after", ""), min(ask.number("per_page", 10), 100)
    posts = [
        post
        for shown in newest(ask, source)
        if (post := _post(shown, ask.today, main, link))["date"] > after
        and (not wanted or wanted & set(post["categories"]))
    ]
    start = (ask.number("page", 1) - 1) * size
    if start and start >= len(posts):
        return _json("list", PAST_THE_END, 400)
    return _json("list", posts[start : start + size])


def _post(shown: Shown, today: date, main: Main, link: Callable[[Shown], str]) -> dict:
    minute = shown.vacancy % 60
    return {
        "id": int(shown.ref),
        "date": f"{dated(shown, today)}T{9 + shown.vacancy % 9:02}:{minute:02}:00",
        "link": link(shown),
        "title": {"rendered": rendered(headline(shown))},
        "content": {"rendered": _content(shown), "protected": False},
        "categories": [_main(shown, main), *map(_id, _filed(shown))],
    }


def _content(shown: Shown) -> str:
    more = "".join(
        f"<p><strong>{label} :</strong> {escape(said)}</p>"
        for label, said in (("Contrat", shown.contract), ("Niveau", shown.diploma))
        if said
    )
    return f'<div class="jeg_ad"><ins></ins></div>{description(shown)}{more}'


def _main(shown: Shown, main: Main) -> int:
    return list(main)[-1 if shown.contract_code == "stage" else 0]


def _filed(shown: Shown) -> Iterator[str]:
    """Name the categories of towns and trades that a post stands in."""
    for town in (shown.city or "").split(", "):
        if town:
            yield f"Offres d'Emploi à {town}"
    yield f"Offres d'Emploi {shown.sector}"


def _id(name: str) -> int:
    return 3000 + crc32(name.encode()) % 1_000_000


def _categories(ask: Ask, source: str, main: Main) -> Page:
    names = {_id(name): name for p in ask.market.shown(source, ask.day) for name in _filed(p)}
    rows = [
        {"id": id, "name": name, "slug": slug, "parent": 0} for id, (slug, name) in main.items()
    ]
    rows += [
        {"id": i, "name": rendered(n), "slug": str(i), "parent": 3000} for i, n in names.items()
    ]
    slugs, ids = (ask.query[k].split(",") if k in ask.query else None for k in ("slug", "include"))
    chosen = [
        row
        for row in rows
        if (slugs is None or row["slug"] in slugs) and (ids is None or str(row["id"]) in ids)
    ]
    return _json("categories", chosen[: min(ask.number("per_page", 10), 100)])


def _json(kind: str, body: object, status: int = 200) -> Page:
    text = json.dumps(body, ensure_ascii=False)
    return Page(kind, text, status, "application/json; charset=UTF-8")
