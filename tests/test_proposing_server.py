"""Asking a true server that answers well, slowly, with errors, cut off, or never: every letter ends answered or told."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from kg.errors import OutputError, UsageError
from kg.proposing.answers import read_answers
from kg.proposing.asking import Request, all_requests
from kg.proposing.client import server_at
from kg.proposing.prompt import prompt
from kg.proposing.running import Outcome, Pace, run
from tests.chat_server import Handler, proposals, serving, well
from tests.conftest import ROOT
from tests.letters import document, letter_text

MANY = 6
KEY = "sk-very-secret-0123456789"
QUICK = Pace(parallel=3, attempts=3, wait=0.01, longest=0.02)


def letter(number: int) -> str:
    body = f"1. Which system do you use?\n\nWe use Mosaic, with {number + 20} licences.\n"
    return letter_text(body, reference=f"FOI/24/{number:04}")


@pytest.fixture(scope="module")
def requests() -> list[Request]:
    return all_requests([document(letter(number), f"{number}.txt") for number in range(MANY)], prompt())


def ask(
    requests: list[Request], url: str, folder: Path, *, seconds: float = 60, pace: Pace = QUICK, lines: Any = None
) -> Outcome:
    server = server_at(url, key=KEY, seconds=seconds)
    return run(requests, server, folder, "a-model", pace, (lines if lines is not None else []).append)


def test_what_is_answered_is_kept_and_never_asked_again(requests: list[Request], tmp_path: Path) -> None:
    with serving(well) as server:
        assert ask(requests, server.url, tmp_path).answered == MANY
        again = ask(requests, server.url, tmp_path)
    assert (again.answered, again.there) == (0, MANY)
    assert len(server.bodies) == MANY
    assert len(list(tmp_path.iterdir())) == MANY
    assert len(read_answers(tmp_path).letters) == MANY


def test_the_request_is_that_of_the_usual_interface(requests: list[Request], tmp_path: Path) -> None:
    with serving(well) as server:
        ask(requests[:1], server.url, tmp_path)
    body, headers = server.bodies[0], server.headers[0]
    assert body["model"] == "a-model"
    assert body["temperature"] == 0
    assert [one["role"] for one in body["messages"]] == ["system", "user"]
    form = body["response_format"]
    assert form["type"] == "json_schema"
    assert form["json_schema"]["strict"] is True
    assert headers["Authorization"] == f"Bearer {KEY}"


def busy(handler: Handler, body: dict[str, Any], before: int) -> None:
    if before == 0:
        handler.answer(429, {"error": "slow down"}, Retry_After="0.01")
    elif before == 1:
        handler.answer(500, "oops")
    else:
        handler.says(proposals())


def test_a_busy_or_broken_server_is_asked_again(requests: list[Request], tmp_path: Path) -> None:
    with serving(busy) as server:
        outcome = ask(requests, server.url, tmp_path)
    assert outcome.answered == MANY
    assert len(server.bodies) == 3 * MANY


released = threading.Event()
"""Set when a test has seen what it waited for, so that no server outlives it."""


def cut_off(handler: Handler, body: dict[str, Any], before: int) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "5000")
    handler.end_headers()
    handler.wfile.write(b'{"choices": [')
    handler.close_connection = True


def never(handler: Handler, body: dict[str, Any], before: int) -> None:
    released.wait(20)


def dripping(handler: Handler, body: dict[str, Any], before: int) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    for _ in range(100):
        handler.wfile.write(b" ")
        handler.wfile.flush()
        if released.wait(0.05):
            return


def broken_json(handler: Handler, body: dict[str, Any], before: int) -> None:
    handler.says('{"proposals": [{"field": "sys')


def too_long(handler: Handler, body: dict[str, Any], before: int) -> None:
    handler.says(proposals(), reason="length")


def endless(handler: Handler, body: dict[str, Any], before: int) -> None:
    handler.says("[" * 3_000_000)


@pytest.mark.parametrize(
    ("behaviour", "reason", "seconds"),
    [
        (cut_off, "cut off", 60),
        (never, "longer than", 1),
        (dripping, "longer than", 1),
        (broken_json, "no JSON", 60),
        (too_long, "cut off", 60),
        (endless, "characters", 60),
    ],
)
def test_letters_without_an_answer_are_told(
    requests: list[Request], tmp_path: Path, behaviour: Any, reason: str, seconds: float
) -> None:
    pace = Pace(parallel=2, attempts=2, wait=0.01, longest=0.02)
    lines: list[str] = []

    def first_well(handler: Handler, body: dict[str, Any], before: int) -> None:
        if "20 licences" in body["messages"][1]["content"]:
            well(handler, body, before)
        else:
            behaviour(handler, body, before)

    released.clear()
    with serving(first_well) as server:
        outcome = ask(requests[:3], server.url, tmp_path, seconds=seconds, pace=pace, lines=lines)
        released.set()
    assert outcome.answered == 1
    assert {source for source, _ in outcome.failed} == {"1.txt", "2.txt"}
    assert all(reason in why for _, why in outcome.failed)
    assert len(lines) == 3
    assert len(read_answers(tmp_path).letters) == 1
    assert KEY not in "".join(lines)


@pytest.mark.parametrize("status", [401, 403, 404, 400, 302])
def test_what_every_letter_would_meet_ends_it_with_a_cure(requests: list[Request], tmp_path: Path, status: int) -> None:
    def refusing(handler: Handler, body: dict[str, Any], before: int) -> None:
        if len(server.bodies) == 1:
            well(handler, body, before)
        else:
            handler.answer(status, {"error": {"message": f"no {KEY} here"}}, Location="http://example.org/")

    with serving(refusing) as server, pytest.raises(UsageError) as caught:
        ask(requests, server.url, tmp_path, pace=Pace(parallel=1, attempts=1))
    assert str(status) in caught.value.message
    assert caught.value.hint
    assert KEY not in str(caught.value)
    assert len(read_answers(tmp_path).letters) == 1  # what was answered is kept


def test_no_server_is_told(requests: list[Request], tmp_path: Path) -> None:
    with serving(well) as server:
        url = server.url
    with pytest.raises(UsageError, match="no server answers there"):
        ask(requests, url, tmp_path)


def test_a_folder_that_cannot_be_written_ends_it(requests: list[Request], tmp_path: Path) -> None:
    folder = tmp_path / "answers"
    folder.mkdir()
    with serving(well) as server:
        ask(requests[:1], server.url, folder)
        blocked = tmp_path / "blocked"
        blocked.write_text("a file")
        with pytest.raises(OutputError, match="cannot be made"):
            ask(requests[:1], server.url, blocked)
    assert len(read_answers(folder).letters) == 1


def test_no_more_begin_than_a_minute_and_hands_allow(requests: list[Request], tmp_path: Path) -> None:
    now = most = 0
    lock = threading.Lock()
    begun: list[float] = []

    def counting(handler: Handler, body: dict[str, Any], before: int) -> None:
        nonlocal now, most
        with lock:
            now, most = now + 1, max(most, now + 1)
            begun.append(time.monotonic())
        time.sleep(0.05)
        with lock:
            now -= 1
        well(handler, body, before)

    with serving(counting) as server:
        start = time.monotonic()  # a busy machine may be late with the first, and is never early with the last
        ask(requests, server.url, tmp_path, pace=Pace(parallel=2, a_minute=1200, wait=0.01))
    assert most <= 2
    assert begun[-1] - start >= 0.05 * (MANY - 1)


def test_a_full_disk_ends_it_and_keeps_what_is_there(
    requests: list[Request], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, written = Path.write_bytes, []

    def until_full(path: Path, data: bytes) -> int:
        if len(written) == 2:
            raise OSError(28, "No space left on device")
        written.append(path)
        return real(path, data)

    monkeypatch.setattr(Path, "write_bytes", until_full)
    with serving(well) as server, pytest.raises(OutputError, match="No space left"):
        ask(requests, server.url, tmp_path, pace=Pace(parallel=1, attempts=1))
    assert len(read_answers(tmp_path).letters) == 2
    assert len(list(tmp_path.iterdir())) == 2


def command(*words: object) -> list[str]:
    return [sys.executable, "-m", "kg", "propose", *map(str, words)]


def test_kill_and_resume_lose_and_repeat_nothing(tmp_path: Path) -> None:
    folder, answers = tmp_path / "letters", tmp_path / "answers"
    folder.mkdir()
    for number in range(4):
        (folder / f"{number}.txt").write_text(letter(number), encoding="utf-8")
    stuck, go = threading.Event(), threading.Event()

    def third_hangs(handler: Handler, body: dict[str, Any], before: int) -> None:
        if len(server.bodies) == 3 and not go.is_set():
            stuck.set()
            go.wait(600)
            return
        well(handler, body, before)

    with serving(third_hangs) as server:
        words = (folder, "-o", answers, "--endpoint", server.url, "--model", "m", "--parallel", 1)
        environment = {**os.environ, "KG_API_KEY": KEY}
        first = subprocess.Popen(command(*words), cwd=ROOT, env=environment, stderr=subprocess.PIPE)
        assert stuck.wait(600)
        first.send_signal(signal.SIGKILL)
        _, printed = first.communicate()
        go.set()
        kept = read_answers(answers)
        assert len(kept.letters) == 2
        done = subprocess.run(command(*words), cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "2 answered, 2 were there, 0 without an answer" in done.stdout
    assert KEY not in done.stdout + done.stderr + printed.decode()
    assert len(read_answers(answers).letters) == 4
    asked = server.words()
    assert len(asked) == 5  # only the one that hung was asked twice
    assert len(set(asked)) == 4
    for path in answers.iterdir():
        assert KEY not in path.read_text(encoding="utf-8")
        assert json.loads(path.read_text(encoding="utf-8"))["model"] == "m"
