"""The pages asked byte by byte, as no browser would: any method, any target, any header, from any address."""

import asyncio
import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote

from datasette.app import Datasette
from datasette.utils import parse_metadata

from aggregator.doors import PUBLIC
from tests.catalogue import TODAY
from tests.visitor import PAGES, ROOT

NEAR, FAR = "127.0.0.1", "192.0.2.7"


@dataclass(frozen=True)
class Answer:
    """Hold what came back; every header line stands in LINES."""

    status: int
    lines: list[tuple[str, str]]
    body: bytes

    @cached_property
    def headers(self) -> dict[str, str]:
        return dict(self.lines)

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", "replace")

    def json(self):
        return json.loads(self.body)


class Door:
    """One door of the catalogue at PATH, without a server before it."""

    def __init__(self, path: str | Path, settings: dict[str, str] = PUBLIC, limits=None):
        metadata = parse_metadata((ROOT / "datasette.yaml").read_text("utf-8"))
        metadata["plugins"]["pages"] = {"today": str(TODAY), "contact": "robot@example.org"}
        metadata["plugins"]["limits"] = limits or {}
        self.site = Datasette(
            [str(path)],
            metadata=metadata,
            plugins_dir=str(PAGES),
            template_dir=str(PAGES / "templates"),
            static_mounts=[("static", str(PAGES / "static"))],
            settings={name: _setting(value) for name, value in settings.items()},
        )
        self.app = self.site.app()
        self.loop = asyncio.new_event_loop()

    def __call__(self, target: str, method="GET", client=NEAR, scheme="http", body=b"", **headers):
        """Ask for TARGET, as it stands; HEADERS with _ for -."""
        sent = {"host": "emplois.example", "accept-language": "fr"} | headers
        path, _, query = target.partition("?")
        scope = {
            "type": "http", "http_version": "1.1", "method": method, "scheme": scheme,
            "path": unquote(path), "raw_path": path.encode(), "query_string": query.encode(),
            "headers": [(k.replace("_", "-").encode(), v.encode()) for k, v in sent.items()],
            "client": (client, 40_000) if client else None, "server": ("127.0.0.1", 8001),
        }  # fmt: skip
        return self.loop.run_until_complete(_answer(self.app, scope, body))


def _setting(value: str):
    return {"on": True, "off": False}.get(value, int(value) if value.isdecimal() else value)


async def _answer(app, scope: dict, body: bytes) -> Answer:
    told: list[dict] = []

    async def receive():
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message):
        told.append(message)

    await app(scope, receive, send)
    lines = [(k.decode("latin-1"), v.decode("latin-1")) for k, v in told[0]["headers"]]
    return Answer(
        told[0]["status"], lines, b"".join(message.get("body", b"") for message in told[1:])
    )
