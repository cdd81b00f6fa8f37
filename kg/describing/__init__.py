"""Statements and records → quads: the one place where quads are made. Their shape is in `docs/graph.md`."""

from kg.describing.letters import contract_of, describe_letter, letter_key

__all__ = ["contract_of", "describe_letter", "letter_key"]
