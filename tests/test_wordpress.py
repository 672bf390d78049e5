"""Blogs and bulletins, when they do not answer as they should."""

import json

import pytest

from spiders.alwadifa_maroc import AlwadifaMaroc
from spiders.bases.headlines import employer, filed, positions, town
from spiders.bases.notices import is_notice
from spiders.bases.wordpress import WordPressSpider
from tests.made_up import LOGIN, proof, read

__all__ = ["read"]  # a fixture


class Blog(WordPressSpider):
    name, title, kind = "blog", "Blog", "board"
    allowed_domains = ["blog.example"]
    start_urls = ["https://blog.example/"]
    categories = (7,)


class BlogBySlug(Blog):
    categories = ("emploi", "stage")


API = "https://blog.example/wp-json/wp/v2/"
ASKED = (
    "posts?categories={}&after=2026-10-07T00:00:00&orderby=date&per_page=100&page={}"
    "&_fields=id,date,link,title,content,categories"
)
NAMES = API + "categories?include={}&per_page=100&_fields=id,name,parent"
SLUGS = API + "categories?slug=emploi,stage&_fields=id,name,slug"
PAST = json.dumps({"code": "rest_post_invalid_page_number", "data": {"status": 400}})
KNOWN_NAMES = {NAMES.format(7): json.dumps([{"id": 7, "name": "Emploi Maroc", "parent": 0}])}
SEVERAL = "".join(
    f"<h3>Poste {n} : {name}</h3><p>Vous tenez l'atelier en ordre et relevez les écarts du jour.</p>"
    for n, name in ((1, "Soudeur"), (2, "Tourneur"))
)


def page(number: int, ids: str = "7") -> str:
    return API + ASKED.format(ids, number)


def post(id_, title="Atlas Froid recrute un Soudeur", text="<p>Souder.</p>", **more) -> dict:
    said = {"id": id_, "date": "2026-11-02T09:00:00", "link": f"https://blog.example/p-{id_}/"}
    said |= {"title": {"rendered": title}, "content": {"rendered": text}, "categories": [7]}
    return said | more


def told(*posts) -> str:
    return json.dumps(list(posts))


def full(first: int) -> str:
    return told(*(post(id_) for id_ in range(first, first + 100)))


@pytest.fixture
def with_headers(read, tmp_path):
    """Read pages of which some bear headers: {url: (text, headers or status)}."""

    def reading(source, pages, **settings):
        listed = {}
        for number, (url, (text, more)) in enumerate(pages.items()):
            (tmp_path / f"h{number}.json").write_text(text)
            told = {"status": more} if isinstance(more, int) else {"headers": more}
            listed[url] = {"file": f"h{number}.json", **told}
        return read(source, KNOWN_NAMES | listed, **settings)

    return reading


def test_a_page_past_the_last_ends_the_list(with_headers):
    reading = with_headers(Blog, {page(1): (full(1), {}), page(2): (PAST, 400)})
    assert proof(reading) == {"listed": 100, "ended": True}


@pytest.mark.parametrize("answer", [(PAST, 500), ("{}", 400), (LOGIN, 200), ("{}", 200)])
def test_another_failure_ends_nothing(with_headers, answer):
    body, more = answer
    reading = with_headers(Blog, {page(1): (full(1), {}), page(2): (body, more)})
    assert "fault" in proof(reading) and "ended" not in proof(reading)
    assert len(reading.postings) == 100


def test_headers_say_how_much_there_is(with_headers):
    pages = {"X-WP-Total": "4", "X-WP-TotalPages": "2"}
    results = post(3, "Résultats du concours")
    reading = with_headers(
        Blog,
        {page(1): (told(post(1), post(2, text=SEVERAL)), pages), page(2): (told(results), pages)},
    )
    said = {"listed": 3, "results": 1, "ended": True, "total": 4}
    assert proof(reading) == said, "one of four is missing: three are named, and a fourth is not"


def test_headers_may_say_that_there_is_nothing(with_headers):
    none = {"X-WP-Total": "0", "X-WP-TotalPages": "0"}
    assert proof(with_headers(Blog, {page(1): ("[]", none)})) == {"ended": True, "total": 0}


@pytest.mark.parametrize("answer", ["[]", LOGIN, 503, "null", '{"code": "rest_no_route"}'])
def test_no_posts_are_a_fault(read, answer):
    reading = read(Blog, {page(1): answer})
    assert "fault" in proof(reading) and "ended" not in proof(reading)


def test_a_blog_that_shows_its_first_page_for_ever_is_a_fault(read):
    reading = read(Blog, {page(1): full(1), page(2): full(1), **KNOWN_NAMES})
    assert "nothing new" in proof(reading)["fault"]


