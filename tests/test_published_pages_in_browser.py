"""The pages of an output folder in a real Chromium, from disk: whatever they ask for beyond the folder is a failure."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from kg.describing import letter_key
from kg.model import Outcome
from kg.publishing import publish
from kg.reporting.reports.renewals import renewals
from tests.graphs import CHILDREN, Asked, Said, letter, named, store_of

HOSTILE = "<img src=x onerror=alert(1)></script><script>alert(1)</script> ends on 31 March 2027."
AXE = Path(__file__).parent / "vendor" / "axe-core" / "axe.min.js"
VIEWS = [(1400, "light"), (1400, "dark"), (375, "light"), (375, "dark")]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Pages of fifty councils, so that long lists fold; one of them writes words that would be markup."""
    leeds = letter(
        named("Mosaic"), Said("contract_start", "2022-04-01", system="Mosaic"),
        Said("contract_end", "2027-03-31", system="Mosaic", quote=HOSTILE), Said("supplier", "<b>Firm</b>", system="Mosaic"),
        council="Leeds City Council", reference="A",
        asked=[Asked("9", "Who hosts the system for adult social care?", Outcome.WITHHELD, ("s.43(2)",))],
    )  # fmt: skip
    others = [
        letter(
            named("Liquidlogic", CHILDREN), Said("contract_end", f"20{20 + number % 12}-06-30", CHILDREN, "Liquidlogic"),
            council=f"Made Up {number} Council", reference=f"M {number}",
        )
        for number in range(50)
    ]  # fmt: skip
    store = store_of(leeds, *others)
    made = tmp_path_factory.mktemp("published")
    texts = {f"letter/{letter_key(one)}": [(0, one.letter.view.text)] for one in (leeds, *others)}
    publish(store, renewals(store), texts, made)
    return made


