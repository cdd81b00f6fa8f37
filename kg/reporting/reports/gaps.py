"""What is not known of each system in use, why, and where to look: a store in, a report out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from kg.known.asking import grouped
from kg.known.catalogue import suppliers_of
from kg.known.filtering import Filters
from kg.known.letters import later_letters
from kg.known.reasons import NOT_ASKED, Reason, Reasons, reason_of, reasons_of
from kg.known.refusing import older, refusing_words
from kg.known.rows import Cell, Row
from kg.known.scoping import scope_of, without
from kg.known.things import Thing, is_over, things_of
from kg.reporting.report import EVIDENCE, EVIDENCE_KEYS, Column, Report, Section, evidence_of
from kg.store import Store


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact that people want to know of a system in use."""

    name: str
    """Its key in a row; with a capital, what people call it."""
    fields: tuple[str, ...]
    """Fields of the flat view, one of which holds it."""
    kinds: tuple[str, ...]
    """Kinds of question that ask for it, the most direct first."""
    besides: str | None = None
    """What a question has to ask for besides, to ask for it."""


FACTS = (
    Fact("system", ("system",), ("system",)),
    Fact("supplier", ("supplier",), ("supplier",)),
    Fact("reference", ("contract_reference",), ("contract_reference", "contract")),
    Fact("start", ("contract_start",), ("contract_start", "contract")),
    Fact("end", ("contract_end",), ("contract_end", "contract")),
    Fact("hosting", ("hosting",), ("hosting",)),
    Fact("cost", ("annual_cost", "total_cost"), ("cost", "statistics"), "money"),
)
COLUMNS = (
    Column("council", "Council"),
    Column("service", "Service"),
    Column("system", "System", standing=True),
    Column("supplier", "Supplier", detail=True, standing=True),
    Column("reference", "Reference", detail=True, standing=True),
    Column("missing", "Not known"),
    Column("why", "Why"),
    Column("outcome", "Outcome", data=True),
    Column("sections", "Sections", data=True),
    Column("look", "Where to look", detail=True),
    Column("use", "Use", data=True),
    *EVIDENCE,
)
SYSTEMS = (
    Column("council", "Council"),
    Column("service", "Service"),
    *(Column(fact.name, fact.name.capitalize(), standing=True) for fact in FACTS),
    *(Column(f"{fact.name}_why", f"{fact.name.capitalize()}: why not known", data=True) for fact in FACTS),
    Column("use", "Use", data=True),
    *EVIDENCE,
)
"""A row a system in use, a column a fact: what is known of it, or why it is not."""


def gaps(store: Store, filters: Filters | None = None, as_of: date | None = None) -> Report:
    """The report: a row for each fact that no letter states and no rule concludes.

    Raises:
        NotFoundError: a filter that names nothing in the graph; the nearest names are offered.
    """
    filters = filters or Filters()
    scope = scope_of(store, filters)
    reasons = reasons_of(store, as_of, scope)
    suppliers = suppliers_of(store)
    things = [thing for thing in things_of(store, as_of, scope) if not is_over(thing, as_of)]
    all_ = [(thing, _known(thing, suppliers)) for thing in things]
    silent = list(_silent(reasons, {thing.council for thing in things}))
    filters.check([*(known for _, known in all_), *silent])
    kept = [(thing, known) for thing, known in all_ if filters.kept([known])]
    rows = tuple(row for thing, known in kept for row in _missing(thing, known, reasons))
    facts = len(kept) * len(FACTS)
    systems = "1 system" if len(kept) == 1 else f"{len(kept)} systems"
    note = f"{len(rows)} of {facts} facts on {systems} in use: {', '.join(fact.name for fact in FACTS)}."
    refused = filters.kept(silent)
    section = Section("gaps", "What is not known", COLUMNS, (*rows, *refused), note)
    lines = (*_lines(kept, rows), *_lines_of_silent(refused))
    matrix = Section("systems", "Each system, fact by fact", SYSTEMS, lines, "What is known of it, or why it is not.")
    left = len(all_) - len(kept)
    notes = (*((f"Left out by the filters: {left} systems in use.",) if left else ()), _EXPLAINED)
    late = (*(later_letters(store, as_of, scope) if as_of else ()), *without(scope), *older(reasons.rows))
    day = as_of.isoformat() if as_of else None
    return Report("gaps", "What the letters do not say", day, (section, matrix), (*late, *notes, _COUNTED))


_EXPLAINED = (
    "What a rule infers from several letters counts as known; a supplier that only the catalogue knows does not. "
    "Systems that letters say are no longer in use are left out. "
    "The words are those of the answer that refuses, or, where nobody asked, those that tell of the system."
)


_COUNTED = "A system counts once for each council, and each service or contract that letters do not tie together."


