"""What every report is: sections of rows under named columns, each row with its evidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Cell = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its key in a row and its heading; a `detail` is left out of a terminal's table and printed below it."""

    key: str
    title: str
    detail: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """Rows of one kind; `note` says what they are, also where there are none."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Mapping[str, Cell], ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """A report as of a day (EDTF); `notes` say what was left out."""

    name: str
    title: str
    as_of: str | None
    sections: tuple[Section, ...]
    notes: tuple[str, ...] = ()
