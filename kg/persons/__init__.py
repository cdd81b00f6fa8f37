"""Whose names stand in a letter: private persons, told from firms and councils that are called like them."""

from kg.persons.finding import hidden_in, hidden_of
from kg.persons.naming import shown_name

__all__ = ["hidden_in", "hidden_of", "shown_name"]
