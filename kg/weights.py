"""The weights by which letters are read: a file of models, checked on reading.

The file is text, compressed by gzip: a line of JSON that says what it is, then for each model a line of JSON with its
name, labels and steps, and a line for each feature with its packed weights as a hexadecimal number; a model of
trees has a line for each of these. The same models give the same bytes.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from kg.errors import DataError
from kg.resources import weights_file
from kg.scoring import Model
from kg.trees import Trees, parsed, written

VERSION = 10
"""Raised whenever a model's features change their meaning."""
_CURE = "Install the package again, which brings the shipped weights, or learn them anew with `kg train`."


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """All models by their names, the words that letters write in small letters, and what the models were made of."""

    models: Mapping[str, Model]
    ordinary: frozenset[str]
    trees: Mapping[str, Trees]
    """The models that judge."""
    card: Mapping[str, object] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Model:
        return self.models[name]


def write_weights(weights: Weights, path: Path) -> None:
    """Write weights aside, then rename."""
    lines = ["\n".join(_lines(weights))]
    data = "\n".join(lines).encode() + b"\n"
    head = {"council-kg weights": VERSION, "sha256": hashlib.sha256(data).hexdigest()}
    buffer = io.BytesIO()
    with gzip.GzipFile(fileobj=buffer, mode="wb", mtime=0) as file:
        file.write(json.dumps(head).encode() + b"\n" + data)
    aside = path.with_name(path.name + ".new")
    aside.write_bytes(buffer.getvalue())
    aside.replace(path)


def _lines(weights: Weights) -> Iterator[str]:
    yield json.dumps({"card": weights.card}, sort_keys=True, ensure_ascii=False)
    yield json.dumps({"ordinary": " ".join(sorted(weights.ordinary))}, ensure_ascii=False)
    for name in sorted(weights.models):
        model = weights.models[name]
        yield json.dumps(
            {"model": name, "labels": model.labels, "steps": model.steps, "features": len(model.weights)},
            ensure_ascii=False,
        )
        for feature in sorted(model.weights):
            yield f"{feature}\t{model.weights[feature]:x}"
    for name in sorted(weights.trees):
        yield from written(weights.trees[name])


def read_weights(path: Path) -> Weights:
    """Read weights.

    Raises:
        DataError: the file is not there, damaged, or of another version.
    """
    try:
        head, _, body = gzip.decompress(path.read_bytes()).partition(b"\n")
        said = json.loads(head)
    except (OSError, EOFError, ValueError) as error:
        raise DataError(f"The weights {path} cannot be read: {error}.", _CURE) from error
    if not isinstance(said, dict) or said.get("council-kg weights") != VERSION:
        raise DataError(f"{path} holds no weights of version {VERSION}.", _CURE)
    if said.get("sha256") != hashlib.sha256(body).hexdigest():
        raise DataError(f"The weights {path} are damaged: their digest differs.", _CURE)
    return _parsed(body.decode().split("\n"))


def _parsed(lines: list[str]) -> Weights:
    card = json.loads(lines[0])["card"]
    ordinary = frozenset(json.loads(lines[1])["ordinary"].split())
    models: dict[str, Model] = {}
    trees: dict[str, Trees] = {}
    at = 2
    while at < len(lines) and lines[at]:
        head = json.loads(lines[at])
        if "trees" in head:
            end = at + 1 + head["many"]
            trees[head["trees"]] = parsed(head, lines[at + 1 : end])
            at = end
            continue
        end = at + 1 + head["features"]
        table: dict[str, int] = {}
        for line in lines[at + 1 : end]:
            feature, _, number = line.rpartition("\t")
            table[feature] = int(number, 16)
        models[head["model"]] = Model(head["model"], tuple(head["labels"]), table, tuple(map(tuple, head["steps"])))
        at = end
    return Weights(models, ordinary, trees, card)


@cache
def shipped() -> Weights:
    """The weights of the package, read once. Raises DataError."""
    return read_weights(weights_file())
