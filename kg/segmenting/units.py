"""Stretches → units and questions: who asks, what it is about, what is answered; one way for every layout."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

from kg.model import Passage, Unit
from kg.segmenting.asked import Asked, Body, parent_of, settle
from kg.segmenting.gridcells import RULE, grid_of, names_a_thing
from kg.segmenting.labels import JOINT, LISTED, NAMES_QUESTIONS, labels_in, labels_of
from kg.segmenting.lines import Line, cells_of, pair_in
from kg.segmenting.marks import Mark, is_counted, is_of_a_thing, mark_at
from kg.segmenting.parts import answers_of, parts_of
from kg.segmenting.questions import Questions, simple
from kg.segmenting.stretches import Role, Stretch, begins_anew, by_bullet, mark_of_heading, split_pair

_ASKED_AND_ANSWERED = 2
"""The cells of a row that holds a question and its answer."""
_FEWEST_ROWS = 2
_FEWEST_TOGETHER = 2


def body_of(blocks: Sequence[Stretch]) -> Body:
    """The units and questions of a letter."""
    return _Builder(blocks).run()


class _Builder:
    """Walks once over the blocks and keeps where it stands: headings, numbering, questions that wait."""

    def __init__(self, blocks: Sequence[Stretch]) -> None:
        self.blocks = blocks
        self.headings: list[tuple[tuple[object, ...], str]] = []
        self.waiting: list[Asked] = []
        self.current: list[Asked] = []
        self.units: list[Unit] = []
        self.notes: list[Passage] = []
        self.introduction: list[Passage] = []
        self.record = 0
        self.card: set[str] = set()
        self.in_order = False
        """Whether answers without labels follow the order of the questions that wait."""
        self.parts: dict[str, str] = {}
        """The parts of the last question that was taken apart, which may be those of the questions after it."""
        self.numbered: Stretch | None = None
        """The numbered heading above, in a letter that numbers its headings and not its questions."""
        self.questions = Questions.of([b.first.mark for b in blocks if b.role in (Role.ASKS, Role.BOTH)])
        self.anew = begins_anew(blocks)

    def run(self) -> Body:
        at = 0
        while at < len(self.blocks):
            block = self.blocks[at]
            if block.role in (Role.HEADER, Role.ROW):
                end = at
                while end < len(self.blocks) and self.blocks[end].role in (Role.HEADER, Role.ROW):
                    end += 1
                self.table(self.blocks[at:end])
                at = end
                continue
            self.take(block, at)
            at += 1
        settle(self.questions.asked, self.introduction, has_labels=self.questions.has_labels)
        return Body(tuple(self.units), tuple(self.questions.asked), tuple(self.notes), tuple(self.introduction))

    def take(self, block: Stretch, at: int) -> None:
        if block.role is Role.HEADING:
            self.head(block)
        elif block.role is Role.ASKS:
            self.ask(block)
        elif block.role is Role.BOTH:
            self.both(block)
        elif block.role is Role.ANSWERS:
            self.answer(block, at)
        elif block.role is Role.NOTE:
            self.notes.append(block.passage)
            self.units.append(self.unit(block.passage, "", "", "", (), "note"))
        elif block.role is Role.INTRODUCES:
            self.introduction.append(block.passage)

    def head(self, block: Stretch) -> None:
        line = block.first
        style = (line.bold, line.text.isupper(), line.mark.kind, line.text.rstrip().endswith(":"), line.indent)
        styles = [one for one, _ in self.headings]
        if style in styles:
            del self.headings[styles.index(style) :]
        self.headings.append((style, block.text))
        mark = mark_of_heading(line)
        self.questions.numbering.enter(mark, anew=self.anew)
        self.waiting = [] if any(one.answered for one in self.waiting) else self.waiting
        asks = mark.kind == "num" and not self.questions.has_labels and not is_of_a_thing(line.text)
        self.numbered = block if asks else None
        if self.numbered:
            self.current = []
        self.new_record()

    def new_record(self) -> None:
        self.record += 1
        self.card = set()

    def path(self) -> tuple[str, ...]:
        """The headings above, nearest first."""
        return tuple(text for _, text in reversed(self.headings) if text)

    def ask(self, block: Stretch) -> None:
        if not block.first.mark.parts and block.first.mark.length >= len(block.passage.text):
            return  # "Question", and the question below
        several = self.several(block) or self.together(block)
        if several:
            self.turn(several)
            return
        before = len(self.questions.asked)
        one = self.question(block.first.mark, block.body)
        if len(self.questions.asked) == before or (self.waiting and self.waiting[-1].answered):
            self.waiting = []  # asked again above its answer, or the first after an answer
        one.is_open = True
        self.waiting.append(one)
        self.current = [one]
        self.new_record()

    def several(self, block: Stretch) -> list[Asked]:
        """The questions that a line such as "Questions 3 and 4" names; none where it says more, or names one only."""
        joint = JOINT.match(block.passage.text)
        if not joint or joint.end() < len(block.passage.text.rstrip(" :.")):
            return []
        named = labels_in(joint["labels"], list(self.questions.by_label))
        return [self.questions.by_label[label] for label in named] if len(named) > 1 else []

    def together(self, block: Stretch) -> list[Asked]:
        """The questions that a line such as "Questions 1 to 3 (name, supplier, modules)" asks; none where any of them was
        asked before, or it asks one only."""
        joint = JOINT.match(block.passage.text)
        labels = labels_of(joint["labels"]) if joint else ()
        if not joint or len(labels) < _FEWEST_TOGETHER or self.questions.by_label.keys() & set(labels):
            return []
        words = block.passage.sub(joint.end("labels")).strip()
        found = [self.questions.implied(label, self.heading) for label in labels]
        for one in found:
            one.passage, one.is_open = words, True
        return found

    def question(self, mark: Mark, words: Passage, *, both: bool = False) -> Asked:
        """The question of these words, below the heading above it."""
        return self.questions.ask(mark, words, self.heading, both=both)

    @property
    def heading(self) -> str:
        """The words of the heading above; empty without one."""
        return self.headings[-1][1] if self.headings else ""

    def both(self, block: Stretch) -> None:
        columns = [cell for cell in cells_of(block.body) if cell.text]
        if len(columns) == _ASKED_AND_ANSWERED and "|" in block.text and len(block.lines) == 1:
            asked, answer = columns
            self.waiting, self.current = [], [self.question(block.first.mark, asked, both=True)]
            self.reply(self.current, answer, asked.text, "pair", self.record * 100)
            return
        columns = cells_of(block.lines[0].passage)
        pairs = [pair for cell in columns if (pair := pair_in(cell))]
        if len(columns) > 1 and len(pairs) == len(columns) and len(block.lines) == 1:
            for place, (label, value) in enumerate(pairs):
                one = self.labelled(label)
                self.reply([one] if one else [], value, label.text, "pair", self.record * 100 + place)
            return
        pair = split_pair(block)
        label, value = pair if pair else (block.body.sub(0, 0), block.body)
        words = simple(label.text)
        if words in self.card:
            self.new_record()
        self.card.add(words)
        targets = self.of_pair(block, label)
        if self.in_parts(targets, value):
            return
        first, *others = by_bullet(value, block)
        if names_a_thing(label.text):
            self.units.append(replace(self.unit(label, "", "", "", targets, "head", self.record * 100), ask=""))
        self.reply(targets, first, label.text, "pair", self.record * 100)
        for other in others:
            self.reply(targets, other, "", "prose", self.record * 100)

    def of_pair(self, block: Stretch, label: Passage) -> list[Asked]:
        """The questions that a line of a form answers: its own, or that under which an unnumbered form stands."""
        mark = block.first.mark
        if not mark.parts and (self.numbered or (self.current and self.current[0].is_open)):
            return self.below()
        one = self.question(block.first.mark, label if label.text else block.body, both=True)
        self.waiting, self.current = [], [one]
        return [one]

    def below(self) -> list[Asked]:
        """The question under which words stand that name none: that of the numbered heading, else the last."""
        if self.numbered and not self.current:
            label = self.questions.numbering.number
            one = self.questions.by_label.get(label) or self.implied(label)
            self.current = [one]
        return self.current

    def labelled(self, label: Passage) -> Asked | None:
        return self.questions.by_words.get(simple(label.text))

    def answer(self, block: Stretch, at: int) -> None:
        if not block.first.mark.parts and block.first.mark.length >= len(block.passage.text):
            return  # "Response", and the answers below
        targets = self.targets(block, at)
        if self.in_parts(targets, block.passage):
            return
        for one in targets:
            one.joint = one.joint or len(targets) > 1
        body = block.body if block.first.mark.word == "a" or block.first.mark.parts else block.passage
        listed = LISTED.match(body.text) if len(targets) > 1 else None
        body = body.sub(listed.end()).strip() if listed else body
        if block.first.text.startswith("|") and body.text.endswith("|"):
            body = body.sub(0, body.end - body.start - 1).strip()
        self.reply(targets, body if body.start < body.end else block.passage, "", "prose", self.record * 100)

    def in_parts(self, targets: Sequence[Asked], answer: Passage) -> bool:
        """Take a question apart whose words hold parts that its answer tells from each other; whether it was."""
        if len(targets) != 1 or targets[0].passage is None or targets[0].answers:
            return False
        asked = parts_of(targets[0].passage, targets[0].label or "")
        carried = not asked
        if carried:
            asked = [(label, targets[0].passage) for label in self.parts]
        said = answers_of(answer, [label for label, _ in asked])
        if len(said) < (_FEWEST_TOGETHER if carried else 1):
            return False
        parts = dict(zip((label for label, _ in asked), self.questions.split(targets[0], asked), strict=True))
        for label, one in parts.items():
            one.stem = self.parts[label] if carried else one.stem
        self.parts = self.parts if carried else {label: one.text for label, one in parts.items()}
        for label, words in said:
            self.current = [parts[label]]
            self.reply(self.current, words, "", "prose", self.record * 100)
        self.waiting = [one for one in parts.values() if not one.answered]
        return True

    def targets(self, block: Stretch, at: int) -> list[Asked]:
        """The questions that an answer answers: those it names, the one above it, or those that wait."""
        known = list(self.questions.by_label)
        text = block.passage.text
        joint = JOINT.match(text)
        named = labels_in(joint["labels"], known) if joint else ()
        if named:
            return self.turn([self.questions.by_label[label] for label in named])
        if joint and not block.first.mark.stop and not any(one.passage for one in self.questions.asked):
            return self.turn([self.implied(one) for one in labels_of(joint["labels"])])
        label = self.questions.peek(block.first.mark)
        if label is not None and label in self.questions.by_label:
            self.questions.numbering.label(block.first.mark)
            return self.turn([self.questions.by_label[label]])
        open_ones = [one for one in self.waiting if not one.answered]
        parents = {parent_of(one.label) for one in open_ones}
        open_ones = [one for one in open_ones if one.label not in parents] or open_ones
        if len(open_ones) > 1:
            return self.waiting_ones(open_ones, at)
        if open_ones and self.in_order:
            return self.turn(open_ones)
        if label is not None and (not self.waiting or self.questions.counts_on(block.first.mark, label)):
            self.questions.numbering.label(block.first.mark)
            return self.turn([self.implied(label)])
        if not self.current and not self.numbered and not self.questions.asked:
            return [self.implied(None)]
        return self.below()

    def implied(self, label: str | None) -> Asked:
        """A question that is not printed."""
        one = self.questions.implied(label, self.heading)
        self.current = [one]
        return one

    def turn(self, ones: list[Asked]) -> list[Asked]:
        self.current = ones
        self.waiting = []
        self.new_record()
        return ones

    def waiting_ones(self, open_ones: list[Asked], at: int) -> list[Asked]:
        """Of several questions that wait: the next one where there are as many answers as questions, else all."""
        answers = 0
        for block in self.blocks[at:]:
            if block.role is Role.ANSWERS:
                answers += 1
            elif block.role not in (Role.NOTE, Role.FURNITURE, Role.INTRODUCES, Role.HEADING):
                break
        self.in_order = answers == len(open_ones)
        if self.in_order:
            self.current = [open_ones[0]]
            self.new_record()
        else:
            self.current = list(open_ones)
        return self.current

    def reply(self, targets: Sequence[Asked], passage: Passage, label: str, kind: str, record: int) -> None:
        for one in targets:
            one.answers.append(passage)
            one.answered = True
        self.units.append(self.unit(passage, label, "", "", targets, kind, record))

    def unit(
        self, passage: Passage, label: str, column: str, row: str, targets: Sequence[Asked], kind: str, record: int = -1
    ) -> Unit:
        ask = " ".join(f"{one.stem}\n{one.asks}".strip() for one in targets[:3] if one.text)
        labels = tuple(one.label for one in targets if one.label is not None)
        return Unit(
            passage, ask, column or label, row, self.path(), labels, kind, record if record >= 0 else self.record * 100
        )

    def table(self, blocks: Sequence[Stretch]) -> None:
        """A table may hold several, each with its own header."""
        header: list[Line] = []
        rows: list[Line] = []
        for block in blocks:
            if block.role is Role.HEADER:
                if rows:
                    self.grid(header, rows)
                    header, rows = [], []
                header += block.lines
            else:
                rows += block.lines
        self.grid(header, rows)

    def grid(self, header: Sequence[Line], rows: Sequence[Line]) -> None:
        self.new_record()
        if not rows:
            return
        targets = self.below()
        waiting = [one for one in self.waiting if not one.answered]
        by_rows = not waiting and self.ask_in_rows(header, rows)
        if not targets and not self.questions.asked:
            targets = [self.implied(None)]
        cells = grid_of(header, rows)
        lines = [*header, *rows]
        whole = Passage(lines[0].passage.view, lines[0].passage.start, lines[-1].passage.end)
        for one in [] if by_rows else waiting if len(waiting) > 1 else targets:
            one.answers.append(whole)
            one.answered = one in targets
        for cell in cells:
            kind = "head" if cell.first else "cell"
            record = self.record * 100 + cell.record
            self.units.append(self.unit(cell.passage, "", cell.column, cell.row, targets, kind, record))
        self.record += len(rows) // 100 + 1

    def ask_in_rows(self, header: Sequence[Line], rows: Sequence[Line]) -> bool:
        """Take the rows of a table for questions with their answers, where they are numbered in their order or stand
        below a head that says that they ask; whether they were."""
        cut = {
            at: cells
            for at, line in enumerate(rows)
            if len(cells := line.cells()) > 1 and not RULE.fullmatch(line.text)
        }
        marks = {at: mark_at(cells[0].text) for at, cells in cut.items()}
        asking = [at for at, mark in marks.items() if mark.kind == "num" and mark.stop]
        if len(asking) < _FEWEST_ROWS or not is_counted([marks[at] for at in asking]):
            asking = list(cut) if header and NAMES_QUESTIONS.fullmatch(header[0].cells()[0].text) else []
        if len(asking) < _FEWEST_ROWS:
            return False
        for at, after in itertools.pairwise([*asking, len(rows)]):
            first, second = cut[at][:2]
            one = self.question(marks[at], first.sub(marks[at].length).strip())
            one.answers.append(Passage(first.view, second.start, rows[after - 1].passage.end))
            one.answered = True
        return True
