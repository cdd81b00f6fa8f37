"""What councils withhold, under which section: by council, subject and kind of question. A store in, a report out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from kg.known.asking import ask, grouped, joined
from kg.known.filtering import Filters
from kg.known.letters import is_written, later_letters
from kg.known.reasons import is_telling
from kg.known.refusing import older, refusing_words
from kg.known.rows import Cell, Row
from kg.known.scoping import Scope, scope_of, without
from kg.known.using import NOTE, Uses, uses_of
from kg.model import PublicInterest
from kg.reporting.report import EVIDENCE, EVIDENCE_KEYS, Column, Report, Section, evidence_of
from kg.store import Store
from kg.vocab import called

_COLUMNS = (
    Column("council", "Council"),
    Column("subject", "Subject of the request", detail=True),
    Column("service", "Service"),
    Column("system", "System", detail=True, standing=True),
    Column("supplier", "Supplier", detail=True, standing=True),
    Column("kind", "Kind of question"),
    Column("asked", "Asked", detail=True),
    Column("outcome", "Outcome"),
    Column("section", "Section"),
    Column("title", "Section in full", detail=True),
    Column("act", "Act", detail=True),
    Column("interest", "Public-interest test"),
    Column("interest_words", "On the public interest", detail=True),
    *EVIDENCE,
)
_SUMS = (
    Column("council", "Council"),
    Column("section", "Section"),
    Column("title", "Section in full"),
    Column("kinds", "Kinds of question"),
    Column("questions", "Questions"),
    Column("tests", "Public interest weighed"),
    Column("letters", "Letters"),
    *EVIDENCE,
)
_COMPARED = (
    Column("questions", "Questions"),
    Column("withheld", "Withheld"),
    Column("in_part", "In part"),
    Column("not_held", "Not held"),
    Column("referred", "Referred"),
    Column("unanswered", "Not answered"),
    Column("share", "Withheld, %"),
    Column("sections", "Sections"),
)
_BY_COUNCIL = (Column("council", "Council"), *_COMPARED, *EVIDENCE)
_BY_KIND = (Column("kind", "Kind of question"), *_COMPARED, *EVIDENCE)
_OUTCOMES = {
    "withheld": "withheld", "partly answered": "in_part", "not held": "not_held", "referred": "referred",
    "unanswered": "unanswered",
}  # fmt: skip


def refusals(store: Store, filters: Filters | None = None, as_of: date | None = None) -> Report:
    """The report: sums by council and section, then a row for each question that was not plainly answered.

    Raises:
        NotFoundError: a filter that names nothing in the graph; the nearest names are offered.
    """
    filters = filters or Filters()
    scope = scope_of(store, filters)
    services: dict[tuple[str, str], set[str]] = {}
    found = [row for row in ask(store, "refusals", scope) if is_written(row, as_of)]
    nodes = {"node": sorted({str(row["node"]) for row in found})} if scope else {}
    for row in ask(store, "services-of-questions", nodes):
        if is_telling(row):
            said_by = "refusal" if row["said_by"] == "refusal" else "all"
            services.setdefault((str(row["node"]), said_by), set()).add(str(row["service"]))
    uses = uses_of(store, as_of, scope)
    rows = [_row(group, services, uses) for group in grouped(found, "node").values()]
    filters.check(rows)
    kept = filters.kept(rows)
    titles = {(row["letter_iri"], row["section"]): row["title"] for row in found}
    sections = (
        Section("by-section", "By council and section", _SUMS, tuple(_sums(kept, titles)), _SUMS_NOTE),
        Section(
            "refusals",
            "Questions",
            _COLUMNS,
            tuple(kept),
            "Withheld, refused in part, referred elsewhere, not held or left unanswered.",
        ),
        Section(
            "by-council",
            "Councils compared",
            _BY_COUNCIL,
            tuple(_compared("council", kept, _all_by_council(store, as_of, scope, filters))),
            "Of all questions to a council, how many it withheld, in whole or in part; the highest share first.",
        ),
        Section(
            "by-kind",
            "Kinds of question compared",
            _BY_KIND,
            tuple(_compared("kind", kept, _all_by_kind(store, as_of, scope, filters))),
            "A question that asks for facts of several kinds counts under each of them.",
        ),
    )
    left = len(rows) - len(kept)
    notes = [*(later_letters(store, as_of, scope) if as_of else ()), *without(scope)]
    notes += [f"Left out by the filters: {left} questions."] if left else []
    notes.append(NOTE)
    notes.append(
        "Public-interest test: what the letter says of it, not what the law requires; empty where it says nothing."
    )
    notes += older(found)
    day = as_of.isoformat() if as_of else None
    return Report("refusals", "What councils withhold", day, sections, tuple(notes))


_SUMS_NOTE = "Each with the words of one example. A question refused under several sections counts under each of them."


def _row(group: Sequence[Row], services: Mapping[tuple[str, str], set[str]], uses: Uses) -> dict[str, Cell]:
    """The rows of a question as one: they differ in kind and section."""
    first = group[0]
    sections = tuple(dict.fromkeys(str(row["section"]) for row in group if row["section"]))
    named = _services(first, services)
    return {
        "council": first["council"], "subject": first["subject"], "service": joined(sorted(named)),
        **uses.about(str(first["council"]), named, f"{first['text'] or ''} {first['quote'] or ''}"),
        "kind": joined(called(str(row["asks"])) for row in group if row["asks"]), "asked": first["text"],
        "outcome": str(first["outcome"]).replace("_", " "), "section": ", ".join(sections) or None,
        "title": joined(row["title"] for row in group), "act": first["act"],
        "interest": first["test"], "interest_words": first["interest"], **evidence_of(refusing_words(first)),
    }  # fmt: skip


def _services(row: Row, services: Mapping[tuple[str, str], set[str]]) -> set[str]:
    """The services of a question; of one that is refused in part, those that the refusal names."""
    refused = services.get((str(row["node"]), "refusal")) if row["outcome"] == "partly_answered" else None
    return refused or services.get((str(row["node"]), "all"), set())


def _sums(rows: Sequence[Row], titles: Mapping[tuple[Cell, Cell], Cell]) -> Iterator[dict[str, Cell]]:
    """What is withheld under each section, or not held and so on without one; most questions first."""
    parts = [
        {**row, "section": section or None, "plain": None if section else row["outcome"]}
        for row in rows
        for section in str(row["section"] or "").split(", ")
    ]
    groups = [
        (council, section or str(group[0]["outcome"]), group)
        for (council, section, _), group in grouped(parts, "council", "section", "plain").items()
    ]
    for council, section, group in sorted(groups, key=lambda each: (each[0], -len(each[2]), each[1])):
        example = next((row for row in group if row["quote"]), group[0])
        yield {
            "council": council, "section": section,
            "title": joined(titles.get((row["letter_iri"], row["section"])) for row in group),
            "kinds": joined(kind for row in group for kind in str(row["kind"] or "").split(", ") if kind),
            "questions": len(group), "tests": sum(row["interest"] == PublicInterest.MADE for row in group),
            "letters": len({row["letter_iri"] for row in group}), **{key: example[key] for key in EVIDENCE_KEYS},
        }  # fmt: skip


def _all_by_council(store: Store, as_of: date | None, scope: Scope, filters: Filters) -> Mapping[str, Sequence[Row]]:
    """The questions that each council answered or refused, each once; nothing where filters choose among them."""
    if filters.given.keys() - {"council"}:
        return {}
    written = {row["answer"]: row for row in reversed(ask(store, "outcomes", scope)) if is_written(row, as_of)}
    return {str(council): rows for (council,), rows in grouped(list(written.values())[::-1], "council").items()}


def _all_by_kind(store: Store, as_of: date | None, scope: Scope, filters: Filters) -> Mapping[str, Sequence[Row]]:
    """The same for each kind of question."""
    if filters.given.keys() - {"council"}:
        return {}
    asked = [row for row in reversed(ask(store, "questions-asked", scope)) if is_written(row, as_of)]
    once = {(row["node"], row["asks"]): {**row, "kind": called(str(row["asks"]))} for row in asked}
    return {str(kind): rows for (kind,), rows in grouped(list(once.values())[::-1], "kind").items()}


def _compared(key: str, rows: Sequence[Row], all_: Mapping[str, Sequence[Row]]) -> Iterator[dict[str, Cell]]:
    """A row for each council or kind, with what became of its questions; the highest share withheld first."""
    groups: dict[str, list[Row]] = {name: [] for name in all_}
    for row in rows:
        for name in str(row[key] or "").split(", ") if key == "kind" else [str(row[key])]:
            if name:
                groups.setdefault(name, []).append(row)
    found = [_comparison(key, name, group, all_.get(name, ())) for name, group in groups.items()]
    yield from sorted(found, key=lambda row: (-float(row["share"] or 0), -int(row["questions"] or 0), str(row[key])))


def _comparison(key: str, name: str, rows: Sequence[Row], all_: Sequence[Row]) -> dict[str, Cell]:
    """What became of the questions of one council or kind, with the words of one example."""
    asked = len(all_) or None
    example = next((row for row in rows if row["quote"]), None) or (rows[0] if rows else evidence_of(all_[0]))
    numbers = Counter(_OUTCOMES[str(row["outcome"])] for row in rows)
    sections = Counter(section for row in rows for section in str(row["section"] or "").split(", ") if section)
    withheld = numbers["withheld"] + numbers["in_part"]
    counted = {one: numbers[one] or None for one in _OUTCOMES.values()}
    cited = ", ".join(f"{section} ({number})" for section, number in sections.most_common())
    share = round(100 * withheld / asked) if asked else None
    return {
        key: name, "questions": asked, **counted, "share": share, "sections": cited or None,
        **{one: example[one] for one in EVIDENCE_KEYS},
    }  # fmt: skip
