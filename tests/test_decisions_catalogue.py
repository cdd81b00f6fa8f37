"""Names that people have confirmed become a catalogue of their own, and the next letters are read better with it."""

from __future__ import annotations

import csv
import io
import json
import random
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.decisions.catalogue import Confirmed, catalogue_of
from kg.errors import OutputError
from kg.exporting.folders import write_folder
from kg.model import Decision
from tests.letters import letter_text

PLANNING = "planning-building-control"
Rows = dict[str, dict[str, str]]


def said(kind: str, field: str, value: str, letter: str = "one.txt", **more: Any) -> Decision:
    cells = {"service": PLANNING, "words": f"We use {value}.", "who": "AB", "when": "2026-11-30", **more}
    return Decision(kind, letter=letter, field=field, value=value, **cells)


def same(thing: str, one: str, other: str) -> Decision:
    return Decision(f"same {thing}", value=one, to=other, who="AB")


def rows(found: Confirmed, name: str) -> Rows:
    """The rows of a file by their first column."""
    text = found.files.get(name, b"").decode()
    return {next(iter(row.values())): row for row in csv.DictReader(io.StringIO(text))}


def systems(*decisions: Decision) -> Rows:
    return rows(catalogue_of(decisions), "systems.csv")


def test_what_is_accepted_corrected_to_or_asserted_is_confirmed() -> None:
    found = systems(
        said("accept", "system", "Fernlea", system="Fernlea"),
        said("correct value", "system", "Fern", to="Tessera Gold", letter="two.txt"),
        said("correct system", "contract_end", "2028", to="Quillwork", letter="three.txt"),
        said("assert", "system", "Quoin Suite", letter="four.txt"),
        said("accept", "annual_cost", "4000", system="Mirrorleaf", letter="five.txt"),
        said("correct service", "system", "Overlook", to="libraries", letter="six.txt"),
    )
    assert {row["preferred_name"]: row["service_areas"] for row in found.values()} == {
        "Fernlea": PLANNING, "Tessera Gold": PLANNING, "Quillwork": PLANNING, "Quoin Suite": PLANNING,
        "Mirrorleaf": PLANNING, "Overlook": "libraries",
    }  # fmt: skip
    assert "fernlea" in found  # by which it is known in the graph of letters as well


def test_several_corrections_of_one_claim_are_taken_together() -> None:
    wrong = said("correct field", "supplier", "Fernlea", to="system")
    (row,) = systems(wrong, replace(wrong, decision="correct value", to="Fernlea Web")).values()
    assert row["preferred_name"] == "Fernlea Web"
    found = catalogue_of([wrong, replace(wrong, decision="correct value", to="Fernlea Web")])
    assert not rows(found, "suppliers.csv")


def test_what_is_rejected_or_left_open_is_not_confirmed() -> None:
    accepted = said("accept", "system", "Fernlea")
    assert not systems(said("reject", "system", "Fernlea"), Decision("unsure system", value="Fernlea", to="Fern"))
    assert not systems(accepted, replace(accepted, decision="reject"))
    assert not systems(said("correct system", "contract_end", "2028", to="none", system="Fernlea"))
    assert systems(accepted, said("reject", "system", "Fernlea", letter="two.txt"))


def test_a_supplier_is_that_of_its_system_if_it_is_the_only_one() -> None:
    decisions = [
        said("accept", "supplier", "Bramblegate", system="Fernlea"),
        said("accept", "supplier", "Bramblegate Ltd", system="Fernlea", letter="two.txt"),
        said("accept", "supplier", "Civica", system="Tessera Gold"),
    ]
    found = systems(*decisions)
    assert (found["fernlea"]["current_supplier_id"], found["tessera-gold"]["current_supplier_id"]) == (
        "bramblegate", "civica",
    )  # fmt: skip
    (supplier,) = rows(catalogue_of(decisions), "suppliers.csv").values()  # the shipped one is not repeated
    assert (supplier["preferred_name"], supplier["aliases"]) == ("Bramblegate", "Bramblegate Ltd")
    other = said("accept", "supplier", "Othergate", system="Fernlea", letter="three.txt")
    assert not systems(*decisions, other)["fernlea"]["current_supplier_id"]


