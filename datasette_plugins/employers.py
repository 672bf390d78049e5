"""/employers: who hires, most open offers first, by name or by letter."""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from datasette import Response, hookimpl

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from datasette_plugins.reading.addresses import employer_path
from datasette_plugins.reading.agencies import agencies
from datasette_plugins.reading.headers import FOR_EVERYBODY
from datasette_plugins.reading.letters import found_in, initials
from datasette_plugins.reading.reader import Reader, reader_of
from datasette_plugins.reading.shown import cut
from offers.text import fold, squeeze, visible

CHOSEN = """
v.field = 'employer' and instr(v.code, :q) > 0
  and (
    :letter = '' or substr(v.code, 1, 1) = :letter
    or (:letter = '#' and substr(v.code, 1, 1) between '0' and '9')
  )
"""
#: Under a letter by name, else by open offers.
EMPLOYERS = f"""
select v.id, v.code, v.label, coalesce(c.n, 0) as open
from facet_values v
left join facet_counts c on c.kind = 'all' and c.value = v.id
where {CHOSEN}
order by iif(:letter = '', -coalesce(c.n, 0), 0), v.code
limit :limit offset :offset
"""
LETTERS = f"select substr(v.code, 1, 1), count(*) from facet_values v where {CHOSEN} group by 1"
HIRING = """
select count(*) from facet_counts c
join facet_values v on v.id = c.value and v.field = 'employer'
where c.kind = 'all'
"""
PAGE, MOST_PAGES = 60, 500
LONGEST = 80


class Asked(NamedTuple):
    """Hold which employers are asked for."""

    q: str = ""
    letter: str = ""
    page: int = 1

    def params(self) -> list[tuple[str, str]]:
        """Write them as the parameters of an address; what is not set is left out.

        >>> Asked(q="atlas", page=2).params()
        [('q', 'atlas'), ('page', '2')]
        """
        default = Asked()
        return [(k, str(v)) for k, v in self._asdict().items() if v != getattr(default, k)]

    def bound(self) -> dict[str, Any]:
        # A question of signs alone folds to nothing, and stands in no name.
        return {"q": fold(self.q) or self.q, "letter": self.letter}


def read(args: Any) -> Asked:
    """Read from the parameters of an address which employers are asked for."""
    page = args.get("page") or ""
    number = int(page[:9]) if page.isascii() and page.isdigit() else 1
    return Asked(
        q=squeeze(visible(args.get("q") or ""))[:LONGEST],
        letter=visible(args.get("letter") or "")[:1].lower(),
        page=min(max(1, number), MOST_PAGES),
    )


def line(row: Mapping[str, Any], others: set[int], asked: Asked, reader: Reader) -> dict:
    """Make what the list shows of one employer."""
    return {
        "name": found_in(cut(row["label"] or row["code"], LONGEST), asked.q),
        "url": reader.link(employer_path(row["id"], row["code"])),
        "open": row["open"],
        "agency": row["id"] in others,
    }


async def employers(datasette: Any, request: Any) -> Response:
    db, reader, asked = datasette.get_database(), reader_of(datasette, request), read(request.args)
    window = {"limit": PAGE, "offset": (asked.page - 1) * PAGE}
    rows = (await db.execute(EMPLOYERS, asked.bound() | window)).rows
    letters = (await db.execute(LETTERS, asked._replace(letter="").bound())).rows
    counts = initials((row[0], row[1]) for row in letters)
    total = counts.get(asked.letter, 0) if asked.letter else sum(counts.values())
    others = await agencies(db, [row["id"] for row in rows])

    def at(**changes: Any) -> str:
        return reader.link("/employers", asked._replace(page=1)._replace(**changes).params())

    pages = min(MOST_PAGES, max(1, -(-total // PAGE)))
    context = {
        "asked": asked,
        "lines": [line(row, others, asked, reader) for row in rows],
        "total": total,
        "hiring": (await db.execute(HIRING)).first()[0],
        "letters": [
            {"letter": letter, "n": n, "url": at(letter=letter), "here": letter == asked.letter}
            for letter, n in counts.items()
        ],
        "every_letter": at(letter=""),
        "pages": pages,
        "before": at(page=asked.page - 1) if asked.page > 1 else None,
        "after": at(page=asked.page + 1) if asked.page < pages else None,
    }
    body = await datasette.render_template("employers.html", context, request=request)
    headers = dict(FOR_EVERYBODY)
    return Response.html(body, headers=headers)


@hookimpl
def register_routes() -> list:
    return [(r"^/employers$", employers)]
