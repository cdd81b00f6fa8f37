"""What every report is: sections of rows under named columns, each row with its evidence and its standing.

A value is `stated` by a letter, `inferred` by a rule, `asserted` by a person, or taken from the `reference` data. Which
of them stands in a field of its own, `{key}_status`, never in the value; only what people read carries a mark behind
the value.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from kg.known.rows import ASSERTED, INFERRED, REFERENCE, Cell, Row, in_words
from kg.values import spoken

MARKS = {INFERRED: " (probably)", REFERENCE: " (catalogue)", ASSERTED: " (a person)"}
"""What people read behind a value that no letter states."""
_WORDS = ("quote", "letter", "letter_date", "question")
_PLACE = ("letter_iri", "at")
"""Keys of a row that no format prints: by them the page finds the words in the letter."""
DAYS = frozenset(
    {"as_of", "earliest", "latest", "start_by", "start_by_extended", "break_earliest", "break_latest", "letter_date"}
)
"""Keys of days: a spreadsheet holds them as dates. What is stated stays in words, beside its first and last day."""
_SEASON = re.compile(r"\b(?P<year>\d{4})-2(?P<season>[1-4])\b")
EVIDENCE_KEYS = (*_WORDS, *_PLACE)
"""All that a row says of the words it rests on: what a sum takes over from its example."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its key in a row and its heading.

    `detail` is left out of a terminal's table and printed below it; `data` is for programs alone (CSV, JSON, XLSX).
    `standing` says that the row holds under `{key}_status` who says so.
    """

    key: str
    title: str
    detail: bool = False
    data: bool = False
    standing: bool = False

    @property
    def status_key(self) -> str:
        return f"{self.key}_status"


@dataclass(frozen=True, slots=True)
class Section:
    """Rows of one kind; `note` says what they are, also where there are none."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    note: str = ""

    @property
    def fields(self) -> tuple[tuple[str, str], ...]:
        """Key and title of all that programs read, statuses included."""
        found: list[tuple[str, str]] = []
        for column in self.columns:
            found.append((column.key, column.title))
            if column.standing:
                found.append((column.status_key, f"{column.title}: by whom"))
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Report:
    """A report as of a day (EDTF); `notes` say what was left out."""

    name: str
    title: str
    as_of: str | None
    sections: tuple[Section, ...]
    notes: tuple[str, ...] = ()


def evidence(prefix: str = "", title: str = "") -> tuple[Column, ...]:
    """The columns of the words that a row rests on; a row that rests on two letters has them twice, by prefix."""
    names = ("Quote", "Letter", "Letter date", "Question")
    heads = (f"{title} {name.lower()}" if title else name for name in names)
    return tuple(Column(prefix + key, head, detail=True) for key, head in zip(_WORDS, heads, strict=True))


EVIDENCE = evidence()


def evidence_of(row: Row, prefix: str = "") -> dict[str, Cell]:
    """The words of a query's row, under the keys of `evidence(prefix)`, with their place in the letter."""
    found = {prefix + key: row.get(key) for key in _WORDS}
    place = dict(zip(_PLACE, (row.get("letter_iri"), row.get("start")), strict=True))
    return found | {prefix + key: value for key, value in place.items()}


def _seasons(text: str) -> str:
    return _SEASON.sub(_season, text)


def _season(found: re.Match[str]) -> str:
    """`2024-23` → "autumn 2024" (EDTF, ISO 8601-2:2019, 4.3)."""
    return f"{('spring', 'summer', 'autumn', 'winter')[int(found['season']) - 1]} {found['year']}"


_WORDED: Mapping[str, Callable[[str], str]] = {
    "service": in_words, "of": in_words, "extension": spoken.options, "term": spoken.rolling,
    "annual_cost": spoken.money, "total_cost": spoken.money,
    "cost": lambda costs: ", ".join(map(spoken.money, costs.split(", "))),
    **dict.fromkeys(("start", "end", "latest_end", "since", "until"), _seasons),
}  # fmt: skip
"""What people read of a column whose values are notations, for programs to compare."""


def worded(row: Row, column: Column) -> str:
    """A cell in words: services by their label, options and periods as one says them; its days stay as stated."""
    value = row.get(column.key)
    if value is None:
        return ""
    text = {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)
    word = _WORDED.get(column.key)
    return word(text) if word else text


def marked(row: Row, column: Column) -> str:
    """A cell as people read it: its value in words, with a mark where no letter states it."""
    text = worded(row, column)
    return text + MARKS.get(str(row.get(column.status_key)), "") if text and column.standing else text


def filled(section: Section, columns: Iterable[Column]) -> list[Column]:
    """Those columns that hold something in some row."""
    return [column for column in columns if any(row.get(column.key) is not None for row in section.rows)]
