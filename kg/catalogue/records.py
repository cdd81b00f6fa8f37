"""What the reference files say, row by row: CSV in, frozen records out."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.errors import DataError
from kg.resources import own_file, own_files
from kg.values.edtf import interval_of

Row = dict[str, str]
_AGAIN = "Install the package again, or mend the line."
_DATES = frozenset({"date", "valid_from", "valid_to"})
"""Columns of EDTF dates, or nothing."""
_SEVERAL = frozenset({"aliases", "service_areas", "functions", "source_url", "alt_names", "welsh_names"})
"""Columns of several values, to which one's own are added."""
_KEYED = frozenset({"systems.csv", "suppliers.csv", "events.csv", "councils.csv"})
"""Files in which a thing has one row, by its first column."""


@dataclass(frozen=True, slots=True)
class SystemRecord:
    """A system or a module of one (`systems.csv`)."""

    key: str
    name: str
    aliases: tuple[str, ...]
    services: tuple[str, ...]
    """Notations in the scheme of services."""
    functions: tuple[str, ...]
    supplier: str | None
    """Key of the present supplier."""
    part_of: str | None
    """Key of the suite that it is a module of."""
    sources: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class SupplierRecord:
    """An organisation that supplies systems (`suppliers.csv`)."""

    key: str
    name: str
    aliases: tuple[str, ...]
    parent: str | None
    """Key of the organisation that owns it."""
    parent_since: str
    """EDTF date from which `parent` has owned it, or nothing."""
    history: str
    sources: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class EventRecord:
    """A change of ownership or of name (`events.csv`)."""

    key: str
    supplier: str
    date: str
    """EDTF, or nothing where no date is known."""
    type: str
    other_party: str
    """Key of a supplier, or the name of an organisation outside the catalogue."""
    description: str
    sources: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class CouncilRecord:
    """A local authority of the United Kingdom, present or former (`councils.csv`)."""

    key: str
    code: str
    name: str
    nice_name: str
    aliases: tuple[str, ...]
    welsh_names: tuple[str, ...]
    gss_code: str
    nation: str
    region: str
    authority_type: str
    end_date: str
    """The day it ceased to be, or nothing."""


@dataclass(frozen=True, slots=True)
class Sense:
    """One thing that an ambiguous name may mean (`ambiguous.csv`)."""

    alias: str
    key: str
    kind: str
    nature: str
    """`word`, `name`, `initials` or `common`: what else it is; `brand`: nothing else, but of several."""
    safe: tuple[str, ...]
    """Words that, near the name, tell that this is meant."""
    unsafe: tuple[str, ...]
    """Words that, near the name, tell that it is not."""


def rows(path: Path, *columns: str) -> Iterator[Row]:
    """The rows of a reference file, whose columns must be there; the first two tell what a row is of.

    Those of the user's own catalogue are on top of them: a row of the same key adds to the shipped one.

    Raises:
        DataError: a file cannot be read, or a row is damaged; it names the line.
    """
    own = own_file(path.name)
    shipped = _rows(path, columns, columns)
    return iter(_joined(list(shipped), own, columns)) if own else shipped


def _joined(shipped: Sequence[Row], own: Path, columns: Sequence[str]) -> list[Row]:
    """Shipped rows with one's own: what is said of a thing that is there already is added, or stands instead."""
    found = list(shipped)
    places = {row[columns[0]]: number for number, row in enumerate(shipped)} if own.name in _KEYED else {}
    for row in _rows(own, columns[:1], columns):
        place = places.get(row[columns[0]])
        if place is not None:
            found[place] = _with(found[place], row)
        elif problem := _problem(row, columns):
            raise damaged(own, line_of(own, row[columns[0]]), problem)
        else:
            found.append(row)
    return found


def _with(shipped: Row, own: Row) -> Row:
    return {
        name: "|".join(dict.fromkeys((*several(cell), *several(own[name])))) if name in _SEVERAL else own[name] or cell
        for name, cell in shipped.items()
        if name in own
    }


