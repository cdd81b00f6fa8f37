"""Where a question ends and its answer begins: lines, marks and words that tell, and how a letter sets its answers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.model import Passage, View
from kg.segmenting import cues
from kg.segmenting.blocks import Block
from kg.segmenting.titles import is_title

_UNWRAPPED = 10_000
"""A width that no line has."""
_LONG = 40
"""No page is so narrow that a shorter line was broken for want of room, in characters."""


@dataclass(frozen=True, slots=True)
class Ways:
    """How a letter sets its answers."""

    below: bool = False
    """On the lines below a question, so that any question ends with its line."""
    behind: re.Pattern[str] | None = None
    """On the question's own line, after what this finds: its question mark, a gap, a colon or a dash."""
    quoted: bool = False
    """Set off as quotations (block quotes)."""
    width: int = _UNWRAPPED
    """The width at which its lines are wrapped, in characters; far more than any where they are not."""

    @classmethod
    def of(cls, blocks: Sequence[Block], reaches: Sequence[tuple[int, int]]) -> Ways:
        """What most of the questions at these places show; each reaches up to the next."""
        width = _width(blocks[reaches[0][0]].passage.view) if reaches else _UNWRAPPED
        asked = several = alone_several = quoted = 0
        behind = dict.fromkeys(_SEPARATORS, 0)
        for at, stop in reaches:
            between = blocks[at + 1 : stop]
            quoted += bool(between) and between[0].is_quoted and not blocks[at].is_quoted
            lines = [line.text for line in blocks[at].body.lines()]
            is_alone = all(is_title(block) for block in between)
            if len(lines) > 1:
                several += 1
                asked += lines[0].endswith("?")
                alone_several += is_alone and not _wraps(lines[0], lines[1], width)
            if is_alone and not any(line.endswith("?") for line in lines):
                for separator in _SEPARATORS:
                    behind[separator] += _behind(blocks[at].body.text, separator) is not None
        most = max(2, 0.5 * len(reaches))
        below = (several >= 3 and asked >= 0.6 * several) or alone_several >= most
        found = next((separator for separator in _SEPARATORS if behind[separator] >= most), None)
        return cls(below, found, quoted >= most, width)


def _width(view: View) -> int:
    lines = view.text.splitlines()
    carried_on = [len(line) for line, after in pairwise(lines) if _is_carried_on(line, after)]
    if not carried_on:
        return _UNWRAPPED  # its longest lines are only long
    width = max([*carried_on, *sorted(map(len, lines))[-3:-2]])
    return width if width <= 110 else _UNWRAPPED


def _is_carried_on(line: str, after: str) -> bool:
    """Whether a line of some length stops within a sentence that the next one carries on in small letters."""
    return len(line) >= _LONG and line.rstrip()[-1:] not in (".", ":", ";", "!", "?") and after.lstrip()[:1].islower()


def _wraps(line: str, after: str, width: int) -> bool:
    """Whether a line ends only because the next word would not fit on it."""
    return len(line) + len(after.split(maxsplit=1)[0]) >= width - 2 and not line.endswith("?")


_SEPARATORS = tuple(
    re.compile(pattern)
    for pattern in (
        r"\?\s*(?=\S)",
        r"(?<=[\w)])(?:\t+| {3,})(?=\S)",
        r"(?<=[\w)]):\s+(?=\S)",
        r"(?<=[\w)])\s[–—-]\s+(?=\S)",
    )
)
_STILL_ASKING = re.compile(
    r"[(“\"]|(?:if|please|and|or|e\.?g|for|i\.?e|also|where|when|what|which|who|how|can|could|is|are|do|does|has|have|this|these"
    r"|we|I)\b(?![^.?]*\.$)|[^.]*\?$",
    re.IGNORECASE,
)


def _behind(text: str, separator: re.Pattern[str]) -> tuple[int, int] | None:
    """Where a question ends and the answer behind it begins: at the last question mark, or at the first separator of
    another kind."""
    cuts = list(separator.finditer(text))
    if not cuts:
        return None
    if separator is not _SEPARATORS[0]:
        return None if "?" in text else cuts[0].span()
    end = cuts[-1].end()
    return None if _STILL_ASKING.match(text[end:]) else (cuts[-1].start() + 1, end)


def split_question(
    blocks: Sequence[Block], at: int, stop: int, ways: Ways
) -> tuple[list[Passage], list[Passage], list[Block]]:
    """The question's passages, the words of its own block that answer it, and the blocks after them.

    A question goes on in the next block where its label stood alone, where both are bold or quoted, where its sentence
    has not ended and the next block ends it with a question mark, and always up to a block that a word marks as answer.
    """
    first = blocks[at]
    marked = next((i for i in range(at + 1, stop) if blocks[i].is_answer), None)
    if marked is not None and any(cues.JOINT.match(block.text) for block in blocks[at + 1 : marked]):
        marked = at + 1 if cues.JOINT.match(blocks[at + 1].text) else None
    if marked is not None:
        question = [first.body] + [b.passage for b in blocks[at + 1 : marked]]
        return [p for p in question if p.start < p.end], [], list(blocks[marked:stop])
    body, answer = _split_lines(first.body, ways) if not first.is_quoted else (first.body, [])
    alone = all(is_title(block) for block in blocks[at + 1 : stop])
    if ways.behind and not answer and alone and (cut := _behind(body.text, ways.behind)):
        body, answer = body.sub(0, cut[0]).strip(), [body.sub(cut[1]).strip()]
    question = [body] if body.start < body.end else []
    nxt = at + 1
    while nxt < stop and not answer and not cues.EXPLAINING.match(blocks[nxt].text):
        block = blocks[nxt]
        unfinished = bool(question) and not re.search(r"[.?!:;)]$", question[-1].text) and block.text.endswith("?")
        same = (first.is_bold and block.is_bold) or (first.is_quoted and block.is_quoted)
        same = same or (block.is_bullet and _lists_what_is_asked(question, blocks[nxt:stop]))
        if question and not unfinished and not same:
            break
        question.append(block.passage)
        nxt += 1
    rest = [block for block in blocks[nxt:stop] if ways.quoted or not block.is_quoted]
    return question, answer, rest


def _lists_what_is_asked(question: Sequence[Passage], following: Sequence[Block]) -> bool:
    """Whether bullets below a question that ends with a colon, or their like, belong to it: words follow that answer."""
    opened = any(passage.text.endswith(":") for passage in question)
    return opened and any(not block.is_bullet for block in following)


def _split_lines(body: Passage, ways: Ways) -> tuple[Passage, list[Passage]]:
    """A question and, where lines follow the one that ends it with a question mark, the answer below it."""
    lines = list(body.lines())
    if len(lines) < 2:
        return body, []
    ends = [i for i, line in enumerate(lines) if line.text.endswith("?")]
    if not ends and ways.below:
        texts = [line.text for line in lines]
        first = next((i for i, pair in enumerate(pairwise(texts)) if not _wraps(*pair, ways.width)), None)
        ends = [] if first is None else [first]
    if not ends or ends[-1] + 1 >= len(lines):
        return body, []
    cut = lines[ends[-1]].end
    return Passage(body.view, body.start, cut), [Passage(body.view, lines[ends[-1] + 1].start, body.end)]
