"""docs/python.md: its examples print what it shows, and it names all that is public. The notebook shows what it gives."""

from __future__ import annotations

import json
import re
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

import kg
from tests.conftest import ROOT
from tests.executing import as_file, blocks, executed, printed

PAGE = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
NOTEBOOK = ROOT / "docs" / "horizon.ipynb"


def test_the_examples_print_what_the_page_shows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("polars")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "letters").symlink_to(ROOT / "data" / "letters")
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {}
    found = blocks(PAGE)
    assert len(found) >= 10
    for code, shown in found:
        assert printed(code, names)[0] == shown, code
    ((code, _),) = blocks((ROOT / "README.md").read_text(encoding="utf-8"))
    assert "Contracts that may end" in printed(code, names)[0]


def test_every_public_name_is_on_the_page() -> None:
    assert [name for name in kg.__all__ if f"`kg.{name}" not in PAGE] == []


@pytest.mark.parametrize("kind", [kg.Graph, kg.Rows, kg.Report, kg.Section, kg.Draft, kg.Link, kg.Finding, kg.Summary])
def test_every_public_method_is_on_the_page(kind: type) -> None:
    own = [name for name in vars(kind) if not name.startswith("_")]
    own += [field.name for field in fields(kind)] if hasattr(kind, "__dataclass_fields__") else []
    assert [name for name in own if not re.search(rf"[`.]{name}\b", PAGE)] == []


def test_the_notebook_shows_what_its_cells_give(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(NOTEBOOK.parent)
    text = NOTEBOOK.read_text(encoding="utf-8")
    kept = json.loads(text)
    assert sum(cell["cell_type"] == "code" for cell in kept["cells"]) >= 5
    assert as_file(executed(json.loads(text))) == text, "If it is meant: make golden"
    assert any(
        "image/svg+xml" in output.get("data", {}) for cell in kept["cells"] for output in cell.get("outputs", [])
    )
