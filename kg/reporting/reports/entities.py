"""All that is known of one thing: a store and a name in; reference knowledge and claims out."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import TypeVar

from kg.errors import NotFoundError
from kg.known.asking import ask
from kg.known.filtering import Filters
from kg.known.naming import Named, find
from kg.known.rows import Cell, Row, in_words
from kg.reporting.printing import printable
from kg.reporting.reports.refusals import refusals
from kg.schemes import scheme
from kg.store import Store
from kg.vocab import words_for


@dataclass(frozen=True, slots=True)
class Said:
    """A claim that has to do with the thing, with the words it rests on."""

    field: str
    value: Cell
    stated: str | None
    polarity: str
    certainty: str
    made_by: str
    """The extractor, the rule or the decision of a person, by its name in the graph."""
    council: str | None
    system: str | None
    service: str | None
    letter: str | None
    letter_date: str | None
    question: str | None
    quote: str | None
    page: int | None
    """Of the letter's file, from 1; None where the file has no pages."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A question that has to do with the thing and was not plainly answered, with the words of the answer."""

    outcome: str
    section: str | None
    likely: bool
    """Whether only the service ties the question to the thing: the question need not be about it."""
    asked: str | None
    council: str | None
    service: str | None
    letter: str | None
    letter_date: str | None
    question: str | None
    quote: str | None


@dataclass(frozen=True, slots=True)
class EntityView:
    """A thing and all that is known of it."""

    iri: str
    kind: str
    name: str
    reference: tuple[tuple[str, str], ...]
    """What the catalogue and the schemes hold, or what the head of a letter says: property and value."""
    stated: tuple[Said, ...]
    inferred: tuple[Said, ...]
    refused: tuple[Refused, ...]
    """Questions withheld, refused in part, not held, referred elsewhere or left unanswered; none of a contract."""


def show(store: Store, name: str) -> EntityView:
    """What is known of the system, supplier, service, council, contract or letter called `name`.

    Raises:
        NotFoundError: nothing is called so.
        UsageError: several things of one kind are.
    """
    thing = find(store, name)
    claims: dict[Cell, tuple[Cell, Said]] = {}
    for row in ask(store, "claims-about", {"thing": thing.iri}):
        claims.setdefault(row["claim"], (row["said_by"], _said(row)))
    head = dict(_head(store, thing.iri)) if thing.kind == "letter" else {}
    known = [_known(row) for row in ask(store, "reference-about", {"thing": thing.iri})]
    return EntityView(
        thing.iri,
        thing.kind,
        thing.name,
        tuple(head.items()) if head else tuple(known),
        tuple(said for by, said in claims.values() if by != "inferred"),
        tuple(said for by, said in claims.values() if by == "inferred"),
        tuple(_refused(store, thing, head.get("council"))),
    )


def _refused(store: Store, thing: Named, author: str | None) -> Iterator[Refused]:
    """What the council of a letter, or else any, did not plainly answer of the thing."""
    if thing.kind == "contract":
        return
    key, wanted = {
        "letter": ("letter_iri", thing.iri), "service": ("service", thing.iri.rpartition("/")[2]),
    }.get(thing.kind, (thing.kind, thing.name))  # fmt: skip
    council = thing.name if thing.kind == "council" else author
    try:
        sections = refusals(store, Filters(council=council)).sections
    except NotFoundError:  # a council that refused nothing
        return
    for row in next(section.rows for section in sections if section.name == "refusals"):
        cell = str(row[key] or "")
        if wanted == cell or wanted in cell.split(", "):
            yield _refusal(row, likely=row.get(f"{key}_status") not in (None, "stated"))


def _refusal(row: Row, likely: bool) -> Refused:
    keys = ("section", "asked", "council", "service", "letter", "letter_date", "question", "quote")
    words = {key: None if row[key] is None else str(row[key]) for key in keys}
    return Refused(outcome=str(row["outcome"]), likely=likely, **words)