def test_spellings_that_are_one_are_names_of_one_thing() -> None:
    found = systems(
        said("accept", "system", "Quoin Lea"), said("accept", "system", "Quoinlea", letter="two.txt"),
        said("accept", "system", "FL Planner", letter="three.txt"), same("system", "FL Planner", "Quoinlea"),
        same("system", "Mosaikum", "Mosaic (social care)"),
    )  # fmt: skip
    assert {(row["preferred_name"], row["aliases"]) for row in found.values()} == {
        ("Quoinlea", "FL Planner|Quoin Lea"), ("Mosaic (social care)", "Mosaikum"),
    }  # fmt: skip
    known = next(row for row in found.values() if row["aliases"] == "Mosaikum")
    assert (known["service_areas"], known["current_supplier_id"]) == ("", "")


def test_two_things_of_the_shipped_catalogue_never_become_one() -> None:
    assert not systems(same("system", "Eclipse", "Liquidlogic"))
    found = systems(same("system", "Fernlea", "Eclipse"), same("system", "Fernlea", "Liquidlogic"))
    assert [row["preferred_name"] for row in found.values()] == ["Fernlea"]


@pytest.mark.parametrize(
    "name",
    ["Jane Archer", "Priya Raman", "Mr J. Patel", "J Archer", "Archer, Jane", "Jane Archer Ltd", "jane.archer@example.org"],
)  # fmt: skip
def test_no_name_of_a_person_enters_a_catalogue(name: str) -> None:
    made = [
        said("accept", "supplier", name, system="Fernlea"), said("assert", "system", name, letter="two.txt"),
        same("supplier", name, "Bramblegate"), said("accept", "users", "4", system=name, letter="three.txt"),
    ]  # fmt: skip
    found = catalogue_of(made)
    assert not [data for data in found.files.values() if b"Archer" in data or name.encode() in data]
    assert found.left_out == 2
    assert rows(found, "systems.csv").keys() == {"fernlea"}


@pytest.mark.parametrize("name", ["in-house", "spreadsheets", "A|B", "=A1", "-", "2024"])
def test_what_is_no_name_stays_out(name: str) -> None:
    found = catalogue_of([said("accept", "system", name)])
    assert (found.files, found.left_out) == ({}, 1)


@pytest.mark.parametrize(
    ("name", "nature"),
    [("Network", "word"), ("FLP", "initials"), ("Archer", "name"), ("Fernlea", ""), ("Tessera Gold", "")],
)
def test_a_name_that_is_also_a_word_is_believed_in_company_alone(name: str, nature: str) -> None:
    found = catalogue_of([said("correct system", "supplier", "Bramblegate", to=name, system="X")])
    sense = rows(found, "ambiguous.csv").get(name)
    if name == "Archer":
        assert sense is None  # also a given name: it might be a person's
        return
    assert (sense["nature"] if sense else "") == nature
    if sense:
        assert "Bramblegate" in sense["safe_context"]
        assert "planning" in sense["safe_context"]


NAMES = st.sampled_from(
    ["Fernlea", "fernlea", "Quoin Lea", "A & B", "A B", "Eclipse", "Network", "Civica", "Österby", "Jane Archer", "B-2"]
)
DECISIONS = st.one_of(
    st.builds(
        said, st.sampled_from(["accept", "assert", "reject"]), st.sampled_from(["system", "supplier"]), NAMES,
        st.sampled_from(["one.txt", "two.txt"]), system=NAMES | st.just(""),
    ),
    st.builds(same, st.sampled_from(["system", "supplier"]), NAMES, NAMES),
)  # fmt: skip


@given(st.lists(DECISIONS, max_size=12), st.integers(0, 9))
def test_any_decisions_give_a_whole_catalogue_in_any_order(decisions: list[Decision], seed: int) -> None:
    found = catalogue_of(decisions)
    mixed = random.Random(seed).sample(decisions, len(decisions))
    assert catalogue_of(mixed) == found
    for name in found.files:
        table = list(csv.reader(io.StringIO(found.files[name].decode())))
        assert {len(row) for row in table} == {len(table[0])}
        assert name == "ambiguous.csv" or len({row[0] for row in table}) == len(table)
    suppliers = rows(found, "suppliers.csv").keys() | {"civica", ""}
    assert {row["current_supplier_id"] for row in rows(found, "systems.csv").values()} <= suppliers


