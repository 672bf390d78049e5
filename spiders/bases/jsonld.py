"""Find the JobPostings that a page carries, however badly they are written down."""

import html
import re
from collections.abc import Iterable, Iterator
from itertools import chain
from math import inf
from typing import Any

from spiders.bases.loose_json import values
from spiders.bases.microdata import microdata

#: A longer script is not read: a hundred megabytes of JSON would stop the run.
LONGEST = 1_000_000

#: Where a tag that is longer ends is not looked for.
LONGEST_TAG = 2_000

_OPEN = re.compile(r"<script\b", re.I)
_TYPE = re.compile(r"""\btype\s*=\s*["']?\s*application/ld(?:\+|&#x2b;|&#43;)json\b""", re.I)
_CLOSE = re.compile(r"</script", re.I)
_NAMED = re.compile(r"\bJobPosting\b")
_ESCAPED = re.compile(r"&(?:amp;)*(?:lt|\#60|\#x3c);/?[a-z]", re.I)


def job_postings(page: str) -> list[dict[str, Any]]:
    """Give every JobPosting of PAGE, its keys in lower case: JSON-LD first, else microdata.

    >>> page = '<script type=application/ld+json>{"@type": "JobPosting", "Title": "Maçon",};</script>'
    >>> job_postings(page)
    [{'@type': 'JobPosting', 'title': 'Maçon'}]
    """
    found = list(chain.from_iterable(_in_script(script) for script in scripts(page)))
    return found or [lowered(posting) for posting in microdata(page)]


def unreadable(page: str) -> int:
    """Count the scripts of PAGE that speak of a JobPosting and give none.

    >>> unreadable('<script type="application/ld+json">{"@type": "JobPosting", "x": "<a b="c">"}</script>')
    1
    """
    return sum(bool(_NAMED.search(one)) and not _in_script(one) for one in scripts(page))


def scripts(page: str) -> Iterator[str]:
    """Give what stands in each JSON-LD script of PAGE; one that never ends is left out."""
    at = 0
    while tag := _OPEN.search(page, at):
        at = tag.end()
        end = page.find(">", at, at + LONGEST_TAG)
        if end < 0 or not _TYPE.search(page, at, end):
            continue
        close = _CLOSE.search(page, end)
        if close is None:
            return
        yield page[end + 1 : close.start()]
        at = close.end()  # a script within a script is none


def lowered(value: Any) -> Any:
    """Write every key in lower case, at every depth: some sites say DatePosted.

    >>> lowered({"Title": "Maçon", "JobLocation": [{"Address": "Fès"}]})
    {'title': 'Maçon', 'joblocation': [{'address': 'Fès'}]}
    """
    if isinstance(value, dict):
        return {str(key).lower(): lowered(kept) for key, kept in value.items()}
    return [lowered(kept) for kept in value] if isinstance(value, list) else value


def _in_script(script: str) -> list[dict[str, Any]]:
    if len(script) > LONGEST:
        return []
    try:
        return [posting for value in values(script) for posting in _walk(lowered(value))]
    except RecursionError:  # nested by the ten thousand: no site means that
        return []


def _walk(value: Any) -> Iterator[dict[str, Any]]:
    """Find the JobPostings in VALUE, at whatever depth: @graph, mainEntity, ItemList, arrays."""
    if isinstance(value, dict) and _is_job_posting(value.get("@type")):
        yield value
    elif isinstance(value, dict | list):
        for kept in value.values() if isinstance(value, dict) else value:
            yield from _walk(kept)


def _is_job_posting(said: Any) -> bool:
    """
    >>> _is_job_posting(["Thing", "https://schema.org/JobPosting"])
    True
    """
    names = said if isinstance(said, list) else [said]
    return any(re.split("[/:#]", str(name))[-1].lower() == "jobposting" for name in names)


