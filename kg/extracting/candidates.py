"""Sheet → candidates: each value and name in its likeliest role, at its likeliest systems and services, with how sure
each of these steps is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from kg.extracting.company import in_company, tie_of
from kg.extracting.mentions import Mention
from kg.extracting.moods import is_only_allowed
from kg.extracting.names import names_in
from kg.extracting.services import NONE
from kg.extracting.sheet import (
    SERVICES,
    Sheet,
    as_kind,
    called,
    link_options,
    name_features,
    serving,
    set_names,
    value_features,
    with_names,
)  # fmt: skip
from kg.extracting.systems import NameAt, is_firm, name_of, value_key
from kg.model import Value
from kg.scoring import Model, softmax
from kg.weights import Weights

ROLE_GROUPS = {
    "contract_start": "date", "contract_end": "date", "in_use_since": "since", "in_use_until": "until",
    "annual_cost": "cost", "total_cost": "cost", "extension": "extension", "contract_term": "term",
    "contract_reference": "reference", "users": "users", "procurement_route": "route", "supplier": "supplier",
    "former_supplier": "supplier",
}  # fmt: skip
"""Fields whose values hang at their systems in the same way."""
KINDS = {
    "contract_start": "date", "contract_end": "date", "in_use_since": "date", "in_use_until": "date",
    "annual_cost": "money", "total_cost": "money", "extension": "extension", "contract_term": "term",
    "contract_reference": "reference", "users": "number", "hosting": "hosting", "procurement_route": "route",
}  # fmt: skip
"""Fields whose values are found by a grammar, with the kind of mention."""
HOSTING = frozenset({"cloud", "council-hosted", "supplier-hosted", "third-party-hosted", "hybrid"})
SYSTEMS = frozenset({"system", "former_system"})
SYSTEM_ROLES = frozenset({"planned", *SYSTEMS})
_FIRMS = {"system": "supplier", "planned": "supplier", "former_system": "former_supplier"}
"""Roles of systems, with those that a firm has instead."""
_MENTIONED = 0.4
"""How sure a name must be that of a system in use for what is told elsewhere to hang at it."""
_NAMED = 0.15
"""How likely a name must be one for values to hang at it."""
_APART = 0.6
"""How likely a supplier must be within a system's name, or a system in a supplier's, for both to be named."""
_SHARED = 0.2
"""How likely a further service or system must be for something to be looked at as of it too;"""
_TOGETHER = 0.4
"""and the two together, by the likeliest two."""
_CONSIDERED = 0.08
"""Roles less likely than this are not looked at."""


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
    source: Mention | NameAt
    because: tuple[str, ...]
    fact: float = 0.0
    """The probability that field and value are right."""
    row: float = 0.0
    """The probability that service and system are right too."""
    by: str = ""
    """Who proposed it, where our own reading would not state it alone."""
    disputed: bool = False
    """Whether who was asked holds it to belong elsewhere, and the letter ties it to neither place."""

    @property
    def said(self) -> tuple[str, object]:
        """Field and value, as they are compared."""
        return self.field, value_key(self.field, self.value)

    @property
    def steps(self) -> float:
        """How likely all its steps are right."""
        return self.role * self.link * self.served


def propose(sheet: Sheet, weights: Weights, tagged: Sequence[NameAt] | None = None) -> list[Candidate]:
    """All candidates of a letter, unjudged. Sets the names of the sheet, to those that are given where some are."""
    if tagged is None:
        with_names(sheet, names_in(sheet.words, weights["names"], weights.ordinary))
    else:
        set_names(sheet, tagged)
    sheet.served = {}
    names, values = _name_roles(sheet, weights), _value_roles(sheet, weights)
    links = _links(sheet, weights, [*names, *values])
    return _unique([*_of_names(sheet, weights, names, links), *_of_values(sheet, weights, values, links)])


def likeliest(model: Model, features: Sequence[str]) -> tuple[str, float]:
    """The likeliest role but none, and its probability; no role of a model that has learned none."""
    if model.labels in ((), (NONE,)):
        return NONE, 0.0
    shares = dict(zip(model.labels, model.shares(features), strict=True))
    best = max((label for label in model.labels if label != NONE), key=lambda label: (shares[label], label))
    return best, shares[best]


@dataclass(frozen=True, slots=True)
class _Held:
    """A name or value in its likeliest role, how likely that is, and what spoke for it."""

    one: Mention | NameAt
    role: str
    share: float
    because: tuple[str, ...]

    @property
    def hangs_as(self) -> str | None:
        """In which way it hangs at a system; None for what is one."""
        return None if self.role in SYSTEM_ROLES else ROLE_GROUPS.get(self.role, "hosting")


def _name_roles(sheet: Sheet, weights: Weights) -> list[_Held]:
    """The names in their roles; a name is that of a system or supplier by its role, not by how it was tagged."""
    model = weights["name"]
    rows = [name_features(sheet, name) for name in sheet.names]
    told = [_of_firms(name, *likeliest(model, features)) for name, features in zip(sheet.names, rows, strict=True)]
    settle_names(sheet, told)
    sheet.anchors = {}
    found: list[_Held] = []
    for name, features, (role, share) in zip(sheet.names, rows, told, strict=True):
        if name.kind != NONE and share >= _NAMED:
            found.append(_Held(name, role, share, model.spoke(features, role)))
        if role in SYSTEM_ROLES and share >= _MENTIONED and name.kind == "system":
            sheet.anchors.setdefault(name.key, []).append(name)
    return found


def _of_firms(name: NameAt, role: str, share: float) -> tuple[str, float]:
    """The role of a name; that of a supplier where it is a firm's and was taken for a system's."""
    return (_FIRMS[role], share) if role in _FIRMS and is_firm(name.text) else (role, share)


def _value_roles(sheet: Sheet, weights: Weights) -> list[_Held]:
    """The values in their roles, those that may be in one."""
    found: list[_Held] = []
    for mention in sheet.mentions:
        if mention.kind == "date" and is_only_allowed(sheet.letter.view.text, mention.start):
            continue
        features = value_features(sheet, mention)
        model = weights[mention.kind]
        role, share = likeliest(model, features)
        if share >= _CONSIDERED:
            found.append(_Held(mention, role, share, model.spoke(features, role)))
    return found


def settle_names(sheet: Sheet, told: Sequence[tuple[str, float]]) -> None:
    """Give each name of a sheet its kind by its likeliest role and how likely that is; of those that overlap, only the
    likeliest is a name."""
    kinds = [NONE] * len(told)
    taken: dict[tuple[int, int], list[NameAt]] = {}
    for at in sorted(range(len(told)), key=lambda at: (-told[at][1], at)):
        name, (role, share) = sheet.names[at], told[at]
        kind = "system" if role in SYSTEM_ROLES else "supplier"
        places = [(name.unit, token) for token in range(name.first, name.last)]
        rivals = {other for place in places for other in taken.get(place, ())}
        apart = share >= _APART and all(other.kind != kind for other in rivals)
        if share >= _NAMED and (not rivals or apart):
            kinds[at] = kind
            for place in places:
                taken.setdefault(place, []).append(as_kind(name, kind))
    set_names(sheet, [as_kind(name, kind) for name, kind in zip(sheet.names, kinds, strict=True)])
    roles = sheet.systems.roles
    for name, (role, share) in zip(sheet.names, told, strict=True):
        if name.kind == "system" and share > roles.get(name.key, ("", 0.0))[1]:
            roles[name.key] = (role, share)


Links = Mapping[Mention | NameAt, Sequence[tuple[str | None, float]]]
"""The systems that each value and supplier may be about, and how likely each of them is."""


def _of_names(sheet: Sheet, weights: Weights, names: Sequence[_Held], links: Links) -> Iterator[Candidate]:
    for held in names:
        name, role = cast(NameAt, held.one), held.role
        field = "system" if role == "planned" else role
        value = called(sheet, name.key) if role in SYSTEM_ROLES else name_of(name.text, "supplier")
        tied = [(name.key, 1.0)] if role in SYSTEM_ROLES else links[name]
        for key, link, service, served in _places(sheet, weights, name, tied):
            yield Candidate(
                field, value, name.unit, name.start, name.end, key, service, role == "planned", False, held.share,
                link, served, name, held.because,
            )  # fmt: skip


def _of_values(sheet: Sheet, weights: Weights, values: Sequence[_Held], links: Links) -> Iterator[Candidate]:
    for held in values:
        mention, role = cast(Mention, held.one), held.role
        field, value = ("hosting", role) if role in HOSTING else (role, mention.value)
        for key, link, service, served in _places(sheet, weights, mention, links[mention]):
            yield Candidate(
                field, value, mention.unit, mention.start, mention.end, key, service, False, mention.approximate,
                held.share, link, served, mention, held.because,
            )  # fmt: skip


def _links(sheet: Sheet, weights: Weights, held: Sequence[_Held]) -> Links:
    """The systems that each thing is about: the likeliest, or none, and others that are nearly as likely. Each is
    looked at by itself first, then in the company of the others."""
    first, again = weights["link"], weights["tie"]
    ties = [
        tie_of(first, each.one, role, each.share, link_options(sheet, each.one, role))
        for each in held
        if (role := each.hangs_as)
    ]
    return {
        tie.one: _likely([key for key, _ in options], softmax([again.score(features) for _, features in options]))
        for tie, options in zip(ties, in_company(sheet, ties), strict=True)
    }


def _places(
    sheet: Sheet, weights: Weights, one: Mention | NameAt, tied: Sequence[tuple[str | None, float]]
) -> list[tuple[str | None, float, str | None, float]]:
    """The systems and services that something may be of: the likeliest, or none, and others that are nearly as likely."""
    found = [
        (key, link, service, served)
        for key, link in tied
        for service, served in _likely(SERVICES, serving(sheet, weights, key, one))
    ]
    least = _TOGETHER * max(link * served for _, link, _, served in found)
    return [place for place in found if place[1] * place[3] >= least]


def _likely(options: Sequence[str | None], shares: Sequence[float]) -> list[tuple[str | None, float]]:
    """The likeliest of options, and those that are nearly as likely."""
    best = max(range(len(shares)), key=shares.__getitem__)
    return [(options[at], share) for at, share in enumerate(shares) if at == best or share >= _SHARED]


def _unique(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Each candidate once: of those that say the same, the likeliest; in the order of the letter."""
    best: dict[tuple[object, ...], Candidate] = {}
    for one in candidates:
        value = one.source.key if isinstance(one.source, NameAt) else str(one.value)
        key = (one.field, value, one.service, one.system)
        if key not in best or one.role * one.link > best[key].role * best[key].link:
            best[key] = one
    return sorted(best.values(), key=lambda one: (one.start, one.end, one.field, str(one.value), str(one.service)))
