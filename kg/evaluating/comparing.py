"""Rows of the flat view and gold → an Evaluation."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from decimal import Decimal

from kg.catalogue import load
from kg.evaluating.gold import Row, gold_facts, stem_of
from kg.evaluating.scores import UNCOUNTED, Evaluation, Miss, Score

_SYSTEMS = frozenset({"system", "former_system"})
_SUPPLIERS = frozenset({"supplier", "former_supplier", "prime_contractor"})
_NUMBERS = frozenset({"users", "annual_cost", "total_cost", "training_hours"})
_WORDS = frozenset({"function", "procurement_route", "activity", "api", "ai_status", "ai_development", "hosting"})
_LEGAL_FORM = re.compile(r"\b(?:ltd|limited|plc|llp|inc)\b\.?", re.IGNORECASE)


def evaluate(
    gold: Mapping[str, Row],
    facts: Iterable[Row],
    outcomes: Iterable[Row],
    referrals: Iterable[Row],
    observations: Iterable[Row],
) -> Evaluation:
    """Compare rows of the flat view with gold. A letter is found by its name without ending."""
    result = Evaluation(letters=len(gold))
    facts_of, outcomes_of = _by_letter(facts), _by_letter(outcomes)
    others = (
        ("referral", result.referrals, "referrals", _by_letter(referrals), _referral_key),
        ("observation", result.observations, "observations", _by_letter(observations), _observation_key),
    )
    for name, row in sorted(gold.items()):
        stem = stem_of(name)
        _facts(result, name, row, facts_of.get(stem, []))
        _outcomes(result, name, row, outcomes_of.get(stem, []))
        for what, score, key, sides, key_of in others:
            score.add(_compare(result, name, what, row.get(key, []), sides.get(stem, []), key_of))
    return result


def _by_letter(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(stem_of(str(row["letter"])), []).append(row)
    return found


def _facts(result: Evaluation, name: str, gold: Row, rows: Sequence[Row]) -> None:
    stated = [row for row in rows if row.get("status", "stated") == "stated"]
    wanted = {_fact_key(row): row for row in reversed(gold_facts(gold))}
    given = {_fact_key(row): row for row in reversed(stated)}
    letter = result.by_letter.setdefault(name, Score())
    for key in sorted(wanted.keys() | given.keys(), key=str):
        what = key[1]
        score = Score(int(key in wanted and key in given), int(key not in wanted), int(key not in given))
        row = wanted.get(key) or given[key]
        result.fields.setdefault(what, Score()).add(score)
        if what not in UNCOUNTED:
            letter.add(score)
        if _is_unknown(what, row["value"]):
            result.unknown_names.add(score)
        if not score.right:
            side = "missed" if score.missed else "false"
            result.misses.append(_miss(name, what, side, _shown(row["value"]), row))


def _miss(name: str, what: str, side: str, value: str, row: Row) -> Miss:
    question, service = row.get("question"), row.get("service")
    return Miss(name, what, side, value, str(row.get("quote") or ""), question, service)


def _shown(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _fact_key(row: Row) -> tuple[str | None, str, object]:
    return row["service"], str(row["field"]), fold_value(str(row["field"]), row["value"])


def fold_value(name: str, value: object) -> object:
    """A value as it is compared."""
    if isinstance(value, bool):
        return value
    if isinstance(value, (int, float, Decimal)):
        return round(float(value), 2)
    text = " ".join(str(value).split())
    if name in _SYSTEMS or name in _SUPPLIERS:
        known = load().system(text) if name in _SYSTEMS else load().supplier(text)
        return known.key if known else _fold(_LEGAL_FORM.sub("", text))
    if name in _NUMBERS and re.fullmatch(r"\d+(?:\.\d+)?", text):
        return round(float(text), 2)
    return _fold(text) if name in _WORDS else text


def _fold(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())


def _is_unknown(name: str, value: object) -> bool:
    if name in _SYSTEMS:
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
