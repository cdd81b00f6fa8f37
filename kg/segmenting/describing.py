"""Lines → what is to be seen of each: the features by which its role is told."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from kg.lexicon import classes_in, words_of
from kg.segmenting.lines import Line, pair_in
from kg.segmenting.marks import Mark, roman_value

_DATE = re.compile(
    r"\b\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\b|\b(?:19|20)\d\d\b|\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\s\d{2,4}\b"
)
_MONEY = re.compile(r"£\s?\d")
_ADDRESS = re.compile(r"https?:|www\.|\S@\S")
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d{1,2}[A-Z]?\s\d[A-Z]{2}\b")
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-zA-Z]+")
_SENTENCE = re.compile(r"^[A-Z][^a-z]*+[a-z].*[.]$", re.DOTALL)
_HEADERS = re.compile(r"(?:From|To|Sent|Date|Subject|Cc|Received|Attachments?)\s*:", re.IGNORECASE)
_GREETING = re.compile(r"(?:dear|good (?:morning|afternoon)|hello|hi|annwyl)\b", re.IGNORECASE)
_SIGNING = re.compile(r"(?:yours|kind regards|regards|best wishes|many thanks|yn gywir|cofion)\b", re.IGNORECASE)
_FORWARDED = re.compile(r"-{2,}\s*(?:Original|Forwarded)|From:|On .{8,120} wrote:|Sent:", re.IGNORECASE)
_REQUEST = re.compile(
    r"(?:(?:your|the|details of)\s)?(?:(?:original\s)?request|questions?|enquiry|information requested|you (?:asked|requested|wrote))\b",
    re.IGNORECASE,
)
_REPLY = re.compile(
    r"(?:(?:the council['’]?s?|our|the|council)\s)*+(?:response|reply|answers?|decision|we said|information provided)\b",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"(?:if|should) you (?:are|remain|feel|have|wish|would|think|want)\b|(?:you )?(?:may|can|have the right)\b.{0,30}(?:complain|review)"
    r"|your right|(?:complaints?|internal review|rights? of (?:appeal|review))\b|yours (?:faithfully|sincerely)",
    re.IGNORECASE,
)
_GAP = re.compile(r"\S[ ]{3,}\S")
_LEADERS = re.compile(r"\.{4,}|…{2,}|_{4,}")


def describe(lines: Sequence[Line]) -> list[list[str]]:
    """The features of each line: its own, those of its neighbours, and its place in the letter."""
    own = [_own(line) for line in lines]
    numbering = _numbering(lines)
    places = _places(lines)
    repeats = _repeats(lines)
    found: list[list[str]] = []
    for at in range(len(lines)):
        features = [*own[at][0], *numbering[at], *places[at], *repeats[at]]
        for step in (-3, -2, -1, 1, 2, 3):
            near = at + step
            if 0 <= near < len(lines):
                features += [f"{step}|{one}" for one in (own[near][1] if abs(step) < 3 else own[near][1][:2])]
                if abs(step) == 1:
                    features += [f"{step}|{one}" for one in (*numbering[near][:1], *repeats[near])]
            else:
                features.append(f"{step}|edge")
        if at:
            features += _against(lines[at - 1], lines[at])
        features.append(f"next gap {at + 1 < len(lines) and lines[at + 1].gap}")
        found.append(features)
    return found


def _own(line: Line) -> tuple[list[str], list[str]]:
    """What is to be seen of a line alone: in full, and the part that matters to its neighbours."""
    text, mark = line.text, line.mark
    words = words_of(text[mark.length :])
    classes = classes_in(words)
    shape = _shape(line, words)
    brief = [f"m {mark.word}{mark.kind}{int(mark.stop)}{int(mark.bullet)}", *shape[:3]]
    full = [*brief, *shape[3:]]
    full += [f"c {one}" for one in classes]
    full += [f"w {word}" for word in dict.fromkeys(words[:14])]
    if words:
        full += [f"first {words[0]}", f"last {words[-1]}", f"two {' '.join(words[:2])}", f"three {' '.join(words[:3])}"]
        brief.append(f"first {words[0]}")
    full += [f"{shape[0]} {one}" for one in classes]
    return full, brief


def _shape(line: Line, words: Sequence[str]) -> list[str]:
    text = line.text
    size = len(words)
    length = next(
        (
            name
            for limit, name in ((0, "0"), (1, "1"), (3, "3"), (6, "6"), (10, "10"), (18, "18"), (40, "40"))
            if size <= limit
        ),
        "long",
    )
    last = text[-1:]
    end = last if last in "?:.;,)" else "w"
    body = text[line.mark.length :]
    case = "upper" if body.isupper() else "lower" if body[:1].islower() else "cap" if body[:1].isupper() else "other"
    return [
        f"end {end}", f"len {length}", f"case {case}", *_typography(line, text, body), *_values(text),
    ]  # fmt: skip


def _typography(line: Line, text: str, body: str) -> list[str]:
    found = []
    tests = (
        ("bold", line.bold), ("quoted", line.quoted), ("gap", line.gap), ("joined", line.joined),
        ("asks within", "?" in text[:-1]), ("leaders", _LEADERS.search(text)), ("gaps", _GAP.search(text)),
        ("sentence", _SENTENCE.match(body)), ("header", _HEADERS.match(text)), ("greeting", _GREETING.match(text)),
        ("signing", _SIGNING.match(text)), ("request", _REQUEST.match(body)), ("reply", _REPLY.match(body)),
        ("closing", _CLOSING.match(body)), ("forwarded", _FORWARDED.match(text)),
    )  # fmt: skip
    found += [name for name, test in tests if test]
    found.append(f"indent {min(line.indent, 12) // 3}")
    columns = text.count("|") or text.count("\t")
    if columns:
        found += [f"columns {min(columns, 4)}", "pipes" if "|" in text else "tabs"]
    if pair := pair_in(line.body):
        label, value = pair
        found += [f"pair {min(len(label.text.split()), 6)} {min(len(value.text.split()), 6)}"]
        found += [f"pl {one}" for one in classes_in(words_of(label.text))]
        found.append(f"pair {text[label.end - line.passage.start :][:2].strip()[:1] or 'gap'}")
    return found


def _values(text: str) -> list[str]:
    tests = (
        ("date", _DATE), ("money", _MONEY), ("address", _ADDRESS), ("postcode", _POSTCODE), ("name", _NAME)
    )  # fmt: skip
    found = [f"v {name}" for name, pattern in tests if pattern.search(text)]
    if any(char.isdigit() for char in text):
        found.append("v digit")
    return found


def _value(mark: Mark) -> int:
    """The last part of a label as a number, 0 without one."""
    if not mark.parts:
        return 0
    part = mark.parts[-1]
    if part.isdigit():
        return int(part)
    return (roman_value(part) or 0) if len(part) > 1 else ord(part) - 96


def _numbering(lines: Sequence[Line]) -> list[list[str]]:
    """How a line's label goes on from those before it, and whether it comes again."""
    labels = [(line.mark.kind, len(line.mark.parts), line.quoted) if line.mark.parts else None for line in lines]
    values = [_value(line.mark) for line in lines]
    whole = Counter((line.mark.kind, line.mark.parts) for line in lines if line.mark.parts)
    seen: Counter[tuple[str, tuple[str, ...]]] = Counter()
    last: dict[tuple[str, int, bool], int] = {}
    found: list[list[str]] = []
    run = 0
    for line, label, value in zip(lines, labels, values, strict=True):
        features = []
        if label is not None:
            key = (line.mark.kind, line.mark.parts)
            before = last.get(label)
            step = (
                "first"
                if before is None
                else "on"
                if value == before + 1
                else "again"
                if value <= 1
                else "skip"
                if value > before
                else "back"
            )
            features += [
                f"n {step}",
                f"n {step} {label[0]}",
                f"n seen {min(seen[key], 2)}",
                f"n later {min(whole[key] - seen[key] - 1, 2)}",
            ]
            if value == 1:
                features.append("n one")
            seen[key] += 1
            last[label] = value
            run += 1
        features.append(f"n run {min(run, 3)}")
        found.append(features)
    return found


