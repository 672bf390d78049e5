import re

from offers.text import fold, squeeze
from spiders.bases.bulletin import BulletinSpider
from spiders.bases.headlines import positions
from spiders.bases.prose import Line, deadline_of, leads_out
from spiders.bases.rules import markup

TEXT = ("#offre-content", ".offre-content", "article:not(.content-card)", ".bloc-content")
LAST_DAY = re.compile(r"[\s.،؛:–-]*[آاأ]خر\s+(?:[أا]جل|موعد)\b.*", re.S)
ORGANISATION = re.compile(r"(?:عاجل\s*[:!]+\s*)?([^:：]{2,90}?)\s*[:：]\s*(\S.*)", re.S)
#: « Rewritten by Alwadifa-Maroc » is no word of the notice.
SIGNED = re.compile(r"<p>[^<>]{0,40}بتصرف[^<>]{0,80}</p>")
#: What begins a title that has no organisation before its colon.
NO_ORGANISATION = re.compile(r"(?:مبار|توظيف|تشغيل|اعلان|انتقاء|فتح|وظاي?ف|وظيفه|جديد|هام)")
APPLY = re.compile(r"ترشيح|تسجيل|رسمي|رابط|اعلان|المصدر|هنا")
PORTAL = "emploi-public.ma"


class AlwadifaMaroc(BulletinSpider):
    """A bulletin that tells the state's competitions again, in Arabic.

    It rewrites official notices: where its text leads to one, that is where to apply.

    Publisher: Alwadifa-Maroc.com
    Terms: https://www.alwadifa-maroc.com/
    """

    name = "alwadifa_maroc"
    title = "الوظيفة مروك"
    kind = "board"
    allowed_domains = ["alwadifa-maroc.com"]
    start_urls = ["https://www.alwadifa-maroc.com/"]

    # ListingSpider; the second choices are the template before 2025
    marker = "article.content-card, .bloc-content"
    card = "article.content-card[data-id^=offre_], .bloc-content:has(a[href*='/offre/show/id/'])"
    link = ("h2 a.title-link::attr(href)", "a[href*='/offre/show/id/']::attr(href)")
    ref = r"/offre/show/id/(\d+)"
    row = {
        "title": ("h2 a.title-link", "h2 a", "a[href*='/offre/show/id/']"),
        "published": (".content-meta span", "li", ".date"),
        "description": ".content-description p",
    }
    fields = {
        "description": tuple(markup(css) for css in TEXT),
        "apply_url": lambda page: official(page),
    }
    page_path = "/offre/index?page={page}"

    # BulletinSpider
    badge = ".content-type"

    def before(self, said, response):
        told = squeeze((said.get("title") or "")[:500])
        said["deadline"] = deadline_of([Line(told)])
        said["positions"] = positions(told)
        said["description"] = SIGNED.sub("", said.get("description") or "") or None
        said["company"], said["title"] = organisation(LAST_DAY.sub("", told) or told)


def organisation(title: str) -> tuple[str | None, str]:
    """Part who hires from what is announced.

    >>> organisation("وكالة السواحل: مباراة توظيف 4 تقنيين")
    ('وكالة السواحل', 'مباراة توظيف 4 تقنيين')
    >>> organisation("مباراة توظيف: 4 تقنيين")
    (None, 'مباراة توظيف: 4 تقنيين')
    """
    found = ORGANISATION.fullmatch(title)
    if found is None or NO_ORGANISATION.match(fold(found[1])):
        return None, title
    return found[1], found[2]


def official(page) -> str | None:
    """Give where the text leads to apply: the state's portal, else what is called so."""
    hrefs = []
    for css in TEXT[:3]:
        for link in page.css(f"{css} a[href]"):
            href = link.attrib["href"].strip()
            if leads_out(href, "alwadifa-maroc.com"):
                called = APPLY.search(fold(link.xpath("string()").get() or ""))
                hrefs.append((PORTAL not in href, not called, href))
    portal, called, href = min(hrefs, key=lambda one: one[:2], default=(True, True, ""))
    return href if not (portal and called) else None
