"""How much it matters that a person looks at a claim: how likely it is misread, times what hangs at it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date

from kg.model import Interval
from kg.values import interval_of

UNJUDGED = 0.9
"""How likely a claim is right that no model has judged: rules state what they are sure of."""
_LEAST = 0.02
"""Nothing is quite certain: among what is all but sure, too, the consequential comes first."""
_FIELDS = {
    "contract_end": 3.0, "annual_cost": 2.0, "total_cost": 2.0, "system": 2.0, "supplier": 2.0, "extension": 2.0,
    "contract_term": 1.5, "contract_start": 1.5, "contract_reference": 1.5, "function": 0.5, "activity": 0.5,
}  # fmt: skip
"""What hangs at a field; at all others 1."""
_SUMS = frozenset({"annual_cost", "total_cost"})
_ENDS = frozenset({"contract_end"})
_SOON = 2.0
"""So many times as much hangs at an end within the horizon."""
_SMALL_SUM = 1000.0


def doubt(confidence: float | None, stated: bool) -> float:
    """How likely the letter is misread here: what is stated may be wrong, what is unsure may be so all the same."""
    right = UNJUDGED if confidence is None else confidence
    return max(_LEAST, 1 - right if stated else right)


def consequence(row: Mapping[str, object], horizon: Interval) -> float:
    """What hangs at a row of the flat view: ends within the horizon and large sums more than others."""
    field, value = str(row["field"]), row["value"]
    weight = _FIELDS.get(field, 1.0)
    if field in _SUMS:
        return weight * _of_sum(value)
    return weight * (_SOON if field in _ENDS and is_within(str(value), horizon) else 1.0)


def is_within(value: str, horizon: Interval) -> bool:
    """Whether a date as stated may be a day of the horizon."""
    try:
        stated = interval_of(value)
    except ValueError:
        return False
    first, last = horizon.earliest or date.min, horizon.latest or date.max
    return (stated.earliest or date.min) <= last and (stated.latest or date.max) >= first


def _of_sum(value: object) -> float:
    """1 for up to £1,000, and 1 more for each time ten times as much."""
    try:
        sum_ = float(str(value))
    except ValueError:
        return 1.0
    return 1 + math.log10(max(sum_, _SMALL_SUM) / _SMALL_SUM)
