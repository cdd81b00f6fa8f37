"""How much a picture holds, whole or in part: by the definitions of `COUNTS` (kg/known/counting.py), so that the page
tells the numbers that the build, its reports and `kg list` tell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from kg.picturing.proving import Proof
from kg.vocab import FIELDS

if TYPE_CHECKING:
    import networkx

_NAMED = ("system", "supplier")
"""Kinds of things that are counted where a letter says that they are used, or supply."""


def counted(graph: networkx.MultiDiGraph, proofs: Iterable[Proof]) -> Mapping[str, int]:
    """Counts by their name; `proofs` are those of the picture, each once."""
    found = dict.fromkeys(("letters", "councils", "systems", "suppliers", "claims", "observations"), 0)
    for _, data in graph.nodes(data=True):
        name = f"{data['kind']}s"
        if name in found:
            found[name] += is_counted(data)
    for proof in proofs:
        found["claims"] += _is_fact(proof)
        found["observations"] += proof.part == "figure"
    return found


def is_counted(data: Mapping[str, Any]) -> bool:
    """Whether what is drawn counts: a system that is only planned, mentioned or not named does not."""
    return data["kind"] not in _NAMED or any(_names(proof, data["kind"]) for proof in data["claims"])


def _names(proof: Proof, field: str) -> bool:
    """Whether a claim says that a system is in use, or that a supplier supplies."""
    return proof.field == field and _is_fact(proof) and proof.certainty != "planned"


def _is_fact(proof: Proof) -> bool:
    """Whether a proof is a fact that a letter states, a person asserts or a rule works out."""
    said = proof.part == "claim" and proof.field in FIELDS and proof.field != "part_of"
    return said and proof.polarity == "affirmed" and proof.status != "reference" and not proof.is_set_aside