def _head(store: Store, letter: str) -> Iterator[tuple[str, str]]:
    """What the head of a letter says."""
    row = ask(store, "authorities", {"letter_iri": letter})[0]
    act = scheme("regimes").by_notation(str(row["regime"]))
    values = {
        "council": row["council"], "date": row["letter_date"], "reference of the request": row["request_id"],
        "subject": row["subject"], "act": act and act.label,
    }  # fmt: skip
    return ((name, str(value)) for name, value in values.items() if value is not None)


def as_json(view: EntityView) -> str:
    """The view as a JSON object."""
    found = asdict(view)
    found["reference"] = [{"property": name, "value": value} for name, value in view.reference]
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def as_text(view: EntityView) -> str:
    """The view for a terminal."""
    lines = [f"{printable(view.name)} ({view.kind})", view.iri]
    if view.reference:
        lines += ["", "Head of the letter" if view.kind == "letter" else "Reference data"]
        lines += [f"  {name}: {printable(value)}" for name, value in view.reference]
    for title, claims in (("Stated by letters", view.stated), ("Inferred by rules", view.inferred)):
        if claims:
            lines += ["", title, *_by_letter(claims, _said_lines)]
    if not (view.stated or view.inferred):
        told = (
            "It says nothing about systems or contracts."
            if view.kind == "letter"
            else "No letter says anything about it."
        )
        lines += ["", told]
    if view.refused:
        lines += ["", "Not answered, or not in full", *_by_letter(view.refused, _refused_lines)]
    return "\n".join(lines) + "\n"


Told = TypeVar("Told", Said, Refused)


def _by_letter(told: tuple[Told, ...], lines_of: Callable[[Told], Iterator[str]]) -> Iterator[str]:
    def source(one: Told) -> tuple[str, str, str]:
        return one.council or "", one.letter or "", one.letter_date or ""

    for (council, letter, day), group in groupby(sorted(told, key=source), key=source):
        dated = f"{letter}, {day}" if day else letter
        yield f"  {printable(council) or 'No council'} ({dated})" if letter else f"  {printable(council)}"
        for one in group:
            yield from lines_of(one)


def _refused_lines(one: Refused) -> Iterator[str]:
    under = f" under {one.section}" if one.section else ""
    services = ", ".join(in_words(service) for service in (one.service or "").split(", ") if service)
    about = [services or "no service named", f"question {one.question}" if one.question else ""]
    likely = "; tied by its service alone" if one.likely else ""
    yield f"    {one.outcome}{under}  ({', '.join(filter(None, about))}{likely})"
    for words, before, after in ((one.asked, "asked: ", ""), (one.quote, "“", "”")):
        if words:
            yield f"      {before}{printable(words)}{after}"


def _said_lines(said: Said) -> Iterator[str]:
    negation = "not " if said.polarity == "denied" else ""
    sure = "" if said.certainty == "definite" else f" [{said.certainty}]"
    about = " / ".join(part for part in (in_words(said.service or ""), said.system) if part)
    where = f", question {said.question}" if said.question else ""
    told = f"{words_for(said.field)}: {negation}{printable(str(said.value))}"
    yield f"    {told}{sure}  ({about or 'no service named'}{where}; {said.made_by})"
    if said.quote:
        page = f" (page {said.page})" if said.page else ""
        yield f"      “{printable(said.quote)}”{page}"


def _known(row: Row) -> tuple[str, str]:
    name = str(row["property"])
    return "also called" if name == "altLabel" else name, str(row["value"])


def _said(row: Row) -> Said:
    def text(key: str) -> str | None:
        value = row.get(key)
        return None if value is None else str(value)

    made_by = re.sub(r"-(\d[\d.]*)$", r" \1", re.sub(r"^.*/(?:activity|id)/", "", str(row["activity"])))
    return Said(
        field=str(row["field"]),
        value=row.get("value"),
        stated=text("stated"),
        polarity=str(row["polarity"]),
        certainty=str(row["certainty"]),
        made_by=made_by.removeprefix("extract/").replace("rule/", "rule ").replace("decision/", "decision "),
        council=text("council"),
        system=text("system"),
        service=text("service"),
        letter=text("file"),
        letter_date=text("letter_date"),
        question=text("question"),
        quote=text("quote"),
        page=page if isinstance(page := row.get("page"), int) else None,
    )
