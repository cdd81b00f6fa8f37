"""Code of documents and notebooks, run as it stands: what it prints, and what a notebook would show."""

from __future__ import annotations

import ast
import contextlib
import io
import json
import re
import sys
from pathlib import Path
from typing import Any

BLOCK = re.compile(r"^```python\n(?P<code>.*?)^```\n(?:```text\n(?P<shown>.*?)^```)?", re.MULTILINE | re.DOTALL)
Output = dict[str, Any]


def blocks(page: str) -> list[tuple[str, str]]:
    """The Python of a page, each block with what the page says that it prints."""
    return [(found["code"], found["shown"] or "") for found in BLOCK.finditer(page)]


def printed(code: str, names: dict[str, Any]) -> tuple[str, Any]:
    """What code prints, and the value of its last line if that is an expression."""
    tree = ast.parse(code)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    value = None
    with contextlib.redirect_stdout(io.StringIO()) as out:
        exec(compile(tree, "<cell>", "exec"), names)
        if isinstance(last, ast.Expr):
            value = eval(compile(ast.Expression(last.value), "<cell>", "eval"), names)
    return out.getvalue(), value


def outputs(code: str, names: dict[str, Any], number: int) -> list[Output]:
    """The outputs of a cell as a notebook stores them (nbformat 4)."""
    text, value = printed(code, names)
    found: list[Output] = []
    if text:
        found.append({"name": "stdout", "output_type": "stream", "text": text.splitlines(keepends=True)})
    if value is not None:
        data = {"text/plain": _lines(repr(value))}
        for kind, method in (("text/html", "_repr_html_"), ("image/svg+xml", "_repr_svg_")):
            if hasattr(value, method):
                data[kind] = _lines(getattr(value, method)())
        if "image/svg+xml" in data:
            data["text/plain"] = ["<Drawing>"]  # the same text once more would only be long
        found.append({"data": data, "execution_count": number, "metadata": {}, "output_type": "execute_result"})
    return found


def _lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)


def executed(notebook: dict[str, Any]) -> dict[str, Any]:
    """A notebook with the outputs that its cells give."""
    names: dict[str, Any] = {"__name__": "__main__"}
    number = 0
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            number += 1
            cell["execution_count"] = number
            cell["outputs"] = outputs("".join(cell["source"]), names, number)
    return notebook


def as_file(notebook: dict[str, Any]) -> str:
    return json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    for path in map(Path, sys.argv[1:]):
        path.write_text(as_file(executed(json.loads(path.read_text(encoding="utf-8")))), encoding="utf-8")
