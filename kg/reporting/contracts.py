"""What a graph knows of contracts, each from all letters: a store in, contracts out, by the queries of the same topic.

What is not stated is marked: `(probably)` where it is that of a contract or a use that a rule holds to be the same,
`(catalogue)` where the reference data has it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kg.errors import DataError
from kg.querying import named_query, run
from kg.reporting.flat import plain
from kg.reporting.report import Cell
from kg.store import Store, Table

Row = Mapping[str, Cell]

PROBABLY, CATALOGUE = " (probably)", " (catalogue)"
_REFUSED = ("withheld", "partly_answered", "not_held", "referred")


@dataclass(frozen=True, slots=True)
class Contract:
    """What all letters say of one contract; a system in use without one counts as one of which nothing is said."""

    iri: str
    claims: list[Row] = field(default_factory=list)
    uses: list[Row] = field(default_factory=list)

    def values(self, name: str) -> list[Row]:
        """Its claims of a field."""
        return [row for row in self.claims if row["field"] == name]

    def words(self, key: str) -> str | None:
        """What its claims and uses say under a key: each once, in order."""
        found = dict.fromkeys(str(row[key]) for row in (*self.uses, *self.claims) if row.get(key) is not None)
        return ", ".join(found) or None

    def stated(self, name: str) -> str | None:
        """The values of a field: each once, in order."""
        return ", ".join(dict.fromkeys(str(row["value"]) for row in self.values(name))) or None


@dataclass(frozen=True, slots=True)
class Contracts:
    """All contracts of a graph, and what tells of them beside their own claims."""

    all: tuple[Contract, ...]
    links: Mapping[str, Sequence[Row]]
    """For a contract, those that are probably the same."""
    suppliers: Mapping[str, str]
    """Supplier of each system that the catalogue knows."""
    questions: Mapping[str, Sequence[Row]]
    """For a letter, its questions on contracts."""
    likely_ends: Mapping[str, Sequence[str]]
    """For a contract, the ends that letters state of contracts that are probably the same."""

    def known(self, contract: Contract) -> dict[str, Cell]:
        """Who, what and by which reference; under `inferred`, what the marks mean."""
        link = next(iter(self.links.get(contract.iri, ())), None)
        system, supplier = contract.words("system"), contract.stated("supplier")
        reference = next((str(row["value"]) for row in contract.values("contract_reference")), None)
        note = None
        if link:
            thing = "contract" if link["other"] else "system"
            note = f"probably the {thing} of {link['system'] or system} in {link['letter']}"
            system = system or _marked(link["system"], PROBABLY)
            supplier = supplier or _marked(link["supplier"], PROBABLY)
            reference = reference or _marked(link["reference"], PROBABLY)
        named = (system or "").removesuffix(PROBABLY)
        return {
            "council": contract.words("council"), "service": contract.words("service"), "system": system,
            "supplier": supplier or _marked(self.suppliers.get(named), CATALOGUE), "reference": reference,
            "inferred": note,
        }  # fmt: skip

    def unknown(self, contract: Contract) -> tuple[Row, str, str | None]:
        """For a contract without an end: the claim or use that tells of it, why the end is not known, where to look."""
        rows = (*contract.values("contract_reference"), *contract.values("supplier"), *contract.claims, *contract.uses)
        for row in sorted(rows, key=lambda row: str(row["letter_date"] or ""), reverse=True):
            answers = self._answers(row)
            if answers:
                telling = next(one for one in rows if one["letter_iri"] == row["letter_iri"])
                return telling, _rolling(contract, answers) or _why(answers), _look(answers)
        return rows[0], _rolling(contract, ()) or _why(()), None

    def _answers(self, row: Row) -> Sequence[Row]:
        """What became of the letter's questions on the contract's end; if it has none, of those on contracts at all."""
        asked = self.questions.get(str(row["letter_iri"]), ())
        for kind in ("contract_end", "contract"):
            answers = [question for question in asked if question["asks"] == kind]
            if answers:
                return [answer for answer in answers if answer["outcome"] in _REFUSED] or answers
        return ()


def contracts_of(store: Store) -> Contracts:
    """All that a graph knows of contracts."""
    found: dict[str, Contract] = {}
    for row in _rows(store, "contract-claims"):
        found.setdefault(str(row["contract"]), Contract(str(row["contract"]))).claims.append(row)
    for row in _rows(store, "systems-used"):
        iri = str(row["contract"] or row["use"])
        found.setdefault(iri, Contract(iri)).uses.append(row)
    links = _grouped(_rows(store, "probable-contracts"), "contract")
    suppliers = {str(row["system"]): str(row["supplier"]) for row in reversed(_rows(store, "catalogue-suppliers"))}
    questions = _grouped(_rows(store, "questions-on-contracts"), "letter_iri")
    contracts = tuple(found[iri] for iri in sorted(found))
    return Contracts(contracts, links, suppliers, questions, _likely_ends(found, links))


def _likely_ends(contracts: Mapping[str, Contract], links: Mapping[str, Sequence[Row]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for iri, rows in sorted(links.items()):
        for end in contracts[iri].values("contract_end") if iri in contracts else ():
            text = f"{end['value']} by {end['letter']}"
            for other in dict.fromkeys(str(row["other"]) for row in rows if row["other"]):
                if text not in found[other]:
                    found[other].append(text)
    return found


def _rows(store: Store, name: str) -> list[Row]:
    table = run(store, named_query(name), {})
    if not isinstance(table, Table):
        raise DataError(f"The query {name} is no SELECT query.", "Install the package again.")
    return [{v: plain(row[v]) if v in row else None for v in table.variables} for row in table]


def _grouped(rows: Iterable[Row], key: str) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[str(row[key])].append(row)
    return dict(found)


def _marked(value: Cell, mark: str) -> str | None:
    return f"{value}{mark}" if value else None


def _rolling(contract: Contract, answers: Sequence[Row]) -> str | None:
    """A contract that goes on until it is ended has no end to be known, unless one was asked for and refused."""
    terms = [str(row["value"]) for row in contract.values("contract_term") if str(row["value"]).startswith("rolling")]
    refused = any(answer["outcome"] in _REFUSED for answer in answers)
    return f"rolling contract ({terms[0]})" if terms and not refused else None


def _why(answers: Sequence[Row]) -> str:
    if not answers:
        return "not asked"
    outcome = str(answers[0]["outcome"])
    sections = ", ".join(dict.fromkeys(str(a["section"]) for a in answers if a["section"]))
    said = {
        "withheld": f"withheld under {sections}" if sections else "refused, no section given",
        "partly_answered": f"withheld in part under {sections}" if sections else "answered in part",
        "not_held": "not held",
        "referred": "referred elsewhere",
        "unanswered": "asked, left unanswered",
    }.get(outcome, "asked, but the answer states no end")
    return f"{said} (question {answers[0]['question']})" if answers[0]["question"] else said


def _look(answers: Sequence[Row]) -> str | None:
    places = dict.fromkeys(f"{a['referral']} {a['url'] or ''}".strip() for a in answers if a["referral"])
    return "; ".join(places) or None
