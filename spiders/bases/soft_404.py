"""A page that answers 200 and says that it is not there."""

import re

from scrapy.http import TextResponse

from offers.text import apostrophes, squeeze

_HEADS = re.compile(r"<(title|h1)\b[^<>]{0,500}>([^<]{0,300})", re.I)
_THING = r"(?:(?:cette|l'|the|this|that|désolée?,?|oups ?!?|sorry,?)\s*)*(?:page|offre|annonce|job|offer|posting)s?\b"
_GONE = re.compile(
    r"(?:erreur|error)?\s*:?\s*404\s*(?:$|[-–—|:]|error|not)|(?:page|file) not found|not found$"
    rf"|{_THING}[^.|]{{0,40}}(?:introuvable|non trouvée|n'existe (?:plus|pas)|n'est plus (?:disponible|en ligne|active)"
    r"|a expiré|expirée?$|not found|no longer (?:available|exists)|has expired|does not exist)"
    r"|(?:الصفحة|هذا الإعلان|الإعلان|العرض) (?:غير (?:موجودة?|متوفرة?)|لم (?:تعد|يعد) )",
    re.I,
)
#: Where a page has its heads.
READ = 200_000


def not_there(response: TextResponse) -> bool:
    """Say whether RESPONSE is headed by the words that nothing is there.

    >>> page = "<title>Atlas</title><h1>Cette annonce n’est plus disponible</h1>"
    >>> not_there(TextResponse("https://x.example/7", body=page.encode(), encoding="utf-8"))
    True
    >>> page = "<title>Offres</title><h1>Chargé des pages introuvables</h1>"
    >>> not_there(TextResponse("https://x.example/7", body=page.encode(), encoding="utf-8"))
    False
    """
    heads = _HEADS.findall(response.text[:READ])[:4]
    return any(_GONE.match(apostrophes(squeeze(head))) for _, head in heads)
