"""Answers as files, one a request, under the digest of canonical text, prompt, schema and model; what a build reads.

A file is JSON with the keys `answers` (the version of this form), `id`, `letter`, `part`, `prompt`, `schema`, `model`
and `answer`. Only whole files have such names: they are written aside and renamed.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import AnswerError, NotFoundError, OutputError, UsageError
from kg.model import PROPOSER, Document, Proposed
from kg.proposing.asking import Request, digest_of
from kg.proposing.forms import checked, proposals_of, schema_digest

FORM = 1
_MODEL = re.compile(r"[\w.:/@+-]+(?: [\w.:/@+-]+)*", re.ASCII)
_LONGEST_MODEL = 52
"""With it the whole extractor, model and prompt, fits into an IRI."""
_KEPT = re.compile(r"[0-9a-f]{32}\.json")


def checked_model(name: str) -> str:
    """The name of a model, as it may stand in a graph. Raises UsageError."""
    if len(name) > _LONGEST_MODEL or not _MODEL.fullmatch(name):
        hint = f"Give at most {_LONGEST_MODEL} letters, figures and the marks . : / @ + - _ between single spaces."
        raise UsageError("The model's name cannot be used.", hint)
    return name


def path_of(folder: Path, request: Request, model: str) -> Path:
    """Where the answer of a model to a request is kept."""
    digest = hashlib.sha256("\x1f".join((request.id, model)).encode()).hexdigest()
    return folder / f"{digest[:32]}.json"


def make_folder(folder: Path) -> None:
    """Make the folder of answers. Raises OutputError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(
            f"The folder {folder} cannot be made: {error.strerror or error}.", "Choose another with `-o`."
        ) from error


def keep(folder: Path, request: Request, model: str, answer: Mapping[str, Any]) -> Path:
    """Keep an answer, whole or not at all. Raises OutputError."""
    from kg.exporting.files import write_aside

    path = path_of(folder, request, model)
    whole = {
        "answers": FORM, "id": request.id, "letter": request.letter, "part": [request.part, request.parts],
        "prompt": request.prompt.digest, "schema": schema_digest(), "model": model, "answer": answer,
    }  # fmt: skip
    write_aside(path, (json.dumps(whole, indent=1, ensure_ascii=False) + "\n").encode("utf-8", "backslashreplace"))
    return path


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers of one model to one prompt, by letter."""

    by: str
    """The model and the digest of the prompt, as the extractor of claims names them."""
    letters: Mapping[str, Proposed]
    digest: str
    """Of all files that were read: a build depends on it."""
    folder: Path
    """Where they are."""
    model: str | None = None
    """The model that was chosen, if one was."""

    def of(self, document: Document) -> Proposed | None:
        """What is proposed of a document; None where nobody was asked about it."""
        return self.letters.get(digest_of(document))


@dataclass(frozen=True, slots=True)
class _Kept:
    letter: str
    part: int
    parts: int
    prompt: str
    model: str
    answer: Mapping[str, Any]


def read_answers(folder: Path, model: str | None = None) -> Answers:
    """The answers in a folder; `model` chooses among those of several.

    Raises:
        NotFoundError: the folder is not there, or holds no answers.
        AnswerError: a file is damaged, or given to another schema.
        UsageError: answers of several models or prompts are there.
    """
    if not folder.is_dir():
        raise NotFoundError(f"There is no folder {folder}.", "Ask first: kg propose LETTERS -o answers/ …")
    paths = sorted(path for path in folder.iterdir() if _KEPT.fullmatch(path.name))
    digest = hashlib.sha256()
    kept: list[_Kept] = []
    for path in paths:
        data = _bytes(path)
        one = _read(path, data)
        if model is None or one.model == model:
            digest.update(path.name.encode() + hashlib.sha256(data).digest())
            kept.append(one)
    sides = sorted({(one.model, one.prompt) for one in kept})
    if len(sides) > 1:
        names = "; ".join(f"{name} to prompt {prompt[:8]}" for name, prompt in sides)
        raise UsageError(
            f"{folder} holds answers of several models or prompts: {names}.",
            "Choose a model with --answers-of, or keep the answers to each prompt in a folder of their own.",
        )
    if not sides:
        raise NotFoundError(f"{folder} holds no answers.", "Ask first: kg propose LETTERS -o answers/ …")
    by = f"{PROPOSER}{sides[0][0]} (prompt {sides[0][1][:8]})"
    return Answers(by, _by_letter(kept, by), digest.hexdigest(), folder, model)


def _by_letter(kept: Iterable[_Kept], by: str) -> dict[str, Proposed]:
    groups: dict[str, list[_Kept]] = {}
    for one in kept:
        groups.setdefault(one.letter, []).append(one)
    found = {}
    for letter, ones in sorted(groups.items()):
        read = [proposals_of(one.answer) for one in sorted(ones, key=lambda one: (one.parts, one.part))]
        proposals = tuple(dict.fromkeys(proposal for good, _ in read for proposal in good))
        whole = {one.part for one in ones} >= set(range(1, max(one.parts for one in ones) + 1))
        found[letter] = Proposed(by, proposals, whole, sum(broken for _, broken in read))
    return found


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise AnswerError(f"{path} cannot be read: {error.strerror or error}.", "Check who may read it.") from error


def _read(path: Path, data: bytes) -> _Kept:
    try:
        row = json.loads(data)
        part, parts = row["part"]
        one = _Kept(str(row["letter"]), int(part), int(parts), str(row["prompt"]), str(row["model"]), row["answer"])
        form, given = row["answers"], row["schema"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise AnswerError(f"{path} is no answer, or damaged.", "Remove it, and ask again for its letter.") from error
    if form != FORM or given != schema_digest():
        raise AnswerError(f"{path} was given to another schema than this version's.", "Remove it, and ask again.")
    checked_model(one.model)
    if not re.fullmatch(r"[0-9a-f]{16}", one.prompt) or not 1 <= one.part <= one.parts <= len(data):
        raise AnswerError(f"{path} is no answer, or damaged.", "Remove it, and ask again for its letter.")
    checked(one.answer)
    return one
