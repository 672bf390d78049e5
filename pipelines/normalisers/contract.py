"""The kind of contract that a posting offers, and where it says so."""

from typing import NamedTuple

from offers.taxonomy import lookup
from offers.text import fold
from pipelines.normalisers.contract_text import contract_in_text
from pipelines.normalisers.contract_words import KINDS, PARTS, field_codes, first_named
from pipelines.normalisers.silence import is_silent

#: What a title may say better than the field: a form's list is short, an English one is vague.
_FINER: dict[str, tuple[str, ...]] = {
    "stage": KINDS,
    "interim": ("stage", *KINDS),
    "statutaire": ("contractuel",),
    "contractuel": ("cdi", "cdd"),
    "lettre_engagement": ("cdi", "cdd", "interim", "freelance", "anapec"),
    "premier_emploi": ("cdi", "cdd", "interim", "anapec", "alternance", "stage", *KINDS),
}
#: "Contract" and "temporary" are boxes of an English form, ticked for many things.
_LOOSE = ("contract", "temporary", "temporaire", "contract temporary", "temporary contract")
_OF_LOOSE = (
    "cdi",
    "cdd",
    "interim",
    "freelance",
    "anapec",
    "alternance",
    "vacation",
    "stage",
    *KINDS,
)
_VOCABULARIES = ("working_times", "work_modes", "contracts_open")


class Contract(NamedTuple):
    """A kind of contract, and where it stood: in its field, the title or the text."""

    code: str
    found_in: str


def read_contract(
    contract: str | None, title: str | None = None, text: str | None = None
) -> Contract | None:
    """Return the contract offered: from its field, else the title, else the text.

    Of several the first named counts, as the site orders them, unless the title names another of
    them; a title also tells what kind of internship it is. A working time is no contract.

    >>> read_contract("CDI - Télétravail : Non").code, read_contract("CDI - CDD - Freelance").code
    ('cdi', 'cdi')
    >>> read_contract("Stage", "Stage PFE en data science")
    Contract(code='stage_pfe', found_in='title')
    >>> read_contract("FULL_TIME") is None
    True
    """
    found = _named_first(contract[:200] if contract else "", title[:500] if title else "")
    if text and (found is None or found.code == "stage" or _is_loose(contract)):
        code = contract_in_text(text)
        if code and (found is None or _is_finer(code, (found.code,), contract)):
            return Contract(code, "text")
    return found


def _named_first(contract: str, title: str) -> Contract | None:
    """Return what the field says, or the title where it says more."""
    said, told = field_codes(contract), first_named(fold(title))
    if told and told not in said[:1] and (not said or _is_finer(told, said, contract)):
        return Contract(told, "title")
    return Contract(said[0], "field") if said else None


def _is_finer(told: str, said: tuple[str, ...], contract: str | None) -> bool:
    """Tell whether a kind told elsewhere is among those that the field leaves open."""
    if told in said[1:] or any(told in _FINER.get(code, ()) for code in said):
        return True
    return _is_loose(contract) and told in _OF_LOOSE


def _is_loose(contract: str | None) -> bool:
    return any(fold(part) in _LOOSE for part in PARTS.split(contract[:200])) if contract else False


def says_no_contract(contract: str | None) -> bool:
    """Tell whether the field leaves the contract open: silence, a working time, a work mode.

    >>> says_no_contract("Full-time"), says_no_contract("- Télétravail : Non"), says_no_contract("Xyz")
    (True, True, False)
    """
    if is_silent(contract):
        return True
    parts = [part for part in PARTS.split(contract or "") if not is_silent(part)]
    return all(any(lookup(name, part) for name in _VOCABULARIES) for part in parts)
