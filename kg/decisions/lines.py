"""A file of decisions ↔ decisions: CSV, a line a decision, which people and git read.

RFC 4180 (https://www.rfc-editor.org/rfc/rfc4180), UTF-8, the first line names the columns. Text that a spreadsheet
would run as a formula has an apostrophe in front, as in all tables that are written here; reading takes it away. What
spreadsheets make of such a file is read too: a mark of byte order, semicolons or tabs between cells, other orders of
columns.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from kg.decisions.kinds import problem_of
from kg.decisions.persons import problem_of_who, quiet
from kg.errors import UsageError
from kg.exporting.files import write_aside
from kg.locking import locked
from kg.model import DECISION_COLUMNS, Decision, Finding
from kg.reporting.printing import as_it_was, harmless
from kg.resources import DECISIONS_FILE as FILE_NAME
from kg.values.edtf import interval_of

__all__ = ["FILE_NAME", "append", "holds_decisions", "read_decisions"]

DAMAGED = "decision-damaged"
NAMES_SOMEBODY = "decision-names-somebody"
_DELIMITERS = ",;\t"
_LONGEST_HEAD = 2000
_HINT = "Mend the line, or remove it. docs/corrections.md says what stands in which column."


def read_decisions(path: Path) -> tuple[list[Decision], list[Finding]]:
    """The decisions of a file, in its order, and what is wrong with its other lines.

    Raises:
        UsageError: it cannot be read at all, or its first line names no columns.
    """
    text = _text(path)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    columns: list[str] = []
    decisions: list[Decision] = []
    findings: list[Finding] = []
    for line, row in _numbered(rows):
        if not columns:
            columns = _columns(path, row)
        elif any(cell.strip() for cell in row):
            decision, problem = _decision(columns, row, path.name, line)
            if problem:
                findings.append(_finding(path, line, f"is damaged: {quiet(problem)}", DAMAGED, _HINT))
            elif decision:
                decisions.append(decision)
                findings += _on_who(path, decision)
    return decisions, findings


def holds_decisions(path: Path) -> bool:
    """Whether a file is one of decisions, as its first line tells."""
    if path.suffix.lower() != ".csv":
        return False
    try:
        with path.open("rb") as file:
            head = file.readline(_LONGEST_HEAD).decode("utf-8-sig")
        columns = {cell.strip().lower() for cell in next(csv.reader([head], delimiter=_delimiter(head)), [])}
    except (OSError, UnicodeDecodeError, csv.Error):
        return False
    return "decision" in columns and columns - {""} <= set(DECISION_COLUMNS)


def append(path: Path, decisions: Sequence[Decision], instead_of: Collection[Decision] = ()) -> None:
    """Add decisions to the end of a file, a line each, in the place of others; it is made if it is not there.

    Of lines that are not taken out, each stays as it is, to the byte.

    Raises:
        UsageError: the file that is there is no file of decisions.
        OutputError: it cannot be written.
    """
    with locked(path.parent):
        text = _without(path, instead_of) if path.exists() else ""
        delimiter = _delimiter(text) if text.strip() else ","
        head, _, body = text.partition("\n") if text.strip() else ("", "", "")
        columns = _columns(path, next(csv.reader([head], delimiter=delimiter))) if head else []
        needed = {name for one in decisions for name, cell in one.cells.items() if cell} if head else DECISION_COLUMNS
        more = [name for name in DECISION_COLUMNS if name in needed and name not in columns]
        out = io.StringIO()
        writer = csv.writer(out, delimiter=delimiter)
        if more:
            writer.writerow([*columns, *more])
        else:
            out.write(f"{head}\n")
        out.write(body if not body or body.endswith("\n") else f"{body}\r\n")
        for decision in decisions:
            cells = decision.cells
            writer.writerow([harmless(" ".join(cells.get(name, "").split())) for name in (*columns, *more)])
        write_aside(path, out.getvalue().encode())


def _without(path: Path, decisions: Collection[Decision]) -> str:
    """The text of a file without the lines of decisions."""
    text = _text(path)
    gone = {one.line for one in read_decisions(path)[0] if one in decisions} if decisions else set()
    if not gone:
        return text
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    starts = [line for line, _ in _numbered(rows)]
    lines = list(io.StringIO(text, newline=""))
    spans = zip(starts, [*starts[1:], len(lines) + 1], strict=True)
    return "".join("".join(lines[start - 1 : end - 1]) for start, end in spans if start not in gone)


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        hint = "Check the path and its rights."
        raise UsageError(f"{path} cannot be read: {error.strerror or error}.", hint) from error
    except UnicodeDecodeError as error:
        hint = "Save it as CSV in UTF-8."
        raise UsageError(f"{path} is no text in UTF-8, and so no file of decisions.", hint) from error


def _delimiter(text: str) -> str:
    """What parts the names of the columns."""
    head = text.partition("\n")[0]
    return max(_DELIMITERS, key=head.count)


def _numbered(rows: Iterator[list[str]]) -> Iterator[tuple[int, list[str]]]:
    """Rows, each with the line on which it begins."""
    line = 1
    for row in rows:
        yield line, row
        line = getattr(rows, "line_num", line) + 1


def _columns(path: Path, row: Sequence[str]) -> list[str]:
    columns = [cell.strip().lower() for cell in row]
    if "decision" not in columns:
        hint = f"Its first line must be: {','.join(DECISION_COLUMNS)}"
        raise UsageError(f"{path} is no file of decisions: its first line names no column “decision”.", hint)
    unknown = [name for name in columns if name and name not in DECISION_COLUMNS]
    if unknown:
        raise UsageError(
            f"{path} has a column {unknown[0]!r}, which no decision has.", f"Columns are {', '.join(DECISION_COLUMNS)}."
        )
    return columns


def _decision(columns: Sequence[str], row: Sequence[str], file: str, line: int) -> tuple[Decision | None, str]:
    """The decision of a row, or what is wrong with it; cells that are empty may lack at its end."""
    if any(cell.strip() for cell in row[len(columns) :]):
        return None, "it has more cells than there are columns"
    cells = {name: as_it_was(cell).strip() for name, cell in zip(columns, row, strict=False) if name}
    decision = Decision(**{"decision": "", **cells}, file=file, line=line)
    return decision, problem_of(decision) or _problem_of_day(decision.when)


def _problem_of_day(when: str) -> str:
    try:
        if when:
            interval_of(when[:10])
    except ValueError as error:
        return f"when: {error}"
    return ""


def _on_who(path: Path, decision: Decision) -> list[Finding]:
    problem = problem_of_who(decision.who)
    if not problem:
        return []
    hint = "Write initials or a role. It was applied; who decided is shown as “somebody”."
    return [_finding(path, decision.line, problem, NAMES_SOMEBODY, hint)]


def _finding(path: Path, line: int, problem: str, code: str, hint: str) -> Finding:
    return Finding(path.name, code, f"Line {line} of {path.name} {problem}.", hint, f"line {line}")
