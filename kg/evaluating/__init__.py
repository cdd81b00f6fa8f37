"""Gold and graph → how good the reading is: precision, recall and F1 by field, outcomes, referrals, observations.

A fact is letter, service, field and value. Names are equal after folding case and punctuation and through the
catalogue's aliases; dates, references and sums must be the same. The rows come from the graph by SPARQL.
How to annotate letters, and what the figures mean, stands in `docs/gold.md`.
"""

from kg.evaluating.comparing import Compared, evaluate, fold_value
from kg.evaluating.facts import Fact, facts_of
from kg.evaluating.gold import find_letters, gold_facts, load_gold, stem_of
from kg.evaluating.scores import Evaluation, Miss, Score

__all__ = [
    "Compared",
    "Evaluation",
    "Fact",
    "Miss",
    "Score",
    "evaluate",
    "facts_of",
    "find_letters",
    "fold_value",
    "gold_facts",
    "load_gold",
    "stem_of",
]
