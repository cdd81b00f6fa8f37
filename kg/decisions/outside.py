"""What people assert that no letter says → a source of its own beside the letters, one for each council and day.

Its text is what they quote and where they have it from, so that such a claim, too, has exact words: those of the file
of decisions.
"""

from __future__ import annotations

import hashlib
from array import array
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from kg.catalogue import load
from kg.decisions.kinds import NONE
from kg.decisions.names import Names
from kg.decisions.persons import quiet, quiet_source
from kg.decisions.values import bounds_of, certainty_of, value_of
from kg.describing.claims import DECIDED
from kg.model import (
    Claim,
    Decision,
    Document,
    Effect,
    Evidence,
    Extraction,
    Letter,
    LetterClaims,
    Ruling,
    Span,
    Status,
    View,
)
from kg.reconciling import reconcile
from kg.values.rolling import renews_on

_MEDIA_TYPE = "text/csv"


def outside(decisions: Sequence[Decision], names: Names) -> tuple[list[LetterClaims], list[Ruling]]:
    """Sources like letters, with what is asserted in them, and what became of each decision."""
    groups: dict[tuple[str, str], list[Decision]] = defaultdict(list)
    for decision in decisions:
        council = names.resolve(load().council_entity(decision.council), decision.council)
        groups[council.name, decision.when[:10]].append(decision)
    sources = [_source(council, day, ones) for (council, day), ones in sorted(groups.items())]
    return sources, [Ruling(one, Effect.APPLIED, f"it is asserted, by {quiet_source(one.source)}") for one in decisions]


def _source(council: str, day: str, decisions: Sequence[Decision]) -> LetterClaims:
    text, claims = "", []
    for decision in dict.fromkeys(decisions):
        words = quiet(" ".join(decision.words.split()))
        claims.append(_claim(decision, Evidence(Span(len(text), len(text) + len(words)), words)))
        text += f"{words}\n({quiet_source(' '.join(decision.source.split()))})\n\n"
    view = View(text, text, array("L", range(len(text))), bytes(len(text)))
    document = Document(hashlib.sha256(text.encode()).hexdigest(), decisions[0].file, _MEDIA_TYPE, text)
    letter = Letter(document, view, council, day or None, None, None, None)
    return reconcile(letter, Extraction(tuple(claims), (), ()))


def _claim(decision: Decision, evidence: Evidence) -> Claim:
    value = value_of(decision.field, decision.value)
    claim = Claim(
        service=None if decision.service in ("", NONE) else decision.service,
        system=None if decision.system in ("", NONE) else decision.system,
        field=decision.field,
        value=value,
        stated=evidence.quote,
        evidence=evidence,
        question=None,
        extractor=DECIDED,
        certainty=certainty_of(decision.field, value),
        interval=bounds_of(decision.field, value),
        renews=renews_on(decision.field, value, evidence.quote),
        status=Status.ASSERTED,
        decided=(decision.key,),
    )
    return replace(claim, system=claim.system or (str(value) if decision.field == "system" else None))
