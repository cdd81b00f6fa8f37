"""Labels of questions: reading one at the start of a line, and lists of them in a sentence ("Questions 3 to 6c")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_ROMANS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")
_ROMAN = r"x{0,1}(?:ix|iv|v?i{1,3}|v)|x"

_BULLET_MARK = r"(?P<bullet>[-*•·–▪●◦○o][ \t]+|[-•·▪●◦○](?=\w)|\.[ \t]+)?"
_TWIN = r"(?:[A-Z]\w+[ \t]*\d{0,2}[ \t]*/[ \t]*)?"
"""The same label in the letter's other language: "Cwestiwn 1 / Question 1"."""
_SAYING = r"(?:(?:Our|The[ \t]Council(?:['’]s)?|(?:The[ \t])?Council|COUNCIL|OUR|Official)[ \t]+)?"
_TO = r"(?:[ \t]+(?:to|for|TO|FOR)[ \t]+(?:your[ \t]+)?(?:Q(?:uestion|UESTION)?s?|q(?:uestions?)?)?)?"
_WORDED = re.compile(
    rf"""
    [ \t]*{_BULLET_MARK}{_TWIN}
    (?P<word>
        Q(?:uestions?|UESTIONS?|s|\b|(?=\d)) | Cwestiwn | q(?=\d) | You[ \t](?:asked|said|requested) | (?:Point|Item|Query|Number|No\.)(?=[ \t]*\d)
      | {_SAYING}(?:(?:[Aa]nswers?|ANSWERS?|[Rr]esponses?|RESPONSES?|[Rr]epl(?:y|ies)|REPLY|Ateb|Ymateb){_TO} | Ans\b) | We[ \t](?:said|answered|replied|responded) | A(?:\b|(?=\d)) | a(?=\d)
      | R(?:equests?\b|EQUESTS?\b|(?=\d)) | Part\b
    )[ \t]*\.?[ \t]*
    (?:\(?(?P<number>\d{{1,2}})(?P<minors>(?:\.\d{{1,2}}){{0,2}})[ \t]?\(?(?P<letter>[a-z](?![a-z]))?\)?(?:\((?P<sub>{_ROMAN})\))?|\((?P<alone>[a-z])\))?
    (?:[ \t]*[.:)–-]+|(?=[ \t]*(?:$|\n))|(?=[ \t]+\()|(?<=\.)|(?<=[\d)])(?=[ \t]+(?:[A-Z][a-z]|I[ \t])))(?![ \t]*[Qq]?\d+[ \t]?[,:&-])
    (?=\s|$|[A-Z"'“‘(£\d])[ \t]*
    """,
    re.VERBOSE,
)
_NUMBERED = re.compile(
    rf"""
    [ \t]*{_BULLET_MARK}
    (?:
        \(?(?P<number>\d{{1,2}})
        (?:
            (?P<minors>(?:\.\d{{1,2}}){{1,2}})(?:[.:)]{{1,2}}|(?=[ \t]+[A-Z"“‘(]))(?!\d)
          | [.)]?[ \t]?\(?(?P<part>[a-z])\)(?:[ \t]?\(?(?P<below>{_ROMAN})\))?[.:]?
          | (?:[ \t]?\(?(?P<letter>[a-z])\)?)?(?:[ \t]?\(?(?P<sub>{_ROMAN})\)?)?[.:)]{{1,2}}
        )
      |
        \(?(?P<bare>[a-z]|{_ROMAN})[.)]{{1,2}}
    )
    (?=\s|$|[A-Z"'“‘(£])[ \t]*
    """,
    re.VERBOSE,
)
_PLAIN = re.compile(
    r"[ \t]*(?P<number>\d{1,2})(?:[ ]*$|[ ]*[–-][ ]+(?=\S)|[ ]+(?=[A-Z“\"'‘£\d]))(?!(?:January|February|March|April|May|June|July|August|September|October|November|December)\b)"
)
"""A number without a stop or bracket: "1 What is …", "1 - What is …"."""
_BULLET = re.compile(r"[ \t]*(?:[-*•·–▪●◦○][ \t]+|\.[ \t]+)(?=\S)")
_BEGINNING = re.compile(r"[ \t]*[-*•·–▪●◦○.(]?[ \t]*(?:[A-Za-z]|\d)")


@dataclass(frozen=True, slots=True)
class Label:
    """A label as printed, taken apart; `length` is how much of the line it takes."""

    length: int
    number: int | None = None
    letter: str | None = None
    """A letter that follows a number (`1a`) or stands alone (`a)`, also when it may be a roman numeral)."""
    sub: str | None = None
    word: str | None = None
    """`q` or `a`, where a word says whether a question or an answer begins."""
    minors: tuple[int, ...] = ()
    """The further numbers of `1.2` and `1.2.3`."""
    is_plain: bool = False
    """Whether it is a number without a stop or bracket, which often is none."""


