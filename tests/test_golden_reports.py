"""The renewals report of the five letters, in every format, is what stands in `tests/golden/`.

Where a change is meant, write the files anew and read what differs: python -m tests.test_golden_reports
"""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from pathlib import Path

import pytest

from kg.building import build_in_memory
from kg.reporting.formats import page
from kg.reporting.formats.rendering import FORMATS, rendered
from kg.reporting.reports.renewals import renewals
from kg.reporting.reports.wanting import wanted
from kg.store import Store
from tests.conftest import LETTERS

GOLDEN = Path(__file__).parent / "golden"


PAGES = Path(page.__file__).parent / "pages"
CARRIED = re.compile(rb"(<(style|script)[^>]*>)(.*?)(</\2>)", re.DOTALL)
"""What a page carries of files of its own: in the golden one these are left empty."""


def made(store: Store, format_: str) -> bytes:
    report = renewals(store, wanted("2026", "2028", "18m"), date(2026, 11, 21))
    return rendered(report, format_, store)


def without_files(html: bytes) -> bytes:
    return CARRIED.sub(rb"\1\4", html)


def file_of(format_: str) -> Path:
    return GOLDEN / f"renewals.{'txt' if format_ == 'table' else format_}"


def parts(workbook: bytes) -> dict[str, bytes]:
    """What a workbook holds: how it is packed depends on the machine's zlib."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


@pytest.mark.parametrize("format_", FORMATS)
def test_the_report_is_the_golden_one(store: Store, format_: str) -> None:
    found, golden = made(store, format_), file_of(format_).read_bytes()
    if format_ == "html":
        found = without_files(found)
    if format_ == "xlsx":
        assert parts(found) == parts(golden)
    elif found != golden:
        assert found.decode().splitlines() == golden.decode().splitlines()
        raise AssertionError("The line ends differ.")


def test_the_page_carries_its_files_as_they_are(store: Store) -> None:
    carried = b"".join(match[3] for match in CARRIED.finditer(made(store, "html"))).decode()
    files = [*(PAGES / "renewals").glob("*.js"), PAGES / "page.css", PAGES / "renewals" / "page.css"]
    assert len(files) >= 8
    assert [file.name for file in files if file.read_text(encoding="utf-8").strip() not in carried] == []


@pytest.mark.parametrize("format_", FORMATS)
def test_the_same_letters_give_the_same_bytes(store: Store, format_: str) -> None:
    assert made(store, format_) == made(Store.of(reversed(list(store.quads()))), format_)


if __name__ == "__main__":
    graph = build_in_memory([LETTERS])
    for name in FORMATS:
        content = made(graph, name)
        file_of(name).write_bytes(without_files(content) if name == "html" else content)
