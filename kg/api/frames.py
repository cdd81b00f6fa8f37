"""Rows → a data frame of Polars, and Parquet; imported only where one is asked for."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, get_args, get_type_hints

from kg.errors import UsageError
from kg.exporting.tables import as_text

if TYPE_CHECKING:
    import polars

    from kg.api.rows import Made


def frame(columns: Sequence[str], rows: Iterable[Mapping[str, Any]], made: Made[Any] | None = None) -> polars.DataFrame:
    """A data frame with a type a column: that of the dataclass which `made` makes, else what all its values have.

    A column of values of several types is text, as in CSV, but for whole numbers and others, which are numbers.

    Raises:
        UsageError: Polars is not installed.
    """
    try:
        import polars
    except ImportError as error:
        hint = 'Install it: pip install "council-kg[frames]", or take the rows one by one.'
        raise UsageError("Data frames and Parquet need the package polars.", hint) from error
    found = list(rows)
    hints = get_type_hints(made.kind) if made else {}
    types: dict[type, Any] = {str: polars.String, bool: polars.Boolean, int: polars.Int64, float: polars.Float64}
    series = []
    for name in columns:
        values = [row[name] for row in found]
        kind = _kind(_of_hint(hints[name]) if hints else {type(value) for value in values} - {type(None)})
        if kind is date:
            days = [date.fromisoformat(value) if value else None for value in values]
            series.append(polars.Series(name, days, polars.Date))
        else:
            series.append(polars.Series(name, [_cell(value, kind) for value in values], types[kind]))
    return polars.DataFrame(series)


def parquet(table: polars.DataFrame) -> bytes:
    """The bytes of a Parquet file (https://parquet.apache.org/docs/file-format/)."""
    buffer = io.BytesIO()
    table.write_parquet(buffer, compression="zstd")
    return buffer.getvalue()


def _of_hint(hint: object) -> set[type]:
    return set(get_args(hint) or (hint,)) - {type(None)}


def _kind(types: set[type]) -> type:
    if types == {int, float}:
        return float
    only = next(iter(types)) if len(types) == 1 else str
    return only if only in (bool, int, float, date) else str


def _cell(value: Any, kind: type) -> Any:
    if value is None or kind is bool:
        return value
    return as_text(value) if kind is str else kind(value)
