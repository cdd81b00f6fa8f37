"""A picture and a wish in, the part that fits out: a council, a service, what is around a thing, some letters."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.errors import NotFoundError, UsageError
from kg.parameters import nearest
from kg.picturing.marking import mark
from kg.picturing.proving import Proof

if TYPE_CHECKING:
    import networkx

LARGEST = 10_000
"""Nodes; of a picture of more only the newest letters are drawn."""

_OF_SUPPLIERS = ("supplies", "supplied", "leads", "belongs")
_OF_SYSTEMS = ("uses", "plans", "used", "covers", "says", "same", "part")


@dataclass(frozen=True, slots=True)
class Wish:
    """What a part is of; all that is given has to fit. Names may be other spellings, codes or identifiers."""

    council: str | None = None
    service: str | None = None
    supplier: str | None = None
    around: str | None = None
    hops: int = 2
    """How many lines away what is `around` may be."""
    letters: Sequence[str] = ()
    """File names or references."""


def part(graph: networkx.MultiDiGraph, wish: Wish) -> networkx.MultiDiGraph:
    """The part of a picture that fits a wish; the picture itself if nothing is wished.

    Raises:
        NotFoundError: nothing is called so; offers the nearest names.
        UsageError: nothing fits all that is wished.
    """
    words = []
    whole = graph
    if wish.letters:
        chosen = {_find(graph, name, "letter") for name in wish.letters}
        graph = _of_letters(graph, chosen)
        words.append(f"{len(chosen)} letter{'' if len(chosen) == 1 else 's'}")
    if wish.council is not None:
        council = _find(whole, wish.council, "council")
        graph = _narrowed(graph, lambda n: council in graph.nodes[n]["councils"], lambda p: p.council in ("", council))
        words.append(str(whole.nodes[council]["name"]))
    if wish.service is not None:
        service = str(whole.nodes[_find(whole, wish.service, "service")]["service"])
        before = graph
        graph = _narrowed(graph, lambda n: _serves(before, n, service), lambda p: p.service in ("", service))
        words.append(str(whole.graph["names"].get(service, wish.service)))
    if wish.supplier is not None:
        supplier = _find(whole, wish.supplier, "supplier")
        of_it = _of_supplier(graph, supplier)
        graph = _narrowed(graph, of_it.__contains__, lambda _: True)
        words.append(str(whole.nodes[supplier]["name"]))
    if wish.around is not None:
        middle = _find(whole, wish.around)
        near = _around(graph, middle, wish.hops) if middle in graph else set()
        graph = _narrowed(graph, near.__contains__, lambda _: True, follow=False)
        words.append(f"{whole.nodes[middle]['name']} and what is at most {wish.hops} lines away")
    if not words:
        return graph
    if not graph.number_of_nodes():
        raise UsageError(
            f"Nothing of this graph fits all of: {', '.join(words)}.", "Ask for less, or draw it whole: kg graph"
        )
    graph.graph["part"] = f"A part of the graph: {', '.join(words)}."
    return graph


def drawable(graph: networkx.MultiDiGraph, largest: int = LARGEST) -> networkx.MultiDiGraph:
    """The picture, or of one too large the newest letters and what they tell of; `part` in it says what is drawn."""
    if len(graph) <= largest:
        return graph
    letters = [node for node, data in graph.nodes(data=True) if data["kind"] == "letter"]
    letters.sort(key=lambda node: (graph.nodes[node]["date"], node), reverse=True)
    ranks = {letter: rank for rank, letter in enumerate(letters)}
    first = sorted(min((ranks[one] for one in data["letters"]), default=0) for _, data in graph.nodes(data=True))
    kept = set(letters[: max(1, first[largest])])
    small = _of_letters(graph, kept)
    small.graph["part"] = (
        f"Of {len(letters):,} letters the {len(kept):,} newest are drawn: all {len(graph):,} things together are too "
        f"many for one picture."
    )
    return small


def _of_letters(graph: networkx.MultiDiGraph, letters: set[str]) -> networkx.MultiDiGraph:
    def fits(node: str) -> bool:
        return bool(letters.intersection(graph.nodes[node]["letters"]))

    return _narrowed(graph, fits, lambda proof: not proof.source or proof.source in letters)


def _serves(graph: networkx.MultiDiGraph, node: str, service: str) -> bool:
    if graph.nodes[node]["kind"] != "council":
        return service in graph.nodes[node]["services"]
    runs = (end for _, end, kind in graph.out_edges(node, keys=True) if kind == "runs")
    return any(service in graph.nodes[end]["services"] for end in runs)


def _narrowed(
    graph: networkx.MultiDiGraph,
    fits: Callable[[str], bool],
    keeps: Callable[[Proof], bool],
    *,
    follow: bool = True,
) -> networkx.MultiDiGraph:
    """The nodes that fit, with the claims that are kept; and, to `follow`, the suppliers of what is left."""
    kept = {node for node in graph if graph.nodes[node]["kind"] != "supplier" and fits(node)}
    kept |= {node for node in graph if graph.nodes[node]["kind"] == "supplier" and fits(node) and not follow}
    for _ in range(2 if follow else 0):  # twice: a supplier may belong to another
        for start, end, kind in graph.edges(keys=True):
            supplier, thing = (end, start) if kind == "belongs" else (start, end)
            if kind in _OF_SUPPLIERS and thing in kept:
                kept.add(supplier)
    small: networkx.MultiDiGraph = graph.subgraph(kept).copy()
    small.graph = {key: value for key, value in graph.graph.items() if key != "proofs"}
    for start, end, key, data in list(small.edges(keys=True, data=True)):
        claims = tuple(proof for proof in data["claims"] if keeps(proof))
        if data["claims"] and not claims:
            small.remove_edge(start, end, key)
        else:
            data["claims"] = claims
    for _, data in small.nodes(data=True):
        data["claims"] = tuple(proof for proof in data["claims"] if keeps(proof))
    mark(small, {node: data["ends"] for node, data in small.nodes(data=True) if data["ends"]})
    return small


def _of_supplier(graph: networkx.MultiDiGraph, supplier: str) -> set[str]:
    """What a supplier has to do with: its systems and contracts, then their services and letters, then councils."""
    found = {supplier}
    for kinds, of in ((_OF_SUPPLIERS, None), (_OF_SYSTEMS, None), (("runs",), "service")):
        for node in [node for node in found if node in graph and of in (None, graph.nodes[node]["kind"])]:
            found |= {start for start, _, kind in graph.in_edges(node, keys=True) if kind in kinds}
            found |= {end for _, end, kind in graph.out_edges(node, keys=True) if kind in kinds}
    return found


def _around(graph: networkx.MultiDiGraph, middle: str, hops: int) -> set[str]:
    import networkx

    return set(networkx.single_source_shortest_path_length(graph.to_undirected(as_view=True), middle, cutoff=hops))


def _find(graph: networkx.MultiDiGraph, name: str, kind: str | None = None) -> str:
    """The node that is called so: by its name before other spellings, else the only one whose name holds the words."""
    wanted = _folded(name)
    places: list[tuple[int, str]] = []
    holding: dict[str, str] = {}
    for node, data in sorted(graph.nodes(data=True)):
        if kind in (None, data["kind"]):
            called = [_folded(one) for one in _names(node, data)]
            if wanted in called:
                places.append((min(called.index(wanted), 1), node))
            elif wanted and wanted in called[0]:
                holding.setdefault(called[0], node)
    if places:
        return min(places)[1]
    if len(holding) == 1:
        return next(iter(holding.values()))
    what = kind or "thing"
    names = sorted({data["name"] for _, data in graph.nodes(data=True) if kind in (None, data["kind"])})
    if holding:
        names = [one for one in names if _folded(one) in holding]
        raise NotFoundError(f"Several {what}s are called like {name!r}.", f"Name one of them: {'; '.join(names[:5])}.")
    otherwise = f"There are: {'; '.join(names[:5])}." if names else f"This graph holds no {what}."
    raise NotFoundError(f"No {what} in this graph is called {name!r}.", nearest(name, names, otherwise))


def _names(node: str, data: dict[str, object]) -> Iterable[str]:
    yield str(data["name"])
    yield node.rpartition("/")[2]
    yield node
    aliases = data["aliases"]
    assert isinstance(aliases, tuple)
    yield from aliases


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())
