"""Our lines in the user's crontab, between two marks: all else there is left as it stands."""

import subprocess


class Unmarked(Exception):
    """One of our two marks is missing: somebody edited them, and we cannot tell which lines are ours."""


def read() -> str:
    """Return the user's crontab, empty where there is none; raise OSError where it cannot be read."""
    told = subprocess.run(["crontab", "-l"], capture_output=True, text=True)
    if told.returncode and "no crontab" not in told.stderr.lower():
        raise OSError(told.stderr.strip() or f"crontab -l ended with {told.returncode}")
    return "" if told.returncode else told.stdout


def write(lines: str) -> None:
    """Make LINES the user's crontab; raise OSError where cron refuses them."""
    told = subprocess.run(["crontab", "-"], input=lines, capture_output=True, text=True)
    if told.returncode:
        raise OSError(told.stderr.strip() or f"crontab ended with {told.returncode}")


def with_block(crontab: str, name: str, ours: str) -> str:
    r"""Return CRONTAB with OURS, marked NAME, at its end, in place of what we wrote there before.

    >>> print(with_block("0 3 * * * mine\n", "a.db", "5 * * * * ours\n"), end="")
    0 3 * * * mine
    # >>> aggregator a.db
    5 * * * * ours
    # <<< aggregator a.db
    """
    others = without_block(crontab, name)
    if others and not others.endswith("\n"):
        others += "\n"
    first, last = _marks(name)
    return f"{others}{first}\n{ours}{last}\n"


def without_block(crontab: str, name: str) -> str:
    r"""Return CRONTAB without our lines of NAME.

    >>> without_block(with_block("0 3 * * * mine\n", "a.db", "5 * * * * ours\n"), "a.db")
    '0 3 * * * mine\n'
    """
    lines = crontab.splitlines(keepends=True)
    marks = [n for n, line in enumerate(lines) if line.rstrip("\n") in _marks(name)]
    if not marks:
        return crontab
    if [lines[n].rstrip("\n") for n in marks] != list(_marks(name)):
        raise Unmarked(
            f"the marks round our lines of {name} are not whole: mend them with crontab -e"
        )
    first, last = marks
    return "".join(lines[:first] + lines[last + 1 :])


def _marks(name: str) -> tuple[str, str]:
    return f"# >>> aggregator {name}", f"# <<< aggregator {name}"
