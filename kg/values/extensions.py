"""Options to extend a contract, and those already used: "two optional extensions of one year each", "5+2+2".

A text enters; the options it states leave as ISO 8601 durations joined by "+" (`P1Y+P1Y`), each with the place of its
words. Options of which it is said that they have been used carry the word (`P1Y used`); where only some have, both the
options and the used ones leave. A denial ("there is no further option") leaves as a value of its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from kg.model import Span
from kg.values import extension_use
from kg.values import extension_words as words
from kg.values.chains import Chain, find_chains
from kg.values.clauses import sentences
from kg.values.durations import DurationValue, find_durations
from kg.values.edtf import parse_duration


@dataclass(frozen=True, slots=True)
class ExtensionValue:
    """An option to extend, as printed in the flat view; `none` where the words deny that there is one."""

    value: str
    span: Span
    used: bool = False
    none: bool = False


@dataclass(frozen=True, slots=True)
class ExtensionUse:
    """Words that say that options named elsewhere have been used: the first `count` of them, or all (None)."""

    count: int | None
    span: Span


@dataclass(frozen=True, slots=True)
class _Option:
    lengths: tuple[str, ...]
    span: Span
    extended: bool = False
    """Whether the words say that the contract was extended by it."""


_FOLLOWS = 2
"""How many sentences after an option may still speak of it without naming it."""


def find_extensions(text: str, *, asked: bool = False) -> list[ExtensionValue]:
    """All options to extend in `text`, in order. `asked`: the question is about extensions, so that a bare
    "Two, each of one year" or "No" answers it."""
    durations = find_durations(text)
    values: list[ExtensionValue] = []
    last: _Option | None = None
    since = 0
    for sentence in sentences(text):
        options = _options(text, sentence, durations, asked=asked)
        denial = extension_use.denial(text, sentence, asked=asked)
        if denial:
            options = [option for option in options if option.span.end <= denial.start]
            values.append(ExtensionValue("none", denial, none=True))
        for option in options:
            values += _with_use(text, sentence, option)
        since += 1
        if options:
            last, since = options[-1], 0
        elif last and since <= _FOLLOWS:
            values += [_used(last, use) for use in _uses(text, sentence)]
    return values


def find_extension_uses(text: str) -> list[ExtensionUse]:
    """Words that say that options have been used without saying how long they are: "the first was taken up in 2021"."""
    durations = find_durations(text)
    return [
        use
        for sentence in sentences(text)
        if not _options(text, sentence, durations, asked=False)
        for use in _uses(text, sentence)
    ]


def extension_places(text: str, durations: list[DurationValue]) -> list[Span]:
    """The places of all words that state the length of an option, so that none of them is taken for a term."""
    chains = {chain.span for chain in find_chains(text)}
    return [
        option.span
        for sentence in sentences(text)
        for option in _options(text, sentence, durations, asked=False)
        if option.span not in chains
    ]


def _options(text: str, sentence: Span, durations: list[DurationValue], *, asked: bool) -> list[_Option]:
    """The options of a sentence, those joined by "and" or "then" as one."""
    text = text[: sentence.end]
    chains = find_chains(text, sentence)
    options = _of_durations(text, sentence, durations, chains, asked=asked)
    for chain in chains:
        _, lengths = split_chain(text, sentence, chain, asked=asked)
        if lengths and not any(option.span.covers(chain.span) for option in options):
            options.append(_Option(lengths, chain.span))
    return sorted(options, key=lambda each: each.span)


def _of_durations(
    text: str, sentence: Span, durations: list[DurationValue], chains: list[Chain], *, asked: bool
) -> list[_Option]:
    own = [value for value in durations if sentence.covers(value.span)]
    own += words.elliptic(text, sentence, own)
    own = [value for value in sorted(own, key=lambda each: each.span) if not _in_chain(value, chains)]
    options: list[_Option] = []
    for at, value in enumerate(own):
        if options and value.span.start < options[-1].span.end:
            continue
        segment = Span(own[at - 1].span.end if at else sentence.start, value.span.start)
        joined = bool(options) and words.JOIN.fullmatch(text, options[-1].span.end, value.span.start) is not None
        option = _of_duration(text, segment, value, own[at + 1 :], joined=joined, asked=asked)
        if option is None:
            continue
        option = _broken_down(text, option, value, chains, own[at + 1 :])
        if options and (joined or words.ALONGSIDE.fullmatch(text, options[-1].span.end, option.span.start)):
            option = _merged(options.pop(), option)
        options.append(option)
    return options


def _in_chain(value: DurationValue, chains: list[Chain]) -> bool:
    return any(chain.span.start < value.span.end and value.span.start < chain.span.end for chain in chains)


def breaks_down(text: str, durations: list[DurationValue], chain: Chain) -> DurationValue | None:
    """The duration that a sum in brackets behind it breaks down: "two years (1+1)", "8 years (5+3)"."""
    for value in durations:
        if re.fullmatch(r"\s*\(\s*", text[value.span.end : chain.span.start]):
            months = sum(parse_duration(length)[0] for length in chain.lengths)
            return value if months == parse_duration(value.iso)[0] else None
    return None


def _broken_down(
    text: str, option: _Option, value: DurationValue, chains: list[Chain], rest: list[DurationValue]
) -> _Option:
    """An option with the lengths of the sum or the product behind it, where there is one: "(1+1)", "(2 x 12 months)"."""
    if rest and rest[0].times > 1 and re.fullmatch(r"\s*\(\s*", text[value.span.end : rest[0].span.start]):
        part = rest[0]
        if part.times * parse_duration(part.iso)[0] == parse_duration(value.iso)[0]:
            end = part.span.end + text.startswith(")", part.span.end)
            return replace(option, lengths=(part.iso,) * part.times, span=Span(option.span.start, end))
    for chain in chains:
        if breaks_down(text, [value], chain):
            end = chain.span.end + text.startswith(")", chain.span.end)
            return replace(option, lengths=chain.lengths, span=Span(option.span.start, end))
    return option


def _merged(first: _Option, second: _Option) -> _Option:
    return _Option(
        first.lengths + second.lengths, Span(first.span.start, second.span.end), first.extended or second.extended
    )


def split_chain(text: str, sentence: Span, chain: Chain, *, asked: bool) -> tuple[str | None, tuple[str, ...]]:
    """The term and the options of a sum: "5+2+2" is a term and two options, "extensions of 1+1 years" two options.

    Where nothing tells ("1+1 years"), equal lengths are options and unequal ones begin with the term, which is the
    longest: asked for options alone, "2+2+1" is three.
    """
    left, right = text[sentence.start : chain.span.start], text[chain.span.end : sentence.end]
    if chain.led or words.trigger(left) is not None:
        return None, chain.lengths
    if words.RIGHT.match(right):
        told = chain.spelled
    else:
        told = not asked and words.tells_term(left, right)
    if not told and (len(set(chain.lengths)) == 1 or (asked and chain.lengths[0] == chain.lengths[1])):
        return None, chain.lengths
    return chain.lengths[0], chain.lengths[1:]


def _of_duration(
    text: str, segment: Span, value: DurationValue, rest: list[DurationValue], *, joined: bool, asked: bool
) -> _Option | None:
    """The option that a duration states, with the words before it since the last one, or None where it states none."""
    left = segment.of(text)
    if words.NOT_LEFT.search(left) or words.NOT_RIGHT.match(text, value.span.end) or value.ago:
        return None
    announced = words.trigger(left)
    right = words.RIGHT.match(text, value.span.end)
    step = _step(text, value, rest) or (words.yearly(left, value) if announced is not None else None)
    is_told = announced is not None or right or value.unit == "optional" or words.EXTRA.search(value.span.of(text))
    is_split = step and words.AT_MOST.search(left)
    is_answer = asked and not words.TERM.search(left)
    if not (joined or is_told or is_split or is_answer):
        return None
    count, counted = words.count_before(left, bare=asked)
    if count is None and right and right["noun"]:
        count, counted = words.count_directly_before(left)
    if count is None and right and right["each"]:
        count = words.repeated(left)
    if joined and counted is None:
        announced = None
    first = counted if counted is not None else announced
    begin = words.limit_start(text, value.span.start if first is None else segment.start + first)
    lengths, end = step or ((value.iso,) * (value.times * (count or 1)), value.span.end)
    end, lengths = words.another(text, max(end, right.end()) if right else end, lengths)
    return _Option(lengths, Span(begin, end), extended=extension_use.was_extended(left))


def _step(text: str, value: DurationValue, rest: list[DurationValue]) -> tuple[tuple[str, ...], int] | None:
    """The lengths of "two years in periods of one year", and where these words end."""
    found = words.STEPS.match(text, value.span.end)
    if found is None:
        return None
    end = found.end()
    if found["adverb"]:
        iso = words.ADVERBS[found["adverb"].lower()]
    else:
        step = next((each for each in rest if found.start() <= each.span.start and each.span.start <= end), None)
        if step is None:
            return None
        iso = step.iso
        end = max(end, step.span.end)
    whole, part = parse_duration(value.iso)[0], parse_duration(iso)[0]
    if not part or whole % part or whole // part > 12:
        return None
    return (iso,) * (whole // part), end


def _with_use(text: str, sentence: Span, option: _Option) -> list[ExtensionValue]:
    """An option as it stands, as used, or both where only some of its lengths have been used."""
    stated = ExtensionValue("+".join(option.lengths), option.span)
    use = extension_use.use_of(text, sentence, option.span)
    if use is None:
        return [replace(stated, value=f"{stated.value} used", used=True)] if option.extended else [stated]
    count, span = use
    span = Span(min(span.start, option.span.start), max(span.end, option.span.end))
    if count is None or count >= len(option.lengths):
        return [ExtensionValue(f"{stated.value} used", span, used=True)]
    return [stated, ExtensionValue("+".join(option.lengths[:count]) + " used", span, used=True)]


def _uses(text: str, sentence: Span) -> list[ExtensionUse]:
    found = extension_use.follow_up(text, sentence)
    return [ExtensionUse(*found)] if found else []


def _used(option: _Option, use: ExtensionUse) -> ExtensionValue:
    return ExtensionValue("+".join(option.lengths[: use.count]) + " used", use.span, used=True)
