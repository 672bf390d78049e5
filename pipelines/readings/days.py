"""When: the day of publication, and the last day to apply."""

from datetime import datetime

from offers.posting import Posting
from pipelines.normalisers.dates import read_date
from pipelines.normalisers.deadline import read_deadline
from pipelines.normalisers.silence import is_silent
from pipelines.readings.answers import Answers


def published(posting: Posting, now: datetime) -> Answers:
    """Read the day of publication, the last such day where no year is given."""
    day = read_date(posting.published, now)
    return Answers({"published_on": day}, bool(day) or is_silent(posting.published))


def deadline(posting: Posting, now: datetime) -> Answers:
    """Read the last day to apply, the next such day where no year is given."""
    found = read_deadline(
        posting.deadline,
        posting.description,
        now,
        published=posting.published_on,
        title=posting.title,
    )
    day, found_in = found or (None, None)
    understood = found_in == "field" or is_silent(posting.deadline)
    return Answers({"deadline_on": day, "deadline_from": found_in}, understood)
