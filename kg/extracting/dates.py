"""Dates of contracts and of use: what a date is of is told by the words around it, else by the question."""

from __future__ import annotations

import re
from itertools import pairwise

from kg.extracting.context import AskedItem, Context, Target
from kg.extracting.date_roles import ABOUT_CONTRACT, CONTRACT, OF_CONTRACT, told_by_verb
from kg.extracting.focus import said_about, targets_of
from kg.extracting.moods import Mood, clause_of, mood_at
from kg.extracting.segments import Segment, is_table
from kg.model import Certainty, Claim
from kg.values import DateRange, DateValue, find_date_ranges, find_dates

NAME = "dates 2"

_TOLD = re.compile(
    rf"^(?:ends?|expires?|starts?|started|renews)\s|\b{CONTRACT}s?\b|\b(?:live|in\s(?:use|place|service)|since|first\sused|moved\sto|brought\sin|bought|purchased|came\s(?:in|from)|(?:begin|start)\s(?:to\suse|using)|began|used\sfrom|fitted|used\b[^.;]{{0,40}}\suntil|installed|introduced|implemented|ha[sd]?d?\shad|turned\soff|switched\soff|closed\sdown|shut\sdown|given\sup|read-only|retired|replaced|decommissioned|withdrawn|ceased|stopped\susing)\b",
    re.IGNORECASE,
)
"""Words by which a sentence tells of contracts or use, also where nobody has asked."""
_ASKED = ("contract_end", "contract_start", "in_use_since", "in_use_until")
_OF_DATES = frozenset({"former_system", "contract_end", "contract_start", "contract_term", "extension", "in_use_since"})
_OF_USE = re.compile(r"\b(?:in\suse|used|live)\b", re.IGNORECASE)
_BOUNDS = re.compile(
    r"\b(?:not\sbefore|before|after|by|option\sto\sextend(?:\s\w+){0,3}|break\s(?:clause|point|option)\w*|(?:not|no)\slater\sthan|no\searlier\sthan)\s(?:the\s)?(?:end\sof\s)?$",
    re.IGNORECASE,
)
"""Words before a date that only bounds or allows."""
_REPLACED = re.compile(r"\breplaced\s(?!by\b)[^.;,]{2,60}$", re.IGNORECASE)
_OF_AGREEMENT = re.compile(r"\b(?:contract|agreement|licen[cs]e|subscription)\b[^.;]*$", re.IGNORECASE)
_ORIGINAL = re.compile(r"\boriginal(?:ly)?\b[^.;]*\b(?:awarded|let|signed|made|procured)\b[^.;]*$", re.IGNORECASE)
_PRESENT = re.compile(r"\b(?:present|current)\s(?:contract|agreement|arrangement|term)\b", re.IGNORECASE)
"""Beside a contract of today, an original one is history."""
_UNTIL = re.compile(r"\buntil\s(?:about\s|around\s|the\send\sof\s)?$", re.IGNORECASE)
_SINCE = re.compile(r"\bsince\s(?:about\s|around\s|roughly\s|approximately\s|the\s)?$", re.IGNORECASE)
_OPENS = re.compile(r"(?:it\s|this\s|which\s)?(?:has\s)?replaced\b", re.IGNORECASE)
_AND_ALSO = re.compile(r"(?:,|,?\sand|;)\s[^.;,\d]{0,50}?\b(?:on|in|from)?\s?", re.IGNORECASE)
"""What parts a date from one before it that is of the same kind."""
_SPENT = re.compile(
    r"\b(?:spen[dt]|paid|pay(?:ments?)?|costs?|expenditure|invoiced|charged)\b(?:(?!\b(?:runs?|terms?|start|commenc|beg[aiu]n|ends?|expir)\w*)[^.;]){0,60}$",
    re.IGNORECASE,
)
"""Words before the time in which money was spent."""
_SHORT = 6
"""Words that may stand before a date to which only its question gives a meaning."""


def extract(context: Context) -> None:
    """Claims of `contract_start`, `contract_end`, `in_use_since` and `in_use_until`."""
    for item, segment in context.answered():
        if is_table(segment.text) or item.asked.kinds & {"statistics", "activity"}:
            continue
        if item.asked.kinds & _OF_DATES or _TOLD.search(segment.text) or _coming(context, item, segment):
            taken = _ranges(context, item, segment)
            _dates(context, item, segment, taken)
    _keep_extended(context)
    _keep_precise(context)


