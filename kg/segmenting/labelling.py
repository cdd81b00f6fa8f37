"""Blocks → labels: what each question and answer is called in full (`2a`, `7iii`, `1.2`), in the order of the letter."""

from __future__ import annotations

from dataclasses import dataclass

from kg.segmenting.marks import Mark, roman_value


@dataclass(slots=True)
class Numbering:
    """Where the numbering of a letter stands: the number, letter and numeral of the label before."""

    number: str = ""
    letter: str = ""
    roman: str = ""

    def label(self, mark: Mark) -> str | None:
        """The full label of what begins with a mark, and the numbering moves there; None where it has no label."""
        if not mark.parts:
            return None
        if mark.kind == "num":
            return self._numbered(mark.parts)
        part = mark.parts[0]
        if self._is_letter(part):
            self.letter, self.roman = part, ""
            return f"{self.number}{part}"
        self.roman = part
        return f"{self.number}{self.letter}{part}"

    def enter(self, mark: Mark) -> None:
        """Go below a heading; one without a number leaves letters to stand alone."""
        if mark.parts and mark.kind == "num":
            self._numbered(mark.parts)
        else:
            self.letter = self.roman = ""
            if not mark.parts:
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
