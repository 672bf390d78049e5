"""Where: the towns, the province, the region, the country; on site or at a distance."""

from datetime import datetime

from offers.posting import Posting
from pipelines.normalisers.place import read_place
from pipelines.normalisers.seat import read_seat
from pipelines.normalisers.silence import is_silent
from pipelines.normalisers.work_mode import read_work_mode
from pipelines.readings.answers import Answers


def place(posting: Posting, now: datetime) -> Answers:
    """Read where the work is; an administration that names no place works where it sits."""
    read = read_place(posting.city, posting.region, posting.title)
    understood = read.understood or is_silent(posting.city)
    if not read.understood:
        read = read_seat(posting.company)
    codes = {
        "city_code": read.city_code,
        "city_codes": read.city_codes,
        "province_code": read.province_code,
        "region_code": read.region_code,
        "region_codes": read.region_codes,
        "country_code": read.country_code,
    }
    return Answers(codes, understood)


def work_mode(posting: Posting, now: datetime) -> Answers:
    """Read whether the work is on site, at a distance, or both."""
    code = read_work_mode(
        posting.remote, posting.contract, posting.city, posting.title, posting.description
    )
    return Answers({"remote_code": code}, bool(code) or is_silent(posting.remote))
