"""From a store to the graph a reader thinks of: councils, services, systems, suppliers, contracts, letters.

Provenance is no node here; it travels with each node and edge as the proofs behind it. A service stands once
for each council: a node that three hundred councils share would say nothing, and no line could tell whose use
it is.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from kg.picturing.asking import last, short
from kg.picturing.gathering import Gathered, gather
from kg.picturing.letters import Texts, texts_in
from kg.picturing.marking import ends_of, mark
from kg.picturing.proving import Claimed, Proof, Use, by_place, name_of
from kg.store import Store
from kg.values import spoken

if TYPE_CHECKING:
    import networkx

SAME = {"probablySameContract", "probablySameUse"}
ABOUT_THE_PAST = {"formerSystem", "formerSupplier", "inUseUntil"}
_KINDS_OF_USE = {"stated": ("uses", "stated"), "planned": ("plans", "planned"), "former": ("used", "stated")}
"""How a use stands → the kind of its line and how that is drawn; what is denied has none."""
_FIRMEST = ("stated", "inferred", "planned", "former", "reference", "denied")
"""Of two ways to know the same thing, the one that is drawn."""


def picture(store: Store, texts: Texts | None = None) -> networkx.MultiDiGraph:
    """The graph to draw. Nodes and edges carry `kind`, `standing`, words, and their `claims` (`Proof`).

    `texts` are the words of the letters; those not given are taken from the graph as far as it holds them.
    """
    known = gather(store)
    drawing = _Drawing(known)
    drawing.letters()
    drawing.uses()
    drawing.contracts()
    drawing.told()
    drawing.proofs()
    drawing.remarks()
    drawing.reference()
    graph = drawing.graph()
    graph.graph["texts"] = {**texts_in(store), **(texts or {})}
    graph.graph["names"] = known.names
    mark(graph, ends_of(known.agreed))
    return graph


class _Drawing:
    """A picture in the making: nodes and edges by identifier, proofs in the order in which they came."""

    def __init__(self, known: Gathered) -> None:
        self.known = known
        self._nodes: dict[str, dict[str, object]] = {}
        self._standing: dict[str, str] = {}
        self._edges: dict[tuple[str, str, str], str] = {}
        self._proofs: dict[object, dict[str, Proof]] = defaultdict(dict)
        self._of_use: dict[str, str] = {}

    # what is put down

    def node(self, key: str, kind: str, name: str, standing: str = "stated", **more: object) -> str:
        """Put a node down, or make it as firm as the firmest way to know it; its name stays the first."""
        if key not in self._nodes:
            given = {"kind": kind, "name": name, "aliases": self.known.aliases.get(key, ()), "detail": ""}
            self._nodes[key] = given | more
            self._standing[key] = standing
        self._standing[key] = min(self._standing[key], standing, key=_FIRMEST.index)
        return key

    def edge(self, start: str, end: str, kind: str, standing: str, *proofs: Proof) -> None:
        """Put a line down; where it is there already, it is as firm as the firmest way to know it."""
        if start == end or start not in self._nodes or end not in self._nodes:
            return
        key = (start, end, kind)
        self._edges[key] = min(self._edges.get(key, standing), standing, key=_FIRMEST.index)
        self.prove(key, *proofs)

    def prove(self, thing: object, *proofs: Proof) -> None:
        """Put proofs behind a node or a line."""
        self._proofs[thing].update((proof.id, proof) for proof in proofs)

    # what is drawn, kind by kind

    def council(self, key: str) -> str:
        region = self.known.regions.get(key, "")
        return self.node(key, "council", name_of(key, self.known.names), region=region, detail=region)

    def letters(self) -> None:
        for key, row in self.known.letters.items():
            date, reference = row.get("date", ""), row.get("reference", "")
            council = row.get("council", "")
            names = (row["file"], row.get("subject", ""))
            self.node(
                key,
                "letter",
                f"Letter of {spoken.day(date)}" if date else "Letter without a date",
                aliases=tuple(name for name in (reference, *names) if name),
                detail=", ".join(filter(None, names[::-1])),
                label=f"{spoken.day(date)} {reference}".strip() or row["file"],
                date=date,
                council=short(council),
            )
            if council:
                self.council(short(council))

    def uses(self) -> None:
        silent = self._uses_without_a_system()
        for use in self.known.uses.values():
            if use.council:
                self.council(use.council)
            service = self._service(use)
            if use.id in silent:
                self._of_use[use.id] = service or use.council
                continue
            system = self._system(use)
            self._of_use[use.id] = system
            if use.standing in _KINDS_OF_USE:
                self.edge(service or use.council, system, *_KINDS_OF_USE[use.standing])

    def _uses_without_a_system(self) -> set[str]:
        """Uses of no system in particular: what is said of them is put behind the service.

        A letter that names no system for a service speaks of one not named, and that is drawn. A letter that
        names some speaks of those together; one that only denies something or tells the past speaks of none.
        """
        told: dict[str, set[str]] = defaultdict(set)
        present: set[str] = set()
        for claim in self.known.claims:
            told[claim.concerns].add(claim.letter)
            if claim.proof.standing != "denied" and claim.predicate not in ABOUT_THE_PAST:
                present.add(claim.concerns)
        named = {
            (use.council, use.service, letter)
            for use in self.known.uses.values()
            if use.system and use.standing == "stated"
            for letter in told[use.id]
        }
        return {
            use.id
            for use in self.known.uses.values()
            if not use.system
            and (use.id not in present or any((use.council, use.service, letter) in named for letter in told[use.id]))
        }

    def _service(self, use: Use) -> str:
        """The council's own node for the service of a use; empty where the letter names no service."""
        if not use.service or not use.council:
            return ""
        name = name_of(use.service, self.known.names)
        council = name_of(use.council, self.known.names)
        key = f"service/{last(use.council)}/{last(use.service)}"
        self.node(key, "service", name, detail=council, council=use.council, service=use.service)
        self.edge(use.council, key, "runs", "stated")
        return key

    def _system(self, use: Use) -> str:
        name = self.known.names[use.id]
        if use.system:
            return self.node(use.system, "system", name, standing=use.standing)
        council = name_of(use.council, self.known.names) if use.council else ""
        return self.node(use.id, "system", name, detail=council, unnamed=True, council=use.council)

    def contracts(self) -> None:
        for key, row in self.known.contracts.items():
            name, council = self.known.names[key], short(row.get("council", ""))
            ends = self.known.agreed[key].ends if key in self.known.agreed else []
            until = " or ".join(map(spoken.day, sorted({claim.value for claim in ends})))
            label = name.removesuffix(", reference not given") + (f" until {until}" if until else "")
            detail = name_of(council, self.known.names) if council else ""
            self.node(key, "contract", name, detail=detail, label=label, council=council, until=until)
        for (contract, use), standing in self.known.covered.items():
            self.edge(contract, self._of_use.get(use, ""), "covers", standing)
        tied = self._starts()
        for key, row in self.known.contracts.items():
            if key not in tied and row.get("council"):
                self.edge(key, self.council(short(row["council"])), "covers", "stated")

    def _starts(self) -> set[str]:
        return {start for start, _, _ in self._edges}

    def told(self) -> None:
        """Draw the lines that only claims tell of."""
        for claim in self.known.claims:
            self._between_entities(claim, self._use_of(claim))

    def proofs(self) -> None:
        """Put each claim behind all that it is a proof of."""
        for claim in self.known.claims:
            for thing in (claim.subject, claim.object, claim.letter):
                if thing in self._nodes:
                    self.prove(thing, claim.proof)
            use = self._use_of(claim)
            if use:
                self._of_a_use(claim, use)

    def _use_of(self, claim: Claimed) -> Use | None:
        return self.known.uses.get(claim.concerns) or self.known.uses.get(claim.subject)

    def _of_a_use(self, claim: Claimed, use: Use) -> None:
        """A use's claims stand behind its system, its service, and the lines between them and the letter."""
        proof, service, system = claim.proof, self._service(use), self._of_use[use.id]
        self.prove(system, proof)
        if service:
            self.prove(service, proof)
            if claim.predicate == "ofSystem" or not use.system:
                self.prove((use.council, service, "runs"), proof)
                self.prove(use.council, proof)
        if claim.subject == use.id and use.standing in _KINDS_OF_USE:
            self.prove((service or use.council, system, _KINDS_OF_USE[use.standing][0]), proof)
        if claim.subject in self.known.contracts:
            self.prove((claim.subject, system, "covers"), proof)
        if claim.letter and proof.status == "stated":
            self.edge(claim.letter, system, "says", "stated", proof)

    def _between_entities(self, claim: Claimed, use: Use | None) -> None:
        """Lines that stand for one claim: suppliers, former systems, parts, what is held to be the same."""
        proof, standing = claim.proof, claim.proof.standing
        name = name_of(claim.object, self.known.names)
        here = self._of_use.get(use.id, "") if use else ""
        place = (self._service(use) or use.council) if use else ""
        if standing == "denied":
            return
        if claim.predicate in ("supplier", "primeContractor", "formerSupplier"):
            supplier = self.node(claim.object, "supplier", name, standing=standing)
            kind = {"supplier": "supplies", "primeContractor": "leads"}.get(claim.predicate, "supplied")
            target = {"supplied": place, "leads": claim.subject}.get(kind, here) or claim.subject
            self.edge(supplier, target, kind, standing, proof)
        elif claim.predicate == "formerSystem":
            self.node(claim.object, "system", name, standing="former")
            self.edge(place, claim.object, "used", standing, proof)
        elif claim.predicate == "partOf":
            self.edge(claim.subject, claim.object, "part", standing, proof)
        elif claim.predicate in SAME:
            ends = [self._of_use.get(end, end) for end in (claim.subject, claim.object)]
            for end in ends:
                self.prove(end, proof)
            self.edge(ends[0], ends[1], "same", standing, proof)
        elif claim.predicate == "underContract":
            self.edge(claim.object, self._of_use.get(claim.subject, ""), "covers", standing, proof)

    def remarks(self) -> None:
        """Figures and refusals stand behind the letter; one without systems is tied to its council."""
        for letter, proof in self.known.remarks:
            self.prove(letter, proof)
        tied = self._starts()
        for key, row in self.known.letters.items():
            if row.get("council") and key not in tied:
                proofs = self._proofs[key].values()
                self.edge(key, short(row["council"]), "says", "stated", *proofs)

    def reference(self) -> None:
        """What the catalogue adds to systems and suppliers that letters name, and no more."""
        named = {
            key
            for key, node in self._nodes.items()
            if node["kind"] in ("system", "supplier") and self._standing[key] != "denied"
        }
        for start, end, proof in self.known.reference:
            if start in named:
                self.node(end, "supplier", name_of(end, self.known.names), standing="reference")
                kind = "supplies" if proof.field == "suppliedBy" else "belongs"
                ends = (end, start) if kind == "supplies" else (start, end)
                self.edge(*ends, kind, "reference", proof)
                self.prove(start, proof)
                self.prove(end, proof)

    def graph(self) -> networkx.MultiDiGraph:
        """The finished graph, in an order that depends on nothing but what is in it."""
        import networkx  # a tenth of a second, spent only where a picture is wanted

        graph = networkx.MultiDiGraph()
        for key in sorted(self._nodes):
            standing, claims = self._standing[key], tuple(by_place(self._proofs[key].values()))
            graph.add_node(key, **self._nodes[key], standing=standing, claims=claims)
        for start, end, kind in sorted(self._edges):
            edge = (start, end, kind)
            standing = self._edges[edge]
            graph.add_edge(*edge, kind=kind, standing=standing, claims=tuple(by_place(self._proofs[edge].values())))
        grounds = {claim.proof.id: claim.proof for claim in self.known.claims}
        graph.graph["grounds"] = {
            ground: grounds[ground]
            for claim in self.known.claims
            for ground in claim.proof.grounds
            if ground in grounds
        }
        graph.graph["letters"] = len(self.known.letters)
        return graph
