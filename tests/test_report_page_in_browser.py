"""The pages of reports in a real Chromium, from disk: every request, console error and dialog is a failure."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pypdfium2 import PdfDocument

from kg.model import Outcome
from kg.reporting.page import page
from kg.reporting.renewals import renewals
from kg.reporting.statistics import statistics
from kg.reporting.wanting import wanted
from kg.store import Store
from tests.graphs import CHILDREN, Asked, Said, letter, named, store_of

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
DAY = date(2026, 11, 21)
HOSTILE = "<img src=x onerror=alert(1)></script><script>alert(1)</script> ends on 31 March 2027."
WIDTHS = [(1280, "light"), (1280, "dark"), (390, "light"), (390, "dark")]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    if CHROMIUM is None:
        if os.environ.get("CI") == "true":
            pytest.fail("Chromium is missing; .ci/run installs it.")
        pytest.skip("Chromium is not installed (Debian: apt-get install chromium).")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield running
        running.close()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Renewals of two councils with uncertain ends, extensions, a rolling contract, and words that would be markup."""
    leeds = letter(
        named("Mosaic"), Said("contract_start", "2022-04-01", system="Mosaic"),
        Said("contract_end", "2027-03-31", system="Mosaic", quote=HOSTILE), Said("extension", "P1Y+P1Y", system="Mosaic"),
        council="Leeds City Council",
    )  # fmt: skip
    kent = letter(
        named("Liquidlogic", CHILDREN), Said("contract_end", "2029", CHILDREN, "Liquidlogic"),
        named("Oracle", "finance-erp"), Said("contract_start", "2020-04-01", "finance-erp", "Oracle"), Said("contract_term", "rolling/P1Y", "finance-erp", "Oracle"),
        council="Kent County Council", reference="B", asked=[Asked("9", "Who hosts it?", Outcome.WITHHELD, ("s.43(2)",))],
    )  # fmt: skip
    store = store_of(leeds, kent)
    path = tmp_path_factory.mktemp("page") / "renewals.html"
    path.write_text(page(renewals(store, wanted(lead="18m"), DAY), store), "utf-8")
    return path


