"""What the tests ask of the named queries: over which letters, and with which values for their parameters."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from kg.parameters import ParameterType
from kg.querying import NamedQuery, bind
from tests.conftest import LETTERS

_INVENTED = Path(__file__).parent / "fixtures" / "letters" / "development" / "letters"
_NAMES = (
    "brackendale-migration.txt", "calderbrook-contracts.txt", "castlewick-elections.txt", "dyffryn-arlais-social-care.txt",
    "glenorrin-roads.txt", "isle-of-farrow-care-finance.txt", "kingsmarsh-housing.txt", "langbourne-housing.md",
    "moorhaven-analytics.txt", "northbridge-social-care.md", "port-selwyn-refusal.txt", "strathfyne-finance-hr.txt",
    "tarnside-libraries.txt", "thornleigh-matrix.md",
)  # fmt: skip
CORPORA = {"five": [LETTERS], "development": [_INVENTED / name for name in _NAMES]}
"""Letters by the name of their answers' folder in `tests/golden/queries/`: enough of the development letters for all kinds
of answer, and few enough for the slowest engine."""
_VALUES = {
    "five": {
        ParameterType.STRING: "001_4aed678c47f12adb.txt", ParameterType.INTEGER: "5",
        ParameterType.IRI: "id:system/caredirector", ParameterType.SERVICE: "childrens-social-care",
        ParameterType.SECTION: "s.21", ParameterType.ROUTE: "OJEU", ParameterType.SUPPLIER: "System C",
        ParameterType.SYSTEM: "CareDirector", ParameterType.COUNCIL: "Coventry City Council",
        ParameterType.MEASURE: "referrals", ParameterType.VALUE: "2028", ParameterType.NAME: "CareDirector",
    },
    "development": {
        ParameterType.STRING: "kingsmarsh-housing.txt", ParameterType.INTEGER: "5",
        ParameterType.IRI: "id:supplier/civica", ParameterType.SERVICE: "adult-social-care",
        ParameterType.SECTION: "s.43", ParameterType.ROUTE: "framework", ParameterType.SUPPLIER: "Civica",
        ParameterType.SYSTEM: "Mosaic", ParameterType.COUNCIL: "Northbridge City Council",
        ParameterType.MEASURE: "parking fines", ParameterType.VALUE: "P5Y", ParameterType.NAME: "Mosaic",
    },
}  # fmt: skip
_DAYS = {"from": "2026", "to": "2028-06", "on": "2024-06-30"}


def asked(query: NamedQuery, corpus: str) -> dict[str, str]:
    """A value for each parameter that has to have one, and for each that may be left out but bounds a period."""
    return {
        parameter.name: _value(parameter.name, parameter.type, corpus)
        for parameter in query.parameters
        if parameter.default is None or parameter.type is ParameterType.DATE
    }


def texts(query: NamedQuery, corpus: str) -> Mapping[str, str]:
    """The query as it is asked: with what it needs, and with a value for every parameter."""
    every = {p.name: _value(p.name, p.type, corpus) for p in query.parameters}
    needed = {p.name: every[p.name] for p in query.parameters if p.default is None}
    return {"needed": bind(query, needed), "asked": bind(query, asked(query, corpus)), "every": bind(query, every)}


def _value(name: str, kind: ParameterType, corpus: str) -> str:
    return _DAYS[name] if kind is ParameterType.DATE else _VALUES[corpus][kind]
