"""Parameters of named queries: what a user writes → terms of RDF, or a refusal that says what is wanted."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from kg.catalogue.folding import slug
from kg.errors import NotFoundError, UsageError
from kg.resources import reference_dir
from kg.schemes import scheme
from kg.sparql import PREFIXES
from kg.values import parse_user_date

if TYPE_CHECKING:
    from kg.catalogue.register import Register

_XSD = PREFIXES["xsd"]
_LIKE, _AS_LIKE, _OF_A_PART = 65, 10, 0.95
"""How like a name must be to be offered, and how much less than the best, of 100; what a part counts by the whole."""
_PART_LIKE = 80
"""How like some words of a name must be: of a few letters many are alike by chance."""


class ParameterType(StrEnum):
    """What a parameter's value may be."""

    STRING = "string"
    DATE = "date"
    INTEGER = "integer"
    IRI = "iri"
    SERVICE = "service"
    SECTION = "section"
    ROUTE = "route"
    SUPPLIER = "supplier"
    SYSTEM = "system"
    COUNCIL = "council"
    MEASURE = "measure"
    VALUE = "value"
    NAME = "name"


_EXAMPLES = {
    ParameterType.STRING: "some words",
    ParameterType.DATE: "2026-01-31",
    ParameterType.INTEGER: "20",
    ParameterType.IRI: "id:system/mosaic",
    ParameterType.SERVICE: "adult-social-care",
    ParameterType.SECTION: "s.43",
    ParameterType.ROUTE: "framework",
    ParameterType.SUPPLIER: "Civica",
    ParameterType.SYSTEM: "Mosaic",
    ParameterType.COUNCIL: "Coventry City Council",
    ParameterType.MEASURE: "referrals",
    ParameterType.VALUE: "2028",
    ParameterType.NAME: "Mosaic",
}


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a named query; `default` is None where a value must be given, empty for none."""

    name: str
    type: ParameterType
    description: str
    default: str | None = None

    @property
    def example(self) -> str:
        return f"--param {self.name}={_quoted(_EXAMPLES[self.type])}"


def term_of(parameter: Parameter, value: str) -> NamedNode | Literal:
    """The term that a value stands for.

    Raises:
        UsageError: a value of the wrong kind.
        NotFoundError: a service that there is not.
    """
    try:
        match parameter.type:
            case ParameterType.DATE:
                return Literal(_day(parameter, value), datatype=NamedNode(_XSD + "date"))
            case ParameterType.INTEGER:
                return Literal(str(_integer(parameter, value)), datatype=NamedNode(_XSD + "integer"))
            case ParameterType.IRI:
                return _iri(parameter, value)
            case ParameterType.SERVICE:
                return _service(value)
            case ParameterType.COUNCIL:
                return _iri(parameter, value) if ":" in value else _council(value)
            case _:
                return Literal(value)
    except ValueError as error:  # half of a surrogate pair: bytes of the command line that are no UTF-8
        raise _refused(parameter, value, "text in UTF-8") from error


def _day(parameter: Parameter, value: str) -> str:
    """A day; of a year or a month the last for a parameter `to`, which is the end of a period, else the first."""
    try:
        interval = parse_user_date(value)
    except UsageError as error:
        raise _refused(parameter, value, "a date") from error
    day = interval.latest if parameter.name == "to" else interval.earliest
    assert day is not None
    return day.isoformat()


def _integer(parameter: Parameter, value: str) -> int:
    if not re.fullmatch(r"[+-]?\d{1,18}", value, re.ASCII):
        raise _refused(parameter, value, "a whole number")
    return int(value)


def _iri(parameter: Parameter, value: str) -> NamedNode:
    prefix, colon, local = value.strip("<>").partition(":")
    full = PREFIXES[prefix] + local if colon and prefix in PREFIXES else value.strip("<>")
    try:
        return NamedNode(full)
    except ValueError as error:
        raise _refused(parameter, value, "an IRI") from error


def _council(value: str) -> NamedNode:
    """A council by any of the names that the register of councils has for it; one that it has not by its own name."""
    known = _register().get(value)
    return NamedNode(f"{PREFIXES['id']}council/{known.key if known else slug(value)}")


@cache
def _register() -> Register:
    from kg.catalogue.register import Register

    return Register(reference_dir() / "councils.csv")


def _service(value: str) -> NamedNode:
    """A service by its notation, its label, or other words that mean it: "library management"."""
    services = scheme("services")
    if concept := services.named(value):
        return NamedNode(concept.iri)
    names = sorted(one.notation for one in services.concepts)
    hint = nearest(value.strip().lower().replace(" ", "-"), names, f"Services are: {', '.join(names)}.")
    raise NotFoundError(f"There is no service {value!r} in the scheme of services.", hint)


def _refused(parameter: Parameter, value: str, wanted: str) -> UsageError:
    shown = value.encode("utf-8", "replace").decode()
    message = f"The parameter {parameter.name} wants {wanted}, and {shown!r} is not."
    return UsageError(message, f"Write for instance {parameter.example}")


def nearest(name: str, names: Iterable[str], otherwise: str) -> str:
    """A hint that offers the names most like `name`, or `otherwise`."""
    return offered(near(name, names), otherwise)


def offered(names: Iterable[str], otherwise: str) -> str:
    """A hint that offers the first three of `names`, or `otherwise`."""
    found = list(names)[:3]
    return f"Did you mean {' or '.join(found)}?" if found else otherwise


def near(name: str, names: Iterable[str]) -> list[str]:
    """The names that `name` may be a misspelling of, the most like first: of the whole, or of as many words of it."""
    from rapidfuzz import fuzz, utils

    wanted = utils.default_process(name)
    length = len(wanted.split())

    def likeness(one: str) -> tuple[float, int]:
        """How like a name is, and how far from its beginning the words of it that are."""
        whole = utils.default_process(one)
        words = whole.split()
        found = [(fuzz.ratio(wanted, whole), 0)]
        for at in range(len(words) - length + 1):
            part = fuzz.ratio(wanted, " ".join(words[at : at + length]))
            if part >= _PART_LIKE:
                found.append((_OF_A_PART * part, -at))
        score, place = max(found)
        return score, -place

    scored = [(*likeness(one), one) for one in names] if wanted else []
    ranked = sorted(scored, key=lambda each: (-each[0], *each[1:]))
    return [one for score, _, one in ranked if score >= max(_LIKE, ranked[0][0] - _AS_LIKE)]


def _quoted(value: str) -> str:
    return f'"{value}"' if " " in value else value
