"""Names and contracts that are one or are not, as people say; names that may be one, for them to judge; a catalogue of one's own."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kg.building import graph_of
from kg.catalogue import load
from kg.catalogue.folding import fold_company
from kg.decisions import Decided, decide
from kg.decisions.likeness import pairs_alike
from kg.decisions.matching import Thing, decisions_of, pairs_of
from kg.errors import DataError
from kg.model import Decision, Effect, Letter, LetterClaims
from kg.parameters import Parameter, ParameterType, term_of
from kg.schemes import scheme
from kg.store import Store
from tests.graphs import ADULT, CHILDREN, Said, concluded, letter, named
from tests.letters import letter_text


def as_read(head: Letter) -> LetterClaims:
    raise AssertionError(f"{head.document.source} was read anew")


def run(letters: list[LetterClaims], *decisions: Decision) -> Decided:
    numbered = [replace(one, file="decisions.csv", line=number) for number, one in enumerate(decisions, start=2)]
    return decide(letters, numbered, as_read)


def pair(kind: str, one: str, other: str, **more: Any) -> Decision:
    return Decision(kind, value=one, to=other, who="AB", when="2026-11-30", **more)


def effects(found: Decided) -> list[Effect]:
    return [ruling.effect for ruling in found.rulings]


def suppliers(one: LetterClaims) -> list[str]:
    return [s.object.name for s in one.statements if s.claim.field == "supplier" and s.object]


def supplied(*names: str) -> list[LetterClaims]:
    """A letter for each name of a supplier that no catalogue has."""
    return [
        letter(named("Mosaic"), Said("supplier", name, ADULT, "Mosaic"), reference=f"FOI {number}")
        for number, name in enumerate(names, start=1)
    ]


def test_spellings_that_are_one_go_by_the_last() -> None:
    letters = supplied("Quillsoft", "Quill Soft Systems", "Quilsoft")
    found = run(
        letters,
        pair("same supplier", "Quilsoft", "Quillsoft"), pair("same supplier", "Quillsoft", "Quill Soft Systems"),
    )  # fmt: skip
    assert effects(found) == [Effect.APPLIED, Effect.APPLIED]
    assert [suppliers(one) for one in found.letters] == [["Quill Soft Systems"]] * 3
    assert [one.statements[1].claim.stated for one in found.letters] == ["Quillsoft", "Quill Soft Systems", "Quilsoft"]


def test_a_name_that_is_known_stays() -> None:
    letters = supplied("Quillsoft", "Civica")
    civica = load().supplier("Civica")
    assert civica is not None
    found = run(letters, pair("same supplier", "Quillsoft", "Civica"))
    assert [suppliers(one) for one in found.letters] == [[civica.name]] * 2
    assert {
        s.object.key for one in found.letters for s in one.statements if s.claim.field == "supplier" and s.object
    } == {civica.key}


def test_names_that_are_said_to_be_one_and_two_are_neither() -> None:
    letters = supplied("Aquill", "Bquill", "Cquill", "Dquill")
    found = run(
        letters,
        pair("same supplier", "Aquill", "Bquill"), pair("same supplier", "Bquill", "Cquill"),
        pair("not same supplier", "Cquill", "Aquill"), pair("same supplier", "Dquill", "Aquill"),
    )  # fmt: skip
    assert effects(found) == [Effect.CONTRADICTED, Effect.CONTRADICTED, Effect.CONTRADICTED, Effect.APPLIED]
    assert [suppliers(one) for one in found.letters] == [["Aquill"], ["Bquill"], ["Cquill"], ["Aquill"]]
    assert "line 2 of decisions.csv, line 3 of decisions.csv say otherwise" in found.findings[2].message


def test_a_name_that_nobody_has_is_told() -> None:
    found = run(supplied("Aquill"), pair("same supplier", "Aquill", "Nobody at all"))
    assert effects(found) == [Effect.UNKNOWN]
    assert "“Nobody at all”" in found.findings[0].message


def test_a_spelling_that_the_catalogue_takes_for_another_is_a_thing_of_its_own() -> None:
    known, alias = next(
        (one, alias)
        for one in load().suppliers
        for alias in one.aliases
        if fold_company(alias) != fold_company(one.name) and load().supplier(alias) == load().supplier(one.name)
    )
    letters = supplied(alias, known.name)
    found = run(letters, pair("not same supplier", alias, known.name))
    assert effects(found) == [Effect.APPLIED]
    keys = [s.object.key for one in found.letters for s in one.statements if s.claim.field == "supplier" and s.object]
    assert keys[0] != keys[1] == known.key


def test_a_system_that_is_another_takes_its_claims_along() -> None:
    letters = [
        letter(named("Quillcare"), Said("contract_end", "2028", ADULT, "Quillcare")),
        letter(named("Quill Care Suite"), reference="FOI 2"),
    ]
    (after, _) = run(letters, pair("same system", "Quillcare", "Quill Care Suite")).letters
    assert {(s.system.name if s.system else None) for s in after.statements} == {"Quill Care Suite"}
    assert {s.claim.system for s in after.statements} == {"Quill Care Suite"}


# contracts


def contracts(*, own: str = "", other: str = "REF 1") -> list[LetterClaims]:
    """Two letters on a contract: the older names its reference."""
    more = [Said("contract_reference", own, ADULT, "Mosaic")] if own else []
    return [
        letter(
            named("Mosaic"), Said("contract_reference", other, ADULT, "Mosaic"), reference="FOI 1", date="2022-01-02"
        ),
        letter(
            named("Mosaic"), Said("contract_end", "2028", ADULT, "Mosaic"), *more, reference="FOI 2", date="2024-01-02"
        ),
    ]


COVENTRY = "Coventry City Council"
SUBJECTS = "SELECT DISTINCT ?contract WHERE { ?claim kg:status/skos:notation 'stated' ; rdf:subject ?contract . ?contract a kg:Contract }"


def graph(letters: list[LetterClaims], *decisions: Decision) -> Store:
    return Store.of(graph_of(letters, (), decisions).quads)


def test_contracts_that_are_one_have_one_iri() -> None:
    letters = contracts(own="REF-1 (b)")
    assert len(list(graph(letters).select(SUBJECTS))) == 2
    after = graph(letters, pair("same contract", "REF-1 (b)", "REF 1", council=COVENTRY))
    assert len(list(after.select(SUBJECTS))) == 1


def test_a_contract_without_a_reference_is_named_by_letter_service_and_system() -> None:
    letters = contracts()
    name = f"{letters[1].letter.document.source} | {ADULT} | Mosaic"
    after = graph(letters, pair("same contract", name, "REF 1", council=COVENTRY))
    assert len(list(after.select(SUBJECTS))) == 1


def test_contracts_that_are_not_one_are_not_likened_by_rules() -> None:
    letters = contracts()
    name = f"{letters[1].letter.document.source} | {ADULT} | Mosaic"
    assert concluded(graph(letters), "probably-same-contract")
    after = graph(letters, pair("not same contract", name, "REF 1", council=COVENTRY))
    assert not concluded(after, "probably-same-contract")


def test_one_reference_of_two_contracts_is_parted() -> None:
    letters = contracts(own="REF 1")
    assert len(list(graph(letters).select(SUBJECTS))) == 1
    decision = pair("not same contract", "REF 1", "REF 1", council=COVENTRY)
    assert effects(run(letters, decision)) == [Effect.AMBIGUOUS]
    after = graph(letters, replace(decision, letter=letters[1].letter.document.source))
    assert len(list(after.select(SUBJECTS))) == 2


def test_a_contract_that_no_letter_has_is_told() -> None:
    assert effects(run(contracts(), pair("same contract", "REF 9", "REF 1", council=COVENTRY))) == [Effect.NOTHING]


# names that may be one


def reasons(*names: str) -> dict[tuple[str, str], str]:
    things = [Thing("supplier", name) for name in names]
    return {(one.name, other.name): reason for one, other, reason in pairs_alike(things, things, str.casefold)}


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("Quillsoft", "QUILLSOFT", "spelling"),
        ("Quillsoft", "Quilsoft", "typing"),
        ("Quillsoft", "Quillsoft Care Systems", "longer"),
        ("OCC", "Oxford Computer Consultants", "initials"),
        ("Quillsoft Solutions", "Quill Soft Solution", "alike"),
        ("Quillsoft", "Northgate", None),
        ("Contract 2021", "Contract 2022", None),
    ],
)
def test_names_are_alike_for_a_reason(one: str, other: str, reason: str | None) -> None:
    assert reasons(one, other).get((one, other)) == reason


def test_candidates_have_what_decides_beside_them_and_are_asked_for_once() -> None:
    store = graph(supplied("Quillsoft", "Quillsoft Ltd.", "Quilsoft", "Northgate Public"))
    pairs = pairs_of(store, ())
    mine = {(one.one.name, one.other.name): one for one in pairs if "uil" in one.one.name}
    assert {frozenset(names) for names in mine} >= {
        frozenset(("Quillsoft", "Quillsoft Ltd.")),
        frozenset(("Quillsoft", "Quilsoft")),
    }
    first = mine[next(iter(mine))]
    assert first.group == "supplier/spelling"
    assert first.one.told("systems")
    assert first.one.told("councils") == COVENTRY
    signed = {"who": "AB", "when": "2026-11-30", "why": ""}
    for verdict in ("same", "not same", "unsure"):
        assert first.id not in {one.id for one in pairs_of(store, decisions_of([first], verdict, signed))}


def test_contracts_of_one_council_are_matched() -> None:
    (found,) = [one for one in pairs_of(graph(contracts(own="REF/01A", other="REF/01B")), ()) if one.kind == "contract"]
    assert (found.one.name, found.other.name, found.reason) == ("REF/01A", "REF/01B", "typing")
    assert found.one.council == COVENTRY
    assert found.one.told("ends") == "2028"


def test_references_are_judged_council_by_council() -> None:
    store = graph(contracts(own="REF/01A", other="REF/01B"))
    (found,) = [one for one in pairs_of(store, ()) if one.kind == "contract"]
    (decision,) = decisions_of([found], "not same", {"who": "AB", "when": "2026-11-30", "why": ""})
    for council, asked in ((COVENTRY, 0), ("Coventry", 0), ("", 0), ("Leeds City Council", 1)):
        left = pairs_of(store, [replace(decision, council=council)])
        assert sum(one.kind == "contract" for one in left) == asked, council


def test_two_thousand_names_are_matched_in_a_moment() -> None:
    chance = random.Random(1)
    names = ("".join(chance.choices("aeioubcdfgklmnprst", k=12)) for _ in range(2000))
    things = [Thing("supplier", f"{name} Systems") for name in names]
    begin = time.process_time()
    list(pairs_alike(things, things, str.casefold))
    assert time.process_time() - begin < 10


# a catalogue of one's own


OWN = {
    "systems.csv": "system_id,preferred_name,aliases,service_areas,current_supplier_id\n"
    "care-buddy,CareBuddy,Care Buddy|KBuddy,adult-social-care,buddy\nmosaic,,Mosaikum,,\n",
    "suppliers.csv": "supplier_id,preferred_name\nbuddy,Buddy Software\n",
    "councils.csv": "official_name,nice_name\nBorsetshire County Council,Borsetshire\n",
    "services.ttl": """@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<https://w3id.org/council-kg/scheme/services/adult-social-care> skos:altLabel "caring for grown-ups"@en .
