"""A graph → files that other programs read: RDF, CSV for spreadsheets; its picture is `kg.picturing.interchange`."""

from __future__ import annotations

from kg.exporting.graphs import write_graphs
from kg.exporting.tables import write_tables
from kg.exporting.unsure import write_unsure

__all__ = ["write_graphs", "write_tables", "write_unsure"]
