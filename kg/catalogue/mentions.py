"""Names of systems and suppliers in a text: records go in once, then texts, and mentions come out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from kg.catalogue.finding import Finder, Hit, Name
from kg.catalogue.folding import fold, tokens
from kg.catalogue.records import Sense, SupplierRecord, SystemRecord
from kg.catalogue.supporting import heard_words, is_supported
from kg.model import Entity, Kind, Span

_ORDINARY = frozenset({"common", "initials", "name", "word"})
_STRICTEST = ("common", "initials", "name", "word", "brand")
_LONG_ENOUGH = 6
_COMPANY = re.compile(
    r",?\s(?:(?:\(?UK\)?|Group)\s)?(?:Ltd|LTD|Limited|LIMITED|plc|PLC|Plc|LLP|LLC|Inc|Cyf)\b\.?|\s\(?UK\b\)?"
)


_LONGER_COMPANY = re.compile(r"(?:\s(?:[A-Z][\w'’-]*|&|and)){1,4}\s(?:Ltd|LTD|Limited|LIMITED|plc|PLC|LLP)\b")
"""What follows the first word of a longer company name: "Iken" in "Iken Business Ltd"."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A system or supplier of the catalogue, named in a text: `text[span.start : span.end] == words`."""

    span: Span
    words: str
    system: Entity | None
    """The system that the words name; of several of that name, the one most often meant (see `resolve`)."""
    supplier: Entity | None
    """The supplier that the words name, wholly ("Liquidlogic") or at their beginning ("Capita SIMS")."""
    ambiguous: bool
    """Whether the words are also ordinary ones, so that the context must carry them (see `supported`)."""
    context: tuple[str, ...]
    """Words that, near an ambiguous name, tell that it is meant."""
    supplier_span: Span | None = None
    """The part of the words that names the supplier."""
    others: tuple[Entity, ...] = ()
    """Further systems and suppliers that bear the same name."""


