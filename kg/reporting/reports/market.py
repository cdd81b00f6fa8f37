"""Which councils use which systems and suppliers, since when, and who owns them: a store in, a report out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from kg.known import dating
from kg.known.asking import ask, grouped, joined
from kg.known.catalogue import owners_of, suppliers_of
from kg.known.filtering import Filters
from kg.known.letters import is_written, later_letters
from kg.known.rows import REFERENCE, Cell, Row, in_words, said
from kg.known.scoping import Scope, scope_of, without
from kg.known.things import Thing, is_over, things_of
from kg.model import Interval
from kg.reporting.report import EVIDENCE, Column, Report, Section, evidence_of
from kg.reporting.reports.shares import Used, concentration, shares, systems
from kg.store import Store
from kg.values import interval_of

_SOURCE = Column("source", "Source of the catalogue", detail=True)
UNSOURCED = "none given"
"""What stands for the source where the catalogue names none."""
_USES = (
    Column("council", "Council"),
    Column("service", "Service"),
    Column("system", "System", standing=True),
    Column("supplier", "Supplier", standing=True),
    Column("owner", "Owner", detail=True, standing=True),
    Column("since", "In use since", standing=True),
    Column("years", "Years"),
    Column("until", "In use until", detail=True),
    Column("letters", "Letters"),
    *EVIDENCE,
    _SOURCE,
)
_SYSTEMS = (
    Column("service", "Service"),
    Column("system", "System"),
    Column("councils", "Councils"),
    Column("names", "Which"),
    Column("letters", "Letters"),
    *EVIDENCE,
)
_SUPPLIERS = (
    Column("service", "Service"),
    Column("supplier", "Supplier", standing=True),
    Column("owner", "Owner", standing=True),
    Column("councils", "Councils"),
    Column("share", "Share, %"),
    Column("systems", "Systems"),
    Column("letters", "Letters"),
    *EVIDENCE,
    _SOURCE,
)
_EVENTS = (
    Column("organisation", "Organisation"),
    Column("date", "Date"),
    Column("event", "What happened"),
    Column("other", "Other party"),
    Column("description", "In words"),
    Column("status", "Known from", data=True),
    _SOURCE,
)


def market(store: Store, filters: Filters | None = None, as_of: date | None = None) -> Report:
    """The report as of a day: letters written later, and systems no longer in use, are left out.

    Raises:
        NotFoundError: a filter that names nothing in the graph; the nearest names are offered.
    """
    filters = filters or Filters()
    suppliers, owners = suppliers_of(store), owners_of(store)
    sources: dict[tuple[str, str], str] = {}
    for row in ask(store, "catalogue-sources"):
        sources.setdefault((str(row["fact"]), str(row["name"])), str(row["source"]))
    scope = scope_of(store, filters)
    named = [thing for thing in things_of(store, as_of, scope) if thing.system[0] or thing.of("supplier")]
    things = [thing for thing in named if not is_over(thing, as_of)]
    used = [Used(_row(thing, suppliers, owners, as_of), thing) for thing in things]
    filters.check([one.row for one in used])
    kept = [one for one in used if filters.kept([one.row])]
    rows = [_sourced(one.row, sources) for one in kept]
    by_supplier = [_sourced(row, sources) for row in shares(kept)]
    names = {str(row[key]) for row in rows for key in ("supplier", "owner") if row[key]}
    names = {part for name in names for part in name.split(", ")}
    told = [row for row in ask(store, "ownership-events") if _is_of(row, names, as_of)]
    events = tuple(_event(group) for group in grouped(told, *_EVENT).values())
    sections = (
        Section(
            "uses",
            "Systems in use",
            _USES,
            tuple(rows),
            "By council. Years are those since the first date that a letter gives.",
        ),
        Section(
            "systems",
            "Systems by service",
            _SYSTEMS,
            tuple(systems(kept)),
            "How many councils say that they use a system; with the words of one.",
        ),
        Section("suppliers", "Suppliers by service", _SUPPLIERS, tuple(by_supplier), _about_shares(by_supplier)),
        Section(
            "ownership",
            "Names and owners as they changed",
            _EVENTS,
            events,
            "From the catalogue, with its sources; no letter says so.",
        ),
    )
    return Report(
        "market",
        "Systems and suppliers",
        as_of.isoformat() if as_of else None,
        sections,
        (*without(scope), *_notes(store, as_of, scope, named, things, len(used) - len(kept))),
    )


def _notes(
    store: Store, as_of: date | None, scope: Scope, named: Sequence[Thing], things: Sequence[Thing], left: int
) -> Iterator[str]:
    if as_of:
        yield from later_letters(store, as_of, scope)
    if len(named) > len(things):
        gone = len(named) - len(things)
        are = "1 system that letters say is" if gone == 1 else f"{gone:,} systems that letters say are"
        yield f"Left out: {are} no longer in use."
    if left:
        yield f"Left out by the filters: {left} systems in use."
    yield "Only what the letters in this graph say is counted here."


def _row(thing: Thing, suppliers: Mapping[str, str], owners: Mapping[str, str], as_of: date | None) -> dict[str, Cell]:
    system, supplier, since = thing.system, thing.supplied(suppliers), _since(thing)
    owner = said(next((owners[name] for name in str(supplier[0] or "").split(", ") if name in owners), None), REFERENCE)
    begun = since[2].earliest if since[2] else None
    return {
        "council": thing.council, "service": thing.service, "system": system[0], "system_status": system[1],
        "supplier": supplier[0], "supplier_status": supplier[1], "owner": owner[0], "owner_status": owner[1],
        "since": since[0], "since_status": since[1],
        "years": dating.months_to(begun, as_of) // 12 if begun and as_of and begun <= as_of else None,
        "until": thing.fact("in_use_until")[0], "letters": len(thing.letters), **evidence_of(thing.telling.words),
    }  # fmt: skip


def _since(thing: Thing) -> tuple[Cell, str | None, Interval | None]:
    """The first date at which letters say that a system was in use or under contract."""
    dated = [(interval_of(claim.value), claim) for claim in thing.of("in_use_since", "contract_start")]
    found = [(bounds.earliest, claim.value, claim, bounds) for bounds, claim in dated if bounds.earliest]
    if not found:
        return None, None, None
    _, value, claim, bounds = min(found, key=lambda each: (each[0], each[1]))
    return value, thing.status(claim), bounds


def _sourced(row: Row, sources: Mapping[tuple[str, str], str]) -> dict[str, Cell]:
    """A row with where the catalogue has from what it says of the supplier and the owner."""
    facts = (("supplier", "system" if "system" in row else "systems"), ("owner", "supplier"))
    told = [
        sources.get((fact, name))
        for fact, of in facts
        if row[f"{fact}_status"] == REFERENCE
        for name in str(row[of] or "").split(", ")
    ]
    return {**row, "source": joined(told) or (UNSOURCED if told else None)}


def _about_shares(rows: Sequence[Row]) -> str:
    note = "With the words of one council that names the supplier; one that no letter names is the catalogue's."
    index = ", ".join(f"{in_words(service or 'no service named')} {value:,}" for service, value in concentration(rows))
    if not index:
        return note
    return f"{note} Concentration (Herfindahl-Hirschman index, 10,000 is one supplier for all): {index}."


def _is_of(row: Row, names: set[str], as_of: date | None) -> bool:
    """Whether an event is of a supplier or owner in the report, and not later than its day."""
    known = {row["organisation"], row["other"]} & names
    happened = {"letter_date": row["date"]}
    return bool(known) and is_written(happened, as_of)


_EVENT = ("organisation", "date", "event", "other", "description")


def _event(group: Sequence[Row]) -> dict[str, Cell]:
    """An event with all its sources."""
    found = {key: group[0][key] for key in _EVENT}
    event = str(found["event"]).replace("-", " ")
    return found | {"event": event, "status": REFERENCE, "source": joined(row["source"] for row in group) or UNSOURCED}
