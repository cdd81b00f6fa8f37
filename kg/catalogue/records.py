"""What the reference files say, row by row: CSV in, frozen records out."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.errors import DataError

Row = dict[str, str]


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
    """The rows of a reference file, whose columns must be there. Raises DataError."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            if missing := set(columns) - set(reader.fieldnames or ()):
                raise DataError(
                    f"{path.name} has no column {', '.join(sorted(missing))}.", "Install the package again."
                )
            yield from reader
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise DataError(
            f"{path.name} of the reference data cannot be read: {error}.", "Install the package again."
        ) from error


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
        for row in rows(path, "system_id", "preferred_name", "aliases", "service_areas", "functions", "part_of")
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
        for row in rows(path, "supplier_id", "preferred_name", "aliases", "parent_supplier_id")
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
        for row in rows(path, "event_id", "supplier_id", "date", "event_type", "other_party", "description")
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
