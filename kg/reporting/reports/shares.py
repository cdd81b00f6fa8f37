"""The market by service: how many councils use a system, and what share each supplier has.

Systems in use go in; sums come out, each with the words of one example: the newest letter's that name what is counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.known.asking import joined
from kg.known.claims import Claim
from kg.known.rows import ASSERTED, INFERRED, REFERENCE, STATED, Cell, Row, said
from kg.known.things import Thing
from kg.reporting.report import evidence_of

_STANDINGS = (STATED, ASSERTED, INFERRED, REFERENCE)


@dataclass(frozen=True, slots=True)
class Used:
    """A system in use: its row of the report, and all that letters say of it."""

    row: Row
    thing: Thing

    def names(self, key: str) -> list[str]:
        """Its systems or suppliers, by name."""
        return [name for name in str(self.row[key] or "").split(", ") if name]

    def claim(self, field: str, name: str) -> Claim:
        """The newest claim that names one of them, else one that tells of the system in use."""
        naming = (claim for claim in self.thing.of(field) if claim.value == name)
        return next(naming, self.thing.telling)


def systems(used: Sequence[Used]) -> Iterator[dict[str, Cell]]:
    """For each service its systems, used by most councils first."""
    for service, by_name in sorted(_by_service(used, "system").items()):
        for name, group in by_name:
            councils = sorted({one.thing.council for one in group})
            yield {
                "service": service or None, "system": name, "councils": len(councils), "names": ", ".join(councils),
                "letters": _letters(group), **evidence_of(_newest([one.claim("system", name) for one in group])),
            }  # fmt: skip


def shares(used: Sequence[Used]) -> Iterator[dict[str, Cell]]:
    """For each service, its suppliers by the number of councils; a council with two suppliers counts for each."""
    for service, by_name in sorted(_by_service(used, "supplier").items()):
        pairs = sum(len({one.thing.council for one in group}) for _, group in by_name)
        for name, group in by_name:
            councils = {one.thing.council for one in group}
            status = min((str(one.row["supplier_status"]) for one in group), key=_STANDINGS.index)
            telling = [one for one in group if one.row["supplier_status"] == status]
            owner, owner_status = said(joined(one.row["owner"] for one in group), REFERENCE)
            yield {
                "service": service or None, "supplier": name, "supplier_status": status,
                "owner": owner, "owner_status": owner_status,
                "councils": len(councils), "share": round(100 * len(councils) / pairs),
                "systems": joined(one.row["system"] for one in group), "letters": _letters(group),
                **evidence_of(_newest([one.claim("supplier", name) for one in telling])),
            }  # fmt: skip


def concentration(shares_: Sequence[Row]) -> Iterator[tuple[str | None, int]]:
    """Services of several councils, each with its Herfindahl-Hirschman index: sum of the squared shares in per cent."""
    counts: dict[str | None, list[int]] = {}
    for row in shares_:
        service, councils = row["service"], row["councils"]
        assert isinstance(councils, int)
        counts.setdefault(str(service) if service else None, []).append(councils)
    for name, ns in counts.items():
        if sum(ns) > 1:
            yield name, round(10_000 * sum((n / sum(ns)) ** 2 for n in ns))


def _by_service(used: Sequence[Used], key: str) -> dict[str, list[tuple[str, list[Used]]]]:
    """What is used, by service and name: what serves several services counts for each; most councils come first."""
    found: dict[str, dict[str, list[Used]]] = {}
    for one in used:
        for service in one.thing.services or {""}:
            for name in one.names(key):
                found.setdefault(service, {}).setdefault(name, []).append(one)

    def rank(each: tuple[str, list[Used]]) -> tuple[int, str]:
        return -len({one.thing.council for one in each[1]}), each[0]

    return {service: sorted(names.items(), key=rank) for service, names in found.items()}


def _newest(claims: Sequence[Claim]) -> Row:
    """The words of the newest claim that has some."""
    return max(claims, key=lambda claim: (claim.quote is not None, claim.letter.date or "")).words


def _letters(used: Sequence[Used]) -> int:
    return len({letter for one in used for letter in one.thing.letters})
