"""Two names are one thing, or are not: what people say of councils, systems and suppliers → whose each name is."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.catalogue.folding import fold_company, slug
from kg.decisions.kinds import KINDS
from kg.decisions.telling import contradicted
from kg.decisions.values import SYSTEMS
from kg.model import Decision, Effect, Entity, Kind, LetterClaims, Ruling, Statement
from kg.reconciling import ENTITY_FIELDS, entity_of

Key = tuple[Kind, str]
"""A kind of thing, and what it is called in IRIs."""


def kind_of_value(field: str) -> Kind | None:
    """What the values of a field are names of, if they are."""
    return ENTITY_FIELDS.get(field)


@dataclass(frozen=True, slots=True)
class Names:
    """Whose a name is after people's decisions."""

    same: Mapping[Key, Entity]
    """What another thing is one with."""
    called: Mapping[Key, str]
    """The name of each thing that is one with another."""
    apart: Mapping[Key, tuple[str, ...]]
    """The folded names that are not those of a thing, though the catalogue has it so."""

    def resolve(self, entity: Entity, said: str = "") -> Entity:
        """The thing that is meant by an entity as read; `said` are the letter's words for it."""
        key = (entity.kind, entity.key)
        for name in self.apart.get(key, ()) if said else ():
            if fold_company(said) == name:
                return _own(entity, said)
        return self.same.get(key, entity)

    def key(self, kind: Kind, name: str) -> str:
        """The key of what a name means, for comparing."""
        return self.resolve(entity_of(kind, name), name).key if name else ""


AS_READ = Names({}, {}, {})


def _own(entity: Entity, name: str) -> Entity:
    """A thing of its own for a name that is not an entity's."""
    key = slug(name)
    return Entity(entity.kind, key if key != entity.key else f"{key}-other", " ".join(name.split()))


def judged(decisions: Sequence[Decision], letters: Sequence[LetterClaims]) -> tuple[Names, list[Ruling]]:
    """What the decisions on names make of them, and what became of each."""
    known = _known(letters)
    rulings: dict[int, Ruling] = {}
    ties: list[tuple[int, Entity, Entity]] = []
    cuts: list[tuple[int, Entity, Entity]] = []
    for number, decision in enumerate(decisions):
        kind = KINDS[decision.decision].thing
        assert kind is not None
        one, other = entity_of(kind, decision.value), entity_of(kind, decision.to)
        unknown = [e.name for e in (one, other) if not e.known and (kind, e.key) not in known]
        if unknown:
            told = f"neither a letter nor the catalogue has a {kind} called “{unknown[0]}”"
            rulings[number] = Ruling(decision, Effect.UNKNOWN, told)
        elif decision.decision.startswith("unsure"):
            rulings[number] = Ruling(decision, Effect.KEPT, "nobody is asked again")
        elif decision.decision.startswith("same"):
            ties.append((number, one, other))
        else:
            cuts.append((number, one, other))
    _contradictions(decisions, ties, cuts, rulings)
    same, called = _joined([tie for tie in ties if tie[0] not in rulings])
    apart: dict[Key, list[str]] = defaultdict(list)
    for number, one, other in cuts:
        if number not in rulings and (one.kind, one.key) == (other.kind, other.key):
            apart[one.kind, one.key].append(fold_company(decisions[number].value))
    _settle(decisions, ties, cuts, same, rulings)
    found = Names(same, called, {key: tuple(names) for key, names in apart.items()})
    return found, [rulings[number] for number in range(len(decisions))]


def _known(letters: Iterable[LetterClaims]) -> set[Key]:
    """What letters name."""
    found: set[Key] = set()
    for letter in letters:
        found.add((letter.council.kind, letter.council.key))
        for one in letter.statements:
            found |= {(thing.kind, thing.key) for thing in (one.system, one.object) if thing}
    return found


def _contradictions(
    decisions: Sequence[Decision],
    ties: Sequence[tuple[int, Entity, Entity]],
    cuts: Sequence[tuple[int, Entity, Entity]],
    rulings: dict[int, Ruling],
) -> None:
    """Decisions that say of two names that they are one thing and that they are not: none of them is applied."""
    graph: dict[Key, list[tuple[Key, int]]] = defaultdict(list)
    for number, one, other in ties:
        graph[one.kind, one.key].append(((other.kind, other.key), number))
        graph[other.kind, other.key].append(((one.kind, one.key), number))
    for number, one, other in cuts:
        path = _path(graph, (one.kind, one.key), (other.kind, other.key))
        for each in [number, *path] if path else ():
            rulings[each] = contradicted(decisions[each], [decisions[n] for n in (number, *path) if n != each])


