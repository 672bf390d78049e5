from typing import Any

from scrapy.http import JsonResponse, TextResponse
from w3lib.url import add_or_replace_parameter, url_query_parameter

from spiders.bases.json_api import JsonApiSpider, at
from spiders.bases.jsonld import read_salary, words

#: The category of offers of work; what stands beside it is boosted from elsewhere.
WORK = "6200"
ADS = "props.pageProps.componentProps.ads"


def shop(row: Any) -> str | None:
    """Name who advertises in ROW, if it is a shop and no person.

    >>> shop({"seller": {"type": "STORE", "name": "Atlas Froid"}}), shop({"seller": {"name": "N. B."}})
    ('Atlas Froid', None)
    """
    return words(at(row, "seller.name")) if at(row, "seller.type") == "STORE" else None


def town(row: Any) -> str | None:
    """Name the town of ROW: the quarter stands after it.

    >>> town({"location": "Oujda, Bd Hassan II"}), town({"location": {"city": {"name": "Fès"}}})
    ('Oujda', 'Fès')
    """
    said = words(at(row, ("location.city.name", "location"))) or ""
    return said.partition(",")[0].strip() or None


def pay(row: Any) -> str | None:
    """Tell the price of ROW, which is what the work pays; 0 or 1 is what is typed to say none.

    >>> pay({"price": {"value": 3500}}), pay({"price": {"value": 1}}), pay({"price": {}})
    ('3500 DH', None, None)
    """
    said = read_salary({"price": at(row, "price.value"), "currency": "DH"}) or ""
    return said if said[:1].isdecimal() and said != "1 DH" else None


class Avito(JsonApiSpider):
    """The largest site of classified advertisements: its pages hold what they show as JSON.

    The name of a shop is the employer's; that of a person is not kept.

    Publisher: Avito
    Terms: https://www.avito.ma/
    """

    name = "avito"
    title = "Avito"
    kind = "board"
    allowed_domains = ["avito.ma"]
    start_urls = ["https://www.avito.ma/fr/maroc/emploi?o=1"]
    refuses = "it meets robots with Cloudflare's challenge, and permits no copying (September 2026)"

    # JsonApiSpider
    rows = (f"{ADS}.ads", ADS)
    may_be_empty = True  # past the last page
    fleeting = frozenset({"published"})  # "il y a 7 minutes"
    headers = {"Accept": "text/html"}
    fields = {
        "ref": ("listId", "id"),
        "url": "href",
        "title": "subject",
        "company": shop,
        "city": town,
        "sector": "category.name",
        "salary": pay,
        "published": "date",
        "description": "description",
    }

    def parse(self, response, **kwargs):
        """Read the JSON that the page holds."""
        held = isinstance(response, TextResponse) and not isinstance(response, JsonResponse)
        text = response.css("script#__NEXT_DATA__::text").get() if held else None
        page = JsonResponse(
            response.url, body=text or "", encoding="utf-8", request=response.request
        )
        yield from super().parse(page, **kwargs)

    def is_shown(self, row):
        return WORK in (words(at(row, "category.parent.id")), words(at(row, "category.id")))

    def next_url(self, page, response):
        here = int(url_query_parameter(response.url, "o") or 1)
        return (
            add_or_replace_parameter(response.url, "o", str(here + 1))
            if at(page, self.rows)
            else None
        )

    def before(self, said, response):
        said["url"] = response.urljoin(said["url"] or "")
