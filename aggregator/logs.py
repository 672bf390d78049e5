"""Where a run's words go: a file for each source, and one for the whole, rotated; as text or as JSON lines."""

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from logging import Handler, Logger, StreamHandler
from logging.handlers import RotatingFileHandler
from pathlib import Path

from pythonjsonlogger.core import RESERVED_ATTRS
from pythonjsonlogger.json import JsonFormatter

#: A file of so many bytes is put aside; so many older ones are kept.
LARGEST, KEPT = 10 * 1024**2, 7
FORMATS = ("text", "json")
TEXT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
#: What a person reads on a terminal, or in cron's mail.
BARE = "%(message)s"
#: What a line of JSON calls its parts; Scrapy's spider is told by the source's name.
NAMES = {"levelname": "level", "name": "logger"}
LEFT_OUT = [*RESERVED_ATTRS, "spider"]


def put_aside(file: Path) -> None:
    """Make room for a new FILE: what stands there becomes FILE.1, that FILE.2, and so on."""
    file.parent.mkdir(parents=True, exist_ok=True)
    if file.exists() and file.stat().st_size:
        _rotating(file).doRollover()


def to_file(logger: Logger, file: Path, form: str, **said: str) -> Handler:
    """Send what LOGGER says to FILE, in one of FORMATS; SAID stands in each line of JSON."""
    file.parent.mkdir(parents=True, exist_ok=True)
    return _added(logger, _rotating(file), form, said)


def _rotating(file: Path) -> RotatingFileHandler:
    return RotatingFileHandler(file, maxBytes=LARGEST, backupCount=KEPT, encoding="utf-8")


@contextmanager
def spoken(logger: Logger, file: Path, form: str, quiet: bool) -> Iterator[None]:
    """Send what LOGGER says to FILE, and to who started us; QUIET: warnings alone.

    A terminal, or cron's mail, is shown bare lines; or JSON, where FORM is that.
    """
    told = StreamHandler(sys.stderr if quiet else sys.stdout)
    told.setLevel(logging.WARNING if quiet else logging.INFO)
    told.setFormatter(formatter(form) if form == "json" else logging.Formatter(BARE))
    logger.addHandler(told)
    kept = to_file(logger, file, form)
    logger.setLevel(logging.INFO)
    try:
        yield
    finally:
        for handler in (told, kept):
            logger.removeHandler(handler)
        kept.close()


def _added(logger: Logger, handler: Handler, form: str, said: dict[str, str]) -> Handler:
    handler.setFormatter(formatter(form, **said))
    logger.addHandler(handler)
    return handler


def formatter(form: str, **said: str) -> logging.Formatter:
    """Return what writes a line in FORM: text for people, json for programs (one object a line, UTC).

    >>> record = logging.makeLogRecord({"msg": "read", "levelname": "INFO", "name": "update", "created": 0})
    >>> print(formatter("json", source="rekrute").format(record))
    {"level": "INFO", "logger": "update", "message": "read", "source": "rekrute", "at": "1970-01-01T00:00:00+00:00"}
    """
    if form == "text":
        return logging.Formatter(TEXT)
    return JsonFormatter(
        "%(levelname)s %(name)s %(message)s",
        rename_fields=NAMES,
        static_fields=said,
        reserved_attrs=LEFT_OUT,
        json_ensure_ascii=False,
        timestamp="at",
    )
