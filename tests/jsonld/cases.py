"""The cases: a page's defect, its HTML, and the fields that must be read; None where none can be."""

import html
import json
import re
from dataclasses import dataclass, field

POSTING = {
    "@context": "https://schema.org/",
    "@type": "JobPosting",
    "title": "Apiculteur H/F",
    "description": "<p>Soigner quarante&nbsp;ruches.</p><ul><li>Permis B</li></ul>",
    "datePosted": "2026-11-03",
    "validThrough": "2026-12-15T23:59",
    "employmentType": "FULL_TIME",
    "identifier": {"@type": "PropertyValue", "name": "Miel du Rif", "value": "MR-7"},
    "hiringOrganization": {"@type": "Organization", "name": "Miel du Rif"},
    "jobLocation": {
        "@type": "Place",
        "address": {
            "@type": "PostalAddress",
            "addressLocality": "Chefchaouen",
            "addressRegion": "Tanger-Tétouan-Al Hoceïma",
            "addressCountry": "MA",
        },
    },
    "baseSalary": {
        "@type": "MonetaryAmount",
        "currency": "MAD",
        "value": {"minValue": 4500, "maxValue": 6000, "unitText": "MONTH"},
    },
}
SAID = {
    "title": "Apiculteur H/F",
    "company": "Miel du Rif",
    "city": "Chefchaouen",
    "region": "Tanger-Tétouan-Al Hoceïma",
    "contract": "FULL_TIME",
    "salary": "4500 - 6000 MAD / MONTH",
    "published": "2026-11-03",
    "deadline": "2026-12-15T23:59",
    "reference": "MR-7",
    "description": "<p>Soigner quarante&nbsp;ruches.</p><ul><li>Permis B</li></ul>",
}


@dataclass
class Case:
    """One defect: the page that has it, and what must be read of it all the same."""

    name: str
    page: str
    differs: dict[str, str | None] = field(default_factory=dict)  # from SAID
    postings: int = 1

    @property
    def said(self) -> dict[str, str]:
        """The fields that must be read, and no other."""
        return {k: v for k, v in (SAID | self.differs).items() if v is not None}


def written(**changes) -> str:
    """POSTING as JSON, with CHANGES; Ellipsis takes a key away."""
    data = {k: v for k, v in (POSTING | changes).items() if v is not ...}
    return json.dumps(data, ensure_ascii=False)


def in_script(text: str, kind: str = '"application/ld+json"') -> str:
    """A page whose one script holds TEXT."""
    return (
        f"<!doctype html><html><head><script type={kind}>{text}</script></head><body></body></html>"
    )


def told(name: str, differs: dict | None = None, **changes) -> Case:
    """A case of well-written JSON whose CHANGES say the same in another way."""
    return Case(name, in_script(written(**changes)), differs or {})


OK = written()
WRITTEN_BADLY = [
    Case("as it should be", in_script(OK)),
    Case(
        "raw line breaks and tabs in a string",
        in_script(OK.replace("quarante", "\n\tquarante\r\n")),
        {"description": SAID["description"].replace("quarante", "\n\tquarante\r\n")},
    ),
    Case("a semicolon after the value", in_script(OK + " ;\n")),
    Case("a comma after the last key", in_script(OK[:-1] + ",}")),
    Case("a comma after the last of a list", in_script("[" + OK + ", ]")),
    Case(
        "a comment on a line", in_script(OK.replace('"title"', '// l\'intitulé "exact"\n"title"'))
    ),
    Case("a comment between keys", in_script(OK.replace('"title"', '/* voir "ref" */ "title"'))),
    Case("lines of an HTML comment", in_script(f"<!--\n{OK}\n-->")),
    Case("an HTML comment on one line", in_script(f"<!-- {OK} -->")),
    Case("lines of CDATA", in_script(f"//<![CDATA[\n{OK}\n//]]>")),
    Case("CDATA in comments", in_script(f"/*<![CDATA[*/ {OK} /*]]>*/")),
    Case("entities all over", in_script(html.escape(OK))),
    Case("entities, and a comma too many", in_script(html.escape(OK[:-1] + ",}"))),
    Case("a byte order mark, and a space that does not break", in_script(f"\ufeff\u00a0{OK}")),
    Case(
        "control characters",
        in_script(OK.replace("quarante", "qua\x0brante\x07")),
        {"description": SAID["description"].replace("quarante", "qua\x0brante\x07")},
    ),
    Case(
        "an apostrophe escaped",
        in_script(OK.replace("Apiculteur H/F", r"Maître d\'abeilles")),
        {"title": "Maître d'abeilles"},
    ),
    Case("the type without quotes", in_script(OK, "application/ld+json")),
    Case("the type with an entity", in_script(OK, '"application/ld&#x2B;json"')),
    Case(
        "the type with a charset, in capitals",
        in_script(OK, "'Application/LD+JSON; charset=utf-8'"),
    ),
    Case("two values in one script", in_script('{"@type": "WebSite", "name": "x"}\n' + OK)),
    Case("two values, the second relaxed", in_script('{"@type": "WebSite"}' + OK[:-1] + ",}")),
    Case(
        "a broken script before the good one",
        in_script('{"@type": "Organization", "name": "un "beau" nom"}') + in_script(OK),
    ),
    Case(
        "a quote too many: beyond repair", in_script(OK.replace("<p>", '<p class="x">')), postings=0
    ),
    Case("null", in_script("null"), postings=0),
    Case("nothing", in_script(""), postings=0),
    Case("no JobPosting", in_script('{"@graph": [{"@type": "WebSite"}]}'), postings=0),
    Case("another type that ends alike", in_script('{"@type": "OldJobPosting"}'), postings=0),
    Case("a script that never ends", in_script(OK).replace("</script>", ""), postings=0),
    Case("nested too deep", in_script("[" * 50_000 + OK), postings=0),
    Case("a number too long to be one", in_script(OK.replace("4500", "9" * 5000)), postings=0),
    Case("longer than a page may be", in_script(" " * 1_000_001 + OK), postings=0),
]

