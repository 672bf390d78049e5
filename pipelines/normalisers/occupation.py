"""The function that the work belongs to."""

from functools import lru_cache

from offers.taxonomy import lookup
from offers.text import fold
from pipelines.normalisers.category import by_word, read_category
from pipelines.normalisers.isco import work_named, work_within
from pipelines.normalisers.sector import read_sector
from pipelines.normalisers.silence import is_silent

#: So much of a field or a title is read.
READ = 300
#: Functions of a form that say less than most titles do.
_VAGUE = frozenset(("management", "project", "services"))
#: Branches whose "chargés de clientèle" do the branch's own work.
_OWN_CLIENTS = frozenset(("banking", "insurance"))
#: The functions whose weak words are mere heads of titles: "technicien", "assistant", "consultant".
_HEADS = frozenset(
    ("audit_consulting", "engineering", "maintenance", "management", "production", "project", "quality",
     "secretariat")
)  # fmt: skip
#: Work of every function: the words beside it say of which.
_BROAD = frozenset(("engineer",))
_SILENT = frozenset(
    ("autres fonctions", "autre fonction", "autres metiers", "autre metier", "secteur public")
)


def read_occupation(
    occupation: str | None, title: str | None = None, sector: str | None = None
) -> str | None:
    """Return the code of the function: from its field, else the title, else a sector that is one.

    >>> read_occupation("Commercial, vente"), read_occupation("Achats / Supply Chain")
    ('sales', 'purchasing')
    >>> read_occupation(None, "Professeur de comptabilité"), read_occupation("Autres fonctions")
    ('teaching', None)
    >>> read_occupation("Métiers des services", "Femme de ménage")
    'cleaning'
    >>> read_occupation(None, "Chargé de clientèle"), read_occupation(None, "Chargé de clientèle", "Banque")
    ('call_center', 'banking')
    """
    said = _from_field(occupation[:READ]) if occupation else None
    if said and said not in _VAGUE:
        return said
    told = occupation_of(title[:READ]) if title else None
    if told == "call_center" and sector and title and _sells_to_clients(title[:READ]):
        branch = read_sector(sector)
        told = branch if branch in _OWN_CLIENTS else told
    return told or said or (_from_sector(sector[:READ]) if sector else None)


def says_no_occupation(occupation: str | None) -> bool:
    """Tell whether the field leaves the function open.

    >>> says_no_occupation("Autres fonctions"), says_no_occupation("Achats"), says_no_occupation("Xyz")
    (True, False, False)
    """
    return is_silent(occupation) or fold(occupation or "") in _SILENT


@lru_cache(maxsize=8192)
def occupation_of(title: str) -> str | None:
    """Return the function of the work that TITLE names, else of the first word that belongs to one.

    >>> occupation_of("Responsable RH"), occupation_of("Vendeuse"), occupation_of("Groupe Atlas")
    ('hr', 'retail', None)
    """
    work = work_named(title)
    named = work.occupation if work else ""
    if work and named and named not in _VAGUE and work.name not in _BROAD:
        return named
    word = by_word("occupations", title, _VAGUE)
    if word and (word not in _VAGUE or named in ("", *_VAGUE)):
        return word
    within = None if named else work_within(title)
    if within and within.occupation not in _VAGUE:
        return within.occupation
    return named or by_word("occupations", title, _HEADS, column="weak")


@lru_cache(maxsize=4096)
def _sells_to_clients(title: str) -> bool:
    """Tell whether TITLE says no more than that somebody has clients."""
    work = work_named(title)
    return bool(work and work.name == "agent") and not by_word("occupations", title)


@lru_cache(maxsize=4096)
def _from_field(occupation: str) -> str | None:
    if says_no_occupation(occupation):
        return None
    return lookup("occupations", occupation) or _from_words(occupation)


def _from_words(occupation: str) -> str | None:
    """Read several categories, or a title that stands where the category should."""
    work = work_named(occupation)
    return read_category("occupations", occupation) or (work.occupation if work else None)


@lru_cache(maxsize=1024)
def _from_sector(sector: str) -> str | None:
    """Read the one choice of a form that asks for no function beside the sector."""
    code = lookup("occupations", sector)
    return code if code == lookup("sectors", sector) == "call_center" else None
