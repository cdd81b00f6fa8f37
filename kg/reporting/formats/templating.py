"""Templates → pages that need nothing else and let nothing else in.

The content security policy names each script and style by its digest (https://www.w3.org/TR/CSP3/); text of letters is
escaped and never becomes markup.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.reporting.formats.policy import policy
from kg.values.spoken import day

if TYPE_CHECKING:
    from jinja2 import Environment

PAGES = Path(__file__).parent / "pages"
"""The templates, styles and scripts of reports; those of other folders may build on them."""
Menu = tuple[tuple[str, str, bool], ...]
"""The pages beside one: what they are called, where they are, and whether one is itself."""


def filled_in(template: str, folder: Path, styles: Iterable[Path], scripts: Iterable[Path], **values: Any) -> str:
    """A page: a template of `folder`, or of the reports, with its styles and scripts written into it."""
    from markupsafe import Markup

    style, script = _joined(tuple(styles)), _joined(tuple(scripts))
    return (
        _environment(folder)
        .get_template(template)
        .render(policy=_policy(script, style), style=Markup(style), script=Markup(script), **values)
    )


def data(value: object) -> str:
    """A value as JSON that stands in a page as text of a script: nothing in it reads as HTML, or as an address."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return (
        text.replace("<", r"\u003c").replace("://", r":\/\/").replace("\u2028", r"\u2028").replace("\u2029", r"\u2029")
    )


@lru_cache(maxsize=16)
def _joined(files: tuple[Path, ...]) -> str:
    return "".join(file.read_text(encoding="utf-8") for file in files)


@lru_cache(maxsize=16)
def _policy(script: str, style: str) -> str:
    return policy([script], [style])


@lru_cache(maxsize=4)
def _environment(folder: Path) -> Environment:
    from jinja2 import Environment, FileSystemLoader

    made = Environment(
        loader=FileSystemLoader(list(dict.fromkeys((folder, PAGES)))),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_shown,
        auto_reload=False,
    )
    made.filters["day"] = day
    return made


def _shown(value: object) -> object:
    """Text of a letter as text: without control characters, and no search of the file for an address finds one."""
    return _escaped(value) if type(value) is str else value


@lru_cache(maxsize=1 << 16)
def _escaped(text: str) -> object:
    from markupsafe import Markup, escape

    if not text.isprintable():
        text = "".join(char if char.isprintable() or char in "\n\t" else " " for char in text)
    found = escape(text)
    return Markup(str(found).replace("://", "&#58;//")) if "://" in text else found
