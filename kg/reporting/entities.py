"""All that is known of one thing: a store and a name in; reference knowledge and claims out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import groupby

from kg.errors import DataError, NotFoundError, UsageError
from kg.parameters import nearest
from kg.querying import named_query, run
from kg.reporting.flat import Cell, plain
from kg.reporting.printing import printable
from kg.reporting.report import in_words
from kg.sparql import PREFIXES
from kg.store import Store, Table

_NAMES = """
SELECT DISTINCT ?thing ?kind ?name
WHERE {
  VALUES (?class ?kind) {
    (kg:System "system") (kg:Supplier "supplier") (kg:Council "council") (kg:Service "service")
    (kg:Contract "contract")
  }
  ?thing a ?class ;
    skos:prefLabel|skos:altLabel|skos:notation|kg:reference|kg:gssCode|kg:localAuthorityCode ?name .
}
"""
_KINDS = ("system", "supplier", "council", "service", "contract")
"""In the order in which they are taken where one name is that of two things."""


@dataclass(frozen=True, slots=True)
class Said:
    """A claim that has to do with the thing, with the words it rests on."""

    field: str
    value: Cell
    stated: str | None
    polarity: str
    certainty: str
    made_by: str
    """The extractor, or the rule, by its name in the graph."""
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
class EntityView:
    """A thing and all that is known of it."""

    iri: str
    kind: str
    name: str
    reference: tuple[tuple[str, str], ...]
    """What the catalogue and the schemes hold: property and value."""
    stated: tuple[Said, ...]
    inferred: tuple[Said, ...]


def show(store: Store, name: str) -> EntityView:
    """What is known of the system, supplier, service, council or contract called `name`.

    Raises:
        NotFoundError: nothing is called so.
        UsageError: several things of one kind are.
    """
    iri, kind, called = _find(store, name)
    claims: dict[Cell, tuple[Cell, Said]] = {}
    for row in _ask(store, "claims-about", iri):
        claims.setdefault(row["claim"], (row["said_by"], _said(row)))
    return EntityView(
        iri,
        kind,
        store.label(iri) or called,
        tuple(_known(row) for row in _ask(store, "reference-about", iri)),
        tuple(said for by, said in claims.values() if by != "inferred"),
        tuple(said for by, said in claims.values() if by == "inferred"),
    )


def as_json(view: EntityView) -> str:
    """The view as a JSON object."""
    found = asdict(view)
    found["reference"] = [{"property": name, "value": value} for name, value in view.reference]
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def as_text(view: EntityView) -> str:
    """The view for a terminal."""
    lines = [f"{printable(view.name)} ({view.kind})", view.iri]
    if view.reference:
        lines += ["", "Reference data"]
        lines += [f"  {name}: {printable(value)}" for name, value in view.reference]
    for title, claims in (("Stated by letters", view.stated), ("Inferred by rules", view.inferred)):
        if claims:
            lines += ["", title, *_claim_lines(claims)]
    if not (view.stated or view.inferred):
        lines += ["", "No letter says anything of it."]
    return "\n".join(lines) + "\n"


def _claim_lines(claims: tuple[Said, ...]) -> Iterator[str]:
    def source(said: Said) -> tuple[str, str, str]:
        return said.council or "", said.letter or "", said.letter_date or ""

    for (council, letter, day), group in groupby(sorted(claims, key=source), key=source):
        dated = f"{letter}, {day}" if day else letter
        yield f"  {printable(council) or 'No council'} ({dated})" if letter else f"  {printable(council)}"
        for said in group:
            yield from _said_lines(said)


def _said_lines(said: Said) -> Iterator[str]:
    negation = "not " if said.polarity == "denied" else ""
    sure = "" if said.certainty == "definite" else f" [{said.certainty}]"
    about = " / ".join(part for part in (in_words(said.service or ""), said.system) if part)
    where = f", question {said.question}" if said.question else ""
    value = printable(str(said.value))
    yield f"    {said.field}: {negation}{value}{sure}  ({about or 'no service named'}{where}; {said.made_by})"
    if said.quote:
        page = f" (page {said.page})" if said.page else ""
        yield f"      “{printable(said.quote)}”{page}"


def _ask(store: Store, name: str, iri: str) -> list[dict[str, Cell]]:
    result = run(store, named_query(name), {"thing": iri})
    if not isinstance(result, Table):
        raise DataError(f"The query {name} is no SELECT query.", "Install the package again.")
    return [{key: plain(term) for key, term in row.items()} for row in result]


def _known(row: dict[str, Cell]) -> tuple[str, str]:
    name = str(row["property"])
    return "also called" if name == "altLabel" else name, str(row["value"])


def _said(row: dict[str, Cell]) -> Said:
    def text(key: str) -> str | None:
        value = row.get(key)
        return None if value is None else str(value)

    made_by = re.sub(r"-(\d[\d.]*)$", r" \1", str(row["activity"]).rpartition("/activity/")[2])
    return Said(
        field=str(row["field"]),
        value=row.get("value"),
        stated=text("stated"),
        polarity=str(row["polarity"]),
        certainty=str(row["certainty"]),
        made_by=made_by.removeprefix("extract/").replace("rule/", "rule "),
        council=text("council"),
        system=text("system"),
        service=text("service"),
        letter=text("file"),
        letter_date=text("letter_date"),
        question=text("question"),
        quote=text("quote"),
        page=page if isinstance(page := row.get("page"), int) else None,
    )


def _find(store: Store, name: str) -> tuple[str, str, str]:
    """IRI, kind and matching name of what is called `name`: preferred names first, then by kind."""
    wanted = _folded(name)
    found: dict[str, tuple[bool, int, str]] = {}
    names: set[str] = set()
    for row in store.select(_NAMES):
        iri, kind, called = (str(plain(row[key])) for key in ("thing", "kind", "name"))
        names.add(called)
        if wanted in (_folded(called), _folded(iri), _folded(iri.replace(PREFIXES["id"], "id:", 1))):
            preferred = _folded(store.label(iri) or called) == wanted
            found[iri] = min(found.get(iri, (True, 9, "")), (not preferred, _KINDS.index(kind), called))
    if not found:
        hint = nearest(name, sorted(names), "See what there is with `kg query --name systems-by-councils`.")
        raise NotFoundError(f"Nothing in this graph is called {name!r}.", hint)
    best = min(found.values())[:2]
    same = sorted(iri for iri, place in found.items() if place[:2] == best)
    if len(same) > 1:
        hint = f"Name one by its IRI: {', '.join(same)}"
        raise UsageError(f"{len(same)} things are called {name!r}.", hint)
    return same[0], _KINDS[best[1]], found[same[0]][2]


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())
