"""Which councils use which systems and suppliers, since when, and who owns them: a store in, a report out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from kg.model import Interval
from kg.reporting import dating
from kg.reporting.asking import ask, grouped, joined
from kg.reporting.filtering import Filters
from kg.reporting.report import EVIDENCE, REFERENCE, Cell, Column, Report, Row, Section, evidence_of, said
from kg.reporting.scoping import Scope, scope_of, without
from kg.reporting.things import Thing, is_over, is_written, later_letters, things_of
from kg.store import Store
from kg.values import interval_of

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
)
_SYSTEMS = (
    Column("service", "Service"),
    Column("system", "System"),
    Column("councils", "Councils"),
    Column("names", "Which"),
    Column("letters", "Letters"),
)
_SUPPLIERS = (
    Column("service", "Service"),
    Column("supplier", "Supplier"),
    Column("owner", "Owner"),
    Column("councils", "Councils"),
    Column("share", "Share, %"),
    Column("systems", "Systems"),
    Column("letters", "Letters"),
)
_EVENTS = (
    Column("organisation", "Organisation"),
    Column("date", "Date"),
    Column("event", "What happened"),
    Column("other", "Other party"),
    Column("description", "In words"),
    Column("status", "By whom", detail=True),
    Column("source", "Source", detail=True),
)


def market(store: Store, filters: Filters | None = None, as_of: date | None = None) -> Report:
    """The report as of a day: letters written later, and systems no longer in use, are left out.

    Raises:
        NotFoundError: a filter that names nothing in the graph; the nearest names are offered.
    """
    filters = filters or Filters()
    suppliers = {str(row["system"]): str(row["supplier"]) for row in reversed(ask(store, "catalogue-suppliers"))}
    owners = {str(row["supplier"]): str(row["owner"]) for row in reversed(ask(store, "supplier-owners"))}
    scope = scope_of(store, filters)
    named = [thing for thing in things_of(store, as_of, scope) if thing.system[0] or thing.of("supplier")]
    things = [thing for thing in named if not is_over(thing, as_of)]
    rows = [_row(thing, suppliers, owners, as_of) for thing in things]
    filters.check(rows)
    kept = filters.kept(rows)
    names = {str(row[key]) for row in kept for key in ("supplier", "owner") if row[key]}
    names = {part for name in names for part in name.split(", ")}
    told = [row for row in ask(store, "ownership-events") if _is_of(row, names, as_of)]
    events = tuple(_event(group) for group in grouped(told, *_EVENT).values())
    sections = (
        Section(
            "uses",
            "Systems in use",
            _USES,
            tuple(kept),
            "By council. Years are those since the first date that a letter gives.",
        ),
        Section(
            "systems",
            "Systems by service",
            _SYSTEMS,
            tuple(_systems(kept)),
            "How many councils say that they use a system.",
        ),
        Section("suppliers", "Suppliers by service", _SUPPLIERS, tuple(_shares(kept)), _shares_note(kept)),
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
        (*without(scope), *_notes(store, as_of, scope, named, things, len(rows) - len(kept))),
    )


def _notes(
    store: Store, as_of: date | None, scope: Scope, named: Sequence[Thing], things: Sequence[Thing], left: int
) -> Iterator[str]:
    if as_of:
        yield from later_letters(store, as_of, scope)
    if len(named) > len(things):
        yield f"Left out: {len(named) - len(things)} systems that letters say are no longer in use."
    if left:
        yield f"Left out: {left} systems in use that the filters do not name."
    yield "The letters are those that the graph holds: what they do not tell of, these numbers do not count."


def _row(thing: Thing, suppliers: dict[str, str], owners: dict[str, str], as_of: date | None) -> dict[str, Cell]:
    system, supplier, since = thing.system, thing.fact("supplier"), _since(thing)
    catalogue = next((suppliers[name] for name in str(system[0] or "").split(", ") if name in suppliers), None)
    supplier = supplier if supplier[0] else said(catalogue, REFERENCE)
    owner = said(next((owners[name] for name in str(supplier[0] or "").split(", ") if name in owners), None), REFERENCE)
    begun = since[2].earliest if since[2] else None
    telling = next(iter(thing.of("system")), thing.rows[0])
    return {
        "council": thing.council, "service": thing.service, "system": system[0], "system_status": system[1],
        "supplier": supplier[0], "supplier_status": supplier[1], "owner": owner[0], "owner_status": owner[1],
        "since": since[0], "since_status": since[1],
        "years": dating.months_to(begun, as_of) // 12 if begun and as_of and begun <= as_of else None,
        "until": thing.fact("in_use_until")[0], "letters": len(thing.letters), **evidence_of(telling),
        "letter_iris": " ".join(sorted(thing.letters)),
    }  # fmt: skip


def _since(thing: Thing) -> tuple[Cell, str | None, Interval | None]:
    """The first date at which letters say that a system was in use or under contract."""
    dated = [(interval_of(str(row["value"])), row) for row in thing.of("in_use_since", "contract_start")]
    found = [(bounds.earliest, str(row["value"]), row, bounds) for bounds, row in dated if bounds.earliest]
    if not found:
        return None, None, None
    _, value, row, bounds = min(found, key=lambda each: (each[0], each[1]))
    return value, thing.status(row), bounds


def _by_service(rows: Sequence[Row]) -> Iterator[Row]:
    """A system that serves several services counts for each of them."""
    return ({**row, "service": service} for row in rows for service in str(row["service"] or "").split(", "))


def _systems(rows: Sequence[Row]) -> Iterator[dict[str, Cell]]:
    groups = grouped(
        [{**row, "one": name} for row in _by_service(rows) for name in str(row["system"] or "").split(", ") if name],
        "service",
        "one",
    )
    ranked = sorted(
        groups.items(), key=lambda each: (each[0][0], -len({row["council"] for row in each[1]}), each[0][1])
    )
    for (service, system), group in ranked:
        councils = sorted({str(row["council"]) for row in group})
        yield {
            "service": service or None, "system": system, "councils": len(councils), "names": ", ".join(councils),
            "letters": _letters(group),
        }  # fmt: skip


def _shares(rows: Sequence[Row]) -> Iterator[dict[str, Cell]]:
    """For each service, its suppliers by the number of councils; a council with two suppliers counts for each."""
    known = [row for row in _by_service(rows) if row["supplier"]]
    for (service,), in_service in sorted(grouped(known, "service").items()):
        parts = [{**row, "one": name} for row in in_service for name in str(row["supplier"]).split(", ")]
        pairs = {(row["council"], row["one"]) for row in parts}
        by_supplier = grouped(parts, "one")
        for (supplier,), group in sorted(
            by_supplier.items(), key=lambda each: (-len({r["council"] for r in each[1]}), each[0])
        ):
            councils = {row["council"] for row in group}
            yield {
                "service": service or None, "supplier": supplier, "owner": joined(row["owner"] for row in group),
                "councils": len(councils), "share": round(100 * len(councils) / len(pairs)),
                "systems": joined(row["system"] for row in group), "letters": _letters(group),
            }  # fmt: skip


def _shares_note(rows: Sequence[Row]) -> str:
    """How concentrated each service is: the Herfindahl-Hirschman index, the sum of the squared shares in per cent."""
    sums: dict[str, list[int]] = {}
    for row in _shares(rows):
        councils = row["councils"]
        assert isinstance(councils, int)
        sums.setdefault(str(row["service"] or "no service named"), []).append(councils)
    said_ = (
        f"{service} {round(10_000 * sum((n / sum(ns)) ** 2 for n in ns)):,}"
        for service, ns in sums.items()
        if sum(ns) > 1
    )
    index = ", ".join(said_)
    note = "A supplier that no letter names is the catalogue's."
    return (
        f"{note} Concentration (Herfindahl-Hirschman index, 10,000 is one supplier for all): {index}."
        if index
        else note
    )


def _letters(rows: Sequence[Row]) -> int:
    return len({iri for row in rows for iri in str(row["letter_iris"]).split()})


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
    return found | {"event": event, "status": REFERENCE, "source": joined(row["source"] for row in group)}
