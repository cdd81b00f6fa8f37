"""Letters that name persons, for tests: each way of naming one, filled with one name after another.

The names are drawn from Faker's lists for Great Britain, Ireland, India, Pakistan, Poland and Romania (MIT licence),
and from a list of old British names of our own; nobody in particular is meant.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.letters import letter_text

NAMES = tuple(
    (first, last)
    for first, last in (
        line.split() for line in (Path(__file__).parent / "fixtures" / "persons.txt").read_text().splitlines()
    )
)

_MOSAIC = "1. Which system do you use for adult social care, who supplies it and when does the contract end?\n\nMosaic, supplied by The Access Group. The contract ends on 31 March 2028."
_CONTACT = _MOSAIC + "\n\n2. Who is the contact for the contract?\n\n"
_SYSTEM = "1. Which system do you use for adult social care?\n\n"
_MORE = _MOSAIC + "\n\n2. Is there anything else?\n\n"

WAYS = {
    "bare answer": _CONTACT + "{f} {l}",
    "capitals": _CONTACT + "{F} {L}",
    "capital surname": _CONTACT + "{f} {L}",
    "small letters": _CONTACT + "{s} {m}",
    "surname first": _CONTACT + "{l}, {f}",
    "surname first in capitals": _CONTACT + "{L}, {f}",
    "surname, initial": _CONTACT + "{l}, {i}.",
    "surname initial": _CONTACT + "{l} {i}.",
    "initial": _CONTACT + "{i}. {l}, Procurement Lead",
    "initial without a stop": _CONTACT + "{i} {l}, Procurement Lead",
    "two initials": _CONTACT + "{i}.J. {l}",
    "middle initial": _CONTACT + "{f} J. {l}",
    "in sentence": _CONTACT + "The contact is {f} {l}.",
    "with a post in brackets": _CONTACT + "{f} {l} (Contracts Manager)",
    "with a post behind a dash": _CONTACT + "{f} {l} – Head of Digital",
    "post first": _CONTACT + "Contracts Manager: {f} {l}",
    "post before": _CONTACT + "Our Head of Digital, {f} {l}, looks after it.",
    "post without comma": _CONTACT + "Contracts Manager {f} {l} looks after it.",
    "table of posts": _CONTACT + "| Post | Name | Telephone |\n|---|---|---|\n| Contract manager | {f} {l} | 01632 960013 |\n| Deputy | {f} {l} | 07700 900013 |",
    "table of names": _CONTACT + "| Name | Role |\n|---|---|\n| {f} {l} | Systems Administrator |",
    "tabs": _CONTACT + "Name\tPost\n{f} {l}\tContract Manager",
    "form": _MOSAIC + "\n\nContact name: {f} {l}\nTelephone: 01632 960006",
    "form of a system": "1. Details of the adult social care system\n\nName: Mosaic\nSupplier: The Access Group\nContract manager: {f} {l}\nEnd date: 31 March 2028",
    "list": _CONTACT + "- {f} {l}, Systems Manager, {s}.{m}@borset.example\n- Team leader: {f} {l}",
    "mail beside": _CONTACT + "{f} {l}, {s}.{m}@borset.example, 01632 960006",
    "mail of initials": _CONTACT + "{f} {l} ({s}.{m}@borset.example)",
    "title": _CONTACT + "Ms {f} {l}",
    "title and surname": _CONTACT + "Please ask Mr {l}.",
    "surname again": _CONTACT + "{f} {l}, Head of Digital. {l} has signed it.",
    "managed by": _SYSTEM + "Mosaic, which is managed by {f} {l}.",
    "run by": _SYSTEM + "Mosaic. It is run by {f} {l} in the Systems Team.",
    "built in-house by": _SYSTEM + "An Access database built in-house by {f} {l}.",
    "written by": _SYSTEM + "A spreadsheet written by {f} {l}, a social worker.",
    "developed by our": _SYSTEM + "An internal system developed by our own developer, {f} {l}.",
    "complaint by": _SYSTEM + "Mosaic.\n\n2. How many complaints were there?\n\nOne, by {f} {l} of 4 Mill Lane, on 3 June 2023.",
    "complained": _SYSTEM + "Mosaic.\n\n2. How many complaints were there?\n\nOne. {f} {l} complained on 3 June 2023.",
    "beside section 40": _CONTACT + "We withhold the names of staff under section 40(2). The senior officer is {f} {l}.",
    "personal data": _MORE + "The name of {f} {l} is personal data and exempt under section 40.",
    "approved by": _MORE + "The award was approved by {f} {l} on 3 May 2021.",
    "speak to": _MORE + "Please speak to {f} {l} about this.",
    "has left": _MORE + "{f} {l}, who left the council in 2020, set it up.",
    "who supplies": "1. Who supplies your adult social care system?\n\n{f} {l}\n\n2. Which system do you use?\n\nMosaic.",
    "in the question": "1. {f} {l} told us to ask which system you use for adult social care. Which?\n\nMosaic.",
    "my name is": "1. My name is {f} {l}. Which system do you use for adult social care?\n\nMosaic.",
    "signature": _MOSAIC + "\n\nKind regards\n\n{f} {l}\nInformation Governance Officer",
    "quoted mail": _MOSAIC + "\n\nFrom: {f} {l}\nSent: 3 May 2024\nTo: FOI\nSubject: Request",
    "wrapped": _MORE + "The person who looks after this contract for the council is {f}\n{l}, who is its manager.",
    "possessive": _MORE + "This is {f} {l}'s role.",
    "two persons": _CONTACT + "{f} {l} and {f} J {l}",
    "responsible": "1. Who is responsible for your adult social care system, and which is it?\n\n{f} {l} is responsible for Mosaic.",
    "name of officer": "1. Name of the officer responsible for the adult social care system, and the system?\n\n{f} {l}; Mosaic",
    "address of a page": _MORE + "See https://www.borset.example/staff/{s}-{m} for more.",
}  # fmt: skip
"""How letters name persons: {f} and {l} first and last name, {F} and {L} in capitals, {s} and {m} in small letters, {i} initial."""
FILES = (
    "reply to {f} {l}.txt",
    "FOI {f} {l}.txt",
    "{f}_{l}_response.txt",
    "{s}-{m}.txt",
    "{l}, {f}.txt",
    "From {f} {l} 2024.txt",
)


def letters(shift: int = 0) -> Iterator[tuple[str, str, str, str]]:
    """A letter for each way: the way, its file name, its text and the surname that no output may hold."""
    for number, (way, body) in enumerate(WAYS.items()):
        yield way, f"letter-{number}.txt", *_filled(body, number, shift)
    for number, file in enumerate(FILES, start=len(WAYS)):
        text, last = _filled(_MOSAIC, number, shift)
        yield f"file {file}", _fill(file, number, shift)[0], text, last


def _filled(body: str, number: int, shift: int) -> tuple[str, str]:
    text, last = _fill(body, number, shift)
    return letter_text(text, reference=f"FOI/24/{number:04}"), last


def _fill(pattern: str, number: int, shift: int) -> tuple[str, str]:
    first, last = NAMES[(number + shift) % len(NAMES)]
    filled = pattern.format(
        f=first, l=last, F=first.upper(), L=last.upper(), s=first.lower(), m=last.lower(), i=first[0]
    )
    return filled, last
