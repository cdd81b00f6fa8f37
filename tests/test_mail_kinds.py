"""What is no letter: each kind of such mail is a finding of its own, and an answer that only looks like it is read."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.building import Built, build_graph, sources
from kg.messages import messages_of, own_words
from kg.triage import KINDS, judge
from kg.triage.evidence import Kind, evidence
from tests.letters import letter_text

MAIL = Path(__file__).parent / "fixtures" / "mail"
NONE = sorted((MAIL / "none").iterdir())
ANSWERS = sorted((MAIL / "answers").iterdir())
OF_NAMES = {
    "out-of-office": "out-of-office", "bounce": "bounce", "read-receipt": "bounce", "acknowledgement": "acknowledgement",
    "request": "request", "clarification": "clarification", "holding": "holding-reply", "blank-form": "blank-form",
    "newsletter": "newsletter",
}  # fmt: skip
"""The code of the finding, by how the file's name begins."""


def built(*paths: Path) -> Built:
    return build_graph(*sources(paths))


@pytest.mark.parametrize("path", NONE, ids=lambda path: path.name)
def test_what_is_no_reply_is_told_by_its_kind_and_makes_no_letter(path: Path) -> None:
    found = built(path)
    assert found.letters == ()
    finding = next(one for one in found.findings if one.file == path.name)
    assert finding.code == next(code for name, code in OF_NAMES.items() if path.name.startswith(name))
    assert path.name in finding.message
    assert finding.hint


def test_all_kinds_have_a_mail_here() -> None:
    assert set(OF_NAMES.values()) == {kind.value for kind in KINDS}
    assert {one.kind for one in evidence()} == set(Kind)


def test_a_request_that_came_back_is_no_letter_either() -> None:
    found = built(MAIL / "none" / "bounce-report.eml")
    assert [one.code for one in found.findings] == ["bounce", "request"]


@pytest.mark.parametrize("path", ANSWERS, ids=lambda path: path.name)
def test_an_answer_that_looks_like_such_mail_is_read(path: Path) -> None:
    found = built(path)
    assert [one.letter.document.source for one in found.letters] == [path.name]
    assert {one.code for one in found.findings} <= {"may-be-no-letter", "no-date"}


def test_doubt_is_told() -> None:
    (finding,) = built(MAIL / "answers" / "begins-like-an-acknowledgement.eml").findings
    assert finding.code == "may-be-no-letter"
    assert "acknowledgement" in finding.message


def test_an_answer_without_a_word_of_a_reply_is_read_and_told(tmp_path: Path) -> None:
    path = tmp_path / "prose.txt"
    path.write_text(
        "Planning runs on Uniform, supplied by Idox. The contract ends on 31 March 2027.\n", encoding="utf-8"
    )
    found = built(path)
    assert len(found.letters) == 1
    assert found.letters[0].statements
    assert "may-be-no-letter" in [one.code for one in found.findings]


SURE = {
    "prose of a council": "Glenfarrow Council\n3 July 2024\n\nDear requester,\nThe children's record is Mosaic, from Access. The contract ends on 31 March 2027. We host it.\n",
    "systems under headings": "Glenfarrow Council  2 April 2025  GL4/118\n\nENVIRONMENTAL HEALTH\nNow: M3PP, from NEC.\n\nPLANNING\nNow: Uniform, from Idox. Idox ends in March 2027.\n\nCorrespondence: Business Support\n",
    "a form that is filled in": "1. Which system do you use for housing?\nCivica Cx\n2. When does the contract end?\n31 March 2027\n\nCompleted by: Contracts Officer, 12.3.24\n",
}  # fmt: skip


@pytest.mark.parametrize("name", SURE)
def test_a_council_s_answer_is_no_doubtful_one_for_want_of_common_words(tmp_path: Path, name: str) -> None:
    path = tmp_path / "letter.txt"
    path.write_text(SURE[name], encoding="utf-8")
    found = built(path)
    assert len(found.letters) == 1
    assert "may-be-no-letter" not in [one.code for one in found.findings]


