"""The letters behind a report: rows in; of each letter the questions that rows rest on, with the words marked.

What is shown is what the graph holds: the questions, the first passage of each answer unless it holds personal data,
and for words that stand elsewhere a little of what is around them. The letters themselves stay where they are: a page
that is passed on must not carry what the graph leaves out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from kg.known.asking import ask
from kg.known.rows import Cell, Row
from kg.reporting.report import Report
from kg.store import Store


@dataclass(frozen=True, slots=True)
class Part:
    """A run of words; `mark` is the anchor of those on which a row rests, else empty."""

    text: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """A question and the words of its answer, with what rows rest on marked."""

    question: str
    """Its label; empty where the letter numbers nothing."""
    asked: str
    answer: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter, as far as a report rests on it."""

    anchor: str
    name: str
    council: str
    day: str
    request: str
    subject: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class _Wanted:
    letter: str
    question: str
    quote: str
    at: Cell


Anchors = dict[tuple[str, str, str], str]
"""The anchor of words, by letter, question and quote."""


@dataclass(slots=True)
class _Marks:
    """What is marked so far, and what stands around words that are in no passage."""

    around: dict[tuple[str, str], tuple[str, str]]
    """What stands before and after words, by letter and words."""
    anchors: Anchors = field(default_factory=dict)
    numbers: Counter[str] = field(default_factory=Counter)

    def anchor(self, one: _Wanted, letter: str) -> str:
        """A new anchor for words in the letter that has the anchor `letter`."""
        self.numbers[letter] += 1
        found = f"{letter}-words-{self.numbers[letter]}"
        self.anchors[one.letter, one.question, one.quote] = found
        return found


def letters_behind(report: Report, store: Store) -> tuple[tuple[Letter, ...], Anchors]:
    """The letters on which a report rests, and the anchors of the words in them."""
    wanted: dict[str, dict[_Wanted, None]] = {}
    for section in report.sections:
        for row in section.rows:
            for one in _of_row(row):
                wanted.setdefault(one.letter, {})[one] = None
    if not wanted:
        return (), {}
    letters = {"letter_iri": sorted(wanted)}
    answers = {row["node"]: row for row in reversed(ask(store, "answer-words", letters))}
    questions: dict[str, list[Row]] = {}
    for row in ask(store, "question-words", letters):
        questions.setdefault(str(row["letter_iri"]), []).append({**answers.get(row["node"], {}), **row})
    around: dict[tuple[str, str], tuple[str, str]] = {}
    for row in ask(store, "words-around", letters):
        around[str(row["letter_iri"]), str(row["quote"])] = (str(row["before"] or ""), str(row["after"] or ""))
    marks = _Marks(around)
    found = []
    heads = {str(row["letter_iri"]): row for row in reversed(ask(store, "authorities", letters))}
    for number, iri in enumerate(sorted(wanted.keys() & heads.keys(), key=lambda iri: _place_of(heads[iri])), start=1):
        found.append(_letter(f"letter-{number}", heads[iri], questions.get(iri, []), list(wanted[iri]), marks))
    return tuple(found), marks.anchors


def anchor_of(row: Row, prefix: str, anchors: Anchors) -> str | None:
    """Where the words of a row stand on the page."""
    key = (str(row.get(f"{prefix}letter_iri")), str(row.get(f"{prefix}question") or ""), str(row.get(f"{prefix}quote")))
    return anchors.get(key)


def _of_row(row: Row) -> Iterator[_Wanted]:
    for key in row:
        if key.endswith("letter_iri") and row[key]:
            prefix = key.removesuffix("letter_iri")
            quote = str(row.get(f"{prefix}quote") or "")
            if quote:
                yield _Wanted(str(row[key]), str(row.get(f"{prefix}question") or ""), quote, row.get(f"{prefix}at"))


def _place_of(head: Row) -> tuple[str, str, str]:
    """Letters stand by council, then by file name."""
    return str(head["council"]), str(head["letter"]), str(head["letter_iri"])


def _letter(anchor: str, head: Row, rows: Sequence[Row], wanted: Iterable[_Wanted], marks: _Marks) -> Letter:
    by_question: dict[str, list[_Wanted]] = {}
    for one in wanted:
        by_question.setdefault(one.question, []).append(one)
    order = {str(row["question"] or ""): number for number, row in reversed(list(enumerate(rows)))}
    passages = []
    for label in sorted(by_question, key=lambda label: order.get(label, len(rows))):
        row = rows[order[label]] if label in order else {}
        passages.append(_passage(anchor, label, row, by_question[label], marks))
    text = {key: str(head[key] or "") for key in ("letter", "council", "letter_date", "request_id", "subject")}
    return Letter(
        anchor,
        text["letter"],
        text["council"],
        text["letter_date"],
        text["request_id"],
        text["subject"],
        tuple(passages),
    )


def _passage(letter: str, label: str, row: Row, wanted: Sequence[_Wanted], marks: _Marks) -> Passage:
    answer = str(row.get("quote") or "")
    start = row.get("start")
    runs: list[tuple[int, int, _Wanted]] = []
    outside: list[_Wanted] = []
    for one in wanted:
        at = _place(one, answer, start if isinstance(start, int) else None)
        if at is None:
            outside.append(one)
        else:
            runs.append((at, at + len(one.quote), one))
    parts = list(_parts(answer if runs else "", runs, letter, marks))
    for one in sorted(outside, key=lambda one: one.at if isinstance(one.at, int) else 0):
        before, after = _on_the_line(*marks.around.get((one.letter, one.quote), ("", "")))
        parts += [Part(f"\n… {before}" if parts else f"… {before}")]
        parts += [Part(one.quote, marks.anchor(one, letter)), Part(f"{after} …")]
    return Passage(label, str(row.get("text") or ""), tuple(part for part in parts if part.text))


def _on_the_line(before: str, after: str) -> tuple[str, str]:
    """Of what stands around words that which is on their own line, in whole words."""
    left, right = before.rpartition("\n")[2], after.partition("\n")[0]
    if "\n" not in before:
        left = left.partition(" ")[2]
    if "\n" not in after:
        right = right.rpartition(" ")[0]
    return left, right


def _place(one: _Wanted, answer: str, start: int | None) -> int | None:
    """Where in the answer's words a quote stands: by its offset in the letter, else by its words."""
    if start is not None and isinstance(one.at, int):
        at = one.at - start
        if at >= 0 and answer[at : at + len(one.quote)] == one.quote:
            return at
    found = answer.find(one.quote)
    return found if found >= 0 else None


def _parts(answer: str, runs: list[tuple[int, int, _Wanted]], letter: str, marks: _Marks) -> Iterator[Part]:
    """The answer in parts; quotes that overlap are marked as one."""
    at, end, mark = 0, 0, ""
    first = 0
    for begin, finish, one in sorted(runs, key=lambda run: run[:2]):
        if mark and begin < end:
            end = max(end, finish)
            marks.anchors[one.letter, one.question, one.quote] = mark
            continue
        if mark:
            yield Part(answer[first:end], mark)
            at = end
        if begin > at:
            yield Part(answer[at:begin])
        first, end, mark = begin, finish, marks.anchor(one, letter)
    if mark:
        yield Part(answer[first:end], mark)
        at = end
    if answer[at:]:
        yield Part(answer[at:])
