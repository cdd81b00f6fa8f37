"""The renewals report of the five letters, in every format, is what stands in `tests/golden/`.

Where a change is meant, write the files anew and read what differs: python -m tests.test_golden_reports
"""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest

from kg.building import build_in_memory
from kg.reporting.rendering import FORMATS, rendered
from kg.reporting.renewals import renewals
from kg.reporting.wanting import wanted
from kg.store import Store
from tests.conftest import LETTERS

GOLDEN = Path(__file__).parent / "golden"


def made(store: Store, format_: str) -> bytes:
    report = renewals(store, wanted("2026", "2028", "18m"), date(2026, 11, 21))
    return rendered(report, format_, store)


def file_of(format_: str) -> Path:
    return GOLDEN / f"renewals.{'txt' if format_ == 'table' else format_}"


def parts(workbook: bytes) -> dict[str, bytes]:
    """What a workbook holds: how it is packed depends on the machine's zlib."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


@pytest.mark.parametrize("format_", FORMATS)
def test_the_report_is_the_golden_one(store: Store, format_: str) -> None:
    found, golden = made(store, format_), file_of(format_).read_bytes()
    if format_ == "xlsx":
        assert parts(found) == parts(golden)
    elif found != golden:
        assert found.decode().splitlines() == golden.decode().splitlines()
        raise AssertionError("The line ends differ.")


@pytest.mark.parametrize("format_", FORMATS)
def test_the_same_letters_give_the_same_bytes(store: Store, format_: str) -> None:
    assert made(store, format_) == made(Store.of(reversed(list(store.quads()))), format_)


if __name__ == "__main__":
    graph = build_in_memory([LETTERS])
    for name in FORMATS:
        file_of(name).write_bytes(made(graph, name))
