"""The ledger of a graph: what became of every question of every letter, so that nothing is lost without a line.

A question is accounted for by facts, figures or denials in its answer, by its outcome (withheld, not held, …) or by a
referral; by facts that stand under another question which the same words answer; or because it asks nothing about
systems and contracts. What is left was answered and asks about systems, but nothing was understood of the answer.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kg.known.asking import ask
from kg.known.rows import Cell
from kg.store import Store

NOT_UNDERSTOOD = "not understood"
NOTHING_ASKED = "understood: nothing asked about systems"
PLANS_ASKED = "understood: plans asked, which are no facts"
NO_QUESTION = "no question found"
NO_ANSWER = "no answer found"
IN_PARTS = "answered in its parts"
NOT_FACTS = frozenset({"plans", "counting"})
"""Kinds of question whose answer need hold no fact and no figure."""
_ANSWERED = frozenset({"answered", "partly answered"})
_NOTHING = frozenset({"withheld", "not held", "not applicable", "unanswered"})
"""Outcomes that account for a question as they stand."""


@dataclass(frozen=True, slots=True)
class Line:
    """What became of one question, or what a letter holds outside of its questions."""

    letter: str
    letter_date: str | None
    council: str
    question: str | None
    became: str
    facts: int = 0
    fields: tuple[str, ...] = ()
    figures: int = 0
    outcome: str | None = None
    exemptions: tuple[str, ...] = ()
    referrals: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    """Sentences of the answer about systems or contracts on which no claim rests."""
    asks: tuple[str, ...] = ()
    quote: str | None = None
    """The words of the answer, as far as they are in the graph."""


_Row = Mapping[str, Cell]
_Span = tuple[int, int]


@dataclass(slots=True)
class _Account:
    """What the graph holds of one question."""

    row: _Row
    facts: dict[Cell, _Row] = field(default_factory=dict)
    denials: dict[Cell, _Row] = field(default_factory=dict)
    figures: dict[Cell, _Row] = field(default_factory=dict)
    outcome: _Row | None = None
    words: _Row | None = None
    exemptions: set[str] = field(default_factory=set)
    referrals: dict[Cell, str] = field(default_factory=dict)
    asks: set[str] = field(default_factory=set)
    unread: dict[str, None] = field(default_factory=dict)

    @property
    def said(self) -> list[_Row]:
        return [*self.facts.values(), *self.denials.values(), *self.figures.values()]

    def note(self, row: _Row) -> None:
        detail, thing = str(row.get("detail", "")), row.get("thing")
        match row["what"]:
            case "fact":
                self.facts.setdefault(thing, row)
            case "denial":
                self.denials.setdefault(thing, row)
            case "figure":
                self.figures.setdefault(thing, row)
            case "outcome":
                self.outcome = self.outcome or row
            case "words":
                self.words = self.words or row
            case "exemption":
                self.exemptions.add(detail)
            case "referral":
                self.referrals[thing] = detail
            case "asks":
                self.asks.add(detail)
            case "unread":
                self.unread[detail] = None


def ledger(store: Store, letter: str | None = None) -> tuple[Line, ...]:
    """A line for each question of each letter, and for what stands outside of questions; in the letters' order."""
    letters: dict[Cell, list[_Row]] = {}
    for row in ask(store, "coverage", {} if letter is None else {"letter": letter}):
        bound = {name: value for name, value in row.items() if value is not None}
        letters.setdefault(bound["l"], []).append(bound)
    return tuple(line for rows in letters.values() for line in _letter(rows))


def totals(lines: Iterable[Line]) -> dict[str, int]:
    """How many lines ended in which way, the commonest first."""
    return dict(sorted(Counter(_kind(line.became) for line in lines).items(), key=lambda pair: (-pair[1], pair[0])))


def _kind(became: str) -> str:
    return became.partition(" under ")[0]


