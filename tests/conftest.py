"""What all tests share: the five letters, built once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kg.building import Built, build_graph, sources
from kg.picturing import picture, write_page
from kg.picturing.letters import texts_of
from kg.store import Store
from tests.browsing import running

ROOT = Path(__file__).parent.parent
LETTERS = ROOT / "data" / "letters"
GOLD = ROOT / "data" / "gold"


@pytest.fixture(scope="session")
def built() -> Built:
    """The graph of the five letters."""
    return build_graph(*sources([LETTERS]))


@pytest.fixture(scope="session")
def store(built: Built) -> Store:
    """The same, ready to be asked."""
    return Store.of(built.quads)


@pytest.fixture(scope="module")  # of two at once playwright starts only one
def browser() -> Iterator[Any]:
    """A headless Chromium."""
    with running() as found:
        yield found


@pytest.fixture(scope="session")
def page_of_letters(built: Built, store: Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the five letters, as a build makes it."""
    path = tmp_path_factory.mktemp("page") / "graph.html"
    write_page(picture(store, texts_of(built.letters)), path)
    return path


NOT_YET = Path(__file__).parent / "not_yet.txt"


def not_yet() -> dict[str, str]:
    """Tests of reading that fail so far, each with why: the last line above it in the list that begins with "#"."""
    why, found = "", {}
    for line in NOT_YET.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            why = line.lstrip("# ")
        elif line:
            found[line] = why
    return found


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Plain statements that are not read rightly yet stand in a list; one that passes must leave it."""
    known = not_yet()
    for item in items:
        if item.nodeid in known:
            item.add_marker(pytest.mark.xfail(strict=True, reason=known[item.nodeid]))
