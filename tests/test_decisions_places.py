"""Where decisions go when nobody says it: beside the letters of the last build, where the next one looks for them."""

from __future__ import annotations

import json
import shlex
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kg.building.given import decision_files
from kg.building.places import again, all_reported, as_reported, home_of_decisions, reported
from kg.building.report import REPORT
from kg.cli import app
from kg.decisions import FILE_NAME, read_decisions
from kg.errors import KgError
from tests.letters import letter_text
from tests.reviews import kg

TEXT = letter_text("1. Which system do you use for adult social care?\n\nWe use Eclipse.\n")
REJECT = ("decide", "reject", "--letter", "one.txt", "--field", "system", "--who", "AB")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("places") / "home"
    (folder / "letters").mkdir(parents=True)
    (folder / "letters" / "one.txt").write_text(TEXT, encoding="utf-8")
    kg("build", folder / "letters", "-o", folder / "output")
    return folder


@pytest.fixture
def home(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with letters that are built."""
    shutil.copytree(built, tmp_path / "home")
    monkeypatch.chdir(tmp_path / "home")
    return tmp_path / "home"


def test_the_first_decision_stands_beside_the_letters_and_the_next_build_applies_it(home: Path) -> None:
    text = kg(*REJECT)
    assert text.splitlines()[-1] == (
        "Wrote 1 line to letters/decisions.csv. "
        "Build again as before to apply what is decided, such as: kg build letters"
    )
    assert [one.decision for one in read_decisions(home / "letters" / FILE_NAME)[0]] == ["reject"]
    kg("decisions", status=1)  # one that the build has not seen yet
    kg(*shlex.split(text.rstrip().rpartition(": kg ")[2]))
    assert "system" not in {row["field"] for row in json.loads(kg("facts", "--format", "json", status=None))}
    (row,) = json.loads(kg("decisions", "--format", "json"))
    assert (row["file"], row["effect"]) == (FILE_NAME, "applied")


def test_a_dry_run_names_the_file_and_makes_none(home: Path) -> None:
    assert "Nothing was written: letters/decisions.csv stays" in kg(*REJECT, "--dry-run")
    assert not (home / "letters" / FILE_NAME).exists()


def test_a_review_takes_the_same_file(home: Path) -> None:
    kg("review", "--file", "review.html")
    assert '"file":"letters/decisions.csv"' in (home / "review.html").read_text(encoding="utf-8")
    assert kg(*REJECT, "--decisions", "given.csv").rstrip().endswith(": kg build letters --decisions given.csv")
    text = kg("review", "--take", "given.csv")
    assert "Took 1 of 1 lines into letters/decisions.csv" in text
    assert text.rstrip().endswith(": kg build letters")
    assert len(read_decisions(home / "letters" / FILE_NAME)[0]) == 1


def test_letters_that_have_moved_are_built_anew_at_their_place(home: Path) -> None:
    shutil.move("letters", "moved")
    with pytest.raises(KgError, match=r"There is no folder letters for decisions\.csv"):
        kg(*REJECT)
    assert "Built 1 letter" in kg("build", "moved")
    assert "Nothing has changed" in kg("build", "moved")
    assert "Wrote 1 line to moved/decisions.csv" in kg(*REJECT)


def test_an_older_build_does_not_tell_and_is_asked_for_a_file(home: Path) -> None:
    report = json.loads((home / "output" / REPORT).read_text(encoding="utf-8"))
    del report["decisions_file"]
    (home / "output" / REPORT).write_text(json.dumps(report), encoding="utf-8")
    with pytest.raises(KgError, match="does not tell where its letters are"):
        kg(*REJECT)
    assert "Wrote 1 line to letters/decisions.csv" in kg(*REJECT, "--decisions", "letters/decisions.csv")


def folders(home: Path, *names: str) -> list[Path]:
    for name in names:
        (home / name).mkdir(parents=True, exist_ok=True)
    return [Path(name) for name in names]


def test_of_several_folders_the_first_has_the_file_in_whatever_order_they_are_named(home: Path) -> None:
    b, a = folders(home, "b", "a")
    for given in ([a, b], [b, a]):
        file = home_of_decisions(given)
        assert file == a / FILE_NAME
        assert file is not None
        file.touch()
        assert decision_files(given) == [file]
        file.unlink()


def test_of_a_letter_named_by_itself_the_file_stands_beside_it() -> None:
    assert home_of_decisions([Path("letters/one.txt")]) == Path("letters") / FILE_NAME


@pytest.mark.parametrize("output", [Path("output"), Path("deep/down/output"), Path("letters/output")])
@pytest.mark.parametrize("file", [Path("letters/decisions.csv"), Path("my letters/mine.csv"), Path("../x.csv")])
def test_the_file_is_found_again_from_the_report(home: Path, output: Path, file: Path) -> None:
    assert reported(as_reported(file, output), output) == file


def test_the_command_that_is_said_names_the_folder_or_the_file() -> None:
    assert shlex.split(again(Path("output"), Path("my letters/decisions.csv"))) == ["kg", "build", "my letters"]
    assert again(Path("o"), Path("mine.csv")) == "kg build LETTERS --decisions mine.csv -o o"


def heard(*arguments: str) -> str:
    """All that a command prints, on standard error too."""
    return CliRunner().invoke(app, arguments).output


def proposed(text: str) -> list[str]:
    """The command that is proposed at the end of a text."""
    return shlex.split(text.rstrip().rpartition(": kg ")[2])


def test_the_command_builds_all_that_the_last_build_was_of(home: Path) -> None:
    folders(home, "more letters/deep", "own names")
    (home / "more letters" / "deep" / "it's two.txt").write_text(TEXT.replace("Eclipse", "Mosaic"), encoding="utf-8")
    (home / "own names" / "systems.csv").write_text(
        "system_id,preferred_name,aliases,service_areas,current_supplier_id\ncare-buddy,CareBuddy,,,\n",
        encoding="utf-8",
    )
    built = kg("build", "letters", "more letters", "-o", "my output", "--catalogue", "own names")
    assert "Or run:  kg report renewals --from 2026 --to 2028 --where 'my output'" in built
    command = proposed(kg(*REJECT, "--where", "my output"))
    assert command == ["build", "letters", "more letters", "--catalogue", "own names", "-o", "my output"]
    waiting = heard("decisions", "my output")
    assert "Nothing was decided when this was built." in waiting
    assert proposed(waiting) == command
    assert "Built 2 letters" in kg(*command)
    assert "1  decision of people, see kg decisions 'my output'" in kg(*command)
    assert "it is stated no more" in kg("decisions", "my output")
    assert kg("decisions", "my output", "--troubles") == "All that has been decided is applied.\n"


def test_a_build_of_folders_that_have_moved_tells_their_new_places(home: Path) -> None:
    folders(home, "more")
    (home / "more" / "two.txt").write_text(TEXT.replace("Eclipse", "Mosaic"), encoding="utf-8")
    kg("build", "letters", "more")
    shutil.move("more", "moved")
    kg("build", "letters", "moved")
    assert proposed(kg(*REJECT)) == ["build", "letters", "moved"]


def test_more_paths_than_people_read_are_not_told(home: Path) -> None:
    assert all_reported([Path(f"{n}/one.txt") for n in range(99)], Path("output")) == []
    assert all_reported([Path("letters"), Path("Jane Archer/one.txt")], Path("output")) == []
    assert again(Path("output"), Path("a/decisions.csv"), [Path("b")]) == "kg build b --decisions a/decisions.csv"


def test_what_is_told_names_commands_that_look_at_the_same_build(home: Path) -> None:
    shutil.copytree("output", "my output")
    where = ("--where", "my output")
    with pytest.raises(KgError, match="kg query --name letters --where 'my output'"):
        kg("decide", "letter", "nine", "--no-letter", *where)
    with pytest.raises(KgError, match="kg facts 'my output'"):
        kg("decide", "reject", "--value", "nine", *where)
    with pytest.raises(KgError, match="kg match --where 'my output'"):
        kg("match", "--same", "nine", *where)
    with pytest.raises(KgError, match="as wished"):
        kg("review", "--file", "x.html", "--supplier", "Nobody", *where)
    told = heard("review", "--file", "my review.html", *where, "--decisions", "letters/my lines.csv")
    take = "kg review --take review-decisions.csv --where 'my output' --decisions 'letters/my lines.csv'"
    assert "Wrote my review.html: 1 letter, 1 claim." in told
    assert told.rstrip().endswith(f"for: {take}")
    assert json.dumps(take) in (home / "my review.html").read_text(encoding="utf-8")


def test_a_second_mind_is_told_of_the_first(home: Path) -> None:
    accept = ("decide", "accept", *REJECT[2:])
    assert "only one of both can stand" not in heard(*accept)
    assert "Line 2 of letters/decisions.csv is of the same claim (accept): only one of both can stand." in heard(
        *REJECT
    )
    (home / "letters" / FILE_NAME).unlink()
    kg("decide", "correct", *REJECT[2:], "--to", "Mosaic")
    kg("build", "letters")
    with pytest.raises(KgError, match=r"stands by a decision, line 2 of decisions\.csv"):
        kg(*REJECT, "--value", "Mosaic")


@pytest.mark.parametrize(
    ("decide", "message"),
    [
        (("correct", "--to-system", "none"), "reject the claim that 'Eclipse' is one"),
        (("correct", "--to-service", "zoo"), "no service .there are adult-social-care"),
        (("not-same", "contract", "A", "B"), "kg decide not-same --help"),
        (("letter", "one.txt", "--date", "soon"), "kg decide letter --help"),
        (("correct",), "--to-certainty"),
    ],
)
def test_what_is_no_decision_is_told_with_what_to_write(home: Path, decide: tuple[str, ...], message: str) -> None:
    which = REJECT[2:6] if decide[0] == "correct" else ()
    with pytest.raises(KgError, match=message):
        kg("decide", *decide, *which)


def test_a_folder_called_after_somebody_is_not_told(home: Path) -> None:
    (letters,) = folders(home, "Jane Archer/letters")
    file = home_of_decisions([letters])
    assert as_reported(file, Path("output")) == ""
    assert as_reported(file, Path("Jane Archer/output")) == "../letters/decisions.csv"


SAID = ("--field", "system", "--value", "Mosaic", "--words", "We use Mosaic.", "--who", "AB", "--source", "a call")


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (
            ("assert", *SAID, "--council", "Coventry City Concil"),
            "'Coventry City Concil': it will be one of its own. Did you mean Coventry City Council",
        ),
        (
            ("letter", "one.txt", "--council", "Qzxv Borough", "--who", "AB"),
            "'Qzxv Borough': it will be one of its own.",
        ),
        (("assert", *SAID, "--council", "Coventry"), ""),
        (("assert", *SAID, "--council", "Borsetshire County Council"), ""),  # of no register, but of this graph
    ],
)
def test_a_council_that_nobody_knows_is_told_at_once(home: Path, args: tuple[str, ...], told: str) -> None:
    found = CliRunner().invoke(app, ["decide", *args, "--dry-run"])
    assert found.exit_code == 0
    assert told in found.stderr if told else not found.stderr


def test_decisions_may_be_written_before_there_is_a_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    told = kg("decide", "same", "system", "Mosaik", "Mosaic", "--who", "AB", "--decisions", "own.csv")
    assert told.splitlines()[-1].endswith("such as: kg build LETTERS --decisions own.csv")
    kg("decide", "assert", *SAID, "--council", "Coventry", "--decisions", "own.csv")
    assert [one.decision for one in read_decisions(tmp_path / "own.csv")[0]] == ["same system", "assert"]


def test_nothing_is_written_where_the_build_is_damaged(home: Path) -> None:
    (home / "output" / REPORT).write_text("{", encoding="utf-8")
    with pytest.raises(KgError, match="damaged"):
        kg("decide", "same", "system", "Mosaik", "Mosaic", "--who", "AB", "--decisions", "own.csv")
    assert not (home / "own.csv").exists()
