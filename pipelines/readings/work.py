"""What the work is, and for whom: title, employer, level, sector, occupation; the text's language."""

from datetime import datetime

from offers.posting import Posting
from pipelines.normalisers.isco import read_isco
from pipelines.normalisers.language import read_language
from pipelines.normalisers.level import read_level
from pipelines.normalisers.occupation import read_occupation, says_no_occupation
from pipelines.normalisers.sector import read_sector, says_no_sector
from pipelines.readings.answers import Answers


def level(posting: Posting, now: datetime) -> Answers:
    """Read the level that the title names; an internship's is its contract's."""
    code = read_level(posting.title, posting.contract_code, posting.experience)
    return Answers({"level_code": code})


def sector(posting: Posting, now: datetime) -> Answers:
    """Read the branch that the employer works in."""
    code = read_sector(posting.sector, posting.occupation, posting.title)
    understood = says_no_sector(posting.sector) or bool(read_sector(posting.sector))
    return Answers({"sector_code": code}, understood)


def occupation(posting: Posting, now: datetime) -> Answers:
    """Read the function, from its field, else from the title."""
    code = read_occupation(posting.occupation, posting.title, posting.sector)
    understood = says_no_occupation(posting.occupation) or bool(read_occupation(posting.occupation))
    return Answers({"occupation_code": code}, understood)


def isco(posting: Posting, now: datetime) -> Answers:
    """Read the group of ISCO-08 that the title certainly belongs to."""
    return Answers({"isco_code": read_isco(posting.title, posting.occupation_code)})


def language(posting: Posting, now: datetime) -> Answers:
    """Read the language of the text; there are no words of the site's to count."""
    return Answers({"language": read_language(posting.title, posting.description)})
