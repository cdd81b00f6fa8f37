"""What letters may say, and is not sure enough to be stated → rows of the flat view, for those who ask for them.

They stand in a file of their own beside the graph, which holds what is stated.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

from kg.errors import UsageError
from kg.exporting.files import write_aside
from kg.exporting.tables import csv_text
from kg.known.flat import FACT_KEYS, Row
from kg.model import LetterClaims
from kg.outputs import read_bytes
from kg.reporting.printing import as_it_was

UNSURE_FILE = "unsure.csv"
_NUMBERS = frozenset({"start", "end", "confidence"})
_SUMS = frozenset({"annual_cost", "total_cost", "users"})


def unsure_rows(letters: Iterable[LetterClaims]) -> list[Row]:
    """A row for each claim that is not sure enough, in the order of the letters."""
    rows: list[Row] = []
    for one in letters:
        head = one.letter
        for claim in one.unsure:
            span = claim.evidence.span
            value = float(claim.value) if isinstance(claim.value, Decimal) else claim.value
            cells = (
                head.document.source, one.council.name, head.date, head.request_reference,
                claim.question, claim.service, claim.system, claim.field, value, claim.stated,
                claim.evidence.quote, span.start, span.end,
                "unsure", claim.certainty.value, claim.extractor, claim.confidence,
            )  # fmt: skip
            rows.append(dict(zip(FACT_KEYS, cells, strict=True)))
    return rows


def write_unsure(letters: Iterable[LetterClaims], folder: Path) -> Path:
    """Write `unsure.csv` into `folder`."""
    path = folder / UNSURE_FILE
    write_aside(path, csv_text(unsure_rows(letters), FACT_KEYS).encode())
    return path


def read_unsure(folder: Path) -> list[Row]:
    """The rows that a build wrote.

    Raises:
        UsageError: `folder` holds none.
        DataError: it is not as the build left it.
    """
    path = folder / UNSURE_FILE
    try:
        text = read_bytes(path).decode()
    except OSError as error:
        raise UsageError(
            f"{path} is not there: it is written by `kg build`.", "Build first, or name letters instead."
        ) from error
    return [{key: _cell(key, row) for key in FACT_KEYS} for row in csv.DictReader(io.StringIO(text, newline=""))]


def _cell(key: str, row: dict[str, str]) -> str | int | float | None:
    text = row.get(key, "")
    if not text:
        return None
    if key in _NUMBERS or (key == "value" and row["field"] in _SUMS):
        number = float(text)
        return int(number) if number.is_integer() and "." not in text else number
    return as_it_was(text)
