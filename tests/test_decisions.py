"""Decisions of people: which claim each finds, what becomes of it, what is told, and nothing else changes."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.decisions import KINDS, Decided, append, decide, read_decisions
from kg.decisions.persons import problem_of_who
from kg.model import DECISION_COLUMNS, Decision, Document, Effect, Letter, LetterClaims, View
from tests.graphs import ADULT, CHILDREN, Said, letter, named


def line(kind: str, **cells: Any) -> Decision:
    return Decision(kind, **{"who": "AB", "when": "2026-11-30", "file": "decisions.csv", "line": 2, **cells})


def of_claim(kind: str, one: LetterClaims, at: int, **more: Any) -> Decision:
    """A decision on a claim of a letter, as `kg decide` writes it."""
    claim, head = one.statements[at].claim, one.letter
    cells = {
        "letter": head.document.source, "question": claim.question or "", "service": claim.service or "",
        "system": claim.system or "", "field": claim.field, "value": str(claim.value),
        "words": " ".join(claim.evidence.quote.split()), "council": one.council.name,
        "request": head.request_reference or "", "digest": head.document.sha256[:12],
    }  # fmt: skip
    return line(kind, **{**cells, **more})


def as_read(head: Letter) -> LetterClaims:
    raise AssertionError(f"{head.document.source} was read anew")


def run(letters: Sequence[LetterClaims], *decisions: Decision) -> Decided:
    numbered = [replace(one, line=number) for number, one in enumerate(decisions, start=2)]
    return decide(letters, numbered, as_read)


def effects(found: Decided) -> list[Effect]:
    return [ruling.effect for ruling in found.rulings]


def values(one: LetterClaims, field: str) -> set[str]:
    return {str(s.claim.value) for s in one.statements if s.claim.field == field}


@pytest.fixture(scope="module")
def two() -> LetterClaims:
    """A letter of two systems, each with an end."""
    return letter(
        named("Mosaic"), Said("contract_end", "2028", ADULT, "Mosaic"), Said("contract_end", "2027-03", ADULT, "Mosaic"),
        named("Liquidlogic", CHILDREN), Said("contract_end", "2028", CHILDREN, "Liquidlogic"),
    )  # fmt: skip


def test_a_rejected_claim_is_stated_no_more_and_stays_with_its_letter(two: LetterClaims) -> None:
    found = run([two], of_claim("reject", two, 1))
    (after,) = found.letters
    assert effects(found) == [Effect.APPLIED]
    assert [(s.claim.service, s.claim.value) for s in after.statements if s.claim.field == "contract_end"] == [
        (ADULT, "2027-03"), (CHILDREN, "2028"),
    ]  # fmt: skip
    (aside,) = after.set_aside
    assert aside.statement == two.statements[1]
    assert not aside.corrected
    assert aside.by == (found.rulings[0].decision.key,)


@pytest.mark.parametrize(
    ("aspect", "to", "said"),
    [
        ("value", "2028-03", ("contract_end", "2028-03", ADULT, "Mosaic", "definite")),
        ("value", "2029~", ("contract_end", "2029~", ADULT, "Mosaic", "approximate")),
        ("service", CHILDREN, ("contract_end", "2028", CHILDREN, "Mosaic", "definite")),
        ("service", "none", ("contract_end", "2028", None, "Mosaic", "definite")),
        ("system", "Eclipse", ("contract_end", "2028", ADULT, "Eclipse", "definite")),
        ("system", "none", ("contract_end", "2028", ADULT, None, "definite")),
        ("field", "contract_start", ("contract_start", "2028", ADULT, "Mosaic", "definite")),
        ("certainty", "planned", ("contract_end", "2028", ADULT, "Mosaic", "planned")),
    ],
)
def test_a_claim_is_corrected_in_one_respect(
    two: LetterClaims, aspect: str, to: str, said: tuple[str | None, ...]
) -> None:
    found = run([two], of_claim(f"correct {aspect}", two, 1, to=to))
    (after,) = found.letters
    assert effects(found) == [Effect.APPLIED]
    claim = after.statements[1].claim
    assert (claim.field, claim.value, claim.service, claim.system, claim.certainty) == said
    assert claim.evidence == two.statements[1].claim.evidence
    assert [aside.corrected for aside in after.set_aside] == [True]
    assert [s.claim for s in after.statements if not s.claim.decided] == [
        s.claim for at, s in enumerate(two.statements) if at != 1
    ]


def test_a_claim_may_be_corrected_in_several_respects_at_once(two: LetterClaims) -> None:
    found = run([two], of_claim("correct value", two, 1, to="2030"), of_claim("correct service", two, 1, to=CHILDREN))
    (after,) = found.letters
    claim = after.statements[1].claim
    assert (claim.value, claim.service, len(claim.decided), len(after.set_aside)) == ("2030", CHILDREN, 2, 1)


def test_two_claims_of_which_one_is_left_are_not_mixed(two: LetterClaims) -> None:
    of_none = of_claim("correct system", two, 1, system="", to="Eclipse")
    assert effects(run([two], of_none)) == [Effect.APPLIED]
    found = run([two], of_none, of_claim("correct value", two, 1, to="2030"))
    assert effects(found) == [Effect.AMBIGUOUS, Effect.APPLIED]
    claim = found.letters[0].statements[1].claim
    assert (claim.value, claim.system) == ("2030", "Mosaic")
    assert "line 3 of decisions.csv names its claim by service and system" in found.findings[0].message


@pytest.mark.parametrize("aspect", ["value", "system"])
def test_a_system_that_was_corrected_hangs_at_itself_though_it_is_read_no_more(two: LetterClaims, aspect: str) -> None:
    decision = of_claim(f"correct {aspect}", two, 0, to="Eclipse")
    (after,) = run([replace(two, statements=two.statements[1:])], decision).letters
    claim = after.statements[-1].claim
    assert (claim.field, claim.value, claim.system, len(claim.decided)) == ("system", "Eclipse", "Eclipse", 1)


def test_what_is_asserted_stands_on_the_words_of_the_letter(two: LetterClaims) -> None:
    words = two.statements[0].claim.evidence.quote
    assertion = of_claim("assert", two, 0, field="hosting", value="cloud", words=words)
    found = run([two], assertion)
    (after,) = found.letters
    claim = after.statements[-1].claim
    text = two.letter.document.text
    assert (claim.field, claim.value, claim.system) == ("hosting", "cloud", "Mosaic")
    assert text[claim.evidence.span.start : claim.evidence.span.end] == claim.evidence.quote == words
    assert effects(run([two], replace(assertion, words="no such words"))) == [Effect.NOTHING]


def test_what_is_accepted_is_stated_though_it_was_unsure(two: LetterClaims) -> None:
    claim = two.statements[1].claim
    unsure = replace(
        two,
        statements=tuple(s for s in two.statements if s.claim is not claim),
        unsure=(replace(claim, confidence=0.4),),
    )
    (after,) = run([unsure], of_claim("accept", two, 1)).letters
    assert after.unsure == ()
    assert claim.value in values(after, "contract_end")
    (rejected,) = run([unsure], of_claim("reject", two, 1)).letters
    assert rejected.unsure == ()
    assert [s.claim for s in rejected.statements] == [s.claim for s in unsure.statements]
    (sure,) = run([two], of_claim("accept", two, 1)).letters
    assert [s.claim.decided for s in sure.statements].count(()) == len(two.statements) - 1


def test_a_decision_that_finds_nothing_any_more_is_told_with_file_and_line(two: LetterClaims) -> None:
    found = run([two], of_claim("reject", two, 1, value="2031"))
    (finding,) = found.findings
    assert (finding.file, finding.where, finding.code) == ("decisions.csv", "line 2", "decision-finds-nothing")
    assert "Line 2 of decisions.csv" in finding.message
    assert found.letters == (two,)


def test_a_correction_holds_when_reading_has_changed(two: LetterClaims) -> None:
    claim = two.statements[1].claim
    decision = of_claim("correct value", two, 1, to="2028-03")
    for now, effect in (("2028-03", Effect.SETTLED), ("2029", Effect.APPLIED)):
        other = replace(two.statements[1], claim=replace(claim, value=now))
        read = replace(two, statements=(two.statements[0], other, *two.statements[2:]))
        found = run([read], decision)
        assert effects(found) == [effect]
        assert "2028-03" in values(found.letters[0], "contract_end")


@pytest.mark.parametrize(
    "pair",
    [
        (("reject", {}), ("correct value", {"to": "2030"})),
        (("reject", {}), ("accept", {})),
        (("accept", {}), ("correct service", {"to": CHILDREN})),
        (("correct value", {"to": "2030"}), ("correct value", {"to": "2031"})),
        (("reject", {}), ("assert", {})),
    ],
)
def test_decisions_that_contradict_each_other_are_told_and_the_others_applied(
    two: LetterClaims, pair: tuple[tuple[str, dict[str, str]], ...]
) -> None:
    both = [of_claim(kind, two, 1, **more) for kind, more in pair]
    found = run([two], *both, of_claim("reject", two, 4))
    assert effects(found) == [Effect.CONTRADICTED, Effect.CONTRADICTED, Effect.APPLIED]
    assert values(found.letters[0], "contract_end") == {"2028", "2027-03"}
    assert [f.where for f in found.findings] == ["line 2", "line 3"]
    assert "line 3 of decisions.csv" in found.findings[0].message


def test_two_assertions_of_the_same_words_contradict_each_other(two: LetterClaims) -> None:
    words = two.statements[0].claim.evidence.quote
    both = [of_claim("assert", two, 0, field="contract_start", value=year, words=words) for year in ("2020", "2021")]
    assert effects(run([two], *both)) == [Effect.CONTRADICTED, Effect.CONTRADICTED]


def test_a_line_that_repeats_another_is_told_and_no_fault(two: LetterClaims) -> None:
    once = of_claim("reject", two, 1)
    found = run([two], once, replace(once, who="CD", why="again"))
    assert effects(found) == [Effect.APPLIED, Effect.REPEATED]
    assert not found.findings


def test_a_decision_that_may_mean_several_claims_asks_for_more(two: LetterClaims) -> None:
    open_ = of_claim("reject", two, 1, service="", system="", words="")
    found = run([two], open_)
    assert effects(found) == [Effect.AMBIGUOUS]
    assert effects(run([two], replace(open_, service=CHILDREN))) == [Effect.APPLIED]


# letters


def other_format(one: LetterClaims, source: str) -> LetterClaims:
    """The same letter as a file of other bytes, with other line breaks."""
    text = one.letter.document.text.replace(", ", ",\n").replace(" (", "\n  (")
    document = Document(hashlib.sha256(text.encode()).hexdigest(), source, "application/pdf", text)
    view = View(text, text, one.letter.view.offsets, bytes(len(text)))
    return replace(one, letter=replace(one.letter, document=document, view=view))


@pytest.fixture(scope="module")
def shelf(two: LetterClaims) -> list[LetterClaims]:
    others = [
        letter(
            named("Mosaic"), Said("contract_end", "2028", ADULT, "Mosaic"), reference=f"FOI {number}", date="2023-01-02"
        )
        for number in range(2, 6)
    ]
    return [two, *others]


@pytest.mark.parametrize(
    "moved",
    [
        lambda one: replace(
            one, letter=replace(one.letter, document=replace(one.letter.document, source="2024/new.txt"))
        ),
        lambda one: other_format(one, "foi-1.pdf"),
        lambda one: other_format(one, "elsewhere/reply.pdf"),
    ],
    ids=["renamed and moved", "another format", "another format and name"],
)
def test_a_decision_finds_its_letter_again(shelf: list[LetterClaims], moved: Any) -> None:
    now = [moved(shelf[0]), *shelf[1:]]
    decisions = [of_claim("reject", shelf[0], 1), of_claim("letter reference", shelf[0], 0, words="", to="FOI 99")]
    found = run(now, *decisions)
    assert effects(found) == [Effect.APPLIED, Effect.APPLIED]
    assert {ruling.letter for ruling in found.rulings} == {now[0].letter.document.source}
    assert len(found.letters[0].set_aside) == 1
    assert found.letters[1:] == tuple(shelf[1:])


def test_names_of_files_that_were_swapped_do_not_mislead(shelf: list[LetterClaims]) -> None:
    one, other = shelf[0], shelf[1]
    swapped = [
        replace(a, letter=replace(a.letter, document=replace(a.letter.document, source=b.letter.document.source)))
        for a, b in ((one, other), (other, one))
    ]
    found = run(swapped, of_claim("reject", one, 1))
    assert len(found.letters[0].set_aside) == 1
    assert not found.letters[1].set_aside


def test_a_letter_that_is_gone_is_told(shelf: list[LetterClaims]) -> None:
    found = run(shelf[1:], of_claim("reject", shelf[0], 2))
    assert effects(found) == [Effect.NOTHING]
    assert found.letters == tuple(shelf[1:])


def test_the_head_of_a_letter_is_decided(two: LetterClaims) -> None:
    nobody = letter(named("Mosaic"), council="Unknown authority", reference="FOI 7")
    found = run(
        [nobody, two],
        of_claim("letter council", nobody, 0, to="Wiltshire Council", words=""),
        of_claim("letter reference", nobody, 0, to="FOI 70", words=""),
    )
    after = found.letters[0]
    assert (after.council.name, after.letter.authority, after.letter.request_reference) == (
        "Wiltshire Council", "Wiltshire Council", "FOI 70",
    )  # fmt: skip
    assert (nobody.letter.document.source, "no-authority") in found.mended


def test_the_date_of_a_letter_is_decided_and_what_hangs_at_it_read_anew(two: LetterClaims) -> None:
    read: list[str | None] = []

    def reread(head: Letter) -> LetterClaims:
        read.append(head.date)
        return replace(two, letter=head)

    found = decide([two], [of_claim("letter date", two, 0, to="2023-05", words="")], reread)
    assert read == ["2023-05"]
    assert found.letters[0].letter.date == "2023-05"


def test_a_file_that_is_no_letter_is_left_out_and_what_is_said_of_it_told(shelf: list[LetterClaims]) -> None:
    found = run(shelf, of_claim("no letter", shelf[0], 0, words=""), of_claim("reject", shelf[0], 1))
    assert found.letters == tuple(shelf[1:])
    assert effects(found) == [Effect.APPLIED, Effect.CONTRADICTED]


def test_two_dates_of_one_letter_contradict_each_other(two: LetterClaims) -> None:
    both = [of_claim("letter date", two, 0, to=to, words="") for to in ("2023", "2024")]
    assert effects(run([two], *both)) == [Effect.CONTRADICTED, Effect.CONTRADICTED]


# the file


TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp"))).map(
    lambda text: " ".join(text.split()).lstrip("'")
)


@settings(deadline=None, max_examples=30)
@given(
    cells=st.lists(st.fixed_dictionaries({name: TEXT for name in DECISION_COLUMNS if name not in ("decision", "when")}))
)
def test_what_is_written_is_what_is_read(tmp_path_factory: pytest.TempPathFactory, cells: list[dict[str, str]]) -> None:
    path = tmp_path_factory.mktemp("lines") / "decisions.csv"
    lines = [
        Decision("same supplier", when="2026-11-30", **{**one, "value": one["value"] or "A", "to": one["to"] or "B"})
        for one in cells
    ]
    for one in lines:
        append(path, [one])
    if lines:
        found, findings = read_decisions(path)
        assert found == lines
        assert {finding.code for finding in findings} <= {"decision-names-somebody"}
        assert [one.line for one in found] == list(range(2, len(lines) + 2))


def test_no_line_runs_in_a_spreadsheet_and_each_ends_as_rfc_4180_says(tmp_path: Path) -> None:
    path = tmp_path / "decisions.csv"
    append(path, [line("same supplier", value='=HYPERLINK("x")', to="@SUM(1)", why="-1\nand more")])
    head, row, rest = path.read_bytes().decode().split("\r\n")
    assert head == ",".join(DECISION_COLUMNS)
    assert "'=HYPERLINK" in row
    assert "'@SUM" in row
    assert "'-1 and more" in row
    assert rest == ""


def test_damaged_lines_are_told_and_the_others_read(tmp_path: Path) -> None:
    path = tmp_path / "decisions.csv"
    rows = [
        "decision,letter,field,value,to,who,when",
        "reject,a.txt,contract_end,2028",
        "<<<<<<< HEAD",
        "explode,a.txt,contract_end,2028,,AB,2026-11-30",
        "reject,a.txt,contract_ned,2028,,AB,2026-11-30",
        "correct value,a.txt,contract_end,2028,soon,AB,2026-11-30",
        "reject,a.txt,contract_end,2028,,AB,2026-11-30,more,cells",
        "reject,a.txt,contract_end,2028,,AB,yesterday",
        "accept,a.txt,contract_end,2028,,Jane Archer,2026-11-30",
    ]
    path.write_text("\ufeff" + "\n".join(rows), encoding="utf-8")
    found, findings = read_decisions(path)
    assert [(one.decision, one.line) for one in found] == [("reject", 2), ("accept", 9)]
    assert [finding.where for finding in findings] == [f"line {number}" for number in (3, 4, 5, 6, 7, 8, 9)]
    assert "'explode' is no kind of decision" in findings[1].message
    assert findings[-1].code == "decision-names-somebody"


def test_a_file_that_a_spreadsheet_has_saved_is_read_and_kept_in_its_form(tmp_path: Path) -> None:
    path = tmp_path / "decisions.csv"
    path.write_text("to;value;decision\r\nCivica;Civica UK;same supplier", encoding="utf-8")
    append(path, [line("not same supplier", value="Capita; plc", to="Civica")])
    found, findings = read_decisions(path)
    assert not findings
    assert [(one.decision, one.value, one.to, one.who) for one in found] == [
        ("same supplier", "Civica UK", "Civica", ""), ("not same supplier", "Capita; plc", "Civica", "AB"),
    ]  # fmt: skip
    head, first, _ = path.read_text(encoding="utf-8").splitlines()
    assert head.startswith("to;value;decision;"), "columns that it lacked come last"
    assert first == "Civica;Civica UK;same supplier"


@pytest.mark.parametrize("who", ["AB", "A.B.", "records officer", "FOI team", "reviewer 2", "", "procurement lead"])
def test_initials_and_roles_do_for_who_decides(who: str) -> None:
    assert not problem_of_who(who)


@pytest.mark.parametrize(
    "who", ["Jane Archer", "Jane", "jane.archer@council.example", "Dr Archer", "J. Archer-Smith", "x" * 50]
)
def test_names_of_persons_do_not(who: str) -> None:
    assert problem_of_who(who)


def test_every_kind_says_what_it_needs() -> None:
    assert len(KINDS) >= 20
    assert all(set(kind.needs) <= set(DECISION_COLUMNS) and kind.says for kind in KINDS.values())
