"""What the page says in words: proofs as cards, the sentence at its head, the legend."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from kg.picturing import wording
from kg.picturing.counting import counted, is_counted
from kg.picturing.proving import Proof, by_place
from kg.values import spoken

if TYPE_CHECKING:
    import networkx

KINDS = {
    "council": ("Council", "Councils"),
    "service": ("Service", "Services"),
    "system": ("System", "Systems"),
    "contract": ("Contract", "Contracts"),
    "supplier": ("Supplier", "Suppliers"),
    "letter": ("Letter", "Letters"),
}
"""Kind → its word for one and for many."""

VERBS = {
    "runs": "runs",
    "uses": "uses",
    "plans": "plans to use",
    "used": "used before",
    "supplies": "supplies",
    "supplied": "supplied before",
    "leads": "is the main contractor of",
    "covers": "covers",
    "says": "tells of",
    "part": "is part of",
    "same": "is probably the same as",
    "belongs": "belongs to",
}
"""Kind of edge → the verb between its ends."""


STANDINGS = {
    "stated": "stated",
    "inferred": "inferred by a rule",
    "reference": "from the catalogue",
    "planned": "planned",
    "former": "used before",
    "denied": "denied",
}
"""How a thing is known → the words of the legend."""
_NOT_COUNTED = {**STANDINGS, "stated": "only mentioned", "unnamed": "not named"}
"""How a thing is known that is drawn and does not count."""


def numbers_of(graph: networkx.MultiDiGraph) -> dict[str, int]:
    """Identifier of each proof → its number on the page."""
    return {proof.id: number for number, proof in enumerate(unique(graph))}


def unique(graph: networkx.MultiDiGraph) -> list[Proof]:
    """Each proof of the picture once, the grounds of inferred ones among them."""
    if "proofs" not in graph.graph:
        proofs: dict[str, Proof] = {}
        for things in (graph.nodes(data=True), graph.edges(data=True)):
            for thing in things:
                proofs.update((proof.id, proof) for proof in thing[-1]["claims"])
        proofs.update(graph.graph["grounds"])
        graph.graph["proofs"] = by_place(proofs.values())
    found: list[Proof] = graph.graph["proofs"]
    return found


def proofs(graph: networkx.MultiDiGraph) -> dict[str, Any]:
    """What the panel shows: the claims, and the words of the letters that are drawn."""
    numbers = numbers_of(graph)
    texts = graph.graph["texts"]
    return {
        "claims": [_card(proof, numbers) for proof in unique(graph)],
        "texts": {key: texts[key] for key, data in graph.nodes(data=True) if data["kind"] == "letter" and key in texts},
    }


def _card(proof: Proof, numbers: dict[str, int]) -> dict[str, Any]:
    """A proof in plain words; what is empty is left out."""
    value = wording.value(proof.field, proof.value)
    if proof.standing == "denied":
        value = f"not: {value}"
    card = {
        "field": wording.field(proof.field),
        "value": value,
        "about": proof.about,
        "quote": proof.quote,
        "question": proof.question,
        "letter": proof.letter,
        "source": proof.source,
        "council": proof.council,
        "service": proof.service,
        "span": proof.span if proof.span[1] else (),
        "date": spoken.day(proof.date) if proof.date else "",
        "standing": proof.standing,
        "part": proof.part,
        "approximate": proof.certainty == "approximate",
        "sure": round(100 * float(proof.confidence)) if proof.confidence else "",
        "rule": proof.rule.replace("-", " ").replace("_", " "),
        "sources": proof.sources,
        "note": proof.note,
        "decided": proof.decided,
        "grounds": [numbers[ground] for ground in proof.grounds if ground in numbers],
    }
    return {key: content for key, content in card.items() if content}


def intro(graph: networkx.MultiDiGraph) -> str:
    """One sentence with the counts, and in brackets what is drawn besides; a second one if this is a part."""
    drawn = Counter(data["kind"] for _, data in graph.nodes(data=True))
    numbers = counted(graph, unique(graph))
    told = {kind: numbers.get(KINDS[kind][1].lower(), drawn[kind]) for kind in KINDS}
    words = []
    for kind in ("service", "system", "contract", "supplier"):
        more = f" ({drawn[kind] - told[kind]:,} more {_besides(graph, kind)})" if drawn[kind] > told[kind] else ""
        words += [_count(told, kind) + more] if drawn[kind] else []
    says = "says" if told["letter"] == 1 else "say"
    about = f" about {_list(words)}" if words else ""
    facts = [_many(numbers["claims"], "fact")]
    facts += [_many(numbers["observations"], "figure")] if numbers["observations"] else []
    statements = f"{' and '.join(facts)}, each with the letter's own words"
    whole = f"What {_count(told, 'letter')} from {_count(told, 'council')} {says}{about}: {statements}."
    return f"{whole} {graph.graph.get('part', '')}".strip()


def _besides(graph: networkx.MultiDiGraph, kind: str) -> str:
    """Why things of a kind that are drawn do not count: "used before or not named"."""
    more = [data for _, data in graph.nodes(data=True) if data["kind"] == kind and not is_counted(data)]
    why = {"unnamed" if data.get("unnamed") else data["standing"] for data in more}
    *most, last = [words for standing, words in _NOT_COUNTED.items() if standing in why]
    return f"{', '.join(most)} or {last}" if most else last


def _many(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def _count(counts: Mapping[str, int], kind: str) -> str:
    one, many = KINDS[kind]
    return f"{counts[kind]:,} {(one if counts[kind] == 1 else many).lower()}"


def _list(words: Iterable[str]) -> str:
    *most, last = list(words) or [""]
    return f"{', '.join(most)} and {last}" if most else last


def legend(graph: networkx.MultiDiGraph) -> list[tuple[str, str, int]]:
    """The kinds that are drawn: kind, word for many, count."""
    counts = Counter(data["kind"] for _, data in graph.nodes(data=True))
    return [(kind, many, counts[kind]) for kind, (_, many) in KINDS.items() if counts[kind]]


def standings(graph: networkx.MultiDiGraph) -> list[tuple[str, str]]:
    """How what is drawn is known: standing and words."""
    there = {data["standing"] for _, data in graph.nodes(data=True)}
    there |= {data["standing"] for _, _, data in graph.edges(data=True)}
    return [(standing, words) for standing, words in STANDINGS.items() if standing in there]
