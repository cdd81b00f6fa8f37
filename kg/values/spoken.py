"""Values as people say them: days, lengths of time, options to extend, periods that roll on, pounds. The reverse of reading.

Strings of the flat view enter (EDTF: https://www.loc.gov/standards/datetime/, durations of ISO 8601-1); what is none of
these leaves as it came.
"""

from __future__ import annotations

import re
from itertools import groupby

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_UNITS = {"Y": "year", "M": "month", "W": "week", "D": "day"}
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_DAY = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?([~?%]?)")
_LENGTH = re.compile(r"P((?:\d+[YMWD])+)")
_ROLLING = "rolling"


def day(edtf: str) -> str:
    """`2028` → "2028", `2026-11` → "November 2026", `2018~` → "about 2018", `2020/2021` → "2020 to 2021"."""
    if "/" in edtf:
        return " to ".join(day(part) for part in edtf.split("/", 1))
    found = _DAY.fullmatch(edtf)
    if not found or (found[2] and not 1 <= int(found[2]) <= 12):
        return edtf
    words = found[1]
    if found[2]:
        words = f"{MONTHS[int(found[2]) - 1]} {words}"
    if found[3]:
        words = f"{int(found[3])} {words}"
    return f"about {words}" if found[4] else words


def length(iso: str, *, words: bool = False) -> str:
    """`P2Y6M` → "2 years and 6 months", with `words` "two years and six months"."""
    found = _LENGTH.fullmatch(iso)
    if not found:
        return iso
    pieces = (
        f"{_number(int(number)) if words else number} {_UNITS[unit]}{'' if number == '1' else 's'}"
        for number, unit in re.findall(r"(\d+)([YMWD])", found[1])
    )
    return " and ".join(pieces)


def options(stated: str) -> str:
    """Options to extend: `P1Y+P1Y` → "two options of one year", `P2Y+P1Y, P1Y used` → "options of two years and one year; one year used"."""
    return "; ".join(_option(part.strip()) for part in stated.split(","))


def _option(stated: str) -> str:
    lengths, used = stated.removesuffix(" used").split("+"), stated.endswith(" used")
    if not all(map(_LENGTH.fullmatch, lengths)):
        return stated
    runs = [(length(one, words=True), len(list(same))) for one, same in groupby(lengths)]
    if used:
        return f"{' and '.join(f'{_times(number)}{one}' for one, number in runs)} used"
    if len(runs) == 1:
        one, number = runs[0]
        return f"{_number(number)} option{'' if number == 1 else 's'} of {one}"
    return f"options of {' and '.join(f'{_times(number)}{one}' for one, number in runs)}"


def _times(number: int) -> str:
    return "" if number == 1 else f"{_number(number)} times "


def rolling(term: str) -> str:
    """The period after which a contract rolls on: `rolling/P1Y` → "every year", `rolling/P3M` → "every 3 months"."""
    if term == _ROLLING:
        return "no period stated"
    words = length(term.removeprefix(f"{_ROLLING}/"))
    return f"every {words.removeprefix('1 ')}" if words != term.removeprefix(f"{_ROLLING}/") else term


def term_length(term: str) -> str:
    """How long a contract runs: `P2Y6M` → "2 years and 6 months", `rolling/P1Y` → "rolling, 1 year at a time"."""
    period = term.removeprefix(f"{_ROLLING}/")
    return length(term) if period == term else f"{_ROLLING}, {length(period)} at a time"


def money(pounds: str) -> str:
    """`125000` → "£125,000"; pence only where there are any."""
    if not re.fullmatch(r"\d+(\.\d+)?", pounds):
        return pounds
    whole, _, pence = pounds.partition(".")
    tail = f".{pence:0<2}" if pence.strip("0") else ""
    return f"£{int(whole):,}{tail}"


def _number(number: int) -> str:
    return _NUMBERS[number] if number < len(_NUMBERS) else str(number)
