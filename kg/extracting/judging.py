"""Candidates → candidates judged: how likely each is right, by how sure its steps are and what else the letter says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from kg.extracting.candidates import SYSTEMS, Candidate
from kg.extracting.sheet import Sheet
from kg.scoring import logistic
from kg.weights import Weights

_LIMITS = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.995)


def judged(sheet: Sheet, candidates: Sequence[Candidate], weights: Weights) -> list[Candidate]:
    """Candidates with the probability that each is right: field and value, and the whole row."""
    fact, row = weights["fact"], weights["row"]
    return [
        replace(one, fact=round(logistic(fact.score(own)), 4), row=round(logistic(row.score(own + placed)), 4))
        for one, (own, placed) in zip(candidates, judging_features(sheet, candidates), strict=True)
    ]


def judging_features(sheet: Sheet, candidates: Sequence[Candidate]) -> list[tuple[list[str], list[str]]]:
    """For each candidate what speaks for its field and value, and what for its place at a system and service."""
    company = _Company(sheet, candidates)
    return [(_own(sheet, one, company), _placed(one, company)) for one in candidates]


class _Company:
    """What the candidates of a letter tell of each other."""

    def __init__(self, sheet: Sheet, candidates: Sequence[Candidate]) -> None:
        self.rivals: dict[tuple[str, str | None], list[float]] = {}
        self.systems: dict[str | None, float] = {}
        self.places: Counter[tuple[str, object]] = Counter()
        self.fields: dict[int, set[str]] = {}
        likely: dict[tuple[str, object], float] = {}
        for one in candidates:
            said = one.said
            self.rivals.setdefault((one.field, one.system), []).append(one.role)
            self.places[said] += 1
            likely[said] = one.role
            if one.field in SYSTEMS:
                self.systems[one.system] = max(self.systems.get(one.system, 0), one.role)
            if one.role > 0.5:
                self.fields.setdefault(sheet.words[one.unit].unit.record, set()).add(one.field)
        self.letter = _of_letter(sheet, likely)


def _of_letter(sheet: Sheet, likely: dict[tuple[str, object], float]) -> list[str]:
    """How much a letter tells of systems."""
    expected = sum(max(0.0, share - 0.3) for share in likely.values())
    fields = {field for (field, _), share in likely.items() if share > 0.5}
    best = max((share for (field, _), share in likely.items() if field == "system"), default=0.0)
    asked = Counter(c for words in sheet.words for c in {*words.ask, *words.label})
    about = " ".join(str(min(asked[name], 2)) for name in ("software", "contract", "supplier"))
    return [
        f"expected {min(int(expected), 8)}", f"fields {min(len(fields), 6)}", f"best system {int(10 * best)}",
        f"about {about}", f"services {min(len(sheet.services), 3)}",
    ]  # fmt: skip


def _own(sheet: Sheet, one: Candidate, company: _Company) -> list[str]:
    unit = sheet.words[one.unit].unit
    role = _step("role", one.role)
    better = sum(share > one.role for share in company.rivals[one.field, one.system])
    others = company.fields.get(unit.record, set()) - {one.field}
    found = [
        "any", one.field, f"unit {unit.kind}", f"{one.field} {unit.kind}", f"rivals {min(better, 3)}",
        f"{one.field} rivals {min(better, 2)}", f"beside {min(len(others), 4)}", f"no system {one.system is None}",
        f"{one.field} no system {one.system is None}",
    ]  # fmt: skip
    found += [*role, *(f"{one.field} {step}" for step in role), *company.letter, f"{one.field} {company.letter[0]}"]
    found += [f"{one.field} beside {other}" for other in sorted(others)]
    if one.system is not None and one.field not in SYSTEMS:
        found += _step("its system", company.systems.get(one.system, 0))
    return [*found, *_step("link", one.link)]


def _placed(one: Candidate, company: _Company) -> list[str]:
    return [
        *_step("service", one.served), *_step("all", one.role * one.link * one.served), f"service {one.service}",
        f"places {min(company.places[one.said], 3)}",
    ]  # fmt: skip


def _step(name: str, share: float) -> list[str]:
    """A probability as features: which of the steps from 0 to 1 it has passed."""
    return [f"{name} over {limit}" for limit in _LIMITS if share >= limit]