""",
    "topics.csv": "phrase,services\ngrown up care,adult-social-care\n",
}
SHOW = """
from pathlib import Path
from kg.resources import use_catalogue
use_catalogue(Path("own"))
from kg.catalogue import load
from kg.catalogue.folding import fold_company
from kg.extracting.topics import topics_in
from kg.schemes import scheme
found = load()
system = found.system("KBuddy")
print(system.name, found.supplier_of(system.key), found.typical_services(system.key), sep=";")
print(found.system("Mosaikum").key, found.council("Borsetshire").name, sep=";")
print(scheme("services").find("caring for grown-ups")[0][0].notation, topics_in("grown up care"), sep=";")
"""


def python(code: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True)


def own(folder: Path, **files: str) -> Path:
    (folder / "own").mkdir()
    for name, text in files.items():
        (folder / "own" / name).write_text(text, encoding="utf-8")
    return folder


def test_a_catalogue_of_ones_own_stands_on_top(tmp_path: Path) -> None:
    key = next(one.key for one in load().systems if one.name == "Mosaic (social care)")
    files = {**OWN, "systems.csv": OWN["systems.csv"].replace("\nmosaic,", f"\n{key},")}
    done = python(SHOW, own(tmp_path, **files))
    assert done.stdout.splitlines() == [
        "CareBuddy;buddy;('adult-social-care',)", f"{key};Borsetshire County Council", "adult-social-care;('adult-social-care',)",
    ], done.stderr  # fmt: skip


@pytest.mark.parametrize(
    ("files", "said"),
    [
        (
            {"systems.csv": "system_id,preferred_name,current_supplier_id\na,A,nobody\n"},
            ["own/systems.csv", "line 2", "'nobody'"],
        ),
        ({"systems.csv": "system_id,preferred_name\na,\n"}, ["own/systems.csv", "line 2", "no preferred_name"]),
        ({"systems.csv": "name\nA\n"}, ["own/systems.csv", "no column", "system_id"]),
        ({"services.ttl": "@prefix"}, ["own/services.ttl", "cannot be read"]),
        ({"sistems.csv": "system_id\n"}, ["own/sistems.csv", "no file of a catalogue"]),
        ({}, ["holds nothing of a catalogue"]),
    ],
)
def test_a_catalogue_that_is_damaged_is_told_and_nothing_built(
    tmp_path: Path, files: dict[str, str], said: list[str]
) -> None:
    folder = own(tmp_path, **files)
    (folder / "letter.txt").write_text(letter_text("1. Which system do you use?\n\nMosaic."), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "kg", "build", "letter.txt", "--catalogue", "own"],
        cwd=folder,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert [part for part in said if part not in done.stderr] == []
    assert not (folder / "output").exists()


def test_what_is_built_with_a_catalogue_of_ones_own_finds_its_names(tmp_path: Path) -> None:
    folder = own(tmp_path, **{name: OWN[name] for name in ("suppliers.csv", "councils.csv")})
    (folder / "own" / "systems.csv").write_text(OWN["systems.csv"].partition("\nmosaic")[0] + "\n", encoding="utf-8")
    body = "1. Which system do you use for adult social care?\n\nWe use CareBuddy."
    (folder / "letter.txt").write_text(letter_text(body), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "kg", "facts", "letter.txt", "--catalogue", "own", "--format", "json"],
        cwd=folder, capture_output=True, text=True,
    )  # fmt: skip
    rows = json.loads(done.stdout)
    assert ("system", "CareBuddy") in {(row["field"], row["value"]) for row in rows}


def test_children_and_adults_are_told_apart() -> None:
    """A decision on one service leaves another alone."""
    one = letter(named("Mosaic"), named("Mosaic", CHILDREN))
    decision = Decision(
        "reject", letter=one.letter.document.source, service=CHILDREN, system="Mosaic", field="system", value="Mosaic",
        words=one.statements[1].claim.evidence.quote,
    )  # fmt: skip
    (after,) = run([one], decision).letters
    assert [s.service for s in after.statements] == [ADULT]


def test_a_damaged_scheme_of_ones_own_is_told_where_a_service_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    damaged = tmp_path / "services.ttl"
    damaged.write_text("@prefix", encoding="utf-8")
    monkeypatch.setattr("kg.schemes.own_file", lambda name: damaged)
    scheme.cache_clear()
    with pytest.raises(DataError, match=r"services\.ttl cannot be read"):
        term_of(Parameter("service", ParameterType.SERVICE, ""), "housing")
