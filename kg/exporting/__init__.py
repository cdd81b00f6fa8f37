"""A graph → files that other programs read: RDF, GraphML for graph viewers, CSV for spreadsheets."""

from __future__ import annotations

from kg.exporting.graphml import write_graphml
from kg.exporting.graphs import write_graphs
from kg.exporting.tables import write_tables

__all__ = ["write_graphml", "write_graphs", "write_tables"]
