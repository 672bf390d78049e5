"""Let through only what can be kept: who says so, where, and what it is."""

from collections.abc import Callable

from scrapy.exceptions import DropItem

from offers.posting import Posting
from offers.taxonomy import codes
from pipelines.covered import covered
from pipelines.step import Step

REQUIRED = ("source", "url", "ref", "title")
#: Which vocabulary a code must stand in.
CODED = (
    ("city_code", "cities"),
    ("province_code", "provinces"),
    ("region_code", "regions"),
    ("country_code", "countries"),
    ("contract_code", "contracts"),
    ("working_time_code", "working_times"),
    ("remote_code", "work_modes"),
    ("diploma_code", "diplomas"),
    ("level_code", "levels"),
    ("salary_currency", "currencies"),
    ("salary_period", "pay_periods"),
    ("salary_tax", "pay_taxes"),
    ("language", "languages"),
    ("sector_code", "sectors"),
    ("occupation_code", "occupations"),
    ("isco_code", "isco_groups"),
    ("apply_code", "apply_kinds"),
)
#: Of several codes, too.
LISTED = (("city_codes", "cities"), ("region_codes", "regions"), ("skill_codes", "skills"))

Count = Callable[[str], None]


def forget_unknown(posting: Posting, count: Count) -> None:
    """Forget each code of POSTING that stands in no vocabulary, and each impossible day."""
    for name, vocabulary in CODED:
        if (code := getattr(posting, name)) and code not in codes(vocabulary):
            count(f"{name}/not in {vocabulary}")
            setattr(posting, name, None)
    for name, vocabulary in LISTED:
        known = [code for code in getattr(posting, name) if code in codes(vocabulary)]
        if len(known) < len(getattr(posting, name)):
            count(f"{name}/not in {vocabulary}")
            setattr(posting, name, known)
    _forget_impossible(posting, count)


def _forget_impossible(posting: Posting, count: Count) -> None:
    """A deadline before the publication is somebody's slip: the day itself stays in the site's words."""
    published, deadline = posting.published_on, posting.deadline_on
    if published and deadline and deadline < published:
        count("deadline_on/before publication")
        posting.deadline_on = posting.deadline_from = None


class Validate(Step):
    """Drop what has no name, no place or no title; forget a code that stands in no vocabulary."""

    def take(self, posting: Posting) -> Posting:
        covered(posting, self.count)  # before it may be refused: a source may lose its titles, too
        for name in REQUIRED:
            if not getattr(posting, name):
                self._refuse(f"no {name}")
        if not (posting.url or "").startswith(("http://", "https://")):
            self._refuse("the url is not http(s)")
        forget_unknown(posting, self.count)
        return posting

    def _refuse(self, reason: str) -> None:
        self.count(f"refused/{reason}")
        raise DropItem(reason, log_level="INFO")
