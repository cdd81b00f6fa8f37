"""The proofs behind a picture, as a panel shows them: claims, figures, refusals, the catalogue."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from kg.picturing import asking, wording
from kg.picturing.asking import Row, ask, last, short
from kg.sparql import PREFIXES
from kg.store import Store
from kg.vocab import FIELDS

Names = dict[str, str]

FIELD_OF = {str(predicate): name for name, predicate in FIELDS.items()}
"""Predicate → field."""
_FIELDS = {name: number for number, name in enumerate(wording.FIELDS)}
_STATUSES = ("stated", "asserted", "inferred", "reference", "corrected", "rejected")
_PARTS = ("claim", "figure", "outcome")


@dataclass(frozen=True, slots=True)
class Proof:
    """A claim as the panel shows it: what is said, how firmly, in which words, in which letter."""

    id: str
    field: str
    value: str
    part: str
    """`claim`, `figure` (a statistic) or `outcome` (a question not plainly answered)."""
    status: str
    """`stated` by a letter, `asserted` by a person, `reference` from the catalogue, `inferred` by a rule; what was read
    and is no claim any more is `corrected` or `rejected`."""
    about: str = ""
    """Council, service and system in words."""
    stated: str = ""
    quote: str = ""
    question: str = ""
    letter: str = ""
    """File name of the letter."""
    date: str = ""
    """Date of the letter."""
    certainty: str = "definite"
    polarity: str = "affirmed"
    confidence: str = ""
    """How likely it was read rightly, from 0 to 1; empty where no model judged it."""
    rule: str = ""
    sources: tuple[str, ...] = ()
    note: str = ""
    """The catalogue's remark, or for an outcome what was asked."""
    grounds: tuple[str, ...] = ()
    """Identifiers of the proofs on which an inferred one rests."""
    order: str = ""
    """Its place among its like: the period of a figure, the number of a question."""
    source: str = ""
    """Identifier of the letter in which it can be read; of an inferred one the latest that it rests on."""
    span: tuple[int, int] = (0, 0)
    """Where the quote stands in the letter's canonical text."""
    council: str = ""
    service: str = ""
    decided: str = ""
    """What a person has decided about it: who, when and why."""

    @property
    def standing(self) -> str:
        """How it is drawn: its status, unless the letter denies it or only plans it; what a person asserts as what a
        letter states."""
        if self.polarity == "denied":
            return "denied"
        if self.certainty == "planned" and not self.is_set_aside:
            return "planned"
        return "stated" if self.status == "asserted" else self.status

    @property
    def is_set_aside(self) -> bool:
        """Whether it was read, and a person has rejected or corrected it."""
        return self.status in ("corrected", "rejected")


@dataclass(frozen=True, slots=True)
class Claimed:
    """A proof with what it ties together, as identifiers."""

    proof: Proof
    subject: str
    predicate: str
    """Local name."""
    object: str
    concerns: str
    letter: str


@dataclass(frozen=True, slots=True)
class Use:
    """A council's use of a system for a service; the system is empty where no letter names it."""

    id: str
    council: str
    service: str
    system: str
    standing: str


def by_place(proofs: Iterable[Proof]) -> list[Proof]:
    """What letters state, the newest first; then what rules infer of it; then what the catalogue adds."""
    in_letter = sorted(proofs, key=lambda proof: (proof.letter, *place_of(proof)))
    newest = sorted(in_letter, key=lambda proof: proof.date, reverse=True)
    return sorted(newest, key=lambda proof: _STATUSES.index(proof.status))


def place_of(proof: Proof) -> tuple[int, str, int, str, str, str, str]:
    """Where a proof stands among those of its letter: claims first, by what they are about."""
    field = _FIELDS.get(proof.field, len(_FIELDS))
    like = proof.field if proof.part == "figure" else ""
    return _PARTS.index(proof.part), proof.about, field, like, proof.order, proof.value, proof.id


def name_of(iri: str, names: dict[str, str]) -> str:
    """The name of a thing or a concept; the last part of its IRI in words where it has none."""
    return names.get(iri) or wording.capital(last(iri).replace("-", " "))


def small(name: str) -> str:
    """A name within a sentence: its first letter small, unless it begins with an abbreviation (IT, GIS)."""
    return name if name[:2].isupper() else name[:1].lower() + name[1:]


def claims(
    store: Store,
    rows: dict[str, Row],
    names: Names,
    letters: dict[str, Row],
    quotes: dict[str, Row],
    uses: dict[str, Use],
    decided: dict[str, str],
) -> tuple[Claimed, ...]:
    """Every claim with its proof, in the order of their identifiers."""
    grounds: dict[str, list[str]] = defaultdict(list)
    for row in ask(store, asking.GROUNDS):
        grounds[row["claim"]].append(short(row["ground"]))
    found = []
    for key, row in sorted(rows.items()):
        subject, thing = short(row["subject"]), short(row["object"])
        concerns, letter = short(row.get("concerns", "")), short(row.get("letter", ""))
        use = uses.get(concerns) or uses.get(subject)
        things = [use.council, use.service, use.system] if use else [subject]
        about = [name_of(part, names) for part in things if part]
        if use and not use.system:
            about.append("System not named")
        status = last(row["status"])
        proof = Proof(
            id=short(key),
            field=FIELD_OF.get(row["predicate"], last(row["predicate"])),
            value=names.get(thing) or row.get("value") or last(thing),
            part="claim",
            status=status,
            about=" · ".join(about),
            stated=row.get("stated", ""),
            quote=quotes.get(key, {}).get("quote", ""),
            question=row.get("question", ""),
            letter=letters.get(letter, {}).get("file", ""),
            date=letters.get(letter, {}).get("date", ""),
            source=letter or _latest(grounds[key], rows, letters),
            span=span_of(quotes.get(key, {})),
            council=use.council if use else "",
            service=use.service if use else "",
            certainty=last(row.get("certainty", "definite")),
            polarity=last(row.get("polarity", "affirmed")),
            confidence=row.get("confidence", ""),
            rule=last(row.get("by", "")) if status == "inferred" else "",
            grounds=tuple(grounds[key]),
            decided=decided.get(key, ""),
        )
        found.append(Claimed(proof, subject, last(row["predicate"]), thing, concerns, letter))
    return tuple(found)