WRITTEN_OTHERWISE = [
    Case("in a graph", in_script(f'{{"@graph": [{{"@type": "WebSite"}}, {OK}]}}')),
    Case("in an array", in_script(f'[{{"@type": "Organization"}}, {OK}]')),
    Case("in a page's main entity", in_script(f'{{"@type": "WebPage", "mainEntity": {OK}}}')),
    Case(
        "two in a list",
        in_script(f'{{"itemListElement": [{{"item": {OK}}}, {{"item": {OK}}}]}}'),
        postings=2,
    ),
    told("several types", **{"@type": ["Thing", "JobPosting"]}),
    told("the type as an address", **{"@type": "https://schema.org/JobPosting"}),
    Case(
        "keys in capitals",
        in_script(re.sub(r'"([a-z])(\w+)":', lambda m: f'"{m[1].upper()}{m[2]}":', OK)),
    ),
    told("the description escaped", description=html.escape(POSTING["description"])),
    told("escaped twice", description=html.escape(html.escape(POSTING["description"]))),
    told(
        "the address a text",
        {"city": "Chefchaouen, Maroc", "region": None},
        jobLocation={"address": "Chefchaouen, Maroc"},
    ),
    told(
        "several places, the country an object",
        {"city": "Chefchaouen / Ouezzane / Tétouan", "region": None},
        jobLocation=[
            {"address": {"addressLocality": "Chefchaouen", "addressCountry": {"name": "Maroc"}}},
            {"address": [{"addressLocality": "Ouezzane"}, {"addressLocality": "Chefchaouen"}]},
            {"address": "Tétouan"},
        ],
    ),
    told(
        "no town", {"city": None, "region": None}, jobLocation={"address": {"addressCountry": "MA"}}
    ),
    told("the place a text", {"city": "Larache", "region": None}, jobLocation="Larache"),
    told("the employer a text", hiringOrganization="Miel du Rif"),
    told("the employer hidden", {"company": None}, hiringOrganization={"name": "Confidential"}),
    told("the salary a number", {"salary": "5200 MAD"}, baseSalary=5200, salaryCurrency="MAD"),
    told(
        "the salary a text", {"salary": "4 500 à 6 000 DH net"}, baseSalary="4 500 à 6 000 DH net"
    ),
    told(
        "its value a text", {"salary": "5200 MAD"}, baseSalary={"currency": "MAD", "value": "5200"}
    ),
    told(
        "its value alone",
        {"salary": "60 MAD / HOUR"},
        baseSalary={"currency": "MAD", "value": {"value": 60.0, "unitText": "HOUR"}},
    ),
    told(
        "no more than",
        {"salary": "≤ 6000 MAD"},
        baseSalary={"currency": "MAD", "value": {"maxValue": "6000"}},
    ),
    told(
        "the salary a price",
        {"salary": "4500 - 6000 MAD / MONTH"},
        baseSalary={
            "@type": "PriceSpecification",
            "priceCurrency": "MAD",
            "minPrice": "4500",
            "maxPrice": "6000.00",
            "unitText": "MONTH",
        },
    ),
    told(
        "the salary zero",
        {"salary": None},
        baseSalary={
            "currency": "MAD",
            "value": {"minValue": 0, "maxValue": 0, "unitText": "MONTH"},
        },
    ),
    told(
        "the contract in French",
        {"contract": "CDI / Temps plein"},
        employmentType=["CDI", "Temps plein"],
    ),
    told(
        "from home",
        {"city": None, "region": None, "remote": "TELECOMMUTE"},
        jobLocation=None,
        jobLocationType="TELECOMMUTE",
    ),
    told(
        "dates of another kind",
        {"published": "03/11/2026", "deadline": None},
        datePosted="03/11/2026",
        validThrough="",
    ),
    told(
        "a text with its language",
        {"title": "مربي النحل"},
        title={"@value": "مربي النحل", "@language": "ar"},
    ),
    told(
        "all the rest",
        {
            "experience": "36 mois",
            "diploma": "Bac+2",
            "sector": "Agriculture",
            "skills": "Ruches / Conduite",
            "positions": "2",
            "apply_url": "https://miel.example/postuler",
        },
        experienceRequirements={"monthsOfExperience": 36},
        educationRequirements=[{"credentialCategory": "Bac+2"}],
        industry=["Agriculture"],
        skills=["Ruches", "Conduite"],
        totalJobOpenings=2,
        applicationContact={"@type": "ContactPoint", "url": "https://miel.example/postuler"},
    ),
    told(
        "no description but its parts",
        {"description": "Soigner.\nPatient."},
        description=...,
        responsibilities="Soigner.",
        qualifications="Patient.",
    ),
]

CASES = WRITTEN_BADLY + WRITTEN_OTHERWISE
