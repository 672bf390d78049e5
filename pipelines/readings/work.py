"""What the work is, and for whom: title, employer, level, sector, occupation; the text's language."""

from datetime import datetime

from offers.posting import Posting
from pipelines.normalisers.employer import read_employer
from pipelines.normalisers.isco import read_isco
from pipelines.normalisers.language import read_language
from pipelines.normalisers.level import read_level
from pipelines.normalisers.occupation import read_occupation, says_no_occupation
from pipelines.normalisers.sector import read_sector, says_no_sector
from pipelines.normalisers.title import read_title
from pipelines.readings.answers import Answers, heard


def employer(posting: Posting, now: datetime) -> Answers:
    """Read who hires, under the one name; nobody where the name is hidden."""
    found = read_employer(posting.company, posting.title, posting.url, posting.description)
    return Answers({"employer": found.name, "is_agency": found.is_agency})


def title(posting: Posting, now: datetime) -> Answers:
    """Read the title as a page prints it, and the words of it that name the work."""
    if not posting.title:
        return Answers({"title_shown": None, "title_core": []})
    found = read_title(posting.title, posting.employer or posting.company, posting.city)
    return Answers({"title_shown": found.shown, "title_core": found.core})


def level(posting: Posting, now: datetime) -> Answers:
    """Read the level that the title names; an internship's is its contract's."""
    code = read_level(posting.title, posting.contract_code, posting.experience)
    return Answers({"level_code": code})


def sector(posting: Posting, now: datetime) -> Answers:
    """Read the branch that the employer works in."""
    code = read_sector(posting.sector, posting.occupation, posting.title)
    understood = heard(posting.sector, says_no_sector, read_sector)
    return Answers({"sector_code": code}, understood)


def occupation(posting: Posting, now: datetime) -> Answers:
    """Read the function, from its field, else from the title."""
    code = read_occupation(posting.occupation, posting.title, posting.sector)
    understood = heard(posting.occupation, says_no_occupation, read_occupation)
    return Answers({"occupation_code": code}, understood)


def isco(posting: Posting, now: datetime) -> Answers:
    """Read the group of ISCO-08 that the title certainly belongs to."""
    return Answers({"isco_code": read_isco(posting.title, posting.occupation_code)})


def language(posting: Posting, now: datetime) -> Answers:
    """Read the language of the text; there are no words of the site's to count."""
    return Answers({"language": read_language(posting.title, posting.description)})
