"""The pages of reports in a real Chromium, from disk: every request, console error and dialog is a failure."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from pypdfium2 import PdfDocument

from kg.model import LetterClaims, Outcome
from kg.reporting.formats.page import page
from kg.reporting.reports.renewals import renewals
from kg.reporting.reports.statistics import statistics
from kg.reporting.reports.wanting import wanted
from kg.store import Store
from tests.graphs import CHILDREN, Asked, Said, letter, named, store_of

DAY = date(2026, 11, 21)
HOSTILE = "<img src=x onerror=alert(1)></script><script>alert(1)</script> ends on 31 March 2027."
AXE = Path(__file__).parent / "vendor" / "axe-core" / "axe.min.js"
WIDTHS = [(1280, "light"), (1280, "dark"), (390, "light"), (390, "dark")]


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
def opened(browser: Any, path: Path, width: int = 1280, scheme: str = "light", **options: Any) -> Iterator[Any]:
    """The page; on leaving, whatever it asked for or complained of is a failure."""
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme, **options)
    found = context.new_page()
    complaints: list[str] = []
    found.on("console", lambda m: complaints.append(f"{m.type}: {m.text}") if m.type in ("error", "warning") else None)
    found.on("pageerror", lambda error: complaints.append(f"error: {error}"))
    found.on("dialog", lambda dialog: (complaints.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    found.on("request", lambda r: complaints.append(f"request: {r.url}") if r.url not in allowed else None)
    allowed = {path.as_uri(), "data:,"}
    found.clock.set_fixed_time(datetime(2026, 11, 21, 12))
    found.goto(path.as_uri())
    yield found
    context.close()
    assert complaints == []


def systems(found: Any, section: str = "ends") -> list[str]:
    """The systems that a section shows, each by its first name."""
    texts = found.locator(f"#{section} tbody:visible td.system .text").all_inner_texts()
    return [text.partition(",")[0] for text in texts]


def unfolded(found: Any) -> None:
    """Every section, council and contract of a renewals page is opened."""
    for buttons in ("h2 button", ".opener"):
        found.evaluate(f"document.querySelectorAll('{buttons}[aria-expanded=false]').forEach(button => button.click())")


@pytest.mark.parametrize(("width", "scheme"), WIDTHS)
def test_nothing_is_wider_than_the_screen(browser: Any, made: Path, width: int, scheme: str) -> None:
    with opened(browser, made, width, scheme) as found:
        assert found.evaluate("document.documentElement.scrollWidth") == width
        assert found.locator(".bar").count() == 3
        unfolded(found)
        assert found.locator("tbody.row:visible").count() == 3
        assert found.evaluate("document.documentElement.scrollWidth") == width
        wide = "[...document.querySelectorAll('td, p, dl, blockquote')].filter(e => e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).display !== 'inline')"
        assert found.evaluate(f"{wide}.map(e => e.textContent)") == []


def test_a_row_leads_to_the_highlighted_words(browser: Any, made: Path) -> None:
    with opened(browser, made) as found:
        plain = found.evaluate("getComputedStyle(document.querySelector('mark')).backgroundColor")
        row = found.locator("#ends tbody", has_text="Mosaic")
        assert not row.locator(".words a").is_visible(), "a contract is one line until it is opened"
        row.locator("td.council").click()
        row.locator(".words a").click()
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
        assert found.get_attribute("#ends th:has(button:text('End'))", "aria-sort") == "ascending"
        found.click("#ends th button:text('End')")
        assert systems(found) == first[::-1]
        assert found.get_attribute("#ends th:has(button:text('End'))", "aria-sort") == "descending"
        found.click("#ends th button:text('End')")
        assert systems(found) == first
        found.fill("#filter", "leeds mosaic")
        assert [name.startswith("Mosaic") for name in systems(found)] == [True]
        assert found.locator(".bar:visible").count() == 1
        assert found.inner_text("#found") == "1 of 3 contracts in letters up to 2 October 2024"
        assert [text.split(" 1")[0] for text in found.locator(".chart h3:visible").all_inner_texts()] == [
            "Leeds City Council"
        ]
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


# The renewals page counts from its reader's own day


def contract(number: int, *said: tuple[str, str], date_: str = "2024-10-02") -> LetterClaims:
    """A letter on a system of its own."""
    name = f"System {number}"
    claims = (Said(field, value, system=name, quote=f"{name}: {value}") for field, value in said)
    return letter(named(name), *claims, reference=f"FOI {number}", date=date_)


MANY = [
    [("contract_end", "2026-11")], [("contract_end", "2027")], [("contract_end", "2024-02-29")],
    [("contract_end", "2025-03-31"), ("extension", "P1Y+P1Y")], [("contract_end", "2026"), ("extension", "P6M")],
    [("contract_end", "2025-03-31"), ("contract_term", "rolling/P1M")], [("contract_end", "2027-01-01/..")],
    [("contract_start", "2020-02-29"), ("contract_term", "rolling/P1Y")], [("contract_start", "2020-04"), ("contract_term", "rolling/P1W")],
    [("contract_start", "2019"), ("contract_term", "P5Y")], [("contract_reference", "REF 1")], [("contract_term", "rolling")],
]  # fmt: skip
DAYS = [
    "2023-01-01",
    "2024-02-29",
    "2024-12-31",
    "2025-03-31",
    "2025-04-01",
    "2026-11-30",
    "2026-12-01",
    "2028-02-29",
    "2031-07-15",
]


@pytest.fixture(scope="module")
def many() -> Store:
    """A contract of every kind: bounds, options, periods that it rolls on by, one held over, one put off."""
    letters = [contract(number, *said) for number, said in enumerate(MANY)]
    yearly = letter(
        named("Yearly"),
        Said("contract_term", "rolling/P1Y", system="Yearly", quote="It renews each 1 April."),
        reference="Y",
    )
    moved = [
        contract(90, ("contract_end", end), date_=when)
        for end, when in (("2025-03", "2023-05-01"), ("2027-03", "2024-05-01"))
    ]
    held = [contract(91, ("contract_end", "2024-03"), date_="2023-05-01"), contract(91, date_="2025-05-01")]
    return store_of(*letters, yearly, *moved, *held, reference=False)


@pytest.mark.parametrize("lead", [None, "18m"])
def test_the_page_says_on_every_day_what_the_report_of_that_day_says(
    browser: Any, many: Store, tmp_path: Path, lead: str | None
) -> None:
    path = tmp_path / "renewals.html"
    path.write_text(page(renewals(many, wanted(lead=lead)), many), "utf-8")
    script = """contracts.map(({ row, facts, stands, cells }) => [
      facts.system.join(", "), facts.end ? facts.end.join("/") : "", stands.section,
      facts.kind === "end" ? stands.state : "", stands.startBy || "", stands.band])"""
    with opened(browser, path) as found:
        for day in DAYS:
            report = renewals(many, wanted(lead=lead), date.fromisoformat(day))
            expected = sorted(
                (
                    str(row["system"]), "/".join(str(row.get(key) or "") for key in ("earliest", "latest")).strip("/"), section.name,
                    str(row.get("state") or ""), str(row.get("start_by") or ""), str(row.get("band") or ""),
                )
                for section in report.sections
                for row in section.rows
            )  # fmt: skip
            found.evaluate("day => change({ day })", day)
            assert sorted((name, end.strip("/"), *rest) for name, end, *rest in found.evaluate(script)) == expected, day
            shown = {
                name: found.locator(f"#{name} tbody").count()
                for name in ("ends", "extended", "held-over", "passed", "rolling")
            }
            assert shown == {name: sum(row[2] == name for row in expected) for name in shown}


def test_the_page_counts_from_today_and_says_so(browser: Any, made: Path) -> None:
    with opened(browser, made) as found:
        assert found.inner_text("#counted") == "Counted from 21 November 2026, today."
        found.clock.set_fixed_time(datetime(2027, 4, 2, 12))
        found.reload()
        assert found.inner_text("#counted") == "Counted from 2 April 2027, today."
        assert systems(found) == ["Liquidlogic"]
        assert systems(found, "extended") == ["Mosaic"], "its options reach beyond the day"
        found.fill("#from", "2031-01-01")
        assert found.inner_text("#counted") == "Counted from 1 January 2031, the day that you chose."
        assert systems(found) == []
        assert "day=2031-01-01" in found.url
        found.click("#today")
        assert systems(found) == ["Liquidlogic"]


def test_the_address_keeps_the_view(browser: Any, made: Path) -> None:
    with opened(browser, made) as found:
        found.select_option("#choices label:has-text('Council') select >> nth=0", "Kent County Council")
        found.select_option("#lead", "6")
        found.click("#ends th button:text('Council')")
        kept = found.url
    with opened(browser, made) as found:
        found.goto(kept)
        assert systems(found) == ["Liquidlogic"]
        assert found.inner_text("#ends tbody:visible td.start_by") == "1 July 2028"
        assert found.get_attribute("#ends th:has(button:text('Council'))", "aria-sort") == "ascending"
        found.click("#clear")
        assert len(systems(found)) == 2


def test_the_headline_counts_what_is_due_and_filters(browser: Any, made: Path) -> None:
    with opened(browser, made) as found:
        cards = [card.split("\n")[:2] for card in found.locator(".card").all_inner_texts()]
        assert cards[:3] == [["2", "may end in 6 months"], ["2", "may end in 12 months"], ["2", "may end in 18 months"]]
        found.click(".card >> nth=0")
        assert systems(found) == ["Mosaic"]
        assert found.inner_text("#rolling .count") == "(1)", "a break counts as an end"


@pytest.mark.parametrize(("width", "scheme"), WIDTHS)
def test_no_finding_of_axe(browser: Any, made: Path, width: int, scheme: str) -> None:
    with opened(browser, made, width, scheme, bypass_csp=True) as found:
        unfolded(found)
        found.evaluate(AXE.read_text("utf-8"))
        violations = found.evaluate("axe.run().then(({ violations }) => violations)")
        assert [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in violations] == []
