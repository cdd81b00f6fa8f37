"""Every kind of decision, from the command that writes it to the rebuilt graph, its tables, its page and its reports."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from kg.building.output import REPORT
from kg.cli import app
from kg.decisions import KINDS
from kg.errors import KgError
from kg.store import Store
from tests.graphs import texts
from tests.letters import letter_text
from tests.test_picturing import data_of

ADULT = "adult-social-care"
AS_OF = ("--as-of", "2026-11-01")


def kg(*arguments: object, status: int | None = 0) -> str:
    done = CliRunner().invoke(app, [str(one) for one in arguments])
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    assert status is None or done.exit_code == status, done.output
    return done.stdout


BODY = """1. Which system do you use for adult social care?

We use {system}.

2. Who supplies it?

{supplier}

3. What is the contract reference?

{reference}

4. When does the contract start?

1 April 2021

5. When does the contract end?

31 March 2028

6. How much does it cost a year?

£16,446
"""


def body(system: str, supplier: str, reference: str) -> str:
    return BODY.format(system=system, supplier=supplier, reference=reference)


LETTERS = {
    "one.txt": letter_text(body("Mosaic", "The Access Group", "AB-1234"), reference="FOI/24/0001"),
    "two.txt": letter_text(
        body("Mosaic", "Acces Group Holdings", "AB-1234-X"), reference="FOI/24/0002", date="4 June 2024"
    ),
    "three.txt": letter_text(
        body("CareDirector", "CareWorks", "CD-7701"), reference="FOI/24/0003", council="Wiltshire Council"
    ),
    "four.txt": letter_text(
        body("Liquidlogic", "System C", "CD-7701"),
        reference="FOI/24/0004",
        council="Wiltshire Council",
        date="7 July 2024",
    ),
    "five.txt": letter_text(
        body("Eclipse", "OLM Systems", "OL-5005"), reference="FOI/24/0005", council="Kent County Council"
    ),
    "six.txt": letter_text(
        body("Mosaic", "Servelec", "SV-6006"), reference="FOI/24/0006", council="Leeds City Council"
    ),
}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Letters and their graph, before anybody has decided anything."""
    folder = tmp_path_factory.mktemp("decided")
    (folder / "letters").mkdir()
    for name, text in LETTERS.items():
        (folder / "letters" / name).write_text(text, encoding="utf-8")
    kg("build", folder / "letters", "-o", folder / "output")
    return folder