def test_a_page_of_results_is_not_the_end(read):
    results = told(*(post(id_, "Liste des admis") for id_ in range(100)))
    reading = read(Blog, {page(1): results, page(2): told(post(101)), **KNOWN_NAMES})
    assert proof(reading) == {"listed": 1, "results": 100, "ended": True}


def test_odd_rows_cost_themselves_alone(read):
    odd = [None, 7, "x", [], {}, {"id": 5}, {"id": 6, "title": {"rendered": 6}, "content": []}]
    odd += [
        {"id": [8], "title": "T", "categories": {"a": 1}, "link": 9},
        post(9, "Maçon\ud800 \u202e"),
    ]
    reading = read(Blog, {page(1): json.dumps(odd), **KNOWN_NAMES})
    assert [(p.ref, p.title) for p in reading.postings] == [("6", "6"), ("9", "Maçon")]
    assert proof(reading)["ended"] and proof(reading)["skipped"] == 7
    assert reading.postings[0].url == "https://blog.example/?p=6"


def test_without_names_the_postings_come_and_are_read_again(read):
    pages = {page(1): told(post(1), post(2, text=SEVERAL)), NAMES.format(7): 500}
    reading = read(Blog, pages)
    assert [(p.ref, p.listed_hash) for p in reading.postings] == [
        ("1", None),
        ("2-1", None),
        ("2-2", None),
    ]
    assert proof(reading) == {"listed": 3, "no_categories": 1, "ended": True}


def test_what_is_known_needs_no_names(read):
    pages = {page(1): told(post(1), post(2, text=SEVERAL))}
    known = {p.ref: p.listed_hash for p in read(Blog, pages | KNOWN_NAMES).postings}
    again = read(Blog, pages | {NAMES.format(7): 500}, KNOWN=known)
    assert [s.ref for s in again.sightings] == ["1", "2-1", "2-2"] and not again.postings


def test_a_post_that_changed_tells_its_parts_anew(read):
    known = {
        p.ref: p.listed_hash
        for p in read(Blog, {page(1): told(post(2, text=SEVERAL)), **KNOWN_NAMES}).postings
    }
    edited = (
        SEVERAL
        + "<h3>Poste 3 : Fraiseur</h3><p>Vous fraisez des pièces en petite série, sur plan.</p>"
    )
    again = read(Blog, {page(1): told(post(2, text=edited)), **KNOWN_NAMES}, KNOWN=known)
    assert [p.ref for p in again.postings] == ["2-1", "2-2", "2-3"]


def test_the_latest_are_enough_where_all_are_held(read):
    first = read(Blog, {page(1): full(1), page(2): told(post(101, text=SEVERAL)), **KNOWN_NAMES})
    known = {p.ref: p.listed_hash for p in first.postings}
    again = read(Blog, {page(1): full(1), **KNOWN_NAMES}, KNOWN=known, LATEST=True)
    assert proof(again)["latest"] and len(again.sightings) == 100


def test_what_is_past_is_not_told(read):
    text = "<p>Date limite : {}/11/2026</p>"
    reading = read(
        Blog,
        {
            page(1): told(post(1, text=text.format(20)), post(2, text=text.format(21))),
            **KNOWN_NAMES,
        },
    )
    assert [p.deadline for p in reading.postings] == ["21/11/2026"]
    assert proof(reading)["past"] == 1


def test_categories_are_found_by_their_slugs(read):
    rows = [
        {"id": 4, "slug": "emploi", "name": "Emploi"},
        {"id": 5, "slug": "stage", "name": "Stage"},
    ]
    stage = post(1, "Stage PFE chez Ziz", categories=[5])
    reading = read(BlogBySlug, {SLUGS: json.dumps(rows), page(1, "4,5"): told(stage)})
    assert [p.contract for p in reading.postings] == ["Stage"] and proof(reading)["ended"]


@pytest.mark.parametrize(
    ("answer", "read_all_the_same"),
    [("[]", 0), (LOGIN, 0), (500, 0), ('[{"id": 4, "slug": "emploi", "name": "Emploi"}, 3, {"id": "x"}]', 1)],
)  # fmt: skip
def test_a_category_that_is_not_found_closes_nothing(read, answer, read_all_the_same):
    reading = read(BlogBySlug, {SLUGS: answer, page(1, "4"): told(post(1, categories=[4]))})
    assert "fault" in proof(reading) and len(reading.postings) == read_all_the_same


