"""Rows → proofs: claims, figures, refusals, and what the catalogue says."""

from __future__ import annotations

from collections import defaultdict

from kg.picturing import asking, wording
from kg.picturing.asking import Row, ask, last, short
from kg.picturing.proving import FIELD_OF, Claimed, Names, Proof, Use, name_of, place_of, small, span_of
from kg.sparql import PREFIXES
from kg.store import Store


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
