"""Letter → the names of private persons in it, as strings that no output may hold.

Stretches of words that may be names are scored: what their words are (`words`), what stands around them (`clues`),
what was asked, and whose e-mail addresses the letter has. A stretch that scores `PERSON` is one.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from kg.catalogue import load
from kg.model import Letter
from kg.persons import clues, words
from kg.persons.clues import AROUND, CLEAR, SOME, SURE, weight_of
from kg.values.personal import mails_in

PERSON = 3
_CAPITAL = f"[{''.join(letter for letter in map(chr, range(0x41, 0x250)) if letter.isupper())}]"
_INITIAL = rf"{_CAPITAL}(?:\.|\b)"
_WORD = rf"(?:{_CAPITAL}(?:[’'](?=[A-Za-z]))?[^\W\d_](?:[^\W\d_]|[’'-](?=[^\W\d_])){{0,40}}+)"
_PARTICLE = r"(?:de|da|di|del|der|den|van|von|bin|ibn|al|el|la|le|ap|ab|ferch|y|dos|ten|ter)"
_RUN = re.compile(
    rf"(?<![\w@./-])(?:{_WORD}|{_INITIAL})(?:(?:[  ]{{1,2}}|\n(?=\S)|(?<=\.))(?:{_PARTICLE}[  ]){{0,2}}(?:{_WORD}|{_INITIAL}))*"
)
"""Capitalised words and initials in a row."""
_SMALL = re.compile(r"(?<![\w@./-])([a-zß-ÿ][^\W\d_]{2,}) ([a-zß-ÿ][^\W\d_'’]{2,})(?![\w@])")
_PATH = re.compile(
    r"/(?P<staff>(?:staff|people|officers?|contacts?|team)/)?(?P<name>(?P<first>[^\W\d_]{3,})[-._][^\W\d_]{4,})(?=[/?#\s.]|$)"
)
"""Names in the addresses of pages."""
_TOKEN = re.compile(r"[^\W_][^\s.]*\.?|\S")
_TURNED = re.compile(
    rf"(?<![\w@,./-])(?P<last>{_WORD}(?:[ -]{_WORD})?), ?(?P<first>{_WORD}|{_INITIAL})(?P<more>(?: {_INITIAL}| {_WORD})*)(?!,? ?[\w&])"
)
_LONGEST = 5
_COINED = re.compile(r"^(?!Mc|Mac|Fitz|De|Di|Le|La|Van|O[’'])(?:[^\W_]+[a-z][A-Z]|[A-Z]{2,}[a-z]{2})")
_SAYING_LITTLE = frozenset(["", "name", "names", "answer", "response", "details", "reply"])
_OF_COUNCIL = re.compile(r"\b(?:Borough|City|County|Council|Town|Royal Borough|District|Isle|Port|University) of $")

Asked = Callable[[int], str]
"""What asks for the words at a place: question, label, head of its row or column."""


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    start: int
    end: int

    @property
    def lower(self) -> str:
        return self.text.lower().removesuffix("'s").removesuffix("’s").strip(".")

    @property
    def is_initial(self) -> bool:
        return len(self.text.strip(".")) == 1

    @property
    def may_name(self) -> bool:
        """Whether it may be part of a person's name: no ordinary word, none of a firm."""
        if self.is_initial:
            return True
        return not (words.is_ordinary(self.lower) or words.is_of_firm(self.lower) or _is_coined(self.text))


_NAME_WORD = re.compile(r"[^\W\d_][^\W\d_'’-]+(?:['’-][^\W\d_]+)*")


def hidden_of(letter: Letter) -> tuple[str, ...]:
    """The names of private persons in a letter, and those of their words that say nothing else."""
    units = sorted(letter.units, key=lambda unit: unit.passage.start)
    starts = [unit.passage.start for unit in units]

    def asked(at: int) -> str:
        place = bisect_right(starts, at) - 1
        if place < 0 or units[place].passage.end <= at:
            return ""
        unit = units[place]
        beside = " | ".join(part for part in (unit.label, unit.row) if part.strip(" :").lower() not in _SAYING_LITTLE)
        return beside or unit.ask[-300:]

    return hidden_in(letter.view.text, asked, letter.authority or "")


