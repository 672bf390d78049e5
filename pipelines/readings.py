"""What each reader is given of a posting, and which of our fields it answers.

A reading returns Answers: what was understood, and whether the site's words of its field said
something to us; silence ("non précisé") is understood, a word that we do not know is not.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple

from offers.posting import Posting
from pipelines.normalisers.contract import read_contract, says_no_contract
from pipelines.normalisers.dates import read_date
from pipelines.normalisers.language import read_language
from pipelines.normalisers.place import read_place
from pipelines.normalisers.seat import read_seat
from pipelines.normalisers.silence import is_silent
from pipelines.normalisers.work_mode import read_work_mode


class Answers(NamedTuple):
    """Hold {field of ours: what was understood}, and whether the site's words were understood."""

    fields: dict[str, Any]
    understood: bool = True


class Reading(NamedTuple):
    """Say whose words are read, how, and which of our fields that fills."""

    said: str
    read: Callable[[Posting, datetime], Answers]
    fills: tuple[str, ...]


def place(posting: Posting, now: datetime) -> Answers:
    """Read the towns and the region."""
    read = read_place(posting.city, posting.region, posting.title)
    understood = read.understood or is_silent(posting.city)
    if not read.understood:
        read = read_seat(posting.company)
    codes = {
        "city_code": read.city_code,
        "city_codes": read.city_codes,
        "region_code": read.region_code,
    }
    return Answers(codes, understood)


def contract(posting: Posting, now: datetime) -> Answers:
    """Read the kind of contract; a working time or an open question is no unknown word."""
    code = read_contract(posting.contract, posting.title, posting.description)
    return Answers({"contract_code": code}, bool(code) or says_no_contract(posting.contract))


def work_mode(posting: Posting, now: datetime) -> Answers:
    """Read whether the work is on site, at a distance, or both."""
    code = read_work_mode(
        posting.remote, posting.contract, posting.city, posting.title, posting.description
    )
    return Answers({"remote_code": code}, bool(code) or is_silent(posting.remote))


def language(posting: Posting, now: datetime) -> Answers:
    """Read the language of the text; there are no words of the site's to count."""
    return Answers({"language": read_language(posting.title, posting.description)})


def published(posting: Posting, now: datetime) -> Answers:
    """Read the day of publication, the last such day where no year is given."""
    day = read_date(posting.published, now)
    return Answers({"published_on": day}, bool(day) or is_silent(posting.published))


def deadline(posting: Posting, now: datetime) -> Answers:
    """Read the last day to apply, the next such day where no year is given."""
    day = read_date(posting.deadline, now, ahead=True)
    return Answers({"deadline_on": day}, bool(day) or is_silent(posting.deadline))


READINGS = (
    Reading("city", place, ("city_code", "city_codes", "region_code")),
    Reading("contract", contract, ("contract_code",)),
    Reading("remote", work_mode, ("remote_code",)),
    Reading("description", language, ("language",)),
    Reading("published", published, ("published_on",)),
    Reading("deadline", deadline, ("deadline_on",)),
)
