"""What every report and every named query says to bad input: in words, with exit status 2, and nothing is written."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.cli import main
from kg.parameters import ParameterType
from kg.querying import named_queries
from kg.store import Store
from tests.conftest import LETTERS

DATES = {
    "renewals": ("--from", "--to", "--as-of"), "gaps": ("--as-of",), "market": ("--as-of",),
    "changes": ("--from", "--to", "--as-of"), "refusals": ("--as-of",), "statistics": ("--as-of",), "coverage": (),
}  # fmt: skip
"""Every report, and its options that take a date."""
REPORTS = tuple(DATES)
OF_COUNCILS = tuple(name for name in REPORTS if name != "coverage")
NAMES = {
    "--council": ("Covntry City Council", "Did you mean Coventry City Council?"),
    "--service": ("adult-soshal-care", "Did you mean adult-social-care?"),
    "--system": ("CareDirecter", "Did you mean CareDirector?"),
    "--supplier": ("Sistem C", "Did you mean System C?"),
}
"""Filters, each with a name misspelt and what is offered for it."""
BAD_DATES = {
    "soon": "'soon' is not a date", "31/03/2026": "'31/03/2026' is not a date", "2027-02-30": "not a date of the calendar",
    "2026-13": "'2026-13' is not a date", "": "'' is not a date", "２０２６": "'２０２６' is not a date",
}  # fmt: skip
BAD_VALUES = {
    ParameterType.DATE: {"soon": "wants a date", "2026-13": "wants a date", "": "wants a date"},
    ParameterType.INTEGER: {"x": "wants a whole number", "1.5": "wants a whole number"},
    ParameterType.IRI: {"a b": "wants an IRI", "": "wants an IRI"},
    ParameterType.SERVICE: {"adult-soshal-care": "Did you mean adult-social-care?", "xyzzy": "Services are: adult-"},
    ParameterType.COUNCIL: {"Covntry City Council": "Did you mean Coventry City Council?", "": "no council"},
    ParameterType.SYSTEM: {"CareDirecter": "Did you mean CareDirector", "": "no system"},
    ParameterType.SUPPLIER: {"Capitta": "Did you mean Capita", "": "no supplier"},
    ParameterType.SECTION: {"s.999": "no section", "": "no section"},
    ParameterType.ROUTE: {"opne tender": "Did you mean open tender", "": "no route"},
    ParameterType.MEASURE: {"referalls": "Did you mean referrals?", "": "no measure"},
    ParameterType.NAME: {"CareDirecter": "Did you mean CareDirector", "": "no name"},
    ParameterType.VALUE: {"2929": "no value", "": "no value"},
}
"""Values that a parameter of each type cannot have, and what is said of them; a string may be anything."""
GOOD_VALUES = {
    ParameterType.DATE: "2026", ParameterType.INTEGER: "5", ParameterType.IRI: "id:system/sims",
    ParameterType.SERVICE: "education", ParameterType.SECTION: "s.21", ParameterType.ROUTE: "OJEU",
    ParameterType.SUPPLIER: "Capita", ParameterType.SYSTEM: "SIMS", ParameterType.COUNCIL: "Coventry City Council",
    ParameterType.MEASURE: "referrals", ParameterType.VALUE: "2028", ParameterType.NAME: "SIMS",
    ParameterType.STRING: "001_4aed678c47f12adb.txt",
}  # fmt: skip
PLACES = {
    "nowhere": "There is no folder nowhere: no graph built yet.\nRun `kg build LETTERS` first.",
    "empty": "No graph built yet in empty.\nRun `kg build LETTERS` first.",
    "none.nq": "There is no file none.nq.",
    "letter.txt": "letter.txt is not a graph file.",
    "damaged.nq": "damaged.nq is damaged",
}
"""Places without a graph."""
OUTPUTS = ("no/such/folder/file", "empty", "letter.txt/file", "a" * 300, "/dev/full")
"""Places that cannot be written."""
Case = tuple[tuple[str, ...], str]


def of_reports() -> Iterator[Case]:
    for name in REPORTS:
        report = ("report", name)
        yield from (((*report, option, day), words) for option in DATES[name] for day, words in BAD_DATES.items())
        yield from (((*report, "--where", place), words) for place, words in PLACES.items())
        yield (
            (*report, "--format", "docx"),
            "There is no format 'docx'.\nThere are table, md, csv, json, xlsx, html, ics.",
        )
        if name != "renewals":
            yield (*report, "--format", "ics"), f"The report {name} has no days for a calendar."
    for name in OF_COUNCILS:
        report = ("report", name)
        yield from (((*report, option, wrong), offered) for option, (wrong, offered) in NAMES.items())
        yield from (((*report, option, "xyzzy"), f"has the {option[2:]} 'xyzzy'.\nThere are: ") for option in NAMES)
    for name in ("renewals", "changes"):
        yield ("report", name, "--from", "2028", "--to", "2026"), "The period from 2028 to 2026 is empty."
    yield ("report", "changes", "--from", "2026", "--as-of", "2025"), "No letter is written after 2026-12-31"
    yield ("report", "changes", "--since", "output", "--from", "2020"), "--since compares two builds"
    yield ("report", "changes", "--since", "nowhere"), "There is no folder nowhere: no graph built yet."
    yield ("report", "renewals", "--lead", "soonish"), "'soonish' is not a length of time"
    yield ("report", "statistics", "--measure", "referalls"), "Did you mean referrals"
    yield ("report", "coverage", "--letter", "nope.txt"), "There is no letter 'nope.txt'"
    yield ("report", "renewels"), "No such command 'renewels'"


def of_queries() -> Iterator[Case]:
    yield ("query", "--name", "lettres"), "There is no query named 'lettres'.\nDid you mean letters?"
    nameless: set[ParameterType] = set()
    for query in named_queries():
        needed = {p.name: GOOD_VALUES[p.type] for p in query.parameters if p.default is None}

        def asked(name: str = query.name, **values: str) -> tuple[str, ...]:
            params = (("--param", f"{key.strip('_')}={value}") for key, value in values.items())
            return ("query", "--name", name, *(word for param in params for word in param))

        yield from (((*asked(**needed), "--where", place), words) for place, words in PLACES.items())
        yield (*asked(**needed), "--format", "docx"), "'docx' is not one of"
        yield asked(**needed, nope="1"), f"The query {query.name} has no parameter 'nope'."
        for parameter in query.parameters:
            if parameter.name in needed:
                rest = {name: value for name, value in needed.items() if name != parameter.name}
                yield asked(**rest), f"The query {query.name} lacks its parameter"
            for value, words in BAD_VALUES.get(parameter.type, {}).items():
                if not value and words.startswith("no "):  # costs as much as the answer: once for each type
                    if parameter.type in nameless:
                        continue
                    nameless.add(parameter.type)
                yield asked(**{**needed, parameter.name: value}), words
        if {"from", "to"} <= {parameter.name for parameter in query.parameters}:
            yield (
                asked(**{**needed, "from": "2028", "to": "2026"}),
                "The period from 2028-01-01 to 2026-12-31 is empty.",
            )


@pytest.fixture(scope="module")
def folder(store: Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the output of the five letters, an empty folder, a letter and a damaged graph."""
    folder = tmp_path_factory.mktemp("errors")
    for name in ("output", "empty"):
        (folder / name).mkdir()
    (folder / "output" / "graph.nq").write_text("".join(sorted(f"{quad} .\n" for quad in store.quads())), "utf-8")
    (folder / "letter.txt").write_text(next(LETTERS.iterdir()).read_text("utf-8"), "utf-8")
    (folder / "damaged.nq").write_text("<a", "utf-8")
    return folder


