"""The flat view → CSV files for a spreadsheet.

RFC 4180 (https://www.rfc-editor.org/rfc/rfc4180): UTF-8, lines end in CR LF, cells with commas, quotes or
line breaks are quoted. A cell that a spreadsheet would take for a formula (text that begins with `=`, `+`,
`-`, `@`, a tab or a carriage return) gets an apostrophe in front: letters come from outside, and
`=HYPERLINK(…)` in one of them must not run (https://owasp.org/www-community/attacks/CSV_Injection). Numbers
are written as numbers. Dimensions and referrals, which hold several things, are written as `name=value; …`
and `label <url>; …`.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from kg.exporting.files import write_aside
from kg.known.flat import FACT_KEYS, OBSERVATION_KEYS, OUTCOME_KEYS, facts, observations, outcomes
from kg.reporting.printing import harmless, printable
from kg.store import Store


def write_tables(store: Store, folder: Path) -> tuple[Path, ...]:
    """Write `facts.csv`, `observations.csv` and `outcomes.csv` into `folder`; returns what was written."""
    paths = []
    for name, rows, keys in (
        ("facts.csv", facts(store), FACT_KEYS),
        ("observations.csv", observations(store), OBSERVATION_KEYS),
        ("outcomes.csv", outcomes(store), OUTCOME_KEYS),
    ):
        write_aside(folder / name, csv_text(rows, keys).encode())
        paths.append(folder / name)
    return tuple(paths)


def csv_text(rows: Iterable[Mapping[str, object]], keys: Sequence[str]) -> str:
    """Rows as CSV, the keys as the first line."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(keys)
    writer.writerows([_cell(row.get(key)) for key in keys] for row in rows)
    return out.getvalue()


def shown(value: object) -> str:
    """A value of the flat view as one line for a table."""
    return printable(as_text(value))


def _cell(value: object) -> str | int | float:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    return harmless(as_text(value))


def as_text(value: object) -> str:
    """A value of the flat view in one cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        return "; ".join(f"{name}={part}" for name, part in value.items())
    if isinstance(value, list):
        return "; ".join(_link(link) for link in value)
    return str(value)


def _link(link: Mapping[str, str | None]) -> str:
    return f"{link['label']} <{link['url']}>" if link["url"] else str(link["label"])
