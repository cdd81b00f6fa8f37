"""The catalogue: systems, suppliers and councils by key, by name and by their names in a text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from functools import cache, cached_property
from pathlib import Path

from kg.catalogue import records
from kg.catalogue.folding import fold, fold_company
from kg.catalogue.index import Entry, NameIndex
from kg.catalogue.mentions import Mention, Mentions
from kg.catalogue.records import CouncilRecord, EventRecord, Sense, SupplierRecord, SystemRecord
from kg.catalogue.register import Register
from kg.catalogue.register import council as unknown_council
from kg.errors import DataError
from kg.model import Entity, Kind, Span
from kg.resources import reference_dir


class Catalogue:
    """Reference knowledge, read from the folder of reference data. Raises DataError if that is damaged."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.systems: tuple[SystemRecord, ...] = records.read_systems(folder / "systems.csv")
        self.suppliers: tuple[SupplierRecord, ...] = records.read_suppliers(folder / "suppliers.csv")
        senses = records.read_senses(folder / "ambiguous.csv")
        self._systems = {r.key: (r, Entity(Kind.SYSTEM, r.key, r.name, True, r.aliases)) for r in self.systems}
        self._suppliers = {r.key: (r, Entity(Kind.SUPPLIER, r.key, r.name, True, r.aliases)) for r in self.suppliers}
        self._check(senses)
        self._indexes = {
            Kind.SYSTEM: NameIndex(
                (Entry(r.key, r.name, r.aliases) for r in self.systems),
                fold,
                _ranks(senses, Kind.SYSTEM, fold),
            ),
            Kind.SUPPLIER: NameIndex(
                (Entry(r.key, r.name, r.aliases) for r in self.suppliers),
                fold_company,
                _ranks(senses, Kind.SUPPLIER, fold_company),
            ),
        }
        self._senses = senses

    @cached_property
    def events(self) -> tuple[EventRecord, ...]:
        """Changes of ownership and of names."""
        return records.read_events(self._folder / "events.csv")

    @property
    def councils(self) -> tuple[CouncilRecord, ...]:
        """All local authorities of the register, present and former."""
        return self._register.records

    def entity(self, kind: Kind, key: str) -> Entity | None:
        """The system, supplier or council of this key."""
        if kind is Kind.COUNCIL:
            return self._register.entity(key)
        found = (self._systems if kind is Kind.SYSTEM else self._suppliers).get(key)
        return found[1] if found else None

    def system(self, name: str) -> Entity | None:
        """The system of this name, in any case, glued or split."""
        key = self._indexes[Kind.SYSTEM].key(name)
        return self._systems[key][1] if key else None

    def supplier(self, name: str) -> Entity | None:
        """The supplier of this name, with or without Ltd, plc, UK and the like."""
        key = self._indexes[Kind.SUPPLIER].key(name)
        return self._suppliers[key][1] if key else None

    def council(self, name: str) -> Entity | None:
        """The council of this name: official, Welsh or as commonly written; a present one before a former."""
        return self._register.get(name)

    def council_entity(self, name: str) -> Entity:
        """The council of this name, or one that is unknown to the register."""
        return self.council(name) or unknown_council(name)

    def supplier_of(self, system_key: str) -> str | None:
        """Key of the present supplier of a system."""
        found = self._systems.get(system_key)
        return found[0].supplier if found else None

    def owner_of(self, supplier_key: str) -> str | None:
        """Key of the organisation that owns a supplier."""
        found = self._suppliers.get(supplier_key)
        return found[0].parent if found else None

    def typical_services(self, system_key: str) -> tuple[str, ...]:
        """Notations of the services for which councils commonly use a system, the commonest first."""
        found = self._systems.get(system_key)
        return found[0].services if found else ()

    def part_of(self, system_key: str) -> str | None:
        """Key of the suite of which a system is a module."""
        found = self._systems.get(system_key)
        return found[0].part_of if found else None

    def similar(self, name: str, kind: Kind, n: int = 3) -> list[str]:
        """Known names that are like `name`: for messages, never for merging."""
        return self._register.similar(name, n) if kind is Kind.COUNCIL else self._indexes[kind].similar(name, n)

    def misspelt(self, name: str, kind: Kind) -> Entity | None:
        """The one thing whose name, of six letters or more, differs by one letter or is glued or split."""
        if kind is Kind.COUNCIL:
            return self.council(name) or self._register.misspelt(name)
        known = self.system(name) if kind is Kind.SYSTEM else self.supplier(name)
        if known:
            return known if len(fold(name)) >= 6 else None
        key = self._indexes[kind].misspelt(name, self._mentions.ordinary)
        return (self._systems if kind is Kind.SYSTEM else self._suppliers)[key][1] if key else None

    def is_ordinary(self, name: str) -> bool:
        """Whether a name is also an ordinary word, so that alone it does not tell that a system is meant."""
        return fold(name) in self._mentions.ordinary

    def find(self, text: str) -> list[Mention]:
        """All systems and suppliers named in `text`, in its order, none overlapping another."""
        return self._mentions.find(text)

    def supported(self, mention: Mention, context_text: str) -> bool:
        """Whether the words around a mention, with itself among them, carry it; see `supporting`."""
        return self._mentions.supported(mention, context_text)

    def resolve(self, mention: Mention, context_text: str, service: str | None = None) -> Mention:
        """The mention with that system and supplier, of all of this name, of which context or service
        speak."""
        return self._mentions.resolve(mention, context_text, service)

    def find_councils(self, text: str) -> list[tuple[Entity, Span]]:
        """Councils named in `text` by a name that says what they are, never by the bare name of a place."""
        return self._register.find(text)

    @cached_property
    def _register(self) -> Register:
        return Register(self._folder / "councils.csv")

    @cached_property
    def _mentions(self) -> Mentions:
        return Mentions(self._systems, self._suppliers, self._senses)

    def _check(self, senses: tuple[Sense, ...]) -> None:
        """Every key is there once, and so is every key that one file takes from another. Raises DataError."""
        self._check_unique("systems.csv", [record.key for record in self.systems])
        self._check_unique("suppliers.csv", [record.key for record in self.suppliers])
        wanted: list[tuple[str, str, str | None, Mapping[str, object]]]
        wanted = [("systems.csv", r.key, r.supplier, self._suppliers) for r in self.systems]
        wanted += [("systems.csv", r.key, r.part_of, self._systems) for r in self.systems]
        wanted += [("suppliers.csv", r.key, r.parent, self._suppliers) for r in self.suppliers]
        tables: dict[str, Mapping[str, object]] = {str(Kind.SYSTEM): self._systems, str(Kind.SUPPLIER): self._suppliers}
        for sense in senses:
            if sense.kind not in tables:
                raise self._damaged("ambiguous.csv", sense.alias, f"{sense.kind!r} is no kind of thing")
            wanted.append(("ambiguous.csv", sense.alias, sense.key, tables[sense.kind]))
        for file, key, other, table in wanted:
            if other and other not in table:
                raise self._damaged(file, key, f"{key!r} refers to {other!r}, which is not there")

    def _check_unique(self, file: str, keys: list[str]) -> None:
        for key, count in Counter(keys).items():
            if count > 1:
                raise self._damaged(file, key, f"{key!r} stands in {count} rows")

    def _damaged(self, file: str, key: str, problem: str) -> DataError:
        path = records.file_of(self._folder / file, key)
        return records.damaged(path, records.line_of(path, key), problem)


def _ranks(senses: tuple[Sense, ...], kind: Kind, folding: Callable[[str], str]) -> dict[tuple[str, str], int]:
    """The order of things that share a name: that of the file of ambiguous names."""
    ranks: dict[tuple[str, str], int] = {}
    for number, sense in enumerate(senses):
        if sense.kind == kind:
            ranks.setdefault((folding(sense.alias), sense.key), number)
    return ranks


@cache
def load() -> Catalogue:
    """The catalogue that belongs to the product, read once. Raises DataError if it is damaged."""
    return Catalogue(reference_dir())
