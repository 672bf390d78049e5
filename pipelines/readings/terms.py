"""On what terms: the contract, the working time, the pay, how many people, how to apply."""

from datetime import datetime

from offers.posting import Posting
from pipelines.normalisers.apply import read_apply
from pipelines.normalisers.contract import read_contract, says_no_contract
from pipelines.normalisers.positions import read_positions, says_no_positions
from pipelines.normalisers.salary import read_salary, says_no_salary
from pipelines.normalisers.working_time import read_working_time
from pipelines.readings.answers import Answers, heard


def contract(posting: Posting, now: datetime) -> Answers:
    """Read the kind of contract; a working time or an open question is no unknown word."""
    found = read_contract(posting.contract, posting.title, posting.description)
    code, found_in = found or (None, None)
    understood = heard(posting.contract, says_no_contract, read_contract)
    return Answers({"contract_code": code, "contract_from": found_in}, understood)


def working_time(posting: Posting, now: datetime) -> Answers:
    """Read whether the work takes all day; its words stand in the contract's field."""
    code = read_working_time(posting.contract, posting.title, posting.description)
    return Answers({"working_time_code": code})


def salary(posting: Posting, now: datetime) -> Answers:
    """Read the pay as stated; a bonus, or what a form fills in by itself, is no pay."""
    found = read_salary(posting.salary, posting.title, posting.description, posting.source)
    fields = {
        "salary_min": found.minimum if found else None,
        "salary_max": found.maximum if found else None,
        "salary_currency": found.currency if found else None,
        "salary_period": found.period if found else None,
        "salary_tax": found.tax if found else None,
    }
    understood = heard(posting.salary, says_no_salary, read_salary)
    return Answers(fields, understood)


def positions(posting: Posting, now: datetime) -> Answers:
    """Read how many people are wanted."""
    count = read_positions(posting.positions, posting.title, posting.description)
    understood = heard(posting.positions, says_no_positions, read_positions)
    return Answers({"positions_count": count}, understood)


def apply(posting: Posting, now: datetime) -> Answers:
    """Read how to apply."""
    return Answers({"apply_code": read_apply(posting.url, posting.apply_url, posting.description)})
