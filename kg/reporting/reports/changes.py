"""What changed between two dates, and what letters leave open: claims side by side. A store in, a report out.

A change is told by two letters of one council on one service, or by one letter that names what was before. Where
two letters differ and neither says that something changed, both stand side by side as open: which of them holds is
not known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from kg.errors import UsageError
from kg.known.asking import ask, joined
from kg.known.claims import Claim, by_letter
from kg.known.dating import overlap
from kg.known.filtering import Filters
from kg.known.letters import is_written, later_letters
from kg.known.rows import STATED, Cell, Row
from kg.known.scoping import scope_of, without
from kg.known.things import Thing, all_things_of, main_systems
from kg.model import Interval
from kg.reporting.report import Column, Report, Section, evidence, evidence_of
from kg.store import Store
from kg.values import interval_of, parse_user_date
from kg.vocab import called

_COLUMNS = (
    Column("council", "Council"),
    Column("service", "Service"),
    Column("system", "System", detail=True),
    Column("supplier", "Supplier", data=True),
    Column("what", "What"),
    Column("before", "Before", standing=True),
    Column("after", "After", standing=True),
    Column("note", "Note", detail=True),
    *evidence("before_", "Before:"),
    *evidence("after_", "After:"),
)


@dataclass(frozen=True, slots=True)
class Period:
    """Dates between which letters are compared: those written until the first give what was before; None for all."""

    first: date | None = None
    last: date | None = None

    def holds(self, row: Row) -> bool:
        """Whether a letter was written in the period, after its first day; one without a date may be."""
        written = interval_of(str(row["letter_date"])) if row["letter_date"] else Interval(None, None)
        after = self.first is None or written.latest is None or written.latest > self.first
        return after and (self.last is None or written.earliest is None or written.earliest <= self.last)


def period_of(first: str | None, last: str | None) -> Period:
    """A period from words: `2026`, `2026-11` or `2026-11-30`; of a year or a month the last day counts.

    Raises:
        UsageError: a date that is none, or a period that ends before it begins.
    """
    begin, end = (None if text is None else parse_user_date(text).latest for text in (first, last))
    if begin and end and end < begin:
        raise UsageError(f"The period from {first} to {last} is empty.", "Give --from a date that is not after --to.")
    return Period(begin, end)


def changes(
    store: Store, filters: Filters | None = None, period: Period | None = None, as_of: date | None = None
) -> Report:
    """The report: changes that letters written in the period tell of, and contradictions that they leave open.

    Letters written after `as_of` are left out: they give neither what was before nor what came after.

    Raises:
        NotFoundError: a filter that names nothing in the graph; the nearest names are offered.
        UsageError: a period that begins after `as_of`.
    """
    filters, period = filters or Filters(), period or Period()
    until = min((day for day in (period.last, as_of) if day), default=None)
    scope = scope_of(store, filters)
    if period.first and as_of and as_of < period.first:
        message = f"No letter is written after {period.first} and counts as of {as_of}."
        raise UsageError(message, "Give an earlier --from, or a later --as-of.")
    things = all_things_of(store, until, scope)
    owners = {(str(row["supplier"]), str(row["owner"])) for row in ask(store, "supplier-owners")}
    parts: dict[str, set[str]] = {}
    for row in ask(store, "parts-of-systems"):
        parts.setdefault(str(row["part"]), set()).add(str(row["whole"]))
    found = [*_systems(things, parts), *(row for thing in things for row in _of_thing(thing, owners))]
    filters.check([*found, *map(_names, things)])
    kept = [row for row in filters.kept(found) if period.holds({"letter_date": row["told"]})]
    ordered = sorted(
        kept,
        key=lambda row: [str(row[key] or "") for key in ("council", "service", "told", "what", "after")],
    )
    sections = tuple(
        Section(name, title, _COLUMNS, tuple(row for row in ordered if row["open"] is is_open), note)
        for name, title, is_open, note in (
            ("changes", "Changes", False, "What letters say has changed, and dates that a later letter moved."),
            ("open", "Left open", True, "Letters differ, and none of them says which holds."),
        )
    )
    words = [f"after {period.first}" if period.first else "", f"until {period.last}" if period.last else ""]
    title = f"What changed in letters written {' and '.join(filter(None, words))}" if any(words) else "What changed"
    left = len(found) - len(kept)
    notes = (
        *(later_letters(store, until, scope) if until else ()),
        *without(scope),
        *((f"Left out by the period or the filters: {left}.",) if left else ()),
    )
    return Report("changes", title, as_of.isoformat() if as_of else None, sections, notes)


def _names(thing: Thing) -> dict[str, Cell]:
    """What filters may name, also where nothing has changed."""
    system, supplier = thing.system[0], thing.fact("supplier")[0]
    return {"council": thing.council, "service": thing.service, "system": system, "supplier": supplier}


def changes_of_builds(before: Store, after: Store, filters: Filters | None = None, as_of: date | None = None) -> Report:
    """What two builds say differently: values that came, went or changed, fact by fact.

    Letters written after `as_of` are left out of both.
    """
    filters = filters or Filters()
    old, new = (_facts(store, as_of) for store in (before, after))
    rows = []
    for key in sorted(set(old) | set(new)):
        council, service, system, field = key
        gone, come = old.get(key, {}), new.get(key, {})
        if set(gone) == set(come):
            continue
        first = [value for value in gone if value not in come]
        last = [value for value in come if value not in gone]
        rows.append(
            {
                "council": council, "service": service or None, "system": system or None,
                "what": called(field), "supplier": joined([*first, *last]) if field == "supplier" else None,
                "before": ", ".join(first) or None, "after": ", ".join(last) or None,
                **_side("before_", gone[first[0]] if first else None),
                **_side("after_", come[last[0]] if last else None),
            }
        )  # fmt: skip
    filters.check(rows) if rows else None
    kept = tuple(filters.kept(rows))
    section = Section(
        "builds",
        "Between the builds",
        _COLUMNS,
        kept,
        "Facts that only one of the two builds has.",
    )
    left = (f"Left out by the filters: {len(rows) - len(kept)}.",) if len(rows) > len(kept) else ()
    late = later_letters(after, as_of) if as_of else ()
    day = as_of.isoformat() if as_of else None
    return Report("changes", "What changed between two builds", day, (section,), (*late, *left))


def _facts(store: Store, as_of: date | None) -> dict[tuple[str, str, str, str], dict[str, Row]]:
    found: dict[tuple[str, str, str, str], dict[str, Row]] = {}
    for row in ask(store, "claims-on-uses"):
        if not is_written(row, as_of):
            continue
        key = (str(row["council"]), str(row["service"] or ""), str(row["system"] or ""), str(row["field"]))
        found.setdefault(key, {}).setdefault(str(row["value"]), row)
    return found


def _side(prefix: str, row: Row | None) -> dict[str, Cell]:
    status = {f"{prefix.rstrip('_')}_status": str(row["status"]) if row else None}
    return evidence_of(row or {}, prefix) | status


def _systems(things: Sequence[Thing], parts: dict[str, set[str]]) -> Iterator[dict[str, Cell]]:
    """Systems that were replaced, by a letter's own words; and two systems that letters name for one service."""
    by_service: dict[tuple[str, str | None], list[Claim]] = {}
    for thing in things:
        for claim in thing.of("system", "former_system"):
            by_service.setdefault((claim.council, claim.service), []).append(claim)
    for (_, service), claims in by_service.items():
        current = [claim for claim in claims if claim.field == "system"]
        former = {claim.value: claim for claim in claims if claim.field == "former_system"}
        for name, claim in former.items():
            now = [one for one in current if one.letter == claim.letter and one.value != name]
            yield _change("system replaced", claim, now[0] if len(now) == 1 else None, is_open=False, name=name)
        letters = sorted(by_letter(current), key=lambda group: group[0].letter.date or "")
        for one, other in pairwise(letters):
            first, last = main_systems(one, parts), main_systems(other, parts)
            if first & last or not service or first & set(former):
                continue
            if any(parts.get(a, set()) & last for a in first) or any(parts.get(b, set()) & first for b in last):
                continue
            yield _change(
                "two systems named", _naming(one, first), _naming(other, last), is_open=True,
                name=", ".join(sorted(last)), values=(", ".join(sorted(first)), ", ".join(sorted(last))),
            )  # fmt: skip


