"""Where the ontology and the reference data are: inside the wheel, or beside the package in a checkout."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import DataError, NotFoundError, UsageError

if TYPE_CHECKING:
    from pyoxigraph import Quad

_PACKAGE = Path(__file__).parent

DECISIONS_FILE = "decisions.csv"
"""The name of the file in which people keep their decisions, beside the letters."""
BUILD_REPORT = "build-report.json"
"""The file that a build leaves in its output folder; by it such a folder is known."""
LETTER_COLUMNS = ("letter", "council", "letter_date", "request_id")
"""The first columns of the tables that a build writes; by them such a table is known."""


_own: Path | None = None
OWN_FILES = frozenset(
    {"systems.csv", "suppliers.csv", "councils.csv", "events.csv", "ambiguous.csv", "services.ttl", "topics.csv"}
)
"""What a catalogue of one's own may hold."""


def use_catalogue(folder: Path | None) -> None:
    """Take a user's own catalogue on top of the shipped one, or none, for the whole of a process and before anything is
    read.

    Raises:
        NotFoundError: there is no such folder.
        UsageError: it holds nothing of a catalogue, or something that is none of it.
    """
    global _own
    if folder is None:
        _own = None
        return
    if not folder.is_dir():
        raise NotFoundError(f"There is no folder {folder}.", "Name the folder of your own catalogue.")
    names = {path.name for path in folder.iterdir() if not path.name.startswith(".")}
    hint = f"A catalogue has: {', '.join(sorted(OWN_FILES))}. docs/corrections.md says what stands in them."
    if strange := sorted(name for name in names - OWN_FILES if name.endswith((".csv", ".ttl"))):
        raise UsageError(f"{folder / strange[0]} is no file of a catalogue.", hint)
    if not names & OWN_FILES:
        raise UsageError(f"{folder} holds nothing of a catalogue.", hint)
    _own = folder


def own_files() -> tuple[Path, ...]:
    """The files of the user's own catalogue, if there is one, by name."""
    return tuple(sorted(_own / name for name in OWN_FILES if (_own / name).is_file())) if _own else ()


def own_file(name: str) -> Path | None:
    """The file of this name of the user's own catalogue, if there is one."""
    return next((path for path in own_files() if path.name == name), None)


def ontology_dir() -> Path:
    """Folder with `council-kg.ttl`, `shapes.ttl`, `schemes/`, `rules/` and `queries/`."""
    return _find("ontology", "ontology")


def reference_dir() -> Path:
    """Folder with the catalogue and the register of councils."""
    return _find("reference", "data/reference")


def weights_file() -> Path:
    """The shipped weights by which letters are read."""
    return _find("weights", "data/weights") / "reading.gz"


def _find(shipped: str, in_checkout: str) -> Path:
    for path in (_PACKAGE / "_data" / shipped, _PACKAGE.parent / in_checkout):
        if path.is_dir():
            return path
    raise DataError(f"The folder {shipped!r} that belongs to council-kg is missing.", "Install the package again.")


def turtle(path: Path, cure: str) -> list[Quad]:
    """The quads of a concept scheme in Turtle.

    Raises:
        DataError: it cannot be parsed; `cure` says what to do.
    """
    from pyoxigraph import RdfFormat, parse

    try:
        return list(parse(path=str(path), format=RdfFormat.TURTLE))
    except SyntaxError as error:
        raise DataError(f"The concept scheme {path} cannot be read: {error}.", cure) from error