def rows_of(folder: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(kg("facts", folder / "output", "--format", "json"))
    return found


def test_the_letters_are_read_as_these_tests_need_it(home: Path) -> None:
    said = {(row["letter"], row["field"]): row["value"] for row in rows_of(home)}
    for name in LETTERS:
        assert said[name, "contract_end"] == "2028-03-31", name
        assert {
            (name, field) for field in ("system", "supplier", "contract_reference", "contract_start")
        } <= said.keys()


CLAIM = ("--letter", "one.txt", "--field")
COMMANDS: list[tuple[str, ...]] = [
    ("accept", *CLAIM, "supplier"),
    ("reject", *CLAIM, "annual_cost"),
    ("correct", *CLAIM, "contract_end", "--to", "2029-03-31"),
    ("correct", *CLAIM, "contract_start", "--to-certainty", "planned"),
    ("correct", "--letter", "three.txt", "--field", "annual_cost", "--to-service", "childrens-social-care"),
    ("correct", "--letter", "three.txt", "--field", "contract_end", "--to-system", "Eclipse"),
    ("correct", "--letter", "four.txt", "--field", "annual_cost", "--to-field", "total_cost"),
    ("assert", "--letter", "one.txt", "--field", "hosting", "--value", "cloud", "--words", "We use Mosaic.",
     "--service", ADULT, "--system", "Mosaic"),
    ("assert", "--council", "Kent County Council", "--field", "contract_end", "--value", "2031", "--words", "ends in 2031",
     "--source", "https://kent.example/contracts", "--service", ADULT, "--system", "Eclipse"),
    ("assert", "--council", "Kent County Council", "--field", "contract_end", "--value", "2032", "--words", "2032, says he",
     "--source", "the contract manager, by telephone", "--service", ADULT, "--system", "Eclipse"),
    ("letter", "six.txt", "--council", "Bradford"),
    ("letter", "six.txt", "--date", "2023-02-01"),
    ("letter", "six.txt", "--reference", "BRAD 9"),
    ("letter", "five.txt", "--no-letter"),
    ("same", "council", "Leeds City Council", "Bradford"),
    ("not-same", "council", "Kent County Council", "Wiltshire Council"),
    ("unsure", "council", "Kent County Council", "Leeds City Council"),
    ("same", "system", "CareDirector", "Liquidlogic"),
    ("not-same", "system", "Mosaic", "Eclipse"),
    ("unsure", "system", "Mosaic", "Liquidlogic"),
    ("same", "supplier", "Acces Group Holdings", "The Access Group"),
    ("not-same", "supplier", "Servelec", "OLM Systems"),
    ("unsure", "supplier", "Servelec", "System C"),
    ("same", "contract", "AB-1234-X", "AB-1234", "--council", "Borsetshire County Council"),
    ("not-same", "contract", "CD-7701", "CD-7701", "--council", "Wiltshire Council", "--letter", "four.txt"),
    ("unsure", "contract", "SV-6006", "SV-6006", "--council", "Bradford"),
    ("letter", "two.txt", "--reviewed"),
]  # fmt: skip


@pytest.fixture(scope="module")
def decided(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same after every kind of decision."""
    folder = tmp_path_factory.mktemp("after") / "home"
    shutil.copytree(home, folder)
    file = folder / "letters" / "decisions.csv"
    signed = ("--who", "AB", "--when", "2026-11-30", "--where", folder / "output", "--decisions", file)
    for number, command in enumerate(COMMANDS):
        kg("decide", *command, *signed, "--why", f"reason {number}")
    kg("build", folder / "letters", "-o", folder / "output", status=None)
    return folder


def test_there_is_a_command_for_every_kind(decided: Path) -> None:
    text = (decided / "letters" / "decisions.csv").read_text(encoding="utf-8")
    lines = list(csv.DictReader(io.StringIO(text)))
    assert {line["decision"] for line in lines} == KINDS.keys()
    assert len(lines) == len(COMMANDS)


def test_each_decision_has_its_effect(decided: Path) -> None:
    rows = json.loads(kg("decisions", decided / "output", "--format", "json", status=None))
    effects = {row["says"]: (row["effect"], row["told"]) for row in rows}
    assert {effect for effect, _ in effects.values()} == {"applied", "kept"}, effects
    kept = {row["decision"] for row in rows if row["effect"] == "kept"}
    assert kept >= {"unsure council", "unsure system", "unsure supplier", "unsure contract"}
    assert [row["why"] for row in rows] == [f"reason {number}" for number in range(len(COMMANDS))]
    text = kg("decisions", decided / "output")
    assert "AB, 2026-11-30: reason 2" in text


@pytest.fixture(scope="module")
def said(decided: Path) -> dict[tuple[str, str], set[tuple[Any, ...]]]:
    found: dict[tuple[str, str], set[tuple[Any, ...]]] = {}
    for row in rows_of(decided):
        found.setdefault((row["letter"], row["field"]), set()).add(
            (row["value"], row["service"], row["system"], row["status"])
        )
    return found


def test_claims_are_as_people_say(decided: Path, said: dict[tuple[str, str], set[tuple[Any, ...]]]) -> None:
    assert ("one.txt", "annual_cost") not in said
    assert {value for value, *_ in said["one.txt", "contract_end"]} == {"2029-03-31"}
    assert {service for _, service, *_ in said["three.txt", "annual_cost"]} == {"childrens-social-care"}
    assert {system for _, _, system, _ in said["three.txt", "contract_end"]} == {"Eclipse"}
    assert ("four.txt", "annual_cost") not in said
    assert {value for value, *_ in said["four.txt", "total_cost"]} == {16446}
    assert {value for value, *_ in said["one.txt", "hosting"]} == {"cloud"}
    planned = [row for row in rows_of(decided) if (row["letter"], row["field"]) == ("one.txt", "contract_start")]
    assert {row["certainty"] for row in planned} == {"planned"}
    made = {row["extractor"] for row in rows_of(decided) if row["value"] == "2029-03-31"}
    assert all(one.startswith("decision/2026-11-30-") and one.endswith("-ab") for one in made)


def test_what_no_letter_says_stands_by_its_source(said: dict[tuple[str, str], set[tuple[Any, ...]]]) -> None:
    outside = said["decisions.csv", "contract_end"]
    assert {(value, status) for value, _, _, status in outside} == {("2031", "asserted"), ("2032", "asserted")}


def test_letters_are_whose_and_when_people_say(decided: Path) -> None:
    report = json.loads((decided / "output" / REPORT).read_text(encoding="utf-8"))
    letters = {row["file"]: row for row in report["letters"]}
    assert "five.txt" not in letters
    assert letters["six.txt"]["council"].startswith("City of Bradford")
    assert (letters["six.txt"]["date"], letters["six.txt"]["request"]) == ("2023-02-01", "BRAD 9")
    assert all(finding["file"] != "five.txt" for finding in report["findings"])


def test_names_that_are_one_thing_are_one(decided: Path, said: dict[tuple[str, str], set[tuple[Any, ...]]]) -> None:
    assert {value for value, *_ in said["two.txt", "supplier"]} == {"The Access Group"}
    assert {value for value, *_ in said["three.txt", "system"]} == {"Liquidlogic"}
    assert "also called: CareDirector" in kg("show", "Liquidlogic", "--where", decided / "output")
    assert "The Access Group" in kg("show", "Acces Group Holdings", "--where", decided / "output")


CONTRACTS = """
SELECT DISTINCT ?file ?contract WHERE {
  ?claim rdf:predicate kg:reference ; rdf:subject ?contract ; kg:inLetter/kg:fileName ?file .
}"""


def test_contracts_are_one_or_two_as_people_say(decided: Path) -> None:
    contract = {row["file"]: row["contract"] for row in texts(Store.open(decided / "output"), CONTRACTS)}
    assert contract["one.txt"] == contract["two.txt"]
    assert contract["three.txt"] != contract["four.txt"]


PROV = """
SELECT DISTINCT ?verdict ?who ?date ?why ?how WHERE {
  GRAPH <https://w3id.org/council-kg/id/graph/decisions> {
    ?decision a kg:Decision, prov:Activity ; kg:verdict ?verdict ; prov:wasAssociatedWith/rdfs:label ?who ;
      dct:date ?date ; rdfs:comment ?why .
    OPTIONAL { ?decision ?how ?claim . FILTER(?how IN (prov:generated, prov:used, prov:invalidated)) }
  }
}"""


def test_the_graph_of_decisions_says_who_when_and_why(decided: Path) -> None:
    found = texts(Store.open(decided / "output"), PROV)
    assert {row["verdict"] for row in found} == KINDS.keys()
    assert {(row["who"], row["date"]) for row in found} == {("AB", "2026-11-30")}
    assert {row["why"] for row in found} == {f"reason {number}" for number in range(len(COMMANDS))}
    hows = {(row["verdict"], row["how"].rsplit("#", 1)[1]) for row in found if "how" in row}
    assert {("reject", "invalidated"), ("accept", "used"), ("assert", "generated")} <= hows
    assert {("correct value", "invalidated"), ("correct value", "generated")} <= hows


def test_what_was_read_stays_and_is_no_claim(decided: Path) -> None:
    aside = json.loads(kg("facts", decided / "output", "--set-aside", "--format", "json"))
    found = {(row["letter"], row["field"], row["value"]): row for row in aside}
    corrected = found["one.txt", "contract_end", "2028-03-31"]
    assert (corrected["verdict"], corrected["who"], corrected["why"]) == ("correct value", "AB", "reason 2")
    assert found["one.txt", "annual_cost", 16446]["verdict"] == "reject"
    claims = Store.open(decided / "output").select(
        "SELECT * WHERE { ?c a kg:SetAsideClaim . { ?c a kg:Claim } UNION { ?c rdf:predicate ?p } UNION { ?c kg:polarity ?q } }"
    )
    assert not list(claims)


def test_the_page_shows_what_people_say(decided: Path) -> None:
    shown = [
        card.get("decided", "") for card in data_of((decided / "output" / "graph.html").read_text("utf-8"))["claims"]
    ]
    for start in ("Decided by AB on 30 November 2026 (correct value)", "Set aside by AB on", "Confirmed by AB on"):
        assert any(words.startswith(start) for words in shown), start


def shown_of(decided: Path) -> str:
    """All that the page shows, as text."""
    return json.dumps(data_of((decided / "output" / "graph.html").read_text("utf-8")), ensure_ascii=False)


def renewals(folder: Path) -> list[dict[str, Any]]:
    period = ("--from", "2026", "--to", "2035", *AS_OF)
    told = json.loads(kg("report", "renewals", *period, "--where", folder / "output", "--format", "json"))
    return [row for section in told["sections"] for row in section["rows"] if "end" in row]


PAGES: list[tuple[str, str, str]] = [
    ("accept", "Confirmed by AB on 30 November 2026 (accept): reason 0", ""),
    ("reject", "Set aside by AB on 30 November 2026 (reject): reason 1", ""),
    ("correct value", "31 March 2029", ""),
    ("correct certainty", "Decided by AB on 30 November 2026 (correct certainty)", ""),
    ("correct service", "Decided by AB on 30 November 2026 (correct service)", ""),
    ("correct system", "Decided by AB on 30 November 2026 (correct system)", ""),
    ("correct field", "Decided by AB on 30 November 2026 (correct field)", ""),
    ("assert", "Decided by AB on 30 November 2026 (assert)", ""),
    ("letter council", "City of Bradford", "Leeds City Council, "),
    ("letter date", "1 February 2023", ""),
    ("letter reference", "BRAD 9", "FOI/24/0006"),
    ("no letter", "one.txt", "five.txt"),
    ("letter reviewed", "two.txt", ""),
    ("same system", "Liquidlogic", ""),
    ("same supplier", "The Access Group", ""),
]
"""What the page shows after a decision of each kind that changes what letters say, and what it shows no more."""


@pytest.mark.parametrize(("kind", "there", "gone"), PAGES, ids=[kind for kind, *_ in PAGES])
def test_the_page_is_as_each_kind_of_decision_says(decided: Path, kind: str, there: str, gone: str) -> None:
    assert kind in KINDS
    text = shown_of(decided)
    assert there in text
    assert not gone or gone not in text


def test_things_that_are_one_are_one_node_of_the_page(home: Path, decided: Path) -> None:
    def names(folder: Path) -> set[str]:
        nodes = data_of((folder / "output" / "graph.html").read_text("utf-8"))["nodes"]
        return {str(node["name"]) for node in nodes}

    gone = {"CareDirector", "Acces Group Holdings", "Leeds City Council"}
    assert gone <= names(home)
    assert not gone & names(decided)


def test_renewals_are_as_each_kind_of_decision_says(home: Path, decided: Path) -> None:
    before, after = ({(row["council"], row["system"], row["end"]) for row in renewals(of)} for of in (home, decided))
    assert ("Leeds City Council", "Mosaic (social care)", "2028-03-31") in before
    councils = {council for council, *_ in after}
    assert "Leeds City Council" not in councils  # letter council, same council
    assert any(council.startswith("City of Bradford") for council in councils)
    wiltshire = {system for council, system, _ in after if council == "Wiltshire Council"}
    assert "CareDirector" not in wiltshire  # same system
    assert "Eclipse" in wiltshire  # correct system
    kent = {end for council, _, end in after if council == "Kent County Council"}
    assert kent == {"2031", "2032"}  # no letter, and what no letter says
    assert "2029-03-31" in {end for _, _, end in after}  # correct value
    suppliers = {str(row.get("supplier")) for row in renewals(decided)}
    assert not any("Acces Group Holdings" in supplier for supplier in suppliers)  # same supplier


def test_reports_show_what_people_say(decided: Path) -> None:
    rows = json.loads(
        kg(
            "report",
            "renewals",
            "--from",
            "2026",
            "--to",
            "2035",
            *AS_OF,
            "--where",
            decided / "output",
            "--format",
            "json",
        )
    )
    ends = {(row["end"], row["end_status"]) for section in rows["sections"] for row in section["rows"] if "end" in row}
    assert ("2029-03-31", "stated") in ends
    assert ("2031", "asserted") in ends


def test_an_explanation_ends_with_what_people_say(decided: Path) -> None:
    explained = kg("explain", decided / "letters" / "one.txt")
    assert "Decided by people" in explained
    assert "AB, 2026-11-30: reason 1 (decisions.csv, line 3)" in explained


def test_a_build_is_the_same_again_and_undone_by_removing_lines(home: Path, decided: Path, tmp_path: Path) -> None:
    folder = tmp_path / "again"
    shutil.copytree(decided, folder)
    again = kg("build", folder / "letters", "-o", folder / "output", status=None)
    assert "Nothing has changed" in again
    (folder / "letters" / "decisions.csv").unlink()
    kg("build", folder / "letters", "-o", folder / "output")
    for name in ("graph.nq", "graph.html", "facts.csv"):
        assert (folder / "output" / name).read_bytes() == (home / "output" / name).read_bytes()


def test_a_dry_run_writes_nothing(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "decisions.csv"
    where = ("--where", home / "output", "--decisions", file)
    shown = kg("decide", "reject", *CLAIM, "annual_cost", *where, "--dry-run")
    assert "reject: annual_cost 16446" in shown
    assert not file.exists()


@pytest.mark.parametrize(
    ("command", "says"),
    [
        (("reject", "--field", "contract_end"), "6 claims are like that"),
        (("reject", "--letter", "nine.txt", "--field", "contract_end"), "No claim has letter 'nine.txt'"),
        (("correct", *CLAIM, "contract_end"), "Nothing is said of what is right"),
        (("correct", *CLAIM, "contract_end", "--to", "soon"), "'soon' is not an EDTF date"),
        (("correct", *CLAIM, "contract_end", "--to-service", "adult"), "'adult' is no service"),
        (
            ("assert", "--field", "hosting", "--value", "moon", "--words", "x", "--letter", "one.txt"),
            "'moon' is none of",
        ),
        (("assert", "--field", "hosting", "--value", "cloud", "--words", "x"), "neither a letter nor a source"),
        (("letter", "one.txt", "--date", "3 May"), "not an EDTF date"),
        (("same", "planet", "Mars", "Venus"), "'planet' has no names to compare"),
        (("same", "contract", "A", "B"), "it has no council"),
        (("reject", *CLAIM, "annual_cost", "--who", "Jane Archer"), "by name"),
    ],
)
def test_what_cannot_be_decided_is_told(home: Path, tmp_path: Path, command: tuple[str, ...], says: str) -> None:
    file = tmp_path / "decisions.csv"
    with pytest.raises(KgError) as told:
        kg("decide", *command, "--where", home / "output", "--decisions", file)
    assert says in str(told.value)
    assert not file.exists()


def test_a_claim_that_stands_by_a_decision_is_not_decided_twice(decided: Path, tmp_path: Path) -> None:
    with pytest.raises(KgError, match="stands by a decision"):
        kg("decide", "reject", *CLAIM, "contract_end", "--where", decided / "output")


def test_lines_since_the_last_build_are_told(decided: Path, tmp_path: Path) -> None:
    folder = tmp_path / "since"
    shutil.copytree(decided, folder)
    kg("decide", "reject", "--letter", "two.txt", "--field", "annual_cost", "--where", folder / "output")
    done = CliRunner().invoke(app, ["decisions", str(folder / "output")])
    assert done.exit_code == 1
    assert "1 line more since the last build" in done.output
