"""A system that serves many: which employer's pages are read there is a row of a file."""

from collections.abc import Iterator
from typing import Any, ClassVar
from urllib.parse import quote

from scrapy.http import Response
from twisted.python.failure import Failure

from offers.posting import Posting
from spiders.bases.morocco import in_morocco
from spiders.bases.rules import named
from spiders.bases.source import SourceSpider
from spiders.bases.visit import GONE, status_of


class TenantSpider(SourceSpider):
    """Read one employer's vacancies on a system that serves many; keep those that concern Morocco.

    A row of ``employers.csv`` (or ``feeds.csv``) says whose: ``bases.loader`` makes a source of each,
    named ``platform.tenant``. Stand before the shape of the system's answers:
    ``class Greenhouse(TenantSpider, JsonApiSpider)``.

    #. Set ``endpoint`` to the address of the list, with ``{tenant}`` in it; override
       ``addresses(tenant, url)`` where that does not say it.
    #. Set ``page`` to the address of a posting's page, with ``{tenant}`` and ``{ref}`` in it, where
       the system may not say it.
    #. Write in ``city`` every place that the system names, country included, parted by " / ".
    """

    kind = "employer"
    endpoint: ClassVar[str]
    page: ClassVar[str | None] = None
    tenant: ClassVar[str]
    row: ClassVar[dict[str, str]]  # all that the file says of it
    rechecked = False  # the system's list is whole, and its pages say "gone" in other ways
    may_be_empty = True
    custom_settings = {"DOWNLOAD_MAXSIZE": 32 * 1024**2}  # ours elsewhere 8: a whole board at once

    @property
    def at_home(self) -> bool:
        """Whether what names no country is in Morocco: of an employer here alone, its row says so."""
        return self.row.get("scope") == "morocco"

    @classmethod
    def addresses(cls, tenant: str, url: str) -> list[str]:
        """Give the pages to start from, of what the row says."""
        return [cls.endpoint.format(tenant=tenant)]

    def before(self, said: dict[str, Any], response: Response) -> None:
        ours = self.title if self.kind == "employer" else None  # a board tells of others
        said["company"] = named(said.get("company")) or ours
        if self.page and not said.get("url"):
            said["url"] = self.page.format(
                tenant=self.tenant, ref=quote(said["ref"], "", errors="replace")
            )

    def ended(self, total: int | None = None) -> None:
        """Say that the list was read to its end; an employer may well have no vacancy today."""
        super().ended(total)
        if not self.named and not self.crawler.stats.get_value("listing/skipped"):
            self.crawler.stats.set_value("listing/none", True)

    def why_lost(self, failure: Failure) -> str:
        """Say why the list could not be had: the system may know no such tenant."""
        if (status := status_of(failure)) in GONE:
            return f"it answers {status}: {self.no_tenant()}"
        return super().why_lost(failure)  # of the shape that stands behind us

    def no_tenant(self) -> str:
        """Say what to do where the system does not know the tenant."""
        return f"no {self.tenant} is known there: check its row"

    def after(self, posting: Posting, response: Response) -> Iterator[Posting]:
        """Let through what concerns Morocco; remember the rest, so that it is not read again."""
        places = (posting.city or "").split(" / ") + (posting.region or "").split(" / ")
        if in_morocco(places, posting.title, posting.remote, unsaid=self.at_home):
            yield posting
        else:
            self.pass_over(posting.ref or "", posting.listed_hash)
