"""JobPostings are read as badly as they are written, and no page breaks the reading."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spiders.bases.jsonld import job_postings, read_job_posting, unreadable
from tests.jsonld.cases import CASES as IN_JSON
from tests.jsonld.cases import WRITTEN_BADLY
from tests.jsonld.microdata import MICRODATA

CASES = IN_JSON + MICRODATA

PAGES = [case.page for case in CASES if len(case.page) < 5_000]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_reads(case):
    found = job_postings(case.page)
    assert len(found) == case.postings
    for data in found:
        assert {field: said for field, said in read_job_posting(data).items() if said} == case.said


def test_says_what_it_could_not_read():
    lost = {case.name for case in WRITTEN_BADLY if unreadable(case.page)}
    assert lost == {
        "a quote too many: beyond repair",
        "nested too deep",
        "a number too long to be one",
        "longer than a page may be",
    }


SAMPLES = Path(__file__).parents[2] / "shared" / "samples" / "jsonld"
#: What JSON cannot be read with a quote too many in it: HTML stands in.
BEYOND_REPAIR = "08_unescaped_quote"


def test_reads_the_samples_that_were_gathered():
    """Thirty-six pages, each with a defect that somebody reported; results.tsv says what each holds."""
    if not SAMPLES.exists():
        pytest.skip("the samples are not on this machine: they are not ours to pass on")
    rows = [line.split("\t")[:2] for line in (SAMPLES / "results.tsv").read_text().splitlines()[1:]]
    assert len(rows) == 36
    for name, count in rows:
        found = job_postings((SAMPLES / f"{name}.html").read_bytes().decode())
        assert len(found) == int(count) * (name != BEYOND_REPAIR), name
        for said in map(read_job_posting, found):
            assert (
                said["title"] and said["company"] and said["published"] and said["description"]
            ), name


BREAKERS = [
    '"',
    "\\",
    "{",
    "}",
    "[",
    "/*",
    "//",
    ",",
    "</script>",
    "<!--",
    "&quot;",
    "1e999",
    "\x00",
    "é",
]
PLAIN = [
    None,
    True,
    -1,
    0.0,
    1e400,
    float("nan"),
    10**30,
    "",
    " ",
    "0",
    "٣",
    "<",
    "&amp;lt;b",
    [],
    {},
]
WRAPPED = [
    {key: value}
    for key in ("value", "@value", "name", "address", "minValue", "maxPrice", "url", "target")
    for value in (None, [[]], {"value": {"value": 1}}, {"address": [None]}, "1 000", ["a", {}])
]
KEYS = [
    *("title", "hiringOrganization", "jobLocation", "baseSalary", "salaryCurrency", "identifier"),
    *("employmentType", "description", "experienceRequirements", "applicationContact"),
    *("potentialAction", "validThrough", "totalJobOpenings", "qualifications"),
]
QUICK = settings(max_examples=100, deadline=None, derandomize=True, database=None)


@QUICK
@given(
    st.sampled_from(PAGES),
    st.lists(st.tuples(st.floats(0, 1), st.integers(0, 40), st.sampled_from(BREAKERS)), max_size=5),
)
def test_no_damage_breaks_the_reading(page, damages):
    """Cut some letters out of a page, put in what readers stumble on: it is read, or it is not."""
    for share, length, put in damages:
        at = int(share * len(page))
        page = page[:at] + put + page[at + length :]
    for data in job_postings(page):
        read_job_posting(data)
    assert unreadable(page) <= page.count("<script")


@QUICK
@given(st.dictionaries(st.sampled_from(KEYS), st.sampled_from(PLAIN + WRAPPED)))
def test_no_value_breaks_the_reading(data):
    """Whatever stands where words are expected, words come out, or nothing."""
    said = read_job_posting(data)
    assert all(words is None or (isinstance(words, str) and words) for words in said.values())
