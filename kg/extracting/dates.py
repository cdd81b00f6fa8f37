"""Dates of contracts and of use: what a date is of is told by the words around it, else by the question."""

from __future__ import annotations

import re

from kg.extracting.context import AskedItem, Context, Target
from kg.extracting.segments import Segment, is_table
from kg.model import Certainty
from kg.values import DateValue, find_date_ranges, find_dates

NAME = "dates 1"

_CONTRACT = r"(?:contract(?:ed)?|agreement|arrangement|licen[cs]e|subscription|term|order|support)"
_LIVE = (
    r"(?:live|in\s(?:use|place)|used|had|using|operated|operational|been\s(?:in\suse|with\sus|used))\b(?:(?!\b(?:contract|ends?)\b)[^.;]){0,30}\b(?:since|from|in|on)"
    r"|(?:went|gone|go|goes|going|been)\slive|live\suse|(?:came|come|comes|brought)\s(?:in|into|in\suse|into\suse)|first\sused"
    r"|(?:installed|implemented|introduced|adopted|launched|followed)|moved\sto\sit|moved\s(?:it\s)?(?:across|over)"
)
_ROLES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "",
        re.compile(
            r"\b(?:given\sus|reply|respond|received|dated|published|reported\sto|election|return|snapshot|account\son|as\s(?:at|of))\b[^.;]{0,30}$",
            re.I,
        ),
    ),
    (
        "in_use_until",
        re.compile(
            r"\b(?:turned\soff|switched\soff|retired|decommissioned|withdrawn|shut\sdown|replaced\s[A-Z][\w’'-]*)\b[^.;,]{0,20}$|\b(?:pay|paid)\sfor\s[A-Z][^.;]{0,60}\buntil\s$",
            re.IGNORECASE,
        ),
    ),
    ("in_use_since", re.compile(rf"\b(?:{_LIVE})\b[^.;,]{{0,40}}$", re.IGNORECASE)),
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
"""What a date is, by the words before it; the first that fits. An empty role is that of no contract and no use."""
_TOLD = re.compile(
    rf"\b{_CONTRACT}\b|\b(?:live|in\s(?:use|place)|since|first\sused|moved\sto|brought\sin|came\sin|installed|ha[sd]?d?\shad|turned\soff|switched\soff|retired|replaced)\b",
    re.IGNORECASE,
)
_ASKED = ("contract_end", "contract_start", "in_use_since", "in_use_until")
_OF_DATES = frozenset({"former_system", "contract_end", "contract_start", "contract_term", "extension", "in_use_since"})
_OF_CONTRACT = frozenset({"contract_end", "contract_start", "contract_term", "extension"})
_OF_USE = re.compile(r"\b(?:in\suse|used|live)\b", re.IGNORECASE)
_PLANNED = re.compile(
    r"\b(?:plan(?:s|ned)?\sto|intend|expects?\sto|going\sto|will\s(?:be|go|move|start|begin)|are\smoving|to\sstart|hope\sto)\b",
    re.IGNORECASE,
)
_UNREAL = re.compile(
    r"\b(?:does\snot|do\snot|did\snot|not\sbefore|before|after|option\sto\sextend|break\s(?:clause|point)|not\slater\sthan)\b[^.;,]{0,40}$",
    re.IGNORECASE,
)
"""Words before a date that only denies, bounds or allows."""
_NOT_YET = re.compile(r"\b(?:new\scontract|to\sbe\ssigned|will\sbegin|would)\b", re.IGNORECASE)


def extract(context: Context) -> None:
    """Claims of `contract_start`, `contract_end`, `in_use_since` and `in_use_until`."""
    for item, segment in context.answered():
        if is_table(segment.text) or item.asked.kinds & {"statistics", "activity"}:
            continue
        if item.asked.kinds & _OF_DATES or _TOLD.search(segment.text) or _planned(context, segment):
            taken = _ranges(context, item, segment)
            _dates(context, item, segment, taken)
    _keep_extended(context)


_EXTENDED = re.compile(r"\b(?:now\sends?|extended\s(?:to|until)|that\smakes\sit)\s(?:on\s)?$", re.IGNORECASE)


def _keep_extended(context: Context) -> None:
    """Where an answer gives the end of a contract as extended, the end before that is history."""
    text = context.letter.document.text
    ends = [c for c in context.claims if c.field == "contract_end"]
    for end in ends:
        at = text.find(end.stated, end.evidence.span.start)
        if not _EXTENDED.search(text[max(0, at - 30) : at]):
            continue
        for other in ends:
            same = (other.service, other.system, other.question) == (end.service, end.system, end.question)
            if same and other.value < end.value and other in context.claims:  # type: ignore[operator]
                context.claims.remove(other)


