"""An output folder holds one whole build at any moment, whoever is killed, and nothing of others is touched."""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from kg import locking
from kg.building import Built, build_graph, sources
from kg.building import output as writing
from kg.building.output import REPORT, finish_move, write_output
from kg.errors import DataError, OutputError
from kg.exporting.unsure import read_unsure
from kg.locking import held, locked
from kg.outputs import MARK, PAGES, READY
from kg.picturing.letters import read_texts
from kg.store import Store, read_quads
from tests.conftest import LETTERS
from tests.letters import letter_text

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no flock(2)")


@pytest.fixture(scope="module")
def builts() -> dict[str, Built]:
    """Two builds by their fingerprints."""
    one, two = sorted(LETTERS.iterdir())[:2]
    return {"one": build_graph(*sources([one])), "two": build_graph(*sources([two]))}


@pytest.fixture(scope="module")
def first(builts: dict[str, Built], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("first") / "output"
    write_output(builts["one"], folder, "one")
    return folder


@pytest.fixture
def output(first: Path, tmp_path: Path) -> Path:
    """A folder that holds a build."""
    return Path(shutil.copytree(first, tmp_path / "output"))


def small_files(built: Built, folder: Path) -> dict[str, int]:
    """What a build writes, in short: for tests of what becomes of it."""
    key = built.letters[0].letter.document.sha256
    (folder / "graph.nq").write_text(f'<http://example.org/{key}> <http://example.org/p> "{key}" .\n', encoding="utf-8")
    for name in ("graph.html", "letters.json", "renewals.md"):
        (folder / name).write_text(json.dumps({name: []}), encoding="utf-8")
    (folder / PAGES).mkdir()
    for name in ("council.html", f"letter-{key[:8]}.html"):  # the second is in no other build
        (folder / PAGES / name).write_text(key, encoding="utf-8")
    return {}


def whole(folder: Path) -> str:
    """The fingerprint of the build that a folder holds: a reader has come, and all files are those of its report."""
    assert len(Store.open(folder))
    report = json.loads((folder / REPORT).read_text(encoding="utf-8"))
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert {name for name in there if not name.startswith(".")} == {*report["files"], REPORT}
    for name, digest in report["files"].items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest, name
    return str(report["fingerprint"])


def in_a_process(work: Callable[[], object]) -> int:
    """Do `work` in a process of its own; its id."""
    child = os.fork()
    if child:
        return child
    try:
        work()
    finally:
        os._exit(0)
    raise AssertionError


def killed_at(step: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let this process be killed, as by kill -9, before its change number `step` to the file system."""
    left = iter(range(step))

    def before(change: Callable[..., object]) -> Callable[..., object]:
        def changed(*arguments: object, **named: object) -> object:
            if next(left, None) is None:
                os.kill(os.getpid(), signal.SIGKILL)
            return change(*arguments, **named)

        return changed

    for of, name in (
        (os, "replace"), (os, "rmdir"), (os, "unlink"), (Path, "rename"), (Path, "rmdir"), (Path, "unlink"),
        (Path, "touch"), (Path, "mkdir"), (Path, "write_text"), (tempfile, "mkdtemp"), (shutil, "rmtree"),
    ):  # fmt: skip
        monkeypatch.setattr(of, name, before(getattr(of, name)))


def test_killed_at_each_step_the_folder_holds_the_old_or_the_new_build_whole(
    builts: dict[str, Built], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "_write_files", small_files)
    found = []
    for step in range(100):
        folder = tmp_path / str(step)
        write_output(builts["one"], folder, "one")

        def build(folder: Path = folder, step: int = step) -> None:
            killed_at(step, monkeypatch)
            write_output(builts["two"], folder, "two")

        _, status = os.waitpid(in_a_process(build), 0)
        found.append(whole(folder))
        write_output(builts["two"], folder, "three")
        assert whole(folder) == "three"
        assert not [path for path in folder.iterdir() if path.name.startswith(".")], f"left after step {step}"
        if not os.WIFSIGNALED(status):
            break
    assert not os.WIFSIGNALED(status)
    assert len(found) > 15
    assert found == sorted(found), "once the new build is there it stays"
    assert set(found) == {"one", "two"}


def killed_at_times(builts: dict[str, Built], folder: Path, moments: int) -> set[str]:
    """Kill as many builds, each a little later than the one before; the fingerprints of what was found."""
    start = time.monotonic()
    write_output(builts["one"], folder, "0")
    longest = 1.3 * (time.monotonic() - start)
    found = set()
    last = "0"
    for moment in random.Random(7).sample(range(moments), moments):

        def build(moment: int = moment) -> None:
            write_output(builts["two" if moment % 2 else "one"], folder, str(moment + 1))

        child = in_a_process(build)
        time.sleep(longest * moment / moments)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        now = whole(folder)
        assert now in (last, str(moment + 1))
        last = now
        found.add(now)
    return found


def test_killed_at_some_moments_the_last_good_output_is_whole(builts: dict[str, Built], tmp_path: Path) -> None:
    assert killed_at_times(builts, tmp_path / "output", 8)


@pytest.mark.nightly
def test_killed_at_200_moments_the_last_good_output_is_whole(builts: dict[str, Built], tmp_path: Path) -> None:
    assert len(killed_at_times(builts, tmp_path / "output", 200)) > 10


def test_two_builds_into_one_folder_leave_one_of_them_whole(tmp_path: Path) -> None:
    builds = []
    for number in range(2):
        letter = tmp_path / f"letter{number}.txt"
        letter.write_text(letter_text(f"1. Which system do you use?\n\nMosaic, since 201{number}."), encoding="utf-8")
        command = [sys.executable, "-m", "kg", "build", str(letter), "-o", str(tmp_path / "output")]
        builds.append(subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True))
    for build in builds:
        _, complaint = build.communicate()
        assert build.returncode in (0, 1), complaint
    assert whole(tmp_path / "output")
    assert not [path for path in (tmp_path / "output").iterdir() if path.name.startswith(".")]


def test_a_build_that_is_writing_is_left_alone_by_another(
    builts: dict[str, Built], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def meanwhile(built: Built, folder: Path) -> dict[str, int]:
        small_files(built, folder)
        if built is builts["one"]:
            write_output(builts["two"], tmp_path, "two")
            assert whole(tmp_path) == "two"
        return {}

    monkeypatch.setattr(writing, "_write_files", meanwhile)
    write_output(builts["one"], tmp_path, "one")
    assert whole(tmp_path) == "one"


def test_who_waits_too_long_says_for_whom(
    builts: dict[str, Built], output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locking, "WAIT", 0.1)
    with locked(output):
        assert held(output)
        with pytest.raises(OutputError, match="Another command is writing into"):
            write_output(builts["two"], output, "two")
        with pytest.raises(OutputError, match="Another command is writing into"):
            Store.open(output)
    assert not held(output)
    assert whole(output) == "one"


def tree(folder: Path) -> dict[str, bytes | str]:
    """All that is in a folder, links by where they lead."""
    return {
        str(path.relative_to(folder)): os.readlink(path) if path.is_symlink() else path.read_bytes() if path.is_file() else ""
        for path in sorted(folder.rglob("*"))
    }  # fmt: skip


def a_folder(output: Path) -> Path:
    (output / "graph.nq").unlink()
    (output / "graph.nq").mkdir()
    (output / "graph.nq" / "mine.txt").write_text("mine", encoding="utf-8")
    return output / "graph.nq"


def a_link_for_a_file(output: Path) -> Path:
    (output.parent / "mine.txt").write_text("mine", encoding="utf-8")
    (output / "facts.csv").unlink()
    (output / "facts.csv").symlink_to(output.parent / "mine.txt")
    return output / "facts.csv"


def ready_as_a_link(output: Path) -> Path:
    (output.parent / "mine").mkdir()
    (output.parent / "mine" / "graph.nq").write_text("mine", encoding="utf-8")
    (output / READY).symlink_to(output.parent / "mine")
    return output / READY


def ready_of_others(output: Path) -> Path:
    (output / READY).mkdir()
    (output / READY / "graph.nq").write_text("mine", encoding="utf-8")
    return output / READY / "graph.nq"


def building_of_others(output: Path) -> Path:
    (output / ".building-house").mkdir()
    (output / ".building-house" / "plan.txt").write_text("mine", encoding="utf-8")
    return output / ".building-house"


def building_as_a_link(output: Path) -> Path:
    (output.parent / "house").mkdir()
    (output.parent / "house" / MARK).write_text("mine", encoding="utf-8")
    (output / ".building-abcd1234").symlink_to(output.parent / "house")
    return output / ".building-abcd1234"


@pytest.mark.parametrize(
    "put", [a_folder, a_link_for_a_file, ready_as_a_link, ready_of_others, building_of_others, building_as_a_link]
)
def test_what_is_in_the_way_is_named_and_stays_as_it_is(
    builts: dict[str, Built], output: Path, put: Callable[[Path], Path]
) -> None:
    way = put(output)
    before = tree(output.parent)
    for _ in range(2):
        with pytest.raises(OutputError) as caught:
            write_output(builts["two"], output, "two")
        assert str(way) in caught.value.message
        assert "Move it away" in caught.value.hint
        assert tree(output.parent) == before
    if way.is_symlink() or way.is_file():
        way.unlink()
    else:
        shutil.rmtree(way)
    if way.parent.name == READY:
        way.parent.rmdir()
    write_output(builts["two"], output, "two")
    assert whole(output) == "two"


def test_a_move_that_is_blocked_moves_nothing_and_goes_on_later(output: Path) -> None:
    (output / READY).mkdir()
    for name in ("graph.nq", "facts.csv", REPORT):
        (output / name).rename(output / READY / name)
    (output / "graph.nq").mkdir()
    before = tree(output)
    for reader in (finish_move, Store.open, read_texts, lambda folder: list(read_quads(folder))):
        with pytest.raises(OutputError, match=r"graph\.nq is a folder"):
            reader(output)
        assert tree(output) == before
    (output / "graph.nq").rmdir()
    assert whole(output) == "one"


def test_readers_finish_a_move_that_was_interrupted(output: Path) -> None:
    (output / READY).mkdir()
    for name in ("unsure.csv", REPORT):
        (output / name).rename(output / READY / name)
    read_unsure(output)
    assert not (output / READY).exists()
    assert whole(output) == "one"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_readers_that_cannot_finish_it_refuse(output: Path) -> None:
    (output / READY).mkdir()
    (output / REPORT).rename(output / READY / REPORT)
    output.chmod(0o500)
    try:
        with pytest.raises(OutputError, match="was interrupted, and cannot be finished"):
            Store.open(output)
    finally:
        output.chmod(0o700)


@pytest.mark.parametrize("left", [0, 0.5])
@pytest.mark.parametrize("name", ["graph.nq", "letters.json", "unsure.csv"])
def test_a_file_that_is_not_as_its_build_left_it_is_damaged(output: Path, name: str, left: float) -> None:
    data = (output / name).read_bytes()
    (output / name).write_bytes(data[: int(left * len(data))])
    reader = {"graph.nq": Store.open, "letters.json": read_texts, "unsure.csv": read_unsure}[name]
    with pytest.raises(DataError, match=r"damaged"):
        reader(output)


def test_a_graph_named_itself_is_held_against_its_report_too(output: Path, tmp_path: Path) -> None:
    lines = (output / "graph.nq").read_bytes().splitlines(keepends=True)
    (output / "graph.nq").write_bytes(b"".join(lines[:-1]))
    for reader in (Store.open, lambda path: list(read_quads(path))):
        with pytest.raises(DataError, match="not what its build wrote"):
            reader(output / "graph.nq")
    shutil.copy(output / "graph.nq", tmp_path / "mine.nq")
    assert len(Store.open(tmp_path / "mine.nq")) == len(lines) - 1


def test_a_damaged_report_is_said_and_a_foreign_one_is_none(output: Path) -> None:
    (output / REPORT).write_text("{", encoding="utf-8")
    with pytest.raises(DataError, match=r"build-report\.json is damaged"):
        Store.open(output)
    (output / REPORT).write_text('{"files": {"graph.nq": "0"}}', encoding="utf-8")
    assert len(Store.open(output))


def test_a_graph_without_a_byte_is_damaged_even_without_a_report(tmp_path: Path) -> None:
    (tmp_path / "graph.nq").touch()
    with pytest.raises(DataError, match="it is empty"):
        Store.open(tmp_path)


def test_what_a_build_does_not_write_any_more_goes_and_what_is_not_its_own_stays(
    builts: dict[str, Built], output: Path
) -> None:
    gone = sorted(name for name in json.loads((output / REPORT).read_text("utf-8"))["files"] if "pages/letter-" in name)
    assert gone
    mine = output / "pages" / "mine.html"
    mine.write_text("mine", encoding="utf-8")
    write_output(builts["two"], output, "two")
    assert not (output / gone[0]).exists()
    assert mine.read_text(encoding="utf-8") == "mine"


def test_a_file_that_bears_the_name_of_the_folder_of_pages_is_refused(builts: dict[str, Built], tmp_path: Path) -> None:
    (tmp_path / "pages").write_text("mine", encoding="utf-8")
    with pytest.raises(OutputError, match="a build writes a folder of that name"):
        write_output(builts["one"], tmp_path, "one")
    assert (tmp_path / "pages").read_text(encoding="utf-8") == "mine"
    assert [path.name for path in tmp_path.iterdir()] == ["pages"]
