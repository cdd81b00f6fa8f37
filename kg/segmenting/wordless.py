"""Questions without a number, numbered in the order of the letter."""

from __future__ import annotations

from collections.abc import Sequence

from kg.segmenting import cues
from kg.segmenting.blocks import Block
from kg.segmenting.labels import Label
from kg.segmenting.numbering import Head
from kg.segmenting.titles import is_title


def number_unnumbered(blocks: Sequence[Block], among: Sequence[int]) -> list[Head]:
    """Questions without a number, numbered in order: begun by a word ("Q.", "Question:"), ended by a question mark, or
    set in bold above their answers."""
    found = [at for at in among if blocks[at].label == _bare_word(blocks[at])]
    found = found if len(found) > 1 else _asked_in_words(blocks, among)
    found = found if len(found) > 1 else _asked_in_bold(blocks, among)
    return [Head(at, str(order), None, bare=False) for order, at in enumerate(found, start=1)] if len(found) > 1 else []


def _asked_in_words(blocks: Sequence[Block], among: Sequence[int]) -> list[int]:
    """Paragraphs whose first line ends as a question, where most are followed by words that do not."""
    asked = [at for at in among if not blocks[at].is_answer and _asks(blocks[at])]
    answered = [
        at for at in asked if "\n" in blocks[at].body.text or (at + 1 < len(blocks) and not _asks(blocks[at + 1]))
    ]
    return asked if len(answered) >= max(2, 0.8 * len(asked)) else []


def _asked_in_bold(blocks: Sequence[Block], among: Sequence[int]) -> list[int]:
    """Bold headings between the request and the close, three or more, where plain words follow each."""
    begun = next((at for at in among if cues.REQUEST_BEGINS.search(blocks[at - 1].passage.text)), len(blocks))
    closed = next((at for at in among if at > begun and cues.CLOSING.match(blocks[at].text)), len(blocks))
    within = [at for at in among if begun <= at < closed and blocks[at].is_bold and is_title(blocks[at])]
    asked = [at for at in within if not cues.REQUEST_TITLE.match(blocks[at].text)]
    answered = all(at + 1 < closed and not blocks[at + 1].is_bold for at in asked)
    return asked if len(asked) >= 3 and answered else []


def _asks(block: Block) -> bool:
    return len(block.text) > 8 and next(block.body.lines()).text.endswith("?")


def _bare_word(block: Block) -> Label | None:
    label = block.label
    return label if label and label.word == "q" and label.number is None and label.letter is None else Label(-1)
