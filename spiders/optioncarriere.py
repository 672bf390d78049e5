import os
import re
from base64 import b64encode
from hashlib import sha1
from typing import Any
from urllib.parse import urlencode

from w3lib.url import add_or_replace_parameter, url_query_parameter

from offers.text import fold
from spiders.bases.json_api import JsonApiSpider, at
from spiders.bases.jsonld import read_salary, words

API = "https://search.api.careerjet.net/v4/query"
#: No page after the tenth is given, and none has more than a hundred.
LAST_PAGE, SIZE = 10, 100
QUESTION = {"locale_code": "fr_MA", "sort": "date", "page_size": SIZE, "page": 1}
KEY, ADDRESS = "CAREERJET_API_KEY", "CAREERJET_USER_IP"
PERIODS = {"Y": "YEAR", "M": "MONTH", "W": "WEEK", "D": "DAY", "H": "HOUR"}
#: Careerjet's own key of a posting, where the link shows it.
_KEY = re.compile(r"/(?:[a-z]{2})?([0-9a-f]{32})(?:\.html)?(?:[?#]|$)")
#: What makes two postings one, where it does not: nobody promises that a link stays as it is.
_SAME = ("title", "company", "locations", "site")


def key_of(row: Any) -> str | None:
    """Return Careerjet's key of the posting in ROW, else one made of what it says and of its day.

    >>> key_of({"url": "https://jobviewtrack.com/fr-ma/job-1c4f/d874a4ab712e6dd8fff99e22e3008ce4.html?affid=7"})
    'd874a4ab712e6dd8fff99e22e3008ce4'
    >>> said = {"title": "Maçon", "date": "Tue, 15 Sep 2026 07:12:00 GMT"}
    >>> key_of(said | {"url": "https://jobviewtrack.com/v2/Sh"}) == key_of(said)
    True
    """
    if found := _KEY.search(words(at(row, "url")) or ""):
        return found[1]
    day = " ".join((words(at(row, "date")) or "").split()[:4])
    said = [*(fold(words(at(row, name)) or "") for name in _SAME), day]
    return sha1("|".join(said).encode()).hexdigest() if said[0] else None


def pay(row: Any) -> str | None:
    """Tell what ROW says of the salary: its own words, else its figures.

    >>> pay({"salary": "", "salary_min": 4000, "salary_max": 5500.0, "salary_currency_code": "MAD", "salary_type": "M"})
    '4000 - 5500 MAD / MONTH'
    """
    figures = {
        "minvalue": at(row, "salary_min"),
        "maxvalue": at(row, "salary_max"),
        "currency": at(row, "salary_currency_code"),
        "unittext": PERIODS.get(words(at(row, "salary_type")) or ""),
    }
    return words(at(row, "salary")) or read_salary(figures)


class OptionCarriere(JsonApiSpider):
    """Careerjet's Moroccan site, which shows what other sites have; read by its partners' API.

    CAREERJET_API_KEY is the partner's key; CAREERJET_USER_IP is the address that we ask from, which
    Careerjet must know: both must be set. The API is made to answer a visitor's question. To fill a
    database with its answers needs Careerjet's written agreement. It gives a thousand postings at
    most: where there are more, these are the latest.

    Publisher: Careerjet
    Terms: https://www.careerjet.com/partners/api
    """

    name = "optioncarriere"
    title = "Option Carrière"
    kind = "board"
    allowed_domains = ["careerjet.net"]
    start_urls = [API]
    key_from = KEY
    rechecked = False  # a link followed is a click counted

    # JsonApiSpider
    rows = "jobs"
    total = "hits"
    fleeting = frozenset({"url"})  # counts who asks
    fields = {
        "ref": key_of,
        "url": "url",
        "title": "title",
        "company": "company",
        "city": "locations",
        "salary": pay,
        "published": "date",
        "description": "description",
    }

    async def start(self):
        key, address = os.environ.get(KEY), os.environ.get(ADDRESS)
        if not (key and address):
            self.fault(f"the API asks for a key and for our address: set {KEY} and {ADDRESS}")
            return
        self.headers = self.headers | {
            "Authorization": f"Basic {b64encode(f'{key}:'.encode()).decode()}",  # nowhere else
            "Referer": self.settings["CONTACT_URL"],
        }
        us = {"user_ip": address, "user_agent": self.settings["BOT_NAME"]}
        yield self.ask(f"{API}?{urlencode(QUESTION | us)}")

    def next_url(self, page, response):
        here = int(url_query_parameter(response.url, "page") or 1)
        more = here < min(pages(page), LAST_PAGE)
        return add_or_replace_parameter(response.url, "page", str(here + 1)) if more else None

    def turn(self, page, response, new):
        """Say that more was counted than is given: then these are the latest."""
        cut = pages(page) > LAST_PAGE or (self.counted(page) or 0) > LAST_PAGE * SIZE
        if cut and self.next_url(page, response) is None:
            self.told_latest()
        else:
            yield from super().turn(page, response, new)

    def fault(self, why):
        super().fault(re.sub(r"\?\S*", "", why))  # our address is nobody's business


def pages(page: Any) -> int:
    """Return how many pages there are, as PAGE says."""
    said = words(at(page, "pages")) or ""
    return int(said) if said.isdecimal() else 0
