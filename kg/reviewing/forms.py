"""What a person may fill in: the fields of a claim, each with the form of its values and what is to choose from.

The page checks values by these forms before it writes a line; `kg/decisions/values.py` rules, and a test holds the two
together.
"""

from __future__ import annotations

from kg.catalogue import load
from kg.decisions.values import DATES, SUPPLIERS, SYSTEMS, listed
from kg.picturing.wording import FIELDS as LABELS
from kg.schemes import scheme
from kg.vocab import FIELDS

_DAY = r"\d{4}(-\d{2}(-\d{2})?)?~?"
_LENGTH = r"P(?=\d)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?"
_FORMS = {
    "date": (rf"{_DAY}|{_DAY}/({_DAY}|\.\.)|\.\./{_DAY}", "2028, 2026-11 or 2028-03-31; ~ for about: 2018~"),
    "term": (rf"rolling(/{_LENGTH})?|{_LENGTH}", "P5Y, P18M, rolling or rolling/P1Y"),
    "extension": (r"P(\d+[YMWD])+(\+P(\d+[YMWD])+)*( used)?", "P1Y, P2Y+P2Y or P1Y used"),
    "number": (r"£?\s?\d[\d,]*(\.\d+)?", "16446 or 16446.50"),
    "whole": (r"£?\s?\d[\d,]*", "120"),
    "listed": ("", ""),
    "system": ("", "as the letter or the catalogue has it"),
    "supplier": ("", "as the letter or the catalogue has it"),
    "text": ("", "in the letter’s words"),
}
"""The forms of values: a pattern that the whole of one matches, and how to write it."""
_OF_FIELDS = {
    **dict.fromkeys(DATES, "date"), **dict.fromkeys(SYSTEMS, "system"), **dict.fromkeys(SUPPLIERS, "supplier"),
    "contract_term": "term", "extension": "extension", "annual_cost": "number", "total_cost": "number",
    "training_hours": "number", "users": "whole",
}  # fmt: skip
_TRUTHS = [("true", "yes"), ("false", "no")]


def fields() -> list[dict[str, object]]:
    """The fields that a letter can state, each with the form of its values."""
    return [_field(name) for name in FIELDS if name in LABELS and name != "part_of"]


def _field(name: str) -> dict[str, object]:
    options = _TRUTHS if name == "provided" else listed(name)
    form = "listed" if options else _OF_FIELDS.get(name, "text")
    pattern, hint = _FORMS[form]
    return {"name": name, "label": LABELS[name], "form": form, "pattern": pattern, "hint": hint, "options": options}


def services() -> list[tuple[str, str]]:
    """The services by notation and name, in the order of their names."""
    return sorted(((one.notation, one.label) for one in scheme("services").concepts), key=lambda pair: pair[1].lower())


def names() -> dict[str, list[str]]:
    """The names that the catalogue offers."""
    catalogue = load()
    return {
        "systems": sorted({one.name for one in catalogue.systems}, key=str.lower),
        "suppliers": sorted({one.name for one in catalogue.suppliers}, key=str.lower),
        "councils": sorted({one.name for one in catalogue.councils}, key=str.lower),
    }
