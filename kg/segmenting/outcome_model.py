"""Answer → its outcome, by a model of the words of question and answer and of what rules of wording say."""

from __future__ import annotations

import itertools
import re
from functools import cache

from kg.lexicon import words_of
from kg.model import Answer, Outcome
from kg.segmenting import wording
from kg.weights import Weights

MODEL = "outcome"
_LONGEST = 120
"""So many words of an answer are looked at,"""
_FIRST = 14
"""and so many of its first sentence by themselves."""
_SHORT = 7
"""An answer of fewer words is looked at as a whole."""


def outcome_by(weights: Weights, question: str, answer: Answer) -> Outcome:
    """The likeliest outcome of an answer to a question. `answer` has what the rules of wording say."""
    model = weights[MODEL]
    scores = model.scores(outcome_features(question, answer))
    return Outcome(model.labels[max(range(len(scores)), key=scores.__getitem__)])


@cache
def _cues() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, value) for name, value in sorted(vars(wording).items()) if isinstance(value, re.Pattern))


def outcome_features(question: str, answer: Answer) -> list[str]:
    """What is to be seen of an answer: what rules say of it, cues of wording, words, and how much is asked."""
    text = "\n\n".join(passage.text for passage in answer.passages)
    flat = " ".join(text.split())
    words = words_of(flat)[:_LONGEST]
    sentences = wording.sentences_of(text)
    rule = f"rule {answer.outcome}"
    sections = min(len(answer.exemptions), 3)
    found = [
        "any", rule, f"long {min(len(words) // 8, 8)}", f"sections {sections}", f"joint {answer.joint}",
        f"refers {bool(answer.refers_to)}", f"passages {min(len(answer.passages), 4)}",
        f"sentences {min(len(sentences), 6)}", f"{rule}, sections {sections}, sentences {min(len(sentences), 4)}",
        *(f"section {one}" for one in answer.exemptions), *(f"cue {name}" for name, cue in _cues() if cue.search(flat)),
    ]  # fmt: skip
    if sentences:
        says = [wording.says_something(sentence) for sentence in sentences]
        first = words_of(sentences[0])[:_FIRST]
        found += [f"says first {says[0]}", f"says {min(sum(says), 3)}", f"begins {' '.join(first[:2])}"]
        found += [f"first cue {name}" for name, cue in _cues() if cue.search(sentences[0])]
        found += [f"first {word}" for word in first]
        found += [f"first {one} {other}" for one, other in itertools.pairwise(first)]
    found.append(f"only {' '.join(words)}" if len(words) < _SHORT else "longer")
    found += [f"word {word}" for word in dict.fromkeys(words)]
    found += [f"words {one} {other}" for one, other in dict.fromkeys(itertools.pairwise(words))]
    asked = words_of(question)[:60]
    found += [
        f"asks {min(len(asked) // 8, 5)}",
        f"marks {min(question.count('?'), 3)}",
        f"and {min(asked.count('and'), 3)}",
    ]
    return [*found, *(f"asked {word}" for word in dict.fromkeys(asked[:20]))]
