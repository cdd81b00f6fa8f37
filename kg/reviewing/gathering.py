"""A build and people's decisions → what a review shows: letters with their words, claims by urgency, decisions.

Claims are those that were read: what stands by a decision of the file is shown as it was read, with the decision
beside it, so that it can be taken back. A decision whose claim the build does not show, as of one that was unsure and
is rejected, speaks for itself: its line holds all that names the claim.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kg.building.places import listing
from kg.building.report import letter_rows
from kg.decisions import read_decisions
from kg.decisions.choosing import cells_of
from kg.decisions.kinds import KINDS, About
from kg.decisions.letters import DIGITS
from kg.decisions.values import SUPPLIERS, text_of
from kg.errors import NotFoundError
from kg.exporting.unsure import UNSURE_FILE, read_unsure
from kg.known.asking import ask
from kg.known.flat import claims_linked
from kg.model import Decision, Interval
from kg.picturing.letters import Pieces, read_texts
from kg.picturing.wording import value as spoken
from kg.reviewing.weighing import consequence, doubt, is_within
from kg.store import Store
from kg.vocab import FIELDS

Row = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Wish:
    """Which letters and claims are reviewed; what is empty asks for all."""

    letters: tuple[str, ...] = ()
    council: str = ""
    field: str = ""
    supplier: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A letter under review: how decisions name it, and its words."""

    cells: Mapping[str, str]
    council: str
    date: str
    pieces: Pieces


