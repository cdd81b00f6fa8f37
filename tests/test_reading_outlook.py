"""Outlook's own formats: messages (.msg), TNEF (winmail.dat), compressed rich text; and what hostile files of them do."""

from __future__ import annotations

import random
import struct
from collections.abc import Callable
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest

from kg.building import build_graph, sources
from kg.errors import ReadError
from kg.reading import outlook_rtf, read, read_all
from kg.reading.compound import BrokenError, CompoundFile
from kg.segmenting import segment
from tests.outlook import (
    Values,
    compound,
    compressed,
    file_of,
    message_of,
    msg,
    tnef,
    wrapped_file,
    wrapped_message,
)  # fmt: skip
from tests.papers import docx, eml, paragraph, pdf, shown, written, zipped

SUBJECT, SENDER, SENT, HEADERS, BODY, HTML, RTF, PAGE = 0x37, 0x42, 0x39, 0x7D, 0x1000, 0x1013, 0x1009, 0x3FDE
TEXT = (
    "Dear requester\r\n\r\nThank you for your request FOI 2291 under the Freedom of Information Act 2000.\r\n\r\n"
    "1. Which system do you use for housing?\r\nCivica Cx – it was bought for £87,500.\r\n"
)
REPLY: Values = {
    SUBJECT: "FOI 2291: réponse",
    SENDER: "Anytown Council, FOI Team",
    SENT: datetime(2023, 5, 3, 22, 40, tzinfo=UTC),
    BODY: TEXT,
}
ANNEX = docx(paragraph("Annex. " + "The system is Mosaic. " * 300))
LETTER = pdf(shown(("F", 60.0, 700.0, "Our system for housing is Civica Cx.")))
DISGUISED = (
    rb"{\rtf1\ansi\ansicpg1252\fromhtml1 \deff0{\fonttbl{\f0\fswiss Arial;}}{\colortbl\red0\green0\blue0;}"
    rb"{\*\generator Exchange;}{\*\htmltag64 <html><body>}{\*\htmltag84 <table>}{\*\htmltag84 <tr><td>}\htmlrtf {\htmlrtf0 "
    rb"System{\*\htmltag92 </td>}{\*\htmltag84 <td>}Cost{\*\htmltag84 </td></tr>}{\*\htmltag84 <tr><td>}"
    rb"Civica Cx \endash  \'a35 &{\*\htmltag84 </td><td>}\htmlrtf \b NOT PRINTED\htmlrtf0 \u163 ?87,500 \u-10179 ?\u-8704 ?"
    rb"{\*\htmltag84 </td></tr></table></body></html>}}"
)


def found(folder: Path, name: str, data: bytes) -> tuple[list[tuple[str, str | None]], dict[str, str], list[str]]:
    """Sources and dates, texts, and codes of what failed."""
    failed: list[ReadError] = []
    documents = read_all(written(folder, name, data), failed.append)
    named = [(document.source, document.date) for document in documents]
    return named, {document.source: document.text for document in documents}, [error.code for error in failed]


def refused(folder: Path, name: str, data: bytes) -> str:
    with pytest.raises(ReadError) as caught:
        read_all(written(folder, name, data))
    assert caught.value.hint
    return caught.value.code


def test_a_message_of_outlook_reads_as_any_other(tmp_path: Path) -> None:
    text = read(written(tmp_path, "a.msg", msg(REPLY))).text
    assert text.startswith(
        "From: Anytown Council, FOI Team\nDate: 3 May 2023 22:40\nSubject: FOI 2291: réponse\n\nDear"
    )
    assert "Civica Cx – it was bought for £87,500." in text
    letter = segment(read(tmp_path / "a.msg"))
    assert (letter.date, letter.request_reference) == ("2023-05-03", "FOI 2291")


def test_the_day_is_that_of_the_headers_that_came_with_it(tmp_path: Path) -> None:
    headers = "Received: from x\r\nDate: Thu, 4 May 2023 00:10:00 +0100\r\nTo: Jane Private <jane@example.org>\r\n"
    document = read(written(tmp_path, "a.msg", msg({**REPLY, HEADERS: headers})))
    assert document.date == "2023-05-04"
    assert "Jane" not in document.text