def _keep_precise(context: Context) -> None:
    """Of a date and the same one told more closely, in one answer, the closer: 2021 and 2021-04-01."""
    dates = [c for c in context.claims if c.field in OF_CONTRACT]
    alike: dict[tuple[str | None, ...], list[Claim]] = {}
    for one in dates:
        alike.setdefault((one.service, one.system, one.field, one.question), []).append(one)
    for one in dates:
        same = alike[one.service, one.system, one.field, one.question]
        if any(str(c.value).startswith(f"{one.value}-") for c in same) and one in context.claims:
            context.drop(one)


_EXTENDED = re.compile(
    r"\b(?:now\s(?:ends?|expires?)|extended\s(?:to|until)|that\smakes\sit)\s(?:on\s)?$", re.IGNORECASE
)


def _keep_extended(context: Context) -> None:
    """Where an answer gives the end of a contract as extended, the end before that is history."""
    text = context.letter.document.text
    ends = list(context.of_field("contract_end"))
    for end in ends:
        at = text.find(end.stated, end.evidence.span.start)
        if not _EXTENDED.search(text[max(0, at - 30) : at]):
            continue
        for other in ends:
            same = (other.service, other.system, other.question) == (end.service, end.system, end.question)
            if same and other.value < end.value and other in context.claims:  # type: ignore[operator]
                context.drop(other)


def _ranges(context: Context, item: AskedItem, segment: Segment) -> list[tuple[int, int]]:
    """Ranges of a contract: "1 July 2020 to 30 June 2027"; returns the places they take."""
    taken: list[tuple[int, int]] = []
    if "former_system" in item.asked.kinds and not item.asked.kinds & OF_CONTRACT:
        for found in find_date_ranges(segment.text):
            if found.end is not None:
                taken.append((found.span.start, found.span.end))
                _add(context, item, segment, "in_use_until", found.end, (0, found.span.end))
        return taken
    if not (item.asked.kinds & OF_CONTRACT or ABOUT_CONTRACT.search(said_about(item, segment))):
        return taken
    for found in find_date_ranges(segment.text):
        before = segment.text[: found.span.start]
        if found.start and _SPENT.search(before):
            taken.append((found.span.start, found.span.end))
            continue
        one = _one_between(item, segment, found)
        if one and found.whole:
            taken.append((found.span.start, found.span.end))
            _add(context, item, segment, one, found.whole, (0, found.span.end))
            continue
        planned = mood_at(segment.text, found.span.start) & Mood.PLANNED
        if found.end is None and (planned or not ABOUT_CONTRACT.search(segment.text)):
            continue
        if (
            found.start is None
            or _OF_USE.search(before[-40:])
            or told_by_verb(before[-60:], said_about(item, segment), item.asked.kinds) == ""
        ):
            continue
        taken.append((found.span.start, found.span.end))
        quote = (found.span.start, found.span.end)
        _add(context, item, segment, "contract_start", found.start, quote)
        if found.end is not None:
            _add(context, item, segment, "contract_end", found.end, quote)
    return taken


def _one_between(item: AskedItem, segment: Segment, found: DateRange) -> str | None:
    """The field of the one date that lies in a range: "due to end between April 2026 and March 2027"."""
    if not found.between:
        return None
    before = segment.text[: found.span.start]
    role = told_by_verb(before[-60:], said_about(item, segment), item.asked.kinds)
    asked = [field for field in _ASKED if field in item.asked.kinds]
    role = asked[0] if role is None and len(asked) == 1 and not before.strip() else role
    return role if role in _ASKED else None


def _dates(context: Context, item: AskedItem, segment: Segment, taken: list[tuple[int, int]]) -> None:
    text = segment.text
    dates = [d for d in find_dates(text) if not any(start <= d.span.start < end for start, end in taken)]
    before: DateValue | None = None
    field_before: str | None = None
    for date in dates:
        lead = text[: date.span.start]
        field = _role(segment, date, item, alone=_apart(text, dates))
        if (
            field == "in_use_until"
            and _REPLACED.search(lead)
            and (context.named_in(lead[: lead.lower().rfind("replaced")]) or _OPENS.match(lead))
        ):
            _add(context, item, segment, "in_use_since", date, (0, date.span.end))
        if field in (None, "contract_start") and mood_at(text, date.span.start) & Mood.PLANNED:
            field = "in_use_since" if _coming(context, item, segment) and not _OF_AGREEMENT.search(lead) else field
        if field == "in_use_until" and _REPLACED.search(lead) and not _said_in(context, segment, "former_system"):
            continue
        if not field and _UNTIL.search(lead) and _said_in(context, segment, "former_system"):
            field = "in_use_until"
        if not field and _SINCE.search(lead) and context.named_in(lead) and not ABOUT_CONTRACT.search(lead):
            field = "in_use_since"
        if _ORIGINAL.search(lead) and _PRESENT.search(context.letter.view.text):
            continue
        bounded = _BOUNDS.search(lead) and not (
            field == "in_use_since" and mood_at(text, date.span.start) & Mood.PLANNED
        )
        if field is None and _AND_ALSO.fullmatch(text[before.span.end : date.span.start] if before else ""):
            field = field_before
        if not field or bounded:
            continue
        before, field_before = date, field
        start = _clause_start(text, date.span.start)
        end = _full_stop(text, date.span.end) if start == 0 and len(text) < 40 else date.span.end
        _add(context, item, segment, field, date, (start, end))


