"""Attacks on whoever parses, and pages that lie about themselves: what is sent, and what must come of it."""

from dataclasses import dataclass

from tests.hostile.good import SAID, carried, posting, script
from tests.hostile.server import HTML, Attack, Wire

ARABIC = "مطلوب محاسب له خبرة سنتين للعمل في فاس، من فضلكم أرسلوا السيرة الذاتية"
FRENCH = "Bâtir, élever, crépir : des murs où l’été ne pénètre guère, à Fès"


@dataclass(frozen=True)
class Page:
    """A page, what of it must be counted (None: nothing), and what text must be stored (None: none)."""

    body: str | bytes
    counted: str | None = None
    text: str | None = SAID
    type: str = HTML

    def attack(self) -> Attack:
        """Send it."""

        def send(wire: Wire) -> None:
            wire.send(self.body, type=self.type)

        return send


def wild(markup: str, why: str) -> Page:
    """A page that no parser is shown, because of WHY."""
    return Page(posting("x", more=markup), f"body/{why}", None)


def unread(json: str) -> Page:
    """A page whose JobPosting is no such thing: what it shows is read."""
    return Page(posting("x", more=script(json + "// JobPosting")), "listing/unreadable")


def in_letters(text: str, written: str, said: str = "", declared: str = "") -> Page:
    """A page of TEXT, WRITTEN in one charset, that its header SAID or itself DECLARED to be another."""
    meta = f"<meta charset={declared}>" if declared else ""
    page = posting("x", text=text).replace("<body>", f"<head>{meta}</head><body>")
    type = f"text/html; charset={said}" if said else "text/html"
    return Page(page.encode(written), None, text, type)


ATTRIBUTES = " ".join(f"a{n}" for n in range(50_000))
SOUP = "<p <b><!-<a href='x\"><</i>&#xd800;<table><td><tr><svg><math></p ></>"
OPEN = '{"@type": "JobPosting", "title": '

#: What would hang a parser, or fill the memory.
HEAVY: dict[str, Page] = {
    "50,000 attributes in a tag": wild(f"<p {ATTRIBUTES}>", "tag"),
    "5,000 attributes in a tag": wild(f"<p {ATTRIBUTES[:30_000]}>", "attributes"),
    "a tag of 200 kB": wild(f"<p a='{'x' * 200_000}'>", "tag"),
    "200,000 nested elements": wild("<div>" * 200_000, "depth"),
    "the same as plain text": Page(posting("x", more="<div>" * 9_000), "body/depth", None, "text/plain"),
    "2 MB of tag soup": wild(SOUP * (2_000_000 // len(SOUP)), "tags"),
    "8 MB of <p>a</p>": wild("<p>a</p>" * 1_000_000, "tags"),
    "600 kB of tag soup": Page(SAID + SOUP * (600_000 // len(SOUP)), text=None),
    "20 MB of <p>a</p>": Page("<p>a</p>" * 2_600_000, "pages/lost/too long", None),
    "64 kB of <!--": Page(posting("x", text=SAID + "<!--" * 16_000)),
    "7 MB of JSON-LD": Page(posting("x", more=carried(description="a" * 7_000_000))),
    "50 MB of JSON-LD": Page(carried(description="a" * 50_000_000), "pages/lost/too long", None),
    "JSON-LD 100,000 deep": unread("[" * 100_000),
    "JSON-LD objects 20,000 deep": unread('{"a":' * 20_000 + "1" + "}" * 20_000),
    "an integer of a million digits": unread(OPEN + "9" * 999_000 + "}"),
    "200,000 scripts that never end": unread("<script type=application/ld+json>" * 100_000),
    "an attribute bomb in a description": Page(posting("x", more=carried(description=f"<p>{SAID}</p><p {ATTRIBUTES[:60_000]}>"), text="")),
}  # fmt: skip

#: What lies about its letters, or hides things among them.
LETTERS: dict[str, Page] = {
    "windows-1256, declared": in_letters(ARABIC, "cp1256", "windows-1256"),
    "windows-1256, undeclared": in_letters(ARABIC, "cp1256"),
    "windows-1256, said to be utf-8": in_letters(ARABIC, "cp1256", "utf-8", "utf-8"),
    "latin-1, said to be utf-8": in_letters(FRENCH.replace("’", "'"), "latin-1", "utf-8"),
    "utf-8, said to be latin-1": in_letters(FRENCH, "utf-8", "ISO-8859-1"),
    "utf-8, said to be latin-1, in Arabic": in_letters(ARABIC, "utf-8", "ISO-8859-1"),
    "utf-8, said to be windows-1256": in_letters(ARABIC, "utf-8", "windows-1256"),
    "utf-16 without a mark": in_letters(FRENCH, "utf-16-le", "utf-16le"),
    "an unknown charset": in_letters(FRENCH, "utf-8", "x-klingon"),
    "NUL": Page(posting("x", text="Bâtir\x00 des murs droits, au\x00 cordeau.")),
    "lone surrogates": Page(posting("x", more=carried(description=SAID + "\udfff\ud800"), text="")),
    "right-to-left overrides": Page(posting("x", title="\u202eMaçon\u202c\u2066", text=f"\u202e{SAID}\u200b\ufeff")),
    "references to what is no letter": Page(posting("x", text=SAID + "&#xd800;&#0;&#x110000;&#xffffffff;"), text=SAID + "\ufffd" * 4),
}  # fmt: skip

#: What is meant for whoever reads what we store.
SCRIPTED: dict[str, Page] = {
    "script in a description": Page(posting("x", text=f"{SAID}<script>alert(1)</script><img src=x onerror=alert(1)>")),
    "script, escaped twice": Page(posting("x", text=f"{SAID}&amp;lt;script&amp;gt;alert(1)&amp;lt;/script&amp;gt;")),
    "script in svg, math, noscript": Page(posting("x", text=f"{SAID}<svg><style><img src=x onerror=alert(1)></style></svg><math><mtext></mtext></math><noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>")),
    "script in JSON-LD": Page(posting("x", more=carried(description=f"{SAID}<script>alert(1)<\\/script>", title="<img src=x onerror=alert(1)>"), text="")),
    "an apply link of javascript": Page(posting("x", more=carried(potentialAction={"target": "javascript:alert(1)"}, applicationContact={"url": "https://x.example/\"><script>"}))),
    "days that are none": Page(posting("x", more=carried(datePosted="0000-00-00", validThrough="9999-12-31"))),
    "days that no month has": Page(posting("x", more=carried(datePosted="2026-02-30", validThrough="31/02/2027"))),
    "a day far beyond": Page(posting("x", more=carried(datePosted="9" * 50, validThrough="99999-99-99T99:99:99"))),
}  # fmt: skip

PAGES = HEAVY | LETTERS | SCRIPTED