@pytest.mark.parametrize("day", [datetime(1601, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, tzinfo=UTC)])
def test_the_first_and_the_last_day_that_can_be_written_are_no_fault(tmp_path: Path, day: datetime) -> None:
    assert "Civica" in read(written(tmp_path, "a.msg", msg({**REPLY, SENT: day}))).text


def test_names_of_persons_stay_out_of_the_head(tmp_path: Path) -> None:
    assert "Jane" not in read(written(tmp_path, "a.msg", msg({**REPLY, SENDER: "Jane Private"}))).text


def test_old_messages_have_texts_in_a_code_page(tmp_path: Path) -> None:
    tree = {
        "__properties_version1.0": bytes(32) + struct.pack("<HHIQ", 3, 0x3FFD, 6, 1250),
        "__substg1.0_0037001E": "Odpověď".encode("cp1250"),
        "__substg1.0_1000001E": "Systém je Mosaic.".encode("cp1250"),
    }
    assert read(written(tmp_path, "a.msg", compound(tree))).text == "Subject: Odpověď\n\nSystém je Mosaic.\n"


def test_html_is_read_in_its_code_page(tmp_path: Path) -> None:
    page = "<html><body><p>Cost: <b>£5</b> – “net”</p></body></html>"
    for data, number in ((page.encode("cp1252"), 1252), (page.encode(), 65001), (page.encode(), 99999)):
        values: Values = {SUBJECT: "x", HTML: data, PAGE: number}
        assert "Cost: **£5** – “net”" in read(written(tmp_path, "a.msg", msg(values))).text


def test_a_message_in_rich_text_keeps_its_bold_words(tmp_path: Path) -> None:
    rich = rb"{\rtf1\ansi\ansicpg1252 {\b Which system?}\par Mosaic, for \'a35.\par}"
    for data in (compressed(rich), struct.pack("<IIII", len(rich) + 12, len(rich), 0x414C454D, 0) + rich):
        assert read(written(tmp_path, "a.msg", msg({RTF: data}))).text == "**Which system?**\n\nMosaic, for £5.\n"


def test_html_in_the_disguise_of_rich_text_is_html_again(tmp_path: Path) -> None:
    text = read(written(tmp_path, "a.msg", msg({RTF: compressed(DISGUISED)}))).text
    assert "| System | Cost |" in text
    assert "| Civica Cx – £5 & | £87,500 😀 |" in text
    assert "NOT PRINTED" not in text
    assert "Exchange" not in text


def test_compressed_text_is_as_it_was(tmp_path: Path) -> None:
    made = random.Random(7)
    for size in (0, 1, 17, 18, 4095, 4096, 9000):
        rich = b"{\\rtf1 " + bytes(made.choice(b"abc \\par") for _ in range(size)) + b"z" * 40
        assert outlook_rtf.decompressed(compressed(rich), "a.msg") == rich
    # The example of MS-OXRTFCP, section 4.1.1.
    example = bytes.fromhex(
        "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0"
    )
    assert outlook_rtf.decompressed(example, "a.msg") == b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"


def test_attached_files_and_messages_are_letters_and_tables_a_part_of_the_message(tmp_path: Path) -> None:
    inner = message_of({SUBJECT: "FOI 17", BODY: "Our system is Mosaic."}, file_of("more.txt", b"More on Mosaic."))
    data = msg(
        REPLY, file_of("annex.docx", ANNEX), file_of("reply.pdf", LETTER), inner, file_of("logo.gif", b"GIF89a"),
        file_of("prices.csv", b"System,Price\nCivica Cx,87500\n"),
    )  # fmt: skip
    named, texts, failed = found(tmp_path, "m.msg", data)
    assert named == [
        ("m.msg", "2023-05-03"), ("m.msg#annex", None), ("m.msg#reply", None), ("m.msg#FOI-17", None), ("m.msg#more", None),
    ]  # fmt: skip
    assert texts["m.msg#annex"].startswith("Annex. The system is Mosaic.")
    assert texts["m.msg#FOI-17"] == "Subject: FOI 17\n\nOur system is Mosaic.\n"
    assert texts["m.msg#more"] == "More on Mosaic."
    assert "| Civica Cx | 87500 |" in texts["m.msg"]
    assert failed == []


