"""Workbooks (.xlsx): bytes go in; their sheets come out as tables, with dates and sums as the workbook shows them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from kg.reading.base import Content, Reader
from kg.reading.packed import Package, opened
from kg.reading.sheets import MOST_CELLS, notices_of, text_of, too_many_cells
from kg.reading.word_xml import child, children, local, number, value

if TYPE_CHECKING:
    from lxml.etree import _Element

_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_QUIET = re.compile(r"\"[^\"]*\"|\\.|_.|\*.|\[[^\]]*\]")
"""What a format only prints, or leaves room for: `"Qtr" `, `[Red]`, `_-`."""
_LOCALE = re.compile(r"\[\$([^\]-]*)(?:-[^\]]*)?\]")
"""A currency with its locale, or a locale alone: `[$£-809]`, `[$-809]`."""
_CURRENCY = re.compile(r"[£€$]")
_BUILT_IN = {
    **dict.fromkeys((14, 15, 16), "d mmmm yyyy"), 17: "mmmm yyyy", 22: "d mmmm yyyy h:mm",
    **dict.fromkeys((18, 19, 20, 21, 45, 46, 47), "h:mm"),
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 37: "#,##0", 38: "#,##0", 39: "#,##0.00",
    40: "#,##0.00",
}  # fmt: skip
"""Formats that every workbook has without saying so, by number (ECMA-376, part 1, section 18.8.30)."""
_MERGED = 200
"""A cell merged over more rows is none that each of them should have."""
_LAST_DAY = 2_958_465
"""Of the year 9999."""


def read_xlsx(data: bytes, name: str) -> Content:
    """The canonical text of a workbook's sheets; what is hidden in it is not read, which a notice says.

    Raises ReadError `encrypted`, `damaged`, `unknown-format` or `too-large`.
    """
    with opened(data, name, "a workbook", ".xlsx") as package:
        sheets, hidden = _read(package, name)
    return Content(text_of(sheets, name), notices=notices_of(name, hidden))


def _read(package: Package, name: str) -> tuple[list[tuple[str, dict[int, dict[int, str]]]], list[str]]:
    """The sheets that are shown, with their titles, and what of the workbook is hidden."""
    main = package.main("xl/workbook.xml")
    book = package.part(main)
    if book is None:
        raise ValueError("there is no workbook in the package")
    paths = package.related(main, "worksheet")
    look = _Look(
        _strings(package.first(main, "sharedStrings")),
        _formats(package.first(main, "styles")),
        value(child(book, "workbookPr"), "date1904") in ("1", "true"),
    )
    sheets, hidden = [], []
    for sheet in children(child(book, "sheets"), "sheet"):
        title = value(sheet, "name")
        root = package.part(paths.get(_relation(sheet), ""))
        if root is None:
            continue
        if value(sheet, "state") in ("hidden", "veryHidden"):
            hidden.append("a sheet")
            continue
        cells, missing = _cells(root, look, name)
        hidden += missing
        sheets.append((title, cells))
    return sheets, hidden


def _relation(sheet: _Element) -> str:
    return next((str(text) for key, text in sheet.attrib.items() if str(key).endswith("}id")), "")


@dataclass(slots=True)
class _Look:
    """What the cells of a workbook share: strings, formats by style, and from when its days are counted."""

    strings: list[str] = field(default_factory=list)
    formats: list[str] = field(default_factory=list)
    since_1904: bool = False


def _strings(root: _Element | None) -> list[str]:
    return [_words(one) for one in children(root, "si")]


def _words(holder: _Element | None) -> str:
    """The words of a string, those set in several ways joined; how they are spoken (`rPh`) left out."""
    parts = [] if holder is None else list(holder)
    return "".join(one.text or "" if local(one) == "t" else _words(one) for one in parts if local(one) in ("t", "r"))


def _formats(root: _Element | None) -> list[str]:
    own = {
        number(value(one, "numFmtId"), -1): value(one, "formatCode")
        for one in children(child(root, "numFmts"), "numFmt")
    }
    styles = [number(value(one, "numFmtId")) for one in children(child(root, "cellXfs"), "xf")]
    return [own.get(style, _BUILT_IN.get(style, "")) for style in styles]


def _cells(root: _Element, look: _Look, name: str) -> tuple[dict[int, dict[int, str]], list[str]]:
    unseen = {
        column
        for one in children(child(root, "cols"), "col")
        if _is_hidden(one)
        for column in range(
            number(value(one, "min")), min(number(value(one, "max")), number(value(one, "min")) + 500) + 1
        )
    }
    found: dict[int, dict[int, str]] = {}
    hidden: list[str] = []
    count = 0
    for row in children(child(root, "sheetData"), "row"):
        at = number(value(row, "r"), max(found, default=0) + 1)
        cells: dict[int, str] = {}
        column = 0
        for cell in children(row, "c"):
            column = _column(value(cell, "r")) or column + 1
            text = _shown(cell, look)
            count += bool(text)
            if count > MOST_CELLS:
                raise too_many_cells(name)
            if text:
                cells[column] = text
        if cells and _is_hidden(row):
            hidden.append("rows")
        else:
            hidden += ["columns"] * bool(cells.keys() & unseen)
            found[at] = {column: text for column, text in cells.items() if column not in unseen}
    _spread(root, found)
    return found, hidden


def _is_hidden(one: _Element) -> bool:
    return value(one, "hidden") in ("1", "true")


def _column(reference: str) -> int:
    match = _REFERENCE.fullmatch(reference)
    column = 0
    for letter in match[1] if match else "":
        column = column * 26 + ord(letter) - 64
    return column


def _spread(root: _Element, found: dict[int, dict[int, str]]) -> None:
    """A cell that is merged with those below has its words in each of their rows."""
    for one in children(child(root, "mergeCells"), "mergeCell"):
        first, _, last = value(one, "ref").partition(":")
        start, end = _REFERENCE.fullmatch(first), _REFERENCE.fullmatch(last)
        if not start or not end or int(end[2]) - int(start[2]) >= _MERGED:
            continue
        column = _column(first)
        text = found.get(int(start[2]), {}).get(column)
        for row in range(int(start[2]) + 1, int(end[2]) + 1):
            if text and found.get(row):
                found[row].setdefault(column, text)


def _shown(cell: _Element, look: _Look) -> str:
    """A cell as the workbook shows it."""
    kind = value(cell, "t")
    said = child(cell, "v")
    text = (said.text or "").strip() if said is not None else ""
    match kind:
        case "s":
            at = number(text, -1)
            return look.strings[at] if 0 <= at < len(look.strings) else ""
        case "inlineStr":
            return _words(child(cell, "is"))
        case "str" | "e":
            return text
        case "b":
            return {"1": "TRUE", "0": "FALSE"}.get(text, text)
        case "d":
            return _day(datetime.fromisoformat(text.rstrip("Z")), "d mmmm yyyy")
    style = number(value(cell, "s"))
    return _figure(text, look.formats[style] if 0 <= style < len(look.formats) else "", look.since_1904)


def _figure(text: str, code: str, since_1904: bool) -> str:
    """A number in its format: a sum, a share, a day or a time."""
    try:
        figure = Decimal(text)
    except InvalidOperation:
        return text
    if not figure.is_finite() or abs(figure.adjusted()) > 15:
        return text
    code = _LOCALE.sub(r"\1", code.split(";")[0])
    sign = _CURRENCY.search(code)
    quiet = _QUIET.sub("", code)
    bare = quiet.lower()
    if not sign and re.search(r"[ymdhs]", bare) and not re.search(r"[0#]", re.sub(r"\.0+", "", bare)):
        if not 0 <= figure <= _LAST_DAY:
            return text
        start = datetime(1904, 1, 1) if since_1904 else datetime(1899, 12, 30)
        return _day(start + timedelta(seconds=round(float(figure) * 86_400)), bare)
    if "%" in quiet:
        figure *= 100
    places = re.search(r"0\.(0+)", quiet)
    plain = format(figure.normalize(), "f") if "." in text or "e" in text.lower() or "%" in quiet else text
    if places:
        plain = f"{figure:.{len(places[1])}f}"
    elif re.search(r"[0#]", quiet):
        plain = f"{figure:.0f}"
    if "," in quiet or sign:
        whole, dot, rest = plain.partition(".")
        plain = f"{int(whole):,}{dot}{rest}" if whole.lstrip("-").isdecimal() else plain
    minus, plain = ("-", plain[1:]) if plain.startswith("-") else ("", plain)
    return f"{minus}{sign[0] if sign else ''}{plain}{'%' if '%' in quiet else ''}"


def _day(when: datetime, code: str) -> str:
    """As much of a day as its format shows, its month in words."""
    minutes = f"{when:%H:%M}" if "h" in code else ""
    month = f"{when:%B}" if "m" in re.sub(r"h+:m+|m+:s+", "", code) else ""
    parts = (str(when.day) if "d" in code else "", month, str(when.year) if "y" in code else "", minutes)
    return " ".join(part for part in parts if part)


XLSX = Reader("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", read_xlsx, is_table=True)
