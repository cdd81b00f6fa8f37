"""Letters and files damaged at random, with fixed seeds: no exception, and none takes more than two seconds.

A sample of them is tried in every run; `make nightly` tries 20,000 texts and 1,500 files.
"""

from __future__ import annotations

import gc
import os
import random
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from kg.building import build_letter
from kg.describing import describe_letter
from kg.errors import ReadError
from kg.model import Document
from kg.reading import read_all
from tests.pace import idle_seconds
from tests.test_mutations import CHANGES, TEXTS, changed, check

FORMATS = Path(__file__).parent / "fixtures" / "formats"
FILES = sorted(path for path in FORMATS.iterdir() if path.suffix in (".pdf", ".docx", ".html", ".eml", ".txt"))
NIGHTLY = bool(os.environ.get("KG_NIGHTLY"))
TEXTS_TRIED, FILES_TRIED = (20_000, 1_500) if NIGHTLY else (60, 40)
BATCH = 20
"""So many are tried by one test."""
MOST_SECONDS = 2.0
"""Of the time of a processor that has nothing else to do, for one letter or file."""


@pytest.fixture(scope="module", autouse=True)
def _weights_are_loaded() -> Iterator[None]:
    """And what other tests have left in memory is gone through no more."""
    check(TEXTS["blocks.txt"])
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.mark.parametrize("first", range(0, TEXTS_TRIED, BATCH))
def test_a_damaged_text_is_read_in_time(first: int) -> None:
    for seed in range(first, first + BATCH):
        chance = random.Random(seed)
        text = changed(chance.choice(sorted(TEXTS)), chance.choices(CHANGES, k=chance.randint(1, 4)), seed)
        took = idle_seconds(partial(_read, text), MOST_SECONDS)
        assert took < MOST_SECONDS, f"the text of seed {seed} takes {took:.1f} s"


def _read(text: str) -> None:
    list(describe_letter(check(text)))


def damaged(data: bytes, chance: random.Random) -> bytes:
    """Bytes with some changed, cut out, doubled or moved."""
    found = bytearray(data)
    for _ in range(chance.choice([1, 3, 10, 40])):
        start = chance.randrange(len(found) + 1)
        end = min(len(found), start + chance.choice([1, 2, 8, 60, 600]))
        part = bytes(found[start:end])
        match chance.randrange(5):
            case 0:
                found[start:end] = chance.randbytes(len(part))
            case 1:
                del found[start:end]
            case 2:
                found[start:start] = part
            case 3:
                found[start:start] = part * chance.choice([2, 30])
            case _:
                del found[start:end]
                at = chance.randrange(len(found) + 1)
                found[at:at] = part
    return bytes(found)


@pytest.mark.parametrize("first", range(0, FILES_TRIED, BATCH))
def test_a_damaged_file_is_read_or_refused_in_time(tmp_path: Path, first: int) -> None:
    for seed in range(first, first + BATCH):
        chance = random.Random(seed)
        path = chance.choice(FILES)
        bad = tmp_path / f"{seed}{path.suffix}"
        bad.write_bytes(damaged(path.read_bytes(), chance))
        documents: list[Document] = []
        took = idle_seconds(partial(_read_all, bad, documents), MOST_SECONDS)
        took /= max(1, len(documents))
        assert took < MOST_SECONDS, f"{path.name}, seed {seed}: {took:.1f} s"


def _read_all(file: Path, into: list[Document]) -> None:
    """Read a file and all letters in it; fails where something went wrong that nobody foresaw."""
    failed: list[ReadError] = []
    try:
        into[:] = read_all(file, failed.append)
    except ReadError as error:
        failed.append(error)
    assert not [error for error in failed if error.code == "failed"], f"{file.name}: {failed}"
    for document in into:
        list(describe_letter(build_letter(document)))
