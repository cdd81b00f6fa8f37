"""Reports → what is known of one council, system or supplier, as a report of its own that a page is made of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kg.known.asking import ask
from kg.known.flat import claims_linked
from kg.known.rows import Row, in_words
from kg.picturing import wording
from kg.reporting.report import EVIDENCE, Column, Report, Section
from kg.reporting.reports.gaps import SYSTEMS
from kg.store import Store

_FACTS = (
    Column("service", "Service"),
    Column("system", "System"),
    Column("field", "Fact"),
    Column("value", "Value", standing=True),
    Column("council", "Council", detail=True),
    *EVIDENCE,
)
_LETTERS = (
    Column("letter", "Letter"),
    Column("letter_date", "Date"),
    Column("request_id", "Request"),
    Column("subject", "Subject"),
)
_CONTRACTS = (
    Column("council", "Council"),
    Column("service", "Service"),
    Column("system", "System", standing=True),
    Column("supplier", "Supplier", standing=True),
    Column("start", "Start"),
    Column("end", "End", standing=True),
    Column("latest_end", "If extended"),
    Column("term", "Rolls on"),
    Column("annual_cost", "Cost a year"),
    Column("reference", "Reference", detail=True, standing=True),
    Column("extension", "Options to extend", detail=True),
    Column("look", "Where to look", detail=True),
    *EVIDENCE,
)
_REFUSALS, _FIGURES = ("refusals", "refusals"), ("statistics", "figures")
"""A report and its section."""
_ALL = "Every fact, with its words"
_DATED = ("ends", "held-over", "extended", "rolling", "passed", "moved")
"""Sections of the renewals report whose contracts have an end, or roll on."""
_SUPPLIERS = frozenset({"supplier", "former_supplier", "prime_contractor"})
"""Fields whose values are suppliers."""


@dataclass(frozen=True, slots=True)
class Known:
    """All rows that pages of things are made of."""

    reports: Mapping[str, Report]
    letters: Sequence[Row]
    facts: Sequence[Row]
    about: Mapping[tuple[str, str], Sequence[str]]
    """Kind and name of a thing → lines on it that no letter says."""

    indexes: dict[tuple[str, ...], Mapping[str, Sequence[Row]]] = field(default_factory=dict)
    """What has been looked up so far: key, report and sections → name → rows."""

    def of(self, key: str, name: str, report: str, *sections: str) -> tuple[Row, ...]:
        """The rows of some sections of a report that have a name under a key, alone or among others."""
        place = (key, report, *sections)
        if place not in self.indexes:
            self.indexes[place] = _indexed(key, self._rows(report, sections))
        return tuple(self.indexes[place].get(name, ()))

    def columns(self, report: str, section: str) -> tuple[Column, ...]:
        """The columns of a section of a report, without the council."""
        found = next((one.columns for one in self.reports[report].sections if one.name == section), ())
        return tuple(column for column in found if column.key != "council")

    def _rows(self, report: str, sections: Collection[str]) -> Iterator[Row]:
        if report == "facts":
            yield from self.facts
            return
        for section in self.reports[report].sections:
            if section.name in sections:
                yield from section.rows


def _indexed(key: str, rows: Iterable[Row]) -> Mapping[str, Sequence[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        cell = str(row.get(key) or "")
        for name in dict.fromkeys((cell, *cell.split(", "))):
            if name:
                found.setdefault(name, []).append(row)
    return found


def facts_of(store: Store) -> list[Row]:
    """All claims in words, each with the words it rests on; those denied too."""
    found: list[Row] = []
    for claim in claims_linked(store):
        value = wording.value(str(claim["field"]), str(claim["value"]))
        found.append(
            {
                **{key: claim[key] for key in ("council", "service", "system", "quote", "letter", "letter_date")},
                "question": claim["question"], "letter_iri": claim["letter_iri"], "at": claim["start"],
                "field": wording.field(str(claim["field"])), "name": claim["field"], "raw": claim["value"],
                "value": f"not: {value}" if claim["polarity"] == "denied" else value, "value_status": claim["status"],
                "service_label": in_words(str(claim["service"])) if claim["service"] else None,
            }
        )  # fmt: skip
    return found


def about(store: Store) -> dict[tuple[str, str], list[str]]:
    """What is known beforehand of councils, systems and suppliers."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in ask(store, "councils"):
        parts = [str(row[key]).replace("_", " ") for key in ("type", "region", "nation") if row[key]]
        lines = found["council", str(row["council"])]
        if parts and not lines:
            lines.append(", ".join(dict.fromkeys(part[:1].upper() + part[1:] for part in parts)))
    called: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    for row in ask(store, "other-names"):
        called[str(row["kind"]), str(row["preferred"])][str(row["name"])] = None
    for query, kind, other, words in (
        ("catalogue-suppliers", "system", "supplier", "Supplied by {} (catalogue)"),
        ("supplier-owners", "supplier", "owner", "Belongs to {} (catalogue)"),
    ):
        for row in ask(store, query):
            line = words.format(row[other])
            if line not in found[kind, str(row[kind])]:
                found[kind, str(row[kind])].append(line)
    for thing, names in called.items():
        found[thing].append(f"Also called {', '.join(names)}")
    return found


