"""Graphs of generated letters, made from a seed: what the other measurements of queries run on.

    python benchmarks/graphs.py [--letters 20000] [--telling 0.25] [--seed 1] [--output DIR]

A letter here is a letter's claims, not its words: each council is asked, on some service, about a system and its
contract, and a share of the letters tells; the others refuse, refer elsewhere, hold nothing or answer beside the point.
The claims go through the same description and the same rules as those of a real letter, so that the graph has all that
a built one has: catalogue, ontology, evidence, conclusions. 20,000 letters make 1.2 million quads where a quarter of
them tells, 2.7 million where all do.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import time
from array import array
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from pyoxigraph import Quad, RdfFormat, serialize

from kg.catalogue import load
from kg.describing import describe_letter
from kg.describing.ontology import describe_ontology
from kg.describing.reference import describe_reference
from kg.model import (
    Answer,
    Claim,
    Document,
    Evidence,
    Extraction,
    Item,
    Letter,
    LetterClaims,
    Outcome,
    Question,
    Referral,
    Span,
    View,
)
from kg.reconciling import reconcile
from kg.rules import derive
from kg.values import interval_of

SERVICES = (
    "adult-social-care", "childrens-social-care", "education", "housing", "revenues-benefits", "finance-erp",
    "hr-payroll", "planning-building-control", "regulatory-services", "libraries", "crm-customer-services",
    "electoral", "highways-waste", "document-management", "gis-property", "telephony", "parking", "legal", "leisure",
    "registrars",
)  # fmt: skip
SYSTEMS = ("Mosaic", "Spydus", "Liquidlogic LCS", "Aareon QL", "CareDirector", "Eclipse", "Oracle", "Northgate", "SAP")
SUPPLIERS = ("Civica", "The Access Group", "OLM Systems", "System C", "Capita", "NEC Software Solutions", "Aareon UK")
HOSTING = ("council-hosted", "supplier-hosted", "third-party-hosted", "cloud")
ROUTES = ("OJEU", "framework", "open tender", "direct award")
REGISTER = ("contracts register", "https://contracts.example.org/register")
FIRST, NEWEST = date(2018, 1, 1), date(2026, 6, 30)
COUNCILS = 400
TELLING = 0.25
"""Share of the letters that tell of a system or a contract."""
SILENT = {
    Outcome.WITHHELD: 3, Outcome.NOT_HELD: 2, Outcome.REFERRED: 1, Outcome.UNANSWERED: 1, Outcome.ANSWERED: 3,
}  # fmt: skip
"""What becomes of the question in the other letters, and how often."""
ASKED = ("contract_end", "system", "supplier", "hosting", "total_cost")


def letters(number: int, seed: int = 1, telling: float = TELLING) -> Iterator[LetterClaims]:
    """So many letters of `COUNCILS` councils; the same number, seed and share give the same letters."""
    chance = random.Random(seed)
    for n in range(number):
        yield _letter(n, chance, telling)


def quads(number: int, seed: int = 1, telling: float = TELLING) -> list[Quad]:
    """Their graph, with catalogue, ontology and the rules' conclusions."""
    made = list(letters(number, seed, telling))
    given = [quad for one in made for quad in describe_letter(one)]
    councils = {one.council.key: one.council for one in made}
    given += describe_reference(load(), [councils[key] for key in sorted(councils)])
    given += describe_ontology()
    return [*given, *derive(iter(given))]


