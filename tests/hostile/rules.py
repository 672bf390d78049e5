"""What hosts answer when they are asked for robots.txt, and whether their pages may be asked for then."""

from tests.hostile.server import PLAIN, Attack, Wire

ALL = "User-agent: *\nAllow: /\n"
NONE = "User-agent: *\nDisallow: /\n"


def text(body: str, status: int = 200, type: str = PLAIN) -> Attack:
    """Answer with BODY."""
    return lambda wire: wire.send(body, status, type)


def circles(wire: Wire) -> None:
    """Redirect to itself, for ever."""
    wire.send("", 302, Location=f"/robots.txt?{len(wire.path)}{'a' * len(wire.path)}")


def drips(wire: Wire) -> None:
    """Say nothing."""
    wire.rfile.read(1)


STARS = "".join(f"Disallow: /*a*a*a*a*{n}$\n" for n in range(200_000))
NAMES = "".join(f"User-agent: bot{n}\n" for n in range(10_000))
RULES = "".join(f"Disallow: /{n}\n" for n in range(15_000))

#: {host: (what its robots.txt is, whether it lets us in)}
ROBOTS: dict[str, tuple[Attack, bool]] = {
    "five-megabytes.example": (text(ALL + "# a comment\n" * 420_000), True),
    "five-megabytes-no.example": (text(NONE + "# a comment\n" * 420_000), False),
    "twenty-megabytes.example": (text(ALL + "# a comment\n" * 1_700_000), False),
    "stars.example": (text("User-agent: *\n" + STARS), True),
    "one-star.example": (text("User-agent: *\nDisallow: /" + "*a" * 100_000 + "b\n"), True),
    "names-by-rules.example": (text(NAMES + RULES + NONE), False),
    "page.example": (text("<!DOCTYPE html><p>Disallow: /</p>" * 100, type="text/html"), True),
    "noise.example": (text("\x00\ufeff\udcff".encode("utf-8", "replace").decode() * 9_000), True),
    "500.example": (text(ALL, 500), False),
    "503.example": (text(ALL, 503), False),
    "429.example": (text(ALL, 429), False),
    "403.example": (text(NONE, 403), True),
    "circle.example": (circles, True),
    "silent.example": (drips, False),
}
