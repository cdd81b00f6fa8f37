"""What the report of the last build tells: its letters, the decisions that it has applied, and where these are kept."""

from __future__ import annotations

import json
from pathlib import Path

from kg.building.places import again, reported
from kg.decisions import read_decisions
from kg.errors import DataError, NotFoundError
from kg.model import Decision
from kg.outputs import read_bytes
from kg.resources import BUILD_REPORT as REPORT


def decided_rows(folder: Path) -> list[dict[str, object]]:
    """The decisions that the build in a folder has found, and what became of each.

    Raises:
        NotFoundError: there is no build in it.
    """
    rows = _read_report(folder).get("decisions", [])
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def decisions_file(folder: Path) -> Path | None:
    """Where decisions on the letters of the build in a folder are kept, if there are any or not; None if it does not
    tell.

    Raises:
        NotFoundError: there is no build in it.
    """
    return reported(_read_report(folder).get("decisions_file"), folder)


def build_again(folder: Path, file: Path, catalogue: Path | None = None) -> str:
    """A command that makes the build in a folder again, or a first one, with decisions of a file; with another
    catalogue, if one is named.

    Raises:
        DataError: the report of the build is damaged.
    """
    report = _read_report(folder) if (folder / REPORT).is_file() else {}
    given = report.get("given", [])
    letters = [path for place in given if (path := reported(place, folder))] if isinstance(given, list) else []
    model = report.get("answers_of")
    more = {
        "--catalogue": catalogue or reported(report.get("catalogue"), folder),
        "--answers": reported(report.get("answers"), folder),
        "--answers-of": model if isinstance(model, str) else None,
    }
    options = [str(part) for option, value in more.items() if value for part in (option, value)]
    return again(folder, file, letters, options)


def letter_rows(folder: Path) -> list[dict[str, object]]:
    """The letters of the build in a folder, each with its file, digest, key, council, date and request.

    Raises:
        NotFoundError: there is no build in it.
    """
    rows = _read_report(folder).get("letters", [])
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def undecided_lines(folder: Path) -> int:
    """How many lines the file of decisions has that the build in a folder has not seen."""
    file = decisions_file(folder)
    if file is None or not file.is_file():
        return 0
    known = {row["key"] for row in decided_rows(folder)}
    return sum(decision.key not in known for decision in read_decisions(file)[0])


def standing(folder: Path) -> list[Decision]:
    """The lines of the file of decisions that the build in a folder has applied, without those that were in trouble.

    Raises:
        NotFoundError: there is no build in it.
        UsageError: the file cannot be read.
    """
    file = decisions_file(folder)
    applied = {row["key"] for row in decided_rows(folder) if not row["trouble"]}
    return [one for one in read_decisions(file)[0] if one.key in applied] if file and file.is_file() else []


def _read_report(folder: Path) -> dict[str, object]:
    try:
        report = json.loads(read_bytes(folder / REPORT))
    except OSError as error:
        raise NotFoundError(f"No graph built yet in {folder}.", "Run `kg build LETTERS` first.") from error
    except ValueError as error:
        raise DataError(f"{folder / REPORT} is damaged: {error}.", "Build it again: kg build LETTERS") from error
    return report if isinstance(report, dict) else {}
