"""Who is sought: the experience, the diploma, the languages, the skills."""

from datetime import datetime

from offers.posting import Posting
from pipelines.normalisers.diploma import read_diploma, says_no_diploma
from pipelines.normalisers.experience import read_experience, says_no_experience
from pipelines.normalisers.languages_asked import read_languages, says_no_language
from pipelines.normalisers.skills import read_skills
from pipelines.readings.answers import Answers, heard


def experience(posting: Posting, now: datetime) -> Answers:
    """Read the years of experience that are asked for."""
    found = read_experience(posting.experience, posting.title, posting.description)
    least, most = found or (None, None)
    understood = heard(posting.experience, says_no_experience, read_experience)
    return Answers({"experience_min": least, "experience_max": most}, understood)


def diploma(posting: Posting, now: datetime) -> Answers:
    """Read the least diploma that is asked."""
    code = read_diploma(posting.diploma, posting.title, posting.description)
    understood = heard(posting.diploma, says_no_diploma, read_diploma)
    return Answers({"diploma_code": code}, understood)


def languages(posting: Posting, now: datetime) -> Answers:
    """Read the languages asked for, each with how well."""
    found = read_languages(posting.languages, posting.title, posting.description)
    understood = heard(posting.languages, says_no_language, read_languages)
    return Answers({"languages_asked": found}, understood)


def skills(posting: Posting, now: datetime) -> Answers:
    """Read the skills named; a site's list names many that no lexicon will ever hold."""
    return Answers({"skill_codes": read_skills(posting.title, posting.description, posting.skills)})
