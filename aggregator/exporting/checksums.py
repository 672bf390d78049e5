"""SHA-256 sums, in the form that `sha256sum --check` reads."""

import hashlib
from pathlib import Path

NAME = "SHA256SUMS"


def files(folder: Path) -> list[str]:
    """Return the files in FOLDER, as paths within it, in order."""
    return sorted(
        file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()
    )


def sum_of(file: Path) -> str:
    """Return the SHA-256 sum of FILE."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def write(folder: Path, known: dict[str, str]) -> None:
    """Write the sums of all files in FOLDER; those KNOWN are not worked out again."""
    lines = [f"{known.get(name) or sum_of(folder / name)}  {name}\n" for name in files(folder)]
    (folder / NAME).write_text("".join(lines), encoding="utf-8")
