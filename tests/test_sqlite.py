"""The SQLite file: it says what the graph says, all its keys lead somewhere, and words are found."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from pyoxigraph import Quad

from kg.exporting.relations import relations
from kg.exporting.sqlite import sqlite_file
from kg.known import flat
from kg.store import Store
from tests.graphs import ADULT, CHILDREN, Asked, Said, letter, modular, named, quads_of

LETTERS = (
    letter(
        named("Mosaic"), Said("supplier", "Access", ADULT, "Mosaic"), Said("hosting", "on-premises", ADULT, "Mosaic"),
        Said("contract_reference", "REF 7", ADULT, "Mosaic"), Said("contract_end", "2028", ADULT, "Mosaic"),
        Said("annual_cost", 52400, ADULT, "Mosaic"), Said("provided", True, ADULT, "Mosaic"),
        Said("contract_end", "2027-03-31", CHILDREN, quote="Children's social care is hosted until March 2027."),
        asked=(
            Asked("1", "Who supplies it?"),
            Asked("2", "What does it cost?", exemptions=("s.43(2)",), look_in=(("register", "https://example.org"),)),
        ),
    ),
    modular(),
)  # fmt: skip


@pytest.fixture(scope="module")
def quads() -> list[Quad]:
    return quads_of(*LETTERS)


@pytest.fixture(scope="module")
def base(quads: list[Quad]) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:")) as found:
        found.deserialize(sqlite_file(Store.of(quads)))
        yield found


def test_the_same_graph_gives_the_same_bytes(quads: list[Quad]) -> None:
    assert sqlite_file(Store.of(reversed(quads))) == sqlite_file(Store.of(quads))


def test_all_is_whole(base: sqlite3.Connection) -> None:
    assert base.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert base.execute("PRAGMA foreign_key_check").fetchall() == []
    counts = counted(base)
    assert len(counts) == 9
    assert all(counts.values()), counts


def counted(base: sqlite3.Connection) -> dict[str, int]:
    """How many rows each table has."""
    return {name: base.execute(f"SELECT COUNT(*) FROM {name}").fetchone()[0] for name in relations(Store.of(()))}


def test_every_key_has_an_index(base: sqlite3.Connection) -> None:
    tables = [
        name
        for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%REFERENCES%'")
    ]
    assert len(tables) >= 6
    for table in tables:
        begun = {
            base.execute(f"PRAGMA index_info({index[1]})").fetchone()[2]
            for index in base.execute(f"PRAGMA index_list({table})")
        }
        assert {key[3] for key in base.execute(f"PRAGMA foreign_key_list({table})")} <= begun


def test_the_flat_view_is_the_flat_view(base: sqlite3.Connection, quads: list[Quad]) -> None:
    found = base.execute("SELECT * FROM flat_facts")
    keys = [column[0] for column in found.description]
    rows = [dict(zip(keys, row, strict=True)) for row in found]
    expected = flat.facts(Store.of(quads))
    for row in expected:
        row["value"] = str(row["value"]).lower() if isinstance(row["value"], bool) else row["value"]
    assert tuple(keys) == flat.FACT_KEYS
    assert rows == expected
    assert {"true", 52400, "2028"} <= {row["value"] for row in rows}


def test_five_letters_are_the_flat_view_too(store: Store) -> None:
    with closing(sqlite3.connect(":memory:")) as five:
        five.deserialize(sqlite_file(store))
        found = five.execute("SELECT letter, field, CAST(value AS TEXT), quote, start FROM flat_facts").fetchall()
        assert found == [
            (row["letter"], row["field"], _in_sql(row["value"]), row["quote"], row["start"])
            for row in flat.facts(store)
        ]
        assert five.execute("PRAGMA foreign_key_check").fetchall() == []
        asked = five.execute("SELECT question, outcome FROM outcomes").fetchall()
        assert asked == [(row["question"], row["outcome"]) for row in flat.outcomes(store)]


def _in_sql(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def test_contracts_are_what_reports_know_of_them(base: sqlite3.Connection) -> None:
    base.row_factory = sqlite3.Row
    row = base.execute("SELECT * FROM contracts WHERE reference = 'REF 7'").fetchone()
    base.row_factory = None
    told = {key: row[key] for key in ("id", "name", "system_id", "end", "end_earliest", "end_latest", "annual_cost")}
    assert told == {
        "id": "coventry-city-council/ref-7", "name": "REF 7", "system_id": "mosaic-access", "end": "2028",
        "end_earliest": "2028-01-01", "end_latest": "2028-12-31", "annual_cost": 52400.0,
    }  # fmt: skip
    assert row["supplier_status"] == "stated"
    facts = base.execute("SELECT field FROM facts WHERE contract_id = ?", (row["id"],)).fetchall()
    assert {"supplier", "contract_end", "contract_reference", "annual_cost"} <= {field for (field,) in facts}


def test_words_are_found_by_their_stems(base: sqlite3.Connection) -> None:
    (found,) = base.execute(
        "SELECT facts.value FROM facts_fts JOIN facts ON facts.id = facts_fts.rowid WHERE facts_fts MATCH 'hosting'"
        " AND facts.field = 'contract_end'"
    ).fetchall()
    assert found == ("2027-03-31",)
    assert base.execute("SELECT COUNT(*) FROM outcomes_fts WHERE quote MATCH 'answer'").fetchone() == (2,)
    refused = base.execute("SELECT exemption, referral FROM outcomes WHERE exemption IS NOT NULL").fetchall()
    assert refused == [("s.43(2)", "register <https://example.org>")]


def test_quotes_stand_where_evidence_says(base: sqlite3.Connection) -> None:
    texts = {one.letter.document.source: one.letter.document.text for one in LETTERS}
    rows = base.execute(
        'SELECT letters.name, evidence.start, evidence."end", quote FROM evidence JOIN letters ON letters.id = letter_id'
    )
    found = list(rows)
    assert found
    assert all(texts[name][start:end] == quote for name, start, end, quote in found)


def test_an_empty_graph_is_empty_tables() -> None:
    data = sqlite_file(Store.of(()))
    assert data.startswith(b"SQLite format 3\0")
    with closing(sqlite3.connect(":memory:")) as empty:
        empty.deserialize(data)
        counts = counted(empty)
    assert len(counts) == 9
    assert not any(counts.values()), counts


def test_it_opens_from_disk_read_only(quads: list[Quad], tmp_path: Path) -> None:
    path = tmp_path / "council.db"
    path.write_bytes(sqlite_file(Store.of(quads)))
    with closing(sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)) as found:
        assert found.execute("SELECT COUNT(*) FROM facts").fetchone()[0] > 5