class Mentions:
    """Finds, weighs and tells apart the names of systems and suppliers."""

    def __init__(
        self,
        systems: Mapping[str, tuple[SystemRecord, Entity]],
        suppliers: Mapping[str, tuple[SupplierRecord, Entity]],
        senses: Sequence[Sense],
    ) -> None:
        self._systems = systems
        self._suppliers = suppliers
        self._exact: dict[str, list[Sense]] = {}
        self._loose: dict[str, list[Sense]] = {}
        for sense in senses:
            self._exact.setdefault(sense.alias, []).append(sense)
            self._loose.setdefault(_loose(sense.alias), []).append(sense)
        self._supplier_names = {
            fold(name): key for key, (record, _) in suppliers.items() for name in (*record.aliases, record.name)
        }
        self._finder = Finder(self._names(senses))

    def find(self, text: str) -> list[Mention]:
        """All systems and suppliers named in `text`, in its order; none overlaps another."""
        found: list[Mention] = []
        hits = self._finder.find(text)
        starts = {hit.start for hit in hits}
        for hit in hits:
            if _begins_other_company(text, hit.end, starts):
                continue
            mention = self._mention(text, hit)
            if mention and found and _is_same_in_brackets(text, found[-1], mention):
                found[-1] = _joined(text, found[-1], mention)
            elif mention:
                found.append(mention)
        return found

    def supported(self, mention: Mention, context: str) -> bool:
        """Whether `context`, the words around a mention with itself among them, carries it."""
        if not mention.ambiguous:
            return True
        senses = self._senses(mention.words)
        nature = min((sense.nature for sense in senses), key=_STRICTEST.index)
        unsafe = {word for sense in senses for word in sense.unsafe}
        return is_supported(mention.words, nature, mention.context, unsafe, context)

    def resolve(self, mention: Mention, context: str, service: str | None = None) -> Mention:
        """The mention with that system and supplier, of all that bear the name, of which the context
        speaks."""
        if not mention.others:
            return mention
        heard = heard_words(context)
        every = (mention.system, mention.supplier, *mention.others)
        systems = [entity for entity in every if entity and entity.kind is Kind.SYSTEM]
        suppliers = [entity for entity in every if entity and entity.kind is Kind.SUPPLIER]

        def weight(entity: Entity) -> int:
            words = {word for s in self._senses(mention.words) if s.key == entity.key for word in s.safe}
            record = self._systems[entity.key][0] if entity.kind is Kind.SYSTEM else None
            fits = bool(record and service in record.services)
            return sum(heard(word) for word in words) + 2 * fits

        system = max(systems, key=weight, default=None)
        supplier = max(suppliers, key=weight, default=None)
        others = tuple(entity for entity in (*systems, *suppliers) if entity not in (system, supplier))
        return replace(mention, system=system, supplier=supplier, others=others)

    @cached_property
    def ordinary(self) -> frozenset[str]:
        """Folded names that are also ordinary words, places or initials."""
        return frozenset(
            fold(alias) for alias, senses in self._exact.items() if any(s.nature in _ORDINARY for s in senses)
        )

    def _names(self, senses: Iterable[Sense]) -> Iterable[Name]:
        for kind, table in ((Kind.SYSTEM, self._systems), (Kind.SUPPLIER, self._suppliers)):
            for key, (record, _) in table.items():
                for name in dict.fromkeys((record.name, *record.aliases)):
                    # A bracket in a system's name only tells the reader of the catalogue which one it is.
                    if "(" not in name or kind is Kind.SUPPLIER:
                        yield Name(name, f"{kind}:{key}", self._is_strict(name))
        for sense in senses:
            yield Name(sense.alias, f"{sense.kind}:{sense.key}", strict=True)

    def _is_strict(self, name: str) -> bool:
        """Whether a name counts only with its capitals: all but long single words of no other meaning."""
        return len(tokens(name)) > 1 or len(fold(name)) < _LONG_ENOUGH or bool(self._senses(name))

    def _senses(self, words: str) -> list[Sense]:
        return self._exact.get(words) or self._loose.get(_loose(words)) or []

    def _mention(self, text: str, hit: Hit) -> Mention | None:
        span = Span(hit.start, hit.end)
        owners = self._ordered(hit, text[hit.start : hit.end])
        systems = [entity for entity in owners if entity.kind is Kind.SYSTEM]
        suppliers = [entity for entity in owners if entity.kind is Kind.SUPPLIER]
        company = _COMPANY.match(text, hit.end)
        if company:
            systems = []
            span = Span(hit.start, company.end())
        if not systems and not suppliers:
            return None
        words = span.of(text)
        supplier_span = span if suppliers else None
        if systems and not suppliers:
            suppliers, supplier_span = self._at_beginning(span, words, systems[0])
        senses = [] if company else self._senses(words)
        return Mention(
            span,
            words,
            systems[0] if systems else None,
            suppliers[0] if suppliers else None,
            bool(senses) and all(sense.nature in _ORDINARY for sense in senses),
            tuple(dict.fromkeys(word for sense in senses for word in sense.safe)),
            supplier_span,
            (*systems[1:], *suppliers[1:]),
        )

    def _ordered(self, hit: Hit, words: str) -> list[Entity]:
        """Whose name it is, the likeliest first: the file of ambiguous names lists them in that order."""
        order = {f"{sense.kind}:{sense.key}": number for number, sense in enumerate(self._senses(words))}
        owners = list(dict.fromkeys(name.owner for name in hit.names))
        owners.sort(key=lambda owner: order.get(owner, -1 if not order else len(order)))
        return [self._entity(owner) for owner in owners]

    def _entity(self, owner: str) -> Entity:
        kind, key = owner.split(":", 1)
        table: Mapping[str, tuple[object, Entity]] = self._systems if kind == Kind.SYSTEM else self._suppliers
        return table[key][1]

    def _at_beginning(self, span: Span, words: str, system: Entity) -> tuple[list[Entity], Span | None]:
        """The supplier whose name a letter puts before that of its system: Capita in "Capita SIMS"."""
        parts = tokens(words)
        own = tokens(system.name)
        for length in range(len(parts) - 1, 0, -1):
            key = self._supplier_names.get("".join(part.folded for part in parts[:length]))
            if key and [p.folded for p in own[:length]] != [p.folded for p in parts[:length]]:
                return [self._suppliers[key][1]], Span(span.start, span.start + parts[length - 1].end)
        return [], None


def _begins_other_company(text: str, end: int, starts: set[int]) -> bool:
    """Whether a name that ends at `end` is only the beginning of the name of a company that is not known."""
    longer = None if _COMPANY.match(text, end) else _LONGER_COMPANY.match(text, end)
    return bool(longer) and not starts.intersection(range(end, longer.end() if longer else end))


def _is_same_in_brackets(text: str, left: Mention, right: Mention) -> bool:
    """Whether a name is followed by another name of the same thing: "Liquidlogic Children's System (LCS)"."""
    gap = text[left.span.end : right.span.start]
    named = left.system or left.supplier
    return (
        gap.strip() == "("
        and len(gap) <= 3
        and text[right.span.end : right.span.end + 1] == ")"
        and named in (right.system, right.supplier, *right.others)
    )


def _joined(text: str, left: Mention, right: Mention) -> Mention:
    """The two as one mention. Two names of one thing carry each other, so it is not ambiguous."""
    span = Span(left.span.start, right.span.end + 1)
    supplier_span = span if left.supplier_span == left.span else left.supplier_span
    return replace(left, span=span, words=span.of(text), ambiguous=False, supplier_span=supplier_span)


def _loose(words: str) -> str:
    return " ".join(words.split()).casefold()
