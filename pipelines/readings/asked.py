"""Who is sought: the diploma, the experience, the languages, the skills."""

from datetime import datetime

from offers.posting import Posting
from pipelines.normalisers.diploma import read_diploma, says_no_diploma
from pipelines.readings.answers import Answers


def diploma(posting: Posting, now: datetime) -> Answers:
    """Read the least diploma that is asked."""
    code = read_diploma(posting.diploma, posting.title, posting.description)
    understood = says_no_diploma(posting.diploma) or bool(read_diploma(posting.diploma))
    return Answers({"diploma_code": code}, understood)
