"""A letter → its page: its words with everything marked that is known from them, and beside them what that is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.known.rows import Row
from kg.publishing.site import View, place
from kg.reporting.report import Report
from kg.values import spoken

Pieces = Sequence[tuple[int, str]]
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Part:
    """A run of a letter's words: a mark begins, ends, or neither."""

    text: str = ""
    opens: str = ""
    """The anchor of a mark that begins here; `-` where it goes on."""
    closes: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """What a letter says, and where."""

    field: str
    value: str
    about: str
    href: str | None


def parts(pieces: Pieces, spans: Iterable[Span]) -> Iterator[Part]:
    """The words of a letter with its marks, which may lie in each other; one that crosses another's end is cut there.

    `pieces` are runs of text with their offsets in the canonical text, which spans go by; those without one are -1.
    """
    ordered = sorted(set(spans), key=lambda span: (span[0], -span[1]))
    begun: set[Span] = set()
    for at, text in pieces:
        if at < 0:
            yield Part(text)
            continue
        end = at + len(text)
        inside = [span for span in ordered if span[0] < end and span[1] > at]
        yield from _marked(at, text, inside, begun)


def _marked(at: int, text: str, spans: Sequence[Span], begun: set[Span]) -> Iterator[Part]:
    """One run: a mark that goes beyond it ends with it, and goes on in the next; its anchor stands where it begins."""
    last, open_ = at, list[int]()
    end = at + len(text)
    for start, stop in spans:
        first = max(start, at)
        while open_ and open_[-1] <= first:
            yield Part(text[last - at : open_[-1] - at])
            last = open_.pop()
            yield Part(closes=True)
        yield Part(text[last - at : first - at])
        last = first
        yield Part(opens="-" if (start, stop) in begun else place((start, stop)))
        begun.add((start, stop))
        open_.append(min(stop, end, *open_[-1:]))
    while open_:
        yield Part(text[last - at : open_[-1] - at])
        last = open_.pop()
        yield Part(closes=True)
    yield Part(text[last - at :])


def told(rows: Iterable[Row], view: View) -> tuple[tuple[str, tuple[Told, ...]], ...]:
    """What a letter says by the questions under which it says it, in the letter's order."""
    found: dict[str, list[Told]] = {}
    for row in sorted(rows, key=lambda row: (row["at"] if isinstance(row["at"], int) else -1, str(row["field"]))):
        about = ", ".join(
            str(row[key]) for key in ("system", "service_label") if row.get(key) and row[key] != row["value"]
        )
        one = Told(str(row["field"]), str(row["value"]), about, view.words(row, "") if row.get("quote") else None)
        found.setdefault(str(row["question"] or ""), []).append(one)
    return tuple((question, tuple(one)) for question, one in found.items())


def titled(head: Row) -> Report:
    """What the page of a letter is called, as a report is."""
    day = spoken.day(str(head["letter_date"])) if head["letter_date"] else "no date"
    return Report("letter", f"{head['council']}, {day}", None, ())
