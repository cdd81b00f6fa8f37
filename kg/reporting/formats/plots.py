"""The statistics report → small line plots, one for each measure of a council: placed in units of the drawing."""

from __future__ import annotations

from dataclasses import dataclass

from kg.known.rows import Row, in_words
from kg.reporting.report import Report

WIDTH, HEIGHT = 320, 130
_LEFT, _RIGHT, _TOP, _BOTTOM = 10, 10, 16, 112
_COLOURS = 6


@dataclass(frozen=True, slots=True)
class Line:
    """A series: what it is of, and its points from left to right."""

    name: str
    colour: int
    points: tuple[tuple[float, float, str], ...]

    @property
    def path(self) -> str:
        return " ".join(f"{x:g},{y:g}" for x, y, _ in self.points)


@dataclass(frozen=True, slots=True)
class Plot:
    """A measure of a council over periods."""

    title: str
    council: str
    first: str
    last: str
    lines: tuple[Line, ...]


def plots(report: Report) -> tuple[Plot, ...]:
    """A plot for each measure and unit with figures of at least two periods."""
    groups: dict[tuple[str, str, str], list[Row]] = {}
    for section in report.sections:
        if section.name != "figures":
            continue
        for row in section.rows:
            if row["period"] and isinstance(row["value"], int | float):
                key = (str(row["council"]), str(row["measure"]), str(row["unit"] or ""))
                groups.setdefault(key, []).append(row)
    found = []
    for (council, measure, unit), rows in groups.items():
        periods = sorted({str(row["period"]) for row in rows})
        if len(periods) > 1:
            title = measure if unit in ("", measure) else f"{measure} ({unit})"
            found.append(Plot(title, council, periods[0], periods[-1], _lines(rows, periods)))
    return tuple(found)


def _lines(rows: list[Row], periods: list[str]) -> tuple[Line, ...]:
    most = max(float(value) for row in rows if isinstance(value := row["value"], int | float)) or 1.0
    series: dict[str, dict[str, int | float]] = {}
    for row in sorted(rows, key=lambda row: str(row["letter_date"] or "")):
        if isinstance(value := row["value"], int | float):
            series.setdefault(in_words(str(row["of"] or "")), {})[str(row["period"])] = value
    step = (WIDTH - _LEFT - _RIGHT) / (len(periods) - 1)
    lines = []
    for number, (name, values) in enumerate(sorted(series.items())):
        points = tuple(
            (
                round(_LEFT + step * at, 1),
                round(_BOTTOM - (_BOTTOM - _TOP) * values[period] / most, 1),
                _number(values[period]),
            )
            for at, period in enumerate(periods)
            if period in values
        )
        lines.append(Line(name, number % _COLOURS, points))
    return tuple(lines)


def _number(value: int | float) -> str:
    """A number in as few signs as tell it on a small plot: 4.88m, 5,433."""
    return f"{value / 1_000_000:.2f}m" if abs(value) >= 1_000_000 else f"{value:,}"