def test_a_message_within_mail_an_archive_or_another_is_read_with_what_is_attached(tmp_path: Path) -> None:
    reply = msg(REPLY, file_of("annex.docx", ANNEX))
    around = EmailMessage()
    around["Subject"] = "For you"
    around.set_content("As promised.")
    around.add_attachment(reply, maintype="application", subtype="vnd.ms-outlook", filename="reply.msg")
    around.add_attachment(reply + bytes(512), maintype="application", subtype="octet-stream")
    named, _, failed = found(tmp_path, "m.eml", bytes(around))
    assert [source for source, _ in named] == [
        "m.eml", "m.eml#reply", "m.eml#reply#annex", "m.eml#attachment", "m.eml#attachment#annex",
    ]  # fmt: skip
    assert named[1][1] == "2023-05-03"
    assert failed == []
    assert [one for one, _ in found(tmp_path, "m.zip", zipped(("reply.msg", reply)))[0]] == [
        "m.zip/reply.msg", "m.zip/reply.msg#annex",
    ]  # fmt: skip
    assert [one for one, _ in found(tmp_path, "o.msg", msg(REPLY, file_of("reply.msg", reply)))[0]] == [
        "o.msg", "o.msg#reply", "o.msg#reply#annex",
    ]  # fmt: skip


def test_claims_stand_under_the_message_and_its_words_prove_them(tmp_path: Path) -> None:
    built = build_graph(*sources([written(tmp_path, "a.msg", msg(REPLY))]))
    (letter,) = built.letters
    text = letter.letter.document.text
    assert any(value.startswith("Civica Cx") for value in {str(one.claim.value) for one in letter.statements})
    for one in letter.statements:
        assert one.claim.evidence.span.of(text) == one.claim.evidence.quote
    assert letter.letter.document.media_type == "application/vnd.ms-outlook"


# --- TNEF --------------------------------------------------------------------------------------------------------


def test_what_outlook_wraps_is_unwrapped(tmp_path: Path) -> None:
    inner = tnef({SUBJECT: "FOI 17", BODY: "Our system is Mosaic."}, wrapped_file("more.txt", b"More on Mosaic."))
    data = tnef(REPLY, wrapped_file("annex.docx", ANNEX), wrapped_message(inner))
    for name in ("winmail.dat", "WINMAIL.DAT", "reply.tnef"):
        named, texts, failed = found(tmp_path, name, data)
        assert named == [(name, "2023-05-03"), *((f"{name}#{part}", None) for part in ("annex", "FOI-17", "more"))]
        assert "Civica Cx – it was bought for £87,500." in texts[name]
        assert failed == []


@pytest.mark.parametrize(
    ("kind", "name"),
    [("ms-tnef", "winmail.dat"), ("vnd.ms-tnef", None), ("octet-stream", None), ("octet-stream", "ATT00001.dat")],
)
def test_what_is_wrapped_in_a_message_is_as_if_it_stood_in_it(tmp_path: Path, kind: str, name: str | None) -> None:
    data = tnef({RTF: compressed(DISGUISED)}, wrapped_file("annex.docx", ANNEX), wrapped_file("p.csv", b"a,b\nc,d\n"))
    for words, own in (("Our system for housing is Orchard, as we have told you.\n", "Orchard"), ("", "Civica Cx")):
        made = EmailMessage()
        made["Subject"] = "FOI 2291"
        made["Date"] = "Wed, 03 May 2023 23:40:00 +0100"
        made.set_content(words)
        made.add_attachment(data, maintype="application", subtype=kind, filename=name)
        named, texts, failed = found(tmp_path, "m.eml", bytes(made))
        assert named == [("m.eml", "2023-05-03"), ("m.eml#annex", None)]
        assert own in texts["m.eml"]
        assert "| c | d |" in texts["m.eml"]
        assert failed == []


