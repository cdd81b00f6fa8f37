"""Sheet → candidates: each value and name in its likeliest role, at its likeliest system and service, with how sure
each of these steps is; and one measure of the whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.extracting.linking import NameAt, key_of, value_key
from kg.extracting.mentions import Mention
from kg.extracting.names import names_in
from kg.extracting.sheet import (
    NONE,
    SERVICES,
    Sheet,
    anchor_of,
    as_kind,
    link_options,
    name_features,
    service_options,
    set_names,
    value_features,
    with_names,
)  # fmt: skip
from kg.model import Claim, Polarity, Value
from kg.scoring import Model, logistic, softmax
from kg.weights import Weights

ROLE_GROUPS = {
    "contract_start": "date", "contract_end": "date", "in_use_since": "since", "in_use_until": "until",
    "annual_cost": "cost", "total_cost": "cost", "extension": "extension", "contract_term": "term",
    "contract_reference": "reference", "users": "users", "procurement_route": "route", "supplier": "supplier",
    "former_supplier": "supplier",
}  # fmt: skip
"""Fields whose values hang at their systems in the same way."""
HOSTING = frozenset({"cloud", "council-hosted", "supplier-hosted", "third-party-hosted", "hybrid"})
JUDGED = frozenset({"system", "former_system", "hosting", *ROLE_GROUPS})
"""Fields of which models judge what is claimed."""
SYSTEM_ROLES = frozenset({"system", "planned", "former_system"})
_MENTIONED = 0.4
"""How sure a name must be that of a system in use for what is told elsewhere to hang at it."""
_NAMED = 0.3
"""How likely a name must be one for values to hang at it."""
_SHARED = 0.3
"""How likely a further service must be for the system to be for both."""
_CONSIDERED = 0.15
"""Roles less likely than this are not looked at."""
_SINGLE = frozenset(
    {
        "contract_start",
        "contract_end",
        "contract_term",
        "annual_cost",
        "total_cost",
        "hosting",
        "in_use_since",
        "users",
        "contract_reference",
    }
)
"""Fields of which a system has one value at a time."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """What may be a claim: a field and value at a system and service, and how likely each of the steps is."""

    field: str
    value: Value
    unit: int
    start: int
    end: int
    system: str | None
    """The key of the system that it is about."""
    service: str | None
    planned: bool
    approximate: bool
    role: float
    link: float
    served: float
    source: Mention | NameAt | Claim
    because: tuple[str, ...]
    fact: float = 0.0
    """The probability that field and value are right."""
    row: float = 0.0
    """The probability that service and system are right too."""
    agreed: bool = False
    """Whether rules claim the very same."""


def propose(
    sheet: Sheet, weights: Weights, ruled: Sequence[Claim], tagged: Sequence[NameAt] | None = None
) -> list[Candidate]:
    """All candidates of a letter, unjudged: those of the models and those that only rules propose.

    Sets the names of the sheet, to those that are given where some are.
    """
    if tagged is None:
        with_names(sheet, list(names_in(sheet.words, weights["names"], weights.ordinary)))
    else:
        set_names(sheet, tagged)
    sheet.served = {}
    roles = _name_roles(sheet, weights)
    found = _unique([*_of_names(sheet, weights, roles), *_of_values(sheet, weights)])
    return [*found, *_of_rules(sheet, weights, ruled, found)]


def is_judged(claim: Claim) -> bool:
    """Whether a claim of the rules is of a field that models judge, and affirms it."""
    return claim.field in JUDGED and claim.polarity is Polarity.AFFIRMED


def row_of(claim: Claim) -> tuple[str, object, str | None, str | None]:
    """Field, value, service and system of a claim, as they are compared."""
    system = (
        None if claim.field in ("system", "former_system") or claim.system is None else key_of(claim.system, "system")
    )
    return claim.field, value_key(claim.field, claim.value), claim.service, system


def row_of_candidate(one: Candidate) -> tuple[str, object, str | None, str | None]:
    """Field, value, service and system of a candidate, as they are compared."""
    system = None if one.field in ("system", "former_system") else one.system
    return one.field, value_key(one.field, one.value), one.service, system


def _of_rules(
    sheet: Sheet, weights: Weights, ruled: Sequence[Claim], found: Sequence[Candidate]
) -> Iterator[Candidate]:
    """What rules claim and no model proposes: with how likely the models hold it where they have seen its words."""
    known = {row_of_candidate(one) for one in found}
    likely: dict[tuple[str, object], float] = {}
    for one in found:
        key = (one.field, value_key(one.field, one.value))
        likely[key] = max(likely.get(key, 0), one.role)
    for claim in ruled:
        row = row_of(claim)
        if not is_judged(claim) or row in known or not sheet.words:
            continue
        known.add(row)
        unit, source = _seen(sheet, claim)
        system = key_of(claim.system, "system") if claim.system else None
        link = served = 0.0
        if source is not None:
            role = ROLE_GROUPS.get(claim.field, "hosting")
            own = claim.field in ("system", "former_system")
            link = 1.0 if own else _links(sheet, weights, source, role).get(system, 0.0)
            anchored = system if system in sheet.systems.places else None
            served = (
                _serving(sheet, weights, anchored, source)[SERVICES.index(claim.service)]
                if claim.service in SERVICES
                else 0.0
            )
        yield Candidate(
            claim.field, claim.value, unit, claim.evidence.span.start, claim.evidence.span.end, system, claim.service,
            claim.certainty == "planned", claim.certainty == "approximate", likely.get(row[:2], 0.0), link, served, claim,
            ("rule",),
        )  # fmt: skip


def _seen(sheet: Sheet, claim: Claim) -> tuple[int, Mention | NameAt | None]:
    """The unit in which a claim of the rules stands, and the mention or name there that says the same."""
    place = sheet.letter.view.at(claim.evidence.span)
    wanted = value_key(claim.field, claim.value)
    unit = 0
    for at, words in enumerate(sheet.words):
        passage = words.unit.passage
        if not (passage.start < place.end and place.start < passage.end):
            continue
        unit = at
        for name in sheet.names:
            if name.unit == at and value_key(claim.field, name.text) == wanted:
                return at, name
        for mention in sheet.near.get(at, ()):
            hosted = claim.field == "hosting" and mention.kind == "hosting"
            if hosted or value_key(claim.field, mention.value) == wanted:
                return at, mention
    return unit, None


def likeliest(model: Model, features: Sequence[str]) -> tuple[str, float]:
    """The likeliest role but none, and its probability."""
    shares = dict(zip(model.labels, model.shares(features), strict=True))
    best = max((label for label in model.labels if label != NONE), key=lambda label: (shares[label], label))
    return best, shares[best]


def _name_roles(sheet: Sheet, weights: Weights) -> list[tuple[str, float, tuple[str, ...]]]:
    """The role of each name; a name is that of a system or supplier by its role, not by how it was tagged."""
    model = weights["name"]
    rows = [name_features(sheet, name) for name in sheet.names]
    told = [likeliest(model, features) for features in rows]
    settle_names(sheet, told)
    sheet.anchors = {}
    found: list[tuple[str, float, tuple[str, ...]]] = []
    for name, features, (role, share) in zip(sheet.names, rows, told, strict=True):
        found.append((role, share if name.kind != NONE else 0.0, model.spoke(features, role)))
        if role in SYSTEM_ROLES and share >= _MENTIONED and name.kind == "system":
            sheet.anchors.setdefault(name.key, []).append(name)
    return found


def settle_names(sheet: Sheet, told: Sequence[tuple[str, float]]) -> None:
    """Give each name of a sheet its kind by its likeliest role and how likely that is; of those that overlap, only the
    likeliest is a name."""
    kinds = [NONE] * len(told)
    taken: dict[int, list[NameAt]] = {}
    for at in sorted(range(len(told)), key=lambda at: (-told[at][1], at)):
        name, (role, share) = sheet.names[at], told[at]
        others = taken.setdefault(name.unit, [])
        if share >= _NAMED and not any(other.first < name.last and name.first < other.last for other in others):
            kinds[at] = "system" if role in SYSTEM_ROLES else "supplier"
            others.append(name)
    set_names(sheet, [as_kind(name, kind) for name, kind in zip(sheet.names, kinds, strict=True)])


def _of_names(
    sheet: Sheet, weights: Weights, roles: Sequence[tuple[str, float, tuple[str, ...]]]
) -> Iterator[Candidate]:
    for name, (role, share, because) in zip(sheet.names, roles, strict=True):
        if share < _NAMED:
            continue
        field = "system" if role == "planned" else role
        key, link = (name.key, 1.0) if role in SYSTEM_ROLES else _link(sheet, weights, name, "supplier")
        for service, served in services_of(sheet, weights, key, name):
            yield Candidate(
                field, name.text, name.unit, name.start, name.end, key, service, role == "planned", False, share, link, served,
                name, because,
            )  # fmt: skip


def _of_values(sheet: Sheet, weights: Weights) -> Iterator[Candidate]:
    for mention in sheet.mentions:
        features = value_features(sheet, mention)
        model = weights[mention.kind]
        role, share = likeliest(model, features)
        if share < _CONSIDERED:
            continue
        field, value = ("hosting", role) if role in HOSTING else (role, mention.value)
        key, link = _link(sheet, weights, mention, ROLE_GROUPS.get(role, "hosting"))
        for service, served in services_of(sheet, weights, key, mention):
            yield Candidate(
                field, value, mention.unit, mention.start, mention.end, key, service, False, mention.approximate, share, link,
                served, mention, model.spoke(features, role),
            )  # fmt: skip


def _link(sheet: Sheet, weights: Weights, one: Mention | NameAt, role: str) -> tuple[str | None, float]:
    """The likeliest system that something is about, or none, and its probability."""
    shares = _links(sheet, weights, one, role)
    best = max(shares, key=lambda key: shares[key])
    return best, shares[best]


def _links(sheet: Sheet, weights: Weights, one: Mention | NameAt, role: str) -> dict[str | None, float]:
    options = link_options(sheet, one, role)
    model = weights["link"]
    shares = softmax([model.score(features) for _, features in options])
    return {key: share for (key, _), share in zip(options, shares, strict=True)}


def services_of(
    sheet: Sheet, weights: Weights, key: str | None, one: Mention | NameAt
) -> list[tuple[str | None, float]]:
    """The services that something is for: the likeliest, or none, and others that are nearly as likely."""
    shares = _serving(sheet, weights, key, one)
    best = max(range(len(shares)), key=shares.__getitem__)
    return [
        (SERVICES[at], share) for at, share in enumerate(shares) if at == best or (best and at and share >= _SHARED)
    ]


def _serving(sheet: Sheet, weights: Weights, key: str | None, one: Mention | NameAt) -> list[float]:
    """The probability of each service, or of none, for something about a system, or about none."""
    unit, start, end = one.unit, one.start, one.end
    if key is not None:
        anchor = anchor_of(sheet, key, unit, start)
        unit, start, end = anchor.unit, anchor.start, anchor.end
    place = (key, unit, start)
    if place not in sheet.served:
        model = weights["service"]
        options = service_options(sheet, key, unit, start, end)
        sheet.served[place] = softmax([model.score(features) for _, features in options])
    return sheet.served[place]


def _unique(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Each candidate once: of those that say the same, the likeliest; in the order of the letter."""
    best: dict[tuple[object, ...], Candidate] = {}
    for one in candidates:
        value = one.source.key if isinstance(one.source, NameAt) else str(one.value)
        key = (one.field, value, one.service, one.system)
        if key not in best or one.role * one.link > best[key].role * best[key].link:
            best[key] = one
    return sorted(best.values(), key=lambda one: (one.start, one.end, one.field, str(one.value), str(one.service)))


