"""Names in a text: a table of names goes in, and out come the places where a text has one of them.

All names are sought at once (Aho-Corasick), in the folded text, so that it does not matter how a name is
glued, split or punctuated; what is found is then held against the text as it stands: its words, its
capitals, its gaps.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import ahocorasick

from kg.catalogue.folding import Token, fold_word, tokens

_ADDRESS = re.compile(
    r"https?://[^\s<>\"]+|www\.[^\s<>\"]+|(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\]\([^)\s]{0,2000}\)"
)
_SITE = re.compile(r"(?:-[\w-]+)?\.(?:com|net|org|eu|info|(?:co|org|gov|ac)?\.?uk)\b(?![^\W_])")
"""How the address of a site goes on that begins with a name in small letters (`due-north.com`)."""
_GAP_MARKS = frozenset({"", "-", "‐", "‑", "–", "'", "’", "‘", "/"})
"""What may stand between two parts of a name that is written together or apart, whatever its own spelling."""
_WRAPPED_LINE = 40
"""A line at least this long may have been broken inside a name."""
_MARKUP = str.maketrans("", "", "*_\\")


@dataclass(frozen=True, slots=True)
class Name:
    """A spelling to be sought: `owner` is whose name it is; `strict` ones are matched with their capitals
    only."""

    text: str
    owner: str
    strict: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """A place in a text where one or more names stand, in the spelling that fits best."""

    start: int
    end: int
    names: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class _Form:
    """A name as it is compared: its letters with their capitals, where it may be split, and by what."""

    name: Name
    letters: str
    starts: frozenset[int]
    gaps: dict[int, str]


class Finder:
    """Seeks a fixed table of names in any number of texts."""

    def __init__(self, names: Iterable[Name]) -> None:
        self._forms: dict[str, list[_Form]] = {}
        for name in dict.fromkeys(names):
            form, folded = _form(name)
            if folded:
                self._forms.setdefault(folded, []).append(form)
        self._gaps = {folded: _merged(forms) for folded, forms in self._forms.items()}
        self._automaton = ahocorasick.Automaton()
        for folded in self._forms:
            self._automaton.add_word(folded, folded)
        self._automaton.make_automaton()

    def find(self, text: str) -> list[Hit]:
        """All names in `text`, longest first where they overlap, in the order of the text."""
        words = tokens(text)
        if not words or not self._forms:
            return []
        candidates = sorted(self._candidates(words), key=lambda c: (-len(c[2]), c[0]))
        addresses = [match.span() for match in _ADDRESS.finditer(text)] if candidates else []
        taken = bytearray(len(words))
        found: list[Hit] = []
        for first, last, folded in candidates:
            if any(taken[first : last + 1]):
                continue
            hit = self._checked(text, words[first : last + 1], folded, addresses)
            if hit:
                taken[first : last + 1] = b"\x01" * (last + 1 - first)
                found.append(hit)
        return sorted(found, key=lambda hit: hit.start)

    def _candidates(self, words: Sequence[Token]) -> Iterator[tuple[int, int, str]]:
        """Names that begin where a word begins and end where one ends: first word, last word, folded name."""
        seen = list(self._automaton.iter("".join(word.folded for word in words)))
        if not seen:
            return
        starts: dict[int, int] = {}
        ends: dict[int, int] = {}
        position = 0
        for number, word in enumerate(words):
            starts[position] = number
            position += len(word.folded)
            ends[position] = number
        for end, folded in seen:
            first, last = starts.get(end + 1 - len(folded)), ends.get(end + 1)
            if first is not None and last is not None:
                yield first, last, folded

    def _checked(
        self, text: str, words: Sequence[Token], folded: str, addresses: Sequence[tuple[int, int]]
    ) -> Hit | None:
        start, end = words[0].start, words[-1].end
        if any(begin <= start < stop for begin, stop in addresses):
            return None
        if text[end : end + 1] in (".", "-") and text[start:end].islower() and _SITE.match(text, end):
            return None
        if not self._gaps_fit(text, words, self._gaps[folded]):
            return None
        parts = [_letters(text[word.start : word.end]) for word in words]
        fitting = [form.name for form in self._forms[folded] if _capitals_fit(form, parts)]
        if not fitting or _is_part_of_word(text, start, end):
            return None
        exact = [name for name in fitting if name.text == text[start:end]]
        return Hit(start, end, tuple(exact + [name for name in fitting if name not in exact]))

    def _gaps_fit(self, text: str, words: Sequence[Token], allowed: dict[int, set[str]]) -> bool:
        position = 0
        for left, right in pairwise(words):
            position += len(left.folded)
            if position not in allowed:
                return False
            if not _gap_fits(text, left.end, right.start, allowed[position]):
                return False
        return True


def _is_part_of_word(text: str, start: int, end: int) -> bool:
    """Whether a name is part of an identifier, as in `mosaic_2024` or `@mosaic`; `_Mosaic_` is only
    emphasis."""
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    return before.endswith("@") or bool(re.search(r"[^\W_]_$", before) or re.match(r"_[^\W_]", after))


def _gap_fits(text: str, start: int, end: int, marks: set[str]) -> bool:
    """Whether what stands between two words may stand inside one name."""
    gap = text[start:end]
    if len(gap) > 12 or gap.count("\n") > 1 or "\t" in gap or "\f" in gap:
        return False
    if "\n" in gap and start - (text.rfind("\n", 0, start) + 1) < _WRAPPED_LINE:
        return False
    if "\n" not in gap and gap.count(" ") > 2:
        return False
    mark = "".join(gap.translate(_MARKUP).split())
    return mark in marks or mark in _GAP_MARKS


def _form(name: Name) -> tuple[_Form, str]:
    words = tokens(name.text)
    starts, gaps, position = set(), {}, 0
    for number, word in enumerate(words):
        starts.add(position)
        if number:
            gap = name.text[words[number - 1].end : word.start]
            gaps[position] = "".join(gap.split())
        for offset in _seams(name.text[word.start : word.end], word.folded):
            gaps.setdefault(position + offset, "")
        position += len(word.folded)
    letters = "".join(_letters(name.text[word.start : word.end]) for word in words)
    return _Form(name, letters, frozenset(starts), gaps), "".join(word.folded for word in words)


def _seams(word: str, folded: str) -> Iterator[int]:
    """Where a word such as `CareDirector` or `Unit4` may be split."""
    if len(word) != len(folded):
        return
    for offset, (left, right) in enumerate(pairwise(word), start=1):
        camel = left.islower() and right.isupper() and offset > 1
        figure = left.isalpha() and right.isdigit() and offset > 1
        if camel or figure:
            yield offset


def _merged(forms: Sequence[_Form]) -> dict[int, set[str]]:
    gaps: dict[int, set[str]] = {}
    for form in forms:
        for position, mark in form.gaps.items():
            gaps.setdefault(position, set()).add(mark)
    return gaps


def _letters(word: str) -> str:
    """The word with its capitals, as long as its folded form."""
    folded = fold_word(word)
    if len(folded) == len(word):
        return word
    return folded.upper() if word.isupper() else folded


def _capitals_fit(form: _Form, parts: Sequence[str]) -> bool:
    """Whether the capitals of the text, whose words are `parts`, are those of the name.

    A strict name needs a capital wherever one of its words begins with one, and one that is all capitals
    needs them all. Another may be written in any case, unless it is split: "servicenow", not "service now".
    """
    name, letters = form.letters, "".join(parts)
    if letters == name or (letters.isupper() and len(letters) > 1):
        return True
    if not form.name.strict:
        return len(parts) <= len(form.starts) or all(not part[0].islower() for part in parts)
    if name.isupper():
        return False
    return all(letters[at].isupper() for at in form.starts if at < len(name) and name[at].isupper())
