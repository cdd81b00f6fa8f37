"""Why something is not known: what became of the questions that asked for it, service by service.

In a letter that tells of a thing, a question counts if it names the thing's service, if a fact in its answer is about
that service, or if it names none at all; in another letter of the same council, only if it names that very service.
A question about another service does not count.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from kg.known.asking import ask, ask_together
from kg.known.claims import Claim
from kg.known.letters import is_written
from kg.known.refusing import REFUSED
from kg.known.rows import Row
from kg.known.scoping import Scope
from kg.store import Store

NOT_ASKED = "not asked"
_EVERYWHERE = frozenset({"analytics-ai", "document-management", "risk-verification", "corporate"})
"""Services that serve all others: to name one says nothing about whose contract is meant."""

_TERMS = frozenset({"contract_reference", "contract_start", "contract_end", "contract_term", "extension"})
"""Kinds of question on one term of a contract."""


@dataclass(slots=True)
class Asked:
    """A question that asks for facts of some kind, and what became of it."""

    row: Row
    asks: set[str] = field(default_factory=set)
    besides: set[str] = field(default_factory=set)
    """What it asks for beside facts of systems and contracts: `money`, `people`, `performance`."""
    sections: dict[str, None] = field(default_factory=dict)
    places: dict[str, None] = field(default_factory=dict)
    named: set[str] = field(default_factory=set)
    """The services that its words name."""
    told: set[str] = field(default_factory=set)
    """The services of which its answer tells."""
    refused: set[str] = field(default_factory=set)
    """The services that its answer refuses by name."""

    @property
    def services(self) -> set[str]:
        """The services it is about; of one that is refused in part, those refused: its facts are of the others."""
        if self.outcome == "partly_answered":
            return self.refused or self.named
        return self.named | self.told

    def asks_for(self, kind: str) -> bool:
        """Whether it asks for facts of a kind; one on contracts at large not if it wants some other thing of them.

        Who asks when a contract ends has not asked when it began; but a refusal to tell one term is one to tell all.
        """
        if kind != "contract" or kind not in self.asks:
            return kind in self.asks
        other_term = bool(self.asks & _TERMS) and self.outcome not in REFUSED
        return not other_term and not self.besides

    @property
    def outcome(self) -> str:
        return str(self.row["outcome"])

    @property
    def is_refused(self) -> bool:
        return self.outcome in REFUSED

    @property
    def letter(self) -> str:
        return str(self.row["letter_iri"])


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something is not known: in words, and where the letter says to look."""

    why: str
    outcome: str | None = None
    """Notation of the outcome of the question; None where nobody asked."""
    sections: tuple[str, ...] = ()
    look: str | None = None
    asked: Row | None = None
    """The question, with the words of its answer as evidence."""

    @property
    def is_refused(self) -> bool:
        return self.outcome in REFUSED

    @property
    def letter_iri(self) -> str | None:
        return str(self.asked["letter_iri"]) if self.asked else None


@dataclass(frozen=True, slots=True)
class Reasons:
    """All questions of a graph that ask for facts of some kind, by council."""

    asked: Mapping[str, Sequence[Asked]]

    @property
    def rows(self) -> list[Row]:
        """The questions themselves."""
        return [one.row for asked in self.asked.values() for one in asked]

    def find(
        self, kinds: Sequence[str], claims: Sequence[Claim], services: frozenset[str], besides: str | None = None
    ) -> Reason:
        """Why the letters do not say what questions of `kinds`, the most direct first, ask for.

        `claims` are what is said of the thing; `besides` is what the question has to ask for, too. In letters that do
        not tell of the thing only questions of the most direct kind count.
        """
        own = {claim.letter.iri for claim in claims}
        relevant = [one for one in self._relevant(claims, services) if besides is None or besides in one.besides]
        newest = sorted(relevant, key=lambda one: str(one.row["letter_date"] or ""), reverse=True)
        for letter in dict.fromkeys(one.letter for one in newest):
            for kind in kinds if letter in own else kinds[:1]:
                found = [one for one in newest if one.letter == letter and one.asks_for(kind)]
                if found:
                    return reason_of([one for one in found if one.outcome in REFUSED] or found)
        return Reason(NOT_ASKED)

    def places(self, kinds: Sequence[str], claims: Sequence[Claim], services: frozenset[str]) -> str | None:
        """Where the letters that tell of a thing send those who ask for it."""
        own = {claim.letter.iri for claim in claims}
        asked = [one for one in self._relevant(claims, services) if one.letter in own and any(map(one.asks_for, kinds))]
        return "; ".join(dict.fromkeys(place for one in asked for place in one.places)) or None

    def _relevant(self, claims: Sequence[Claim], services: frozenset[str]) -> list[Asked]:
        own = {claim.letter.iri for claim in claims}
        return [
            one
            for council in dict.fromkeys(claim.council for claim in claims)
            for one in self.asked.get(council, ())
            if (one.letter in own and (one.services & services or not (one.services and services)))
            or (one.named and one.named == services)
        ]


