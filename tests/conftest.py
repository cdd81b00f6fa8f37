"""What all tests share: the five letters, built once."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.building import Built, build_graph, sources
from kg.store import Store

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
