"""Statements and records → quads: the one place where quads are made. Their shape is in `docs/graph.md`."""

from kg.describing.letters import describe_letter, letter_key

__all__ = ["describe_letter", "letter_key"]
