"""Cells and lines that only point to others ("as above", "ditto", "same as sheet 1", "as for planning") say what those say."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from kg.extracting.candidates import SYSTEMS, Candidate
from kg.extracting.sheet import Sheet
from kg.model import Unit

_ABOVE = re.compile(
    r"(?:(?:same\s)?as\s(?:above|before|previous)|see\sabove|the\ssame|same|ditto|likewise|-?do\.?-?|[\"“”″]|''|,,)",
    re.IGNORECASE,
)
_NAMING = re.compile(
    r"(?:same\s(?:as\s)?|identical\sto\s|as(?:\s(?:in|per|at))?\s|see\s)(?:for\s|with\s)?(?:the\s)?(?P<name>\w[\w\s./&-]{0,30})",
    re.IGNORECASE,
)
_PLACES = frozenset({
    "question", "answer", "row", "line", "item", "sheet", "part", "section", "contract", "system", "area", "lot", "no", "number", "q",
})  # fmt: skip
"""What a place is called before its number, and what need not stand there again."""
_KINDS = frozenset({"cell", "head", "pair"})
_LONGEST = 60
"""No pointer has more characters."""
_FURTHEST = 100
"""So many units back is looked for what is pointed to."""
Serving = Callable[[int, int, int], str | None]
"""The likeliest service of something in a unit, from one place to another, whatever its system is for elsewhere."""


def copied(sheet: Sheet, stated: Sequence[Candidate], serving: Serving) -> list[Candidate]:
    """What units that only point to others state, as far as it stands nowhere else; each with the words that point."""
    found: list[Candidate] = []
    by_unit: dict[int, list[Candidate]] = {}
    for one in stated:
        by_unit.setdefault(one.unit, []).append(one)
    known = {(one.field, str(one.value), one.service, one.system) for one in stated}
    systems: dict[int, str | None] = {}
    services: dict[int, set[str | None]] = {}
    for one in stated:
        services.setdefault(sheet.words[one.unit].unit.record, set()).add(one.service)
    for number, source in pointers_in(sheet):
        unit = sheet.words[number].unit
        for one in by_unit.get(source, ()):
            system = (
                one.system if one.field in SYSTEMS else _own_system(sheet, unit, systems.get(unit.record, one.system))
            )
            if one.field in SYSTEMS:
                systems[unit.record] = one.system
            own = services.get(unit.record, set())
            alone = next(iter(own)) if len(own) == 1 else None
            service = alone or serving(number, unit.passage.start, unit.passage.end)
            key = (one.field, str(one.value), service, system)
            if key not in known:
                known.add(key)
                copy = replace(
                    one, unit=number, start=unit.passage.start, end=unit.passage.end, system=system, service=service,
                    because=(*one.because, "another is pointed to"),
                )  # fmt: skip
                found.append(copy)
                by_unit.setdefault(number, []).append(copy)
    return found


def _own_system(sheet: Sheet, unit: Unit, other: str | None) -> str | None:
    """The only system that a unit's record names, else another."""
    own = sheet.systems.by_record.get(unit.record, ())
    return own[0] if len(own) == 1 else other


def pointers_in(sheet: Sheet) -> Iterator[tuple[int, int]]:
    """The units that only point to others, each with the unit that it points to."""
    like: dict[tuple[str, str], list[int]] = {}
    for number, words in enumerate(sheet.words):
        unit = words.unit
        label = " ".join(_words(unit.label))
        if unit.kind not in _KINDS or not label:
            continue
        before = like.setdefault((unit.kind, label), [])
        text = " ".join(unit.passage.text.split()).strip(" .*_()[]")
        source = _target(sheet, text, unit.record, before) if len(text) < _LONGEST else None
        if source is not None:
            yield number, source
        before.append(number)


def _target(sheet: Sheet, text: str, record: int, before: Sequence[int]) -> int | None:
    """Which of the units under the same label before it, in other records, a text points to; None if to none."""
    naming = _NAMING.fullmatch(text)
    wanted = {*_words(naming["name"])} - _PLACES if naming else set()
    if not wanted and not _ABOVE.fullmatch(text):
        return None
    for other in reversed(before[-_FURTHEST:]):
        if sheet.words[other].unit.record != record and (_ABOVE.fullmatch(text) or wanted <= _names_of(sheet, other)):
            return other
    return None


def _names_of(sheet: Sheet, number: int) -> set[str]:
    """The words by which a record may be called: those of its row, headings and labels, and of its short cells."""
    unit = sheet.words[number].unit
    return {*_words(" ".join((unit.row, *unit.headings[:1], *unit.questions, sheet.records.get(unit.record, ""))))}


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())