def _places(lines: Sequence[Line]) -> list[list[str]]:
    """Where in the letter a line stands: after which of the marks that letters share."""
    state, asked, signed = "head", False, False
    total = len(lines)
    found: list[list[str]] = []
    for at, line in enumerate(lines):
        body = line.text[line.mark.length :]
        short = len(line.text) < 60
        if _GREETING.match(line.text):
            state = "greeted"
        elif _FORWARDED.match(line.text):
            state = "forwarded"
        elif short and _REQUEST.match(line.text):
            state = "request"
        elif short and (_REPLY.match(line.text) or line.mark.word == "a"):
            state = "reply"
        elif _CLOSING.match(body):
            state = "closing"
        signed = signed or bool(_SIGNING.match(line.text))
        asked = asked or line.text.endswith("?")
        where = "first" if at < 3 else "top" if at < 8 else f"{at * 5 // total}"
        found.append(
            [
                f"at {where}",
                f"in {state}",
                f"asked {asked}",
                f"signed {signed}",
                f"in {state} {line.mark.kind}{line.text[-1:] == '?'}",
            ]
        )
        if total - at <= 4:
            found[-1].append("at end")
    return found


def _against(before: Line, line: Line) -> list[str]:
    """How a line stands to the one before it."""
    wraps = len(before.text) >= 55 and before.text[-1:] not in ".?:;" and not line.gap
    columns = line.text.count("|") or line.text.count("\t")
    same = columns and columns == (before.text.count("|") or before.text.count("\t"))
    return [
        f"wraps {wraps} {line.text[:1].islower()}", f"wraps {wraps} {bool(line.mark.length)}", f"same columns {bool(same)}",
        f"bold {before.bold}>{line.bold}", f"quoted {before.quoted}>{line.quoted}",
        f"gap {line.gap} {before.text[-1:] if before.text[-1:] in '?:.' else 'w'}",
        f"indent {(line.indent > before.indent) - (line.indent < before.indent)}",
    ]  # fmt: skip


def _fold(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalpha())


def _repeats(lines: Sequence[Line]) -> list[list[str]]:
    """Whether the words of a line, or those of its label, come again in the letter, as they do in forms and cards."""
    whole = [_fold(line.text) for line in lines]
    labels = [_fold(pair[0].text) if (pair := pair_in(line.body)) else "" for line in lines]
    begins = [" ".join(line.text[line.mark.length :].casefold().split()[:2]) for line in lines]
    of_whole, of_labels, of_begins = Counter(whole), Counter(labels), Counter(begins)
    found: list[list[str]] = []
    for text, label, begin in zip(whole, labels, begins, strict=True):
        features = [f"again {min(of_whole[text], 3)}"] if len(text) > 2 else []
        if label:
            features.append(f"label again {min(of_labels[label], 4)}")
        if begin:
            features.append(f"begins again {min(of_begins[begin], 4)}")
        found.append(features)
    return found
