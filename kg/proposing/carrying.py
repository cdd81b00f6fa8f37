"""Requests → a file for others to answer, and answers out of such a file: JSON Lines, plain or as batches take them.

Plain lines: `{"id", "messages", "schema"}` and `{"id", "answer"}`. Batches: what hosted services and local servers call
the batch interface of chat completions: `{"custom_id", "method", "url", "body"}` and `{"custom_id", "response"}`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any

from kg.errors import AnswerError, NotFoundError, UsageError
from kg.proposing.answers import keep
from kg.proposing.asking import Request
from kg.proposing.forms import MOST_CHARACTERS, answer_of, checked, schema

MOST_TOKENS = 8_192
"""No answer may be longer, in tokens."""


class Form(StrEnum):
    """How requests are written for others."""

    PLAIN = "plain"
    BATCH = "batch"


def body_of(request: Request, model: str, tokens: int = MOST_TOKENS) -> dict[str, Any]:
    """The body of a request to a server with the chat-completions interface."""
    return {
        "model": model,
        "messages": request.messages,
        "temperature": 0,
        "max_tokens": tokens,
        "response_format": {
            "type": "json_schema",
            "json_schema": {"name": "proposals", "strict": True, "schema": schema()},
        },
    }


def lines_of(requests: Sequence[Request], form: Form, model: str = "") -> Iterator[str]:
    """The lines of a file of requests."""
    for one in requests:
        if form is Form.BATCH:
            body = body_of(one, model)
            head = {"custom_id": one.id, "method": "POST", "url": "/v1/chat/completions"}
            row: dict[str, object] = {**head, "body": body}
        else:
            row = {"id": one.id, "messages": one.messages, "schema": schema()}
        yield json.dumps(row, ensure_ascii=False) + "\n"


def content_of(body: Any) -> str:
    """The words of an answer in the body of a chat completion.

    Raises:
        AnswerError: there are none, or they were cut off at the most that was allowed.
    """
    try:
        choice = body["choices"][0]
        content, reason = choice["message"]["content"], choice.get("finish_reason")
    except (KeyError, IndexError, TypeError, AttributeError) as error:
        raise AnswerError("The answer is no chat completion.", "Check the endpoint's address.") from error
    if reason == "length":
        raise AnswerError("The answer was longer than allowed, and cut off.", "Allow more: --tokens.")
    if not isinstance(content, str) or not content.strip():
        raise AnswerError("The answer is empty.", "The model may refuse, or not know the schema: try another.")
    return content


def take_in(path: Path, requests: Iterable[Request], folder: Path, model: str) -> tuple[int, list[str]]:
    """Keep the answers in a file: how many there were, and a line for each that was none.

    Raises:
        NotFoundError: the file is not there.
        OutputError: the folder cannot be written; what was kept stays.
    """
    known = {one.id: one for one in requests}
    kept: set[str] = set()
    problems: list[str] = []
    for number, line in enumerate(_lines(path), start=1):
        if not line.strip():
            continue
        try:
            name, answer = _answer(line)
            if name not in known:
                raise AnswerError(
                    f"it answers the request {name[:32]!r}, which none of these letters has.",
                    "Name the letters that were exported, unchanged, with this version.",
                )
            keep(folder, known[name], model, answer)
            kept.add(name)
        except AnswerError as error:
            problems.append(f"{path}, line {number}: {error}")
    return len(kept), problems


def _lines(path: Path) -> Iterator[str]:
    """The lines of a file, none longer than an answer may be."""
    most = 4 * MOST_CHARACTERS
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            while line := file.readline(most):
                if len(line) == most and not line.endswith("\n"):
                    while line and not line.endswith("\n"):
                        line = file.readline(most)
                    line = '"too long"'
                yield line
    except FileNotFoundError as error:
        raise NotFoundError(f"There is no file {path}.", "Check the name.") from error
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror or error}.", "Check who may read it.") from error


def _answer(line: str) -> tuple[str, dict[str, Any]]:
    """The request that a line answers, and the answer."""
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise AnswerError("it is no JSON, or too long.", "Write one JSON object a line.") from error
    name = (row.get("custom_id") or row.get("id")) if isinstance(row, dict) else None
    if not isinstance(name, str):
        raise AnswerError("it has no id.", "Keep the id of the request beside each answer.")
    if "response" in row:
        response = row["response"]
        if not isinstance(response, dict) or response.get("status_code", 200) != 200:
            raise AnswerError("its request failed.", "Ask again for this one.")
        return name, answer_of(content_of(response.get("body")))
    found = row.get("answer", row.get("content"))
    return name, answer_of(found) if isinstance(found, str) else checked(found)
