"""The lines of a crontab: what cron and /bin/sh each read in them, said so that both are right."""

from collections.abc import Mapping
from shlex import quote

from aggregator.timers.place import EVERY, Place, spread

#: cron refuses a longer command.
LONGEST = 998
#: Where a program is looked for, behind our own: sendmail stands in an sbin.
PATH = "/usr/local/bin:/usr/bin:/bin:/usr/sbin"
CONTACT = "AGGREGATOR_CONTACT_URL"
NO_CONTACT = f"# {CONTACT}, keys and addresses for news: NAME=value, a line each, mode 0600, in"
#: What an update finds in its environment, under cron and under systemd alike; it may be missing.
ENVIRONMENT = "aggregator.env"
READ = f"set -a && if [ -r {ENVIRONMENT} ]; then . ./{ENVIRONMENT}; fi"
WHO_GETS_MAIL = "# An update says nothing when all is well; what it says otherwise is mailed to:"
#: In a crontab, what stands above a line holds for it.
SCOPE = "# These hold for every line below them: write lines of your own above."


def crontab(place: Place, mailto: str, host: str, environment: Mapping[str, str]) -> str:
    """Return the lines that update PLACE, at minutes that HOST and its file choose; ENVIRONMENT is ours."""
    minutes = range(spread(f"{host}:{place.db}"), 60, EVERY)
    contact = environment.get(CONTACT)
    lines = [
        SCOPE,
        "SHELL=/bin/sh",
        _set("PATH", f"{place.program.parent}:{PATH}"),
        *([_set(CONTACT, contact)] if contact else [NO_CONTACT, f"# {place.folder / ENVIRONMENT}"]),
        WHO_GETS_MAIL,
        _set("MAILTO", mailto),
        f"{','.join(map(str, minutes))} * * * * {command(place)}",
    ]
    return "\n".join(lines) + "\n"


def command(place: Place) -> str:
    """Return what cron is to run: in the folder of the file, by the full path of the program.

    Raises ValueError where it is longer than cron reads.
    """
    update = " ".join(map(quote, place.update))
    said = f"cd {quote(str(place.folder))} && {READ} && exec {update}"
    if len(escaped(said).encode()) > LONGEST:
        raise ValueError(f"cron reads {LONGEST} bytes of a command, this one is longer")
    return escaped(said)


def escaped(said: str) -> str:
    r"""Write what the shell is to read so that cron hands it on: a bare % ends a command there.

    A backslash that stands before % already would take our own with it: the quotes are closed between.

    >>> print(escaped("cd '/srv/100% of it'"))
    cd '/srv/100\% of it'
    """
    return said.replace("\\%", "\\''%").replace("%", "\\%")


def _set(name: str, value: str) -> str:
    """Set NAME to VALUE as cron reads it: as it stands, but for quotes round the whole."""
    if "\n" in value:
        raise ValueError(f"{name} holds a line break: no crontab can say it")
    return f'{name}="{value}"' if '"' not in value else f"{name}='{value}'"