def judged(sheet: Sheet, candidates: Sequence[Candidate], ruled: Sequence[Claim], weights: Weights) -> list[Candidate]:
    """Candidates with the probability that each is right, by how sure its steps were and what else the letter says."""
    rows = judging_features(sheet, candidates, ruled)
    fact, row = weights["fact"], weights["row"]
    said = {row_of(claim) for claim in ruled if is_judged(claim)}
    return [
        replace(
            one,
            fact=round(logistic(fact.score(features)), 4),
            row=round(logistic(row.score(features)), 4),
            agreed=row_of_candidate(one) in said,
        )
        for one, features in zip(candidates, rows, strict=True)
    ]


def _step(name: str, share: float) -> list[str]:
    """A probability as features: which of the steps from 0 to 1 it has passed."""
    return [f"{name} over {limit}" for limit in _LIMITS if share >= limit]


class _Rules:
    """What the rules claim of a letter, to be compared with a candidate."""

    def __init__(self, rows: Sequence[tuple[str, object, str | None, str | None]]) -> None:
        self.rows = set(rows)
        self.with_service = {row[:3] for row in rows}
        self.with_system = {(row[0], row[1], row[3]) for row in rows}
        self.values = {row[:2] for row in rows}
        self.fields = {(row[0], row[2], row[3]) for row in rows}
        self.many = f"ruled {min(len(self.rows), 6)}"

    def say(self, row: tuple[str, object, str | None, str | None]) -> str:
        """How far the rules say what a candidate says."""
        field, value, service, system = row
        if row in self.rows:
            return "rules say all"
        if (field, value, service) in self.with_service:
            return "rules say service"
        if (field, value, system) in self.with_system:
            return "rules say system"
        if (field, value) in self.values:
            return "rules say value"
        return "rules say other" if (field, service, system) in self.fields else "rules silent"


