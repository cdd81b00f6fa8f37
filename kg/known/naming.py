"""A name that a user writes → the thing that is called so: by all of a name, by words of it, else by a part of a
reference or file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.errors import NotFoundError, UsageError
from kg.known.asking import ask
from kg.known.rows import Row
from kg.parameters import near, offered
from kg.sparql import PREFIXES
from kg.store import Store

KINDS = ("system", "supplier", "council", "service", "contract", "letter")
"""In the order in which they are taken where one name is that of two things."""
_BY_PART = ("contract", "letter")
"""Kinds that are found by a part of what they are called: nobody knows a reference by heart."""
_BY_WORDS = ("council", "supplier", "system", "service")
"""Kinds that are found by some words of their names, in the order in which they are tried."""
_LEAST = 3
"""Letters and digits that a part must have."""
_SHOWN = 10
_SERVICES = 2
_LISTED = "See what there is with `kg query --name names-of-things`."


@dataclass(frozen=True, slots=True)
class Named:
    """A thing: what it is called first of all, and its kind, one of `KINDS`."""

    iri: str
    kind: str
    name: str


def find(store: Store, name: str) -> Named:
    """The thing called `name`, in any case; preferred names count before others, then kinds in their order.

    Raises:
        NotFoundError: nothing is called so; the nearest names are offered.
        UsageError: several things of one kind are, or several names have those words, or references that part.
    """
    rows = ask(store, "names-of-things")
    whole = _best([row for row in rows if _is_called(row, name)], name)
    if len(whole) > 1:
        raise UsageError(f"{len(whole)} things are called {name!r}.", _choice(store, whole))
    parts = whole or _worded(rows, name) or _holding(rows, name)
    if len(parts) > 1:
        raise UsageError(f"{name!r} is part of what several are called.", _choice(store, parts))
    if not parts:
        raise NotFoundError(f"Nothing in this graph is called {name!r}.", offered(_like(rows, name), _LISTED))
    return parts[0]


def _is_called(row: Row, name: str) -> bool:
    iri = str(row["thing"])
    return _folded(name) in (_folded(str(row["name"])), _folded(iri), _folded(iri.replace(PREFIXES["id"], "id:", 1)))


def _best(rows: Sequence[Row], name: str) -> list[Named]:
    """The things of the best rank among those that are called so."""
    ranks: dict[Named, tuple[bool, int]] = {}
    for row in rows:
        one = _named(row)
        ranks[one] = (_folded(one.name) != _folded(name), KINDS.index(one.kind))
    return sorted((one for one in ranks if ranks[one] == min(ranks.values())), key=lambda one: one.iri)


def _worded(rows: Sequence[Row], name: str) -> list[Named]:
    """The things of the first kind of which some are called by these words among others: "Coventry" is a council."""
    if len(_condensed(name)) < _LEAST or not re.search(r"[^\W\d_]", name):
        return []  # figures alone are a part of a reference
    wanted = re.compile(rf"(?<!\w){re.escape(_folded(name))}(?!\w)")
    for kind in _BY_WORDS:
        found = [row for row in rows if row["kind"] == kind and wanted.search(_folded(str(row["name"])))]
        if found:
            return list(dict.fromkeys(map(_named, found)))
    return []


def _choice(store: Store, things: Sequence[Named]) -> str:
    """How to ask for one of several: what to call each, and what it is."""
    names = _told(things)
    shown = things[:_SHOWN]
    naming = {
        (kind, str(row[kind])): int(str(row["councils"]))
        for kind in ("system", "supplier")
        if any(one.kind == kind for one in shown)
        for row in ask(store, f"{kind}s-by-councils")
    }
    lines = [f"  {name}: {_what(store, one, naming)}" for name, one in zip(names, shown, strict=False)]
    more = [f"  … and {len(things) - _SHOWN} more"] if len(things) > _SHOWN else []
    return "\n".join([f'Ask for one by all of its name, for instance "{names[-1]}":', *lines, *more])


def _what(store: Store, one: Named, naming: Mapping[tuple[str, str], int]) -> str:
    """What a thing is, in a few words: of a system or supplier whose, what for, and how many councils name it, by kind
    and name."""
    if one.kind not in ("system", "supplier"):
        return one.kind
    known: dict[str, list[str]] = {}
    for row in ask(store, "reference-about", {"thing": one.iri}):
        known.setdefault(str(row["property"]), []).append(str(row["value"]))
    by, services = known.get("supplied by", []), known.get("typical service", [])
    words = f"{one.kind}{f' of {by[0]}' if by else ''}{f' for {_listed(services)}' if services else ''}"
    councils = naming.get((one.kind, one.name), 0)
    named = f"{councils} council{'' if councils == 1 else 's'}" if councils else "no council"
    return f"{words}; named by {named} of this graph"


def _listed(services: Sequence[str]) -> str:
    """A few services within a sentence."""
    some = [name if name[:2].isupper() else name[:1].lower() + name[1:] for name in services[:_SERVICES]]
    return ", ".join([*some, "…"] if len(services) > _SERVICES else some)


def _told(things: Sequence[Named]) -> list[str]:
    """What to call things by: their names, and where several have one name their IRIs."""
    names = [one.name for one in things]
    return [one.name if names.count(one.name) == 1 else _short(one) for one in things]


def _short(one: Named) -> str:
    """An IRI as it is typed: `id:contract/…`."""
    return one.iri.replace(PREFIXES["id"], "id:", 1)


def _holding(rows: Sequence[Row], name: str) -> list[Named]:
    """The contracts and letters with a reference or a file name that holds these letters and digits."""
    wanted = _condensed(name)
    if len(wanted) < _LEAST:
        return []
    found = (_named(row) for row in rows if row["kind"] in _BY_PART and wanted in _condensed(str(row["name"])))
    return list(dict.fromkeys(found))


def _like(rows: Sequence[Row], name: str) -> Iterator[str]:
    """Names like that, one for each thing: of all that it is called, the one most like it."""
    things: dict[str, set[str]] = {}
    for row in rows:
        things.setdefault(str(row["name"]), set()).add(str(row["thing"]))
    told: set[str] = set()
    for one in near(name, things):
        if not things[one] <= told:
            yield one
        told |= things[one]


def _named(row: Row) -> Named:
    return Named(str(row["thing"]), str(row["kind"]), str(row["preferred"]))


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


def _condensed(name: str) -> str:
    """The letters and digits of a reference, which is written with spaces, strokes and hyphens as one likes."""
    return re.sub(r"[\W_]+", "", name.casefold())
