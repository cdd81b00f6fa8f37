"""A letter as read, and what somebody proposes of it → the candidates that the letter carries; why others are refused.

A proposal is believed in nothing. It becomes a candidate only as a value or a name that our own reading finds in the
words that it quotes; its field, system and service must be such as these words and what stands around them allow. No
comparison is fuzzy: words are the same, or they are not. The checks stand in `CHECKS`, in their order.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kg.extracting import refusing
from kg.extracting.agreeing import agrees, is_a_name, is_of_field
from kg.extracting.candidates import SYSTEMS, Candidate
from kg.extracting.cases import Case
from kg.extracting.mentions import Mention
from kg.extracting.placing import has_service, has_system
from kg.extracting.quoting import answers, means_something, reads, stands
from kg.extracting.sheet import Sheet, add_names, called
from kg.extracting.systems import NameAt, name_of, value_key
from kg.model import Fate, Proposed, Value
from kg.values.personal import blacked_out
from kg.weights import Weights

Check = Callable[[Case], bool]
CHECKS: tuple[tuple[str, Check], ...] = (
    (refusing.TOO_SHORT, means_something),
    (refusing.NOT_THERE, stands),
    (refusing.NOT_ANSWERED, answers),
    (refusing.NOT_READ, reads),
    (refusing.NO_NAME, is_a_name),
    (refusing.MOOD, agrees),
    (refusing.OTHER_FIELD, is_of_field),
)
"""What must hold of a quote and of what it is said to hold, each with the reason to refuse it, in order."""
PLACING: tuple[tuple[str, Check], ...] = (
    (refusing.NO_SYSTEM, has_system),
    (refusing.NO_SERVICE, has_service),
)
"""What must hold of its place, once all names of the letter are known."""


@dataclass(frozen=True, slots=True)
class Gated:
    """What became of each proposal, and the candidate, not judged yet, that each which was taken makes."""

    fates: list[Fate]
    found: list[Candidate | None]
    read: frozenset[tuple[str, object]]
    """Fields and values that are read where they are quoted, wherever they belong."""


def gate(sheet: Sheet, weights: Weights, proposed: Proposed, hidden: Sequence[str]) -> Gated:
    """The proposals that the letter carries, as candidates. Names that our own reading passed over are added to the sheet."""
    text = blacked_out(sheet.letter.view.text, hidden)
    cases = [Case(sheet, weights, one, text, hidden) for one in proposed.proposals]
    refused = [_first(case, CHECKS) for case in cases]
    sources = [one for case, why in zip(cases, refused, strict=True) if not why for one in case.sources]
    add_names(sheet, dict.fromkeys(one for one in sources if isinstance(one, NameAt)))
    read = frozenset(_said(case) for case, why in zip(cases, refused, strict=True) if not why)
    refused = [why or _first(case, PLACING) for case, why in zip(cases, refused, strict=True)]
    fates = [Fate(case.proposal, proposed.by, why) for case, why in zip(cases, refused, strict=True)]
    found = [None if why else _candidate(case, proposed.by) for case, why in zip(cases, refused, strict=True)]
    return Gated(fates, found, read)


def _first(case: Case, checks: Sequence[tuple[str, Check]]) -> str:
    """The first reason to refuse a proposal; empty where there is none."""
    return next((reason for reason, holds in checks if not holds(case)), "")


def _said(case: Case) -> tuple[str, object]:
    return case.proposal.field, value_key(case.proposal.field, _read(case))


def _read(case: Case) -> Value:
    """The value as our own reading has it."""
    one, field_ = case.source, case.proposal.field
    if isinstance(one, Mention):
        return case.proposal.value if field_ == "hosting" else one.value
    return called(case.sheet, one.key) if field_ in SYSTEMS else name_of(one.text, "supplier")


def _candidate(case: Case, by: str) -> Candidate:
    """What is proposed, as a candidate made of our own value or name."""
    one, field_ = case.source, case.proposal.field
    key, link = case.link
    value = _read(case)
    return Candidate(
        field_, value, one.unit, one.start, one.end, key, case.service, case.planned and field_ == "system",
        isinstance(one, Mention) and one.approximate, case.shares[0], link, case.served, one, (), by=by,
    )  # fmt: skip
