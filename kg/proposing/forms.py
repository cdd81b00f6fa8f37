"""The form of an answer: the JSON schema that is asked for, and what is made of an answer, within bounds.

https://json-schema.org/draft/2020-12
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from kg.errors import AnswerError
from kg.model import ASKED_FIELDS, Certainty, Proposal
from kg.schemes import scheme

MOST_CHARACTERS = 1_000_000
"""An answer of more is none."""
MOST_PROPOSALS = 1_000
LONGEST_QUOTE = 600
LONGEST_WORDS = 300
"""So long may a value or a name be, in characters."""
_AGAIN = "Ask again; a model that cannot answer by a JSON schema cannot be used."
_KEYS = ("field", "value", "quote", "service", "system", "certainty", "question")


def schema() -> dict[str, Any]:
    """The JSON schema of an answer: every key is required, as structured output asks for it."""
    text = {"type": "string"}
    open_text = {"type": ["string", "null"]}
    services: list[str | None] = [one.notation for one in scheme("services").concepts]
    kinds: dict[str, Any] = {
        "field": {"type": "string", "enum": list(ASKED_FIELDS)}, "value": text, "quote": text,
        "service": {"type": ["string", "null"], "enum": [*services, None]}, "system": open_text,
        "certainty": {"type": "string", "enum": [one.value for one in Certainty]}, "question": open_text,
    }  # fmt: skip
    entry = {"type": "object", "properties": kinds, "required": list(_KEYS), "additionalProperties": False}
    return {
        "type": "object",
        "properties": {"proposals": {"type": "array", "items": entry}},
        "required": ["proposals"],
        "additionalProperties": False,
    }


@cache
def schema_digest() -> str:
    """By this an answer says to which schema it was given."""
    return hashlib.sha256(json.dumps(schema(), sort_keys=True).encode()).hexdigest()[:16]


def answer_of(content: str) -> dict[str, Any]:
    """The JSON object in the words of an answer: models put fences or thoughts around it.

    Raises:
        AnswerError: there is none, or it has no list of proposals, or is beyond bounds.
    """
    if len(content) > MOST_CHARACTERS:
        raise AnswerError(f"The answer has {len(content):,} characters, and {MOST_CHARACTERS:,} are the most.", _AGAIN)
    first, last = content.find("{"), content.rfind("}")
    try:
        found = json.loads(content[first : last + 1]) if first >= 0 else None
    except (ValueError, RecursionError) as error:
        raise AnswerError("The answer is no JSON, or was cut off.", _AGAIN) from error
    return checked(found)


def checked(found: object) -> dict[str, Any]:
    """An answer that has a list of proposals of bounded length. Raises AnswerError."""
    if not isinstance(found, dict) or not isinstance(found.get("proposals"), list):
        raise AnswerError("The answer holds no list of proposals.", _AGAIN)
    if len(found["proposals"]) > MOST_PROPOSALS:
        raise AnswerError(f"The answer holds more than {MOST_PROPOSALS:,} proposals.", _AGAIN)
    return {"proposals": found["proposals"]}


def proposals_of(answer: Mapping[str, Any]) -> tuple[tuple[Proposal, ...], int]:
    """The proposals of an answer, and how many of its entries are none by their form."""
    found = [_proposal(entry) for entry in answer["proposals"]]
    good = tuple(dict.fromkeys(one for one in found if one))
    return good, sum(one is None for one in found)


def _proposal(entry: object) -> Proposal | None:
    if not isinstance(entry, dict):
        return None
    field, value, quote = entry.get("field"), _words(entry.get("value")), _text(entry.get("quote"), LONGEST_QUOTE)
    certainty = entry.get("certainty") or Certainty.DEFINITE.value
    named = [entry.get(key) for key in ("service", "system", "question")]
    if field not in ASKED_FIELDS or not value or not quote or certainty not in list(Certainty):
        return None
    if any(one is not None and not _text(one, LONGEST_WORDS) for one in named):
        return None
    service, system, question = named
    if service is not None and scheme("services").by_notation(service) is None:
        return None
    return Proposal(str(field), value, quote, service, system, str(certainty), question)


def _words(value: object) -> str:
    """A value as words; numbers may come as such."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f"{value:.15g}" if abs(value) < 1e15 else ""
    return _text(value, LONGEST_WORDS)


def _text(value: object, most: int) -> str:
    return value.strip() if isinstance(value, str) and len(value) <= most else ""