def read_job_posting(data: dict[str, Any]) -> dict[str, str | None]:
    """Say in a posting's fields what the JobPosting DATA tells, in its own words.

    >>> said = read_job_posting({
    ...     "title": "Maçon H/F", "hiringOrganization": {"name": "Atlas Bâtiment"},
    ...     "jobLocation": [{"address": {"addressLocality": "Fès"}}, {"address": "Meknès"}],
    ...     "employmentType": ["CDI", "FULL_TIME"], "datePosted": "2026-11-02",
    ...     "baseSalary": {"currency": "MAD", "value": {
    ...         "minValue": 4000, "maxValue": "5 500", "unitText": "MONTH"}},
    ... })
    >>> said["city"], said["contract"], said["salary"], said["deadline"]
    ('Fès / Meknès', 'CDI / FULL_TIME', '4000 - 5500 MAD / MONTH', None)
    """
    data = lowered(data)
    places = addresses(data.get("joblocation"))
    return {
        "title": words(data.get("title") or data.get("name")),
        "company": _company(data.get("hiringorganization")),
        "city": _joined(locality(address) for address in places),
        "region": _joined(said_in(address, "addressregion") for address in places),
        "contract": words(data.get("employmenttype")),
        "remote": words(data.get("joblocationtype")),
        "sector": words(data.get("industry")),
        "occupation": words(data.get("occupationalcategory")),
        "experience": _experience(data.get("experiencerequirements")),
        "diploma": words(data.get("educationrequirements")),
        "skills": words(data.get("skills")),
        "salary": read_salary(data.get("basesalary"), words(data.get("salarycurrency"))),
        "positions": words(data.get("totaljobopenings")),
        "reference": words(data.get("identifier")),
        "published": words(data.get("dateposted")),
        "deadline": words(data.get("validthrough")),
        "apply_url": _apply_url(data),
        "description": _description(data),
    }


#: Where an object keeps its words, by what it may be, the surest first.
WORDED = ("@value", "value", "name", "credentialcategory", "title", "description", "url")
HIDDEN = {"confidential", "confidentiel", "confidentielle", "anonymous", "anonyme"}


def words(value: Any) -> str | None:
    """Give the words of VALUE: a text, a number, an object that has a name, or a list of them.

    >>> words({"@type": "PropertyValue", "name": "Inwi", "value": 123}), words(["CDI", "", "CDI"])
    ('123', 'CDI')
    """
    if isinstance(value, str):
        return " ".join(value.split()) or None
    if isinstance(value, bool) or value is None or value in (inf, -inf) or value != value:
        return None
    if isinstance(value, dict):
        return next(filter(None, (words(value.get(key)) for key in WORDED)), None)
    if isinstance(value, list):
        return _joined(words(one) for one in value)
    return str(value)


def read_salary(value: Any, currency: str | None = None) -> str | None:
    """Say the salary of VALUE on one line; None where it is zero, as forms left empty say.

    >>> read_salary(12000, "MAD"), read_salary("8 000 - 10 000 DH")
    ('12000 MAD', '8 000 - 10 000 DH')
    >>> read_salary({"currency": "MAD", "value": {"minValue": 0, "maxValue": 0}})
    """
    if isinstance(value, list):
        return next(filter(None, (read_salary(one, currency) for one in value)), None)
    if not isinstance(value, dict):
        said = _number(value)
        return (
            said if said is None or not said.replace(".", "").isdigit() else _paid(said, currency)
        )
    value = lowered(value)
    currency = words(value.get("currency") or value.get("pricecurrency")) or currency
    unit = words(value.get("unittext"))
    amount = value.get("value")
    inner = lowered(amount) if isinstance(amount, dict) else value
    unit = words(inner.get("unittext")) or unit
    currency = words(inner.get("currency")) or currency
    low = _number(inner.get("minvalue") or inner.get("minprice"))
    high = _number(inner.get("maxvalue") or inner.get("maxprice"))
    one = None if isinstance(inner.get("value"), dict) else _number(inner.get("value"))
    return _paid(_range(low, high) or one or _number(inner.get("price")), currency, unit)


