"""Lines of forms whose label is the name of the system that they tell of."""

from __future__ import annotations

import pytest

from kg.segmenting.gridcells import names_a_thing
from tests.letters import facts_of, letter_text


def test_a_label_may_name_the_system_that_its_line_tells_of() -> None:
    body = (
        "1. Please list your systems.\n\nMosaic: ends 31 March 2027, hosted by the supplier\n"
        "Spydus: ends 1 May 2026, hosted by the council\n"
    )
    facts = {(field, value) for _, field, value in facts_of(letter_text(body))}
    assert {("system", "Spydus"), ("contract_end", "2027-03-31"), ("contract_end", "2026-05-01")} <= facts


@pytest.mark.parametrize(
    "label", ["Mosaic", "Liquidlogic LCS", "Customer portal (Netcall Liberty Create)", "Portal (Liberty)"]
)
def test_labels_that_may_name(label: str) -> None:
    assert names_a_thing(label)


@pytest.mark.parametrize(
    "label", ["", "Supplier", "Contract End Date", "Annual Cost (Mosaic)", "Which one is it, Mosaic?", "early help"]
)
def test_labels_that_name_nothing(label: str) -> None:
    assert not names_a_thing(label)
