"""Cells ↔ values of claims: as the flat view prints them, and as a claim holds them."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation

from kg.model import Certainty, Interval, Kind, Value
from kg.reconciling import ENTITY_FIELDS
from kg.schemes import scheme
from kg.values import interval_of, parse_duration

DATES = frozenset({"contract_start", "contract_end", "in_use_since", "in_use_until"})
SYSTEMS = frozenset(field for field, kind in ENTITY_FIELDS.items() if kind is Kind.SYSTEM)
SUPPLIERS = frozenset(field for field, kind in ENTITY_FIELDS.items() if kind is Kind.SUPPLIER)
_SCHEMES = {"hosting": "hosting", "ai_status": "ai-status", "ai_development": "ai-development"}
"""Fields whose values are of a closed list."""
_SUM = re.compile(r"£?\s?(\d[\d,]*(?:\.\d+)?)")
_EXTENSION = re.compile(r"P(?:\d+[YMWD])+(?:\+P(?:\d+[YMWD])+)*(?: used)?")


def value_of(field: str, text: str) -> Value:
    """The value that a cell stands for. Raises ValueError, in words, for one that the field cannot have."""
    parse = _PARSERS.get(field)
    return parse(text) if parse else " ".join(text.split())


def problem_of_value(field: str, text: str) -> str:
    """Why a field cannot have a value; nothing if it can."""
    try:
        value_of(field, text)
    except ValueError as error:
        return f"{field}: {error}"
    return ""


def listed(field: str) -> list[tuple[str, str]]:
    """What the values of a field can be, if its list is closed: notation and name."""
    return [(one.notation, one.label) for one in scheme(_SCHEMES[field]).concepts] if field in _SCHEMES else []


def bounds_of(field: str, value: Value) -> Interval | None:
    """The days that a value means, if it is a date."""
    return interval_of(str(value)) if field in DATES else None


def certainty_of(field: str, value: Value, otherwise: Certainty = Certainty.DEFINITE) -> Certainty:
    """How sure a value says that it is: `2018~` is approximate."""
    if field not in DATES or otherwise is Certainty.PLANNED:
        return otherwise
    return Certainty.APPROXIMATE if "~" in str(value) else Certainty.DEFINITE


def text_of(value: object) -> str:
    """A value as the flat view prints it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float | Decimal):
        return f"{Decimal(str(value)).normalize():f}"
    return "" if value is None else str(value)


def folded(text: str) -> str:
    """A value or name as it is compared: its letters, figures, and the sign of what is approximate."""
    return "".join(char for char in text.casefold() if char.isalnum() or char == "~")


def same_value(field: str, value: Value, text: str) -> bool:
    """Whether a claim's value is that of a cell; names are compared elsewhere."""
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        found = _SUM.fullmatch(text.strip())
        return found is not None and Decimal(found[1].replace(",", "")) == value
    return text_of(value) == text if field in DATES else folded(text_of(value)) == folded(text)


def _date(text: str) -> str:
    interval_of(text)
    return text


def _term(text: str) -> str:
    length = text.removeprefix("rolling").lstrip("/")
    if length or not text.startswith("rolling"):
        parse_duration(length)
    return text


def _extension(text: str) -> str:
    if not _EXTENSION.fullmatch(text):
        raise ValueError(f"{text!r} is no extension: expected a form such as P1Y, P2Y+P2Y or P1Y used")
    return text


def _number(text: str) -> Value:
    found = _SUM.fullmatch(text.strip())
    try:
        number = Decimal(found[1].replace(",", "")) if found else Decimal(text)
    except InvalidOperation as error:
        raise ValueError(f"{text!r} is not a number: expected a form such as 16446 or 16446.50") from error
    return int(number) if number == number.to_integral_value() else number


def _whole(text: str) -> Value:
    number = _number(text)
    if not isinstance(number, int):
        raise ValueError(f"{text!r} is not a whole number")
    return number


def _truth(text: str) -> bool:
    if text.lower() not in ("true", "false", "yes", "no"):
        raise ValueError(f"{text!r} is neither true nor false")
    return text.lower() in ("true", "yes")


def _listed(field: str) -> Callable[[str], str]:
    def parse(text: str) -> str:
        concepts = scheme(_SCHEMES[field])
        found = concepts.by_notation(text) or concepts.named(text)
        if found is None:
            raise ValueError(f"{text!r} is none of {', '.join(one.notation for one in concepts.concepts)}")
        return found.notation

    return parse


_PARSERS: dict[str, Callable[[str], Value]] = {
    **dict.fromkeys(DATES, _date),
    **{field: _listed(field) for field in _SCHEMES},
    "contract_term": _term,
    "extension": _extension,
    "annual_cost": _number,
    "total_cost": _number,
    "training_hours": _number,
    "users": _whole,
    "provided": _truth,
}
