"""The ontology and its schemes as a named graph, so that queries can join what a term is called and means."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Quad, RdfFormat, parse

from kg.describing.terms import graph
from kg.errors import DataError
from kg.resources import ontology_dir, own_files


def describe_ontology() -> Iterator[Quad]:
    """All triples of `council-kg.ttl`, `schemes/*.ttl` and the schemes of the user's own catalogue.

    Raises:
        DataError: a file that does not parse.
    """
    folder = ontology_dir()
    name = graph("ontology")
    own = [path for path in own_files() if path.suffix == ".ttl"]
    for path in [folder / "council-kg.ttl", *sorted((folder / "schemes").glob("*.ttl")), *own]:
        try:
            for quad in parse(path=str(path), format=RdfFormat.TURTLE):
                yield Quad(quad.subject, quad.predicate, quad.object, name)
        except (SyntaxError, OSError) as error:
            raise DataError(
                f"{path.name} of the ontology is damaged: {error}.", "Install the package again."
            ) from error