def label_at(line: str) -> Label | None:
    """The label with which a line begins, or None. `1 April`, `3.5` and `12.03.2019` are none."""
    if not _BEGINNING.match(line):
        return None
    match = _WORDED.match(line)
    if match and not _is_road(match, line):
        number = int(match["number"]) if match["number"] else None
        role = _role(match["word"])
        if match.end() == match.end("word") and (role != "a" or len(match["word"]) < 3):
            return None
        return Label(match.end(), number, match["letter"] or match["alone"], match["sub"], role, _minors(match))
    match = _NUMBERED.match(line)
    if match is None:
        match = _PLAIN.match(line)
        return Label(match.end(), int(match["number"]), is_plain=True) if match else None
    if match["number"]:
        letter, sub = match["letter"] or match["part"], match["sub"] or match["below"]
        return Label(match.end(), int(match["number"]), letter, sub, None, _minors(match))
    return Label(match.end(), None, match["bare"])


def _minors(match: re.Match[str]) -> tuple[int, ...]:
    return tuple(int(part) for part in (match["minors"] or "").split(".") if part)


def _role(word: str) -> str:
    if word == "Part":
        return "part"
    return "q" if re.match(r"[Qq]|Cwestiwn|You|Req|REQ|Point|Item|N", word) else "a"


def _is_road(match: re.Match[str], line: str) -> bool:
    """`A30 Bodmin`: a letter and a number that no stop ends and that words follow."""
    tail = line[match.end("word") : match.end()]
    return match["word"] in "AaR" and not re.search(r"[.:)–-]", tail) and bool(line[match.end() :].strip())


def bullet_length(line: str) -> int:
    """How much of the line a bullet takes; 0 where there is none."""
    match = _BULLET.match(line)
    return match.end() if match else 0


def roman_value(text: str) -> int | None:
    """1 to 15 for `i` to `xv`, else None."""
    return _ROMANS.index(text) + 1 if text in _ROMANS else None


_ONE = (
    r"(?:\d{1,2}(?:\.\d{1,2}){0,2}(?:[ \t]?\(?[a-z]\)?(?![a-z]))?(?:\(?[ivx]{1,4}\)?(?![a-z]))?(?![\d/])|\(?\b[a-z]\))"
)
_JOIN = r"[ \t]*(?:,[ \t]*and|,[ \t]*&|,|;|and|&|to|-|–|until|through|or)[ \t]*(?:(?:questions?|parts?|qs?)\.?[ \t]*)?"
LABEL_LIST = rf"{_ONE}(?:{_JOIN}{_ONE})*"
"""Pattern of a list of labels: `3`, `3 and 4`, `12a and 12b`, `5 to 8`, `3 to 6c`, `1, 2 & 5`."""
LISTED_LABELS = r"\d{1,2}[a-z]?(?:\s?(?:,\s?and|to|-|–|and|&|,)\s?\d{1,2}[a-z]?)+\s?(?:[.)](?:\s|$)|:\s(?=[A-Z]))"
"""Pattern of several labels at the start of a line, without a word: `4-11.`, `3 to 6.`."""
_RANGE = re.compile(
    rf"({_ONE})(?:[ \t]*(?:to|-|–|until|through)[ \t]*(?:(?:questions?|qs?)\.?[ \t]*)?({_ONE}|[a-z](?![a-z])))?", re.I
)


def fold_label(text: str) -> str:
    """`3 (b)` and `3b)` as `3b`; `1.2.` as `1.2`."""
    return re.sub(r"[^0-9a-z.]|(?<!\d)\.|\.(?!\d)", "", text.lower())


def labels_in(text: str, known: Sequence[str]) -> tuple[str, ...]:
    """The labels of `known`, in their order, that a list of labels names.

    A range runs in the order of the letter; `5` names `5a`, `5b` and `5c` where no question is `5`.
    """
    named: set[str] = set()
    for match in _RANGE.finditer(text):
        first = _members(fold_label(match[1]), known)
        if match[2] is None:
            named.update(first)
            continue
        end = fold_label(match[2])
        if end.isalpha() and first and first[0][:1].isdigit():
            end = re.sub(r"\D", "", first[0]) + end
        last = _members(end, known)
        if first and last:
            named.update(known[known.index(first[0]) : known.index(last[-1]) + 1])
        else:
            named.update(first + last)
    return tuple(label for label in known if label in named)


def _members(label: str, known: Sequence[str]) -> list[str]:
    below = re.compile(rf"{re.escape(label)}(?:$|(?<=\d)[a-z.]|(?<=[a-z])[ivx])")
    return [one for one in known if one == label] + [one for one in known if one != label and below.match(one)]