_LIMITS = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.995)


def judging_features(sheet: Sheet, candidates: Sequence[Candidate], ruled: Sequence[Claim]) -> list[list[str]]:
    """What speaks for each candidate: its own steps, its rivals, and how much the letter tells of systems."""
    rivals: dict[tuple[str, str | None, str | None], list[float]] = {}
    for one in candidates:
        rivals.setdefault((one.field, one.system, one.service), []).append(one.role)
    systems = [one.role for one in candidates if one.field == "system"]
    sure = min(sum(share > 0.7 for share in systems), 4)
    asks = Counter(c for words in sheet.words for c in {*words.ask, *words.label})
    about = f"{min(asks['software'], 2)} {min(asks['contract'], 2)} {min(asks['supplier'], 2)}"
    of_system: dict[str | None, float] = {}
    for one in candidates:
        if one.field in ("system", "former_system"):
            of_system[one.system] = max(of_system.get(one.system, 0), one.role)
    agreeing = _Rules([row_of(claim) for claim in ruled if is_judged(claim)])
    found: list[list[str]] = []
    for one in candidates:
        better = sum(share > one.role for share in rivals[one.field, one.system, one.service])
        rival = f"rivals {min(better, 3) if one.field in _SINGLE else 'free'}"
        own = [
            "any", one.field, f"{one.field} {rival}", f"sure systems {sure}", f"about {about}",
            f"no service {one.service is None}", f"no system {one.system is None}", f"unit {sheet.words[one.unit].unit.kind}",
        ]  # fmt: skip
        steps = [*_step("role", one.role), *_step("link", one.link), *_step("service", one.served)]
        steps += _step("both", one.role * one.link * one.served)
        if one.system is not None and one.field not in ("system", "former_system"):
            steps += _step("its system", of_system.get(one.system, 0))
        steps += [f"{one.field} {step}" for step in steps if step.startswith("role")]
        said = agreeing.say(row_of_candidate(one))
        source = "rule" if isinstance(one.source, Claim) else "model"
        own += [f"{source} {said}", f"{one.field} {source} {said}", agreeing.many]
        steps += [f"{said} {step}" for step in steps if step.startswith(("role", "both"))]
        found.append([*own, *steps])
    return found


