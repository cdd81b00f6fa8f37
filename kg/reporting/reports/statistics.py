"""The figures of letters as tidy rows, and their course over the periods: a store in, a report out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from kg.errors import NotFoundError
from kg.known.asking import ask, grouped
from kg.known.filtering import Filters
from kg.known.letters import is_written, later_letters
from kg.known.rows import Cell, Row, in_words
from kg.known.scoping import scope_of, without
from kg.known.using import NOTE, Uses, uses_of
from kg.parameters import nearest
from kg.reporting.report import EVIDENCE, EVIDENCE_KEYS, Column, Report, Section, evidence_of
from kg.store import Store

_BARS = "▁▂▃▄▅▆▇█"
_STANDING = ("published", "provisional")
_TO_DATE = "to date"
"""How a period is named that was not over when the letter was written."""
_FIGURES = (
    Column("council", "Council"),
    Column("measure", "Measure"),
    Column("of", "Of"),
    Column("period", "Period"),
    Column("value", "Value"),
    Column("unit", "Unit"),
    Column("service", "Service", data=True),
    Column("system", "System", detail=True, standing=True),
    Column("supplier", "Supplier", detail=True, standing=True),
    Column("note", "Dimensions", detail=True),
    *EVIDENCE,
)
_SERIES = (
    Column("council", "Council"),
    Column("measure", "Measure"),
    Column("of", "Of"),
    Column("periods", "Periods"),
    Column("course", "Course"),
    Column("first", "First", data=True),
    Column("last", "Last", data=True),
    Column("change", "Change, %"),
    *EVIDENCE,
)


def statistics(
    store: Store, filters: Filters | None = None, as_of: date | None = None, measure: str | None = None
) -> Report:
    """The report: a row for each figure, and one for each series of at least two periods.

    Raises:
        NotFoundError: a filter or a measure that names nothing in the graph; the nearest names are offered.
    """
    filters = filters or Filters()
    scope = scope_of(store, filters)
    found = [row for row in reversed(ask(store, "observations", scope)) if is_written(row, as_of)]
    distinct = {row["observation"]: row for row in found}
    uses = uses_of(store, as_of, scope)
    all_ = [_row(row, uses) for row in reversed(list(distinct.values()))]
    filters.check(all_)
    rows = _measured(filters.kept(all_), measure)
    sections = (
        Section(
            "series",
            "Over the years",
            _SERIES,
            tuple(_series(rows)),
            "Each bar is a period; the highest is the greatest of its row. Change: from the first to the last "
            "whole period. Where letters differ on one, the newest counts. The words are those of the last figure.",
        ),
        Section("figures", "Figures", _FIGURES, tuple(rows), "One figure a row, as the letters give them."),
    )
    left = len(all_) - len(rows)
    notes = [*(later_letters(store, as_of, scope) if as_of else ()), *without(scope)]
    notes += [f"Left out by the filters: {left} figures."] if left else []
    notes += [NOTE] if rows else []
    return Report("statistics", "Figures over the years", as_of.isoformat() if as_of else None, sections, tuple(notes))


def _measured(rows: list[dict[str, Cell]], measure: str | None) -> list[dict[str, Cell]]:
    if measure is None:
        return rows
    kept = [row for row in rows if measure.casefold() in str(row["measure"]).casefold()]
    if not kept:
        names = sorted({str(row["measure"]) for row in rows})
        otherwise = f"There are: {', '.join(names)}." if names else "It holds no figures of what was asked for at all."
        raise NotFoundError(f"No figure in the graph is of {measure!r}.", nearest(measure, names, otherwise))
    return kept


def _row(row: Row, uses: Uses) -> dict[str, Cell]:
    lines = sorted(str(row["dimensions"] or "").split("\n"))
    parts = dict(line.split("=", 1) for line in lines if "=" in line)
    return {
        **{key: row[key] for key in ("council", "measure", "period", "value", "unit")},
        "of": _of(parts), "service": parts.get("service"),
        **uses.about(str(row["council"]), {parts.get("service", "")}, system=parts.get("system")),
        "note": "; ".join(f"{name}: {in_words(part)}" for name, part in parts.items()) or None,
        **evidence_of(row),
    }  # fmt: skip


def _of(parts: Mapping[str, str]) -> str | None:
    """What a figure is of; that it is provisional or about so much does not make another series."""
    return ", ".join(value for name, value in parts.items() if name != "qualifier" and value not in _STANDING) or None


def _series(rows: Sequence[Row]) -> Iterator[dict[str, Cell]]:
    for (council, measure, of, _), group in grouped(
        [row for row in rows if row["period"]], "council", "measure", "of", "unit"
    ).items():
        newest_last = sorted(group, key=lambda row: str(row["letter_date"] or ""))
        figures = {str(row["period"]): row for row in newest_last if isinstance(row["value"], int | float)}
        values = {period: value for period, row in figures.items() if isinstance(value := row["value"], int | float)}
        periods = sorted(values)
        if len(periods) < 2:
            continue
        whole = [period for period in periods if _TO_DATE not in period] or periods
        first, last, most = values[whole[0]], values[whole[-1]], max(values.values()) or 1
        yield {
            "council": council, "measure": measure, "of": of or None, "periods": f"{periods[0]} to {periods[-1]}",
            "course": "".join(_BARS[round(7 * max(values[period], 0) / most)] for period in periods),
            "first": first, "last": last,
            "change": round(100 * (last - first) / first) if first and len(whole) > 1 else None,
            **{key: figures[whole[-1]][key] for key in EVIDENCE_KEYS},
        }  # fmt: skip
