"""Dates of contracts and of use: each date's part is told by the words before it, else by the question."""

from __future__ import annotations

import re

from kg.extracting.context import AskedItem, Context
from kg.extracting.segments import Segment, is_table
from kg.model import Certainty
from kg.values import DateValue, find_dates

NAME = "dates 1"

_CONTRACT = r"(?:contract(?:ed)?|agreement|arrangement|licen[cs]e|subscription|term|order|support)"
_ROLES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "in_use_since",
        re.compile(
            r"\b(?:(?:live|in\suse|used|had|using|operated|operational|been\s(?:in\suse|with\sus|used))\b[^.;]{0,30}\b(?:since|from|in|on)"
            r"|(?:went|gone|go|goes)\slive|live\suse|came\sin(?:to\suse)?|(?:first\sused|installed|implemented|introduced|adopted|moved\sto\sit)\b)[^.;,]{0,40}$",
            re.IGNORECASE,
        ),
    ),
    (
        "contract_end",
        re.compile(
            r"\b(?:until|till|ends?(?:ed|ing)?|expir(?:y|es?|ed|ing)|finish(?:es|ed|ing)?|end\sdate|terminat\w+|runs?\s(?:out|to|until)|up\sto|through\sto|to)"
            r"\s*(?:on|in|at|is|:|the|of|date)?\s*(?:the\send\sof\s)?(?:the\s)?$",
            re.IGNORECASE,
        ),
    ),
    (
        "contract_start",
        re.compile(
            rf"\b{_CONTRACT}\b[^.;]{{0,80}}\b(?:beg[au]n|begins|start(?:s|ed)?|commence[sd]?|signed|let|awarded|made|dates?\sfrom|software\sin|use\sin)\b[^.;]{{0,20}}$"
            rf"|\b(?:contracted\sto\suse|start\sdate|commencement|runs?\sfrom|from|start(?:s|ed)?|commence[sd]?|beg[ia]n)\b[^.;,]{{0,30}}$",
            re.IGNORECASE,
        ),
    ),
)
_TOLD = re.compile(rf"\b{_CONTRACT}\b|\blive\b|\bin\suse\b|\bsince\b|\bfirst\sused\b|\bmoved\sto\b|\bbrought\sin|\bcame\sin|\binstalled\b|\bhas?d?\shad\b", re.IGNORECASE)
_ASKED = ("contract_end", "contract_start", "in_use_since")
_OF_DATES = frozenset({"contract_end", "contract_start", "contract_term", "in_use_since"})


def extract(context: Context) -> None:
    """Claims of `contract_start`, `contract_end` and `in_use_since`."""
    for item, segment in context.answered():
        if is_table(segment.text) or item.asked.kinds & {"statistics", "activity"}:
            continue
        if item.asked.kinds & _OF_DATES or _TOLD.search(segment.text):
            _dates(context, item, segment)


def _dates(context: Context, item: AskedItem, segment: Segment) -> None:
    dates = find_dates(segment.text)
    for date in dates:
        field = _role(segment.text[: date.span.start], item, alone=len(dates) == 1)
        if field is None:
            continue
        start = _clause_start(segment.text, date.span.start)
        whole = segment.passage.sub(
            start, _full_stop(segment.text, date.span.end) if start == 0 and len(segment.text) < 40 else date.span.end
        )
        for target in context.targets(item, segment):
            context.add(
                target, field, date.edtf, whole, item, NAME,
                stated=segment.text[date.span.start : date.span.end],
                certainty=Certainty.APPROXIMATE if date.approximate else Certainty.DEFINITE,
                interval=date.interval,
            )  # fmt: skip


def _role(before: str, item: AskedItem, *, alone: bool) -> str | None:
    for field, pattern in _ROLES:
        if pattern.search(before):
            return field
    asked = [field for field in _ASKED if field in item.asked.kinds]
    return asked[0] if len(asked) == 1 and alone else None


def _clause_start(text: str, at: int) -> int:
    """Where the clause begins in which a date stands: after a comma that ends a clause of its own."""
    comma = text.rfind(", ", 0, at)
    if comma < 0 or len(text[comma:at].split()) < 3:
        return 0
    return comma + 2


def _full_stop(text: str, end: int) -> int:
    return end + 1 if text[end : end + 1] == "." else end


__all__ = ["DateValue", "extract"]
