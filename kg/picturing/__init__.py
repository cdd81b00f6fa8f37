"""The graph page: a store in, one self-contained HTML file out, whose every node and line shows its proof.

`picture` selects what a reader thinks of as the graph, `render` makes the page, `write_page` puts it on disk.
"""

from __future__ import annotations

from kg.picturing.page import render, write_page
from kg.picturing.selecting import picture

__all__ = ["picture", "render", "write_page"]
