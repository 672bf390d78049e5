"""What each reader is given of a posting, and which of our fields it answers.

READINGS is the table, in the order of reading: a later one may use what an earlier one understood.
"""

from pipelines.readings.answers import Answers, Reading
from pipelines.readings.asked import diploma
from pipelines.readings.days import deadline, published
from pipelines.readings.terms import contract
from pipelines.readings.where import place, work_mode
from pipelines.readings.work import language, level

__all__ = ["READINGS", "Answers", "Reading"]

#: Where the work is.
PLACE = ("city_code", "city_codes", "region_code")

READINGS = (
    Reading("city", place, PLACE),
    Reading("contract", contract, ("contract_code", "contract_from")),
    Reading("remote", work_mode, ("remote_code",)),
    Reading("diploma", diploma, ("diploma_code",)),
    Reading("title", level, ("level_code",)),
    Reading("description", language, ("language",)),
    Reading("published", published, ("published_on",)),
    Reading("deadline", deadline, ("deadline_on", "deadline_from")),
)
