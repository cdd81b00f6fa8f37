"""People's decisions → gold: what each reviewed letter says, as they have decided, and nothing that nobody has judged.

A letter is gold where a decision says that it is reviewed, or where all that is read of it, unsure or not, is decided.
Its facts are those that people have accepted, corrected and asserted: so they stay the same when reading changes. What
is read of a reviewed letter and was not decided is false; in a letter that nobody has marked, a claim that is new in
better reading is judged by nobody, and the letter is no gold until it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from kg.decisions.applying import Decided
from kg.decisions.kinds import KINDS, REVIEWED, About
from kg.decisions.names import kind_of_value
from kg.describing.claims import DECIDED
from kg.model import TROUBLES, Certainty, Claim, LetterClaims, Polarity, Status

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Gold:
    """Gold by the file of its letter; `open` are letters of which something is decided, and not all."""

    rows: Mapping[str, Row]
    open: tuple[str, ...]


def gold_of(decided: Decided) -> Gold:
    """The gold of letters after people's decisions."""
    standing = [one for one in decided.rulings if one.effect not in TROUBLES]
    reviewed = {one.letter for one in standing if one.decision.decision == REVIEWED}
    touched = {one.letter for one in standing if KINDS[one.decision.decision].about is About.CLAIM and one.letter}
    rows: dict[str, Row] = {}
    left: list[str] = []
    for letter in decided.letters:
        file = letter.letter.document.source
        if file in reviewed or (file in touched and _is_decided(letter)):
            rows[file] = _row(letter)
        elif file in touched:
            left.append(file)
    return Gold(rows, tuple(left))


def _is_decided(letter: LetterClaims) -> bool:
    """Whether all that is read of a letter is decided."""
    return not letter.unsure and all(claim.decided for claim in _affirmed(letter))


def _affirmed(letter: LetterClaims) -> Sequence[Claim]:
    claims = (statement.claim for statement in letter.statements)
    return [one for one in claims if one.polarity is Polarity.AFFIRMED and one.status is Status.STATED]


def _row(letter: LetterClaims) -> Row:
    head = letter.letter
    return {
        "letter": head.document.source, "council": letter.council.name, "letter_date": head.date,
        "request_id": head.request_reference, "batch": f"reviewed {letter.council.key}",
        "facts": [_fact(claim) for claim in _affirmed(letter) if claim.decided],
        "outcomes": [], "referrals": [], "observations": [],
    }  # fmt: skip


def _fact(claim: Claim) -> dict[str, Any]:
    """A fact of gold (docs/gold.md). A name that people say is of another thing is right as the letter has it, too."""
    value = float(claim.value) if isinstance(claim.value, Decimal) else claim.value
    fact: dict[str, Any] = {"service": claim.service, "question": claim.question, "quote": claim.evidence.quote}
    if claim.system and claim.field != "system":
        fact["system"] = claim.system
    fact[claim.field] = value
    if claim.certainty is not Certainty.DEFINITE:
        fact["certainty"] = claim.certainty.value
    if kind_of_value(claim.field) and claim.extractor != DECIDED and claim.stated != value:
        fact["accept"] = [claim.stated]
    return fact
