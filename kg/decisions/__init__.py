"""What people decide about what was read: a file of lines goes in, letters come out that are read as people say.

`decide` is a pure function: letters as read and decisions → letters after, and what became of each decision. Nothing is
forgotten: what gives way stays with its letter as set aside, and a decision that finds nothing is told.
"""

from kg.decisions.applying import UNFOUND, Decided, decide
from kg.decisions.kinds import KINDS, About, Kind
from kg.decisions.lines import FILE_NAME, append, holds_decisions, read_decisions

__all__ = [
    "FILE_NAME",
    "KINDS",
    "UNFOUND",
    "About",
    "Decided",
    "Kind",
    "append",
    "decide",
    "holds_decisions",
    "read_decisions",
]
