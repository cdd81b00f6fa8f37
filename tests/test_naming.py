"""By what `kg show` finds a thing, and what it offers where nothing is called so."""

from __future__ import annotations

import json

import pytest

from kg.errors import NotFoundError, UsageError
from kg.known.naming import find
from kg.model import LetterClaims, Outcome
from kg.parameters import near
from kg.reporting.reports import entities
from kg.store import Store
from tests.graphs import Asked, Said, letter, named, store_of

LETTER = "001_4aed678c47f12adb.txt"


@pytest.mark.parametrize(
    ("name", "kind", "found"),
    [
        ("caredirector", "system", "CareDirector"),
        ("id:system/caredirector", "system", "CareDirector"),
        ("children's  social care", "service", "Children's social care"),
        ("E08000026", "council", "Coventry City Council"),
        ("Coventry", "council", "Coventry City Council"),
        ("COV - 10304", "contract", "COV - 10304"),
        ("10304", "contract", "COV - 10304"),
        ("cov10304", "contract", "COV - 10304"),
        ("CG/002", "contract", "COV CG/002/Adult"),
        ("md 133", "contract", "MD-133-2018"),
        (LETTER, "letter", LETTER),
        ("001_4aed", "letter", LETTER),
        ("foi445227294", "letter", LETTER),
        ("FOI 445227294", "letter", LETTER),
        ("445227294", "letter", LETTER),
    ],
)
def test_a_thing_is_found_by_what_it_is_called_or_by_part_of_a_reference(
    store: Store, name: str, kind: str, found: str
) -> None:
    thing = find(store, name)
    assert (thing.kind, thing.name) == (kind, found)


def test_a_whole_name_counts_before_a_part_of_another() -> None:
    def contract(reference: str, letter_of: str, system: str) -> LetterClaims:
        return letter(named(system), Said("contract_reference", reference, system=system), reference=letter_of)

    store = store_of(contract("C 1234", "A", "Mosaic"), contract("C 12345", "B", "CareDirector"))
    assert find(store, "C 1234").name == "C 1234"
    with pytest.raises(UsageError, match="'123' is part of what several are called") as caught:
        find(store, "123")
    assert caught.value.hint.splitlines() == [
        'Ask for one by all of its name, for instance "C 12345":',
        "  C 1234: contract",
        "  C 12345: contract",
    ]


def test_a_name_of_several_things_lists_what_each_is() -> None:
    store = store_of(letter(named("Mosaic", "adult-social-care"), reference="A"))
    with pytest.raises(UsageError, match="2 things are called 'Mosaic'") as caught:
        find(store, "Mosaic")
    first, *choices = caught.value.hint.splitlines()
    assert first == 'Ask for one by all of its name, for instance "Mosaic (social care)":'
    assert [choice.partition(" for ")[0] for choice in choices] == [
        "  Experian Mosaic: system of Experian",
        "  Mosaic (social care): system of The Access Group",
    ]
    assert choices[0].endswith("; named by no council of this graph")
    assert choices[1].endswith("; named by 1 council of this graph")
    assert find(store, "Mosaic (social care)").iri.endswith("system/mosaic-access")


@pytest.mark.parametrize("name", ["", " ", "--", "zz", "xyzzy"])
def test_what_nothing_is_called_is_told(store: Store, name: str) -> None:
    with pytest.raises(NotFoundError) as caught:
        find(store, name)
    assert caught.value.hint == "See what there is with `kg query --name names-of-things`."


@pytest.mark.parametrize(
    ("name", "offered"),
    [
        ("Mosaik", "Mosaic"),
        ("Caredirctor", "CareDirector"),
        ("Covntry", "Coventry City Council"),
        ("Capitta", "Capita"),
        ("Sistem C", "System C"),
        ("adult soshal care", "Adult social care"),
    ],
)
def test_the_nearest_name_is_offered_first(store: Store, name: str, offered: str) -> None:
    with pytest.raises(NotFoundError) as caught:
        find(store, name)
    first = caught.value.hint.removeprefix("Did you mean ").removesuffix("?").split(" or ")[0]
    assert first.casefold() == offered.casefold()


def test_names_are_near_as_a_whole_or_by_as_many_words() -> None:
    names = ["COV", "Coventry City Council", "Kent County Council", "ContrOCC"]
    assert near("Covntry", names)[0] == "Coventry City Council"
    assert near("Kent Conty Council", names) == ["Kent County Council"]
    assert near("xyzzy", names) == near("", names) == near("...", names) == []


def test_a_letter_is_shown_with_its_head_and_all_that_it_says(store: Store) -> None:
    view = entities.show(store, "FOI445227294")
    assert dict(view.reference) == {
        "council": "Coventry City Council", "date": "2022-09-23", "reference of the request": "FOI445227294",
        "subject": "Adult & Children Social Care Software", "act": "Freedom of Information Act 2000",
    }  # fmt: skip
    assert {said.letter for said in view.stated} == {LETTER}
    assert {("system", "CareDirector"), ("contract_reference", "COV - 10304")} <= {
        (said.field, said.value) for said in view.stated
    }
    text = entities.as_text(view)
    assert text.startswith(f"{LETTER} (letter)\n")
    assert "\nHead of the letter\n  council: Coventry City Council\n" in text


def test_a_letter_that_says_nothing_of_systems_says_so() -> None:
    text = entities.as_text(entities.show(store_of(letter(reference="FOI 77")), "FOI 77"))
    assert "It says nothing about systems or contracts." in text


ASKED = (
    Asked("1", "Which system do you use for adult social care?"),
    Asked("2", "What does Mosaic cost a year?", Outcome.WITHHELD, ("s.43(2)",)),
    Asked("3", "Who hosts the system for adult social care?", Outcome.NOT_HELD),
    Asked("4", "How many pupils are there in schools?", Outcome.WITHHELD, ("s.12",)),
)


@pytest.mark.parametrize(
    ("name", "refused"),
    [
        ("Leeds", [("withheld", "s.43(2)", False), ("not held", None, False), ("withheld", "s.12", False)]),
        ("FOI 78", [("withheld", "s.43(2)", False), ("not held", None, False), ("withheld", "s.12", False)]),
        ("id:system/mosaic-access", [("withheld", "s.43(2)", False), ("not held", None, True)]),
        ("adult-social-care", [("not held", None, False)]),
        ("Kent", []),
        ("FOI 79", []),
    ],
)
def test_what_is_shown_of_a_thing_tells_what_was_not_answered_of_it(
    name: str, refused: list[tuple[str, str | None, bool]]
) -> None:
    leeds = letter(named("Mosaic"), asked=list(ASKED), council="Leeds City Council", reference="FOI 78")
    kent = letter(named("Liquidlogic"), council="Kent County Council", reference="FOI 79")
    view = entities.show(store_of(leeds, kent), name)
    assert [(one.outcome, one.section, one.likely) for one in view.refused] == refused
    text = entities.as_text(view)
    assert ("\nNot answered, or not in full\n  Leeds City Council (" in text) == bool(refused)
    assert ("; tied by its service alone)" in text) == any(likely for *_, likely in refused)
    assert len(json.loads(entities.as_json(view))["refused"]) == len(refused)
