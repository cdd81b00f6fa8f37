"""Labels and bullets at the start of a line: what stands there is read, whether it counts is decided later."""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache

_ROMANS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")
_BULLET = r"(?:[-*•·–▪●◦○‣➢§][ \t]*|o[ \t]+|\.[ \t]+)"
_WORD = re.compile(
    rf"""[ \t]*{_BULLET}?(?:(?:Cwestiwn|Ateb|Cais|Ymateb)\s?\d*\s?/\s?)?
    (?P<word>(?:Our|Council|The\sCouncil['’]?s?|Your|Official)\s(?=Answer|Response|Reply|Question|Request))?
    (?P<kind>Questions?|(?-i:Qs?|A|R|q(?=\d))|Query|Cwestiwn|Requests?|You\s(?:asked|said)|Answers?|Ans|Response|Reply|Ateb|Ymateb|We\ssaid
      |(?:Part|Point|Item|No)(?=\.?\s?\d))
    (?=[\s\d.:)(–-]|$)(?:\s(?:to|for)\s(?:Q(?:uestion)?s?|request|part)?)?[ \t]*\.?[ \t]*""",
    re.VERBOSE | re.IGNORECASE,
)
_NUMBER = re.compile(
    r"""\(?(?!i\.\s?e\b|e\.\s?g\b)(?P<one>\d{1,2}(?![\d/%])|[a-zA-Z](?![\w'’])|[ivx]{2,4}(?![\w'’]))
    (?P<more>(?:[.]?\(?(?:\d{1,2}(?!\d)|[a-z](?![\w'’])|[ivx]{2,4}(?![\w'’]))\)?|[.][ ]\(?[a-z]\)){0,3})
    (?P<stop>[ \t]?[.:)\]]+[-–]?|[ \t]*[–-](?=[ \t])|(?=\s|$))(?![\d,]*\d)""",
    re.VERBOSE,
)
_PART = re.compile(r"\d{1,2}|[ivx]{2,4}|[a-z]", re.IGNORECASE)
_CELL = re.compile(r"\|\s*\(?(?:Q\.?\s?)?(?P<label>\d{1,2}(?:[a-z]|\.\d{1,2})?|[a-z])[.):]?\s*\|[ \t]*", re.IGNORECASE)
"""The first cell of a row that holds a label and nothing else."""
_BULLETS = re.compile(rf"[ \t]*{_BULLET}(?=\S)")
_BLANK = " \t_"
"""What may stand before a label: blanks, and the sign of words in italics."""
_ANSWERS = re.compile(r"answer|ans$|a$|response|reply|ateb|ymateb|we said", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mark:
    """What a line begins with.

    `word` is `q` or `a` where a word says whether a question or an answer begins, `p` for "Part", else empty; `parts`
    are the parts of its label (`2`, `a`, `ii`), in small letters; `kind` is the kind of the first part: `num`, `let`,
    `rom` or empty; `stop` whether a stop, bracket or dash ends it; `length` how much of the line all that takes.
    """

    length: int
    word: str = ""
    parts: tuple[str, ...] = ()
    kind: str = ""
    stop: bool = False
    bullet: bool = False
    capital: bool = False
    """Whether the first part is a letter and printed as a capital."""


_NONE = Mark(0)
_THINGS = "contract|lot|area|system|service|team|group"
"""What numbered headings may tell of, and ask nothing: "Contract 2"."""
_SECTION = re.compile(
    rf"\W*(?:(?i:part|section|sheet|schedule|category|{_THINGS})\s+(?P<one>\d{{1,2}}|[IVX]{{2,4}}|[A-Z])(?=\W|$)"
    r"|(?P<roman>[IVX]{2,4})(?=[.:)]|\s+[–-]))[\s:.)–-]*"
)
_COUNTED = re.compile(r"\W{0,3}(?P<letter>[A-Z])(?P<number>\d{1,2})(?:[.:)\]][ \t]*|[ \t]+(?=[A-Z“\"'‘£(–-])|$)(?!\d)")
_BARE = re.compile(r"[ \t]*(?P<number>[1-9]\d?)[ \t]+(?=[\d£]|[a-z][A-Z])")
_ALONE = re.compile(r"[\W_]{0,4}(?P<word>[QA])[.:)][*_]*[ \t]+(?=\S)")
_LONGEST = 9
"""A label has no more figures."""
_FEWEST = 2
"""So many lines must show a way of labelling that may be chance on one."""


def settled(marks: Sequence[Mark], texts: Sequence[str]) -> list[Mark]:
    """The marks of all lines of a letter, where what its lines have in common tells more than each alone: "Q." and "A."
    before questions and answers without numbers, and labels such as "B2", beside which "A2" is no answer."""
    alone = {at: match for at, text in enumerate(texts) if (match := _ALONE.match(text))}
    asked = sum(match["word"] == "Q" for match in alone.values())
    counted = {at: match for at, text in enumerate(texts) if (match := _COUNTED.match(text))}
    lettered = {match["letter"] for match in counted.values()} - set("AQR")
    found: list[Mark] = []
    numbers: set[str] = set()
    for mark, text in zip(marks, texts, strict=True):
        found.append(mark if _counts_on(text, numbers) else _NONE)
        if mark.kind == "num":
            numbers |= set(mark.parts[:1])
    if asked >= _FEWEST or (asked and not any(mark.parts[:1] in (("p",), ("r",)) for mark in marks)):
        for at, match in alone.items():
            found[at] = Mark(match.end(), match["word"].lower(), stop=True)
    if lettered and len(counted) > _FEWEST:
        for at, match in counted.items():
            parts = (match["letter"].lower(), match["number"])
            found[at] = Mark(match.end(), "", parts, "let", stop=True, capital=True)
    for at, match in _within_count(found, texts):
        found[at] = Mark(match.end(), "", (match["number"],), "num")
    return found


def _within_count(marks: Sequence[Mark], texts: Sequence[str]) -> list[tuple[int, re.Match[str]]]:
    """The lines whose number has no stop, but its place in a count of lines of which at least half are sure: "4 iTrent"."""
    wanted, sure = 1, 0
    bare: list[tuple[int, re.Match[str]]] = []
    for at, (mark, text) in enumerate(zip(marks, texts, strict=True)):
        match = None if mark.length else _BARE.match(text)
        if mark.parts == (str(wanted),):
            sure, wanted = sure + 1, wanted + 1
        elif match and match["number"] == str(wanted):
            bare.append((at, match))
            wanted += 1
    return bare if sure >= max(_FEWEST, len(bare)) else []


def _counts_on(text: str, above: Collection[str]) -> bool:
    """Whether a number on a line of its own may be a label: the first, or the one after a label above."""
    if not text.isdecimal():
        return True
    return len(text) <= _LONGEST and (int(text) == 1 or str(int(text) - 1) in above)


def section_at(line: str) -> Mark:
    """What a heading such as "Part A" or "CONTRACT 2 - Network" is called; of length 0 where it has no such label."""
    match = _SECTION.match(line)
    if not match:
        return _NONE
    one = match["one"] or match["roman"]
    return Mark(
        match.end(), "p", (one.lower(),), "num" if one.isdigit() else "let", stop=True, capital=not one.isdigit()
    )


_OF_A_THING = re.compile(rf"\W*(?:{_THINGS})\s", re.IGNORECASE)


def is_of_a_thing(line: str) -> bool:
    """Whether a numbered heading tells of which contract or system the lines below are: "CONTRACT 2 - Network"."""
    return _OF_A_THING.match(line) is not None


@lru_cache(maxsize=8192)
def mark_at(line: str) -> Mark:
    """What a line begins with; of length 0 where it begins with words."""
    at, word = 0, ""
    if cell := _CELL.match(line):
        part = cell["label"].lower()
        return Mark(cell.end(), "", tuple(_PART.findall(part)), _kind(_PART.findall(part)[0]), stop=True)
    if named := _WORD.match(line):
        kind = named["kind"]
        word = "a" if _ANSWERS.match(kind) else "p" if kind.lower() == "part" else "q"
        at = named.end()
    if not named or (len(named["kind"]) == 1 and named.end() != len(line) and not re.match(r"[\d:(]", line[at:])):
        word = ""
        bullet = _BULLETS.match(line)
        at = bullet.end() if bullet else len(line) - len(line.lstrip(_BLANK))
    number = _NUMBER.match(line, at)
    if number and _is_label(number, line, word):
        parts = tuple(p.lower() for p in _PART.findall(number["one"] + number["more"]))
        end = number.end() + len(line[number.end() :]) - len(line[number.end() :].lstrip())
        bullet_before = bool(_BULLETS.match(line)) and not word
        capital = number["one"].isalpha() and number["one"].isupper()
        return Mark(end, word, parts, _kind(parts[0]), bool(number["stop"]), bullet_before, capital)
    if word and named:
        return _worded(line, named, word)
    return Mark(at, bullet=True) if _BULLETS.match(line) else _NONE


def _worded(line: str, named: re.Match[str], word: str) -> Mark:
    """A word without a number counts where a colon, dash or the line's end follows and it is no single letter."""
    rest = line[named.end() :]
    stopped = re.match(r"[:–-]+[ \t]*|$", rest)
    if stopped is None or (len(named["kind"]) == 1 and not rest.startswith(":")):
        bullet = _BULLETS.match(line)
        return Mark(bullet.end(), bullet=True) if bullet else _NONE
    return Mark(named.end() + stopped.end(), word, stop=True)


def _is_label(number: re.Match[str], line: str, word: str) -> bool:
    """Whether what looks like a label is none of the words: "I am", "10 users", "1 April", "3.5", "Response to a"."""
    one, stop = number["one"], number["stop"]
    rest = line[number.end() :]
    if word and one.isalpha() and not stop.strip() and re.match(r"\s+[a-z]", rest):
        return False
    if number["more"] and not stop.strip() and not word:
        return not rest.strip() or bool(re.match(r"\s+[A-Z“\"'‘£(]", rest)) or not re.match(r"[.]\d", number["more"])
    if stop.strip() or word:
        return not (one.isdigit() and re.match(r"\d", rest))
    if one.isdigit():
        return not rest.strip() or (bool(re.match(r"\s+[A-Z“\"'‘£(]", rest)) and not _DAY.match(rest))
    return not rest.strip() and one.islower()


_DAY = re.compile(
    r"\s*(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b)"
)


def is_counted(marks: Sequence[Mark]) -> bool:
    """Whether marks are numbers in their order, each one more than the one before; so are none at all."""
    numbers = [int(mark.parts[0]) if mark.kind == "num" and len(mark.parts) == 1 else 0 for mark in marks]
    return all(numbers) and all(after == before + 1 for before, after in itertools.pairwise(numbers))


def is_next(before: str, after: str) -> bool:
    """Whether a part of a label is the one after another: `3` after `2`, `c` after `b`."""
    if before.isdecimal() and after.isdecimal():
        return int(after) == int(before) + 1
    return len(before) == len(after) == 1 and ord(after) == ord(before) + 1


def _kind(part: str) -> str:
    if part.isdigit():
        return "num"
    return "rom" if len(part) > 1 else "let"


def roman_value(text: str) -> int | None:
    """1 to 15 for `i` to `xv`, else None."""
    return _ROMANS.index(text) + 1 if text in _ROMANS else None
