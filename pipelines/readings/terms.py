"""On what terms: the contract, the working time."""

from datetime import datetime

from offers.posting import Posting
from pipelines.normalisers.contract import read_contract, says_no_contract
from pipelines.readings.answers import Answers


def contract(posting: Posting, now: datetime) -> Answers:
    """Read the kind of contract; a working time or an open question is no unknown word."""
    found = read_contract(posting.contract, posting.title, posting.description)
    code, found_in = found or (None, None)
    understood = says_no_contract(posting.contract) or bool(read_contract(posting.contract))
    return Answers({"contract_code": code, "contract_from": found_in}, understood)