def test_the_old_attributes_are_read_where_there_are_no_properties(tmp_path: Path) -> None:
    def attribute(number: int, data: bytes) -> bytes:
        return struct.pack("<BII", 1, number, len(data)) + data + bytes(2)

    data = (
        b"\x78\x9f\x3e\x22\0\0" + attribute(0x00018004, b"FOI 9\0") + attribute(0x0002800C, b"Mosaic \x96 yes.\0")
        + attribute(0x00038005, struct.pack("<7H", 2023, 5, 3, 10, 0, 0, 3))
    )  # fmt: skip
    document = read(written(tmp_path, "winmail.dat", data))
    assert document.text == "Date: 3 May 2023 10:00\nSubject: FOI 9\n\nMosaic – yes.\n"
    assert document.date == "2023-05-03"


# --- hostile files -----------------------------------------------------------------------------------------------


def _table(data: bytes) -> tuple[int, int]:
    """Where the table of chains begins, and how many numbers it has."""
    return (struct.unpack_from("<I", data, 76)[0] + 1) * 512, struct.unpack_from("<I", data, 44)[0] * 128


def _with_table(data: bytes, number: Callable[[int], int]) -> bytes:
    made = bytearray(data)
    start, count = _table(data)
    for place in range(count):
        struct.pack_into("<I", made, start + 4 * place, number(place))
    return bytes(made)


def _with_entries(data: bytes, start: int | None, size: int) -> bytes:
    made = bytearray(data)
    at = (struct.unpack_from("<I", data, 48)[0] + 1) * 512
    while at + 128 <= len(made) and made[at : at + 2] != b"\0\0":
        if made[at + 66] == 2:
            struct.pack_into("<Q", made, at + 120, size)
            if start is not None:
                struct.pack_into("<I", made, at + 116, start)
        at += 128
    return bytes(made)


def _nested(depth: int) -> bytes:
    values: Values = {SUBJECT: "deep", BODY: "Mosaic."}
    tree = message_of(values)
    for _ in range(depth):
        tree = message_of(values, tree)
    return msg(values, tree)


def _wrapped(depth: int) -> bytes:
    data = tnef({SUBJECT: "deep", BODY: "Mosaic."})
    for _ in range(depth):
        data = tnef({SUBJECT: "deep", BODY: "Mosaic."}, wrapped_message(data))
    return data


BIG = msg(REPLY, file_of("a.txt", b"Mosaic. " * 200_000))
BOMB = b"\0{\\rtf1 a" + (b"\xff" + b"".join(struct.pack(">H", (i % 200) << 4 | 15) for i in range(8))) * 300_000
HOSTILE = {
    "a chain that is its own end": ("a.msg", lambda: _with_table(BIG, lambda place: place), "damaged"),
    "a ring of all sectors": ("a.msg", lambda: _with_table(BIG, lambda place: (place + 1) % 3000), "damaged"),
    "chains that leave the file": ("a.msg", lambda: _with_table(BIG, lambda _: 0x7FFFFFFF), "damaged"),
    "sizes that lie": ("a.msg", lambda: _with_entries(BIG, None, 0x7FFFFFFF), "damaged"),
    "streams that share their sectors": (
        "a.msg", lambda: _with_entries(msg(REPLY, *[file_of(f"{i}.txt", b"x" * 6000) for i in range(500)]), 0, 1_500_000),
        "damaged",
    ),
    "a hundred messages in each other": ("a.msg", lambda: _nested(100), "too-deep"),
    "a hundred messages wrapped in each other": ("winmail.dat", lambda: _wrapped(100), "too-deep"),
    "a bomb": (
        "a.msg", lambda: msg({RTF: struct.pack("<IIII", len(BOMB) + 12, 1 << 30, 0x75465A4C, 0) + BOMB}), "too-large",
    ),
    "a bomb that says that it is small": (
        "a.msg", lambda: msg({RTF: struct.pack("<IIII", len(BOMB) + 12, 1000, 0x75465A4C, 0) + BOMB}), "too-large",
    ),
    "another compound file": ("a.msg", lambda: compound({"WordDocument": b"x" * 5000}), "not-text"),
    "nothing in it": ("winmail.dat", lambda: b"\x78\x9f\x3e\x22", "damaged"),
    "an attribute that is longer than the file": (
        "winmail.dat", lambda: tnef(REPLY) + struct.pack("<BII", 2, 0x00069002, 1 << 31), "damaged",
    ),
    "properties without an end": (
        "winmail.dat",
        lambda: b"\x78\x9f\x3e\x22\0\0" + struct.pack("<BII", 1, 0x00069003, 8) + struct.pack("<IHH", 1 << 31, 0x1E, 0x37) + b"\0\0",
        "damaged",
    ),
    "something else": ("winmail.dat", lambda: b"hello", "not-text"),
}  # fmt: skip