@contextmanager
def opened(
    browser: Any, path: Path, width: int = 1400, scheme: str = "light", at: str = "", bypass_csp: bool = False
) -> Iterator[Any]:
    """A page of the folder; on leaving, whatever it asked for outside of it or complained of is a failure."""
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce", offline=True,
        bypass_csp=bypass_csp,
    )  # fmt: skip
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda m: complaints.append(f"{m.type}: {m.text}") if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: complaints.append(f"error: {error}"))
    page.on("dialog", lambda dialog: (complaints.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    inside = path.parent.parent.as_uri() if path.parent.name == "pages" else path.parent.as_uri()
    is_outside = lambda url: url != "data:," and not url.startswith(inside)  # noqa: E731
    page.on("request", lambda r: complaints.append(f"request: {r.url}") if is_outside(r.url) else None)
    page.clock.set_fixed_time(datetime(2026, 11, 21, 12))
    page.goto(f"{path.as_uri()}{at}")
    yield page
    context.close()
    assert complaints == []


def page_of(folder: Path, start: str) -> Path:
    return next((folder / "pages").glob(f"{start}*"))


def test_the_search_finds_names_other_names_and_quotes_and_leads_to_the_words(browser: Any, folder: Path) -> None:
    with opened(browser, folder / "index.html") as page:
        page.fill("#q", "made up 7")
        assert page.locator("#results a", has_text="Made Up 7 Council").first.is_visible()
        assert page.inner_text("#told").endswith("found")
        page.fill("#q", "nothing is called so")
        assert page.inner_text("#told").startswith("Nothing found")
        page.fill("#q", "onerror 31 march")
        page.click("#results a")
        page.wait_for_url("**/pages/letter-*")
        mark = page.locator("mark:target")
        assert mark.inner_text() == HOSTILE, "words that would be markup are words"
        assert 0 <= mark.bounding_box()["y"] <= 900


def test_every_page_searches_and_the_address_keeps_the_words(browser: Any, folder: Path) -> None:
    with opened(browser, page_of(folder, "system-mosaic")) as page:
        page.keyboard.press("/")
        page.keyboard.type("liquidlogic")
        page.keyboard.press("Enter")
        page.wait_for_url("**/index.html#q=liquidlogic")
        assert page.input_value("#q") == "liquidlogic"
        assert page.locator("#results a", has_text="Liquidlogic").first.is_visible()


def test_on_a_phone_the_menu_opens_on_a_click(browser: Any, folder: Path) -> None:
    with opened(browser, folder / "gaps.html", width=375) as page:
        link, fold = page.locator(".menu a", has_text="Market"), page.locator(".fold-menu")
        assert not link.is_visible()
        fold.click()
        assert link.is_visible()
        assert page.evaluate("document.documentElement.scrollWidth") == 375
        page.keyboard.press("Escape")
        assert not link.is_visible()
        assert page.evaluate("document.activeElement.className") == "fold-menu"
        fold.click()
        link.click()
        page.wait_for_url("**/market.html")
    with opened(browser, folder / "gaps.html") as page:
        assert page.locator(".menu a", has_text="Market").is_visible()
        assert not page.locator(".fold-menu").is_visible()


def test_what_is_due_is_counted_from_the_readers_day_as_the_page_of_renewals_does(browser: Any, folder: Path) -> None:
    with opened(browser, folder / "index.html") as page:
        assert "21 November 2026" in page.inner_text("#due-day")
        numbers = page.locator("#due-numbers b").all_inner_texts()
        assert page.locator("#due-list li").first.inner_text().split("\n")[0] == "31 March 2027"
        page.goto((folder / "renewals.html").as_uri())
        cards = page.locator(".headline .card b").all_inner_texts()
        assert numbers[:3] == cards[:3]
        assert numbers[0] == "1"


def test_long_lists_are_folded_and_a_filter_opens_what_it_leaves(browser: Any, folder: Path) -> None:
    with opened(browser, folder / "gaps.html") as page:
        assert page.locator("#systems .fold").count() == 51
        assert page.locator("#systems tbody.row:visible").count() == 0
        page.fill("#filter", "leeds mosaic")
        assert page.locator("#systems tbody.row:visible").count() == 1, "the name of a group counts for its rows"
        assert page.inner_text("#systems .count") == "(1 of 51)"
        page.fill("#filter", "")
        assert page.locator("#systems tbody.row:visible").count() == 0


def test_the_matrix_says_what_is_known_and_why_the_rest_is_not(browser: Any, folder: Path) -> None:
    with opened(browser, page_of(folder, "council-leeds")) as page:
        (row,) = page.locator("#systems tbody.row").all()
        cells = [cell.inner_text().strip(" ¶\xa0\n") for cell in row.locator("td").all()]
        assert cells[1:] == [
            "Mosaic (social care)",
            "<b>Firm</b>",
            "never asked",
            "1 April 2022",
            "31 March 2027",
            "s.43(2)",
            "never asked",
        ]
        row.locator("td").nth(6).locator("a").click()
        page.wait_for_url("**/pages/letter-*")
        assert page.locator("mark:target").inner_text().startswith("Answer to 9")


def test_a_link_to_what_is_folded_away_opens_it(browser: Any, folder: Path) -> None:
    with opened(browser, folder / "gaps.html", at="#gaps-1") as page:
        assert page.locator("#gaps-1").is_visible()


def test_all_can_be_done_by_keyboard(browser: Any, folder: Path) -> None:
    with opened(browser, folder / "gaps.html") as page:
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "Overview"
        page.locator("#systems .fold summary").first.focus()
        page.keyboard.press("Enter")
        assert page.locator("#systems tbody.row:visible").count() == 1
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.matches('.own a')")


PAGES = ["index.html", "gaps.html", "refusals.html", "market.html", "coverage.html", "changes.html", "statistics.html"]
THINGS = ["council-leeds", "system-mosaic", "supplier-", "letter-leeds"]


@pytest.mark.parametrize(("width", "scheme"), VIEWS)
def test_no_finding_of_axe_and_nothing_wider_than_the_screen(
    browser: Any, folder: Path, width: int, scheme: str
) -> None:
    pages = [folder / name for name in PAGES] + [page_of(folder, start) for start in THINGS]
    with opened(browser, pages[0], width, scheme, bypass_csp=True) as page:
        for path in pages:
            page.goto(path.as_uri())
            page.evaluate("document.querySelectorAll('details').forEach((part, at) => { part.open = at < 4; })")
            assert page.evaluate("document.documentElement.scrollWidth") == width, path.name
            page.evaluate(AXE.read_text(encoding="utf-8"))
            violations = page.evaluate("axe.run().then(({ violations }) => violations)")
            told = [(path.name, one["id"], one["nodes"][0]["html"]) for one in violations]
            assert told == []


def test_without_scripts_everything_is_there_to_read(browser: Any, folder: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((folder / "index.html").as_uri())
    assert page.locator(".card").count() == 8
    page.click("#councils summary")
    page.click("#councils a >> nth=0")
    assert page.locator("h1").inner_text() == "Leeds City Council"
    context.close()
