"""The units of systemd: templates in units/, filled in so that systemd reads every path as it is."""

from pathlib import Path

from aggregator.timers.place import EVERY, Place

TEMPLATES = Path(__file__).with_name("units")
#: What every service of ours is kept from, in one place.
HARDENING = TEMPLATES / "hardening.conf"


#: systemd runs no program with one of these in its path.
REFUSED = set("\"'\\")


def units(place: Place) -> dict[str, str]:
    """Return {file name: text} of the units of PLACE.

    Raises ValueError where systemd would not run its program.
    """
    if REFUSED & set(str(place.program)):
        raise ValueError(f"systemd runs no program whose path has quotes or \\: {place.program}")
    program, db = str(place.program), ("--db", str(place.db))
    said = {
        "every": str(EVERY),
        "user": doubled(place.user),
        "folder": doubled(str(place.folder)),
        "writable": quoted(str(place.folder)),
        "update": command(*place.update),
        "backup": command(program, "backup", "--if-due", *db),
        "public": command(program, "serve", "--public", *db),
        "analyst": command(program, "serve", "--analyst", *db),
    }
    said["hardening"] = HARDENING.read_text("utf-8").rstrip("\n").format(**said)
    files = sorted(file for file in TEMPLATES.iterdir() if file != HARDENING)
    return {file.name: file.read_text("utf-8").format(**said) for file in files}


def command(program: str, *words: str) -> str:
    r"""Return a command line as ExecStart= reads it: $ is a variable there, but not in the program.

    >>> print(command("/opt/a b/aggregator", "update", "--db", "/srv/5% $x.db"))
    "/opt/a b/aggregator" update --db "/srv/5%% $$x.db"
    """
    return " ".join([quoted(program), *(quoted(word.replace("$", "$$")) for word in words)])


def quoted(word: str) -> str:
    r"""Return WORD as one word of a unit.

    >>> print(quoted("/srv/emplois"), quoted('a "b"'))
    /srv/emplois "a \"b\""
    """
    escaped = doubled(word).replace("\\", "\\\\").replace('"', '\\"')
    plain = escaped and not set(escaped) & set(" \t;'\"\\$")
    return escaped if plain else f'"{escaped}"'


def doubled(text: str) -> str:
    """Return TEXT with every % doubled: one alone names something of the unit's.

    >>> doubled("/srv/100%")
    '/srv/100%%'
    """
    return text.replace("%", "%%")
