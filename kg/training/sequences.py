"""Examples → the models of sequences: what each line is, and which words are names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from kg.extracting.names import capitals_in, features_of
from kg.extracting.sheet import Sheet
from kg.scoring import Model
from kg.segmenting import Role
from kg.segmenting.describing import describe
from kg.segmenting.roles import roles_by
from kg.training.aligning import name_places, tags_of
from kg.training.examples import Example
from kg.training.fitting import fit_chain

_LINES, _NAMES = 2.0, 1.5
"""How strongly the weights of each model are drawn to nothing; chosen on folds."""
_MOST_COPIES = 5
"""So often, at the most, a letter of weight is shown to the models."""
_WORD = re.compile(r"(?<![\w'’-])[a-z]{2,}(?![\w])")


def ordinary_words(examples: Sequence[Example]) -> frozenset[str]:
    """The words that two letters or more write in small letters."""
    counts: Counter[str] = Counter()
    for one in examples:
        counts.update(set(_WORD.findall(one.document.text)))
    return frozenset(word for word, count in counts.items() if count >= 2)


def fit_lines(examples: Sequence[Example]) -> Model:
    """The model of what lines are."""
    told = [one for one in examples if one.roles is not None]
    rows = [one.notes.get("lines") or describe(one.lines) for one in told]
    for one, features in zip(told, rows, strict=True):
        one.notes["lines"] = features
    copies = [at for at, one in enumerate(told) for _ in range(min(_MOST_COPIES, int(one.weight)))]
    truths = [[str(role) for role in one.roles or ()] for one in told]
    return fit_chain("lines", [rows[at] for at in copies], [truths[at] for at in copies], ridge=_LINES, least=2)


def roles_of(model: Model, one: Example) -> list[Role]:
    """The roles of a letter's lines by a model."""
    features = one.notes.get("lines") or describe(one.lines)
    one.notes["lines"] = features
    return roles_by(model, features)


def fit_names(examples: Sequence[Example], sheets: dict[str, Sheet], ordinary: frozenset[str]) -> Model:
    """The model of which words are names."""
    sequences: list[list[list[str]]] = []
    truths: list[list[str]] = []
    for one in examples:
        sheet = sheets[one.name]
        places = name_places(sheet.letter.view, one.facts)
        counts = capitals_in(sheet.words)
        for words in sheet.words:
            for _ in range(min(_MOST_COPIES, int(one.weight)) if words.tokens else 0):
                sequences.append(features_of(words, counts, ordinary))
                truths.append(tags_of(words, places))
    return fit_chain("names", sequences, truths, ridge=_NAMES, least=3, rounds=90)
