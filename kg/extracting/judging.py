"""Candidates → candidates judged: how likely each is right, by how sure its steps are and what else the letter says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.catalogue import load
from kg.extracting.asked import is_asked_for
from kg.extracting.candidates import Candidate
from kg.extracting.rivals import Rivals
from kg.extracting.services import NONE
from kg.extracting.sheet import Sheet
from kg.extracting.systems import NameAt, services_at
from kg.extracting.whereabouts import WHEREABOUTS, whereabouts
from kg.scoring import logistic
from kg.trees import ABSENT, Row, few, whole
from kg.weights import Weights


def judged(sheet: Sheet, candidates: Sequence[Candidate], weights: Weights) -> list[Candidate]:
    """Candidates with the probability that each is right: field and value, and the whole row."""
    fact, row = weights.trees["fact"], weights.trees["row"]
    return [
        replace(one, fact=round(logistic(fact.score(seen)), 4), row=round(logistic(row.score(seen)), 4))
        for one, seen in zip(candidates, judging_rows(sheet, candidates), strict=True)
    ]


def judging_rows(sheet: Sheet, candidates: Sequence[Candidate]) -> list[Row]:
    """For each candidate what is to be seen of it, in the order of `CLAIM_COLUMNS`."""
    rivals = Rivals(sheet, candidates)
    found: list[Row] = []
    for one in candidates:
        unit = sheet.words[one.unit].unit
        found.append([
            *_steps(one), *rivals.rivals(one), *rivals.company(one, unit), *_unit(sheet, one),
            *_letter(sheet, one, rivals), *_source(sheet, one), *rivals.around(one, unit), *whereabouts(sheet, one),
        ])  # fmt: skip
    return found


_STEPS = ("field", "service", "role", "link", "served", "all", "planned", "approximate", "no system")


def _steps(one: Candidate) -> Row:
    """What it is, and how sure each step is."""
    return [
        one.field, one.service or NONE, whole(one.role), whole(one.link), whole(one.served), whole(one.steps),
        one.planned, one.approximate, one.system is None,
    ]  # fmt: skip


_UNIT = (
    "kind", "length", "part of its unit", "tokens", "first token", "tokens after", "asks", "label", "row", "headings",
    "questions", "asked", "service told", "values in unit", "names in unit", "systems in unit", "systems in record",
)  # fmt: skip


def _unit(sheet: Sheet, one: Candidate) -> Row:
    """Where it stands in its unit, and what asks for that and heads it."""
    words = sheet.words[one.unit]
    unit, length = words.unit, one.end - one.start
    return [
        unit.kind, length, whole(length / max(1, unit.passage.end - unit.passage.start)), len(words.tokens),
        one.source.first, len(words.tokens) - one.source.last, bool(unit.ask), bool(unit.label), bool(unit.row),
        len(unit.headings), len(unit.questions), is_asked_for(words, one.field), bool(services_at(words, one.start)),
        few(len(sheet.near.get(one.unit, ()))), few(len(sheet.named.get(one.unit, ()))),
        few(len(sheet.systems.by_unit.get(one.unit, ()))), few(len(sheet.systems.by_record.get(unit.record, ()))),
    ]  # fmt: skip


_LETTER = (
    "systems", "services", "candidates", "expected", "units", "place in letter", "place of its system",
    "its system as one", "its system in use", "systems in use",
)  # fmt: skip


def _letter(sheet: Sheet, one: Candidate, rivals: Rivals) -> Row:
    """What the letter tells as a whole, and of its system elsewhere."""
    systems = sheet.systems
    own = [ABSENT, ABSENT, ABSENT]
    if one.system is not None:
        _, share = systems.roles.get(one.system, ("", 0.0))
        own = [few(systems.rank.get(one.system, ABSENT)), whole(share), one.system in sheet.anchors]
    return [
        few(len(systems.order)), few(len(sheet.services)), few(len(rivals.candidates)), whole(rivals.expected),
        few(len(sheet.words)), whole(one.start / max(1, len(sheet.letter.view.text))), *own, few(len(sheet.anchors)),
    ]  # fmt: skip


_SOURCE = (
    "is name", "found sure", "found likely", "found known", "words", "characters", "figures", "capitals", "small",
    "known as system", "known as supplier", "named so often",
)  # fmt: skip


def _source(sheet: Sheet, one: Candidate) -> Row:
    """How a name was found and looks, and what the catalogue knows of it; nothing of a value."""
    name = one.source
    if not isinstance(name, NameAt):
        return [False, *[ABSENT] * (len(_SOURCE) - 1)]
    text, catalogue = name.text, load()
    return [
        True, "sure" in name.found, "likely" in name.found, "known" in name.found, len(text.split()), len(text),
        sum(char.isdigit() for char in text), text.isupper(), text[:1].islower(), bool(catalogue.system(text)),
        bool(catalogue.supplier(text)), len(sheet.alike.get(name.key, ())),
    ]  # fmt: skip


CLAIM_COLUMNS: tuple[str, ...] = (
    *_STEPS, *Rivals.RIVALS, *Rivals.COMPANY, *_UNIT, *_LETTER, *_SOURCE, *Rivals.AROUND, *WHEREABOUTS
)  # fmt: skip
"""What is to be seen of a candidate, in the order of its row."""
