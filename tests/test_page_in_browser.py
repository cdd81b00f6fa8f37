"""The graph page in a real Chromium, from disk: every request, console error and dialog is a failure."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import Literal, Quad

from kg.picturing import picture, write_page
from kg.store import Store
from tests.browsing import click_at, opened

FIXTURE = Path(__file__).parent / "fixtures" / "page.trig"
HOSTILE = '"><img src=x onerror=alert(1)> href=</script><script>alert(1)</script>\u202e'
CAREDIRECTOR = "system/caredirector"
ADULTS = "service/coventry-city-council/adult-social-care"
QUOTE = "Adults: CareDirector"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page on which every plain text of two letters carries markup and script."""
    quads = []
    for quad in Store.open(FIXTURE).quads():
        thing = quad.object
        if isinstance(thing, Literal) and thing.datatype.value.endswith("#string"):
            thing = Literal(thing.value + HOSTILE)
        quads.append(Quad(quad.subject, quad.predicate, thing, quad.graph_name))
    path = tmp_path_factory.mktemp("hostile") / "graph.html"
    write_page(picture(Store.of(quads)), path)
    return path


def panel(page: Any) -> str:
    return str(page.inner_text("#panel"))


def test_find_by_name_and_read_the_proof(browser: Any, page_of_letters: Path) -> None:
    with opened(browser, page_of_letters) as page:
        page.fill("#search-box", "caredir")
        page.click("#search-list li:has-text('CareDirector')")
        assert page.inner_text("#panel-content h2") == "CareDirector"
        quotes = page.locator("#panel blockquote").all_inner_texts()
        assert QUOTE in quotes
        card = page.locator("#panel .card", has_text=QUOTE).first.inner_text()
        assert "Question 1" in card
        assert "001_4aed678c47f12adb.txt" in card
        assert "23 September 2022" in card
        assert "stated" in card


def test_find_by_another_spelling_with_the_keyboard_alone(browser: Any, page_of_letters: Path) -> None:
    with opened(browser, page_of_letters) as page:
        page.focus("#search-box")
        page.keyboard.type("care director v6")
        assert "also Care" in page.inner_text("#search-list li[aria-selected=true]")
        page.keyboard.press("Enter")
        assert page.inner_text("#panel-content h2") == "CareDirector"
        assert page.evaluate("document.activeElement.tagName") == "H2"
        page.fill("#search-box", "nothing of this name")
        assert "Nothing is called so." in page.inner_text("#search-list")


def test_click_a_node_on_the_canvas(browser: Any, page_of_letters: Path) -> None:
    with opened(browser, page_of_letters) as page:
        click_at(page, page.evaluate(f"councilKg.positionOf('{CAREDIRECTOR}')"))
        page.wait_for_selector("#panel blockquote")
        assert QUOTE in panel(page)
        assert page.locator("#panel .badge-reference").count() == 1
        page.click("#panel .close")
        assert "From picture to proof" in panel(page)


def test_click_a_line_on_the_canvas(browser: Any, page_of_letters: Path) -> None:
    with opened(browser, page_of_letters) as page:
        click_at(page, page.evaluate(f"councilKg.positionOfEdge('{ADULTS} uses {CAREDIRECTOR}')"))
        page.wait_for_selector("#panel blockquote")
        assert page.inner_text("#panel-content h2").split("\n") == ["Adult social care uses CareDirector"]
        assert QUOTE in panel(page)
        page.click("#panel-content h2 .go >> nth=1")
        assert page.inner_text("#panel-content h2") == "CareDirector"


def test_an_inferred_line_shows_its_rule_and_what_it_rests_on(browser: Any, page_of_letters: Path) -> None:
    with opened(browser, page_of_letters) as page:
        edges = [edge for edge in page.evaluate("councilKg.edgeIds()") if " same contract/" in edge]
        wanted = next(edge for edge in edges if edge.endswith("cov-cg-002-adult"))
        page.evaluate("(edge) => councilKg.select({ edge })", wanted)
        assert "inferred by rule" in panel(page)
        quotes = page.locator("#panel blockquote").all_inner_texts()
        assert "Until November 2026." in quotes


def test_the_legend_hides_and_shows_a_kind(browser: Any, page_of_letters: Path) -> None:
    with opened(browser, page_of_letters) as page:
        hidden = f"councilKg.isHidden('{CAREDIRECTOR}')"
        page.click(".kind[data-kind=system]")
        assert page.get_attribute(".kind[data-kind=system]", "aria-pressed") == "false"
        assert page.evaluate(hidden)
        page.fill("#search-box", "CareDirector")  # what is looked for is shown again
        page.press("#search-box", "Enter")
        assert not page.evaluate(hidden)
        assert page.get_attribute(".kind[data-kind=system]", "aria-pressed") == "true"


def test_the_table_holds_every_claim(browser: Any, page_of_letters: Path) -> None:
    with opened(browser, page_of_letters) as page:
        page.click("#show-table")
        rows = page.locator("#table tbody tr")
        total = rows.count()
        assert total == page.evaluate("councilKg.data.claims.length")
        page.fill("#table input", "caredirector COV CG/002")
        shown = page.locator("#table tbody tr:visible")
        assert 0 < shown.count() < total
        assert "COV CG/002/Adult" in shown.first.inner_text()
        page.click("#show-picture")
        assert page.is_visible("#canvas canvas")