def _range(low: str | None, high: str | None) -> str | None:
    """
    >>> _range("4000", "5000"), _range("4000", "4000"), _range("4000", None), _range(None, "5000")
    ('4000 - 5000', '4000', '≥ 4000', '≤ 5000')
    """
    if low and high:
        return low if low == high else f"{low} - {high}"
    return f"≥ {low}" if low else f"≤ {high}" if high else None


def _paid(amount: str | None, currency: str | None = None, unit: str | None = None) -> str | None:
    if amount is None:
        return None
    with_currency = amount if not currency or currency in amount else f"{amount} {currency}"
    return f"{with_currency} / {unit}" if unit else with_currency


def _number(value: Any) -> str | None:
    """
    >>> _number("5 500,00"), _number(4000.0), _number("0"), _number("selon profil")
    ('5500', '4000', None, 'selon profil')
    """
    said = words(value)
    if said is None:
        return None
    figure = said.replace(" ", "").replace("\u202f", "")
    if not re.fullmatch(r"\d{1,12}(?:[.,]\d{1,6})?", figure):
        return said
    whole, _, cents = figure.replace(",", ".").partition(".")
    figure = (whole.lstrip("0") or "0") + (f".{cents}" if cents.strip("0") else "")
    return None if figure == "0" else figure


def addresses(place: Any) -> list[Any]:
    """Give every address of PLACE, which may be an object, a text, a list or nothing."""
    if isinstance(place, list):
        return [address for one in place for address in addresses(one)]
    if isinstance(place, dict) and "address" in place:
        return addresses(place["address"])
    return [place] if place else []


def locality(address: Any) -> str | None:
    """Give the town of ADDRESS, or the whole of it where it is a text."""
    return said_in(address, "addresslocality") if isinstance(address, dict) else words(address)


def said_in(address: Any, key: str) -> str | None:
    """Give what ADDRESS, if it is an object, says under KEY."""
    return words(address.get(key)) if isinstance(address, dict) else None


def _company(organization: Any) -> str | None:
    said = words(organization)
    return None if said is None or said.lower() in HIDDEN else said


def _experience(value: Any) -> str | None:
    """
    >>> _experience({"monthsofexperience": 24})
    '24 mois'
    """
    months = words(value.get("monthsofexperience")) if isinstance(value, dict) else None
    return f"{months} mois" if months and months.isdigit() and months != "0" else words(value)


def _apply_url(data: dict[str, Any]) -> str | None:
    """Give the address to apply at, where it is told apart from the posting's own."""
    for key, at in (("applicationcontact", "url"), ("potentialaction", "target")):
        holder = data.get(key)
        url = holder.get(at) if isinstance(holder, dict) else None
        url = url.get("urltemplate") if isinstance(url, dict) else url
        if isinstance(url, str) and url.startswith("http"):
            return url
    return None


def _description(data: dict[str, Any]) -> str | None:
    said = data.get("description")
    parts = said if isinstance(said, list) else [said] if said else []
    parts = parts or [data.get(key) for key in ("responsibilities", "qualifications")]
    told = [unescaped(part) if isinstance(part, str) else words(part) for part in parts]
    return "\n".join(part for part in told if part) or None


def unescaped(text: str) -> str:
    """Undo entities until what was markup is markup again, three times at most.

    >>> unescaped("&amp;lt;p&amp;gt;R&amp;amp;amp;D&amp;lt;/p&amp;gt;"), unescaped("<p>x &lt; 3</p>")
    ('<p>R&amp;D</p>', '<p>x &lt; 3</p>')
    """
    for _ in range(3):
        if not _ESCAPED.search(text) and "<" in text:
            break
        text = html.unescape(text)
    return text.strip()


def _joined(said: Iterable[str | None]) -> str | None:
    return " / ".join(dict.fromkeys(filter(None, said))) or None