def _path(graph: Mapping[Key, list[tuple[Key, int]]], start: Key, end: Key) -> list[int]:
    """The decisions that make one thing of two, by the shortest way."""
    came: dict[Key, tuple[Key, int]] = {}
    waiting = deque([start])
    while waiting and start != end:
        at = waiting.popleft()
        for next_, number in graph.get(at, ()):
            if next_ != start and next_ not in came:
                came[next_] = at, number
                waiting.append(next_)
    path: list[int] = []
    while end in came and end != start:
        end, number = came[end]
        path.append(number)
    return path


def _joined(ties: Sequence[tuple[int, Entity, Entity]]) -> tuple[dict[Key, Entity], dict[Key, str]]:
    """Each thing that is one with another → that other, and its own name: chosen is what is only ever on the right,
    known ones first."""
    root: dict[Key, Key] = {}
    entities: dict[Key, Entity] = {}

    def top(key: Key) -> Key:
        while root.get(key, key) != key:
            key = root[key]
        return key

    left = {(one.kind, one.key) for _, one, _ in ties}
    for _, one, other in ties:
        entities |= {(one.kind, one.key): one, (other.kind, other.key): other}
        root[top((one.kind, one.key))] = top((other.kind, other.key))
    groups: dict[Key, list[Key]] = defaultdict(list)
    for key in entities:
        groups[top(key)].append(key)
    found: dict[Key, Entity] = {}
    for keys in groups.values():
        chosen = min(keys, key=lambda key: (key in left, not entities[key].known, key))
        found |= {key: entities[chosen] for key in keys if key != chosen}
    return found, {key: entities[key].name for key in found}


def _settle(
    decisions: Sequence[Decision],
    ties: Sequence[tuple[int, Entity, Entity]],
    cuts: Sequence[tuple[int, Entity, Entity]],
    same: Mapping[Key, Entity],
    rulings: dict[int, Ruling],
) -> None:
    """What became of the decisions that nothing speaks against."""
    for number, one, other in ties:
        if number in rulings:
            continue
        if one.key == other.key:
            rulings[number] = Ruling(decisions[number], Effect.SETTLED, f"both are {other.name} without it")
        else:
            name = same.get((one.kind, one.key), other).name
            rulings[number] = Ruling(decisions[number], Effect.APPLIED, f"“{decisions[number].value}” is {name}")
    for number, one, other in cuts:
        if number in rulings:
            continue
        if one.key == other.key:
            told = f"“{decisions[number].value}” is a thing of its own"
            rulings[number] = Ruling(decisions[number], Effect.APPLIED, told)
        else:
            rulings[number] = Ruling(decisions[number], Effect.KEPT, "nobody is asked again")


def renamed(letter: LetterClaims, names: Names) -> LetterClaims:
    """A letter whose names are those of the things that people say they are of."""
    if names == AS_READ:
        return letter
    council = names.resolve(letter.council, letter.letter.authority or "")
    own = {
        (one.system.key, names.resolve(one.system, one.claim.stated)): one.claim.stated
        for one in letter.statements
        if one.system and one.claim.field in SYSTEMS and names.apart.get((Kind.SYSTEM, one.system.key))
    }
    split = {key: entity for (key, entity) in own if entity.key != key}
    statements = tuple(_renamed(one, names, split) for one in letter.statements)
    return replace(letter, council=council, statements=statements)


def _renamed(statement: Statement, names: Names, split: Mapping[str, Entity]) -> Statement:
    claim, system, object_ = statement.claim, statement.system, statement.object
    if object_:
        object_ = names.resolve(object_, claim.stated)
    if system:
        system = split.get(system.key) or names.resolve(system)
    if claim.field in ("system", "former_system") and object_ and statement.object == statement.system:
        system = object_
    if (system, object_) == (statement.system, statement.object):
        return statement
    return replace(
        statement,
        system=system,
        object=object_,
        claim=replace(
            claim,
            system=system.name if system and claim.system else claim.system,
            value=object_.name if object_ and object_ != statement.object else claim.value,
        ),
    )