def _latest(grounds: list[str], rows: dict[str, Row], letters: dict[str, Row]) -> str:
    """The latest of the letters that hold the grounds of a conclusion."""
    found = {short(rows.get(PREFIXES["id"] + ground, {}).get("letter", "")) for ground in grounds} - {""}
    return max(found, key=lambda letter: (letters.get(letter, {}).get("date", ""), letter), default="")


def span_of(row: Row) -> tuple[int, int]:
    """Where a quote stands; nowhere if there is none."""
    return (int(row["start"]), int(row["start"]) + len(row["quote"])) if "quote" in row else (0, 0)


def figures(
    store: Store, letters: dict[str, Row], names: Names, quotes: dict[str, Row]
) -> tuple[tuple[str, Proof], ...]:
    """Statistics, one proof each; their dimensions come one a row."""
    rows: dict[str, Row] = {}
    dimensions: dict[str, list[str]] = defaultdict(list)
    for row in ask(store, asking.FIGURES):
        rows.setdefault(row["claim"], row)
        if "dimension" in row:
            dimensions[row["claim"]].append(_dimension(row["dimension"], names))
    found = []
    for claim, row in rows.items():
        letter, period = short(row["letter"]), row.get("period", "")
        unit = "" if row.get("unit") == row["name"] else row.get("unit", "")
        words = [wording.amount(row["value"], unit), wording.period(period), *dimensions[claim]]
        proof = Proof(
            id=short(claim),
            field=row["name"],
            value=", ".join(filter(None, words)),
            part="figure",
            status="stated",
            about=_answerer(letters, letter, names),
            quote=quotes.get(claim, {}).get("quote", ""),
            span=span_of(quotes.get(claim, {})),
            source=letter,
            council=short(letters.get(letter, {}).get("council", "")),
            question=row.get("question", ""),
            letter=letters.get(letter, {}).get("file", ""),
            date=letters.get(letter, {}).get("date", ""),
            order="|".join([*dimensions[claim][:1], period]),
        )
        found.append((letter, proof))
    return tuple(sorted(found, key=lambda item: (item[0], place_of(item[1]))))


def _dimension(pair: str, names: Names) -> str:
    """`service=adult-social-care` → "adult social care"; of other dimensions the value as it is."""
    name, _, value = pair.partition("=")
    return small(name_of(f"services/{value}", names)) if name == "service" else value.replace("-", " ")


def _answerer(letters: dict[str, Row], letter: str, names: Names) -> str:
    council = letters.get(letter, {}).get("council", "")
    return name_of(short(council), names) if council else ""


def refusals(store: Store, letters: dict[str, Row], names: Names) -> tuple[tuple[str, Proof], ...]:
    """Questions that a letter does not plainly answer, with the exemptions it applies."""
    rows: dict[str, Row] = {}
    exemptions: dict[str, list[str]] = defaultdict(list)
    for row in ask(store, asking.REFUSALS):
        rows.setdefault(row["answer"], row)
        if "exemption" in row:
            exemptions[row["answer"]].append(name_of(short(row["exemption"]), names))
    found = []
    for answer, row in rows.items():
        outcome = wording.OUTCOMES.get(last(row["outcome"]).replace("-", "_"))
        if not outcome:
            continue
        letter = short(row["letter"])
        words = outcome + (f" ({', '.join(exemptions[answer])})" if exemptions[answer] else "")
        proof = Proof(
            id=short(answer),
            field="outcome",
            value=words,
            part="outcome",
            status="stated",
            about=_answerer(letters, letter, names),
            quote=row.get("quote", ""),
            span=span_of(row),
            source=letter,
            council=short(letters.get(letter, {}).get("council", "")),
            question=row.get("question", ""),
            letter=letters.get(letter, {}).get("file", ""),
            date=letters.get(letter, {}).get("date", ""),
            order=row.get("order", "").zfill(6),
            note=row.get("text", ""),
        )
        found.append((letter, proof))
    return tuple(sorted(found, key=lambda item: (item[0], place_of(item[1]))))


def reference(store: Store, names: Names) -> tuple[tuple[str, str, Proof], ...]:
    """Who supplies what and who belongs to whom, as the catalogue has it: from, to and proof."""
    sources: dict[str, set[str]] = defaultdict(set)
    notes: dict[str, str] = {}
    for row in ask(store, asking.SOURCES):
        sources[row["thing"]].update(filter(None, [row.get("source")]))
        notes.setdefault(row["thing"], row.get("note", ""))
    known = []
    for row in ask(store, asking.SUPPLIED):
        start, end, predicate = short(row["from"]), short(row["to"]), last(row["predicate"])
        proof = Proof(
            id=f"reference/{start}/{predicate}/{last(end)}",
            field=predicate,
            value=name_of(end, names),
            part="claim",
            status="reference",
            about=name_of(start, names),
            sources=tuple(sorted(sources[row["from"]])),
            note=notes.get(row["from"], ""),
        )
        known.append((start, end, proof))
    return tuple(known)
