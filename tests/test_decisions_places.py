"""Where decisions go when nobody says it: beside the letters of the last build, where the next one looks for them."""

from __future__ import annotations

import json
import shlex
import shutil
from pathlib import Path

import pytest

from kg.building.given import decision_files
from kg.building.places import again, as_reported, home_of_decisions, reported
from kg.building.report import REPORT
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
    assert kg(*REJECT, "--decisions", "given.csv").rstrip().endswith(": kg build LETTERS --decisions given.csv")
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


def test_a_folder_called_after_somebody_is_not_told(home: Path) -> None:
    (letters,) = folders(home, "Jane Archer/letters")
    file = home_of_decisions([letters])
    assert as_reported(file, Path("output")) == ""
    assert as_reported(file, Path("Jane Archer/output")) == "../letters/decisions.csv"
