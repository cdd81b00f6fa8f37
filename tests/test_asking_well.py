"""Values of parameters: what is taken, what is refused with the nearest, and that no date is lost to a filter."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal

from kg import caching
from kg.errors import NotFoundError, UsageError
from kg.parameters import Parameter, ParameterType
from kg.querying import answer, bind, named_query, parse_query, run
from kg.sparql import put_terms
from kg.store import Store, Table
from kg.values import interval_of
from tests.graphs import Said, letter, store_of

HERE = Path(__file__).parent
SMALL = HERE / "fixtures" / "small.trig"
DAYS = st.dates(date(2020, 1, 1), date(2034, 12, 31))
STATED = st.one_of(
    st.builds(lambda day, width: day.isoformat()[:width], DAYS, st.sampled_from([4, 7, 10])),
    DAYS.map(lambda day: f"{day:%Y-%m}/.."),
    DAYS.map(lambda day: f"../{day:%Y}"),
)


@given(ends=st.lists(STATED, min_size=1, max_size=8), first=st.none() | DAYS, last=st.none() | DAYS)
@settings(max_examples=100, deadline=None)
def test_a_period_finds_every_end_that_may_fall_into_it(ends: list[str], first: date | None, last: date | None) -> None:
    store = store_of(
        *(letter(Said("contract_end", end), reference=f"FOI {number}") for number, end in enumerate(ends)),
        reference=False,
    )
    if first and last and last < first:
        first, last = last, first
    expected = []
    for number, end in enumerate(ends):
        bounds = interval_of(end)
        begins, finishes = bounds.earliest or date.min, bounds.latest or date.max
        if (last is None or begins <= last) and (first is None or finishes >= first):
            certain = (first is None or begins >= first) and (last is None or finishes <= last)
            expected.append((f"foi-{number}.txt", end, "certain" if certain else "possible"))
    period = {name: day.isoformat() for name, day in (("from", first), ("to", last)) if day}
    table = run(store, named_query("contracts-ending-between"), period)
    assert isinstance(table, Table)
    assert sorted((row["file"].value, row["end"].value, row["match"].value) for row in table) == sorted(expected)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("name", "value", "day"),
    [
        ("from", "2026", "2026-01-01"), ("from", "2026-11", "2026-11-01"), ("from", "2026-11-30", "2026-11-30"),
        ("to", "2026", "2026-12-31"), ("to", "2028-02", "2028-02-29"), ("on", "2026", "2026-01-01"),
    ],
)  # fmt: skip
def test_a_year_or_a_month_is_a_date(name: str, value: str, day: str) -> None:
    query = parse_query("q", f"# parameter {name} date: a day\nSELECT * {{\n# parameters\nFILTER(?{name} > ?x)\n}}")
    assert f'FILTER("{day}"^^' in bind(query, {name: value})


def test_a_period_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(UsageError, match="from 2028-01-01 to 2026-12-31 is empty") as caught:
        bind(named_query("contracts-ending-between"), {"from": "2028", "to": "2026"})
    assert "`from`" in caught.value.hint


@pytest.mark.parametrize(
    ("query", "values", "hint"),
    [
        ("councils-using-supplier", {"supplier": "OLM Sistems"}, "OLM Systems"),
        ("withheld-by-section", {"section": "s.34(2)"}, "s.43(2)"),
        ("evidence-for-value", {"value": "CareDirectr"}, "CareDirector"),
        ("conflicting-answers", {"authority": "Coventri City"}, "Coventry City Council"),
    ],
)
def test_a_name_that_nothing_has_offers_the_nearest(query: str, values: dict[str, str], hint: str) -> None:
    with pytest.raises(NotFoundError) as caught:
        answer(Store.open(SMALL), named_query(query), values)
    assert hint in caught.value.hint


def test_a_known_name_of_which_nothing_is_said_has_no_rows() -> None:
    store = Store.open(SMALL)
    assert answer(store, named_query("conflicting-answers"), {"authority": "coventry city council"}) == Table(
        ("council", "field", "one_value", "one_file", "one_quote", "other_value", "other_file", "other_quote", "thing"),
        (),
    )  # fmt: skip
    assert len(answer(store, named_query("withheld-by-section"), {"section": "s.43"}).rows) == 1  # type: ignore[union-attr]


def test_every_type_has_an_example_of_its_own_kind() -> None:
    examples = {kind: Parameter("x", kind, "").example for kind in ParameterType}
    assert examples[ParameterType.SUPPLIER] == "--param x=Civica"
    assert examples[ParameterType.SECTION] == "--param x=s.43"


def test_terms_stand_only_where_the_variable_stands() -> None:
    text = 'SELECT ?o { ?s ?p ?o . FILTER(?from < ?fromage && "?from" != $from && BOUND( ?from )) # ?from\n <urn:?from> ?a 1 }'
    assert put_terms(text, {"from": '"x"'}) == (
        'SELECT ?o { ?s ?p ?o . FILTER("x" < ?fromage && "?from" != "x" && true) # ?from\n <urn:?from> ?a 1 }'
    )


def test_several_values_mean_any_of_them() -> None:
    query = parse_query("q", "# parameter given string: anything\nSELECT ?given {\n# parameters\n}")
    result = Store().query(bind(query, {"given": ["a", 'b" }']}))
    assert isinstance(result, Table)
    assert [row["given"] for row in result] == [Literal("a"), Literal('b" }')]


def test_an_empty_query_is_told_so() -> None:
    done = kg("query", " ")
    assert (done.returncode, "The query is empty." in done.stderr) == (2, True)


def test_an_interrupt_stops_a_query_that_would_run_for_ever() -> None:
    text = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?c != ?f && ?i != ?l) }"
    command = [sys.executable, "-m", "kg", "query", text, "--where", str(SMALL)]
    with subprocess.Popen(
        command, cwd=HERE.parent, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # tests in the background ignore it
    ) as running:  # fmt: skip
        try:
            time.sleep(3)
            assert running.poll() is None, "the query is over before it can be stopped"
            running.send_signal(signal.SIGINT)
            out, complaint = running.communicate(timeout=30)
        finally:
            running.kill()
    assert (running.returncode, out) == (130, "")
    assert complaint == "Stopped: the query was not finished, and nothing was written.\n"


def test_a_large_file_is_kept_as_a_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COUNCIL_KG_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(caching, "LARGE", 0)
    stores = tmp_path / "cache" / "stores"
    graph = tmp_path / "graph.nq"
    graph.write_text("<urn:a> <urn:p> <urn:b> <urn:g> .\n<urn:a> <urn:p> <urn:b> <urn:h> .\n")
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    for _ in range(2):
        store = Store.open(tmp_path)
        assert [row["n"] for row in store.select(count)] == [Literal(1)]
        assert (len(store), store.graphs()) == (2, ("urn:g", "urn:h"))
        assert len(store.select("SELECT ?g { GRAPH ?g { ?s ?p ?o } }")) == 2
    assert len(list(stores.glob("*/*"))) == 1
    graph.write_text(
        "<urn:a> <urn:p> <urn:c> <urn:g> .\n<urn:d> <urn:p> <urn:b> <urn:h> .\n<urn:e> <urn:p> <urn:f> <urn:h> .\n"
    )
    assert [row["n"] for row in Store.open(tmp_path).select(count)] == [Literal(3)]
    assert len(list(stores.glob("*/*"))) == 1, "the store of the older state is gone"
    graph.write_text("<urn:a> <urn:p> <urn:c> .\n<urn:d> <urn:p> <urn:b> <urn:h> .\n")
    assert len(Store.open(tmp_path)) == 2, "triples in no graph: held in memory"
    graph.write_text("<urn:a> <urn:p> .\n")
    with pytest.raises(Exception, match="is damaged"):
        Store.open(tmp_path)


def kg(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kg", *arguments]
    return subprocess.run(command, cwd=HERE.parent, capture_output=True, text=True, check=False)
