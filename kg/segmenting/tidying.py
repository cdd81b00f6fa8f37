"""Roles of lines → the same, put right where the lines around leave no doubt. Each rule says what it mends."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence

from kg.segmenting.gridcells import RULE
from kg.segmenting.labels import NAMES_QUESTIONS
from kg.segmenting.lines import Line
from kg.segmenting.marks import is_next, section_at
from kg.segmenting.stretches import Role

_FEWEST = 3
"""Lists of fewer bullets are left alone."""


def tidied(lines: Sequence[Line], roles: Sequence[Role]) -> list[Role]:
    """The roles of all lines after all rules, in the order of the table."""
    found = list(roles)
    for rule in _RULES:
        rule(lines, found)
    return found


def _bare_labels(lines: Sequence[Line], roles: list[Role]) -> None:
    """ "Question 2" or "Answer" on a line of its own begins what stands below it."""
    on = {Role.ASKS: Role.ASKS_ON, Role.ANSWERS: Role.ANSWERS_ON}
    for at in range(1, len(lines)):
        above = lines[at - 1].mark
        bare = above.length >= len(lines[at - 1].text) and (above.parts or above.word)
        if (
            bare
            and above.parts
            and roles[at] is Role.ASKS
            and roles[at - 1] is Role.ANSWERS
            and not lines[at].mark.parts
        ):
            roles[at - 1] = Role.ASKS
        if bare and roles[at] is roles[at - 1] and roles[at] in on and not lines[at].mark.parts:
            roles[at] = on[roles[at]]


def _announcing(lines: Sequence[Line], roles: list[Role]) -> None:
    """ "You asked:" and "We said:" on lines of their own belong to neither question nor answer."""
    for at, line in enumerate(lines):
        if roles[at] in (Role.ANSWERS, Role.ANSWERS_ON, Role.ASKS_ON) and _ANNOUNCES.fullmatch(line.text):
            roles[at] = Role.INTRODUCES


_ANNOUNCES = re.compile(
    r"[\W_]*(?:you\s(?:asked|wrote|said)|we\s(?:said|say|answer(?:ed)?|repl(?:y|ied)))[\W_]*", re.IGNORECASE
)


def _glued(lines: Sequence[Line], roles: list[Role]) -> None:
    """A line with words behind its question mark, and no answer below, holds both."""
    for at, line in enumerate(lines):
        after = line.text.rpartition("?")[2].strip(" *_\"'”)")
        answered = at + 1 < len(lines) and roles[at + 1] in (Role.ANSWERS, Role.ANSWERS_ON, Role.ASKS_ON, Role.ROW)
        if roles[at] is Role.ASKS and "?" in line.text and len(after) > 1 and line.mark.parts and not answered:
            roles[at] = Role.BOTH


def _parts_asked(lines: Sequence[Line], roles: list[Role]) -> None:
    """Among the parts of a question those that ask, or stand before one that does, are no answers."""
    for at in range(len(lines) - 2, 0, -1):
        mark, after = lines[at].mark, lines[at + 1].mark
        below = roles[at - 1] in (Role.ASKS, Role.ASKS_ON)
        alike = after.kind == mark.kind != "num" and roles[at + 1] is Role.ASKS and not after.bullet
        if roles[at] is Role.ANSWERS and mark.parts and below and (lines[at].text.endswith("?") or alike):
            roles[at] = Role.ASKS


def _between_questions(lines: Sequence[Line], roles: list[Role]) -> None:
    """Where most questions have their answers below, a heading between one and the next in order is an answer ("AXLR8")."""
    asked = [at for at, role in enumerate(roles) if role is Role.ASKS and lines[at].mark.parts]
    ends = {at: next((end for end in range(at + 1, len(roles)) if roles[end] is not Role.ASKS_ON), at) for at in asked}
    if 2 * sum(roles[end] is Role.ANSWERS for end in ends.values()) <= len(asked):
        return
    for at, after in itertools.pairwise(asked):
        above, below = lines[at].mark.parts, lines[after].mark.parts
        follows = len(above) == len(below) and is_next(above[-1], below[-1])
        if follows and roles[ends[at]] is Role.HEADING and ends[at] + 1 == after:
            roles[ends[at]] = Role.ANSWERS


def _last_of_answers(lines: Sequence[Line], roles: list[Role]) -> None:
    """What goes on counting answers is one too, if its question stands elsewhere."""
    for at in range(1, len(lines)):
        parts, before = lines[at].mark.parts, lines[at - 1].mark.parts
        follows = len(parts) == len(before) == 1 and is_next(before[0], parts[0])
        if roles[at] is Role.ASKS and roles[at - 1] is Role.ANSWERS and follows and "?" not in lines[at].text:
            asked = sum(roles[other] is Role.ASKS and line.mark.parts == parts for other, line in enumerate(lines))
            if asked > 1:
                roles[at] = Role.ANSWERS


def _counted_answers(lines: Sequence[Line], roles: list[Role]) -> None:
    """A line that goes on with an answer, and with the labels of answers, begins one itself."""
    last: Sequence[str] = ()
    for at, (line, role) in enumerate(zip(lines, roles, strict=True)):
        parts = line.mark.parts
        if role is Role.ANSWERS_ON and line.mark.stop and last and len(parts) == len(last):
            if parts[:-1] == last[:-1] and is_next(last[-1], parts[-1]):
                roles[at] = Role.ANSWERS
                last = parts
        elif role is not Role.ANSWERS_ON:
            last = parts if role is Role.ANSWERS else ()


def _bullets(lines: Sequence[Line], roles: list[Role]) -> None:
    """A list of as many bullets as there are questions before it answers them, each bullet one."""
    for run in _bullet_runs(lines):
        asked = [at for at in range(run[0]) if roles[at] is Role.ASKS and at not in run]
        if len(run) == len(asked) >= _FEWEST and all(roles[at] is not Role.ASKS for at in run):
            for at in run:
                roles[at] = Role.ANSWERS


def _bullet_runs(lines: Sequence[Line]) -> list[list[int]]:
    runs: list[list[int]] = []
    for at, line in enumerate(lines):
        if line.mark.bullet and not line.mark.parts:
            if runs and runs[-1][-1] == at - 1:
                runs[-1].append(at)
            else:
                runs.append([at])
    return runs


def _asked_in_tables(lines: Sequence[Line], roles: list[Role]) -> None:
    """A table of two columns that asks in the first and answers in the second is a form: each row holds both."""
    for start, end in _tables(roles):
        cells = {at: [cell.text.strip() for cell in lines[at].cells()] for at in range(start, end)}
        rows = [at for at in cells if not RULE.fullmatch(lines[at].text)]
        if len(rows) < _FEWEST or any(len(cells[at]) != 2 for at in rows) or "|" not in lines[start].text:
            continue
        asking = [at for at in rows if _asks(*cells[at])]
        if 2 * len(asking) < len(rows):
            continue
        for at in cells:
            roles[at] = Role.BOTH if at in rows else Role.FURNITURE
        if NAMES_QUESTIONS.fullmatch(cells[rows[0]][0]):
            roles[rows[0]] = Role.INTRODUCES


def _asks(first: str, second: str) -> bool:
    return (first.endswith("?") or _NUMBERED.match(first) is not None) and bool(second) and not second.endswith("?")


def _numbered_tables(lines: Sequence[Line], roles: list[Role]) -> None:
    """Below a head such as "No. | Question | Response" each row of a label, a question and an answer holds both."""
    for at, line in enumerate(lines):
        head = line.cells() if "|" in line.text else []
        if len(head) != _LABELLED or not NAMES_QUESTIONS.fullmatch(head[1].text):
            continue
        rows: dict[int, Role] = {}
        for below in range(at + 1, len(lines)):
            cells = [cell.text.strip() for cell in lines[below].cells()]
            if RULE.fullmatch(lines[below].text):
                rows[below] = Role.FURNITURE
            elif len(cells) == _LABELLED and _LABEL.fullmatch(cells[0]) and cells[1]:
                rows[below] = Role.BOTH if cells[2] else Role.ASKS
            else:
                break
        if sum(role is not Role.FURNITURE for role in rows.values()) > 1:
            roles[at] = Role.INTRODUCES
            for below, role in rows.items():
                roles[below] = role


_LABELLED = 3
"""The cells of a row that holds a label, a question and its answer."""
_LABEL = re.compile(r"[\W_]*(?:Q\.?\s?)?\d{1,2}(?:\.\d{1,2}|[a-z])?[\W_]*", re.IGNORECASE)


def _first_of_rows(lines: Sequence[Line], roles: list[Role]) -> None:
    """A heading of as many parts between dashes as each of the lines below has, which ask and answer, is one of these."""
    for at, role in enumerate(roles[:-_BELOW]):
        below = range(at + 1, at + 1 + _BELOW)
        if role is not Role.HEADING or any(roles[one] is not Role.BOTH or lines[one].gap for one in below):
            continue
        parts = {len(_DASH.findall(lines[one].text)) for one in (at, *below)}
        if len(parts) == 1 and parts.pop() >= _DASHES:
            roles[at] = Role.BOTH


_DASH = re.compile(r"\s[–—-]\s")
_DASHES = 2
_BELOW = 2
"""How many lines below are looked at."""


def _tables(roles: Sequence[Role]) -> list[tuple[int, int]]:
    """The runs of lines that are of tables, half-open."""
    found: list[tuple[int, int]] = []
    for at, role in enumerate(roles):
        if role in (Role.HEADER, Role.ROW):
            if found and found[-1][1] == at:
                found[-1] = found[-1][0], at + 1
            else:
                found.append((at, at + 1))
    return found


def _sections_of_forms(lines: Sequence[Line], roles: list[Role]) -> None:
    """Lines such as "Part B: libraries", of which one at least stands above the lines of a form, are headings."""
    heads = [at for at, line in enumerate(lines) if roles[at] in _BODY and _is_section(line.text)]
    below = [next((role for role in roles[at + 1 :] if role is not Role.FURNITURE), None) for at in heads]
    if len(heads) > 1 and Role.BOTH in below:
        for at in heads:
            roles[at] = Role.HEADING


_BODY = frozenset({Role.ASKS, Role.ANSWERS, Role.BOTH, Role.HEADING})


def _is_section(text: str) -> bool:
    return section_at(text).length > 0 and "?" not in text and len(text) < _LONGEST_HEADING


_LONGEST_HEADING = 80
_NUMBERED = re.compile(r"[\W_]*(?:Q(?:uestion)?\s?)?\d{1,2}[a-z]?\s?[.):]\s", re.IGNORECASE)


_RULES: tuple[Callable[[Sequence[Line], list[Role]], None], ...] = (
    _bare_labels,
    _announcing,
    _glued,
    _parts_asked,
    _between_questions,
    _last_of_answers,
    _counted_answers,
    _bullets,
    _asked_in_tables,
    _numbered_tables,
    _sections_of_forms,
    _first_of_rows,
)