def _rows(path: Path, needed: Sequence[str], columns: Sequence[str]) -> Iterator[Row]:
    """The rows of one file; columns that are not needed are empty where they are not there."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            if missing := set(needed) - set(reader.fieldnames or ()):
                raise DataError(f"{_called(path)} has no column {', '.join(sorted(missing))}.", _AGAIN)
            for row in reader:
                problem = _problem(row, needed)
                if problem:
                    raise damaged(path, reader.line_num, problem)
                yield {**dict.fromkeys(columns, ""), **row}
    except csv.Error as error:
        raise damaged(path, reader.reader.line_num, str(error)) from error
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"{_called(path)} cannot be read: {error}.", _AGAIN) from error


def _problem(row: Mapping[str, object] | Mapping[str | None, object], columns: Sequence[str]) -> str:
    """What is wrong with a row as a row, or nothing."""
    if None in row:
        return "it has more cells than there are columns"
    if None in row.values():
        return "it has fewer cells than there are columns"
    empty = [column for column in columns[:2] if not str(row[column]).strip()]
    if empty:
        return f"it has no {empty[0]}"
    for column in _DATES.intersection(row):
        try:
            if row[column]:
                interval_of(str(row[column]))
        except ValueError as error:
            return f"{column}: {error}"
    return ""


def damaged(path: Path, line: int, problem: str) -> DataError:
    """The error for a line of a reference file."""
    return DataError(f"{_called(path)} is damaged in line {line}: {problem}.", _AGAIN)


def _called(path: Path) -> str:
    """What a file is called in messages: one of the user's own by its path."""
    return str(path) if path in own_files() else f"{path.name} of the reference data"


def line_of(path: Path, key: str) -> int:
    """The line that ends the first row with the cell `key`, for messages; 1 if there is none."""
    return _line_in(path, key) or 1


def file_of(path: Path, key: str) -> Path:
    """The file that has a row with the cell `key`: the shipped one, or one's own of the same name."""
    own = own_file(path.name)
    return own if own and not _line_in(path, key) else path


def _line_in(path: Path, key: str) -> int:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file)
        return next((reader.line_num for row in reader if key in row), 0)


def several(cell: str) -> tuple[str, ...]:
    """The parts of a cell, which are separated by bars."""
    return tuple(part for part in cell.split("|") if part)


def read_systems(path: Path) -> tuple[SystemRecord, ...]:
    return tuple(
        SystemRecord(
            row["system_id"],
            row["preferred_name"],
            several(row["aliases"]),
            several(row["service_areas"]),
            several(row["functions"]),
            row["current_supplier_id"] or None,
            row["part_of"] or None,
            several(row["source_url"]),
            row["note"],
        )
        for row in rows(
            path,
            "system_id",
            "preferred_name",
            "aliases",
            "service_areas",
            "functions",
            "current_supplier_id",
            "part_of",
            "source_url",
            "note",
        )
    )


def read_suppliers(path: Path) -> tuple[SupplierRecord, ...]:
    return tuple(
        SupplierRecord(
            row["supplier_id"],
            row["preferred_name"],
            several(row["aliases"]),
            row["parent_supplier_id"] or None,
            row["valid_from"],
            row["former_names_or_events"],
            several(row["source_url"]),
            row["note"],
        )
        for row in rows(
            path,
            "supplier_id",
            "preferred_name",
            "aliases",
            "parent_supplier_id",
            "valid_from",
            "former_names_or_events",
            "source_url",
            "note",
        )
    )


def read_events(path: Path) -> tuple[EventRecord, ...]:
    return tuple(
        EventRecord(
            row["event_id"],
            row["supplier_id"],
            row["date"],
            row["event_type"],
            row["other_party"],
            row["description"],
            several(row["source_url"]),
            row["note"],
        )
        for row in rows(
            path, "event_id", "supplier_id", "date", "event_type", "other_party", "description", "source_url", "note"
        )
    )


def read_senses(path: Path) -> tuple[Sense, ...]:
    return tuple(
        Sense(
            row["alias"],
            row["id"],
            row["kind"],
            row["nature"],
            several(row["safe_context"]),
            several(row["unsafe_context"]),
        )
        for row in rows(path, "alias", "id", "kind", "nature", "safe_context", "unsafe_context")
    )
