"""The timeline of the renewals report → one picture (SVG 1.1: https://www.w3.org/TR/SVG11/) for notebooks and others.

The report's page draws the same with its own style; here colours are in the picture, which needs nothing else.
"""

from __future__ import annotations

from pathlib import Path

from kg.reporting.formats.timeline import Bar, timeline
from kg.reporting.printing import printable
from kg.reporting.report import MARKS, Report

_HERE = Path(__file__).parent / "pages"
_LINE, _HEAD = 30, 22
"""Heights of a bar with its name, and of a council's name."""


def drawing(report: Report) -> str | None:
    """The picture; None for a report of another kind, and where there is nothing to draw."""
    drawn = timeline(report) if report.name == "renewals" else None
    if drawn is None:
        return None
    from jinja2 import Environment, FileSystemLoader

    environment = Environment(loader=FileSystemLoader(_HERE), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    lines: list[tuple[int, str, str, Bar | None]] = []
    at = 0
    for council, services in drawn.groups:
        lines.append((at, printable(council), "", None))
        at += _HEAD
        for service, bars in services:
            for bar in bars:
                name = printable(bar.name) + MARKS.get(bar.status, "")
                lines.append((at, name, service, bar))
                at += _LINE
    return environment.get_template("timeline.svg").render(drawn=drawn, title=report.title, lines=lines, height=at)
