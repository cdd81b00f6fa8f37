"""Letters of many councils, made from a seed: what the benchmark of the page draws.

Councils, systems and suppliers are those of the catalogue; who uses what is drawn by lot and true of nobody.
"""

from __future__ import annotations

import csv
import hashlib
import random
from collections.abc import Iterator

from kg.model import Document
from kg.resources import reference_dir

_HEAD = """{council}

Date: {day} {month} {year}
Our reference: FOI/{number}

Dear Sir or Madam

Freedom of Information Act 2000

Thank you for your request for information relating to software. You have requested the following information:

"""
_SERVICE = """{a}. Which system does the council use for {words}, and who supplies it?

{system}, supplied by {supplier}.

{b}. What is the contract reference for the {words} system, and when does the contract end?

The reference is {reference}. The contract for {system} ends on 31 March {end}. It started on 1 April {start}.

{c}. What is the annual cost of the {words} system?

{cost}

"""
_COSTS = (
    "£{sum},000.",
    "We consider this to be commercially sensitive, and it is exempt under section 43(2) of the Act. "
    "Disclosure would be likely to prejudice the commercial interests of the supplier and of the council.",
)
_TAIL = "Yours faithfully\n\nInformation Governance\n"
_MONTHS = ("January", "March", "May", "June", "September", "November")
_AREAS = {
    "adult-social-care": "adult social care",
    "childrens-social-care": "children's social care",
    "housing": "housing",
    "revenues-benefits": "revenues and benefits",
    "libraries": "libraries",
    "planning-building-control": "planning",
    "finance-erp": "finance",
    "hr-payroll": "payroll",
}


def letters(count: int, seed: int = 1) -> Iterator[Document]:
    """`count` letters of as many different councils as there are."""
    chance = random.Random(seed)
    councils = sorted(row["official_name"] for row in _rows("councils.csv") if not row["end_date"])
    suppliers = {row["supplier_id"]: row["preferred_name"] for row in _rows("suppliers.csv")}
    systems: dict[str, list[tuple[str, str]]] = {area: [] for area in _AREAS}
    for row in _rows("systems.csv"):
        for area in row["service_areas"].split("|"):
            if area in systems and row["current_supplier_id"] in suppliers:
                systems[area].append((row["preferred_name"], suppliers[row["current_supplier_id"]]))
    chance.shuffle(councils)
    for number in range(count):
        text = _letter(chance, councils[number % len(councils)], systems, number)
        yield Document(hashlib.sha256(text.encode()).hexdigest(), f"{number:05}.txt", "text/plain", text)


def _letter(chance: random.Random, council: str, systems: dict[str, list[tuple[str, str]]], number: int) -> str:
    year = chance.randrange(2018, 2026)
    text = _HEAD.format(
        council=council, day=chance.randrange(1, 28), month=chance.choice(_MONTHS), year=year, number=10_000 + number
    )
    for place, area in enumerate(chance.sample(sorted(_AREAS), 4)):
        system, supplier = chance.choice(systems[area])
        start = chance.randrange(2012, year + 1)
        text += _SERVICE.format(
            a=place * 3 + 1, b=place * 3 + 2, c=place * 3 + 3, words=_AREAS[area], system=system, supplier=supplier,
            reference=f"C{chance.randrange(1000, 9999)}/{year}", start=start, end=start + chance.choice((5, 7, 10)),
            cost=chance.choice(_COSTS).format(sum=chance.randrange(10, 400)),
        )  # fmt: skip
    return text + _TAIL


def _rows(name: str) -> list[dict[str, str]]:
    with (reference_dir() / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