def _letter(n: int, chance: random.Random, telling: float) -> LetterClaims:
    council = f"Borsetshire {n % COUNCILS:03} Borough Council"
    service = SERVICES[(n // COUNCILS) % len(SERVICES)]
    written = FIRST + timedelta(days=chance.randrange((NEWEST - FIRST).days))
    if chance.random() >= telling:
        (outcome,) = chance.choices(list(SILENT), list(SILENT.values()))
        return _claims(
            n, council, service, None, written, [], outcome, outcome is Outcome.REFERRED, chance.choice(ASKED)
        )
    system = chance.choice(SYSTEMS) if chance.random() < 0.9 else None
    facts: list[tuple[str, str, str]] = [("1", "system", system)] if system else []
    outcome, look = Outcome.ANSWERED, False
    kind = chance.random()
    if kind < 0.75 or not system:
        facts.append(("2", "contract_end", _end(chance, written)))
    elif kind < 0.85:
        start = FIRST + timedelta(days=chance.randrange(2000))
        facts += [("2", "contract_start", start.isoformat()), ("2", "contract_term", f"P{chance.randrange(2, 7)}Y")]
    elif kind < 0.88:
        facts += [("2", "contract_start", f"{FIRST.year + chance.randrange(6)}"), ("2", "contract_term", "rolling/P1Y")]
    else:
        outcome, look = Outcome.WITHHELD, True
    for share, field, values in (
        (0.10, "contract_reference", (f"CON {n:05}",)), (0.15, "supplier", SUPPLIERS), (0.08, "hosting", HOSTING),
        (0.05, "extension", ("P1Y", "P2Y", "P1Y+P1Y")), (0.05, "procurement_route", ROUTES),
    ):  # fmt: skip
        if chance.random() < share:
            facts.append(("2", field, chance.choice(values)))
    return _claims(n, council, service, system, written, facts, outcome, look)


def _end(chance: random.Random, written: date) -> str:
    """Up to eight years after the letter, rarely before it; as a year, a month or a day."""
    day = written + timedelta(days=chance.randrange(-60, 8 * 365))
    return day.isoformat()[: chance.choices((4, 7, 10), (2, 3, 5))[0]]


def _claims(
    n: int, council: str, service: str, system: str | None, written: date, facts: list[tuple[str, str, str]],
    outcome: Outcome, look: bool, asks: str = "contract_end",
) -> LetterClaims:  # fmt: skip
    lines = [f"{label}. {field}: {value}" for label, field, value in facts]
    asked = f"What is the {asks.replace('_', ' ')} for {service}?"
    text = "\n".join([f"{council}, letter {n}", *lines, asked, f"Answer: {outcome}"])
    view = View(text, text, array("I", range(len(text))), bytes(len(text)))
    document = Document(hashlib.sha256(text.encode()).hexdigest(), f"{n:06}.txt", "text/plain", text)
    at, answer = text.index(asked), text.index("Answer: ")
    sections = ("s.21",) if look else ("s.43(2)",) if outcome is Outcome.WITHHELD else ()
    question = Question("2", view.passage(at, at + len(asked)))
    given = view.passage(answer, len(text))
    item = Item(question, answer=Answer((given,), outcome, sections))
    referrals = (Referral("2", *REGISTER, given),) if look else ()
    head = Letter(
        document, view, council, written.isoformat(), f"FOI {n}", "foia", None, items=(item,), referrals=referrals
    )  # fmt: skip
    claims = tuple(
        Claim(
            service, system, field, value, value, _evidence(text, line), "2", "generated 1",
            interval=interval_of(value) if field.endswith(("_end", "_start")) else None,
        )
        for (_, field, value), line in zip(facts, lines, strict=True)
    )  # fmt: skip
    return reconcile(head, Extraction(claims, (), ((asks,),)))


def _evidence(text: str, line: str) -> Evidence:
    start = text.index(line)
    return Evidence(Span(start, start + len(line)), line)


def main() -> None:
    """Write a graph as N-Quads."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--letters", type=int, default=20_000)
    parser.add_argument("--telling", type=float, default=TELLING)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--output", type=Path, default=Path("generated"))
    options = parser.parse_args()
    start = time.perf_counter()
    made = quads(options.letters, options.seed, options.telling)
    options.output.mkdir(parents=True, exist_ok=True)
    (options.output / "graph.nq").write_bytes(serialize(made, format=RdfFormat.N_QUADS))
    print(f"{len(made):,} quads of {options.letters:,} letters in {time.perf_counter() - start:.1f} s")


if __name__ == "__main__":
    main()
