"""www.emploi-public.ma: the state's competitions, in French and Arabic under one uuid."""

import re
from datetime import date, timedelta
from math import ceil

from world.shown import Shown
from world.sites import Ask, Page, render

HOSTS = ("www.emploi-public.ma", "emploi-public.ma")
SOURCE = "emploi_public"
DOOR = "/fr/concours-liste"
ROBOTS = """\
User-agent: *
Disallow: /*/concours/download/
"""

SIZE = 9
LISTS = {
    "concours": ("/fr/concours-liste", "/ar/قائمة-المباريات", "المباريات"),
    "emploi-sup": ("/fr/emploi-sup-liste", "/ar/قائمة-المناصب-العليا", "المناصب-العليا"),
    "postes-respo": ("/fr/postes-respo-liste", "/ar/قائمة-مناصب-المسؤولية", "مناصب-المسؤولية"),
    "experts": ("/fr/experts-liste", "/ar/قائمة-تشغيل-الخبراء", "تشغيل-الخبراء"),
    "eap": ("/fr/eap-liste", "", ""),  # examinations for those who serve already: none here
}
MONTHS = {
    "fr": "Janvier Février Mars Avril Mai Juin Juillet Août Septembre Octobre Novembre Décembre",
    "ar": "يناير فبراير مارس أبريل ماي يونيو يوليوز غشت شتنبر أكتوبر نونبر دجنبر",
}
WORDS = {
    "fr": {
        "days": "jours restants",
        "posts": "postes",
        "limit": "Limite de dépôt :",
        "exam": "Date du concours :",
        "results": "Résultats",
        "call": "Annonce",
        "called": "Convocation",
        "passed": "Résultat",
        "online": "Dépôt en ligne",
        "last_chance": "Dernière chance pour postuler",
    },
    "ar": {
        "days": "أيام متبقية",
        "posts": "منصب",
        "limit": "آخر أجل لإيداع ملفات الترشيح :",
        "exam": "تاريخ إجراء المباراة :",
        "results": "نتيجة",
        "call": "الإعلان",
        "called": "الاستدعاء",
        "passed": "النتيجة",
        "online": "الايداع الالكتروني",
        "last_chance": "الفرصة الأخيرة للترشيح",
    },
}
_FRENCH = re.compile(r"/fr/(concours|emploi-sup|postes-respo|experts)/details/([0-9a-f-]{36})")
_ARABIC = re.compile(r"/ar/تفاصيل/([^/]+)/([0-9a-f-]{36})")


def stands_in(shown: Shown, language: str) -> bool:
    """Say whether a posting stands in LANGUAGE: one in sixteen has no French page, another no Arabic."""
    return shown.ref[0] != {"fr": "0", "ar": "f"}[language]


def path(shown: Shown) -> str:
    """Give the path of a posting's page, in its language, or in the one that it stands in."""
    if shown.language == "ar" or not stands_in(shown, "fr"):
        return f"/ar/تفاصيل/{LISTS[shown.listed_in][2]}/{shown.ref}"
    return f"/fr/{shown.listed_in}/details/{shown.ref}"


def written(day: date, language: str) -> str:
    """Write DAY in words; the first of a month has an ordinal of its own in French.

    >>> written(date(2026, 11, 1), "fr"), written(date(2026, 7, 24), "ar")
    ('1er Novembre 2026', '24 يوليوز 2026')
    """
    number = "1er" if (day.day, language) == (1, "fr") else str(day.day)
    return f"{number} {MONTHS[language].split()[day.month - 1]} {day.year}"


def exam(shown: Shown) -> date:
    """Give the day of the competition: three weeks after the last day to apply."""
    return shown.deadline + timedelta(weeks=3)


def answer(ask: Ask) -> Page | None:
    """Answer one of five lists or a posting, in French or Arabic; a retired posting leads to its list."""
    for name, (french, arabic, _) in LISTS.items():
        if ask.path == french:
            return _list(ask, name, "fr")
        if arabic and ask.path == arabic:
            return _list(ask, name, "ar")
    if found := _FRENCH.fullmatch(ask.path):
        return _posting(ask, found[2], found[1], "fr")
    if found := _ARABIC.fullmatch(ask.path):
        listed_in = next((n for n, (_, _, arabic) in LISTS.items() if arabic == found[1]), "")
        return _posting(ask, found[2], listed_in, "ar") if listed_in else None
    return None


def _list(ask: Ask, name: str, language: str) -> Page:
    shown = ask.market.shown(SOURCE, ask.day)
    postings = [p for p in shown if p.listed_in == name and stands_in(p, language)]
    number = ask.number("page", 0)  # the bare address is the first
    last_days = sorted(postings, key=lambda p: (p.deadline, p.ref))[:2]
    return render(
        "list",
        "emploi_public/list.html",
        postings=[_told(p, language) for p in postings[number * SIZE : (number + 1) * SIZE]],
        last_chance=[_told(p, language) for p in last_days],
        total=len(postings),
        pages=ceil(len(postings) / SIZE),
        number=number,
        address=LISTS[name][language == "ar"],
        language=language,
        words=WORDS[language],
        today=ask.today,
        path=path,
        written=written,
        exam=exam,
    )


def _told(shown: Shown, language: str) -> Shown:
    return shown.twin if language == "ar" and shown.twin else shown


def _posting(ask: Ask, ref: str, name: str, language: str) -> Page:
    shown = ask.market.posting(SOURCE, ref, ask.day)
    if shown is None or shown.listed_in != name or not stands_in(shown, language):
        return Page("gone", status=302, location=LISTS[name][language == "ar"])
    template = f"emploi_public/posting_{language}.html"
    return render("posting", template, p=_told(shown, language), written=written, exam=exam)