def reasons_of(store: Store, until: date | None = None, scope: Scope | None = None) -> Reasons:
    """What became of the questions of all letters, or of those written until a day."""
    if scope:
        rows = ask(store, "questions-asked", scope)
        services = ask(store, "services-of-questions", {"node": sorted({str(row["node"]) for row in rows})})
    else:
        rows, services = ask_together(store, ("questions-asked", {}), ("services-of-questions", {}))
    return _reasons([row for row in rows if is_written(row, until)], services)


def reasons_about(store: Store, letters: Iterable[str], elsewhere: Iterable[str]) -> Reasons:
    """The same of the questions of some letters, and of some questions elsewhere; both by their IRIs."""
    here, there = ask_together(
        store, ("questions-asked", {"letter_iri": sorted(letters)}), ("questions-asked", {"node": sorted(elsewhere)})
    )
    nodes = sorted({str(row["node"]) for row in (*here, *there)})
    services = ask_together(
        store, ("services-of-questions", {"node": nodes[::2]}), ("services-of-questions", {"node": nodes[1::2]})
    )
    return _reasons([*here, *there], [row for rows in services for row in rows])


def _reasons(rows: Iterable[Row], services: Iterable[Row]) -> Reasons:
    found: dict[str, Asked] = {}
    for row in rows:
        one = found.setdefault(str(row["node"]), Asked(row))
        one.asks.add(str(row["asks"]))
        one.besides |= {str(row["besides"])} if row["besides"] else set()
        if row["section"]:
            one.sections[str(row["section"])] = None
        if row["referral"]:
            one.places[f"{row['referral']} {row['url'] or ''}".strip()] = None
    for row in services:
        if str(row["node"]) not in found:
            continue
        if row["said_by"] == "refusal":
            found[str(row["node"])].refused.add(str(row["service"]))
        elif row["said_by"] == "answer":
            found[str(row["node"])].told.add(str(row["service"]))
        elif is_telling(row):
            found[str(row["node"])].named.add(str(row["service"]))
    by_council: dict[str, list[Asked]] = {}
    for one in found.values():
        by_council.setdefault(str(one.row["council"]), []).append(one)
    return Reasons(by_council)


def is_telling(row: Row) -> bool:
    """Whether a row of services-of-questions says whose facts are asked for."""
    return row["said_by"] != "question" or row["service"] not in _EVERYWHERE


def reason_of(found: Sequence[Asked]) -> Reason:
    """Why what some questions ask for is not known."""
    first = found[0]
    sections = tuple(dict.fromkeys(section for one in found for section in one.sections))
    places = dict.fromkeys(place for one in found for place in one.places)
    return Reason(_words(found, sections), first.outcome, sections, "; ".join(places) or None, first.row)


def _words(found: Sequence[Asked], sections: Sequence[str]) -> str:
    cited = ", ".join(sections)
    words = {
        "withheld": f"withheld under {cited}" if cited else "refused, no section given",
        "partly_answered": f"withheld in part under {cited}" if cited else "answered in part",
        "not_held": "not held",
        "referred": "referred elsewhere",
        "unanswered": "asked, left unanswered",
    }.get(found[0].outcome, "asked, but the answer does not say")
    citing = found if sections else found[:1]
    labels = list(
        dict.fromkeys(
            str(one.row["question"]) for one in citing if one.row["question"] and (one.sections or not sections)
        )
    )
    return f"{words} (question{'s' if len(labels) > 1 else ''} {', '.join(labels)})" if labels else words
