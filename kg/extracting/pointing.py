"""Answers that point to another: "See 1", "Same as 3", "As for adults" state again what they point to."""

from __future__ import annotations

import re
from collections.abc import Mapping

from kg.extracting.asking import services_named
from kg.extracting.context import AskedItem, Context, Target
from kg.model import Claim, Polarity

NAME = "pointing 1"

_FIELDS: Mapping[str, tuple[str, ...]] = {
    "system": ("system",),
    "supplier": ("supplier",),
    "contract_start": ("contract_start",),
    "contract_end": ("contract_end",),
    "contract_term": ("contract_term",),
    "extension": ("extension",),
    "in_use_since": ("in_use_since",),
    "hosting": ("hosting",),
    "cost": ("annual_cost", "total_cost"),
    "procurement_route": ("procurement_route",),
    "contract_reference": ("contract_reference",),
}
"""What a question of a kind may take over from another answer."""
_AS_SERVICE = re.compile(
    r"^(?:(?:the\s)?same\s)?as\s(?:for|with|in|under)?\s?(?P<service>[\w’' ]{4,40}?)\W*$", re.IGNORECASE
)


def extract(context: Context) -> None:
    """Claims that an answer makes by pointing to another question, or to another service's answer."""
    for item in context.items:
        answer = item.item.answer
        fields = {field for kind in item.asked.kinds for field in _FIELDS.get(kind, ())}
        if answer is None or not item.segments or not fields:
            continue
        match = _AS_SERVICE.match(" ".join(item.segments[0].text.split()))
        service = services_named(match["service"]) if match else ()
        if not service and not answer.refers_to:
            continue
        for claim in list(context.claims):
            other = claim.question != item.label or (item.cell is not None and claim.service not in item.asked.services)
            told = claim.question in answer.refers_to or (claim.service in service and other)
            if told and claim.field in fields and claim.polarity is Polarity.AFFIRMED:
                _repeat(context, item, claim)


def _repeat(context: Context, item: AskedItem, claim: Claim) -> None:
    passage = item.segments[0].whole
    for service in item.asked.services or (claim.service,):
        system = str(claim.value) if claim.field == "system" else context.main_use(service).system or claim.system
        context.add(
            Target(service, system), claim.field, claim.value, passage, item, NAME,
            stated=passage.text, certainty=claim.certainty, interval=claim.interval,
        )  # fmt: skip