def test_keys_on_the_canvas(browser: Any, page_of_letters: Path) -> None:
    with opened(browser, page_of_letters) as page:
        page.focus("#canvas")
        page.keyboard.press("ArrowRight")
        first = page.inner_text("#panel-content h2")
        page.keyboard.press("ArrowRight")
        assert page.inner_text("#panel-content h2") != first
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.tagName") == "H2"


def test_every_control_is_reached_by_tab_and_shows_its_focus(browser: Any, page_of_letters: Path) -> None:
    with opened(browser, page_of_letters) as page:
        reached = set()
        for _ in range(30):
            page.keyboard.press("Tab")
            name = page.evaluate("document.activeElement.id || document.activeElement.dataset?.kind || ''")
            width = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert not name or width != "none", name
            reached.add(name)
        assert {
            "search-box",
            "show-picture",
            "show-table",
            "canvas",
            "zoom-in",
            "system",
            "letter",
        } <= reached


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_small_screen_has_the_panel_below(browser: Any, page_of_letters: Path, scheme: str) -> None:
    with opened(browser, page_of_letters, width=375, height=720, color_scheme=scheme) as page:
        assert page.evaluate("document.documentElement.scrollWidth") <= 375
        page.fill("#search-box", "CareDirector")
        page.press("#search-box", "Enter")
        canvas, aside = page.locator("#canvas").bounding_box(), page.locator("#panel").bounding_box()
        assert aside["y"] >= canvas["y"] + canvas["height"]
        assert QUOTE in panel(page)
        page.click("#show-table")
        assert page.evaluate("document.documentElement.scrollWidth") <= 375


def test_themes_differ_and_both_can_be_read(browser: Any, page_of_letters: Path) -> None:
    grounds = {}
    for scheme in ("light", "dark"):
        with opened(browser, page_of_letters, color_scheme=scheme) as page:
            grounds[scheme] = page.evaluate("getComputedStyle(document.body).backgroundColor")
            click_at(page, page.evaluate(f"councilKg.positionOf('{CAREDIRECTOR}')"))
            page.wait_for_selector("#panel blockquote")
            assert page.evaluate(CONTRAST, "#panel blockquote") >= 4.5
            assert page.evaluate(CONTRAST, "#panel .quiet") >= 4.5
            assert page.evaluate(CONTRAST, "#panel .badge-stated") >= 4.5
    assert grounds["light"] != grounds["dark"]


def test_paper_is_light_and_holds_the_proof(browser: Any, page_of_letters: Path) -> None:
    with opened(browser, page_of_letters, color_scheme="dark") as page:
        page.fill("#search-box", "CareDirector")
        page.press("#search-box", "Enter")
        page.emulate_media(media="print")
        assert (
            page.evaluate("getComputedStyle(document.querySelector('.card')).backgroundColor") == "rgb(255, 255, 255)"
        )
        assert not page.is_visible("#search-box")
        assert QUOTE in panel(page)
        page.wait_for_timeout(300)
        assert page.locator("#canvas canvas").bounding_box()["height"] < 700


def test_hostile_text_runs_nothing(browser: Any, hostile: Path) -> None:
    with opened(browser, hostile) as page:
        page.fill("#search-box", "CareDirector")
        assert "<img src=x onerror=alert(1)>" in page.inner_text("#search-list")
        page.press("#search-box", "Enter")
        assert page.inner_text("#panel-content h2").startswith(
            'CareDirector"><img src=x onerror=alert(1)> href=</script>'
        )
        assert f"{QUOTE}{HOSTILE}"[:80] in panel(page)
        for edge in page.evaluate("councilKg.edgeIds()"):
            page.evaluate("(edge) => councilKg.select({ edge })", edge)
        for node in page.evaluate("councilKg.data.nodes.map((node) => node.id)"):
            page.evaluate("(node) => councilKg.select({ node })", node)
            page.evaluate("(node) => councilKg.positionOf(node)", node)
        place = page.evaluate(f"councilKg.positionOf('{CAREDIRECTOR}')")
        page.mouse.move(place["x"], place["y"])
        page.wait_for_timeout(400)
        page.click("#show-table")
        assert page.locator("#table img, #panel img, #search img, #panel script, #table script").count() == 0


def test_without_scripts_it_says_so(browser: Any, page_of_letters: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(page_of_letters.as_uri())
    assert "JavaScript" in page.inner_text("noscript")
    context.close()


def test_it_draws_at_once(browser: Any, page_of_letters: Path) -> None:
    with opened(browser, page_of_letters):
        pass  # the first page of a fresh browser also pays for the browser
    started = time.perf_counter()
    with opened(browser, page_of_letters) as page:
        drawn = page.evaluate("performance.getEntriesByName('first-drawing')[0].startTime")
    # the aim is 700 ms on an idle machine (`benchmarks/`); a test machine may be busy
    assert drawn < 3000, f"{drawn:.0f} ms, of {time.perf_counter() - started:.1f} s in all"
    assert page_of_letters.stat().st_size < 2_000_000


CONTRAST = """(selector) => {
  const part = (c) => (c /= 255) <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  const light = (rgb) => 0.2126 * part(rgb[0]) + 0.7152 * part(rgb[1]) + 0.0722 * part(rgb[2]);
  const read = (text) => text.match(/[\\d.]+/g).map(Number);
  const element = document.querySelector(selector);
  let behind = element;
  while (read(getComputedStyle(behind).backgroundColor)[3] === 0) behind = behind.parentElement;
  const a = light(read(getComputedStyle(element).color));
  const b = light(read(getComputedStyle(behind).backgroundColor));
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}"""
"""The contrast of an element's text by WCAG 2: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio."""
