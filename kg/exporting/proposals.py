"""What became of each proposal of a language model → rows for people; they stand beside the graph, which holds claims.

Of what a proposal says only that is shown which the letter says too: its own words may be anything.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from kg.errors import UsageError
from kg.exporting.files import write_aside
from kg.exporting.tables import csv_text
from kg.extracting.refusing import REASONS
from kg.known.flat import Row
from kg.model import Fate, Letter, LetterClaims
from kg.outputs import read_bytes
from kg.reporting.printing import as_it_was
from kg.values.personal import impersonal

PROPOSALS_FILE = "proposals.csv"
KEYS = (
    "letter", "council", "letter_date", "request_id", "question", "service", "system", "field", "value", "quote",
    "became", "reason", "meaning", "extractor",
)  # fmt: skip
ELSEWHERE = "…"
"""Stands for words that the letter does not hold."""


def proposal_rows(letters: Iterable[LetterClaims]) -> list[Row]:
    """A row for each proposal, in the order of the letters and of the answers."""
    rows: list[Row] = []
    for one in letters:
        head = one.letter
        for fate in one.proposed:
            cells = shown_words(head, one.hidden, fate)
            became = "refused" if fate.reason else "stated" if fate.stated else "taken, not stated"
            rows.append(
                {
                    "letter": head.document.source, "council": one.council.name, "letter_date": head.date,
                    "request_id": head.request_reference, **cells, "became": became, "reason": fate.reason or None,
                    "meaning": REASONS.get(fate.reason), "extractor": fate.by,
                }
            )  # fmt: skip
    return rows


def shown_words(letter: Letter, hidden: Sequence[str], fate: Fate) -> dict[str, str | None]:
    """What a proposal says, as far as it may be shown: notations, and words of the letter without personal data."""
    one = fate.proposal
    if one is None:
        return dict.fromkeys(("question", "service", "system", "field", "value", "quote"))
    text = " ".join(letter.view.text.split())
    said = {"question": one.question, "system": one.system, "value": one.value, "quote": one.quote}
    labels = {item.label for item in letter.items}
    shown: dict[str, str | None] = {}
    for key, words in said.items():
        plain = " ".join((words or "").split())
        stands = plain in text or (key == "question" and words in labels) or (key == "value" and not fate.reason)
        shown[key] = None if words is None else impersonal(plain, hidden) if stands else ELSEWHERE
    return {
        "question": shown["question"], "service": one.service, "system": shown["system"], "field": one.field,
        "value": shown["value"], "quote": shown["quote"],
    }  # fmt: skip


def write_proposals(letters: Iterable[LetterClaims], folder: Path) -> Path:
    """Write `proposals.csv` into `folder`."""
    path = folder / PROPOSALS_FILE
    write_aside(path, csv_text(proposal_rows(letters), KEYS).encode())
    return path


def read_refused(where: Path) -> list[dict[str, str | None]]:
    """The refused proposals that the build in a folder has told of; none where nobody was asked.

    Raises:
        UsageError: the file cannot be read.
        DataError: it is not as the build left it.
    """
    path = where / PROPOSALS_FILE
    if not path.is_file():
        return []
    try:
        text = read_bytes(path).decode()
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror or error}.", "Check who may read it.") from error
    rows = csv.DictReader(io.StringIO(text, newline=""))
    return [{key: as_it_was(row[key]) or None for key in KEYS} for row in rows if row.get("became") == "refused"]