STATED = 0.6
"""How likely field and value must be right for a claim to be stated; chosen on folds."""
PLACED = 0.15
"""How likely service and system must be right too."""

CERTAIN = 0.95
"""What is as likely as this to be right is stated, however unsure its place."""
CLEAR = 0.8
"""A letter that tells of systems has one claim at least that is as sure as this,"""
ENOUGH = 2.5
"""or as many right claims as this are to be expected of it; of any other nothing is stated."""
RIVALLING = 0.7
"""Of several services or systems for one value, those stay that are at least this part as likely as the likeliest."""


def stated(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates that are sure enough to be stated, under the constraints that hold within a letter.

    A system has one present start, end, price and host at a time under one service: of several, the likeliest of each
    record stays. Nothing begins after it ends.
    """
    best: dict[tuple[str, object], float] = {}
    ruled: dict[tuple[str, object], float] = {}
    for one in candidates:
        key = row_of_candidate(one)[:2]
        best[key] = max(best.get(key, 0.0), one.row)
        if one.agreed:
            ruled[key] = max(ruled.get(key, 0.0), one.row)
    found = [one for one in candidates if one.fact >= STATED and _is_placed(one, best, ruled)]
    if max((one.fact for one in found), default=0) < CLEAR and sum(one.fact for one in found) < ENOUGH:
        return []
    return [one for one in found if not _ends_before_start(one, found)]


def _is_placed(
    one: Candidate, best: Mapping[tuple[str, object], float], ruled: Mapping[tuple[str, object], float]
) -> bool:
    """Whether service and system are sure enough, and as sure as those of its rivals for the same value.

    What rules say of several systems at once stands or falls together; what is surely so stands at its likeliest place.
    """
    key = row_of_candidate(one)[:2]
    row = ruled[key] if one.agreed else one.row
    if not one.agreed and one.row <= ruled.get(key, 0.0):
        return False
    return row >= RIVALLING * best[key] and (row >= PLACED or one.fact >= CERTAIN)


def _ends_before_start(one: Candidate, others: Sequence[Candidate]) -> bool:
    """Whether a likelier date of the same unit, system and service contradicts a start or an end."""
    if one.field not in ("contract_start", "contract_end"):
        return False
    for other in others:
        if {one.field, other.field} == {"contract_start", "contract_end"} and other.fact > one.fact:
            start, end = (one, other) if one.field == "contract_start" else (other, one)
            same = (one.system, one.service, one.unit) == (other.system, other.service, other.unit)
            if same and str(start.value).rstrip("~")[:10] > str(end.value).rstrip("~")[:10] + "~":
                return True
    return False
