"""The closing days of offers as a calendar that any telephone reads: iCalendar, RFC 5545."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from datasette_plugins.reading.reader import Reader, read_day
from datasette_plugins.reading.shown import cut, web_address
from offers.clock import moment, stamp
from offers.text import squeeze, visible

Offer = Mapping[str, Any]

TYPE = "text/calendar; charset=utf-8"
#: Octets that a line may have, its end left out.
LONGEST_LINE = 75


def calendar(
    name: str, offers: Iterable[Offer], reader: Reader, address: Callable[[int], str]
) -> str:
    """Write the calendar NAME: a day-long event for each of OFFERS whose closing day is known.

    ADDRESS gives the whole address of the offer with an id.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//{_text(reader.site or reader.say('site'))}//{reader.lang.upper()}",
        "METHOD:PUBLISH",
        f"NAME:{_text(name)}",
        f"X-WR-CALNAME:{_text(name)}",
        "REFRESH-INTERVAL;VALUE=DURATION:P1D",
    ]
    for offer in offers:
        if closing := read_day(offer["deadline_on"]):
            lines += _event(offer, closing, reader, address(offer["id"]))
    return "".join(f"{folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def _event(offer: Offer, closing: date, reader: Reader, url: str) -> Iterator[str]:
    title = cut(offer["title_shown"] or offer["title"], 120)
    company = cut(offer["employer"] or offer["company"], 80)
    updated = _utc(moment(offer["updated_at"]))
    yield "BEGIN:VEVENT"
    yield f"UID:offer-{offer['id']}@{urlsplit(url).hostname or 'localhost'}"
    yield f"DTSTAMP:{updated}"
    yield f"LAST-MODIFIED:{updated}"
    yield f"DTSTART;VALUE=DATE:{closing:%Y%m%d}"
    yield f"SUMMARY:{_text(reader.say('closing_day_of', title=title))}"
    yield f"DESCRIPTION:{_text(company, url)}"
    if place := reader.label("cities", offer["city_code"]):
        yield f"LOCATION:{_text(place)}"
    if web_address(url):
        yield f"URL:{url}"
    yield "TRANSP:TRANSPARENT"  # the day is not taken
    yield "END:VEVENT"


def _utc(at: datetime) -> str:
    return stamp(at).replace("-", "").replace(":", "")


def _text(*lines: str) -> str:
    r"""Write LINES as a value of the type TEXT; empty ones are left out.

    >>> _text("Rabat; Fès, ou ailleurs", "", "C:\\")
    'Rabat\\; Fès\\, ou ailleurs\\nC:\\\\'
    """
    escaped = (line.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,") for line in lines)
    return "\\n".join(filter(None, map(squeeze, map(visible, escaped))))


def folded(line: str) -> str:
    """Break LINE so that no part is longer than 75 octets, and no letter is cut in two.

    >>> [len(part.encode()) for part in folded("é" * 60).split("\\r\\n")]
    [74, 47]
    """
    parts, room = [""], LONGEST_LINE
    for letter in line:
        room -= len(letter.encode())
        if room < 0:
            parts.append(" ")
            room = LONGEST_LINE - 1 - len(letter.encode())
        parts[-1] += letter
    return "\r\n".join(parts)