def _naming(claims: Sequence[Claim], names: set[str]) -> Claim:
    return next(claim for claim in claims if claim.value in names)


def _of_thing(thing: Thing, owners: set[tuple[str, str]]) -> Iterator[dict[str, Cell]]:
    """Ends that moved and suppliers that differ, from letter to letter."""
    name = str(thing.system[0] or "") or None
    for one, other in _steps(thing, "contract_end"):
        a, b = interval_of(one.value), interval_of(other.value)
        if overlap(a, b):
            continue
        later = a.latest is not None and b.earliest is not None and b.earliest > a.latest
        same_day = one.letter.date == other.letter.date
        what = "end differs" if same_day else "end extended" if later else "end brought forward"
        yield _change(what, one, other, is_open=same_day or not later, name=name)
    for one, other in _steps(thing, "supplier"):
        pair = (one.value, other.value)
        if pair[0] == pair[1]:
            continue
        related = pair in owners or pair[::-1] in owners
        note = "The catalogue knows one as the owner of the other." if related else None
        yield _change(
            "supplier renamed or taken over" if related else "supplier differs",
            one,
            other,
            is_open=not related,
            name=name,
            note=note,
        )


def _steps(thing: Thing, field: str) -> Iterator[tuple[Claim, Claim]]:
    """What letters say of a field one after the other; of contracts with different references nothing is compared."""
    firsts = (group[0] for group in by_letter(thing.of(field)))
    said = sorted(firsts, key=lambda claim: (claim.letter.date or "", claim.letter.file))
    references = {claim.subject: claim.value for claim in thing.of("contract_reference")}
    for one, other in pairwise(said):
        first, last = references.get(one.subject), references.get(other.subject)
        if first is None or last is None or first == last:
            yield one, other


def _change(
    what: str, before: Claim, after: Claim | None, *, is_open: bool, name: str | None,
    note: str | None = None, values: tuple[str, str] | None = None,
) -> dict[str, Cell]:  # fmt: skip
    told = (after or before).letter.date
    old, new = values or (before.value, after.value if after else None)
    suppliers: Iterable[Cell] = (old, new) if before.field == "supplier" else ()
    return {
        "council": before.council, "service": before.service, "system": name, "supplier": joined(suppliers),
        "what": what, "before": old, "before_status": before.status, "after": new,
        "after_status": after.status if after else (STATED if new else None), "note": note, "open": is_open,
        "told": told, **evidence_of(before.words, "before_"), **evidence_of(after.words if after else {}, "after_"),
    }  # fmt: skip
