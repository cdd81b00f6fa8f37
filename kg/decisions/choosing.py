"""Rows of the flat view → decisions on them: what a person points at, written so that it is found again.

Who writes decisions, on the command line or on a page, makes them here and hands them to `append`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath

from kg.decisions.kinds import KINDS, NO_LETTER, REVIEWED, problem_of
from kg.decisions.letters import DIGITS
from kg.decisions.persons import problem_of_who
from kg.decisions.values import text_of
from kg.decisions.words import fold
from kg.errors import NotFoundError, UsageError
from kg.model import DECISION_COLUMNS, Decision

Row = Mapping[str, object]
"""A row of the flat view, or of the files of letters."""

WHICH = ("letter", "question", "service", "system", "field", "value", "words")
"""By what a claim is chosen."""
_MOST = 12
"""So many rows are listed where several are meant."""


def matching(rows: Sequence[Row], wish: Mapping[str, str]) -> list[Row]:
    """The rows that a person may mean: by all that is said of them; of a file, a system and words a part will do."""
    return [row for row in rows if all(_fits(name, wanted, row) for name, wanted in wish.items() if wanted)]


def _fits(name: str, wanted: str, row: Row) -> bool:
    text = text_of(row.get("quote" if name == "words" else name))
    if name in ("question", "service", "field"):
        return text == wanted or (wanted == "none" and not text)
    if name == "letter":
        return wanted in (text, PurePosixPath(text).name, PurePosixPath(text).stem) or text.startswith(wanted)
    exact = fold(text) == fold(wanted)
    return exact or (name in ("words", "system") and bool(fold(wanted)) and fold(wanted) in fold(text))


def one_of(rows: Sequence[Row], wish: Mapping[str, str], listing: str = "kg facts") -> Row:
    """The only row that a person may mean; `listing` is the command that lists all.

    Raises:
        NotFoundError: there is none.
        UsageError: there are several; they are listed.
    """
    found = matching(rows, wish)
    said = [name for name in ("value", "system") if wish.get(name)]
    found = [row for row in found if all(text_of(row.get(name)) == wish[name] for name in said)] or found
    unlike = {cells_of(row): row for row in found}
    if not found:
        told = ", ".join(f"{name} {text!r}" for name, text in wish.items() if text)
        hint = f"See what there is with `{listing}`, and `--unsure`."
        raise NotFoundError(f"No claim has {told or 'anything'}.", hint)
    if len(unlike) > 1:
        lines = [f"  {_line(row)}" for row in list(unlike.values())[:_MOST]]
        more = [f"  … and {len(unlike) - _MOST} more"] if len(unlike) > _MOST else []
        raise UsageError(
            "\n".join([f"{len(unlike)} claims are like that:", *lines, *more]),
            "Say more: --letter, --question, --service, --system, --field, --value or --words",
        )
    return found[0]


def _line(row: Row) -> str:
    about = ", ".join(text_of(row.get(name)) for name in ("letter", "question", "service", "system") if row.get(name))
    return f"{about}: {text_of(row.get('field'))} {text_of(row.get('value'))}"


def cells_of(row: Row) -> tuple[tuple[str, str], ...]:
    """The cells by which a claim of the flat view is named in a decision."""
    cells = {name: text_of(row.get("quote" if name == "words" else name)) for name in WHICH}
    return tuple((name, " ".join(text.split())) for name, text in cells.items())


def file_cells(row: Row) -> dict[str, str]:
    """The cells by which a letter is named in a decision, from its row of the files of letters."""
    return {
        "letter": text_of(row["letter"]), "council": text_of(row.get("council")),
        "request": text_of(row.get("request_id")), "digest": text_of(row["sha256"])[:DIGITS],
    }  # fmt: skip


def decision_of(kind: str, cells: Mapping[str, str], **more: str) -> Decision:
    """A decision of a kind.

    Raises:
        UsageError: it is not whole, or names a person.
    """
    if kind not in KINDS:
        raise UsageError(f"{kind!r} is no kind of decision.", f"Kinds are: {', '.join(KINDS)}.")
    whole = {name: text for name, text in {**cells, **more}.items() if name in DECISION_COLUMNS}
    decision = Decision(kind, **{name: text.strip() for name, text in whole.items()}, file="", line=0)
    if problem := problem_of(decision):
        hint = f"See `kg decide {_command(kind)} --help`, and docs/corrections.md."
        raise UsageError(f"This is no decision: {problem}.", hint)
    if problem := problem_of_who(decision.who):
        raise UsageError(f"--who {problem}.", "Give initials or a role: --who AB, --who 'records officer'")
    return decision


def _command(kind: str) -> str:
    """The command of `kg decide` that makes decisions of a kind."""
    if kind in (NO_LETTER, REVIEWED):
        return "letter"
    return "not-same" if kind.startswith("not same") else kind.split()[0]


def by_a_decision(row: Row) -> str:
    """The key of the decision by which a row of the flat view stands, if it does by one."""
    made_by = text_of(row.get("extractor"))
    return made_by.removeprefix("decision/") if made_by.startswith("decision/") else ""
