"""What is not known → the letter that asks a council for it: numbered, one fact a question, to be read by machine.

Asked under the Act of the council's country: the Freedom of Information Act 2000 (section 8 says what makes a request:
https://www.legislation.gov.uk/ukpga/2000/36/section/8), in Scotland the Freedom of Information (Scotland) Act 2002
(https://www.legislation.gov.uk/asp/2002/13); under the Environmental Information Regulations where the council itself
has answered under them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from kg.errors import UsageError
from kg.known.asking import ask, grouped, joined
from kg.known.refusing import REFUSED
from kg.known.rows import Row, in_words
from kg.reporting.report import Report
from kg.schemes import scheme
from kg.store import Store
from kg.values import interval_of, spoken
from kg.values.working_days import after_working_days

_QUESTIONS: Mapping[str, tuple[str, str]] = {
    "system": ("What is the name of the system?", "name"),
    "supplier": ("Which organisation is the supplier under the contract?", "name of the organisation"),
    "reference": ("What is the reference of the contract in your contracts register?", "reference"),
    "start": ("On which date did the contract start?", "YYYY-MM-DD, or YYYY-MM"),
    "end": (
        "On which date does the contract end, without any extension that has not been agreed yet?",
        "YYYY-MM-DD, or YYYY-MM",
    ),
    "hosting": ("Who hosts the system?", "one of: council, supplier, third party, hybrid"),
    "cost": ("What did the council pay under the contract in the last full financial year?", "pounds, as a number"),
}
"""What is asked for a fact, and the form of its answer."""
_ONCE = ("service", "system", "reference", "missing")
"""What makes two questions the same: of two contracts without a name or a reference a council could not tell which."""
_REVIEW = 40
"""Working days after a refusal in which a council has to take a request for a review (section 45 code of practice,
paragraph 5.3: https://www.gov.uk/government/publications/freedom-of-information-code-of-practice)."""
_ASKED_AGAIN = frozenset({None, "answered", "unanswered", "referred"})
"""Outcomes after which it makes sense to ask; what was published elsewhere (s.21) may be asked for by its page."""
_PUBLISHED = ("s.21", "s.25", "reg.6(1)(b)")
"""Sections by which a council says that information is published elsewhere: FOIA s.21, FOISA s.25, EIR reg.6(1)(b)."""
_HOW_TO_ANSWER = (
    "Each question asks for one fact. So that the answers can be read by a program, please write each on the line",
    '"Answer", in the form given in brackets, and "not held" where you do not hold it. If one answer cannot be',
    "given, please give the others, and name the section or regulation that you rely on beside that question. Where",
    "an answer is published, please give the fact itself or the address of the very page or file in which it stands.",
)
_HOW_TO_SEND = (
    "I would like to receive the answers by e-mail, in this document or in a spreadsheet with one line a question. If",
    "any question is not clear, please tell me, and please answer the others in the meantime.",
    "",
)


@dataclass(frozen=True, slots=True)
class Draft:
    """A letter ready to be sent, and what it leaves out, for the one who sends it."""

    text: str
    notes: tuple[str, ...]


def draft_requests(store: Store, report: Report) -> dict[str, Draft]:
    """For each council of a report of gaps that can be asked something, the letter that asks for it.

    Raises:
        UsageError: there is nothing that could be asked of any council.
    """
    found: dict[str, Draft] = {}
    missing = report.sections[0]
    for council in sorted({str(row["council"]) for row in missing.rows}):
        section = replace(missing, rows=tuple(row for row in missing.rows if row["council"] == council))
        own = replace(report, sections=(section,))
        if any(map(_is_asked, section.rows)):
            found[council] = draft_request(store, own)
    if not found:
        raise _nothing_to_ask()
    return found


def _nothing_to_ask() -> UsageError:
    return UsageError("There is nothing left to ask.", "`kg report gaps` says what is not known, and why.")


def draft_request(store: Store, report: Report) -> Draft:
    """The letter that asks for what a report of gaps on one council lists.

    Raises:
        UsageError: the report is on several councils, or on nothing that could be asked.
    """
    rows = report.sections[0].rows
    councils = sorted({str(row["council"]) for row in rows})
    if len(councils) > 1:
        raise UsageError(
            f"A letter goes to one council, and these are {len(councils)}.",
            f'Add --council "{councils[0]}", or name a folder for a letter to each: -o letters/',
        )
    asked = [group[0] for group in grouped(filter(_is_asked, rows), *_ONCE).values()]
    if not asked:
        raise _nothing_to_ask()
    letters = [row for row in ask(store, "authorities") if row["council"] == councils[0]]
    lines = [*_opening(councils[0], letters, asked, report.as_of), *_questions(asked), *_closing()]
    return Draft("\n".join(lines) + "\n", tuple(_left_out(rows, report.as_of)))


def _is_asked(row: Row) -> bool:
    if row.get("all_refused"):  # nothing is known of the council: facts are asked for one by one
        return row["missing"] != "cost"
    sections = str(row["sections"] or "").split(", ")
    return row["outcome"] in _ASKED_AGAIN or all(section.startswith(_PUBLISHED) for section in sections)


def _opening(council: str, letters: Sequence[Row], asked: Sequence[Row], day: str | None) -> Iterator[str]:
    services = joined(_in_a_sentence(_service(row)) for row in asked if row["service"]) or "council services"
    yield f"To: {council}, Freedom of Information"
    if day:
        yield f"Date: {_spoken(day)}"
    yield f"Subject: Request for information: systems and contracts for {services}"
    yield ""
    yield "Dear Sir or Madam"
    yield ""
    yield f"Please treat this as a request under {_act(letters, asked)}."
    replies = [_reply(row) for row in letters if row["letter_iri"] in {one["letter_iri"] for one in asked}]
    if replies:
        yield ""
        noun = "reply" if len(replies) == 1 else "replies"
        yield f"It follows your {noun} {_listed(replies)}, for which I am grateful."
        yield "What is known from your replies is not asked again."
    yield ""
    yield from _HOW_TO_ANSWER
    yield ""


def _questions(asked: Sequence[Row]) -> Iterator[str]:
    number = 0
    for (_, system, reference), rows in grouped(asked, "service", "system", "reference").items():
        name = system or "the system in use"
        about = f"{_service(rows[0]) or 'Service not named'}: {name}"
        yield about + (f", contract {reference}" if reference else "")
        yield ""
        for row in rows:
            number += 1
            question, form = _QUESTIONS[str(row["missing"])]
            yield f"{number}. {question}"
            if row["look"]:
                yield f"   (You referred to: {row['look']}.)"
            yield f"   Answer ({form}): "
            yield ""


def _closing() -> Iterator[str]:
    yield from _HOW_TO_SEND
    yield "Yours faithfully"
    yield ""
    yield "[name]"
    yield "[address for the reply]"


def _act(letters: Sequence[Row], asked: Sequence[Row]) -> str:
    """The Act of the council's country, or the Regulations where the council answered all of it under them."""
    scottish = any(row["nation"] == "Scotland" for row in letters)
    told = {one["letter_iri"] for one in asked}
    regimes = {str(row["regime"] or "") for row in letters if row["letter_iri"] in told}
    environmental = {regime.startswith("eir") for regime in regimes}
    act = _label("foisa" if scottish else "foia")
    regulations = _label("eir-scotland" if scottish else "eir")
    if environmental == {True}:
        return f"the {regulations}"
    if True in environmental:
        return f"the {act} and, as far as the information is environmental, the {regulations}"
    return f"the {act}"


def _label(notation: str) -> str:
    concept = scheme("regimes").by_notation(notation)
    assert concept is not None
    return concept.label


def _service(row: Row) -> str | None:
    """The services of a row in words."""
    return in_words(str(row["service"])) if row["service"] else None


def _in_a_sentence(label: str | None) -> str | None:
    """A label without its capital; what is written in capitals stays: "Customer services and CRM", "GIS"."""
    return re.sub(r"\b[A-Z](?=[a-z])", lambda found: found[0].lower(), label) if label else None


def _reply(row: Row) -> str:
    words = [
        str(row["request_id"]) if row["request_id"] else "",
        f"of {_spoken(str(row['letter_date']))}" if row["letter_date"] else "",
    ]
    return " ".join(filter(None, words)) or str(row["letter"])


def _spoken(edtf: str) -> str:
    """A day as letters write it; a month or a year as it stands."""
    return spoken.day(edtf) if len(edtf) == len("2026-11-21") else edtf


def _listed(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def _left_out(rows: Sequence[Row], as_of: str | None) -> Iterator[str]:
    left = [row for row in rows if not _is_asked(row)]
    for (why,), group in grouped(left, "why").items():
        facts = joined(f"{row['missing']} of {row['system'] or 'the system'}" for row in group)
        yield f"Not asked again: {facts} ({why}).{_review(group[0], as_of)}"


def _review(row: Row, as_of: str | None) -> str:
    """Until when the council can be asked to review a refusal; nothing where none was, or its day is not known."""
    if row["outcome"] not in REFUSED or not as_of or not row["letter_date"]:
        return ""
    written = interval_of(str(row["letter_date"])).latest
    if written is None:
        return ""
    last = after_working_days(written, _REVIEW)
    if last < date.fromisoformat(as_of):
        return f" The time to ask for a review was over on {_spoken(last.isoformat())}; a new request can be made."
    return f" The council can be asked to review it until {_spoken(last.isoformat())}, {_REVIEW} working days after."
