"""Set what we understood beside what the site said."""

from datetime import datetime

from offers.posting import Posting
from pipelines.readings import READINGS
from pipelines.step import Step


def understand(posting: Posting, now: datetime) -> Posting:
    """Fill in what is understood of the words of POSTING, which was read at NOW; say what was not.

    >>> posting = Posting(source="rekrute", title="Maçon", city="Fès", contract="Xyz")
    >>> read = understand(posting, datetime.fromisoformat("2026-11-21T09:00:00+01:00"))
    >>> read.city_code, read.contract_code, read.not_understood
    ('fes', None, ['contract'])
    """
    posting.not_understood = []
    for reading in READINGS:
        answers = reading.read(posting, now)
        if not answers.understood:
            posting.not_understood.append(reading.said)
        for name in reading.fills:
            setattr(posting, name, answers.fields[name])
    return posting


class Normalise(Step):
    """Set our codes beside the site's words, and count the words that we did not understand."""

    def take(self, posting: Posting) -> Posting:
        understand(posting, self.now)
        for said in posting.not_understood:
            self.count(f"{said}/unknown")
        return posting
