"""Rows → the table that a notebook shows; words of letters are shown as words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from itertools import islice
from typing import Any

from kg.exporting.tables import shown


def table(columns: Sequence[str], rows: Iterable[Mapping[str, Any]], most: int) -> str:
    """The first rows as HTML; that there are more is said below."""
    found = list(islice(rows, most + 1))
    heads = "".join(f"<th>{escape(name)}</th>" for name in columns)
    lines = ("".join(f"<td>{escape(shown(row[name]))}</td>" for name in columns) for row in found[:most])
    body = "\n".join(f"<tr>{line}</tr>" for line in lines)
    more = f"\n<p>The first {most} rows; there are more.</p>" if len(found) > most else ""
    return f"<table>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>{more}"