def council(name: str, known: Known) -> Report:
    """All that is known of a council."""
    letters = tuple(row for row in known.letters if row["council"] == name)
    return _report(
        "council", name, known,
        Section("systems", "Systems", SYSTEMS, known.of("council", name, "gaps", "systems")),
        Section("contracts", "Contract end dates", _CONTRACTS[1:], known.of("council", name, "renewals", *_DATED)),
        Section("refusals", "Refused", known.columns(*_REFUSALS), known.of("council", name, *_REFUSALS)),
        Section("figures", "Figures", known.columns(*_FIGURES), known.of("council", name, *_FIGURES)),
        Section("letters", "Letters", _LETTERS, letters),
        Section("facts", _ALL, _FACTS, known.of("council", name, "facts")),
    )  # fmt: skip


def system(name: str, known: Known) -> Report:
    """All that is known of a system."""
    return _report(
        "system", name, known,
        Section("systems", "Who uses it", SYSTEMS, known.of("system", name, "gaps", "systems")),
        Section("contracts", "Contract end dates", _CONTRACTS, known.of("system", name, "renewals", *_DATED)),
        Section("facts", _ALL, _FACTS, known.of("system", name, "facts")),
    )  # fmt: skip


def supplier(name: str, known: Known) -> Report:
    """All that is known of a supplier."""
    said = tuple(row for row in known.of("raw", name, "facts") if row["name"] in _SUPPLIERS)
    events = known.reports["market"].sections[-1]
    told = tuple(row for row in events.rows if name in (row["organisation"], row["other"]))
    return _report(
        "supplier", name, known,
        Section("systems", "Who it supplies", SYSTEMS, known.of("supplier", name, "gaps", "systems")),
        Section("contracts", "Contract end dates", _CONTRACTS, known.of("supplier", name, "renewals", *_DATED)),
        Section("ownership", events.title, events.columns, told, events.note),
        Section("facts", _ALL, _FACTS, said),
    )  # fmt: skip


def _report(kind: str, name: str, known: Known, *sections: Section) -> Report:
    """A report of those sections that hold something."""
    lines = tuple(known.about.get((kind, name), ()))
    return Report(kind, name, None, tuple(section for section in sections if section.rows), lines)


MAKERS = {"council": council, "system": system, "supplier": supplier}
"""Kind of thing → what makes a report on one."""


def refused(known: Known) -> Iterator[Row]:
    """What letters do not answer, as facts of them."""
    for section in known.reports["refusals"].sections:
        if section.name == "refusals":
            for row in section.rows:
                under = f" under {row['section']}" if row["section"] else ""
                yield {**row, "field": "Answer", "value": f"{row['outcome']}{under}", "service_label": None}


def figures(known: Known) -> Iterator[Row]:
    """The figures of letters, as facts of them."""
    for section in known.reports["statistics"].sections:
        if section.name == "figures":
            for row in section.rows:
                told = ", ".join(str(row[key]) for key in ("of", "period") if row[key])
                value = f"{wording.amount(str(row['value']), str(row['unit'] or ''))}{f' ({told})' if told else ''}"
                yield {**row, "field": wording.capital(str(row["measure"])), "value": value, "service_label": None}