def hidden_in(text: str, asked: Asked = lambda _: "", authority: str = "") -> tuple[str, ...]:
    """The names of private persons in a text, and those of their words that say nothing else, longest first.

    `authority` is the name of who writes, which names nobody.
    """
    finder = _Finder(text, asked, authority)
    names = finder.names()
    alone = {part for name in names if " " not in name for part in re.split(r"[-_]", name)}
    alone |= {word for name in names for word in _NAME_WORD.findall(name)}
    return tuple(sorted(names | {word for word in alone if finder.tells_alone(word)}, key=lambda one: (-len(one), one)))


def _mailed(text: str) -> frozenset[str]:
    """Words of the e-mail addresses of persons, in small letters: `ada` and `quill` of `ada.quill@…`."""
    found: set[str] = set()
    for address in mails_in(text):
        parts = [part for part in re.split(r"[\W\d_]+", address.partition("@")[0].lower()) if part]
        if len(parts) > 1 and not any(words.is_of_office(part) for part in parts):
            found.update(part for part in parts if len(part) > 2)
    return frozenset(found)


def _is_coined(word: str) -> bool:
    """Whether a word is written as only products are, or short for something: `YouthTrace`, `MKinsight`, `PCI`."""
    if word.isupper():
        short = len(word.strip(".")) < 4 and "." not in word
        return short and not (words.given(word.lower()) or words.is_surname(word.lower()))
    return _COINED.search(word) is not None


