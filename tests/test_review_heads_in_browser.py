"""Whose a letter is, its date, its reference, and that a file is none: decided by keys in a real Chromium, and built."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browsing import opened
from tests.reviews import HOSTILE, built, decisions, kg, lines, serving, written

HEADS = {"letter council": "Kent County Council", "letter date": "2024-06", "letter reference": "KCC 77"}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("heads") / "home", count=2)


@pytest.fixture
def mine(home: Path, tmp_path: Path) -> Path:
    """A copy to decide on."""
    shutil.copytree(home, tmp_path / "home")
    return tmp_path / "home"


@pytest.fixture
def served(browser: Any, mine: Path) -> Iterator[Any]:
    with serving(mine) as server, opened(browser, server.url) as page:
        page.select_option("#by-letter", label="letter-1.txt")
        yield page


def press(page: Any, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def fill(page: Any, council: str, date: str, reference: str) -> None:
    """Fill in the head by keys alone: it opens on the council, and each field is all marked when one comes to it."""
    press(page, "h")
    page.wait_for_selector("#head[open]")
    for at, text in enumerate((council, date, reference)):
        if at:
            press(page, "Tab")
        press(page, "Control+A", "Delete")
        page.keyboard.type(text)
    press(page, "Enter")


def done(page: Any) -> None:
    page.wait_for_selector("#head", state="hidden")


def decided(mine: Path) -> dict[str, str]:
    return {line["decision"]: line["to"] for line in lines(mine)}


def test_a_head_is_put_right_by_keys_from_the_page_to_the_rebuilt_graph(served: Any, mine: Path) -> None:
    before = served.inner_text("#letter-told")
    assert before.startswith("Wiltshire Council · ")
    fill(served, *HEADS.values())
    done(served)
    assert decided(mine) == HEADS
    assert {(line["letter"], line["who"], line["field"]) for line in lines(mine)} == {("letter-1.txt", "AB", "")}
    assert served.inner_text("#letter-told") == "Kent County Council · June 2024 · KCC 77"
    served.reload()
    served.wait_for_selector("body[data-ready]")
    assert served.inner_text("#letter-told") == "Kent County Council · June 2024 · KCC 77"
    kg("build", mine / "letters", "-o", mine / "output", status=None)
    rows = json.loads(kg("decisions", mine / "output", "--format", "json"))
    assert {row["effect"] for row in rows} == {"applied"}
    facts = json.loads(kg("facts", mine / "output", "--format", "json"))
    heads = {
        (row["council"], row["letter_date"], row["request_id"]) for row in facts if row["letter"] == "letter-1.txt"
    }
    assert heads == {tuple(HEADS.values())}


def test_what_cannot_be_is_told_and_nothing_written(served: Any, mine: Path) -> None:
    for values, told in (
        (("Nowhere Council", "2024", "A"), "No council of the register"),
        (("Kent County Council", "June 2024", "A"), "A date is written as"),
        (("Kent County Council", "2024-13", "A"), "A date is written as"),
    ):
        fill(served, *values)
        served.wait_for_selector(f"#head-problem:has-text('{told}')")
        press(served, "Escape")
        done(served)
    press(served, "h", "Enter")
    served.wait_for_selector("#head-problem:has-text('Nothing is changed')")
    assert not lines(mine)


def test_what_is_put_right_is_changed_and_taken_back(served: Any, mine: Path) -> None:
    read = served.inner_text("#letter-told")
    council, date, reference = HEADS.values()
    fill(served, council, date, reference)
    done(served)
    fill(served, council.lower(), "2024-07", "")
    done(served)
    assert decided(mine) == {"letter council": council, "letter date": "2024-07"}
    press(served, "u")  # the last change
    served.wait_for_selector("#told:has-text('Taken back')")
    assert decided(mine) == HEADS
    fill(served, "Wiltshire Council", "", "")
    done(served)
    assert not lines(mine)
    assert served.inner_text("#letter-told") == read


def test_a_file_that_is_no_letter_is_left_out_and_is_one_after_all(served: Any, mine: Path) -> None:
    press(served, "x")
    served.wait_for_selector("#told:has-text('left out')")
    assert decided(mine) == {"no letter": ""}
    served.select_option("#by-letter", label="letter-1.txt")
    assert "no letter" in served.inner_text("#list-told")
    press(served, "x")
    served.wait_for_selector("#list-told:has-text('decided')")
    assert not lines(mine)
    press(served, "x")
    served.wait_for_selector("#told:has-text('left out')")
    kg("build", mine / "letters", "-o", mine / "output", status=None)
    facts = json.loads(kg("facts", mine / "output", "--format", "json"))
    assert {row["letter"] for row in facts} == {"letter-2.txt"}


def test_a_page_from_disk_keeps_heads_and_gives_their_lines(browser: Any, mine: Path, tmp_path: Path) -> None:
    given = tmp_path / "review-decisions.csv"
    with opened(browser, written(mine), accept_downloads=True) as page:
        page.select_option("#by-letter", label="letter-1.txt")
        fill(page, "Kent County Council", "2024-06", HOSTILE)
        done(page)
        page.reload()
        page.wait_for_selector("body[data-ready]")
        assert page.inner_text("#letter-told") == f"Kent County Council · June 2024 · {HOSTILE[:80]}"
        assert page.locator("img").count() == 0
        press(page, "d")
        with page.expect_download() as download:
            page.click("#lines-download")
        download.value.save_as(given)
    take = ("review", "--take", given, "--where", mine / "output", "--decisions", decisions(mine))
    assert "Took 3 of 3 lines" in kg(*take)
    assert decided(mine) == {**HEADS, "letter reference": HOSTILE[:80]}