# the folder


def test_only_what_was_written_so_is_replaced(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "own"
    for files in ({"a.csv": b"1\n", "b.csv": b"2\n"}, {"a.csv": b"3\n"}):
        write_folder(folder, files)
        assert {one.name: one.read_bytes() for one in folder.glob("*.csv")} == files
    (folder / "a.csv").write_bytes(b"changed\n")
    with pytest.raises(OutputError, match="was changed since"):
        write_folder(folder, {"a.csv": b"4\n"})
    assert (folder / "a.csv").read_bytes() == b"changed\n"
    assert [one.name for one in folder.parent.iterdir()] == ["own"]


@pytest.mark.parametrize("kind", ["file", "folder", "link", "more"])
def test_what_others_have_put_there_stays(tmp_path: Path, kind: str) -> None:
    folder = tmp_path / "own"
    if kind == "file":
        folder.write_text("mine", encoding="utf-8")
    elif kind == "link":
        (tmp_path / "other").mkdir()
        folder.symlink_to(tmp_path / "other")
    elif kind == "folder":
        folder.mkdir()
        (folder / "notes.txt").touch()
    else:
        write_folder(folder, {"a.csv": b"1\n"})
        (folder / "notes.txt").touch()
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(OutputError, match="stays as it is"):
        write_folder(folder, {"a.csv": b"2\n"})
    assert sorted(tmp_path.rglob("*")) == before


# from a decision to another letter


FIRST = """1. Which system do you use for planning?

Our officers log everything in Fernlea, and have done so for years. It is from Bramblegate.
"""
NEXT = """1. Which software is used for planning and building control, who supplies it and when does the contract end?

fernlea from bramblegate, until 31 March 2028.
"""
"""In small letters, as people in a hurry write, names are believed where somebody has confirmed them."""


def test_a_new_letter_is_read_better_with_the_names_that_were_confirmed(tmp_path: Path) -> None:
    def kg(*arguments: str, status: int = 0) -> str:
        done = subprocess.run([sys.executable, "-m", "kg", *arguments], cwd=tmp_path, capture_output=True, text=True)
        assert done.returncode == status, done.stdout + done.stderr
        return done.stdout

    def read(*catalogue: str) -> dict[str, str]:
        kg("build", "next", "-o", "other", *catalogue)
        found = json.loads(kg("facts", "other", "--format", "json"))
        return {row["field"]: row["value"] for row in found if row["status"] == "stated"}

    for folder, body in (("letters", FIRST), ("next", NEXT)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "reply.txt").write_text(letter_text(body), encoding="utf-8")
    kg("build", "letters")
    kg("decisions", "--write-catalogue", "own", status=2)
    asserted = ("--letter", "reply.txt", "--question", "1", "--service", PLANNING, "--who", "AB")
    kg("decide", "assert", "--field", "system", "--value", "Fernlea", "--words", "log everything in Fernlea", *asserted)
    kg(
        "decide", "assert", "--field", "supplier", "--value", "Bramblegate", "--words", "It is from Bramblegate",
        "--system", "Fernlea", *asserted,
    )  # fmt: skip
    kg("build", "letters")
    text = kg("decisions", "--write-catalogue", "own")
    assert text.splitlines() == [
        "Wrote own: 1 system, 1 supplier.", "Read letters with it, such as: kg build letters --catalogue own",
    ]  # fmt: skip
    before = read()
    assert "system" not in before
    after = read("--catalogue", "own")
    assert (after["system"], after["supplier"], after["contract_end"]) == ("Fernlea", "Bramblegate", "2028-03-31")
    files = {one.name: one.read_bytes() for one in (tmp_path / "own").iterdir()}
    kg("build", "letters", "--catalogue", "own")
    assert kg("decisions", "--write-catalogue", "own") == text  # what is in it already is written again
    assert {one.name: one.read_bytes() for one in (tmp_path / "own").iterdir()} == files