class _Finder:
    """What is seen of a text, and which of its words name persons."""

    def __init__(self, text: str, asked: Asked, authority: str) -> None:
        self.text = text
        self.asked = asked
        self.authority = authority.casefold()
        self.mails = _mailed(text)
        self.told: set[str] = set()
        self.known = sorted(
            [(one.span.start, one.span.end) for one in load().find(text)]
            + [(span.start, span.end) for _, span in load().find_councils(text)]
        )
        self.known_starts = [start for start, _ in self.known]
        self.councils = {
            word.lower() for _, span in load().find_councils(text) for word in re.findall(r"\w+", span.of(text))
        } | set(re.findall(r"\w+", self.authority))

    def names(self) -> set[str]:
        """The names, as the letter writes them, in one line."""
        found = {self._name(*span) for span in self._persons()}
        self.told = {word.lower() for name in found for word in _NAME_WORD.findall(name) if self.tells_alone(word)}
        return found | {self._name(run[0].start, run[-1].end) for run in self._runs() if self._shares_a_word(run)}

    def _name(self, start: int, end: int) -> str:
        return re.sub(r"['’]s$", "", " ".join(self.text[start:end].split()))

    def _shares_a_word(self, run: Sequence[_Word]) -> bool:
        """Whether a word of several that may be a name is one of a person named elsewhere: who is greeted as Ada, and
        is Ada Quill in the subject."""
        if not 1 < len(run) <= _LONGEST or self._is_trade(run[0].start, run[-1].end):
            return False
        return any(one.lower in self.told for one in run)

    def _runs(self) -> Iterator[list[_Word]]:
        for match in _RUN.finditer(self.text):
            yield from self._stretches(match)

    def tells_alone(self, word: str) -> bool:
        """Whether a word of a name is hidden where it stands alone: not one that means something else."""
        lower = word.lower()
        if len(lower) < 3 or lower in self.councils or words.is_known(word):
            return False
        return not words.is_ordinary(lower) and not words.is_of_firm(lower)

    def _persons(self) -> Iterator[tuple[int, int]]:
        for match in _TURNED.finditer(self.text):
            if self._is_turned(match):
                yield match.span()
        for run in self._runs():
            if self._is_person(run):
                yield run[0].start, run[-1].end
        for match in _PATH.finditer(self.text):
            if match["staff"] or words.given(match["first"]):
                yield match.span("name")
        for match in _SMALL.finditer(self.text):
            if self._is_in_small_letters(match):
                yield match.span()

    def _is_in_small_letters(self, match: re.Match[str]) -> bool:
        first, last = match[1], match[2]
        if words.is_ordinary(last) or words.is_of_firm(last) or words.is_ordinary(first) or not words.given(first):
            return False
        told = words.given(first) + words.is_surname(last) - 1 + self._around(*match.span())
        return told >= PERSON and not self._is_known(*match.span())

    def _stretches(self, match: re.Match[str]) -> Iterator[list[_Word]]:
        """The stretches of a row of capitalised words that may be names of persons."""
        base = match.start()
        row = [_Word(one[0], base + one.start(), base + one.end()) for one in _TOKEN.finditer(match[0])]
        row = [one for one in row if one.text[0].isalpha()]
        run: list[_Word] = []
        for at, one in enumerate(row):
            if self._continues(row, at, run):
                run.append(one)
                continue
            if run and not (words.is_of_firm(one.lower) or words.is_of_council(one.lower)):
                yield run
            run = [] if not self._begins(row, at) else [one]
        if run:
            yield run

    def _begins(self, row: Sequence[_Word], at: int) -> bool:
        """Whether a word begins a name: one that may name, or a given name that is an ordinary word too."""
        one = row[at]
        if self._is_within_known(one):
            return False
        return one.may_name or (at + 1 < len(row) and words.given(one.lower) > 0 and self._follows_given(row[at + 1]))

    def _follows_given(self, one: _Word) -> bool:
        """Whether a word may be the surname behind a given name that is an ordinary word too."""
        if (
            one.is_initial
            or self._is_within_known(one)
            or words.is_of_firm(one.lower)
            or words.is_of_council(one.lower)
        ):
            return False
        return one.may_name or words.is_surname(one.lower)

    def _continues(self, row: Sequence[_Word], at: int, run: list[_Word]) -> bool:
        """Whether a word goes on with the name that `run` is so far."""
        one = row[at]
        if not run:
            return self._begins(row, at)
        between = self.text[run[-1].end : one.start]
        if "\n" in between and not (words.given(run[-1].lower) and one.may_name and len(run) == 1):
            return False
        if self._is_within_known(one) and not (len(run) == 1 and words.given(run[0].lower) == words.STRONG):
            return False
        if one.may_name:
            return True
        return (
            bool(words.given(run[0].lower) or run[0].is_initial)
            and words.is_surname(one.lower)
            and not (words.is_of_firm(one.lower) or words.is_of_council(one.lower))
            and len(run) < 3
        )

    def _is_within_known(self, one: _Word) -> bool:
        return self._is_known(one.start, one.end)

    def _is_known(self, start: int, end: int) -> bool:
        """Whether a stretch stands within the name of a system, supplier or council."""
        at = bisect_right(self.known_starts, start) - 1
        return at >= 0 and self.known[at][1] >= end

    def _is_person(self, run: list[_Word]) -> bool:
        first = next((n for n, one in enumerate(run[:-1]) if words.given(one.lower)), 0)
        if first and not run[0].is_initial and len(run) > _LONGEST - 1:
            del run[:first]
        start, end = run[0].start, run[-1].end
        if len(run) > _LONGEST or self._is_trade(start, end):
            return False
        before = self.text[max(0, start - AROUND) : start]
        if clues.TITLE.search(before) or clues.GREETING.search(before):
            return True
        if self._is_mailed(run):
            return True
        around = self._around(start, end, len(run) > 1)
        if all(one.is_initial for one in run):
            return False
        if len(run) == 1:
            return (
                len(run[0].text) > 2
                and not before.endswith(("Ask ", "Call ", "Contact "))
                and (around >= SURE or (words.given(run[0].lower) == words.STRONG and around >= CLEAR))
            )
        return self._shape(run) + around >= PERSON

    def _shape(self, run: Sequence[_Word]) -> int:
        """How much the words themselves tell."""
        given = max(words.given(one.lower) for one in run[:-1])
        last = run[-1]
        if last.is_initial:  # "Kettlewell G."
            given, last = max(given, SOME if len(run) == 2 and last.text.endswith(".") else 1), run[0]
        elif run[0].is_initial:
            given = max(given, words.WEAK if "." in run[0].text or len(run) > 2 else 1)
        surname = words.is_surname(last.lower)
        if words.is_of_place(last.lower) or (run[0].text.isupper() and min(len(one.text) for one in run) in (2, 3)):
            given -= 2
        elif not last.may_name or (last.text.isupper() and len(last.text) < 4):
            surname = False
        elif given and not surname and len(run) == 2 and words.given(last.lower) == 0 and given < words.STRONG:
            given -= 1
        before = self.text[max(0, run[0].start - AROUND) : run[0].start]
        if not surname and clues.NAMES_PRODUCT.search(before):
            given -= 2
        return max(given, 0) + surname

    def _around(self, start: int, end: int, ask: bool = True) -> int:
        """How much what stands around a name, and what asks for it unless not `ask`, speak for a person."""
        if self.text[end - 2 : end] in ("'s", "’s"):
            end -= 2
        before = self.text[max(0, start - AROUND) : start]
        before = (
            before.rpartition("\n\n")[2]
            if not before.rstrip("\n").endswith((":", ",")) or "\n\n" in before[:-2]
            else before
        )
        after = re.split(r"\n\n", self.text[end : end + AROUND])[0]
        found = max(weight_of(clues.BEFORE, before), weight_of(clues.AFTER, after))
        if clues.POST_BEFORE.search(before) and not clues.POST_PRODUCT.search(before):
            found = max(found, CLEAR)
        if clues.POST_AFTER.search(after):
            found = max(found, CLEAR)
        asked = self.asked(end - 1)
        if ask and asked and clues.ASKS_PERSON.search(asked) and not clues.NAMES_FIRM.search(before):
            found = max(found, 1 if clues.ASKS_NAME_OF.search(asked) else CLEAR)
        paragraph = self.text[max(self.text.rfind("\n\n", 0, start), start - 400, 0) : end + 200]
        if clues.PERSONAL_DATA.search(paragraph):
            found += 1
        return found

    def _is_mailed(self, run: Sequence[_Word]) -> bool:
        """Whether the letter has an e-mail address of this name."""
        parts = [one.lower for one in run if not one.is_initial and len(one.lower) > 2 and one.may_name]
        return any(part in self.mails for part in parts)

    def _is_trade(self, start: int, end: int) -> bool:
        """Whether a name is that of a firm here, or said to trade."""
        line = self.text[max(0, start - 30) : start]
        if (
            clues.TRADES.search(line)
            or clues.FIRM_BEFORE.search(line)
            or clues.FIRM_AFTER.search(self.text[end : end + 30])
        ):
            return True
        after = re.match(r"[  ]{1,2}(?:&|and|\+)[  ](\w+)", self.text[end : end + 30])
        if after and words.is_of_firm(after[1].lower()):
            return True
        following = re.match(r"[  ]([A-Z][\w-]+)", self.text[end : end + 30])
        if following and (words.is_of_firm(following[1].lower()) or words.is_of_council(following[1].lower())):
            return True
        if _OF_COUNCIL.search(line) or self.text[start:end].casefold() in self.authority:
            return True
        return words.is_known(re.sub(r"['’]s$", "", " ".join(self.text[start:end].split())))

    def _is_turned(self, match: re.Match[str]) -> bool:
        """Whether words are a surname and, behind a comma, a given name or an initial."""
        last, first = match["last"].lower(), match["first"].lower().strip(".")
        before = self.text[max(0, match.start() - 12) : match.start()]
        if (
            (" " in last and words.is_of_place(last.split()[-1]))
            or _is_coined(match["last"])
            or _is_coined(match["first"])
            or re.search(r"\d\w?,? (?:\w+ )?$|, $", before)
        ):
            return False
        if (
            words.is_of_firm(last)
            or (words.is_ordinary(last) and not words.is_surname(last))
            or self._is_known(match.start("last"), match.end("last"))
        ):
            return False
        if (words.is_ordinary(first) and not words.given(first)) or words.is_known(match["first"]):
            return False
        around = self._around(*match.span())
        if words.is_ordinary(last):
            return around >= CLEAR and words.given(first) > 0
        if len(first) == 1:
            return SOME + words.is_surname(last) + around >= PERSON
        told = words.given(first)
        return around >= CLEAR or (told > 0 and told + words.is_surname(last) + around >= PERSON)
