"""Whether decisions outlive reading that has changed: all are found or told by other weights, and none is lost.

    python -m benchmarks.decisions_kept --weights FILE [LETTERS …] [--letters N]

Letters (the closed ones, unless others are named) are read by the shipped weights. Decisions of each kind on claims, in
turn, are made on what is read, stated or unsure; then the letters are read anew by the weights of FILE, and decided. A
decision is found where it is applied or what is read agrees with it, told where it is a finding with its line, and lost
where it is neither, or was applied to another claim. Exit status 1 where one is lost.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

from kg.building import decided_letters, read_letters, sources
from kg.decisions.choosing import file_cells
from kg.decisions.kinds import KINDS, REJECT, About, problem_of
from kg.decisions.names import AS_READ, kind_of_value
from kg.decisions.values import same_value, text_of
from kg.decisions.words import alike
from kg.errors import KgError, UsageError
from kg.model import TROUBLES, Claim, Decision, Effect, Finding, LetterClaims, Polarity, Ruling
from kg.weights import read_weights, shipped

FILE = "decisions.csv"
_SERVICES = "housing", "libraries"
_OTHER_FIELDS = {
    "contract_start": "contract_end", "contract_end": "contract_start", "annual_cost": "total_cost",
    "total_cost": "annual_cost", "supplier": "former_supplier", "former_supplier": "supplier",
}  # fmt: skip
"""As what the value of a field may have been misread."""


def made_on(letters: Iterable[LetterClaims]) -> list[Decision]:
    """A decision on each claim of letters, those that are unsure too, of all kinds of claims in turn; one of claims
    that are told apart by their words only. None says what another claim of the letter says."""
    kinds = [kind.name for kind in KINDS.values() if kind.about is About.CLAIM]
    last: dict[str, str] = {}
    found: dict[tuple[str, ...], Decision] = {}
    for one in letters:
        document = one.letter.document
        letter = file_cells({
            "letter": document.source, "sha256": document.sha256, "council": one.council.name,
            "request_id": one.letter.request_reference,
        })  # fmt: skip
        claims = {
            _said(one, claim): claim
            for claim in (*one.unsure, *stated(one))
            if claim.polarity is Polarity.AFFIRMED and claim.field != "part_of"
        }
        read = {said[1:3] for said in claims}
        for said, claim in claims.items():
            kind = kinds[len(found) % len(kinds)]
            to = _other(kind, claim, last.get(claim.field, ""))
            right = (claim.field, to) if kind == "correct value" else (to, text_of(claim.value))
            is_free = not kind.startswith("correct") or (to and right not in read)
            found[said] = Decision(
                kind if is_free else REJECT, **letter, question=claim.question or "", service=claim.service or "",
                system=claim.system or "", field=claim.field, value=text_of(claim.value),
                words=" ".join(claim.evidence.quote.split()), to=to if is_free else "", who="AB", when="2026-11-30",
                file=FILE, line=len(found) + 2,
            )  # fmt: skip
        last |= {claim.field: text_of(claim.value) for claim in claims.values()}
    assert not any(map(problem_of, found.values()))
    return list(found.values())


def stated(letter: LetterClaims) -> list[Claim]:
    """The claims that a letter states."""
    return [one.claim for one in letter.statements]


def _other(kind: str, claim: Claim, value: str) -> str:
    """What a decision of a kind says that is right instead; `value` is that of another claim of the field."""
    to = {
        "correct value": value if value != text_of(claim.value) else "",
        "correct service": next(one for one in _SERVICES if one != claim.service),
        "correct system": "Mosaic" if claim.system != "Mosaic" else "SAP",
        "correct field": _OTHER_FIELDS.get(claim.field, ""),
        "correct certainty": "planned" if claim.certainty != "planned" else "definite",
    }
    return to.get(kind, "")


def lost(letters: Sequence[LetterClaims], rulings: Sequence[Ruling], findings: Iterable[Finding]) -> Iterator[Ruling]:
    """The rulings of decisions in trouble that nobody is told of, and of those that were applied to another claim."""
    told = {finding.where for finding in findings if finding.code.startswith("decision-")}
    by_file = {one.letter.document.source: one for one in letters}
    for ruling in rulings:
        if ruling.effect in TROUBLES:
            is_kept = f"line {ruling.decision.line}" in told
        else:
            is_kept = ruling.effect is not Effect.APPLIED or _is_struck(by_file[ruling.letter], ruling.decision)
        if not is_kept:
            yield ruling


def _is_struck(letter: LetterClaims, decision: Decision) -> bool:
    """Whether what a decision has made or set aside in a letter is what it names, and nothing else."""
    made = [claim for claim in stated(letter) if decision.key in claim.decided]
    gone = [aside.statement.claim for aside in letter.set_aside if decision.key in aside.by]
    if not all(_says(claim, decision) for claim in gone) or not all(_says(claim, _right(decision)) for claim in made):
        return False
    left = [one for one in stated(letter) if _says(one, decision) and alike(one.evidence.quote, decision.words)]
    if decision.decision != REJECT:  # two that come to say the same are one, by either of both decisions
        same = [one for one in stated(letter) if _says(one, _right(decision))]
        return bool(made) or any(claim.decided for claim in (*left, *same))
    named = decision.service, decision.system, decision.question
    return all((claim.service or "", claim.system or "", claim.question or "") != named for claim in left)


def _right(decision: Decision) -> Decision:
    """A decision that names what it says is right: field and value."""
    match decision.decision:
        case "correct value":
            return replace(decision, value=decision.to)
        case "correct field":
            return replace(decision, field=decision.to)
        case "correct system" if decision.field == "system":
            return replace(decision, value=decision.to)
    return decision


def _says(claim: Claim, decision: Decision) -> bool:
    kind = kind_of_value(claim.field)
    is_named = kind is not None and AS_READ.key(kind, text_of(claim.value)) == AS_READ.key(kind, decision.value)
    return claim.field == decision.field and (is_named or same_value(claim.field, claim.value, decision.value))


def read_by(weights: Path, read: Callable[[], list[LetterClaims]]) -> list[LetterClaims]:
    """What is read by weights of a file."""
    shipped.cache_clear()
    try:
        with patch("kg.weights.weights_file", return_value=weights):
            return read()
    finally:
        shipped.cache_clear()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", type=Path, nargs="*", metavar="LETTERS", default=[Path("data/closed/letters")])
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--letters", type=int, help="only so many")
    wish = parser.parse_args()
    other = read_weights(wish.weights)
    if any(other.trees[name].columns != trees.columns for name, trees in shipped().trees.items()):
        raise UsageError(f"{wish.weights} learned from what reading no longer shows.", "Name weights learned since.")
    documents = sources(wish.paths)[0][: wish.letters]
    before = read_letters(documents, [])
    made = made_on(before)
    after = read_by(wish.weights, lambda: read_letters(documents, []))
    decided = decided_letters(after, made)
    astray = list(lost(decided.letters, decided.rulings, decided.findings))
    was, now = (Counter(_said(one, claim) for one in read for claim in stated(one)) for read in (before, after))
    told = [one for one in decided.rulings if one.effect in TROUBLES and one not in astray]
    both = (was & now).total()
    print(f"{len(documents)} letters; {was.total()} claims stated before, {now.total()} after, {both} of them the same")
    print(f"{len(made)} decisions: {_counted(Counter(one.decision for one in made))}")
    print(f"found {len(made) - len(told) - len(astray)}, told {len(told)}, lost {len(astray)}")
    print(f"told: {_counted(Counter(f'{one.decision.decision} {one.effect.value}' for one in told))}")
    for ruling in astray:
        print(f"LOST: {ruling}")
    return bool(astray)


def _said(letter: LetterClaims, claim: Claim) -> tuple[str, ...]:
    hangs = claim.service or "", claim.system or "", claim.polarity.value
    return letter.letter.document.source, claim.field, text_of(claim.value), *hangs


def _counted(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{count} {name}" for name, count in sorted(counts.items())) or "none"


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KgError as error:
        sys.exit(f"{error.message} {error.hint}")
