"""What each reader is given of a posting, and which of our fields it answers.

READINGS is the table, in the order of reading: a later one may use what an earlier one understood.
"""

from pipelines.readings import asked, days, terms, where, work
from pipelines.readings.answers import Answers, Reading

__all__ = ["READINGS", "Answers", "Reading"]

READINGS = (
    Reading("company", work.employer, ("employer", "is_agency")),
    Reading("title", work.title, ("title_shown", "title_core")),
    Reading(
        "city",
        where.place,
        ("city_code", "city_codes", "province_code", "region_code", "region_codes", "country_code"),
    ),
    Reading("contract", terms.contract, ("contract_code", "contract_from")),
    Reading("working time", terms.working_time, ("working_time_code",)),
    Reading("remote", where.work_mode, ("remote_code",)),
    Reading("experience", asked.experience, ("experience_min", "experience_max")),
    Reading("diploma", asked.diploma, ("diploma_code",)),
    Reading("level", work.level, ("level_code",)),
    Reading("positions", terms.positions, ("positions_count",)),
    Reading(
        "salary",
        terms.salary,
        ("salary_min", "salary_max", "salary_currency", "salary_period", "salary_tax"),
    ),
    Reading("language", work.language, ("language",)),
    Reading("languages", asked.languages, ("languages_asked",)),
    Reading("sector", work.sector, ("sector_code",)),
    Reading("occupation", work.occupation, ("occupation_code",)),
    Reading("isco", work.isco, ("isco_code",)),
    Reading("skills", asked.skills, ("skill_codes",)),
    Reading("published", days.published, ("published_on",)),
    Reading("deadline", days.deadline, ("deadline_on", "deadline_from")),
    Reading("apply", terms.apply, ("apply_code",)),
)
