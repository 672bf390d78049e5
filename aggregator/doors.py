"""The two doors of the catalogue: what Datasette is told behind each."""

from itertools import chain
from pathlib import Path

from aggregator import HOME

#: What a page may cost: facets are not guessed, a question is cut at a second and a half.
SETTINGS = {
    "suggest_facets": "off",
    "sql_time_limit_ms": "1500",
    "facet_time_limit_ms": "400",
    "default_page_size": "20",
    "max_returned_rows": "1000",
    "num_sql_threads": "4",
    "truncate_cells_html": "280",
    "allow_download": "off",
    "max_csv_mb": "12",
}
#: For everybody: tables and prepared questions, but no SQL of a visitor's own.
PUBLIC = SETTINGS | {"default_allow_sql": "off", "allow_csv_stream": "off"}
#: For those who ask in SQL.
ANALYST = SETTINGS | {"default_allow_sql": "on", "allow_csv_stream": "on"}


def datasette_arguments(
    db: str, host: str, port: int, settings: dict[str, str] = PUBLIC
) -> list[str]:
    """Return Datasette's arguments: the file DB with our pages at HOST:PORT, under SETTINGS."""
    pages = HOME / "datasette_plugins"
    return [
        str(Path(db).resolve()),
        "--metadata", str(HOME / "datasette.yaml"),
        "--plugins-dir", str(pages),
        "--template-dir", str(pages / "templates"),
        "--static", f"static:{pages / 'static'}",
        "--host", host, "--port", str(port),
        *chain.from_iterable(("--setting", name, value) for name, value in settings.items()),
    ]  # fmt: skip