def refused(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What is said to a call that is refused with status 2; nothing is printed besides, and no file made or changed."""

    def files() -> dict[Path, tuple[int, int]]:
        return {path: (path.stat().st_size, path.stat().st_mtime_ns) for path in folder.rglob("*") if path.is_file()}

    monkeypatch.chdir(folder)
    monkeypatch.setattr(sys, "argv", ["kg", *arguments])
    before = files()
    try:
        status = main()
    except SystemExit as left:  # so a call ends that the command line itself refuses
        status = int(left.code or 0)
    printed = capsys.readouterr()
    assert status == 2, printed.out[:500]
    assert printed.out == ""
    assert "Traceback" not in printed.err
    assert files() == before
    return printed.err


CASES = [*of_reports(), *of_queries()]


@pytest.mark.parametrize(("arguments", "words"), CASES, ids=[" ".join(arguments) for arguments, _ in CASES])
def test_bad_input_is_told_in_words(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    words: str,
) -> None:
    told = refused(folder, monkeypatch, capsys, *arguments, "-o", "new")
    assert words.casefold() in told.casefold()


@pytest.mark.parametrize("output", OUTPUTS, ids=lambda output: output[:20])
@pytest.mark.parametrize("name", REPORTS)
def test_a_place_that_cannot_be_written_is_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str, output: str
) -> None:
    for format_ in ("table", "xlsx"):
        told = refused(folder, monkeypatch, capsys, "report", name, "--format", format_, "-o", output)
        assert f"{output} cannot be written" in told


@pytest.mark.parametrize("output", OUTPUTS, ids=lambda output: output[:20])
def test_a_query_tells_of_it_too(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], output: str
) -> None:
    told = refused(folder, monkeypatch, capsys, "query", "--name", "letters", "-o", output)
    assert f"{output} cannot be written" in told
