"""Which blocks are headings."""

from __future__ import annotations

import re

from kg.segmenting.blocks import Block


def is_title(block: Block) -> bool:
    """Whether a block is a heading: short, without an end, and in capitals, in bold or called a part."""
    text = " ".join(block.passage.text.split())
    if block.is_bullet or not 3 <= len(text) <= 80 or text[-1] in ".?!;," or "\n" in block.body.text:
        return False
    if block.label and block.label.word in ("q", "a"):
        return False
    if re.match(r"(?:Part|Section|Schedule|Lot|Contract)\s(?:\d{1,2}|[A-Z])\b", text):
        return True
    return block.label is None and text[-1] != ":" and (block.is_bold or text.isupper())
