"""The cases written as microdata: what HTML says of properties, and how sites bend it."""

from tests.jsonld.cases import Case

#: What every case says, where it says nothing else.
ALWAYS = {"title": "Apiculteur H/F", "company": "Miel du Rif", "city": "Chefchaouen"}
ORGANIZATION = 'itemprop="hiringOrganization" itemscope itemtype="https://schema.org/Organization"'
ADDRESS = 'itemprop="address" itemscope itemtype="https://schema.org/PostalAddress"'
TITLE = "<h1 itemprop=title>Apiculteur H/F</h1>"
EMPLOYER = f"<p {ORGANIZATION}><b itemprop=name>Miel du Rif</b></p>"
PLACE = f"""<div itemprop="jobLocation" itemscope itemtype="https://schema.org/Place">
<p {ADDRESS}><span itemprop="addressLocality">Chefchaouen</span></p></div>"""


def posting(inside: str, kind: str = "https://schema.org/JobPosting", ref: str = "") -> str:
    """The element of a posting that holds INSIDE."""
    return f'<article itemscope itemtype="{kind}" {ref and f"itemref={chr(34)}{ref}{chr(34)}"}>{inside}</article>'


def case(name: str, body: str, postings: int = 1, **said: str | None) -> Case:
    """A page of BODY that says ALWAYS, and SAID."""
    page = f"<!doctype html><html><body>{body}</body></html>"
    nothing = dict.fromkeys(
        ("region", "contract", "salary", "published", "deadline", "reference", "description")
    )
    return Case(name, page, nothing | ALWAYS | said, postings)


ALL = TITLE + EMPLOYER + PLACE
MICRODATA = [
    case("each in its scope", posting(ALL)),
    case(
        "nested, and not the neighbour's",
        posting(
            ALL
            + '<p itemscope itemtype="https://schema.org/Person"><b itemprop=title>Directrice</b></p>'
        ),
    ),
    case(
        "a meta, a time, a link, data",
        posting(
            ALL
            + "<meta itemprop=datePosted content=2026-11-03><time itemprop=validThrough datetime=2026-12-15>bientôt</time>"
            "<link itemprop=employmentType href=https://schema.org/FULL_TIME><data itemprop=totalJobOpenings value=2>deux</data>"
        ),
        published="2026-11-03",
        deadline="2026-12-15",
        contract="https://schema.org/FULL_TIME",
        positions="2",
    ),
    case(
        "a time that says it in words",
        posting(ALL + "<time itemprop=datePosted>3 novembre 2026</time>"),
        published="3 novembre 2026",
    ),
    case(
        "what stands beside what is shown",
        posting(ALL + '<span itemprop=datePosted content="2026-11-03">hier</span>'),
        published="2026-11-03",
    ),
    case(
        "nothing beside it",
        posting(ALL + '<span itemprop=datePosted content="">hier</span>'),
        published="hier",
    ),
    case("several types", posting(ALL, "https://schema.org/Thing https://schema.org/JobPosting")),
    case("another vocabulary's address", posting(ALL, "http://schema.org/JobPosting/")),
    case(
        "another type that ends alike", posting(ALL, "https://schema.org/OldJobPosting"), postings=0
    ),
    case(
        "one element of two properties",
        posting("<h1 itemprop='name title'>Apiculteur H/F</h1>" + EMPLOYER + PLACE),
    ),
    case(
        "a property said several times",
        posting(
            ALL
            + "<i itemprop=employmentType>CDI</i><i itemprop=employmentType>Temps plein</i><i itemprop=skills>Ruches</i><i itemprop=skills>Essaims</i>"
        ),
        contract="CDI / Temps plein",
        skills="Ruches / Essaims",
    ),
    case(
        "two places",
        posting(ALL + PLACE.replace("Chefchaouen", "Ouezzane")),
        city="Chefchaouen / Ouezzane",
    ),
    case(
        "a scope without properties",
        posting(TITLE + PLACE + f"<p {ORGANIZATION}>Miel  du <b>Rif</b></p>"),
    ),
    case(
        "a place without properties",
        posting(
            TITLE
            + EMPLOYER
            + "<p itemprop=jobLocation itemscope itemtype=https://schema.org/Place>Chefchaouen</p>"
        ),
    ),
    case(
        "no scope where one is due",
        posting(
            TITLE
            + "<b itemprop=hiringOrganization>Miel du Rif</b><b itemprop=jobLocation>Chefchaouen</b>"
        ),
    ),
    case(
        "a link's words",
        posting(
            "<a itemprop=title href=/p/1>Apiculteur H/F</a><a itemprop=hiringOrganization href=/e/2>Miel du Rif</a>"
            + PLACE
        ),
    ),
    case("a link's address", posting(ALL + "<a itemprop=url href=/p/1>voir</a>")),
    case(
        "words beside a script",
        posting(
            "<h1 itemprop=title>Apiculteur<script>go()</script> H/F<style>b{}</style></h1>"
            + EMPLOYER
            + PLACE
        ),
    ),
    case(
        "words in pieces",
        posting("<h1 itemprop=title>Api<b>culteur</b><br>H/F</h1>" + EMPLOYER + PLACE),
    ),
    case(
        "elsewhere on the page",
        "<div id=qui>" + EMPLOYER + "</div>" + posting(TITLE + PLACE, ref="qui"),
    ),
    case(
        "two postings of one employer",
        f"<div id=qui>{EMPLOYER}</div>" + 2 * posting(TITLE + PLACE, ref="rien qui"),
        postings=2,
    ),
    case(
        "elsewhere, and itself a property",
        posting(TITLE + PLACE, ref="qui") + EMPLOYER.replace("<p ", "<p id=qui ", 1),
    ),
    case("in a circle", f"<div id=tout>{posting(ALL, ref='tout tout')}</div>"),
    case(
        "in a list",
        f"<ol itemscope itemtype=https://schema.org/ItemList><li itemprop=itemListElement {posting(ALL)[9:-10]}</li></ol>",
    ),
    case(
        "the salary in its scopes",
        posting(
            ALL
            + "<p itemprop=baseSalary itemscope itemtype=https://schema.org/MonetaryAmount><meta itemprop=currency content=MAD>"
            "<span itemprop=value itemscope itemtype=https://schema.org/QuantitativeValue><b itemprop=minValue>4500</b> à <b itemprop=maxValue>6000</b>"
            "<meta itemprop=unitText content=MONTH></span></p>"
        ),
        salary="4500 - 6000 MAD / MONTH",
    ),
    case(
        "the description with its markup",
        posting(
            ALL
            + "<div itemprop=description><p>Soigner <i>quarante</i> ruches.</p>&amp; récolter</div>"
        ),
        description="<p>Soigner <i>quarante</i> ruches.</p>&amp; récolter",
    ),
    case(
        "the description in pieces",
        posting(ALL + "<p itemprop=description>Soigner.</p><p itemprop=description>Récolter.</p>"),
        description="Soigner.\nRécolter.",
    ),
]
