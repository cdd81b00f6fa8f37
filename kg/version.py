"""The version of council-kg, apart from the public door, which imports all that uses it."""

__version__ = "0.1.0"
