"""Let through only what can be kept: who says so, where, and what it is."""

from scrapy.exceptions import DropItem

from offers.posting import Posting
from offers.taxonomy import codes
from pipelines.step import Step

REQUIRED = ("source", "url", "ref", "title")
#: Which vocabulary a code must stand in.
CODED = (
    ("city_code", "cities"),
    ("region_code", "regions"),
    ("contract_code", "contracts"),
    ("remote_code", "work_modes"),
    ("language", "languages"),
)


class Validate(Step):
    """Drop what has no name, no place or no title; forget a code that stands in no vocabulary."""

    def take(self, posting: Posting) -> Posting:
        for name in REQUIRED:
            if not getattr(posting, name):
                self._refuse(f"no {name}")
        if not (posting.url or "").startswith(("http://", "https://")):
            self._refuse("the url is not http(s)")
        for name, vocabulary in CODED:
            self._forget_unknown(posting, name, vocabulary)
        posting.city_codes = [code for code in posting.city_codes if code in codes("cities")]
        self._forget_impossible(posting)
        return posting

    def _refuse(self, reason: str) -> None:
        self.count(f"refused/{reason}")
        raise DropItem(reason, log_level="INFO")

    def _forget_unknown(self, posting: Posting, name: str, vocabulary: str) -> None:
        if (code := getattr(posting, name)) and code not in codes(vocabulary):
            self.count(f"{name}/not in {vocabulary}")
            setattr(posting, name, None)

    def _forget_impossible(self, posting: Posting) -> None:
        """A deadline before the publication is somebody's slip: the day itself stays in the site's words."""
        published, deadline = posting.published_on, posting.deadline_on
        if published and deadline and deadline < published:
            self.count("deadline_on/before publication")
            posting.deadline_on = None