def _letter(rows: Sequence[_Row]) -> list[Line]:
    accounts = {row["node"]: _Account(row) for row in reversed(rows) if row["what"] == "question"}
    order = list(dict.fromkeys(row["node"] for row in rows if row["what"] == "question"))
    whole = _Account(next(row for row in rows if row["what"] == "letter"))
    for row in rows:
        accounts.get(row.get("node"), whole).note(row)
    lines = [_line(accounts[node], accounts.values()) for node in order]
    if whole.said or whole.referrals or not order:
        lines.append(_outside(whole, has_questions=bool(order)))
    return lines


def _line(account: _Account, accounts: Collection[_Account]) -> Line:
    label = str(account.row["label"]) if "label" in account.row else None
    parts = re.compile(rf"{re.escape(label or '')}(?:[a-z]|[ivx]+)")
    has_parts = label is not None and any(parts.fullmatch(str(other.row.get("label"))) for other in accounts)
    return _made(account, label, _became(account, _elsewhere(account, accounts), has_parts=has_parts))


def _outside(whole: _Account, *, has_questions: bool) -> Line:
    kinds = [
        name for name, held in (("facts", whole.facts), ("figures", whole.figures), ("denials", whole.denials)) if held
    ]
    became = kinds[0] if kinds else "referral" if whole.referrals else NO_QUESTION
    return _made(whole, None, became if has_questions or not kinds else f"{became}, {NO_QUESTION}")


def _made(account: _Account, label: str | None, became: str) -> Line:
    fields = tuple(sorted({str(row["detail"]) for row in account.facts.values()}))
    denied = tuple(sorted({f"not {row['detail']}" for row in account.denials.values()}))
    words = next((row["quote"] for row in (account.words, *account.said) if row), None)
    return Line(
        letter=str(account.row["letter"]),
        letter_date=str(account.row["letter_date"]) if "letter_date" in account.row else None,
        council=str(account.row["council"]),
        question=label,
        became=became,
        facts=len(account.facts),
        fields=fields + denied,
        figures=len(account.figures),
        outcome=str(account.outcome["detail"]) if account.outcome else None,
        exemptions=tuple(sorted(account.exemptions)),
        referrals=tuple(sorted(account.referrals.values())),
        unread=tuple(account.unread),
        asks=tuple(sorted(account.asks)),
        quote=str(words) if words is not None else None,
    )


def _became(account: _Account, elsewhere: Sequence[str], *, has_parts: bool) -> str:
    """In the order of what counts most; the line holds all the rest in its other columns."""
    outcome = str(account.outcome["detail"]) if account.outcome else None
    if account.facts:
        return "facts"
    if account.figures:
        return "figures"
    if account.denials:
        return "denials"
    if outcome in _NOTHING:
        return str(outcome)
    if account.referrals or outcome == "referred":
        return "referral"
    if elsewhere:
        return f"facts under {', '.join(elsewhere)}"
    if has_parts and account.words is None:
        return IN_PARTS
    if outcome is None:
        return NO_ANSWER
    if account.asks and account.asks <= NOT_FACTS:
        return PLANS_ASKED
    asked = bool(account.asks) or account.row.get("of_systems") is True
    return NOT_UNDERSTOOD if asked and outcome in _ANSWERED else NOTHING_ASKED


def _elsewhere(account: _Account, accounts: Iterable[_Account]) -> list[str]:
    """Labels of other questions under which facts of this one's answer stand: questions answered together."""
    passage = _span(account.words) if account.words else None
    if passage is None:
        return []
    return [
        str(other.row.get("label", "-"))
        for other in accounts
        if other is not account and any(_within(_span(row), passage) for row in other.said)
    ]


def _span(row: _Row) -> _Span | None:
    start, end = row.get("start"), row.get("end")
    return (start, end) if isinstance(start, int) and isinstance(end, int) else None


def _within(inner: _Span | None, outer: _Span) -> bool:
    return inner is not None and outer[0] <= inner[0] and inner[1] <= outer[1]
