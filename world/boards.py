"""Which site a vacancy is shown on: the folder world/sites/ is the list of them."""

from functools import cache
from itertools import accumulate
from random import Random

from world.systems import TENANTS, built
from world.vacancies import PUBLIC, Vacancy

#: How often a vacancy of each kind is first shown where; a site that is not named here counts 3.
FIRST = {
    "board": {
        "rekrute": 36, "emploi_ma": 24, "marocemploi": 7, "onejob": 6, "m_job": 5, "dreamjob": 5,
        "manpower_maroc": 4, "anapec": 2, "marocannonces": 6,
    },
    "office": {"anapec": 78, "emploi_ma": 11, "rekrute": 3},
    "stage": {"stagiaires": 78, "rekrute": 8, "emploi_ma": 7, "anapec": 2},
}  # fmt: skip
#: Sites that show what others have, and never the first.
REPEATERS = ("optioncarriere", "alwadifa_maroc")
#: Sites that refuse to be read: shown only in a market that is permitted to show them.
REFUSING = ("marocannonces", "avito", "optioncarriere")
#: Sites of one trade, of beginners, of the state, of employers.
CALLS, BEGINNERS, STATE = "moncallcenter", "stagiaires", "emploi_public"
#: Where a notice of the state is told again.
TELL_NOTICES = ("alwadifa_maroc", "dreamjob", "bghit_nekhdem", "khdma", "emploi_ma")


@cache
def boards(permitted: bool = False) -> tuple[str, ...]:
    """List the sites that show the vacancies of many employers."""
    known = [site for site in built() if site not in TENANTS]
    return tuple(site for site in known if permitted or site not in REFUSING)


def first_board(vacancy: Vacancy, rng: Random, permitted: bool = False) -> str:
    """Choose the site that VACANCY is first shown on."""
    if vacancy.home in PUBLIC:
        return STATE
    if vacancy.trade.field == "calls" and CALLS in built() and rng.random() < 0.6:
        return CALLS
    able, weights = _weighed(vacancy.home, permitted, *_for_whom(vacancy))
    return rng.choices(able, cum_weights=weights)[0]


def other_boards(vacancy: Vacancy, but: str, permitted: bool = False) -> tuple[str, ...]:
    """List the sites that may show VACANCY again, beside the one that it stands on."""
    return _others(vacancy.home in PUBLIC, but, permitted, *_for_whom(vacancy))


@cache
def _weighed(
    home: str, permitted: bool, calls: bool, beginner: bool
) -> tuple[tuple[str, ...], tuple[int, ...]]:
    able = [b for b in boards(permitted) if b not in (STATE, *REPEATERS)]
    able = [b for b in able if _takes(b, calls, beginner)]
    weights = (FIRST[home].get(b, 3 if home == "board" else 1) for b in able)
    return tuple(able), tuple(accumulate(weights))


@cache
def _others(
    public: bool, but: str, permitted: bool, calls: bool, beginner: bool
) -> tuple[str, ...]:
    return tuple(
        board
        for board in boards(permitted)
        if board not in (but, STATE)
        and (board in TELL_NOTICES if public else board != "alwadifa_maroc")
        and _takes(board, calls, beginner)
    )


def _for_whom(vacancy: Vacancy) -> tuple[bool, bool]:
    beginner = vacancy.contract == "stage" or vacancy.level["code"] == "junior"
    return vacancy.trade.field == "calls", beginner


def _takes(board: str, calls: bool, beginner: bool) -> bool:
    if board == CALLS:
        return calls
    return board != BEGINNERS or beginner
