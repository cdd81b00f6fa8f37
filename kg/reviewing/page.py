"""A review → one HTML page that needs nothing else and lets nothing else in; it is served, or works from disk.

Text of letters travels as JSON in which nothing reads as HTML, and reaches the page as text only: the content security
policy names each script and style by its digest (https://www.w3.org/TR/CSP3/), and trusted types forbid every way to
turn text into markup.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

from kg.decisions.kinds import ACCEPT, ASSERT, HEADS, NO_LETTER, REJECT, REVIEWED
from kg.model import DECISION_COLUMNS, Certainty
from kg.reporting.formats.policy import policy
from kg.reviewing import forms
from kg.reviewing.gathering import Review

_TEMPLATE = Path(__file__).parent / "template"
_SCRIPTS = ("data", "lines", "keeping", "claims", "queue", "values", "letter", "card", "form", "heads", "page")
"""In the order in which they run; each says in its first line what it is for."""
TAKE = "kg review --take review-decisions.csv"
"""The command that takes the lines that a page gives to download."""


def render(review: Review, *, file: str, who: str = "", served: bool = False, take: str = TAKE) -> str:
    """The page of a review. The same review gives the same bytes.

    Args:
        file: how the file of decisions is called, for people.
        who: who decides, as far as that is known.
        served: whether a server behind it takes the decisions.
        take: the command by which the file takes the lines of a page that works from disk.
    """
    from jinja2 import Environment, FileSystemLoader
    from markupsafe import Markup

    script, style = "".join(_asset(f"{name}.js") for name in _SCRIPTS), _asset("page.css")
    environment = Environment(loader=FileSystemLoader(_TEMPLATE), autoescape=True, keep_trailing_newline=True)
    return environment.get_template("page.html").render(
        policy=policy([script], [style], served=served),
        script=Markup(script), style=Markup(style),
        data=Markup(_harmless(_data(review, file, who, served) | {"take": take})),
        served=served, file=file,
    )  # fmt: skip


def _data(review: Review, file: str, who: str, served: bool) -> dict[str, object]:
    return {
        "served": served, "file": file, "who": who, "columns": DECISION_COLUMNS,
        "kinds": {
            "accept": ACCEPT, "reject": REJECT, "assert": ASSERT, "reviewed": REVIEWED, "noLetter": NO_LETTER,
        },
        "heads": {one: f"letter {one}" for one in HEADS},
        "letters": [asdict(one) for one in review.letters],
        "items": [asdict(one) for one in review.items],
        "lines": [asdict(one) for one in review.lines],
        "fields": forms.fields(), "services": forms.services(), "names": forms.names(),
        "partial": review.partial, "certainties": [one.value for one in Certainty],
    }  # fmt: skip


def _harmless(data: dict[str, object]) -> str:
    """JSON in which no character begins markup, and no search of the file for an address finds one."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for char in "<>&":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return text.replace("://", ":\\/\\/").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _asset(name: str) -> str:
    return (_TEMPLATE / name).read_text(encoding="utf-8")