@contextmanager
def opened(browser: Any, path: Path, width: int = 1280, scheme: str = "light") -> Iterator[Any]:
    """The page; on leaving, whatever it asked for or complained of is a failure."""
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
    found = context.new_page()
    complaints: list[str] = []
    found.on("console", lambda m: complaints.append(f"{m.type}: {m.text}") if m.type in ("error", "warning") else None)
    found.on("pageerror", lambda error: complaints.append(f"error: {error}"))
    found.on("dialog", lambda dialog: (complaints.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    found.on("request", lambda r: complaints.append(f"request: {r.url}") if r.url not in allowed else None)
    allowed = {path.as_uri(), "data:,"}
    found.goto(path.as_uri())
    yield found
    context.close()
    assert complaints == []


def systems(found: Any) -> list[str]:
    return [text.split("\n")[0] for text in found.locator("#ends tbody:visible td:nth-child(3)").all_inner_texts()]


@pytest.mark.parametrize(("width", "scheme"), WIDTHS)
def test_nothing_is_wider_than_the_screen(browser: Any, made: Path, width: int, scheme: str) -> None:
    with opened(browser, made, width, scheme) as found:
        assert found.evaluate("document.documentElement.scrollWidth") == width
        assert found.locator(".bar").count() == 3
        assert found.locator("tbody.row:visible").count() == 3
        wide = "[...document.querySelectorAll('td, p, dl, blockquote')].filter(e => e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).display !== 'inline')"
        assert found.evaluate(f"{wide}.map(e => e.textContent)") == []


def test_a_row_leads_to_the_highlighted_words(browser: Any, made: Path) -> None:
    with opened(browser, made) as found:
        plain = found.evaluate("getComputedStyle(document.querySelector('mark')).backgroundColor")
        found.locator("#ends tbody", has_text="Mosaic").locator(".words a").click()
        mark = found.locator("mark:target")
        assert mark.inner_text() == HOSTILE
        assert mark.evaluate("e => getComputedStyle(e).backgroundColor") != plain
        box = mark.bounding_box()
        assert 0 <= box["y"] <= 800, "the words are in view"


def test_the_timeline_is_drawn_to_scale(browser: Any, made: Path) -> None:
    with opened(browser, made) as found:
        bar = found.locator(".bar", has_text="Mosaic")
        box = {kind: bar.locator(f"rect.{kind}").bounding_box() for kind in ("runs", "extended")}
        runs = (date(2027, 3, 31) - date(2022, 4, 1)).days
        extended = (date(2029, 3, 31) - date(2027, 3, 31)).days
        assert box["runs"]["width"] / box["extended"]["width"] == pytest.approx(runs / extended, rel=0.01)
        assert box["extended"]["x"] == pytest.approx(box["runs"]["x"] + box["runs"]["width"], abs=1.5)
        other = found.locator(".bar", has_text="Liquidlogic").locator("rect.uncertain").bounding_box()
        assert other["width"] / box["runs"]["width"] == pytest.approx(364 / runs, rel=0.02)


def test_rows_are_sorted_and_filtered(browser: Any, made: Path) -> None:
    with opened(browser, made) as found:
        first = systems(found)
        assert len(first) == 2
        found.click("#ends th button:text('End')")
        assert systems(found) == first
        found.click("#ends th button:text('End')")
        assert systems(found) == first[::-1]
        assert found.get_attribute("#ends th:has(button:text('End'))", "aria-sort") == "descending"
        found.fill("#filter", "leeds mosaic")
        assert [name.startswith("Mosaic") for name in systems(found)] == [True]
        assert found.locator(".bar:visible").count() == 1
        assert found.inner_text("#found") == "1 of 3 rows"
        assert found.locator(".chart h3:visible").all_inner_texts() == ["Leeds City Council"]
        assert found.inner_text("#ends .count") == "(1 of 2)"
        found.fill("#filter", "nothing like it")
        assert systems(found) == []
        assert found.locator(".chart h3:visible").count() == 0
        found.fill("#filter", "")
        assert found.locator(".chart h3:visible").count() == 2
        assert found.inner_text("#ends .count") == "(2)"


def test_without_scripts_all_is_there_to_read(browser: Any, made: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    found = context.new_page()
    found.goto(made.as_uri())
    assert found.locator("tbody.row:visible").count() == 3
    assert not found.locator("#tools").is_visible()
    context.close()


def test_a_print_holds_every_row_and_every_word(browser: Any, made: Path) -> None:
    with opened(browser, made) as found:
        found.emulate_media(media="print")
        assert not found.locator("#tools").is_visible()
        assert found.locator("tbody.row:visible").count() == 3
        assert found.evaluate("getComputedStyle(document.querySelector('blockquote')).maxHeight") == "none"
        assert found.pdf()[:5] == b"%PDF-"


def test_a_print_has_its_first_bars_on_its_first_page(browser: Any, tmp_path: Path) -> None:
    councils = ["Leeds City Council", "Kent County Council", "Coventry City Council", "Bristol City Council"]
    letters = [
        letter(
            *(part for n in range(5) for part in (named(f"System {n}"), Said("contract_end", str(2028 + n), system=f"System {n}"))),
            council=council, reference=council,
        )
        for council in councils
    ]  # fmt: skip
    store = store_of(*letters)
    path = tmp_path / "long.html"
    path.write_text(page(renewals(store, None, DAY), store), "utf-8")
    with opened(browser, path) as found:
        document = PdfDocument(found.pdf(prefer_css_page_size=True))
    first = document[0].get_textpage().get_text_bounded()
    assert len(document) > 2
    assert "Bristol City Council" in first
    assert "System 4" in first


def test_small_plots_of_figures(browser: Any, store: Store, tmp_path: Path) -> None:
    path = tmp_path / "statistics.html"
    path.write_text(page(statistics(store, None, DAY), store), "utf-8")
    for width in (1280, 390):
        with opened(browser, path, width) as found:
            assert found.evaluate("document.documentElement.scrollWidth") == width
            assert found.locator(".plot").count() == 6
            for box in (plot.bounding_box() for plot in found.locator(".plot svg[role=img]").all()):
                assert box["x"] >= 0
                assert box["x"] + box["width"] <= width
