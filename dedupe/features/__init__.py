"""What two postings may share: each family is a file that turns pairs into columns.

FEATURES says for each column which way it may count, and what is believed of it before any pair
was labelled; training moves from there only as far as labels ask, and never against the sign.
"""

import numpy as np

from dedupe.deck import Pairs
from dedupe.features.asked import asked
from dedupe.features.codes import codes
from dedupe.features.employer import employer, for_others
from dedupe.features.place import place
from dedupe.features.text import text
from dedupe.features.title import title
from dedupe.features.trace import trace

FAMILIES = (title, employer, place, text, asked, codes, trace)

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
    "pay_same": 0.5,
    "pay_other": -0.5,
    "years_other": -0.5,
    "contract_other": -0.5,
    "level_one_sided": -0.5,
    "address_same": 4.0,
    "reference_same": 5.0,
    "all_agree": 1.5,
    "title_and_text": 1.0,
    "codes_alike": 2.0,
    "codes_apart": -1.0,
    "reworded": 6.0,
    "positions_other": -1.0,
    "work_same": 1.0,
    "hidden_other_text": -3.0,
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
    columns |= _without_words(pairs, columns, employers)
    return np.column_stack([columns[name].astype(float) for name in FEATURES])


def _without_words(
    pairs: Pairs, columns: dict[str, np.ndarray], employers: np.ndarray
) -> dict[str, np.ndarray]:
    """Weigh what text and codes say together: where nobody is named, or one site shows both, they must speak."""
    spoken = np.maximum(columns["text_within"], columns["codes_alike"])
    thin = columns["text_thin"]
    # One employer asks the same there in other words; the same words would be its template.
    other_words = columns["codes_alike"] * (1 - columns["text_within"])
    itself = employers & columns["place_same"] & ~for_others(pairs)
    unheard = np.where(thin, 0.5, np.minimum(1, 2 * (1 - spoken)))
    return {
        "reworded": itself * other_words,
        "hidden_other_text": columns["employer_unknown"] * unheard,
        "source_other_text": columns["source_same"] * np.where(thin, 0.5, 1 - spoken),
    }
