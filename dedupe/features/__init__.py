"""What two postings may share: each family is a file that turns pairs into columns.

FEATURES says for each column which way it may count, and what is believed of it before any pair
was labelled; training moves from there only as far as labels ask, and never against the sign.
"""

import numpy as np

from dedupe.deck import Pairs
from dedupe.features.asked import asked
from dedupe.features.employer import employer
from dedupe.features.place import place
from dedupe.features.text import text
from dedupe.features.title import title
from dedupe.features.trace import trace

FAMILIES = (title, employer, place, text, asked, trace)

#: name → weight believed beforehand, in log-odds. Its sign stays; 0 is free.
FEATURES: dict[str, float] = {
    "title_same": 2.0,
    "title_extra": -1.5,
    "title_swapped": -2.0,
    "title_alike": 2.0,
    "employer_same": 1.5,
    "employer_alike": 1.0,
    "employer_unknown": -0.5,
    "employer_other": -3.0,
    "agency": 1.5,
    "place_same": 1.5,
    "place_unknown": -0.5,
    "text_towns_other": -0.5,
    "text_within": 2.0,
    "text_alike": 1.0,
    "text_thin": -0.5,
    "text_apart": -1.0,
    "pay_same": 0.5,
    "pay_other": -0.5,
    "years_other": -0.5,
    "contract_other": -0.5,
    "level_one_sided": -0.5,
    "language_other": -0.2,
    "address_same": 4.0,
    "reference_same": 5.0,
    "days_far": -0.5,
    "all_agree": 1.5,
    "title_and_text": 1.0,
    "hidden_other_text": -3.0,
    "level_other_text": -1.5,
    "source_other_text": -1.0,
}


def measure(pairs: Pairs) -> np.ndarray:
    """Return one row a pair, one column a feature, in the order of FEATURES."""
    columns: dict[str, np.ndarray] = {}
    for family in FAMILIES:
        columns |= family(pairs)
    employers = columns["employer_same"] | columns["employer_alike"]
    columns["all_agree"] = columns["title_same"] & employers & columns["place_same"]
    columns["title_and_text"] = columns["title_alike"] * columns["text_within"]
    # Where nobody is named, one says senior, or one site shows both, the text must speak for it.
    unlike = np.where(columns["text_thin"], 0.5, 1 - columns["text_within"])
    columns["hidden_other_text"] = columns["employer_unknown"] * unlike
    columns["level_other_text"] = columns["level_one_sided"] * unlike
    columns["source_other_text"] = columns["source_same"] * unlike
    return np.column_stack([columns[name].astype(float) for name in FEATURES])
