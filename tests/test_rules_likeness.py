"""Rules on likeness: which use and which contract a letter probably means that does not name them."""

from __future__ import annotations

from typing import Any

import pytest

from kg.model import Certainty, LetterClaims, Polarity
from tests.graphs import CHILDREN, CONCLUSIONS, Said, concluded, letter, modular, named, store_of, texts

PLANNED, DENIED = Certainty.PLANNED, Polarity.DENIED
UNNAMED = letter(Said("contract_end", "2026-11"), reference="A")
NAMING = letter(
    named("CareDirector"), Said("contract_reference", "REF 1", system="CareDirector"), reference="B", date="2022-09-23"
)


def same(*letters: LetterClaims) -> tuple[list[str], list[str]]:
    """The systems and the contracts that are probably those left unnamed."""
    store = store_of(*letters)
    return (
        [value for _, value in concluded(store, "probably-same-use")],
        [value for _, value in concluded(store, "probably-same-contract")],
    )


def unnamed(*said: Said, **more: Any) -> LetterClaims:
    return letter(Said("contract_end", "2026-11"), *said, reference="A", **more)


def naming(*said: Said, system: str = "CareDirector", **more: Any) -> LetterClaims:
    return letter(
        named(system),
        Said("contract_reference", "REF 1", system=system),
        *said,
        **({"reference": "B", "date": "2022-09-23"} | more),
    )


def test_the_one_system_named_elsewhere_is_probably_meant() -> None:
    assert same(UNNAMED, NAMING) == (["CareDirector"], ["REF 1"])
    assert same(UNNAMED) == same(NAMING) == ([], [])


def test_links_are_approximate_and_written_once() -> None:
    store = store_of(UNNAMED, NAMING)
    rows = [row for row in texts(store, CONCLUSIONS) if row["rule"].startswith("probably")]
    assert [row["certainty"] for row in rows] == ["approximate", "approximate"]
    assert not store.ask("ASK { ?a kg:probablySameContract ?b . ?b kg:probablySameContract ?a }")


def test_a_module_does_not_count_beside_its_system() -> None:
    ours = letter(Said("contract_end", "2028", CHILDREN), reference="A")
    assert same(ours, modular()) == (["Liquidlogic"], ["REF 1"])
    known = letter(
        named("Liquidlogic", CHILDREN), named("Liquidlogic LCS", CHILDREN),
        Said("contract_reference", "REF 1", CHILDREN, "Liquidlogic"), reference="B", date="2022-09-23",
    )  # fmt: skip
    assert same(ours, known) == (["Liquidlogic"], ["REF 1"])


def test_two_systems_lead_to_nothing() -> None:
    assert same(UNNAMED, NAMING, letter(named("Mosaic"), reference="C")) == ([], [])
    assert same(UNNAMED, naming(named("Mosaic"))) == ([], [])
    assert same(unnamed(named("Mosaic")), NAMING) == ([], [])


def test_a_system_that_is_gone_does_not_count() -> None:
    replaced = letter(
        Said("former_system", "CareFirst", system="CareFirst"), named("CareFirst"), reference="C", date="2015-01-01"
    )
    gone = letter(Said("former_system", "CareFirst", system="CareFirst"), reference="D")
    assert same(UNNAMED, NAMING, letter(named("CareFirst"), reference="C"), gone)[0] == ["CareDirector"]
    assert same(UNNAMED, NAMING, replaced)[0] == ["CareDirector"]
    assert same(
        UNNAMED, NAMING, letter(Said("former_system", "CareDirector", system="CareDirector"), reference="D")
    ) == ([], [])
    assert same(UNNAMED, naming(Said("in_use_until", "2023", system="CareDirector"))) == ([], [])


def test_another_council_or_service_leads_to_nothing() -> None:
    assert same(UNNAMED, naming(council="Leeds City Council")) == ([], [])
    assert same(letter(Said("contract_end", "2028", CHILDREN), reference="A"), NAMING) == ([], [])
    assert same(letter(Said("contract_end", "2028", None), reference="A"), NAMING) == ([], [])


def test_a_supplier_that_is_stated_has_to_fit() -> None:
    def ours(supplier: str) -> LetterClaims:
        return letter(Said("contract_end", "2028", CHILDREN), Said("supplier", supplier, CHILDREN), reference="A")

    assert same(ours("System C"), modular()) == (["Liquidlogic"], ["REF 1"])
    assert same(ours("Liquidlogic"), modular())[0] == ["Liquidlogic"], "a company of the supplier"
    assert same(ours("Civica"), modular()) == ([], [])
    told = Said("supplier", "Civica", CHILDREN, "Liquidlogic")
    assert same(ours("Civica"), modular(told)) == (["Liquidlogic"], ["REF 1"])


