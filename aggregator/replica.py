"""A site in a folder: the pages a spider asks for, and nothing else."""

import json
from pathlib import Path

from scrapy import Request
from scrapy.http import Response
from scrapy.responsetypes import responsetypes


class Replica:
    """Answer from FOLDER, whose pages.json maps each URL to a file. A page that is not there is an error.

    What is posted is listed as ``POST URL BODY``. A page is the name of its file; or ``{"file": …, "status": 404, "headers": {…}}``; or ``{"redirect": URL}``.
    """

    def __init__(self, folder: Path):
        self.folder = folder
        self.pages: dict[str, str | dict] = json.loads((folder / "pages.json").read_text("utf-8"))
        self.asked: set[str] = set()

    def answer(self, request: Request) -> Response:
        """Give the page that REQUEST asks for; raise LookupError where the replica has none."""
        asked = asked_for(request)
        if asked not in self.pages:
            raise LookupError(f"{self.folder.name} has no page for {asked}")
        self.asked.add(asked)
        page = self.pages[asked]
        page = {"file": page} if isinstance(page, str) else page
        if "redirect" in page:
            return self.answer(request.replace(url=page["redirect"]))
        file = self.folder / page["file"]
        body = file.read_bytes()
        kind = responsetypes.from_args(filename=str(file), body=body)
        status, headers = page.get("status", 200), page.get("headers")
        return kind(request.url, status=status, headers=headers, body=body, request=request)


def asked_for(request: Request) -> str:
    """Say what REQUEST asks for, as pages.json lists it.

    >>> asked_for(Request("https://x.example/jobs", method="POST", body='{"offset": 20}'))
    'POST https://x.example/jobs {"offset": 20}'
    """
    if request.method == "GET":
        return request.url
    return f"{request.method} {request.url} {request.body.decode()}"
