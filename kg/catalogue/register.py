"""The register of councils: local authorities of the United Kingdom by name, and their names in a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path

from kg.catalogue.finding import Finder, Name
from kg.catalogue.folding import fold, slug
from kg.catalogue.index import Entry, NameIndex
from kg.catalogue.records import CouncilRecord, rows, several
from kg.model import Entity, Kind, Span

_SAYS_COUNCIL = re.compile(
    r"\b(?:council|borough|corporation|authority|comhairle|cyngor|city and county|county of|city of)\b",
    re.IGNORECASE,
)
_SHORT_TYPES = {
    "Metropolitan Borough Council": "MBC",
    "Metropolitan District Council": "MDC",
    "County Borough Council": "CBC",
    "Borough Council": "BC",
    "District Council": "DC",
    "County Council": "CC",
    "City Council": "CC",
}
_TYPE = re.compile(
    r"\s+(?:(?:Metropolitan|County)\s+)?(?:(?:Borough|City and District|District|County|City)\s+)?Council$"
)
_TYPE_WORDS = re.compile(r"\b(?:Metropolitan|County|City|Borough|District)(?: (?:Borough|District))? Council$")
"""Words that letters also write without capitals ("Plymouth city council")."""
_NO_COUNCIL = re.compile(r"\s+(?:Tax|House|Offices?|Chambers?)\b")
"""What follows "Council" where it is not the council that is named ("Leeds Council Tax")."""
_LONGER = re.compile(r"\b(?:North|South|East|West|Mid|Upper|Lower|Great|Greater|Central|New|Old|Little)[ -]$")
"""What stands before the name where it is the end of another council's ("North Reading Borough Council")."""
_OF_PLACE = re.compile(r"^((?:City and County|City|County) of .+) Council$")
"""Names that say what they are also without their last word: "City and County of Swansea"."""
_LONDON = re.compile(r"^(?:London|Royal) Borough of (.+)$")


class Register:
    """The councils of `councils.csv`. Raises DataError if that cannot be read."""

    def __init__(self, path: Path) -> None:
        self.records = tuple(_read(path))
        self._entities = {record.key: _entity(record) for record in self.records}
        self._spellings = {record.key: tuple(dict.fromkeys(_spellings(record))) for record in self.records}

    def entity(self, key: str) -> Entity | None:
        """The council of this key."""
        return self._entities.get(key)

    def get(self, name: str) -> Entity | None:
        """The council of this name, present ones before former ones."""
        key = self._index.key(name)
        return self._entities[key] if key else None

    def similar(self, name: str, n: int) -> list[str]:
        """Names of councils that are like `name`, for messages."""
        return self._index.similar(name, n)

    def misspelt(self, name: str) -> Entity | None:
        """The one council whose name differs by one letter."""
        key = self._index.misspelt(name)
        return self._entities[key] if key else None

    def find(self, text: str) -> list[tuple[Entity, Span]]:
        """Councils named in a text by a name that says what they are, never by the bare name of a place."""
        return [
            (self._entities[hit.names[0].owner], Span(hit.start, hit.end))
            for hit in self._finder.find(text)
            if not _NO_COUNCIL.match(text, hit.end) and not _LONGER.search(text, 0, hit.start)
        ]

    @cached_property
    def _index(self) -> NameIndex:
        entries = (
            Entry(r.key, r.name, (*self._spellings[r.key], *r.aliases, r.nice_name), 1 if r.end_date else 0)
            for r in self.records
        )
        return NameIndex(entries, _fold, {})

    @cached_property
    def _finder(self) -> Finder:
        owners: dict[str, str] = {}
        present_first = sorted(self.records, key=lambda record: bool(record.end_date))
        for record in present_first:
            owners.setdefault(fold(record.name), record.key)
        for record in present_first:
            for spelling in self._spellings[record.key]:
                owners.setdefault(fold(spelling), record.key)
        return Finder(
            Name(_TYPE_WORDS.sub(lambda match: match[0].lower(), spelling), owners[fold(spelling)], strict=True)
            for record in self.records
            for spelling in (record.name, *self._spellings[record.key])
        )


def council(name: str) -> Entity:
    """The entity of a council that no register holds."""
    return Entity(Kind.COUNCIL, slug(name), " ".join(name.split()))


def _read(path: Path) -> Iterator[CouncilRecord]:
    for row in rows(
        path, "official_name", "nice_name", "code", "alt_names", "welsh_names", "gss_code", "nation", "region",
        "authority_type", "end_date",
    ):  # fmt: skip
        yield CouncilRecord(
            slug(row["official_name"]),
            row["code"],
            row["official_name"],
            row["nice_name"],
            several(row["alt_names"]),
            several(row["welsh_names"]),
            row["gss_code"],
            row["nation"],
            row["region"],
            row["authority_type"],
            row["end_date"],
        )


def _entity(record: CouncilRecord) -> Entity:
    return Entity(Kind.COUNCIL, record.key, record.name, True, (*record.aliases, *record.welsh_names))


def _fold(name: str) -> str:
    folded = fold(name)
    return folded.removeprefix("the") if name[:4].casefold() == "the " else folded


def _spellings(record: CouncilRecord) -> Iterable[str]:
    """How letters write the name of a council; each says that a council is meant."""
    nice = record.nice_name.removeprefix("The ")
    yield from record.welsh_names
    yield from (alias for alias in record.aliases if _SAYS_COUNCIL.search(alias))
    if "Combined" in record.authority_type or "Strategic" in record.authority_type:
        return
    for place in dict.fromkeys((nice, nice.replace(" and ", " & "), _TYPE.sub("", record.name))):
        if place and not _SAYS_COUNCIL.search(place):
            yield f"{place} Council"
            for long, short in _SHORT_TYPES.items():
                if record.name.endswith(" " + long):
                    yield f"{place} {long}"
                    yield f"{place} {short}"
                    break
            if "Metropolitan" in record.authority_type:
                yield f"{place} Metropolitan Borough Council"
                yield f"{place} MBC"
    if (match := _OF_PLACE.match(record.name)) and not _TYPE_WORDS.search(record.name):
        yield match[1]
    if match := _LONDON.match(record.name):
        place = match[1]
        for variant in dict.fromkeys((place, place.replace(" and ", " & "), place.replace(" & ", " and "))):
            yield f"{variant} Council"
            yield f"London Borough of {variant}"
            yield f"{variant} London Borough Council"
            yield f"LB {variant}"
            yield f"{record.name.split(' of ')[0]} of {variant} Council"
