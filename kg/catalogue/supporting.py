"""Whether a name that is also an ordinary word, a place or initials means a system or a supplier here.

In go the name, what is known of its senses, and the words around it; out comes yes or no. No, if a word is
there that rules it out (`unsafe_context` in `ambiguous.csv`), or if a place is named ("Orchard Road"). Else
yes, if

1. one of the words that go with it is there (`safe_context`);
2. it stands as a whole answer: alone in a line, a cell or behind a label, with at most a bracket after it;
3. it has a capital where an ordinary word would have none: in the middle of a sentence, and not before
   another capital ("recorded in Eclipse." but not "Eclipse Theatre"); or it begins a sentence as only a name
   can ("Synergy is hosted by …", "OneView: £110,000");
4. it follows what only a name can follow ("supplied by Access", "we use Insight").

Which rules count depends on the nature of the words: for the commonest (`common`) only 1, for `initials` 1
and 2, for the `name` of a person, a place or the like, which always has a capital, 1, 2 and 4, for a `word`
all four.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache

from kg.catalogue.folding import tokens

_PLACE = re.compile(
    r"\s+(?:Street|Road|Lane|House|Avenue|Way|Close|Drive|Square|Court|Park|Place|Crescent|Terrace|Hill|Hospital|"
    r"Theatre|Centre|Surgery|Primary|School|College|Ward|District|Borough|City|County|Council)\b"
)
_CELLS = re.compile(r"[\n|;\t]|\s{2,}|(?<=[\w)]):\s|\s[–—-]\s|(?<=\w),\s(?:from|by|supplied|provided)\b")
_LABEL = re.compile(r"^[\s>*_#•●▪·◦-]*(?:(?:Q|A)?\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.):]\s+)?", re.IGNORECASE)
_SENTENCE_START = re.compile(r"(?:^|[.!?:;•●▪◦|\n\t]|\s[–—-])[\s\"'“‘(*_]*$")
_SUBJECT = re.compile(
    r":\s|\s+(?:(?:is|was|are|were|has been|will be|is being)\s+(?:hosted|used|supplied|provided|bought|"
    r"procured|implemented|replaced|purchased|licensed|in use|our|the)\b|costs?\s(?:us|£|about|approx)|"
    r"replaced\b|went live\b|runs on\b)"
)
_BEFORE_NAME = re.compile(
    r"\b(?:use|uses|used|using|called|named|supplied by|provided by|bought from|purchased from|hosted by|"
    r"contract with|supplier is|provider is|system is|by|from)\s+[\"'“‘(*_]*$"
)


_NEAR = 100
"""How many characters before a name tell where in its sentence it stands."""


def is_supported(words: str, nature: str, safe: Iterable[str], unsafe: Iterable[str], context: str) -> bool:
    """The rule of this module, for the name `words` in the text `context`."""
    heard = heard_words(context)
    if any(heard(word) for word in unsafe):
        return False
    places = list(re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", context))
    if places and all(_PLACE.match(context, place.end()) for place in places):
        return False
    if any(heard(word) for word in safe):
        return True
    if nature == "common":
        return False
    if _is_whole_answer(words, context):
        return True
    if nature == "initials":
        return False
    return any(
        _follows_cue(context, place.start(), place.end())
        or (nature == "word" and _is_name_in_sentence(context, place.start(), place.end()))
        for place in places
    )


@lru_cache(maxsize=64)
def heard_words(context: str) -> Callable[[str], bool]:
    """A test for words or phrases in a text, whatever their case and punctuation."""
    heard = f" {_spoken(context)} "
    return lambda words: f" {_spoken(words)} " in heard


@lru_cache(maxsize=4096)
def _spoken(text: str) -> str:
    """The folded words of a text with a space between them, so that phrases can be sought in it."""
    return " ".join(token.folded for token in tokens(text))


def _is_whole_answer(words: str, context: str) -> bool:
    wanted = _spoken(words)
    for cell in _CELLS.split(context):
        bare = re.sub(r"\([^)]*\)\s*[.,]?\s*$", "", cell)
        if words in bare and wanted in (_spoken(_LABEL.sub("", bare)), _spoken(bare)):
            return True
    return False


def _follows_cue(context: str, start: int, end: int) -> bool:
    """Rule 4."""
    return bool(_BEFORE_NAME.search(context, max(0, start - _NEAR), start)) and not _runs_on(context, start, end)


def _is_name_in_sentence(context: str, start: int, end: int) -> bool:
    """Rule 3."""
    if not context[start].isupper() or _runs_on(context, start, end):
        return False
    if _SENTENCE_START.search(context, max(0, start - _NEAR), start):
        return bool(_SUBJECT.match(context, end))
    line = context[context.rfind("\n", 0, start) + 1 : start]
    previous = re.search(r"([^\W\d_][\w'’]*)\s+[\"'“‘(*_]*$", line)
    return bool(previous and previous[1][0].islower())


def _runs_on(context: str, start: int, end: int) -> bool:
    """Whether the name is part of a longer one or of a compound: "Orchard Partners", "Open-ended"."""
    return bool(re.match(r"\s+[A-Z]|-\w", context[end : end + 3])) or context[start - 1 : start] == "-"
