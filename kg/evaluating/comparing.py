"""Rows of the flat view and gold → an Evaluation."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from typing import Any

from kg.catalogue import load
from kg.evaluating.facts import SYSTEMS, Fact, facts_of
from kg.evaluating.gold import Row, may_be_same, place_of
from kg.evaluating.scores import UNCOUNTED, Evaluation, Miss, Score

_SUPPLIERS = frozenset({"supplier", "former_supplier", "prime_contractor"})
_NUMBERS = frozenset({"users", "annual_cost", "total_cost", "training_hours"})
_WORDS = frozenset({"function", "procurement_route", "activity", "api", "ai_status", "ai_development", "hosting"})


class Compared(StrEnum):
    """How much of a fact must be right."""

    VALUE = "value"
    """Field and value."""
    SERVICE = "service"
    """The service too."""
    SYSTEM = "system"
    """The system at which it hangs too."""


_LEGAL_FORM = re.compile(r"\b(?:ltd|limited|plc|llp|inc)\b\.?", re.IGNORECASE)


def evaluate(
    gold: Mapping[str, Row],
    facts: Iterable[Row],
    outcomes: Iterable[Row],
    referrals: Iterable[Row],
    observations: Iterable[Row],
    *,
    compared: Compared = Compared.SERVICE,
) -> Evaluation:
    """Compare rows of the flat view with gold. A letter is found by its name without ending."""
    result = Evaluation(letters=len(gold))
    rows_of, outcomes_of = _by_letter(facts), _by_letter(outcomes)
    others = (
        ("referral", result.referrals, "referrals", _by_letter(referrals), _referral_key),
        ("observation", result.observations, "observations", _by_letter(observations), _observation_key),
    )
    for name, row in sorted(gold.items()):
        place = place_of(name)
        _facts(result, name, row, _of(rows_of, place), compared)
        _outcomes(result, name, row, _of(outcomes_of, place))
        for what, score, key, sides, key_of in others:
            score.add(_compare(result, name, what, row.get(key, []), _of(sides, place), key_of))
    return result


def _by_letter(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(place_of(str(row["letter"])), []).append(row)
    return found


def _of(rows: Mapping[str, Sequence[Row]], place: str) -> Sequence[Row]:
    """The rows of a letter; of one that gold and graph name by more or fewer folders, if only one can be meant."""
    if place in rows:
        return rows[place]
    alike = [other for other in rows if may_be_same(other, place)]
    return rows[alike[0]] if len(alike) == 1 else []


def _facts(result: Evaluation, name: str, gold: Row, rows: Sequence[Row], compared: Compared) -> None:
    given = {
        _key(row["field"], row["value"], row["service"], row.get("system"), compared): row
        for row in reversed(rows)
        if row.get("status", "stated") == "stated"
    }
    wanted, right, undecided = _wanted(gold, compared)
    letter = result.by_letter.setdefault(name, Score())
    found = {key: next((one for one in keys if one in given), None) for key, (_, keys) in wanted.items()}
    false = {key for key in given if key not in right and key not in undecided}
    for key in sorted(wanted.keys() | false, key=str):
        if key not in wanted:
            _count(result, letter, name, key[1], given[key], "false")
            continue
        fact = wanted[key][0]
        told = {"value": fact.value, "quote": fact.quote, "question": fact.question, "service": fact.service}
        _count(result, letter, name, key[1], told, "missed" if found[key] is None else "right")


def _wanted(
    gold: Row, compared: Compared
) -> tuple[dict[FactKey, tuple[Fact, set[FactKey]]], set[FactKey], set[FactKey]]:
    """The facts of the gold by their keys, each with all that are right for it; all right ones; open ones."""
    wanted: dict[FactKey, tuple[Fact, set[FactKey]]] = {}
    undecided: set[FactKey] = set()
    for fact in facts_of(gold):
        systems = fact.systems or (None,)
        keys = [_key(fact.field, value, fact.service, one, compared) for value in fact.values for one in systems]
        if fact.optional:
            undecided.update(keys)
        else:
            wanted.setdefault(keys[0], (fact, set()))[1].update(keys)
    return wanted, {key for _, keys in wanted.values() for key in keys}, undecided


def _count(result: Evaluation, letter: Score, name: str, what: str, row: Mapping[str, Any], side: str) -> None:
    score = Score(int(side == "right"), int(side == "false"), int(side == "missed"))
    result.fields.setdefault(what, Score()).add(score)
    if what not in UNCOUNTED:
        letter.add(score)
    if _is_unknown(what, row["value"]):
        result.unknown_names.add(score)
    if side != "right":
        result.misses.append(_miss(name, what, side, _shown(row["value"]), row))


FactKey = tuple[str | None, str, object, object]


def _key(name: object, value: object, service: object, system: object, compared: Compared) -> FactKey:
    """What of a fact is compared: field and value and, as is asked for, service and the system that it is about."""
    field = str(name)
    about = None
    if compared is Compared.SYSTEM and field not in SYSTEMS and system:
        about = fold_value("system", system)
    served = None if service is None or compared is Compared.VALUE else str(service)
    return (served, field, fold_value(field, value), about)


def _miss(name: str, what: str, side: str, value: str, row: Mapping[str, Any]) -> Miss:
    question, service = row.get("question"), row.get("service")
    return Miss(name, what, side, value, str(row.get("quote") or ""), question, service)


def _shown(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def fold_value(name: str, value: object) -> object:
    """A value as it is compared."""
    if isinstance(value, bool):
        return value
    if isinstance(value, (int, float, Decimal)):
        return round(float(value), 2)
    text = " ".join(str(value).split())
    if name in SYSTEMS or name in _SUPPLIERS:
        known = load().system(text) if name in SYSTEMS else load().supplier(text)
        return known.key if known else _fold(_LEGAL_FORM.sub("", text))
    if name in _NUMBERS and re.fullmatch(r"\d+(?:\.\d+)?", text):
        return round(float(text), 2)
    return _fold(text) if name in _WORDS else text


def _fold(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())


def _is_unknown(name: str, value: object) -> bool:
    if name in SYSTEMS:
        return load().system(str(value)) is None
    return name in _SUPPLIERS and load().supplier(str(value)) is None


def _outcomes(result: Evaluation, name: str, gold: Row, rows: Sequence[Row]) -> None:
    given = {row["question"]: row for row in reversed(rows)}
    for row in gold["outcomes"]:
        label, wanted = row["question"], row.get("exemption")
        found = given.get(label)
        right = found is not None and found["outcome"] == row["outcome"]
        result.outcomes.add(Score(int(right), 0, int(not right)))
        if not right:
            got = found["outcome"] if found else "no such question"
            result.misses.append(_miss(name, "outcome", "missed", f"{row['outcome']}, got {got}", found or row))
        given_sections = found["exemption"] if found else None
        if not wanted and not given_sections:
            continue
        same = found is not None and _sections(given_sections) == _sections(wanted)
        result.exemptions.add(Score(int(same), 0, int(not same)))
        if not same:
            side = "missed" if wanted else "false"
            value = f"{wanted or 'none'}, got {given_sections or 'none'}"
            result.misses.append(_miss(name, "exemption", side, value, found or row))


def _sections(text: object) -> frozenset[str]:
    """`s.40(2); s.43(2)`, or a list of them, in any order."""
    parts = text if isinstance(text, list) else re.split(r"[;,]", str(text or ""))
    return frozenset("".join(str(part).split()) for part in parts if str(part).strip())


def _compare(
    result: Evaluation, name: str, what: str, gold: Sequence[Row], rows: Sequence[Row], key: Callable[[Row], Hashable]
) -> Score:
    wanted, given = Counter(map(key, gold)), Counter(map(key, rows))
    both = wanted & given
    for side, rest, origin in (("missed", wanted - both, gold), ("false", given - both, rows)):
        by_key = {key(row): row for row in origin}
        for one in sorted(rest.elements(), key=str):
            row = by_key[one]
            result.misses.append(_miss(name, what, side, _described(what, row), row))
    return Score(both.total(), (given - both).total(), (wanted - both).total())


def _described(what: str, row: Row) -> str:
    if what == "referral":
        return f"{row['label']} {row.get('url') or ''}".strip()
    dimensions = "; ".join(f"{name}={value}" for name, value in sorted((row.get("dimensions") or {}).items()))
    parts = (row["measure"], row["value"], row.get("unit"), row.get("period"), dimensions)
    return " | ".join(str(part) for part in parts if part not in (None, ""))


def _referral_key(row: Row) -> Hashable:
    return row.get("question"), row["label"], row.get("url")


def _observation_key(row: Row) -> Hashable:
    value = row["value"]
    number = round(float(value), 4) if isinstance(value, (int, float, Decimal)) else str(value)
    dimensions = tuple(sorted((row.get("dimensions") or {}).items()))
    return row.get("question"), row["measure"], number, row.get("unit"), row.get("period"), dimensions
