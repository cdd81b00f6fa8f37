"""The questions of a letter by label and by words, while they are found: what is asked again, and what is not printed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from kg.model import Passage
from kg.segmenting.asked import Asked, parent_of
from kg.segmenting.labelling import Numbering
from kg.segmenting.marks import Mark, is_next

_SIMPLE = re.compile(r"[\W_]+")


def simple(words: str) -> str:
    """Words without case, blanks and signs, by which a question that comes again is known."""
    return _SIMPLE.sub("", words.casefold())


@dataclass
class Questions:
    """All questions so far, in the order in which they were found."""

    has_labels: bool
    """Whether most questions are printed with a label."""
    numbering: Numbering = field(default_factory=Numbering)
    asked: list[Asked] = field(default_factory=list)
    by_label: dict[str, Asked] = field(default_factory=dict)
    by_words: dict[str, Asked] = field(default_factory=dict)
    order: int = 0

    @classmethod
    def of(cls, marks: Sequence[Mark]) -> Questions:
        """None yet, in a letter whose questions begin with these marks."""
        return cls(sum(bool(mark.parts) for mark in marks) * 2 > len(marks))

    def ask(self, mark: Mark, words: Passage, heading: str, *, both: bool = False) -> Asked:
        """The question of these words: a new one, or the one that was asked before under this label or in these words.
        `both` says that its answer stands on the same line."""
        text = simple(words.text)
        label = self.numbering.label(mark)
        if label is None and text in self.by_words and not self._is_new(self.by_words[text], heading, both=both):
            return self.by_words[text]
        if label is None:
            label = self._next_label()
        known = self.by_label.get(label) if label is not None else None
        if known is not None:
            if known.answered and not both and heading:
                known.again = words
            known.passage = known.passage or words
            return known
        one = self._add(Asked(label, words, heading, self._stem(label)))
        self.by_words[text] = one
        return one

    def _is_new(self, known: Asked, heading: str, *, both: bool) -> bool:
        """Whether words without a label that were asked before ask anew: what they asked is answered, and now their
        answer stands beside them, or another heading above them."""
        return known.answered and (both or bool(known.heading and heading and known.heading != heading))

    def implied(self, label: str | None, heading: str) -> Asked:
        """A question that is not printed."""
        return self._add(Asked(label, None, heading))

    def split(self, one: Asked, parts: Sequence[tuple[str, Passage]]) -> list[Asked]:
        """A question taken apart: its parts stand in its place, each below the words before the first."""
        alone = len(self.asked) == 1 and not self.has_labels
        above = "" if alone else (one.label or "").removesuffix(parts[0][0])
        words = one.passage
        stem = " ".join(words.text[: max(0, parts[0][1].start - words.start)].split()) if words else ""
        at = self.asked.index(one)
        del self.asked[at]
        self.by_label.pop(one.label or "", None)
        found = [Asked(above + label, asked, one.heading, stem) for label, asked in parts]
        self.asked[at:at] = found
        self.by_label |= {part.label: part for part in found if part.label}
        self.by_words |= {key: found[0] for key, known in self.by_words.items() if known is one}
        return found

    def peek(self, mark: Mark) -> str | None:
        """The label that a mark would have, without going on to it; None where it has none."""
        return replace(self.numbering).label(mark)

    def counts_on(self, mark: Mark, label: str) -> bool:
        """Whether an answer has the number after that of the question above: it is then of a question not printed."""
        return mark.kind == "num" and mark.stop and bool(self.asked) and is_next(self.asked[-1].label or "", label)

    def _add(self, one: Asked) -> Asked:
        self.asked.append(one)
        if one.label is not None:
            self.by_label[one.label] = one
        return one

    def _stem(self, label: str | None) -> str:
        """The words of the question of which this is a part: of `4` for `4a`, of `2a` for `2aii`."""
        above = self.by_label.get(parent_of(label))
        return above.text if above and above.passage else ""

    def _next_label(self) -> str | None:
        """The label of a question that is printed without one: its number in the order of the letter."""
        if self.has_labels:
            return self.asked[-1].label if self.asked else None
        self.order += 1
        return str(self.order)