def _apart(text: str, dates: list[DateValue]) -> bool:
    """Whether each date stands in a part of its own: "iTrent 1/4/2023, Tribepad 12/6/2022"."""
    between = [text[one.span.end : after.span.start] for one, after in pairwise(dates)]
    return all(re.search(r"[,;\n]\s|\sand\s", words) and re.search(r"[A-Za-z]{3,}", words) for words in between)


def _add(
    context: Context, item: AskedItem, segment: Segment, field: str, date: DateValue, place: tuple[int, int]
) -> None:
    text = segment.text
    mood = mood_at(text, date.span.start)
    if mood & (Mood.DENIED | Mood.SUPPOSED) or (mood & Mood.PAST and field != "in_use_until"):
        return
    certainty = Certainty.APPROXIMATE if date.approximate else Certainty.DEFINITE
    if mood & Mood.PLANNED and field != "in_use_until":
        certainty = Certainty.PLANNED
    for target in _targets(context, item, segment, field, date.span.start):
        context.add(
            target, field, date.edtf, segment.passage.sub(*place), item, NAME,
            stated=text[date.span.start : date.span.end], certainty=certainty, interval=date.interval,
        )  # fmt: skip


def _targets(context: Context, item: AskedItem, segment: Segment, field: str, at: int) -> tuple[Target, ...]:
    """A system that is gone, and one that is only planned, have uses of their own."""
    planned = _coming(context, item, segment)
    if field == "in_use_since" and planned and mood_at(segment.text, at) & Mood.PLANNED:
        return planned
    if field != "in_use_until":
        return targets_of(context, item, segment, at)
    gone = _said_in(context, segment, "former_system")
    return tuple(Target(c.service, c.system) for c in gone) or targets_of(context, item, segment, at)


def _planned(context: Context, segment: Segment) -> tuple[Target, ...]:
    """The systems that a sentence says are planned."""
    said = _said_in(context, segment, "system")
    return tuple(Target(c.service, c.system) for c in said if c.certainty is Certainty.PLANNED)


def _coming(context: Context, item: AskedItem, segment: Segment) -> tuple[Target, ...]:
    """The systems that a sentence, or else the nearest sentence before it in the answer, says are planned."""
    at = next((n for n, s in enumerate(item.segments) if s.whole == segment.whole), 0)
    return next(filter(None, (_planned(context, s) for s in reversed(item.segments[: at + 1]))), ())


def _said_in(context: Context, segment: Segment, field: str) -> list[Claim]:
    return context.naming(segment.whole.span, field)


def _role(segment: Segment, date: DateValue, item: AskedItem, *, alone: bool) -> str | None:
    """What a date is of; None where neither its sentence nor its question tells."""
    text, at = segment.text, date.span.start
    about = said_about(item, segment)
    start, _ = clause_of(text, at)
    for lead in dict.fromkeys((text[start:at], text[:at])):
        found = told_by_verb(lead, about, item.asked.kinds)
        if found is not None:
            return found
    asked = [field for field in _ASKED if field in item.asked.kinds]
    plain = len(text[start:at].split()) <= _SHORT
    return asked[0] if len(asked) == 1 and alone and plain else None


def _clause_start(text: str, at: int) -> int:
    """Where the clause begins in which a date stands: after a comma that ends a clause of its own."""
    comma = text.rfind(", ", 0, at)
    if comma < 0 or len(text[comma:at].split()) < 3:
        return 0
    return comma + 2


def _full_stop(text: str, end: int) -> int:
    return end + 1 if text[end : end + 1] == "." else end