def _silent(reasons: Reasons, told: Collection[str]) -> Iterator[dict[str, Cell]]:
    """The facts that councils refuse of which no system is known: `all_refused` in a row says so."""
    for council, asked in sorted(reasons.asked.items()):
        refused = [one for one in asked if one.is_refused]
        if council in told or not refused:
            continue
        named: list[str | None] = [*sorted({service for one in refused for service in one.services})]
        for service in named or [None]:
            own = [one for one in refused if service in one.services or not (one.services and service)]
            for fact in FACTS:
                found = [one for one in own if any(map(one.asks_for, fact.kinds))]
                if found:
                    yield _refused(council, service, fact, reason_of(found))


def _refused(council: str, service: str | None, fact: Fact, reason: Reason) -> dict[str, Cell]:
    assert reason.asked is not None
    nobody = dict.fromkeys(("system", "supplier", "reference"))
    return {
        "council": council, "service": service, **nobody, **{f"{key}_status": None for key in nobody},
        "missing": fact.name, "why": reason.why, "outcome": reason.outcome,
        "sections": ", ".join(reason.sections) or None, "look": reason.look, "all_refused": True, "use": None,
        **evidence_of(refusing_words(reason.asked)),
    }  # fmt: skip


def _known(thing: Thing, suppliers: Mapping[str, str]) -> dict[str, Cell]:
    """Who, what and by which reference, each with its status."""
    system, supplier, reference = thing.system, thing.supplied(suppliers), thing.fact("contract_reference")
    known: dict[str, Cell] = {"council": thing.council, "service": thing.service}
    for key, (value, status) in {"system": system, "supplier": supplier, "reference": reference}.items():
        known |= {key: value, f"{key}_status": status}
    return known


def _missing(thing: Thing, known: dict[str, Cell], reasons: Reasons) -> Iterator[dict[str, Cell]]:
    rolls = any(claim.value.startswith("rolling") for claim in thing.of("contract_term"))
    for fact in FACTS:
        if thing.of(*fact.fields) or (fact.name == "end" and rolls):
            continue
        reason = reasons.find(fact.kinds, thing.claims, thing.services, fact.besides)
        yield {
            **known, "missing": fact.name, "why": "never asked" if reason.why == NOT_ASKED else reason.why,
            "outcome": reason.outcome, "sections": ", ".join(reason.sections) or None, "look": reason.look,
            "use": thing.use, **evidence_of(_telling(thing, reason)),
        }  # fmt: skip


def _telling(thing: Thing, reason: Reason) -> Row:
    """The words that show that something is not known: those of the refusal, else those that tell of the thing."""
    told = refusing_words(reason.asked) if reason.asked else None
    return told if told and told["quote"] else thing.telling.words


def _lines(kept: Iterable[tuple[Thing, Row]], missing: Iterable[Row]) -> Iterator[dict[str, Cell]]:
    """A row for each thing, with what is known of it, and why the rest is not."""
    why = {(row["use"], row["missing"]): row for row in missing}
    for thing, known in kept:
        line: dict[str, Cell] = {"council": thing.council, "service": thing.service, "use": thing.use}
        line |= evidence_of(thing.telling.words)
        for fact in FACTS:
            line |= _cell(fact, thing, known, why.get((line["use"], fact.name)))
        yield line


def _cell(fact: Fact, thing: Thing, known: Row, missing: Row | None) -> dict[str, Cell]:
    """What a row says of a fact: its value and who says so, or why it is not known; and the words for it."""
    told = thing.of(*fact.fields)
    value, status = thing.fact(*fact.fields)
    if fact.name in known:
        value, status = known[fact.name], str(known[f"{fact.name}_status"] or "") or None
    if missing is None and not told:  # a contract that rolls on has no end to be known
        told, value = thing.of("contract_term"), "rolls on"
    words = missing or (told[0].words if told else {})
    return {fact.name: value, f"{fact.name}_status": status, **_why(fact.name, words)}


def _why(name: str, row: Row) -> dict[str, Cell]:
    """Why a fact is not known, if the row says so, and the words of a row under keys of the fact."""
    words = row if "missing" in row else evidence_of(row)
    told = {f"{name}_{key}": words.get(key) for key in EVIDENCE_KEYS}
    return {**told, f"{name}_why": row.get("why"), f"{name}_refused": row.get("sections") or row.get("outcome")}


def _lines_of_silent(refused: Iterable[Row]) -> Iterator[dict[str, Cell]]:
    """A row for each service of councils that name no system, with what they refuse."""
    for group in grouped(refused, "council", "service").values():
        line: dict[str, Cell] = {"council": group[0]["council"], "service": group[0]["service"], "use": None}
        line |= {key: group[0][key] for key in EVIDENCE_KEYS}
        line |= {key: None for fact in FACTS for key in (fact.name, f"{fact.name}_status", f"{fact.name}_why")}
        for row in group:
            line |= _why(str(row["missing"]), row)
        yield line