def _ranges(context: Context, item: AskedItem, segment: Segment) -> list[tuple[int, int]]:
    """Ranges of a contract: "1 July 2020 to 30 June 2027"; returns the places they take."""
    taken: list[tuple[int, int]] = []
    if "former_system" in item.asked.kinds:
        for found in find_date_ranges(segment.text):
            taken.append((found.span.start, found.span.end))
            if found.end is not None:
                _add(context, item, segment, "in_use_until", found.end, (0, found.span.end))
        return taken
    if not (item.asked.kinds & _OF_CONTRACT or re.search(_CONTRACT, segment.text, re.IGNORECASE)):
        return taken
    for found in find_date_ranges(segment.text):
        before = segment.text[: found.span.start]
        if found.start is None or _OF_USE.search(before[-40:]) or _role_of(before[-60:]) == "":
            continue
        taken.append((found.span.start, found.span.end))
        quote = (found.span.start, found.span.end)
        _add(context, item, segment, "contract_start", found.start, quote)
        if found.end is not None:
            _add(context, item, segment, "contract_end", found.end, quote)
    return taken


def _dates(context: Context, item: AskedItem, segment: Segment, taken: list[tuple[int, int]]) -> None:
    text = segment.text
    dates = [d for d in find_dates(text) if not any(start <= d.span.start < end for start, end in taken)]
    for date in dates:
        field = _role(text, date, item, alone=len(dates) == 1)
        if field in (None, "contract_start") and _PLANNED.search(text) and _planned(context, segment):
            field = "in_use_since"
        if _UNREAL.search(text[: date.span.start]):
            continue
        if not field or (field in _OF_CONTRACT and _NOT_YET.search(text[: date.span.start])):
            continue
        start = _clause_start(text, date.span.start)
        end = _full_stop(text, date.span.end) if start == 0 and len(text) < 40 else date.span.end
        _add(context, item, segment, field, date, (start, end))


def _add(
    context: Context, item: AskedItem, segment: Segment, field: str, date: DateValue, place: tuple[int, int]
) -> None:
    certainty = Certainty.APPROXIMATE if date.approximate else Certainty.DEFINITE
    planned = _planned(context, segment)
    if field == "in_use_since" and (planned or _PLANNED.search(segment.text[: date.span.start])):
        certainty = Certainty.PLANNED
    for target in _targets(context, item, segment, field):
        context.add(
            target, field, date.edtf, segment.passage.sub(*place), item, NAME,
            stated=segment.text[date.span.start : date.span.end], certainty=certainty, interval=date.interval,
        )  # fmt: skip


def _targets(context: Context, item: AskedItem, segment: Segment, field: str) -> tuple[Target, ...]:
    """A system that is gone, and one that is only planned, have uses of their own."""
    planned = _planned(context, segment)
    if field == "in_use_since" and planned:
        return planned
    if field != "in_use_until":
        return context.targets(item, segment)
    span = segment.whole.span
    gone = [c for c in context.claims if c.field == "former_system" and span.covers(c.evidence.span)]
    return tuple(Target(c.service, c.system) for c in gone) or context.targets(item, segment)


def _planned(context: Context, segment: Segment) -> tuple[Target, ...]:
    """The systems that a sentence says are planned."""
    span = segment.whole.span
    return tuple(
        Target(c.service, c.system)
        for c in context.claims
        if c.field == "system" and c.certainty is Certainty.PLANNED and span.covers(c.evidence.span)
    )


def _role(text: str, date: DateValue, item: AskedItem, *, alone: bool) -> str | None:
    found = _role_of(text[: date.span.start])
    if found is not None:
        return found
    asked = [field for field in _ASKED if field in item.asked.kinds]
    return asked[0] if len(asked) == 1 and alone else None


def _role_of(before: str) -> str | None:
    return next((field for field, pattern in _ROLES if pattern.search(before)), None)


def _clause_start(text: str, at: int) -> int:
    """Where the clause begins in which a date stands: after a comma that ends a clause of its own."""
    comma = text.rfind(", ", 0, at)
    if comma < 0 or len(text[comma:at].split()) < 3:
        return 0
    return comma + 2


def _full_stop(text: str, end: int) -> int:
    return end + 1 if text[end : end + 1] == "." else end