@pytest.mark.parametrize(("name", "make", "code"), HOSTILE.values(), ids=HOSTILE)
def test_hostile_files_are_refused(tmp_path: Path, name: str, make: Callable[[], bytes], code: str) -> None:
    assert refused(tmp_path, name, make()) == code


def test_a_directory_that_points_to_itself_is_damage() -> None:
    data = bytearray(compound({"a": b"1", "b": b"2"}))
    at = (struct.unpack_from("<I", data, 48)[0] + 1) * 512
    for number in (0, 1, 2):
        made = bytearray(data)
        struct.pack_into("<I", made, at + 128 + 68, number)
        with pytest.raises(BrokenError, match="points to itself"):
            CompoundFile(bytes(made))


def test_more_messages_than_files_may_lie_in_each_other_are_still_read(tmp_path: Path) -> None:
    named, _, failed = found(tmp_path, "a.msg", _nested(5))
    assert len(named) == 7
    assert failed == []


def test_what_is_wrapped_again_and_again_is_a_finding(tmp_path: Path) -> None:
    data = tnef(REPLY)
    for _ in range(100):
        data = tnef(REPLY, wrapped_file("winmail.dat", data))
    named, _, failed = found(tmp_path, "winmail.dat", data)
    assert len(named) == 4
    assert failed == ["too-large"]


def test_damage_anywhere_is_told_and_never_a_fault(tmp_path: Path) -> None:
    good = (
        ("a.msg", msg({**REPLY, RTF: compressed(DISGUISED)}, file_of("a.txt", b"Mosaic."), message_of(REPLY))),
        ("b.msg", msg({SUBJECT: "x", RTF: compressed(DISGUISED)})),
        ("winmail.dat", tnef(REPLY, wrapped_file("a.txt", b"Mosaic."), wrapped_message(tnef(REPLY)))),
    )
    made = random.Random(2291)
    codes = set()
    for number in range(600):
        name, data = good[number % len(good)]
        broken = bytearray(data)
        for _ in range(made.choice((1, 3, 20))):
            broken[made.randrange(len(broken) if made.random() < 0.6 else 600)] = made.randrange(256)
        if made.random() < 0.2:
            del broken[made.randrange(len(broken)) :]
        try:
            codes |= set(found(tmp_path, name, bytes(broken))[2])
        except ReadError as error:
            codes.add(error.code)
    assert "damaged" in codes
    assert "failed" not in codes


def test_a_large_message_keeps_to_its_memory(tmp_path: Path) -> None:
    import subprocess
    import sys

    path = written(tmp_path, "a.msg", msg({SUBJECT: "x", BODY: "Mosaic."}, file_of("a.docx", ANNEX + bytes(6_500_000))))
    # Of this process alone: what `getrusage` tells includes the memory of the one that started it.
    code = (
        "import re, sys; from pathlib import Path; from kg.reading import read_all\n"
        "read_all(Path(sys.argv[1]), lambda error: None)\n"
        "print(int(re.search(r'VmHWM:\\s*(\\d+)', Path('/proc/self/status').read_text())[1]) // 1024)"
    )
    done = subprocess.run([sys.executable, "-c", code, path], capture_output=True, text=True, check=True)
    assert int(done.stdout) < 250


def test_eml_attached_to_mail_is_read_with_what_is_attached_to_it(tmp_path: Path) -> None:
    around = EmailMessage()
    around["Subject"] = "For you"
    around.set_content("As promised.")
    inner = eml(("annex.docx", "application/octet-stream", ANNEX))
    around.add_attachment(inner, maintype="application", subtype="octet-stream", filename="reply.eml")
    assert [source for source, _ in found(tmp_path, "m.eml", bytes(around))[0]] == [
        "m.eml", "m.eml#reply", "m.eml#reply#annex",
    ]  # fmt: skip
