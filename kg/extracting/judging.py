"""Candidates → candidates judged: how likely each is right, by how sure its steps are and what else the letter says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from kg.extracting.candidates import SYSTEMS, Candidate
from kg.extracting.services import NONE
from kg.extracting.sheet import Sheet
from kg.extracting.systems import services_at
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
        for one in candidates:
            said = one.said
            self.rivals.setdefault((one.field, one.system), []).append(one.role)
            self.places[said] += 1
            if one.field in SYSTEMS:
                self.systems[one.system] = max(self.systems.get(one.system, 0), one.role)
            if one.role > 0.5:
                self.fields.setdefault(sheet.words[one.unit].unit.record, set()).add(one.field)


_ASKED = (
    "software", "supplier", "contract", "hosting", "cost", "start", "end", "extend", "procure", "users", "reference",
    "since", "term", "renew",
)  # fmt: skip
"""Word classes of questions and labels that tell what a letter is about."""
_WEIGHTY = ("system", "supplier", "contract_end", "annual_cost")
_SOME = (0.5, 1.0, 2.0, 4.0)
_ANSWERS = {
    "system": {"software"}, "supplier": {"supplier", "software"}, "contract_start": {"start", "contract"},
    "contract_end": {"end", "contract", "renew"}, "annual_cost": {"cost"}, "total_cost": {"cost"}, "users": {"users"},
    "contract_term": {"term"}, "extension": {"extend", "term"}, "hosting": {"hosting"},
    "procurement_route": {"procure"}, "in_use_since": {"since", "start"}, "contract_reference": {"reference"},
}  # fmt: skip
"""Fields, with the word classes of questions and labels of which they are the answers."""
_NONE: set[str] = set()
_HELD = 0.6
"""How likely something must be in its role to count as an answer that was asked for."""


def tells(sheet: Sheet, candidates: Sequence[Candidate], weights: Weights) -> float:
    """The probability that a letter tells anything of systems and contracts."""
    return round(logistic(weights["letter"].score(letter_features(sheet, candidates))), 4)


def letter_features(sheet: Sheet, candidates: Sequence[Candidate]) -> list[str]:
    """What is to be seen of a letter as a whole: what is asked, how likely its likeliest candidates are, how many."""
    asked = {one for unit in range(len(sheet.words)) for one in _asks(sheet, unit)}
    best: dict[str, float] = {}
    answers = dict.fromkeys(_ANSWERS, 0.0)
    likely: dict[tuple[str, object], float] = {}
    for one in candidates:
        best[one.field] = max(best.get(one.field, 0.0), one.role)
        likely[one.said] = one.role
        if not _ANSWERS.get(one.field, _NONE).isdisjoint(_asks(sheet, one.unit)):
            answers[one.field] = max(answers[one.field], one.role)
    served = {one.said for one in candidates if one.service is not None and min(one.role, one.served) > _HELD}
    expected = sum(max(0.0, share - 0.4) for share in likely.values())
    known = sum("known" in name.found and name.kind != NONE for name in sheet.names)
    found = ["any", *(f"asked {one}" for one in _ASKED if one in asked)]
    found += [f"not asked {one}" for one in _ASKED[:3] if one not in asked]
    found += [step for field in _WEIGHTY for step in _step(f"best {field}", best.get(field, 0.0))]
    found += [step for field, share in answers.items() for step in _step(f"asked for {field}", share)]
    found.append(f"asked for {sum(share > _HELD for share in answers.values())}")
    found += [f"expected over {limit}" for limit in _SOME if expected >= limit]
    return [
        *found, f"services {min(len(sheet.services), 2)}", f"known {min(known, 3)}", f"served {min(len(served), 4)}",
        f"served {len(served) > 0}, known {known > 0}, software asked {'software' in asked}",
        f"software asked {'software' in asked}, told {best.get('system', 0.0) > 0.7}",
    ]  # fmt: skip


def _asks(sheet: Sheet, unit: int) -> set[str]:
    """The word classes of what asks for a unit."""
    words = sheet.words[unit]
    return {*words.ask[:15], *words.label}


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
    found += _bare(sheet, one)
    found += [*role, *(f"{one.field} {step}" for step in role)]
    found += [f"{one.field} beside {other}" for other in sorted(others)]
    if one.system is not None and one.field not in SYSTEMS:
        found += _step("its system", company.systems.get(one.system, 0))
    return [*found, *_step("link", one.link)]


def _bare(sheet: Sheet, one: Candidate) -> list[str]:
    """Whether a value is all that its unit says, and what was asked for; and of what is about no named system, whether
    a service is told for it."""
    words = sheet.words[one.unit]
    passage = words.unit.passage
    alone = (one.end - one.start) * 2 > passage.end - passage.start
    asked = not _ANSWERS.get(one.field, _NONE).isdisjoint(_asks(sheet, one.unit))
    found = [f"asked {asked}, alone {alone}", f"{one.field} asked {asked}, alone {alone}"]
    if one.system is None and one.field not in SYSTEMS:
        told = bool(services_at(words, one.start))
        many = min(len(sheet.systems.order), 2)
        found += [
            f"no system, service told {told}, systems {many}", f"no system, asked {asked}, alone {alone}, service told {told}",
            f"{one.field} no system, asked {asked}, service told {told}",
        ]  # fmt: skip
    return found


def _placed(one: Candidate, company: _Company) -> list[str]:
    return [
        *_step("service", one.served), *_step("all", one.role * one.link * one.served), f"service {one.service}",
        f"places {min(company.places[one.said], 3)}",
    ]  # fmt: skip


def _step(name: str, share: float) -> list[str]:
    """A probability as features: which of the steps from 0 to 1 it has passed."""
    return [f"{name} over {limit}" for limit in _LIMITS if share >= limit]
