"""Blocks → labels: what each question and answer is called in full (`2a`, `7iii`, `1.2`), in the order of the letter."""

from __future__ import annotations

from dataclasses import dataclass

from kg.segmenting.marks import Mark, roman_value


@dataclass(slots=True)
class Numbering:
    """Where the numbering of a letter stands: the section, number, letter and numeral of the label before."""

    number: str = ""
    letter: str = ""
    roman: str = ""
    section: str = ""
    """The letter of the section that begins each label, in letters whose sections number their questions anew."""

    def label(self, mark: Mark) -> str | None:
        """The full label of what begins with a mark, and the numbering moves there; None where it has no label."""
        if not mark.parts:
            return None
        if mark.kind == "num":
            return self.section + self._numbered(mark.parts)
        part = mark.parts[0].upper() if mark.capital else mark.parts[0]
        if len(mark.parts) > 1 and mark.capital and not self.section:
            self.number = self.letter = self.roman = ""
            return part + "".join(mark.parts[1:])
        if self._is_letter(mark.parts[0]):
            self.letter, self.roman = part, ""
            return f"{self.section}{self.number}{part}"
        if not self.roman and roman_value(part) == (roman_value(self.letter) or -1) + 1:
            self.letter = ""  # `2i` before `2ii` was a numeral
        self.roman = part
        return f"{self.section}{self.number}{self.letter}{part}"

    def enter(self, mark: Mark, *, anew: bool) -> None:
        """Go below a heading; one without a label leaves letters to stand alone. `anew` says that the labels below each
        heading begin anew, so that the heading's own letter belongs to them."""
        if mark.parts and mark.kind == "num":
            self.section = ""
            self._numbered(mark.parts)
            return
        if mark.parts and anew:
            self.section = mark.parts[0].upper() if mark.capital else mark.parts[0]
        self.letter = self.roman = ""
        if not mark.parts or anew:
            self.number = ""

    def _numbered(self, parts: tuple[str, ...]) -> str:
        minors = [p for p in parts[1:] if p.isdigit()]
        others = [p for p in parts[1:] if not p.isdigit()]
        self.number = ".".join([parts[0], *minors])
        self.letter = self.roman = ""
        for part in others:
            if len(part) == 1 and not self.letter:
                self.letter = part
            else:
                self.roman = part
        return self.number + self.letter + self.roman

    def _is_letter(self, part: str) -> bool:
        """Whether a lone letter is one, or a numeral: `i` after `h` is a letter, `i` that begins a list a numeral."""
        if len(part) > 1 or roman_value(part) is None:
            return len(part) == 1
        if self.roman:
            return roman_value(part) != (roman_value(self.roman) or 0) + 1
        return bool(self.letter) and ord(part) == ord(self.letter) + 1
