"""Rules across letters: the SPARQL CONSTRUCT queries of `ontology/rules/`, in the order of their names.

A rule sees the letters' graphs, the reference graph, the ontology and what the rules before it concluded. Its
conclusions are claims with status `inferred`, its own name and the claims they rest on, or, as for the bounds of a
contract's dates and the days of a period, plain sums of what stands beside them; it never changes a letter's graph.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import BlankNode, NamedNode, Quad, QueryTriples, Store

from kg.errors import DataError
from kg.model import Status
from kg.resources import ontology_dir
from kg.vocab import ID, KG, SCHEME

DERIVED = NamedNode(ID + "graph/derived")
_STATUS = NamedNode(str(KG.status))
_INFERRED = NamedNode(f"{SCHEME}status/{Status.INFERRED}")


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: `name` is its file's name without number and ending."""

    name: str
    path: Path
    text: str


def rules() -> tuple[Rule, ...]:
    """All rules in the order in which they run."""
    paths = sorted((ontology_dir() / "rules").glob("*.rq"))
    return tuple(Rule(path.stem.split("-", 1)[1], path, path.read_text(encoding="utf-8")) for path in paths)


def derive(quads: Iterator[Quad]) -> list[Quad]:
    """The derived graph of all other quads, sorted.

    Raises:
        DataError: a rule that does not parse or that concludes a blank node.
    """
    store = Store()
    store.bulk_extend(quads)
    for rule in rules():
        store.extend(_conclusions(store, rule))
    if any(store.quads_for_pattern(None, None, None, DERIVED)):
        store.add(Quad(DERIVED, _STATUS, _INFERRED, DERIVED))
    return sorted(store.quads_for_pattern(None, None, None, DERIVED), key=str)


def _conclusions(store: Store, rule: Rule) -> list[Quad]:
    try:
        found = store.query(rule.text, use_default_graph_as_union=True)
    except SyntaxError as error:
        raise DataError(
            f"The rule {rule.path.name} does not parse: {error}.", "Mend it, or install the package again."
        ) from error
    if not isinstance(found, QueryTriples):
        raise DataError(f"The rule {rule.path.name} is no CONSTRUCT query.", "Mend it, or install the package again.")
    quads: list[Quad] = []
    for triple in found:
        if isinstance(triple.subject, BlankNode) or isinstance(triple.object, BlankNode):
            raise DataError(f"The rule {rule.path.name} concludes a blank node.", "Give every conclusion an IRI.")
        quads.append(Quad(triple.subject, triple.predicate, triple.object, DERIVED))
    return quads
