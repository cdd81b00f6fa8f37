"""Gold and graph → how good the reading is: precision, recall and F1 by field, outcomes, referrals, observations.

A fact is letter, service, field and value. Names are equal after folding case and punctuation and through the
catalogue's aliases; dates, references and sums must be the same. The rows come from the graph by SPARQL.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from kg.catalogue import load
from kg.errors import UsageError

_ABOUT = frozenset({"service", "question", "system", "quote", "stated", "certainty"})
"""Keys of a gold row that say what its fact is about, not what it is."""
_SYSTEMS = frozenset({"system", "former_system"})
_SUPPLIERS = frozenset({"supplier", "former_supplier", "prime_contractor"})

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Miss:
    """A row that only one side has."""

    letter: str
    what: str
    side: str
    """`missed`: in the gold only; `false`: in the graph only."""
    value: str
    quote: str


@dataclass(slots=True)
class Score:
    """Counts of one field or of all."""

    right: int = 0
    false: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.false) if self.right + self.false else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def add(self, other: Score) -> None:
        self.right += other.right
        self.false += other.false
        self.missed += other.missed


@dataclass(slots=True)
class Evaluation:
    """How the graph of some letters compares with their gold."""

    letters: int = 0
    fields: dict[str, Score] = field(default_factory=dict)
    unknown_names: Score = field(default_factory=Score)
    """Systems and suppliers that the catalogue does not hold."""
    outcomes: Score = field(default_factory=Score)
    exemptions: Score = field(default_factory=Score)
    referrals: Score = field(default_factory=Score)
    observations: Score = field(default_factory=Score)
    by_letter: dict[str, Score] = field(default_factory=dict)
    misses: list[Miss] = field(default_factory=list)

    @property
    def facts(self) -> Score:
        """All fields but functions, about which careful readers differ."""
        total = Score()
        for name, score in self.fields.items():
            if name != "function":
                total.add(score)
        return total


def load_gold(folder: Path) -> dict[str, Row]:
    """Gold files of a folder by the name of their letter.

    Raises:
        UsageError: no folder, no gold in it, or a file that is no gold.
    """
    files = sorted(folder.glob("*.json")) if folder.is_dir() else [folder] if folder.is_file() else []
    if not files:
        raise UsageError(f"There is no gold in {folder}.", "Name a folder of JSON files in the format of docs/gold.md.")
    gold: dict[str, Row] = {}
    for path in files:
        try:
            row = json.loads(path.read_text(encoding="utf-8"))
            gold[row["letter"]] = row
        except (ValueError, KeyError, TypeError) as error:
            raise UsageError(f"{path} is no gold: {error}.", "See docs/gold.md for its format.") from error
    return gold


def evaluate(
    gold: Mapping[str, Row],
    facts: Iterable[Row],
    outcomes: Iterable[Row],
    referrals: Iterable[Row],
    observations: Iterable[Row],
) -> Evaluation:
    """Compare rows of the flat view with gold. A letter is found by its name without ending."""
    result = Evaluation(letters=len(gold))
    sides = {"facts": _by_letter(facts), "outcomes": _by_letter(outcomes)}
    sides |= {"referrals": _by_letter(referrals), "observations": _by_letter(observations)}
    for name, row in sorted(gold.items()):
        stem = Path(name).stem
        _facts(result, name, row, sides["facts"].get(stem, []))
        _outcomes(result, name, row, sides["outcomes"].get(stem, []))
        for kind, keys in (("referrals", _referral_key), ("observations", _observation_key)):
            score = getattr(result, kind)
            score.add(_compare(result, name, kind, row.get(kind, []), sides[kind].get(stem, []), keys))
    return result


def _by_letter(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(Path(str(row["letter"])).stem, []).append(row)
    return found


def gold_facts(row: Row) -> list[dict[str, Any]]:
    """The facts of a gold file, unfolded: one object a field."""
    found: list[dict[str, Any]] = []
    for fact in row["facts"]:
        fields = [key for key in fact if key not in _ABOUT] or (["system"] if "system" in fact else [])
        for name in fields:
            found.append(
                {"service": fact.get("service"), "field": name, "value": fact[name], "quote": fact.get("quote", "")}
            )
    return found


def _facts(result: Evaluation, name: str, gold: Row, rows: Sequence[Row]) -> None:
    stated = [row for row in rows if row.get("status", "stated") == "stated"]
    wanted = {_fact_key(row): row for row in gold_facts(gold)}
    given = {_fact_key(row): row for row in stated}
    letter = result.by_letter.setdefault(name, Score())
    for key in sorted(wanted.keys() | given.keys(), key=str):
        score = Score(int(key in wanted and key in given), int(key not in wanted), int(key not in given))
        result.fields.setdefault(str(key[1]), Score()).add(score)
        if key[1] != "function":
            letter.add(score)
        if _is_unknown(str(key[1]), (wanted.get(key) or given[key])["value"]):
            result.unknown_names.add(score)
        _note(result, name, str(key[1]), key, wanted, given)


def _note(
    result: Evaluation, name: str, what: str, key: Hashable, wanted: Mapping[Any, Row], given: Mapping[Any, Row]
) -> None:
    if key in wanted and key in given:
        return
    side = "missed" if key in wanted else "false"
    row = wanted.get(key) or given[key]
    value = f"{row.get('service') or '-'}: {row['value']}" if "field" in row else str(key)
    result.misses.append(Miss(name, what, side, value, str(row.get("quote", ""))))


def _fact_key(row: Row) -> tuple[object, object, object]:
    return row["service"], row["field"], fold_value(str(row["field"]), row["value"])


def fold_value(name: str, value: object) -> object:
    """A value as it is compared."""
    if isinstance(value, bool):
        return value
    if isinstance(value, (int, float, Decimal)):
        return round(float(value), 2)
    text = str(value)
    if name in _SYSTEMS or name in _SUPPLIERS:
        known = load().system(text) if name in _SYSTEMS else load().supplier(text)
        return known.key if known else _fold(re.sub(r"\b(?:ltd|limited|plc|llp|inc)\b\.?", "", text, flags=re.I))
    if re.fullmatch(r"\d+(?:\.\d+)?", text) and name in ("users", "annual_cost", "total_cost"):
        return round(float(text), 2)
    return _fold(text) if name in ("function", "procurement_route", "activity", "api", "ai_status") else text


def _fold(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "", text.lower())


def _is_unknown(name: str, value: object) -> bool:
    if name in _SYSTEMS:
        return load().system(str(value)) is None
    return name in _SUPPLIERS and load().supplier(str(value)) is None


def _outcomes(result: Evaluation, name: str, gold: Row, rows: Sequence[Row]) -> None:
    given = {row["question"]: row for row in rows}
    for row in gold["outcomes"]:
        label = row["question"]
        found = given.get(label)
        right = found is not None and found["outcome"] == row["outcome"]
        result.outcomes.add(Score(int(right), 0, int(not right)))
        same = found is not None and _sections(found["exemption"]) == _sections(row["exemption"])
        if row["exemption"] or (found and found["exemption"]):
            result.exemptions.add(Score(int(same), 0, int(not same)))
        if not right or not same:
            got = f"{found['outcome']} {found['exemption'] or ''}".strip() if found else "no such question"
            result.misses.append(
                Miss(name, "outcome", "missed", f"{label}: {row['outcome']} {row['exemption'] or ''}, got {got}", "")
            )


def _sections(text: object) -> frozenset[str]:
    return frozenset(re.findall(r"[^;,\s][^;,]*", str(text))) if text else frozenset()


def _compare(
    result: Evaluation, name: str, what: str, gold: Sequence[Row], rows: Sequence[Row], key: Callable[[Row], Hashable]
) -> Score:
    wanted, given = Counter(map(key, gold)), Counter(map(key, rows))
    both = wanted & given
    for side, rest in (("missed", wanted - both), ("false", given - both)):
        result.misses += [Miss(name, what, side, str(one), "") for one in sorted(rest.elements(), key=str)]
    return Score(both.total(), (given - both).total(), (wanted - both).total())


def _referral_key(row: Row) -> Hashable:
    return row["question"], row["label"], row["url"]


def _observation_key(row: Row) -> Hashable:
    value = row["value"]
    number = round(float(value), 4) if isinstance(value, (int, float, Decimal)) else str(value)
    return row["question"], row["measure"], number, row["unit"], row["period"], tuple(sorted(row["dimensions"].items()))