def test_the_owner_of_a_supplier_fits() -> None:
    assert same(unnamed(Said("supplier", "OneAdvanced")), NAMING)[0] == ["CareDirector"]


def test_a_supplier_that_is_denied_must_not_fit() -> None:
    def denied(supplier: str) -> Said:
        return Said("supplier", supplier, polarity=DENIED)

    assert same(unnamed(denied("System C")), NAMING) == (["CareDirector"], ["REF 1"])
    assert same(unnamed(denied("CareWorks")), NAMING) == ([], [])
    assert same(unnamed(denied("OneAdvanced")), NAMING) == ([], [])
    assert same(unnamed(denied("Civica")), naming(Said("supplier", "Civica", system="CareDirector"))) == ([], [])
    assert same(unnamed(Said("supplier", "CareWorks", certainty=PLANNED)), NAMING)[0] == ["CareDirector"]


def test_a_system_that_the_letter_denies_is_not_meant() -> None:
    assert same(unnamed(named("CareDirector", polarity=DENIED)), NAMING) == ([], [])


@pytest.mark.parametrize("how", [{"polarity": DENIED}, {"certainty": PLANNED}], ids=["denied", "planned"])
def test_what_is_denied_or_planned_leads_to_nothing(how: dict[str, Any]) -> None:
    reference = Said("contract_reference", "REF 1", system="CareDirector")
    assert same(letter(Said("contract_end", "2026-11", **how), reference="A"), NAMING) == ([], [])
    assert same(UNNAMED, letter(named("CareDirector", **how), reference, reference="B")) == ([], [])
    other = Said("contract_end", "2026", system="CareDirector", **how)
    assert same(UNNAMED, letter(named("CareDirector"), other, reference="B")) == ([], [])
    assert same(UNNAMED, NAMING, letter(named("Mosaic", **how), reference="C"))[0] == ["CareDirector"]


def test_a_contract_is_needed() -> None:
    assert same(UNNAMED, letter(named("CareDirector"), reference="B")) == ([], [])
    assert same(letter(Said("hosting", "cloud"), reference="A"), NAMING) == ([], [])


def test_a_contract_that_had_ended_is_not_meant() -> None:
    assert same(UNNAMED, naming(Said("contract_end", "2024-09", system="CareDirector"))) == ([], [])
    assert same(UNNAMED, naming(Said("contract_end", "2024", system="CareDirector"))) == (["CareDirector"], ["REF 1"])
    later = unnamed(Said("contract_start", "2025-01"))
    assert same(later, naming(Said("contract_end", "2024-12", system="CareDirector"))) == ([], [])
    assert same(UNNAMED, naming(Said("contract_start", "2027", system="CareDirector"))) == ([], [])
    assert same(UNNAMED, naming(date="2026-12-01")) == ([], [])
    assert same(unnamed(date="2021-01-01"), NAMING)[1] == ["REF 1"], "the other letter may be the later one"


def test_two_references_lead_to_no_contract() -> None:
    other = naming(Said("contract_reference", "REF 2", system="CareDirector"))
    assert same(UNNAMED, other) == (["CareDirector"], [])
    ended = letter(
        named("CareDirector"), Said("contract_reference", "REF 0", system="CareDirector"),
        Said("contract_end", "2020-03-31", system="CareDirector"), reference="C", date="2019-01-01",
    )  # fmt: skip
    assert same(UNNAMED, NAMING, ended) == (["CareDirector"], ["REF 1"])


def test_a_contract_without_a_reference_is_taken_where_none_has_one() -> None:
    other = letter(
        named("CareDirector"), Said("contract_start", "2019", system="CareDirector"), reference="B", date="2022-09-23"
    )
    use, contract = same(UNNAMED, other)
    assert use == ["CareDirector"]
    assert [value.startswith("contract/coventry-city-council-b-") for value in contract] == [True]
    assert same(UNNAMED, other, NAMING)[1] == ["REF 1", "REF 1"], "that of the letter that names it has one, too"


def test_a_contract_of_a_named_system_gets_its_reference_from_another_letter() -> None:
    ours = letter(named("CareDirector"), Said("contract_end", "2026-11", system="CareDirector"), reference="A")
    assert same(ours, NAMING) == ([], ["REF 1"])
    assert same(
        ours, letter(named("CareDirector"), Said("contract_start", "2019", system="CareDirector"), reference="B")
    ) == ([], [])
