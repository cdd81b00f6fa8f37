"""A PDF whose streams unpack to more than any letter is refused before it takes memory."""

from __future__ import annotations

import random
import zlib

import pytest

from kg.reading.pdf_streams import MOST_INSTRUCTIONS, has_too_many_instructions

WORDS = b"BT /F1 12 Tf (Mosaic) Tj ET\n"


def stream(data: bytes, packings: int = 1) -> bytes:
    for _ in range(packings):
        data = zlib.compress(data, 9)
    filters = b"/FlateDecode" * packings
    return b"4 0 obj<</Length %d/Filter[%s]>>stream\n%s\nendstream endobj\n" % (len(data), filters, data)


TOO_MANY = WORDS * (MOST_INSTRUCTIONS // len(WORDS) + 1)


@pytest.mark.parametrize(
    ("data", "refused"),
    [
        pytest.param(stream(WORDS * 1000), False, id="a page"),
        pytest.param(stream(TOO_MANY), True, id="words without end"),
        pytest.param(stream(TOO_MANY, 2), True, id="packed twice"),
        pytest.param(stream(TOO_MANY[: len(TOO_MANY) // 2 + 1]) * 2, True, id="in two streams"),
        pytest.param(stream(random.Random(1).randbytes(1 << 20) * 40), False, id="a large picture"),
        pytest.param(b"stream\n" * 200_000, True, id="streams without end"),
        pytest.param(b"stream\nno stream at all", False, id="damaged"),
    ],
)
def test_only_what_unpacks_to_more_words_than_a_letter_has_is_refused(data: bytes, refused: bool) -> None:
    assert has_too_many_instructions(data) is refused
