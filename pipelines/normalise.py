"""Set what we understood beside what the site said."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from offers.posting import Posting
from pipelines.normalisers.contract import read_contract, says_no_contract
from pipelines.normalisers.dates import read_date
from pipelines.normalisers.language import read_language
from pipelines.normalisers.place import read_place
from pipelines.normalisers.seat import read_seat
from pipelines.normalisers.silence import is_silent
from pipelines.normalisers.work_mode import read_work_mode
from pipelines.step import Step

#: What a reader understood, field by field; None where the words were not understood.
Answers = dict[str, Any] | None


def place(posting: Posting, now: datetime) -> Answers:
    """Read the towns and the region."""
    read = read_place(posting.city, posting.region, posting.title)
    if not read.understood:
        read = read_seat(posting.company)
    codes = {
        "city_code": read.city_code,
        "city_codes": read.city_codes,
        "region_code": read.region_code,
    }
    return codes if read.understood or is_silent(posting.city) else None


def contract(posting: Posting, now: datetime) -> Answers:
    """Read the kind of contract; a working time or an open question is no unknown word."""
    code = read_contract(posting.contract, posting.title, posting.description)
    return {"contract_code": code} if code or says_no_contract(posting.contract) else None


def work_mode(posting: Posting, now: datetime) -> Answers:
    """Read whether the work is on site, at a distance, or both."""
    code = read_work_mode(
        posting.remote, posting.contract, posting.city, posting.title, posting.description
    )
    return {"remote_code": code} if code or is_silent(posting.remote) else None


def language(posting: Posting, now: datetime) -> Answers:
    """Read the language of the text; there are no words of the site's to count."""
    return {"language": read_language(posting.title, posting.description)}


def published(posting: Posting, now: datetime) -> Answers:
    """Read the day of publication, the last such day where no year is given."""
    day = read_date(posting.published, now)
    return {"published_on": day} if day or is_silent(posting.published) else None


def deadline(posting: Posting, now: datetime) -> Answers:
    """Read the last day to apply, the next such day where no year is given."""
    day = read_date(posting.deadline, now, ahead=True)
    return {"deadline_on": day} if day or is_silent(posting.deadline) else None


#: Whose words are counted where they are not understood; how they are read; what is answered.
NORMALISERS: tuple[tuple[str, Callable[[Posting, datetime], Answers], tuple[str, ...]], ...] = (
    ("city", place, ("city_code", "city_codes", "region_code")),
    ("contract", contract, ("contract_code",)),
    ("remote", work_mode, ("remote_code",)),
    ("description", language, ("language",)),
    ("published", published, ("published_on",)),
    ("deadline", deadline, ("deadline_on",)),
)


class Normalise(Step):
    """Set our codes beside the site's words, and count the words that we did not understand."""

    def take(self, posting: Posting) -> Posting:
        for said, read, understood in NORMALISERS:
            answers = read(posting, self.now)
            if answers is None:
                self.count(f"{said}/unknown")
            for name in understood:
                blank: Any = [] if name == "city_codes" else None
                setattr(posting, name, blank if answers is None else answers[name])
        return posting
