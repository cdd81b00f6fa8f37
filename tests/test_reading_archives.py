"""Archives of letters: read like folders, within bounds."""

from __future__ import annotations

import io
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest

from kg.errors import ReadError
from kg.model import Document
from kg.reading import files, read, read_all
from tests.papers import written, zipped


def found(folder: Path, data: bytes) -> tuple[list[Document], list[ReadError]]:
    failed: list[ReadError] = []
    return read_all(written(folder, "letters.zip", data), failed.append), failed


def test_an_archive_is_like_a_folder(tmp_path: Path) -> None:
    data = zipped(
        ("2024/reply.txt", "Dear two"), ("2023/reply.txt", "Dear one"), ("Thumbs.db", "x"), ("__MACOSX/._reply.txt", "x"),
        ("photo.gif", "x"), ("2024/photo.gif", "x"), ("licensed.txt", "Dear three"), ("empty/", ""), ("old.doc", "x"),
        ("damaged.pdf", "x"),
    )  # fmt: skip
    documents, failed = found(tmp_path, data)
    assert {document.source: document.text for document in documents} == {
        "letters.zip/2023/reply.txt": "Dear one",
        "letters.zip/2024/reply.txt": "Dear two",
        "letters.zip/licensed.txt": "Dear three",
    }
    assert sorted(error.code for error in failed) == ["damaged", "no-letters", "unknown-format"]
    (aside,) = (error for error in failed if error.code == "no-letters")
    assert "2 files" in aside.message
    assert "2 .gif" in aside.message
    assert "letters.zip" in aside.message


def test_names_that_would_leave_the_archive_stay_in_it_and_none_is_lost(tmp_path: Path) -> None:
    data = zipped(("../../a.txt", "one"), ("/a.txt", "two"), ("b\\a.txt", "three"), ("a.txt", "four"))
    documents, failed = found(tmp_path, data)
    assert not failed
    assert len({document.source for document in documents}) == len(documents) == 4
    assert all(document.source.startswith("letters.zip/") and ".." not in document.source for document in documents)


def test_archives_and_messages_within_archives_and_messages(tmp_path: Path) -> None:
    message = EmailMessage()
    message["Subject"] = "FOI 2291"
    message.set_content("See the attached.")
    message.add_attachment(
        zipped(("a/reply.txt", "Dear one")), maintype="application", subtype="zip", filename="all.zip"
    )
    documents, failed = found(
        tmp_path, zipped(("mail/reply.eml", bytes(message)), ("in.zip", zipped(("x.txt", "Dear two"))))
    )
    assert not failed
    assert sorted(document.source for document in documents) == [
        "letters.zip/in.zip/x.txt", "letters.zip/mail/reply.eml", "letters.zip/mail/reply.eml#all/a/reply.txt",
    ]  # fmt: skip


def test_the_order_of_the_members_makes_no_difference(tmp_path: Path) -> None:
    members = [(f"{name}.txt", f"Dear {name}") for name in "bca"]
    assert found(tmp_path, zipped(*members)) == found(tmp_path, zipped(*reversed(members)))


def test_archives_are_unpacked_only_so_deep(tmp_path: Path) -> None:
    data = zipped(("letter.txt", "Dear"))
    for _ in range(20):
        data = zipped(("in.zip", data))
    documents, failed = found(tmp_path, data)
    assert not documents
    assert [error.code for error in failed] == ["too-large"]
    assert "deep" in failed[0].message


def test_only_so_many_files_are_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MOST_WITHIN", 5)
    inner = zipped(*((f"{i}.txt", f"Dear {i}") for i in range(4)))
    documents, failed = found(tmp_path, zipped(("a.zip", inner), ("b.zip", inner), ("c.txt", "Dear")))
    assert len(documents) == 4
    assert {error.code for error in failed} == {"too-large"}


def test_only_so_many_bytes_are_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MOST_WITHIN_BYTES", 3000)
    documents, failed = found(tmp_path, zipped(*((f"{i}.txt", f"Dear {i} " * 200) for i in range(9))))
    assert len(documents) == 2
    assert [error.code for error in failed] == ["too-large"]


def test_a_member_that_unpacks_to_too_much_is_refused_alone(tmp_path: Path) -> None:
    documents, failed = found(tmp_path, zipped(("bomb.txt", b"a" * 60_000_000), ("letter.txt", "Dear")))
    assert [document.source for document in documents] == ["letters.zip/letter.txt"]
    assert [error.code for error in failed] == ["too-large"]


def test_a_member_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    data = bytearray(zipped(("bomb.txt", b"a" * 1_000_000)))
    real, told = (1_000_000).to_bytes(4, "little"), (1000).to_bytes(4, "little")
    documents, failed = found(tmp_path, bytes(data).replace(real, told))
    assert not documents
    assert [error.code for error in failed] == ["damaged"]


def test_a_locked_member_says_so(tmp_path: Path) -> None:
    data = bytearray(zipped(("letter.txt", "Dear")))
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(sign) + at] |= 1
    _, failed = found(tmp_path, bytes(data))
    assert [error.code for error in failed] == ["encrypted"]
    assert "password" in failed[0].hint


def test_names_in_old_encodings(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(zipfile.ZipInfo("caf_.txt"), "Dear")
    data = out.getvalue().replace(b"caf_.txt", b"caf\x82.txt")
    assert [document.source for document in found(tmp_path, data)[0]] == ["letters.zip/café.txt"]


def test_what_is_no_archive_and_what_an_archive_is_not(tmp_path: Path) -> None:
    for data, code in ((b"Dear Sir", "damaged"), (b"", "damaged"), (zipped(("a.txt", "Dear"))[:40], "damaged")):
        with pytest.raises(ReadError) as caught:
            read_all(written(tmp_path, "letters.zip", data))
        assert caught.value.code == code
    with pytest.raises(ReadError) as caught:
        read(written(tmp_path, "letters.zip", zipped(("a.txt", "Dear"))))
    assert caught.value.code == "no-text"