@pytest.mark.parametrize(
    ("title", "who", "many", "where"),
    [
        ("SCX recrute des Ingénieurs Génie Mécanique", "SCX", None, None),
        ("Qsaria S.A. recrute 30 Agents à Fès", "Qsaria S.A.", "30", "Fès"),
        ("Institut de Recherche Ziz recrute (Rabat)", "Institut de Recherche Ziz", None, "Rabat"),
        ("Nouvelle offre d'emploi chez Atlas Froid – Rabat", "Atlas Froid", None, "Rabat"),
        ("Stage Comptable chez Ziz SARL AU à Salé", "Ziz SARL AU", None, "Salé"),
        ("Concours de Recrutement au Ministère des Oasis 2026 (1 200 Postes)", "Ministère des Oasis", "1 200", None),
        ("Concours de recrutement de 14 Techniciens", None, "14", None),
        ("Deux sociétés recrutent 25 profils", None, "25", None),
        ("Important groupe industriel recrute", None, None, None),
        ("Recrutement 2026 postes", None, None, None),
        ("جماعة واد الحجر: مباراة توظيف 3 تقنيين", "جماعة واد الحجر", "3", None),
        ("", None, None, None),
    ],
)  # fmt: skip
def test_headlines_tell_who_hires_how_many_and_where(title, who, many, where):
    assert (employer(title), positions(title), town(title)) == (who, many, where)


def test_categories_tell_town_trade_and_internship():
    assert filed(["Offres d'Emploi Casablanca", "Offres d'emploi en Textile"]) == {
        "city": "Casablanca",
        "sector": "Textile",
    }
    assert filed(["Offres d'Emploi Maroc", "Offres d'Emploi à l'étranger", "Stage"]) == {}


@pytest.mark.parametrize(
    "title",
    ["Liste des candidats convoqués", "ONXE : Résultats définitifs du concours", "Convocation à l'examen oral",
     "Avis de report du concours de recrutement", "Avis aux candidats", "Programme des concours", "Communiqué",
     "Planning des épreuves", "Report du concours", "Comment réussir son entretien", "Guide du stagiaire",
     "لائحة المترشحين", "النتائج النهائية لمباراة", "جماعة الزيت: المدعوين للاختبار الكتابي", "تأجيل مباراة", "بلاغ"],
)  # fmt: skip
def test_knows_what_is_no_vacancy(title):
    assert is_notice(title)


@pytest.mark.parametrize(
    "title",
    ["Avis de recrutement : 3 agents", "Avis de concours", "Avis d'appel à candidatures", "Programme Manager – Rabat",
     "Reporting Analyst", "Planning Engineer", "Lister Motors recrute", "Responsable des résultats", None, "",
     "إعلان عن مباراة توظيف 10 مهندسين", "وزارة الواحات: مباراة توظيف. آخر أجل 14 أبريل 2026"],
)  # fmt: skip
def test_knows_a_vacancy(title):
    assert not is_notice(title)


# alwadifa-maroc.com

HOME = "https://www.alwadifa-maroc.com/"
NEXT = HOME + "offre/index?page=2"
OLD = '<article class="content-card" data-id="offre_1"><h2><a class="title-link" href="/offre/show/id/1">م</a></h2><div class="content-meta"><span>2026-01-02</span></div></article>'


def bulletin(*lines: str) -> str:
    return "".join(
        f'<div class="bloc-content"><a href="/offre/show/id/{n}">{line}</a><ul><li>{day}</li></ul></div>'
        for n, (line, day) in enumerate(lines, 5)
    )


def test_the_template_of_old_is_read_too(read):
    listed = bulletin(("جماعة الزيت: توظيف سائق", "2026-11-03"), ("توظيف طباخ", "قبل يومين"))
    text = '<div class="bloc-content"><p>النص</p></div>'
    pages = {
        HOME: listed,
        NEXT: OLD,
        HOME + "offre/show/id/5": text,
        HOME + "offre/show/id/6": LOGIN,
    }
    reading = read(AlwadifaMaroc, pages)
    assert [(p.ref, p.company, p.title, p.published) for p in reading.postings] == [
        ("5", "جماعة الزيت", "توظيف سائق", "2026-11-03"),
        ("6", None, "توظيف طباخ", "قبل يومين"),
    ]
    assert proof(reading) == {"listed": 2, "detail_failed": 1, "ended": True}


@pytest.mark.parametrize("answer", [LOGIN, 503])
def test_a_bulletin_that_breaks_off_closes_nothing(read, answer):
    reading = read(AlwadifaMaroc, {HOME: bulletin(("لائحة الناجحين", "2026-11-03")), NEXT: answer})
    assert "ended" not in proof(reading)
