"""The renewal horizon: certain and possible ends, unknown ones with why, and nothing lost that is stated as a year or month."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from kg.building import build_graph, build_in_memory
from kg.cli import app
from kg.errors import NotFoundError, UsageError
from kg.model import Interval
from kg.reporting.formats.rendering import render
from kg.reporting.reports.renewals import renewals
from kg.reporting.reports.wanting import falls_in, wanted
from kg.store import Store
from kg.values import interval_of
from tests.competency import CORPORA
from tests.letters import document, letter_text

ADULT = {
    "council": "Coventry City Council", "service": "adult-social-care", "system": "CareDirector", "system_status": "inferred",
    "supplier": "CareWorks", "supplier_status": "reference", "reference": "COV CG/002/Adult", "reference_status": "inferred",
    "end_status": "stated", "start": "2009-12", "end": "2026-11", "earliest": "2026-11-01",
    "latest": "2026-11-30", "falls": "certain", "months_left": 0, "quote": "Until November 2026.",
    "letter": "000_b5ede101f7053e1c.txt", "letter_date": "2024-10-02", "question": "15b",
}  # fmt: skip
CHILDREN = {
    "service": "childrens-social-care", "system": "ContrOCC, Liquidlogic", "system_status": "inferred", "supplier": "System C",
    "supplier_status": "stated", "reference": "COV - 10304", "reference_status": "inferred", "start": "2008-09", "end": "2028", "earliest": "2028-01-01",
    "latest": "2028-12-31", "falls": "certain", "quote": "Until 2028.", "question": "15a",
}  # fmt: skip


def rows(store: Store, section: int, *period: str | None, **filters: str) -> list[dict[str, object]]:
    report = renewals(store, wanted(*period, **filters), date(2026, 11, 21))
    return [dict(row) for row in report.sections[section].rows]


def test_the_contracts_of_the_five_letters_that_end_from_2026_to_2028(store: Store) -> None:
    found = rows(store, 0, "2026", "2028")
    assert len(found) == 2
    for row, wanted_row in zip(found, (ADULT, CHILDREN), strict=True):
        assert {key: row[key] for key in wanted_row} == wanted_row
    assert "CareDirector in 001" in str(found[0]["inferred"])


def test_a_year_is_only_possibly_over_by_its_middle(store: Store) -> None:
    assert [row["falls"] for row in rows(store, 0, "2026", "2028-06")] == ["certain", "possible"]
    assert [row["end"] for row in rows(store, 0, "2027", "2027")] == []
    assert [row["end"] for row in rows(store, 0, None, "2026-11-15")] == ["2026-11"]


def test_ends_that_are_not_known_say_why_and_where_to_look(store: Store) -> None:
    found = {str(row["reference"]): row for row in rows(store, 1) if row["reference"]}
    assert set(found) == {"MD-133-2018"}, "the other contracts have an end, stated by a letter that does not name them"
    assert all("s.21" in str(row["why"]) for row in found.values())
    assert all("contractsregister" in str(row["look"]) for row in found.values())
    assert found["MD-133-2018"]["question"] == "2b"


def test_an_end_is_joined_with_the_contract_that_another_letter_names(store: Store) -> None:
    ends = rows(store, 0)
    assert [row["reference"] for row in ends] == ["COV CG/002/Adult", "COV - 10304"]
    assert all("contractsregister" in str(row["look"]) for row in ends), "where to look it up is not lost"
    unknown = {row["system"] for row in rows(store, 1)}
    assert not unknown & {"CareDirector", "Liquidlogic", "ContrOCC, Liquidlogic"}


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (
            "2. When does its contract end?\n\nThis is exempt under section 43(2).",
            "withheld under s.43(2) (question 2)",
        ),
        ("2. When does its contract end?\n\nWe do not hold this information.", "not held (question 2)"),
        ("2. When does its contract end?\n\nSoon.", "asked, but the answer does not say (question 2)"),
        ("2. Where do you live?\n\nHere.", "not asked"),
    ],
)
def test_every_reason_for_an_unknown_end(answer: str, why: str) -> None:
    text = letter_text(f"1. Which system do you use for adult social care?\n\nMosaic.\n\n{answer}")
    built = build_graph([document(text)])
    (row,) = rows(Store.of(built.quads), 1)
    assert row["why"] == why


DAYS = st.dates(date(2000, 1, 1), date(2040, 12, 31))
STATED = st.one_of(DAYS.map(date.isoformat), DAYS.map(lambda d: f"{d:%Y-%m}"), DAYS.map(lambda d: f"{d:%Y}"))


@given(STATED, DAYS, st.integers(0, 2000))
def test_certain_and_possible_are_what_counting_the_days_gives(stated: str, first: date, length: int) -> None:
    last = first + timedelta(days=length)
    bounds = interval_of(stated)
    assert bounds.earliest
    assert bounds.latest
    days = [bounds.earliest + timedelta(days=n) for n in range((bounds.latest - bounds.earliest).days + 1)]
    inside = [first <= day <= last for day in days]
    assert falls_in(bounds, first, last) == ("certain" if all(inside) else "possible" if any(inside) else None)


def test_an_end_without_bounds_is_never_lost() -> None:
    assert falls_in(Interval(None, None), date(2026, 1, 1), date(2026, 12, 31)) == "possible"


@pytest.mark.parametrize(
    ("first", "last"), [("2028", "2026"), ("next year", None), (None, "2026-13"), ("31/03/2026", None)]
)
def test_bad_periods_are_refused(first: str | None, last: str | None) -> None:
    with pytest.raises(UsageError):
        wanted(first, last)


def test_filters_and_unknown_names(store: Store) -> None:
    assert [row["end"] for row in rows(store, 0, service="adult-social-care")] == ["2026-11"]
    with pytest.raises(NotFoundError, match="Coventry City Council"):
        renewals(store, wanted(council="Covntry City Council"))


def test_a_letters_words_stay_words_in_markdown_and_csv() -> None:
    text = letter_text(
        '1. Which system do you use for adult social care?\n\n=HYPERLINK("http://x")|<script>alert(1)</script>, supplied by Mosaic.\n\n'
        "2. When does the contract end?\n\n31 March 2027"
    )
    report = renewals(Store.of(build_graph([document(text)]).quads))
    markdown = render(report, "md")
    assert "<script" not in markdown
    assert not [line for line in markdown.splitlines() if line.startswith("|") and "http://" in line]
    assert not [
        cell for line in render(report, "csv").splitlines() for cell in line.split(",") if cell.strip('"')[:1] == "="
    ]


@pytest.mark.parametrize("format_", ["table", "md", "csv", "json"])
def test_the_command_prints_every_format(built_folder: str, format_: str) -> None:
    command = [
        "report",
        "renewals",
        "--from",
        "2026",
        "--to",
        "2028",
        "--as-of",
        "2026-11-21",
        "--where",
        built_folder,
        "--format",
        format_,
    ]
    done = CliRunner().invoke(app, command)
    assert done.exit_code == 0, done.output
    assert "COV CG/002/Adult" in done.output
    assert "Until 2028." in done.output
    if format_ == "json":
        assert [row["end"] for row in json.loads(done.output)["sections"][0]["rows"]] == ["2026-11", "2028"]


@pytest.fixture(scope="module")
def built_folder(store: Store, tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("graph")
    (folder / "graph.nq").write_text("".join(f"{quad} .\n" for quad in store.quads()), encoding="utf-8")
    return str(folder)


@pytest.mark.parametrize("corpus", CORPORA)
def test_what_the_engine_is_asked_for_alone_says_what_the_whole_graph_says(corpus: str) -> None:
    store = build_in_memory(CORPORA[corpus])
    whole, asked = (renewals(store, wish, date(2026, 11, 21)) for wish in (wanted(), wanted("0001", "9999")))
    assert [section.name for section in asked.sections] == [section.name for section in whole.sections]
    for one, other in zip(whole.sections, asked.sections, strict=True):
        assert [{**row, "falls": None} for row in one.rows] == [{**row, "falls": None} for row in other.rows]
    assert sum(len(section.rows) for section in whole.sections) > 5
