"""`kg decide`: writes what a person decides about what was read into the file of decisions."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    help="Correct what was read. Every build applies the decision; undo it by removing its line.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Letter = Annotated[str, typer.Option("--letter", "-l", help="The file of the letter.")]
Question = Annotated[str, typer.Option("--question", help="The label of the question.")]
Service = Annotated[str, typer.Option("--service", help="The service, by its notation; none for no service.")]
System = Annotated[str, typer.Option("--system", help="The system.")]
Field = Annotated[str, typer.Option("--field", help="The field, as `kg facts` calls it.")]
Value = Annotated[str, typer.Option("--value", help="The value, as `kg facts` prints it.")]
Words = Annotated[str, typer.Option("--words", help="The words that say it, or some of them.")]
Who = Annotated[str, typer.Option("--who", help="Who decides: initials or a role, no name.", envvar="KG_WHO")]
Why = Annotated[str, typer.Option("--why", help="Why.")]
When = Annotated[str, typer.Option("--when", help="The day.  [default: today]", show_default=False)]
Where = Annotated[Path, typer.Option("--where", help="The output folder of a build.")]
File = Annotated[
    Path | None,
    typer.Option("--decisions", help="The file of decisions.  [default: that of the build]", show_default=False),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show the line, and write nothing.")]
Council = Annotated[str, typer.Option("--council", help="The council.")]

OUTPUT = Path("output")


@app.command()
def reject(
    letter: Letter = "", question: Question = "", service: Service = "", system: System = "", field: Field = "",
    value: Value = "", words: Words = "", who: Who = "", why: Why = "", when: When = "", where: Where = OUTPUT,
    decisions: File = None, dry_run: DryRun = False,
) -> None:  # fmt: skip
    """The letter does not say it: the claim is stated no more."""
    from kg.cli.deciding import Signed, on_claim, wish, write

    meant = wish(letter, question, service, system, field, value, words)
    write([on_claim("reject", meant, where, Signed(who, why, when))], where, decisions, dry_run)


@app.command()
def accept(
    letter: Letter = "", question: Question = "", service: Service = "", system: System = "", field: Field = "",
    value: Value = "", words: Words = "", who: Who = "", why: Why = "", when: When = "", where: Where = OUTPUT,
    decisions: File = None, dry_run: DryRun = False,
) -> None:  # fmt: skip
    """It is read rightly: what was unsure is stated, and what was stated is confirmed."""
    from kg.cli.deciding import Signed, on_claim, wish, write

    meant = wish(letter, question, service, system, field, value, words)
    write([on_claim("accept", meant, where, Signed(who, why, when))], where, decisions, dry_run)


@app.command()
def correct(
    to: Annotated[str, typer.Option("--to", help="The right value.")] = "",
    to_service: Annotated[str, typer.Option("--to-service", help="The right service, or none.")] = "",
    to_system: Annotated[str, typer.Option("--to-system", help="The right system, or none.")] = "",
    to_field: Annotated[str, typer.Option("--to-field", help="The right field.")] = "",
    to_certainty: Annotated[
        str, typer.Option("--to-certainty", help="definite, approximate or planned: how sure the letter is.")
    ] = "",
    letter: Letter = "", question: Question = "", service: Service = "", system: System = "", field: Field = "",
    value: Value = "", words: Words = "", who: Who = "", why: Why = "", when: When = "", where: Where = OUTPUT,
    decisions: File = None, dry_run: DryRun = False,
) -> None:  # fmt: skip
    """It is another value, service, system, field or certainty; several of these may be given at once."""
    from kg.cli.deciding import Signed, on_claim, wish, write
    from kg.errors import UsageError

    changes = {"value": to, "service": to_service, "system": to_system, "field": to_field, "certainty": to_certainty}
    meant, signed = wish(letter, question, service, system, field, value, words), Signed(who, why, when)
    made = [on_claim(f"correct {aspect}", meant, where, signed, right) for aspect, right in changes.items() if right]
    if not made:
        hint = "Add --to, --to-service, --to-system, --to-field or --to-certainty"
        raise UsageError("Nothing is said of what is right.", hint)
    write(made, where, decisions, dry_run)


@app.command("assert")
def assert_(
    field: Field, value: Value, words: Words,
    letter: Letter = "", question: Question = "", service: Service = "", system: System = "", council: Council = "",
    source: Annotated[
        str, typer.Option("--source", help="Where it is from, if no letter says it: an address, or whose word it is.")
    ] = "",
    who: Who = "", why: Why = "", when: When = "", where: Where = OUTPUT, decisions: File = None,
    dry_run: DryRun = False,
) -> None:  # fmt: skip
    """It is so and was not read: by the words of a letter, or by another source."""
    from kg.cli.deciding import Signed, letter_cells, tell_of_council, write
    from kg.decisions.choosing import decision_of

    tell_of_council("" if letter else council, where)
    cells = letter_cells(where, letter) if letter else {"council": council, "source": source}
    said = {"question": question, "service": service, "system": system, "field": field, "value": value, "words": words}
    made = decision_of("assert", {**cells, **said}, **Signed(who, why, when).cells)
    write([made], where, decisions, dry_run)


@app.command("letter")
def letter_(
    letter: Annotated[str, typer.Argument(help="The file of the letter.", show_default=False)],
    council: Annotated[str, typer.Option("--council", help="The council that has written it.")] = "",
    date: Annotated[str, typer.Option("--date", help="Its date: 2026, 2026-11 or 2026-11-30.")] = "",
    reference: Annotated[str, typer.Option("--reference", help="The council's reference of the request.")] = "",
    no_letter: Annotated[bool, typer.Option("--no-letter", help="It is none, and is left out.")] = False,
    reviewed: Annotated[bool, typer.Option("--reviewed", help="All that it says is decided.")] = False,
    who: Who = "", why: Why = "", when: When = "", where: Where = OUTPUT, decisions: File = None,
    dry_run: DryRun = False,
) -> None:  # fmt: skip
    """The council, date or reference of a letter is another, the file is no letter, or all of it is reviewed."""
    from kg.cli.deciding import Signed, letter_cells, tell_of_council, write
    from kg.decisions.choosing import decision_of
    from kg.errors import UsageError

    tell_of_council(council, where)
    cells, signed = letter_cells(where, letter), Signed(who, why, when).cells
    heads = {"letter council": council, "letter date": date, "letter reference": reference}
    made = [decision_of(kind, cells, to=to, **signed) for kind, to in heads.items() if to]
    made += [
        decision_of(kind, cells, **signed)
        for kind, said in (("no letter", no_letter), ("letter reviewed", reviewed))
        if said
    ]
    if not made:
        hint = "Add --council, --date, --reference, --no-letter or --reviewed"
        raise UsageError("Nothing is said of what is right.", hint)
    write(made, where, decisions, dry_run)


Thing = Annotated[str, typer.Argument(help="council, system, supplier or contract.", show_default=False)]
One = Annotated[
    str,
    typer.Argument(
        help="A name. A contract is named by its reference, or by LETTER | SERVICE | SYSTEM.", show_default=False
    ),
]
Other = Annotated[str, typer.Argument(help="The other name; of one thing, the better.", show_default=False)]


@app.command()
def same(
    thing: Thing, one: One, other: Other, council: Council = "", letter: Letter = "", who: Who = "", why: Why = "",
    when: When = "", where: Where = OUTPUT, decisions: File = None, dry_run: DryRun = False,
) -> None:  # fmt: skip
    """Two names are of one thing, which goes by the second."""
    from kg.cli.deciding import Signed, on_names, write

    made = on_names("same", thing, (one, other), council, letter, where, Signed(who, why, when))
    write([made], where, decisions, dry_run)


@app.command("not-same")
def not_same(
    thing: Thing, one: One, other: Other, council: Council = "", letter: Letter = "", who: Who = "", why: Why = "",
    when: When = "", where: Where = OUTPUT, decisions: File = None, dry_run: DryRun = False,
) -> None:  # fmt: skip
    """Two names are of two things."""
    from kg.cli.deciding import Signed, on_names, write

    made = on_names("not same", thing, (one, other), council, letter, where, Signed(who, why, when))
    write([made], where, decisions, dry_run)


@app.command()
def unsure(
    thing: Thing, one: One, other: Other, council: Council = "", letter: Letter = "", who: Who = "", why: Why = "",
    when: When = "", where: Where = OUTPUT, decisions: File = None, dry_run: DryRun = False,
) -> None:  # fmt: skip
    """Whether two names are of one thing is not known: `kg match` asks no more."""
    from kg.cli.deciding import Signed, on_names, write

    made = on_names("unsure", thing, (one, other), council, letter, where, Signed(who, why, when))
    write([made], where, decisions, dry_run)
