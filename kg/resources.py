"""Where the ontology and the reference data are: inside the wheel, or beside the package in a checkout."""

from __future__ import annotations

from pathlib import Path

from kg.errors import DataError

_PACKAGE = Path(__file__).parent

DECISIONS_FILE = "decisions.csv"
"""The name of the file in which people keep their decisions, beside the letters."""
BUILD_REPORT = "build-report.json"
"""The file that a build leaves in its output folder; by it such a folder is known."""
LETTER_COLUMNS = ("letter", "council", "letter_date", "request_id")
"""The first columns of the tables that a build writes; by them such a table is known."""


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
