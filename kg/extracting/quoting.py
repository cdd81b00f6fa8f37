"""Whether a quote stands in what a council answers, and our own reading finds there what is proposed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.extracting.candidates import HOSTING, KINDS
from kg.extracting.cases import NAMED_FIELDS, Case
from kg.extracting.mentions import HOSTS, Mention
from kg.extracting.sheet import Sheet, add_mention, as_kind
from kg.extracting.systems import NameAt, key_of, value_key
from kg.extracting.tokens import Words
from kg.model import Proposal
from kg.schemes import scheme
from kg.values import find_dates, find_money

LEAST_LETTERS = 3
"""Letters and figures that a quote must have to mean something, unless it is the whole of a cell."""
LONGEST = 400
"""A longer quote points at nothing, in characters."""
_NO_PART = re.compile(r"\w")


def means_something(case: Case) -> bool:
    """Whether a quote says enough to be found again, and no more than points at something."""
    quote = case.proposal.quote
    if len(quote) > LONGEST or not re.search(r"[^\W_]", quote):
        return False
    return not _is_short(quote) or any(_is_whole(words, quote) for words in case.sheet.words)


def _is_short(quote: str) -> bool:
    return len(re.findall(r"[^\W_]", quote)) < LEAST_LETTERS


def _is_whole(words: Words, quote: str) -> bool:
    """Whether a quote is the whole of a cell or of a line that answers."""
    return any(line.text.strip(" .;") == quote.strip(" .;") for line in words.unit.passage.lines())


def stands(case: Case) -> bool:
    """Whether the quote stands in the letter, word for word and at the bounds of words; white space may differ."""
    words = case.proposal.quote.split()
    first = r"(?<!\w)" if _NO_PART.match(words[0][0]) else ""
    last = r"(?!\w)" if _NO_PART.match(words[-1][-1]) else ""
    pattern = first + r"\s+".join(map(re.escape, words)) + last
    case.places = [match.span() for match in re.finditer(pattern, case.text)]
    return bool(case.places)


def answers(case: Case) -> bool:
    """Whether the quote stands in what the council answers; of several places those under the question count."""
    inside = [place for place in case.places if any(_may_hold(case, unit) for unit in _units_at(case.sheet, *place))]
    label = _folded(case.proposal.question)
    asked = [
        place for place in inside
        if label and any(label == _folded(one) for unit in _units_at(case.sheet, *place) for one in _labels(case, unit))
    ]  # fmt: skip
    case.places = asked or inside
    return bool(case.places)


def _may_hold(case: Case, unit: int) -> bool:
    """Whether a quote may be of a unit: a short one only where it is the whole of it."""
    return not _is_short(case.proposal.quote) or _is_whole(case.sheet.words[unit], case.proposal.quote)


def _labels(case: Case, unit: int) -> tuple[str, ...]:
    return case.sheet.words[unit].unit.questions


def _folded(label: str | None) -> str:
    """A label without marks and without what it may be called by: `2a` of "Question 2 (a)"."""
    return re.sub(r"^(?:question|query|q)|[\W_]", "", (label or "").casefold().strip())


def _units_at(sheet: Sheet, start: int, end: int) -> Iterator[int]:
    """The units that share characters with a stretch of the view, outside of questions."""
    for item in sheet.letter.items:
        asked = item.question.passage if item.question else None
        if asked and asked.start <= start and end <= asked.end:
            return
    for number, words in enumerate(sheet.words):
        if words.unit.passage.start < end and start < words.unit.passage.end:
            yield number


def reads(case: Case) -> bool:
    """Whether our own grammars read the value in the quote, or the name stands there."""
    reading = _names_in if case.proposal.field in NAMED_FIELDS else _values_in
    case.sources = [
        one for place in case.places for unit in _units_at(case.sheet, *place) for one in reading(case, unit, *place)
    ]
    return bool(case.sources)


def _values_in(case: Case, unit: int, start: int, end: int) -> Iterator[Mention]:
    mentions = [one for one in case.sheet.near.get(unit, ()) if one.kind == KINDS[case.proposal.field]]
    if case.proposal.field == "hosting":
        yield from _hosts_in(case, unit, mentions, start, end)
        return
    wanted = _value(case.proposal)
    inside = [one for one in mentions if start <= one.start and one.end <= end]
    yield from (one for one in inside if _same(case.proposal.field, one.value, wanted))
    if case.proposal.field == "contract_reference" and wanted not in {str(one.value) for one in inside}:
        yield from _printed(case, unit, start, end)


def _printed(case: Case, unit: int, start: int, end: int) -> Iterator[Mention]:
    """A reference as it is printed: words with a figure, of no form that a grammar knows."""
    value = " ".join(case.proposal.value.split())
    if not re.search(r"\d", value) or len(value) < LEAST_LETTERS or find_dates(value) or find_money(value):
        return
    for first, last, begin, stop in _words_at(case, unit, value, start, end):
        yield add_mention(case.sheet, Mention(unit, "reference", value, begin, stop, first, last, trait="printed"))


def _hosts_in(case: Case, unit: int, mentions: Sequence[Mention], start: int, end: int) -> Iterator[Mention]:
    """The clauses that speak of hosting, of which a word is quoted."""
    if case.proposal.value not in HOSTING:
        return
    passage = case.sheet.words[unit].unit.passage
    found: dict[Mention, None] = {}
    for match in HOSTS.finditer(passage.view.text, max(start, passage.start), min(end, passage.end)):
        before = [one for one in mentions if one.start <= match.start()]
        found.update(dict.fromkeys(before[-1:]))
    yield from found


def _value(proposal: Proposal) -> str:
    """The value as our own grammars write it."""
    text = proposal.value
    if proposal.field == "procurement_route":
        concept = scheme("routes").named(text)
        return concept.notation if concept else text
    if proposal.field in ("annual_cost", "total_cost", "users"):
        return re.sub(r"[£,\s]", "", text)
    return text


def _same(field_: str, read: object, wanted: str) -> bool:
    if field_ in ("annual_cost", "total_cost", "users"):
        return bool(re.fullmatch(r"\d+(?:\.\d+)?", wanted)) and round(float(str(read)), 2) == round(float(wanted), 2)
    return value_key(field_, str(read).rstrip("~")) == value_key(field_, wanted.rstrip("~"))


def _names_in(case: Case, unit: int, start: int, end: int) -> Iterator[NameAt]:
    """The names of the quote that are the one proposed: as they were found, else at the very words."""
    value, kind = case.proposal.value, NAMED_FIELDS[case.proposal.field]
    alias = case.sheet.systems.alias
    key = key_of(value, kind)
    known = [
        as_kind(one, kind) for one in case.sheet.names
        if one.unit == unit and start <= one.start and one.end <= end and key_of(one.text, kind) in (key, *_short(alias, key))
    ]  # fmt: skip
    if known:
        yield max(known, key=lambda one: (one.end - one.start, -one.start))
        return
    for first, last, begin, stop in _words_at(case, unit, value, start, end):
        spoken = " ".join(case.text[begin:stop].split())
        yield NameAt(unit, first, last, begin, stop, spoken, kind, key_of(spoken, kind), "proposed")


def _words_at(case: Case, unit: int, value: str, start: int, end: int) -> Iterator[tuple[int, int, int, int]]:
    """Where the very words of a value stand in a unit, within a stretch: their tokens and their place, half-open."""
    words = case.sheet.words[unit]
    passage = words.unit.passage
    pattern = re.compile(r"(?<!\w)" + r"\s+".join(map(re.escape, value.split())) + r"(?!\w)")
    for match in pattern.finditer(case.text, max(start, passage.start), min(end, passage.end)):
        first, last = words.at(*match.span())
        if first < last:
            yield first, last, *match.span()


def _short(alias: dict[str, str], key: str) -> list[str]:
    """The keys of short names that stand for a full one."""
    return [short for short, full in alias.items() if full == key]
