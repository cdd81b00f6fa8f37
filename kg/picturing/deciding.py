"""What people have decided, as the page shows it: beside the claims that stand by it, and what they have set aside."""

from __future__ import annotations

from kg.picturing import asking
from kg.picturing.asking import Row, ask, last, short
from kg.picturing.proving import FIELD_OF, Names, Proof, name_of, span_of
from kg.store import Store
from kg.values.spoken import day

_DONE = {"made": "Decided", "confirmed": "Confirmed", "set aside": "Set aside"}


def decided(store: Store) -> dict[str, str]:
    """Claim → what was decided about it, by whom, when and why."""
    found: dict[str, list[str]] = {}
    for row in ask(store, asking.DECISIONS):
        on = f" on {day(row['date'])}" if row.get("date") else ""
        why = f": {row['why']}" if row.get("why") else ""
        words = f"{_DONE[row['done']]} by {row['who']}{on} ({row['verdict']}){why}"
        found.setdefault(row["claim"], []).append(words)
    return {claim: "; ".join(lines) for claim, lines in found.items()}


def set_aside(
    store: Store, letters: dict[str, Row], names: Names, quotes: dict[str, Row], told: dict[str, str]
) -> tuple[tuple[str, Proof], ...]:
    """What was read and people have rejected or corrected, each with its letter."""
    return tuple(_aside(row, letters, names, quotes, told) for row in ask(store, asking.SET_ASIDE))


def _aside(
    row: Row, letters: dict[str, Row], names: Names, quotes: dict[str, Row], told: dict[str, str]
) -> tuple[str, Proof]:
    claim, letter = row["claim"], short(row["letter"])
    head = letters.get(letter, {})
    council = short(head.get("council", ""))
    service = short(row.get("service", ""))
    things = [name_of(part, names) for part in (council, service) if part] + [row.get("system", "")]
    proof = Proof(
        id=short(claim),
        field=FIELD_OF.get(row["predicate"], last(row["predicate"])),
        value=row["value"],
        part="claim",
        status=last(row["status"]),
        about=" · ".join(filter(None, things)),
        stated=row["stated"],
        quote=quotes.get(claim, {}).get("quote", ""),
        span=span_of(quotes.get(claim, {})),
        question=row.get("question", ""),
        letter=head.get("file", ""),
        date=head.get("date", ""),
        source=letter,
        council=council,
        service=service,
        certainty=last(row["certainty"]),
        decided=told.get(claim, ""),
    )
    return letter, proof
