"""CV match in a real browser: the CV is read where it lies, and no request ever carries it."""

from urllib.parse import parse_qs, urlsplit

import pytest

from tests.browsing import PHONE
from tests.test_cv_words import ARABIC, FRENCH

#: Words of the CV that stand for no term: were any sent, the CV would have been.
SECRET = ("Salma", "Amrani", "Oliviers", "06 00 00", "Oasis", "serviette", "سلمى", "العمراني")


def pdf(*lines: str, pages: int = 1) -> bytes:
    """Write a PDF of PAGES pages that each say LINES in Helvetica; none: a page without text, as a scan is."""
    shown = b" ".join(b"(" + line.encode("cp1252") + b") Tj T*" for line in lines)
    stream = b"BT /F1 12 Tf 14 TL 50 780 Td " + shown + b" ET" if lines else b"0 0 500 700 re f"
    kids = b" ".join(b"%d 0 R" % (5 + n) for n in range(pages))
    page = (b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
            b" /Resources << /Font << /F1 3 0 R >> >> >>")  # fmt: skip
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [" + kids + b"] /Count %d >>" % pages,
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        *[page] * pages,
    ]
    body, places = b"%PDF-1.4\n", []
    for n, one in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (n, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return (body + b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
            + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (size, len(body)))  # fmt: skip


def choose(page, name: str, content: bytes, kind: str = "application/pdf") -> None:
    page.set_input_files("#cv-file", {"name": name, "mimeType": kind, "buffer": content})


def said(page, words: str) -> None:
    page.wait_for_function(
        "w => document.querySelector('#cv-said').textContent.includes(w)", arg=words
    )


@pytest.fixture
def spied(visit):
    """Open a page and keep all that it sends: addresses, headers and bodies."""

    def open_page(path: str, **options):
        page = visit(path, **options)
        page.sent = []
        page.on(
            "request", lambda r: page.sent.append(f"{r.url} {r.headers} {r.post_data_buffer or ''}")
        )
        return page

    return open_page


def chosen(page, field: str) -> list[str]:
    return page.locator(f"#cv-terms input[name={field}]:checked").evaluate_all(
        "boxes => boxes.map(b => b.value)"
    )


def test_a_pasted_cv_is_read_and_never_sent(spied):
    page = spied("/cv")
    assert page.get_by_text("Votre CV ne quitte pas votre appareil.").is_visible()
    page.get_by_label("Texte du CV").fill(FRENCH + "\nPassion : serviette brodée")
    page.get_by_role("button", name="Lire mon CV").click()
    said(page, "C’est lu")
    assert chosen(page, "job") == ["developer"] and chosen(page, "city") == ["sale"]
    assert {"python", "excel"} <= set(chosen(page, "skill"))
    page.get_by_label("Excel", exact=True).uncheck()
    page.get_by_label("Rabat", exact=True).check()
    page.get_by_label("Ajouter une compétence").fill("SQL")
    page.get_by_label("Ajouter une compétence").press("Enter")
    page.locator("#cv-terms").get_by_role("button", name="Voir les offres").click()
    page.wait_for_url("**/cv/results?*")
    asked = parse_qs(urlsplit(page.url).query)
    assert "sql" in asked["skill"] and "excel" not in asked["skill"]
    assert (
        asked["city"] == ["sale", "rabat"]
        and asked["diploma"] == ["bac5"]
        and asked["years"] == ["6"]
    )
    assert set(asked) <= {"skill", "job", "city", "speaks", "diploma", "years"}
    assert "Python" in page.locator(".why .has").first.inner_text()
    assert page.sent and not [
        one for one in page.sent for word in SECRET if word.lower() in one.lower()
    ]
    assert page.evaluate("JSON.stringify({...localStorage, ...sessionStorage})").count("Salma") == 0
    assert page.alarms == []


def test_a_pdf_is_read_and_never_sent(spied):
    page = spied("/cv", viewport=PHONE)
    page.locator("#cv").wait_for()
    assert not [one for one in page.sent if "pdfjs" in one], "pdf.js is loaded for a PDF alone"
    lines = [line.replace("•", "").replace("–", "-") for line in FRENCH.split("\n")]
    choose(page, "cv.pdf", pdf(*[line.replace("(", "").replace(")", "") for line in lines]))
    said(page, "C’est lu")
    assert {"python", "postgresql", "cpp"} <= set(chosen(page, "skill"))
    assert page.locator("#cv-terms [name=diploma]").input_value() == "bac5"
    assert page.locator("#cv-terms [name=years]").input_value() == "6"
    assert [one for one in page.sent if "pdf.worker" in one], "its worker is ours"
    assert not [one for one in page.sent for word in SECRET if word.lower() in one.lower()]
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert page.alarms == []


def test_an_arabic_pdf_is_read_in_its_order(visit):
    """Browsers print Arabic as the shapes of its letters, from left to right."""
    page = visit("/cv?lang=ar")
    paper = page.context.new_page()
    paper.set_content(f"<pre dir=rtl>{ARABIC}\nSQL Server\nوثائق SQL Server بالدار البيضاء</pre>")
    printed = paper.pdf()
    choose(page, "cv.pdf", printed)
    said(page, "تمت القراءة")
    assert {"accounting", "sage", "excel", "python", "tax_returns", "sql_server"} <= set(
        chosen(page, "skill")
    )
    assert page.locator("#cv-terms input[name=city]").evaluate_all("b => b.map(x => x.value)") == [
        "rabat",
        "casablanca",
    ]
    assert page.locator("#cv-terms [name=years]").input_value() == "3"
    assert page.locator("#cv-terms [name=diploma]").input_value() == "bac3"
    assert "محاسبة" in page.locator("#cv-text").input_value()


def test_what_cannot_be_read_is_said_kindly(visit):
    page = visit("/cv")
    for name, content, words in (
        ("scan.pdf", pdf(), "semble être une image"),
        ("broken.pdf", b"%PDF-1.4 nothing more", "n’a pas pu être lu"),
        ("large.pdf", b"%PDF-1.4" + b" " * 10 * 1024 * 1024, "dépasse 10 Mo"),
        ("long.pdf", pdf("Python, SQL et Excel", pages=25), "seul le début"),
        ("cv.txt", b"Python, SQL", "C’est lu"),
    ):
        choose(page, name, content, "text/plain" if name.endswith("txt") else "application/pdf")
        said(page, words)
    page.get_by_label("Texte du CV").fill("Bonjour à tous")
    page.get_by_role("button", name="Lire mon CV").click()
    said(page, "aucun mot")
    assert page.alarms == []


def test_an_arabic_cv_on_an_arabic_page(visit):
    page = visit("/cv?lang=ar", viewport=PHONE, color_scheme="dark")
    page.locator("#cv-text").fill(ARABIC)
    page.locator("#cv-read").click()
    said(page, "تمت القراءة")
    assert chosen(page, "city") == ["rabat"]
    page.locator("#cv-terms button:not([type])").click()
    page.wait_for_url("**/cv/results?*")
    assert "lang=ar" in page.url and page.locator("html").get_attribute("dir") == "rtl"
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert page.locator(".match").count() and page.alarms == []


def test_without_scripts_the_plain_form_does_it(visit):
    page = visit("/cv", java_script_enabled=False)
    assert not page.locator("#cv").is_visible(), "what needs scripts is not offered"
    page.get_by_label("Compétences").fill("Python, SQL")
    page.get_by_label("Ville", exact=True).select_option("casablanca")
    page.get_by_label("Français").check()
    page.get_by_role("button", name="Voir les offres").click()
    assert page.locator(".match h2").first.inner_text() == "Développeuse Python"
    assert page.locator(".chips").inner_text().split() == ["Python", "×", "SQL", "×", "Casablanca", "×", "Français", "×"]  # fmt: skip
    page.get_by_role("link", name="Casablanca").click()
    assert "casablanca" not in page.url and page.locator(".match").count()


def test_markup_in_a_cv_is_words(visit):
    page = visit("/cv")
    page.get_by_label("Texte du CV").fill(
        "<img src=x onerror=alert(1)> Python, <script>alert(2)</script>"
    )
    page.get_by_role("button", name="Lire mon CV").click()
    said(page, "C’est lu")
    assert page.alarms == [] and chosen(page, "skill") == ["python"]
