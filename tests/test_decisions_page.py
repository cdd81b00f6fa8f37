"""What people have decided, on the page in a real Chromium: shown beside the words, and hostile text as text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kg.building import graph_of
from kg.model import Decision
from kg.picturing import picture, write_page
from kg.store import Store
from tests.browsing import opened
from tests.graphs import ADULT, Said, letter, named

HOSTILE = "<img src=x onerror=alert(1)></script><script>alert(1)</script>"


@pytest.fixture(scope="module")
def decided(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of a letter of which an end is corrected and a cost rejected."""
    one = letter(
        named("Mosaic"), Said("contract_end", "2028", ADULT, "Mosaic", quote="It ends in three years."), Said("annual_cost", 16446, ADULT, "Mosaic"),
    )  # fmt: skip
    lines = [
        Decision(
            kind, letter="foi-1.txt", service=ADULT, system="Mosaic", field=claim.field, value=str(claim.value), to=to,
            words=claim.evidence.quote, who="AB", when="2026-11-30", why=HOSTILE, digest=one.letter.document.sha256[:12],
        )
        for kind, claim, to in (
            ("correct value", one.statements[1].claim, "2029"), ("reject", one.statements[2].claim, ""),
        )
    ]  # fmt: skip
    built = graph_of([one], (), lines)
    assert [ruling.effect for ruling in built.rulings] == ["applied", "applied"]
    path = tmp_path_factory.mktemp("decided") / "graph.html"
    write_page(picture(Store.of(built.quads)), path)
    return path


def test_a_letter_shows_what_people_have_set_aside_and_why(browser: Any, decided: Path) -> None:
    with opened(browser, decided) as page:
        page.fill("#search-box", "foi-1.txt")
        page.click("#search-list li:has-text('Letter of')")
        aside = page.locator("#panel .card.aside")
        assert aside.count() == 2
        whole = "\n".join(aside.all_inner_texts())
        assert "2028" in whole
        assert "read, and corrected by a person" in whole
        assert "read, and rejected by a person" in whole
        assert "by AB on 30 November 2026" in whole
        assert HOSTILE in whole
        line = aside.first.locator("dd").first.evaluate("element => getComputedStyle(element).textDecorationLine")
        assert line == "line-through"


def test_what_stands_by_a_decision_says_so(browser: Any, decided: Path) -> None:
    with opened(browser, decided) as page:
        page.fill("#search-box", "Mosaic")
        page.click("#search-list li:has-text('Mosaic')")
        text = page.inner_text("#panel")
        assert "2029" in text
        assert "Decided by AB on 30 November 2026 (correct value)" in text
        assert "2028" not in text
        assert "16,446" not in text
