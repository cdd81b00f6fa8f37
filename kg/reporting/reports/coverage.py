"""What became of every question of every letter, as a report: the ledger, and what was read but not understood."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from kg.errors import NotFoundError
from kg.known.asking import ask
from kg.known.ledger import NO_ANSWER, NO_QUESTION, NOT_UNDERSTOOD, Line, ledger, totals
from kg.known.rows import Row
from kg.parameters import nearest
from kg.reporting.report import Column, Report, Section
from kg.store import Store
from kg.vocab import called, words_for

_COLUMNS = (
    Column("letter", "Letter"),
    Column("question", "Question"),
    Column("became", "What became of it"),
    Column("facts", "Facts"),
    Column("kinds", "Which"),
    Column("fields", "Fields", data=True),
    Column("figures", "Figures"),
    Column("outcome", "Outcome"),
    Column("exemptions", "Exemptions"),
    Column("referrals", "Referred to"),
    Column("kinds_asked", "Asks for", detail=True),
    Column("asks", "Asks", data=True),
    Column("quote", "Words of the answer", detail=True),
    Column("council", "Council", detail=True),
    Column("letter_date", "Letter of", detail=True),
)
_SENTENCES = (
    Column("letter", "Letter"),
    Column("question", "Question"),
    Column("quote", "Sentence"),
    Column("letter_date", "Letter of", data=True),
)
_PROPOSED = (
    Column("letter", "Letter"),
    Column("question", "Question"),
    Column("kind", "What"),
    Column("field", "Field", data=True),
    Column("value", "Value"),
    Column("meaning", "Why"),
    Column("quote", "Quote", detail=True),
    Column("extractor", "Proposed by", detail=True),
)
_ALL_LETTERS = "`kg query --name letters` lists those that the graph holds."
_OPEN = frozenset({NOT_UNDERSTOOD, NO_ANSWER, NO_QUESTION})
"""What a person should look at."""


def coverage(store: Store, letter: str | None = None, refused: Sequence[Row] = ()) -> Report:
    """The ledger as a report: first what was not understood, then what is accounted for; `refused` are proposals of a
    language model that the letters do not carry.

    Raises:
        NotFoundError: a letter that is not in the graph; the nearest names are offered.
    """
    lines = ledger(store, letter)
    if letter is not None and not lines:
        names = sorted({str(row["letter"]) for row in ask(store, "authorities")})
        raise NotFoundError(f"There is no letter {letter!r} in the graph.", nearest(letter, names, _ALL_LETTERS))
    wanting = [line for line in lines if line.became in _OPEN]
    rest = [line for line in lines if line.became not in _OPEN]
    parts = (
        (
            "not-understood",
            "Not understood",
            wanting,
            "Questions whose answer was not understood, or not found.",
        ),
        (
            "accounted",
            "Accounted for",
            rest,
            "Each question with the facts, figures, outcome or referral in its answer.",
        ),
    )
    sections = tuple(Section(name, title, _COLUMNS, tuple(map(_row, part)), note) for name, title, part, note in parts)
    sentences = [
        {"letter": line.letter, "question": line.question, "quote": sentence, "letter_date": line.letter_date}
        for line in lines
        for sentence in line.unread
    ]
    note_on = "Sentences about systems or contracts on which no claim rests."
    unread = Section("sentences", "Read but not understood", _SENTENCES, tuple(sentences), note_on)
    sections = (sections[0], unread, *_refused(letter, refused), sections[1])
    letters = len({(line.letter, line.council) for line in lines})
    sums = "; ".join(f"{became}: {number}" for became, number in totals(lines).items())
    note = f"{letters} letters, {len(lines)} lines. {sums}."
    return Report("coverage", "What became of every question", None, sections, (note,))


def _refused(letter: str | None, rows: Sequence[Row]) -> tuple[Section, ...]:
    """What a language model proposed, and the letters do not carry; no section where nobody was asked."""
    wanted = tuple({**row, "kind": words_for(str(row["field"]))} for row in rows if letter in (None, row["letter"]))
    note = "Proposals of a language model that the letters do not carry, and why."
    return (Section("refused", "Proposed and refused", _PROPOSED, wanted, note),) if wanted else ()


def _row(line: Line) -> dict[str, str | int | float | bool | None]:
    """A line as cells: several names in one, and nothing where there is none."""
    cells = {key: value for key, value in asdict(line).items() if key != "unread"}
    cells["kinds"], cells["kinds_asked"] = tuple(map(_in_words, line.fields)), tuple(map(called, line.asks))
    return {key: ", ".join(value) or None if isinstance(value, tuple) else value for key, value in cells.items()}


def _in_words(field: str) -> str:
    """A field of the ledger, which may be denied, as people call it."""
    name = field.removeprefix("not ")
    return ("not " if name != field else "") + called(name)
