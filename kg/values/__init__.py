"""Words into typed values: numbers, dates, durations, contract terms and extensions, money, references.

A text enters; frozen values leave, each with the place of its words: half-open offsets into the text passed in.
All functions are pure, read no clock and no setting, and take any string.
"""

from kg.values.dates import (
    DateValue,
    ImpossibleDate,
    find_dates,
    find_impossible_dates,
    is_implausible,
    parse_date,
)
from kg.values.durations import DurationValue, find_durations
from kg.values.edtf import add_duration, describe_bounds, interval_of, parse_duration, parse_user_date
from kg.values.extensions import ExtensionUse, ExtensionValue, find_extension_uses, find_extensions
from kg.values.money import MoneyValue, find_money
from kg.values.numbers import NumberValue, find_numbers, parse_number
from kg.values.ranges import DateRange, find_date_ranges
from kg.values.references import ReferenceValue, find_references
from kg.values.terms import TermValue, find_terms

__all__ = [
    "DateRange",
    "DateValue",
    "DurationValue",
    "ExtensionUse",
    "ExtensionValue",
    "ImpossibleDate",
    "MoneyValue",
    "NumberValue",
    "ReferenceValue",
    "TermValue",
    "add_duration",
    "describe_bounds",
    "find_date_ranges",
    "find_dates",
    "find_durations",
    "find_extension_uses",
    "find_extensions",
    "find_impossible_dates",
    "find_money",
    "find_numbers",
    "find_references",
    "find_terms",
    "interval_of",
    "is_implausible",
    "parse_date",
    "parse_duration",
    "parse_number",
    "parse_user_date",
]
