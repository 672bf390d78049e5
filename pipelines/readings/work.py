"""What the work is, and for whom: title, employer, level, sector, occupation; the text's language."""

from datetime import datetime

from offers.posting import Posting
from pipelines.normalisers.language import read_language
from pipelines.normalisers.level import read_level
from pipelines.readings.answers import Answers


def level(posting: Posting, now: datetime) -> Answers:
    """Read the level that the title names; an internship's is its contract's."""
    code = read_level(posting.title, posting.contract_code, posting.experience)
    return Answers({"level_code": code})


def language(posting: Posting, now: datetime) -> Answers:
    """Read the language of the text; there are no words of the site's to count."""
    return Answers({"language": read_language(posting.title, posting.description)})
