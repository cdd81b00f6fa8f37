"""The review in a real Chromium: from the first letter to the rebuilt graph by keys alone, and nothing is ever lost."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kg.decisions import read_decisions
from tests.browsing import opened
from tests.reviews import HOSTILE, built, decisions, kg, lines, review, serving, written

AXE = Path(__file__).parent / "vendor" / "axe-core" / "axe.min.js"
PHONE = (375, 812)
A_DECIDED_ONE = "kgReview.go(kgReview.items.find((item) => item.lines.length))"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("review") / "home")


@pytest.fixture
def mine(home: Path, tmp_path: Path) -> Path:
    """A copy to decide on."""
    shutil.copytree(home, tmp_path / "home")
    return tmp_path / "home"


@pytest.fixture
def served(browser: Any, mine: Path) -> Iterator[Any]:
    with serving(mine) as server, opened(browser, server.url) as page:
        yield page


def decided(page: Any) -> int:
    return int(page.eval_on_selector("#progress", "bar => bar.value"))


def press(page: Any, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def wait(page: Any, count: int) -> None:
    page.wait_for_selector(f"#progress[value='{count}']", state="attached")


def go_to(page: Any, field: str, letter: str = "") -> None:
    """Show the claim of a field."""
    if letter:
        page.select_option("#by-letter", label=letter)
    page.select_option("#by-field", field)


def test_fifty_claims_by_keys_alone_and_none_is_lost_over_ten_reloads(browser: Any, mine: Path) -> None:
    with serving(mine) as server, opened(browser, server.url) as page:
        began = time.monotonic()
        for number in range(50):
            press(page, "r" if number % 10 == 9 else "a")
            if number % 5 == 4:  # a page that is loaded anew, ten times
                wait(page, number + 1)
                page.reload()
                page.wait_for_selector("body[data-ready]")
                assert decided(page) == number + 1
        taken = time.monotonic() - began
    assert taken < 300
    found = lines(mine)
    assert [line["decision"] for line in found].count("reject") == 5
    assert len(found) == 50
    assert len({tuple(line.values()) for line in found}) == 50
    kg("build", mine / "letters", "-o", mine / "output", status=None)
    rows = json.loads(kg("decisions", mine / "output", "--format", "json", status=None))
    assert {row["effect"] for row in rows} == {"applied"}
    facts = json.loads(kg("facts", mine / "output", "--format", "json"))
    stated = {(row["letter"], row["field"], str(row["value"]), row["service"], row["system"]) for row in facts}
    for line in found:
        fact = tuple(line[name] for name in ("letter", "field", "value", "service", "system"))
        if line["decision"] == "reject":
            assert fact not in stated


def test_the_most_urgent_come_first_and_filters_narrow(served: Any, mine: Path) -> None:
    most = max(review(mine).items, key=lambda item: item.urgency)
    assert served.inner_text("#card-value") == most.said
    served.select_option("#by-supplier", "OLM Systems")
    assert served.inner_text("#letter-name") in ("letter-3.txt", "letter-7.txt")
    served.select_option("#by-field", "contract_end")
    assert "of 2 claims" in served.inner_text("#progress-words")
    served.reload()
    served.wait_for_selector("body[data-ready]")
    assert "of 2 claims" in served.inner_text("#progress-words")
    served.select_option("#show", "soon")
    assert "of 2 claims" in served.inner_text("#progress-words")
    press(served, "n")
    assert "ends soon" in served.inner_text("#card-why")


def test_a_claim_is_corrected_by_keys_and_a_correction_taken_back(served: Any, mine: Path) -> None:
    go_to(served, "contract_end", "letter-4.txt")
    assert served.inner_text("#card-value") == "31 March 2025"
    press(served, "y")
    served.keyboard.type("extended")
    press(served, "Enter", "c")
    served.keyboard.press("Control+A")
    served.keyboard.type("in 2026")
    press(served, "Enter")
    served.wait_for_selector("#form-problem:has-text('is written as 2028')")
    served.keyboard.press("Control+A")
    served.keyboard.type("2026-03-31")
    press(served, "Enter")
    wait(served, 1)
    (line,) = lines(mine)
    assert (line["decision"], line["value"], line["to"], line["why"], line["who"]) == (
        "correct value", "2025-03-31", "2026-03-31", "extended", "AB",
    )  # fmt: skip
    assert served.locator("#list li.corrected").count() == 1
    served.click("#list li.corrected button")
    assert "31 March 2026" in served.inner_text("#card-verdict")
    press(served, "u")
    wait(served, 0)
    assert not lines(mine)
    press(served, "c")
    served.select_option("#form-service", "childrens-social-care")
    served.fill("#form-system", "Eclipse")
    press(served, "Enter")
    wait(served, 1)
    assert {line["decision"]: line["to"] for line in lines(mine)} == {
        "correct service": "childrens-social-care", "correct system": "Eclipse",
    }  # fmt: skip
    served.click("#list li.corrected button")
    press(served, "a")  # whoever decides otherwise replaces what was decided
    wait(served, 1)
    served.wait_for_selector("#list li.accepted")
    assert [line["decision"] for line in lines(mine)] == ["accept"]


def test_a_missing_fact_is_added_by_marking_words_with_keys(served: Any, mine: Path) -> None:
    go_to(served, "hosting", "letter-2.txt")
    press(served, "w")
    words = lambda: served.evaluate("window.getSelection().toString()")  # noqa: E731
    assert words() == "It"
    press(served, "ArrowUp", "ArrowUp", "ArrowRight", "Shift+ArrowRight", "Shift+ArrowRight", "Shift+ArrowLeft")
    assert words().split() == ["5.", "Is"]
    press(served, "ArrowDown", "Shift+ArrowRight", "Shift+ArrowRight")
    assert words() == "It is in"
    press(served, "Shift+ArrowRight", "Shift+ArrowRight", "Shift+ArrowRight", "Enter")
    assert served.input_value("#form-words") == "It is in the supplier's cloud."
    assert "once" in served.inner_text("#form-times")
    served.select_option("#form-field", "users")
    served.fill("#form-value", "120")
    press(served, "Enter")
    served.wait_for_selector("#list li.added")
    (line,) = lines(mine)
    assert (line["decision"], line["field"], line["value"], line["words"], line["system"]) == (
        "assert", "users", "120", "It is in the supplier's cloud.", "Liquidlogic (children's social care)",
    ) or line["system"].startswith("Liquidlogic")  # fmt: skip
    kg("build", mine / "letters", "-o", mine / "output", status=None)
    rows = json.loads(kg("facts", mine / "output", "--format", "json"))
    assert [row["value"] for row in rows if (row["letter"], row["field"]) == ("letter-2.txt", "users")] == [120]


def test_words_marked_with_the_mouse_fill_the_form(served: Any) -> None:
    go_to(served, "contract_start", "letter-3.txt")
    served.evaluate(
        """() => {
          const mark = document.querySelector('mark.wanted'), range = document.createRange();
          const at = mark.textContent.indexOf('31 March 2027');
          range.setStart(mark.firstChild, at); range.setEnd(mark.firstChild, at + 13);
          getSelection().removeAllRanges(); getSelection().addRange(range);
        }"""
    )
    served.wait_for_selector("#marked:not([hidden])")
    served.click("#add-marked")
    assert served.input_value("#form-words") == "31 March 2027"
    assert (served.input_value("#form-field"), served.input_value("#form-value")) == ("contract_end", "2027-03-31")
    served.fill("#form-words", "Yes")
    assert "not in the letter" in served.inner_text("#form-times")
    press(served, "Escape")
    assert not served.is_visible("#form")


GUESSES = {
    "contract_end": [("ends 31st March 2028", "2028-03-31"), ("March 2028", "2028-03"), ("1/4/2021", "2021-04-01"), ("by 2030", "2030")],
    "annual_cost": [("£16,446 a year", "16446"), ("about £1.2 million", "1200000"), ("£45k", "45000")],
    "contract_term": [("five (5) years", "P5Y"), ("18 months", "P18M"), ("a rolling contract", "rolling")],
    "supplier": [("“Civica”.", "Civica")],
}  # fmt: skip


def test_values_are_guessed_from_words(served: Any) -> None:
    for field, pairs in GUESSES.items():
        for words, value in pairs:
            guessed = served.evaluate(
                "([field, words]) => kgReview.guess(kgReview.fields.get(field), words)", [field, words]
            )
            assert guessed == value, (field, words)


def test_a_letter_is_finished_and_opened_again(served: Any, mine: Path) -> None:
    go_to(served, "supplier", "letter-5.txt")
    served.select_option("#by-field", "")
    press(served, "a")
    wait(served, 1)
    press(served, "f")
    served.wait_for_selector("#ask[open]")
    assert "stated and not decided" in served.inner_text("#ask")
    press(served, "Enter")
    served.wait_for_selector("#list-told:has-text('finished')")
    kinds = [line["decision"] for line in lines(mine)]
    assert kinds[-1] == "letter reviewed"
    assert kinds.count("accept") == len(kinds) - 1 > 3
    assert {line["letter"] for line in lines(mine)} == {"letter-5.txt"}
    press(served, "f")
    served.wait_for_selector("#list-told:has-text('decided')")
    assert "letter reviewed" not in [line["decision"] for line in lines(mine)]


def test_a_server_that_is_gone_is_told_and_nothing_shown_as_decided(browser: Any, mine: Path) -> None:
    with serving(mine) as server:
        context = browser.new_context()
        page = context.new_page()
        page.goto(server.url)
        page.wait_for_selector("body[data-ready]")
    press(page, "a")
    page.wait_for_selector("#told.bad")
    assert "not written" in page.inner_text("#told")
    assert decided(page) == 0
    context.close()


# from disk


def test_a_page_from_disk_keeps_all_through_reloads_and_gives_its_lines(
    browser: Any, mine: Path, tmp_path: Path
) -> None:
    with opened(browser, written(mine), accept_downloads=True) as page:
        for number in range(6):
            press(page, "a" if number % 2 else "r")
            wait(page, number + 1)
            page.reload()
            page.wait_for_selector("body[data-ready]")
            assert decided(page) == number + 1
        assert "6 lines kept in this browser" in page.inner_text("#kept")
        press(page, "d")
        assert page.input_value("#lines-text").count("\n") == 7
        with page.expect_download() as download:
            page.click("#lines-download")
        download.value.save_as(tmp_path / "review-decisions.csv")
        press(page, "Escape")
        page.evaluate(A_DECIDED_ONE)
        press(page, "u")
        wait(page, 5)
    given, findings = read_decisions(tmp_path / "review-decisions.csv")
    assert not findings
    assert [one.decision for one in given] == ["reject", "accept"] * 3
    kg(
        "review",
        "--take",
        tmp_path / "review-decisions.csv",
        "--decisions",
        decisions(mine),
        "--where",
        mine / "output",
    )
    kg("build", mine / "letters", "-o", mine / "output", status=None)
    rows = json.loads(kg("decisions", mine / "output", "--format", "json", status=None))
    assert [row["effect"] for row in rows] == ["applied"] * 6
    with opened(browser, written(mine)) as page:  # after the next build, and for whoever opens it
        assert decided(page) == 6
        page.evaluate(A_DECIDED_ONE)
        press(page, "u")
        page.wait_for_selector("#told.bad")
        assert "change or remove its line there" in page.inner_text("#told")


# for everyone, and for nobody else


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 375])
def test_no_finding_of_axe(browser: Any, mine: Path, scheme: str, width: int) -> None:
    with opened(browser, written(mine), width, color_scheme=scheme, bypass_csp=True) as page:
        press(page, "a")
        wait(page, 1)
        press(page, "r")
        wait(page, 2)
        page.evaluate(AXE.read_text(encoding="utf-8"))
        for key, place in (("", "body"), ("?", "#help"), ("c", "#form"), ("h", "#head"), ("d", "#lines")):
            if key:
                press(page, key)
            found = page.evaluate(f"axe.run('{place}').then(({{ violations }}) => violations)")
            bad = [(one["id"], [node["html"] for node in one["nodes"]]) for one in found]
            assert bad == [], json.dumps(bad, indent=1)[:3000]
            press(page, "Escape")


def test_it_fits_a_small_screen(browser: Any, mine: Path) -> None:
    with opened(browser, written(mine), *PHONE) as page:
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
        card, text = (page.locator(place).bounding_box() for place in ("#card", "#text"))
        assert card["y"] < text["y"]
        assert page.locator("#accept").bounding_box()["height"] >= 40
        page.click("#reject")
        wait(page, 1)
        for key in ("?", "c", "h", "d"):
            press(page, key)
            assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
            press(page, "Escape")


def test_every_key_of_the_help_does_something(served: Any) -> None:
    press(served, "?")
    assert "take back what is decided" in served.inner_text("#help")
    told = served.eval_on_selector_all("#help dt kbd", "all => all.map(one => one.textContent)")
    assert set(told) == set("arcnuywmfhxl")
    press(served, "Escape")
    before = served.inner_text("#letter-name")
    press(served, "l")
    assert served.inner_text("#letter-name") != before
    first = served.inner_text("#place")
    press(served, "ArrowRight")
    assert served.inner_text("#place") != first
    press(served, "p")
    assert served.inner_text("#place") == first


def test_hostile_words_are_words(browser: Any, mine: Path) -> None:
    with serving(mine) as server, opened(browser, server.url) as page:
        page.select_option("#by-letter", label="letter-1.txt")
        assert HOSTILE in page.inner_text("#text")
        assert page.locator("img").count() == 0
        press(page, "y")
        page.keyboard.type(HOSTILE)
        press(page, "Enter", "a")
        wait(page, 1)
        press(page, "p")
        page.click("#list li.accepted button")
        assert HOSTILE in page.inner_text("#card-verdict")
    assert lines(mine)[0]["why"] == HOSTILE
    with opened(browser, written(mine)) as page:
        page.select_option("#by-letter", label="letter-1.txt")
        page.click("#list li.accepted button")
        assert HOSTILE in page.inner_text("#card-verdict")
