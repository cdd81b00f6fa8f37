"""What text recognition has found in pictures of pages → sheets, which are laid out as pages of a PDF are.

How sure the recognition is of each word stays with the word's place in the canonical text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from statistics import median
from typing import TYPE_CHECKING

from kg.model import Notice, Recognized
from kg.reading.base import Content
from kg.reading.marks import tidy
from kg.reading.pdf_glyphs import Glyph
from kg.reading.pdf_page import Sheet

if TYPE_CHECKING:
    from kg.reading.recognizing import Picture

_WIDTH = 595.0
"""In points, of a page of which nothing says how wide it is."""
_ALIKE = 0.2
"""Type whose size differs less than this from the usual one has it: recognition only guesses sizes."""
_LEAST_LETTERS = 20
_WORD = re.compile(r"[^\s|*]+")


def sheet_of(picture: Picture, width: float = _WIDTH) -> Sheet:
    """A page, `width` points wide, with the words that were recognised on it as its glyphs."""
    scale = width / picture.width
    sizes = [word.size for line in picture.lines for word in line]
    usual = median(sizes) if sizes else 0.0
    glyphs: list[Glyph] = []
    for line in picture.lines:
        for word in line:
            size = usual if abs(word.size - usual) <= _ALIKE * usual else word.size
            base, height = word.base * scale, size * scale
            glyphs.append(Glyph(tidy(word.text), word.x0 * scale, word.x1 * scale, base, height, False))
            glyphs.append(Glyph(" ", word.x1 * scale, word.x1 * scale, base, height, False))
    return Sheet(width, picture.height * scale, tuple(glyphs), (), True)


def has_words(picture: Picture) -> bool:
    """Whether there are as many letters in it as in any letter."""
    return sum(c.isalnum() for line in picture.lines for word in line for c in word.text) >= _LEAST_LETTERS


def content_of(pictures: Sequence[Picture], name: str) -> Content | None:
    """The canonical text of a file that is nothing but pictures; None where there are no words in them."""
    from kg.reading.pdf import laid_out

    if not any(map(has_words, pictures)):
        return None
    content = laid_out([sheet_of(picture) for picture in pictures])
    return marked(content, dict(enumerate(pictures, start=1)), name)


def marked(content: Content, pictures: Mapping[int, Picture], name: str) -> Content:
    """A text of which some pages, by their numbers, were recognised: how surely, word by word, and a notice."""
    found: list[Recognized] = []
    starts = [*content.page_starts, len(content.text)]
    for number, picture in sorted(pictures.items()):
        known: dict[str, float] = {}
        for line in picture.lines:
            for word in line:
                for part in _WORD.findall(tidy(word.text)):
                    known[part] = min(known.get(part, 1.0), word.confidence)
        # What layout has joined of parts is as sure as the least sure word of the page.
        least = min(known.values(), default=0.0)
        for match in _WORD.finditer(content.text, starts[number - 1], starts[number]):
            found.append(Recognized(match.start(), match.end(), known.get(match[0], least)))
    return replace(content, recognized=tuple(found), notices=(*content.notices, _notice(pictures, found, name)))


def _notice(pictures: Mapping[int, Picture], found: Sequence[Recognized], name: str) -> Notice:
    letters = sum(one.end - one.start for one in found)
    sure = sum(one.confidence * (one.end - one.start) for one in found) / max(letters, 1)
    system = min(picture.system for picture in pictures.values())
    return Notice(
        "recognized-text",
        f"{name}: {pages_of(sorted(pictures), 'a picture', 'pictures')} read by text recognition (OCR, {system}), "
        f"sure to {sure:.2f} on average, and to {min((one.confidence for one in found), default=0.0):.2f} "
        "of the least sure word.",
        "Compare what matters with the picture: claims from it are held no surer than the recognition was.",
    )


def pages_of(numbers: Sequence[int], one: str, more: str) -> str:
    """`page 3 is a picture`, `pages 2, 3 and 5 are pictures`."""
    told = " and ".join(filter(None, (", ".join(map(str, numbers[:-1])), str(numbers[-1]))))
    return f"pages {told} are {more}" if len(numbers) > 1 else f"page {told} is {one}"
