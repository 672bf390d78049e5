"""A page is read in the letters that it is written in, whatever its header or itself says."""

import pytest
from scrapy.http import HtmlResponse, Request
from scrapy.utils.test import get_crawler

from spiders.middlewares.charset import Charset

ARABIC, FRENCH = "محاسب في فاس، من فضلكم", "Ingénieur qualité à Fès, dès l’été"


@pytest.mark.parametrize(
    ("text", "written", "said"),
    [
        (ARABIC, "utf-8", "utf-8"),
        (ARABIC, "cp1256", "utf-8"),
        (ARABIC, "cp1256", "cp1256"),
        (FRENCH, "cp1252", "utf-8"),
        (FRENCH, "utf-8", "iso-8859-1"),
        (FRENCH, "cp1252", "iso-8859-1"),
        (ARABIC, "utf-8", "windows-1252"),
        ("Sans accent", "ascii", "utf-8"),
    ],
)
def test_a_page_is_read_as_it_is_written(text, written, said):
    body = f"<html><body><h1>{text}</h1></body></html>".encode(written)
    page = HtmlResponse("https://x.example/", body=body, encoding=said)
    read = Charset(get_crawler()).process_response(Request("https://x.example/"), page)
    assert read.css("h1::text").get() == text


def test_a_page_of_noise_is_left_as_it_is():
    page = HtmlResponse(
        "https://x.example/", body=b"<p>" + bytes(range(128, 256)) * 20, encoding="utf-8"
    )
    read = Charset(get_crawler()).process_response(Request("https://x.example/"), page)
    assert read.body == page.body