@dataclass(frozen=True, slots=True)
class Item:
    """A claim under review: how decisions name it, where its words stand, and how urgent it is."""

    letter: int
    cells: Mapping[str, str]
    said: str
    """Its value in words."""
    quote: str
    start: int | None
    end: int | None
    stated: bool
    """Whether it is stated; else it is unsure."""
    certainty: str
    confidence: float | None
    urgency: float
    soon: bool
    """Whether it is an end within the horizon."""
    suppliers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A decision that stands in the file, and the number of the claim that it is about, where that is known."""

    cells: Mapping[str, str]
    letter: int
    item: int | None = None


@dataclass(slots=True)
class Review:
    """All that a review shows."""

    letters: list[Sheet] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    """Stated ones in the order of their letters, then those that are unsure."""
    lines: list[Line] = field(default_factory=list)
    partial: bool = False
    """Whether claims of these letters are left out, so that none of them can be finished."""


def review_of(where: Path, decisions: Path | None, horizon: Interval, wish: Wish | None = None) -> Review:
    """The review of a build; `decisions` is the file in which its decisions stand or will stand.

    Raises:
        NotFoundError: there is no build, or nothing in it is as wished.
        UsageError: the file of decisions cannot be read.
    """
    known = read_decisions(decisions)[0] if decisions and decisions.is_file() else []
    return _Gathering(where, known, horizon, wish or Wish()).run()


class _Gathering:
    def __init__(self, where: Path, known: Sequence[Decision], horizon: Interval, wish: Wish) -> None:
        self.where = where
        self.known = {one.key: one for one in known}
        self.horizon = horizon
        self.wish = wish
        self.review = Review(partial=bool(wish.field or wish.supplier))
        self.by_file: dict[str, int] = {}
        self.by_digest: dict[str, int] = {}
        self.item_of: dict[str, int] = {}
        """The claim that each decision is about, by its key."""

    def run(self) -> Review:
        store = Store.open(self.where)
        self._letters()
        told = ask(store, "decisions")
        stated = [row for row in claims_linked(store) if _is_of_a_letter(row)]
        unsure = list(read_unsure(self.where)) if (self.where / UNSURE_FILE).is_file() else []
        made = {row["claim"] for row in told if row["done"] == "made"}
        read: list[Row] = [row for row in stated if row["claim"] not in made]
        self._items([*read, *self._gone(told, read)], unsure, _suppliers([*stated, *unsure]))
        self._decisions(told, stated)
        if not self.review.items and (self.wish.supplier or not self.review.letters):
            hint = f"See `{listing('kg facts', self.where)}` for what there is."
            raise NotFoundError(f"Nothing in {self.where} is as wished.", hint)
        return self.review

    def _letters(self) -> None:
        texts = read_texts(self.where)
        for row in letter_rows(self.where):
            file = str(row["file"])
            if not _is_wished(file, self.wish.letters) or self.wish.council not in ("", row["council"]):
                continue
            digest = str(row["sha256"])[:DIGITS]
            self.by_file[file] = self.by_digest[digest] = len(self.review.letters)
            cells = {
                "letter": file, "council": str(row["council"]), "request": text_of(row["request"]), "digest": digest,
            }  # fmt: skip
            pieces = texts.get(f"letter/{row['key']}", [])
            self.review.letters.append(Sheet(cells, str(row["council"]), text_of(row["date"]), pieces))

    def _items(self, stated: Iterable[Row], unsure: Iterable[Row], suppliers: Mapping[_Use, Sequence[str]]) -> None:
        seen: set[tuple[object, ...]] = set()
        for row, is_stated in [*((row, True) for row in stated), *((row, False) for row in unsure)]:
            number = self.by_file.get(str(row["letter"]))
            mine = tuple(suppliers.get(_use(row), ()))
            if number is None or not self._is_wished_claim(row, mine):
                continue
            cells = {name: text for name, text in cells_of(row) if name != "letter"}
            place = number, *cells.values()  # what is said twice in the same words is decided at once
            claim = str(row.get("claim") or "")
            if place not in seen:
                seen.add(place)
                self.review.items.append(self._item(number, cells, row, is_stated, mine))
            if claim:
                self.item_of.setdefault(claim, len(self.review.items) - 1)

    def _is_wished_claim(self, row: Row, suppliers: Sequence[str]) -> bool:
        return self.wish.field in ("", row["field"]) and (not self.wish.supplier or self.wish.supplier in suppliers)

    def _item(self, letter: int, cells: Mapping[str, str], row: Row, stated: bool, suppliers: tuple[str, ...]) -> Item:
        start, end = row.get("start"), row.get("end")
        confidence = row.get("confidence")
        sure = float(str(confidence)) if confidence is not None else None
        urgency = doubt(sure, stated) * consequence(row, self.horizon)
        is_end = cells["field"] == "contract_end"
        return Item(
            letter, cells, spoken(cells["field"], cells["value"]), text_of(row.get("quote")),
            int(str(start)) if start is not None else None, int(str(end)) if end is not None else None,
            stated, text_of(row.get("certainty")) or "definite", sure, round(urgency, 4),
            is_end and is_within(cells["value"], self.horizon), suppliers,
        )  # fmt: skip

    def _gone(self, told: Iterable[Row], read: Sequence[Row]) -> list[Row]:
        """What was read and gave way to a decision, in full: as the decision's line names it, where it is there."""
        found: dict[object, Row] = {}
        shown = {row["claim"] for row in read}
        for row in told:
            if row["done"] != "set aside" or row["claim"] in shown:
                continue
            line = self.known.get(str(row["decision"]))
            question = line.question if line else None
            quote = str(row["quote"])
            start = int(str(row["start"]))
            end = start + len(quote)
            found.setdefault(row["claim"], {**row, "question": question or None, "end": end, "confidence": None})
        return list(found.values())

    def _decisions(self, told: Iterable[Row], stated: Iterable[Row]) -> None:
        """The lines of the file that are about letters under review, and claims as the graph ties them."""
        tied: dict[str, int] = {}
        for row in told:
            item = self.item_of.get(str(row["claim"])) if row["done"] in ("confirmed", "set aside") else None
            if item is not None:
                tied.setdefault(str(row["decision"]), item)
        letters = {str(row["decision"]): self.by_file.get(str(row["letter"])) for row in told if row["letter"]}
        for key, decision in self.known.items():
            letter = letters.get(key)
            if letter is None:
                letter = self._letter_of(decision)
            if letter is not None and _is_shown(decision):
                self.review.lines.append(Line(decision.cells, letter, tied.get(key)))

    def _letter_of(self, decision: Decision) -> int | None:
        found = self.by_digest.get(decision.digest[:DIGITS])
        return found if found is not None else self.by_file.get(decision.letter)


_Use = tuple[str, str, str]
"""A letter, and the service and system of which it speaks."""


def _use(row: Row) -> _Use:
    return str(row["letter"]), text_of(row.get("service")), text_of(row.get("system"))


def _suppliers(rows: Iterable[Row]) -> dict[_Use, list[str]]:
    """The suppliers of what each letter speaks of."""
    found: dict[_Use, list[str]] = defaultdict(list)
    for row in rows:
        if row["field"] in SUPPLIERS and str(row["value"]) not in found[_use(row)]:
            found[_use(row)].append(str(row["value"]))
    return found


def _is_of_a_letter(row: Row) -> bool:
    return row["status"] == "stated" and row["polarity"] == "affirmed" and row["field"] in FIELDS


def _is_shown(decision: Decision) -> bool:
    return KINDS[decision.decision].about in (About.CLAIM, About.LETTER)


def _is_wished(file: str, names: Sequence[str]) -> bool:
    return not names or any(name in (file, file.rsplit("/", 1)[-1]) for name in names)
