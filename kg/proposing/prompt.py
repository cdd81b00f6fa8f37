"""The prompt: a template of the package, filled with the ontology's own definitions of fields and concepts."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from kg.errors import DataError
from kg.model import ASKED_FIELDS
from kg.resources import ontology_dir
from kg.schemes import scheme

VERSION = "1"
"""The prompt that is sent; its figures are in docs/language-models.md."""
_FOLDER = Path(__file__).parent / "prompts"
_NOTATION = NamedNode("http://www.w3.org/2004/02/skos/core#notation")
_COMMENT = NamedNode("http://www.w3.org/2000/01/rdf-schema#comment")


@dataclass(frozen=True, slots=True)
class Prompt:
    """What a reader is told before it sees a letter."""

    version: str
    text: str

    @property
    def digest(self) -> str:
        """By this an answer says to which prompt it was given; it changes with the ontology's definitions."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:16]


@cache
def prompt(version: str = VERSION) -> Prompt:
    """The prompt of a version, filled. Raises DataError where the package lacks it."""
    try:
        text = (_FOLDER / f"{version}.md").read_text(encoding="utf-8")
        examples = json.loads((_FOLDER / f"{version}-examples.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise DataError(f"The prompt {version} cannot be read: {error}.", "Install the package again.") from error
    parts = {
        "fields": "\n".join(_fields()),
        "hosting": ", ".join(_notations("hosting")),
        "routes": ", ".join(_notations("routes")),
        "services": "\n".join(_services(version)),
        "examples": "\n".join(_examples(examples)),
    }
    for name, words in parts.items():
        text = text.replace(f"{{{name}}}", words)
    return Prompt(version, text)


def _fields() -> Iterator[str]:
    """A line for each field that is asked for, as the ontology defines it."""
    comments: dict[str, str] = {}
    notations: dict[str, str] = {}
    for quad in parse(path=str(ontology_dir() / "council-kg.ttl"), format=RdfFormat.TURTLE):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal):
            if quad.predicate == _COMMENT:
                comments[quad.subject.value] = quad.object.value
            elif quad.predicate == _NOTATION:
                notations[quad.object.value] = quad.subject.value
    for field in ASKED_FIELDS:
        words = comments[notations[field]].partition(", as precise as")[0].partition(": xsd:")[0]
        yield f"- `{field}`: {words.rstrip('.')}."


def _services(version: str) -> Iterator[str]:
    """A line for each service, with what else belongs there."""
    lines = (_FOLDER / f"{version}-services.tsv").read_text(encoding="utf-8").splitlines()
    notes = dict(line.split("\t") for line in lines)
    for one in scheme("services").concepts:
        note = notes.get(one.notation)
        yield f"- `{one.notation}`: {one.label}{f' ({note})' if note else ''}"


def _notations(name: str) -> list[str]:
    return [f"`{one.notation}`" for one in scheme(name).concepts]


def _examples(examples: list[dict[str, object]]) -> Iterator[str]:
    for one in examples:
        yield f"Letter:\n<letter>\n{one['letter']}</letter>\nAnswer:\n{json.dumps(one['answer'], ensure_ascii=False)}\n"
