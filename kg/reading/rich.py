"""Rich text (.rtf): bytes go in; words, bold, tables and the labels of lists come out (Rich Text Format 1.9.1)."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field, replace

from kg.errors import ReadError
from kg.reading.base import Content, Reader
from kg.reading.marks import PAGE_NUMBER, Blocks, Run, folded, marked, plain, table, tidy

TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?"  # a control word, which a space may end
    rb"|\\'([0-9a-fA-F]{2})"  # a byte
    rb"|\\([^a-zA-Z])"  # a control symbol
    rb"|([{}])|[\r\n\x00]+|([^\\{}\r\n\x00]+)"
)
_SKIPPED = frozenset((
    "fonttbl", "colortbl", "stylesheet", "info", "pict", "object", "listtable", "listoverridetable", "revtbl",
    "rsidtbl", "filetbl", "nonesttables", "nonshppict", "pgptbl", "sp", "xe", "tc", "private", "mmathpr",
))  # fmt: skip
"""Destinations whose words are not printed."""
_SHOWN = frozenset(("listtext", "pntext", "shpinst", "shptxt", "nesttableprops"))
"""Destinations that programs which do not know them are to pass over, and whose words are printed."""
_ASIDE = {
    **dict.fromkeys(("header", "headerl", "headerr", "headerf"), "header"),
    **dict.fromkeys(("footer", "footerl", "footerr", "footerf"), "footer"),
    "footnote": "footnote",
}  # fmt: skip
"""Destinations whose words stand elsewhere on the page."""
SYMBOLS = {
    "tab": "    ", "line": "\n", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•",
    "endash": "–", "emdash": "—", "emspace": " ", "enspace": " ", "qmspace": " ",
}  # fmt: skip
_CONTROLS = {"~": "\u00a0", "_": "-", "-": "", "\n": "", "\r": ""}
_CHARSETS = {
    0: "cp1252", 77: "mac-roman", 128: "cp932", 129: "cp949", 134: "cp936", 136: "cp950", 161: "cp1253", 162: "cp1254",
    163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250",
}  # fmt: skip
"""Code pages by the charset of a font."""
_MOST_DEPTH = 1000
_MOST_TOKENS = 1_000_000
_BULLETS = str.maketrans("•·o§", "----")
_LABEL = re.compile(r"^[\s\u00a0]*(\S{1,8})[\s\u00a0]+$")


@dataclass(frozen=True, slots=True)
class _State:
    """What holds until the group ends."""

    bold: bool = False
    hidden: bool = False
    skipped: bool = False
    fonts: bool = False
    after_unicode: int = 1
    """How many characters stand after one in Unicode, for programs that do not know it."""
    encoding: str = ""
    in_table: bool = False
    label: bool = False
    aside: str = ""
    """Where on the page the words stand, if not in the text itself."""


@dataclass(slots=True)
class _Reading:
    """What has been read so far."""

    encoding: str = "cp1252"
    fonts: dict[int, str] = field(default_factory=dict)
    font: int = 0
    state: _State = _State()
    outer: list[_State] = field(default_factory=list)
    blocks: Blocks = field(default_factory=Blocks)
    runs: list[Run] = field(default_factory=list)
    kept: list[Run] = field(default_factory=list)
    """The paragraph in which something aside stands, as far as it goes."""
    aside: dict[str, list[str]] = field(default_factory=lambda: {"header": [], "footer": [], "footnote": []})
    label: str = ""
    cell: list[str] = field(default_factory=list)
    row: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    pending: bytearray = field(default_factory=bytearray)
    passed: int = 0
    high: int = 0
    starred: bool = False

    def say(self, text: str) -> None:
        """Words of the group that is open."""
        if self.state.skipped or self.state.hidden or not text:
            return
        if self.state.label:
            self.label += text
        else:
            self.runs.append(Run(text, self.state.bold))

    def flush_bytes(self) -> None:
        """Bytes of a code page, as they stand together, become words."""
        data, self.pending = self.pending, bytearray()
        if data:
            self.say(data.decode(self.state.encoding or self.encoding, "replace"))

    def paragraph(self) -> None:
        """End a paragraph; one of a table is a part of its cell."""
        lines = marked([Run(tidy(run.text), run.bold) for run in self.runs]).replace("\u00a0", " ")
        match = _LABEL.match(self.label)
        label = f"{folded(tidy(match[1] if match else self.label)).translate(_BULLETS)} " if self.label.strip() else ""
        self.runs, self.label = [], ""
        text = f"**{label}{lines[2:]}" if label and lines.startswith("**") else label + lines
        if self.state.aside:
            if text.strip():
                self.aside[self.state.aside].append(folded(text.replace("\n", " ")))
            return
        if self.state.in_table:
            if text.strip():
                self.cell.append(folded(text.replace("\n", " ")))
            return
        self.end_table()
        if text.strip():
            self.blocks.add(text, tight=bool(label))
        else:
            self.blocks.part()

    def set_aside(self, place: str) -> None:
        """Begin words that stand elsewhere on the page."""
        self.kept, self.runs = self.runs, []
        self.state = replace(self.state, aside=place, in_table=False, bold=False, label=False)

    def end_aside(self) -> None:
        """End them, and go on with the paragraph in which they stand."""
        place, notes = self.state.aside, self.aside["footnote"]
        before = len(notes)
        self.paragraph()
        self.runs, self.kept = self.kept, []
        if place == "footnote" and len(notes) > before:
            notes[before:] = [" ".join(notes[before:])]
            self.runs.append(Run(f"[{len(notes)}]"))

    @property
    def text(self) -> str:
        """The whole: headers above, notes and footers below, each line once and none without words."""
        text = self.blocks.text
        whole = folded(text.replace("*", "")).casefold()
        notes = "".join(f"[{i}] {note}\n" for i, note in enumerate(self.aside["footnote"], 1))
        margins = {}
        for place in ("header", "footer"):
            lines = (PAGE_NUMBER.sub("", line.replace("*", "")) for line in dict.fromkeys(self.aside[place]))
            margins[place] = [line for line in lines if re.search(r"[^\W\d_]", line) and line.casefold() not in whole]
        head = "\n".join(margins["header"]) + "\n\n" if margins["header"] else ""
        tail = "\n" + "\n".join(margins["footer"]) + "\n" if margins["footer"] else ""
        return head + text + (f"\n{notes}" if notes else "") + tail

    def end_cell(self) -> None:
        self.state = replace(self.state, in_table=True)
        self.paragraph()
        self.row.append(" ".join(self.cell))
        self.cell = []

    def end_row(self) -> None:
        if self.row:
            self.rows.append(self.row)
        self.row = []

    def end_table(self) -> None:
        self.end_row()
        rows, self.rows = self.rows, []
        if rows:
            self.blocks.add(table([[plain(cell) for cell in rows[0]], *rows[1:]]))


def read_rtf(data: bytes, name: str) -> Content:
    """The canonical text of a rich text document. Raises ReadError `not-text`, `damaged` or `too-large`."""
    return Content(text_of(data, name))


def text_of(data: bytes, name: str) -> str:
    """The text of rich text. Raises ReadError `not-text`, `damaged` or `too-large`."""
    if not data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{\\rtf"):
        raise ReadError(
            "not-text", f"{name} is no rich text (RTF).", "Give the file the suffix of what it is, or save it anew."
        )
    reading = _Reading()
    at = count = 0
    while match := TOKEN.match(data, at) if at < len(data) else None:
        at = match.end()
        count += 1
        if count > _MOST_TOKENS:
            raise ReadError(
                "too-large",
                f"{name} is too large: it has more than {_MOST_TOKENS:,} words, marks and pieces of pictures.",
                "A letter is never that large: check that it is one, or split it.",
            )
        word, figure, code, symbol, brace, words = match.groups()
        if word == b"bin":
            at += max(int(figure or 0), 0)
        elif brace:
            _group(reading, brace == b"{", name)
        elif words is not None or code is not None:
            _bytes(reading, words if words is not None else bytes([int(code, 16)]))
        elif symbol is not None:
            reading.flush_bytes()
            reading.starred = symbol == b"*"
            if symbol in (b"\n", b"\r"):
                reading.paragraph()
            else:
                said = symbol.decode("latin-1")
                reading.say(_CONTROLS.get(said, "" if said in "*|:" else said))
        elif word is not None:
            reading.flush_bytes()
            _word(reading, word.decode("ascii"), int(figure) if figure else None)
    reading.flush_bytes()
    reading.state = replace(reading.state, in_table=False)
    reading.paragraph()
    return reading.text


def _group(reading: _Reading, opens: bool, name: str) -> None:
    reading.flush_bytes()
    reading.passed = 0
    if opens:
        reading.outer.append(reading.state)
        if len(reading.outer) > _MOST_DEPTH:
            raise ReadError(
                "damaged",
                f"{name} is damaged: its groups are more than {_MOST_DEPTH} deep.",
                "Save it anew from a program that opens it, or as .docx or PDF.",
            )
    elif reading.outer:
        outer = reading.outer.pop()
        if reading.state.aside != outer.aside:
            reading.end_aside()
            reading.state = outer
        else:
            reading.state = replace(outer, in_table=reading.state.in_table)


def _bytes(reading: _Reading, data: bytes) -> None:
    """Bytes, without those that only stand for what was said in Unicode."""
    passed = min(reading.passed, len(data))
    reading.passed -= passed
    reading.pending += data[passed:]


def _word(reading: _Reading, word: str, figure: int | None) -> None:
    state = reading.state
    starred, reading.starred = reading.starred, False
    if word in _SKIPPED or (starred and word not in _SHOWN):
        reading.state = replace(state, skipped=True, fonts=word == "fonttbl")
    elif word in _ASIDE and not state.aside and not state.skipped:
        reading.set_aside(_ASIDE[word])
    elif word in SYMBOLS:
        reading.say(SYMBOLS[word])
    elif word == "u" and figure is not None:
        _unicode(reading, figure % 65_536)
    elif word == "uc":
        reading.state = replace(state, after_unicode=max(0, min(figure or 0, 20)))
    elif word in ("b", "v", "strike", "deleted", "plain"):
        _set(reading, word, figure != 0)
    elif word in _LOOKS:
        _look(reading, word, figure or 0)
    elif not state.skipped:
        _shape(reading, word)


_LOOKS = frozenset(("f", "fcharset", "ansicpg", "mac", "pc", "pca"))


def _look(reading: _Reading, word: str, figure: int) -> None:
    """Fonts and code pages: how bytes are to be read."""
    state = reading.state
    match word:
        case "f":
            reading.font = figure
            reading.state = replace(state, encoding=reading.fonts.get(figure, ""))
        case "fcharset" if state.fonts:
            reading.fonts[reading.font] = _CHARSETS.get(figure, "") if figure else ""
        case "ansicpg":
            reading.encoding = _known(f"cp{figure}")
        case "mac":
            reading.encoding = "mac-roman"
        case "pc" | "pca":
            reading.encoding = "cp437" if word == "pc" else "cp850"


def _shape(reading: _Reading, word: str) -> None:
    """Paragraphs, cells and rows."""
    match word:
        case "par" | "sect" | "page":
            reading.paragraph()
        case "cell" | "nestcell":
            reading.end_cell()
        case "row" | "nestrow":
            reading.end_row()
        case "pard":
            reading.state = replace(reading.state, in_table=False)
        case "intbl":
            reading.state = replace(reading.state, in_table=True)
        case "listtext" | "pntext":
            reading.state = replace(reading.state, label=True)


def _set(reading: _Reading, word: str, on: bool) -> None:
    """How words are set; what is hidden, struck out or deleted is not read."""
    if word == "b":
        reading.state = replace(reading.state, bold=on)
    elif word == "plain":
        reading.state = replace(reading.state, bold=False, hidden=False)
    else:
        reading.state = replace(reading.state, hidden=on)


def _unicode(reading: _Reading, code: int) -> None:
    """A character in UTF-16, of which one beyond the first plane has two."""
    reading.passed = reading.state.after_unicode
    if 0xD800 <= code < 0xDC00:
        reading.high = code
        return
    if 0xDC00 <= code < 0xE000:
        code = 0x10000 + ((reading.high - 0xD800) << 10) + code - 0xDC00 if reading.high else 0xFFFD
    reading.high = 0
    reading.say(chr(code))


def _known(encoding: str) -> str:
    try:
        codecs.lookup(encoding)
    except LookupError:
        return "utf-8" if encoding == "cp65001" else "cp1252"
    return encoding


RTF = Reader("application/rtf", read_rtf)
