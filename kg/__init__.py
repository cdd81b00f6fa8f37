"""council-kg: a knowledge graph of councils' systems and contracts, from their freedom-of-information letters."""

__version__ = "0.1.0"