NOT_SURE = {
    "a request that knows much": "Dear Glenfarrow Council\n\nI would like to make a request under the Freedom of Information Act. I understand that you use Mosaic, from Access, for social care.\n\n1. When does the contract end?\n2. What does it cost?\n\nPlease provide this by e-mail. I look forward to hearing from you.\n",
    "a request without a frame": "Hello\n\nCould you tell me which systems you use for housing, and please send me the contracts' end dates? I believe it is Civica Cx.\n\nMany thanks\n",
    "an acknowledgement that repeats what was asked": "Glenfarrow Council\n\nWe acknowledge receipt of your request, which has been logged as FOI/24/0107. You will receive a response within 20 working days.\n\n1. Which system do you use for housing?\n2. When does the contract end?\n",
    "somebody who is away": "I am out of the office until 3 May 2027 and have limited access to e-mail. For Mosaic please contact the Systems Team, Glenfarrow Council.\n",
    "a note that nobody asked for": "Planning runs on Uniform, supplied by Idox. The contract ends on 31 March 2027.\n",
}  # fmt: skip


@pytest.mark.parametrize("name", NOT_SURE)
def test_what_is_no_reply_never_passes_for_one(tmp_path: Path, name: str) -> None:
    path = tmp_path / "letter.txt"
    path.write_text(NOT_SURE[name], encoding="utf-8")
    found = built(path)
    assert {one.code for one in found.findings} & {"may-be-no-letter", "not-a-letter", *(kind.value for kind in KINDS)}


def test_a_letter_s_own_head_and_frame_speak_for_no_such_kind() -> None:
    found = judge(letter_text("1. Which system do you use?\n\nMosaic."))
    assert found.for_answer > found.points
    assert not found.is_doubtful


@pytest.mark.parametrize(
    "opening",
    [
        "From: A. Penn <p@example.org>\nSent: 3 March 2025 08:02\nTo: FOI\nSubject: Request",
        "**From:** A. Penn\n**Sent:** 3 March 2025 08:02\n**To:** FOI",
        "-----Original Message-----\nFrom: A. Penn\nDate: 3 March 2025",
        "________________________________\nFrom: A. Penn\nSent: 3 March 2025\nTo: FOI",
        "On Mon, 3 Mar 2025 at 08:02, A. Penn <p@example.org> wrote:",
        "On Mon, 3 Mar 2025 at 08:02, A. Penn\n<p@example.org> wrote:",
        "Oddi wrth: A. Penn\nAnfonwyd: 3 Mawrth 2025\nAt: FOI",
        "From: A. Penn <[FOI #1289012 email]>\nSubject: Re - Request",
    ],
)
def test_what_is_quoted_is_told_from_what_is_new(opening: str) -> None:
    text = f"Dear Ms Penn\n\nNew words.\n\n{opening}\n\nOld words.\n"
    newest, quoted = messages_of(text)
    assert own_words(text).split() == ["Dear", "Ms", "Penn", "New", "words."]
    assert "Penn" in quoted.sender
    assert sorted([*newest.lines, *quoted.lines]) == list(range(len(text.split("\n"))))


def test_words_below_a_quotation_are_new_words() -> None:
    text = "On 3 March 2025, A. Penn wrote:\n> 1. Which system?\n\nMosaic.\n\n> 2. Until when?\n\n2027.\n"
    assert own_words(f"Hello\n\n{text}").split() == ["Hello", "Mosaic.", "2027."]


@pytest.mark.parametrize("line", ["From: the Head of ICT", "On balance the council wrote:", "Date: 3 May 2024"])
def test_a_single_line_that_looks_like_a_head_begins_no_message(line: str) -> None:
    assert len(messages_of(f"Dear Ms Penn\n\nWords.\n\n{line}\n\nMore words.\n")) == 1
