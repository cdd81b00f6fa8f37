"""What a review shows and in which order, what its server takes and from whom, and the forms of values."""

from __future__ import annotations

import http.client
import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from kg.decisions import KINDS, append, read_decisions
from kg.decisions.kinds import problem_of
from kg.decisions.values import problem_of_value
from kg.errors import KgError
from kg.model import Decision
from kg.reviewing import forms, render
from kg.reviewing.gathering import Item
from kg.reviewing.serving import Server
from kg.reviewing.weighing import consequence, doubt
from kg.vocab import FIELDS
from tests.reviews import HORIZON, HOSTILE, built, decisions, kg, lines, review, serving


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("review") / "home")


@pytest.fixture
def mine(home: Path, tmp_path: Path) -> Path:
    """A copy to decide on."""
    shutil.copytree(home, tmp_path / "home")
    return tmp_path / "home"


def cells_of(item: Item, home: Path, **more: str) -> dict[str, str]:
    return {**review(home).letters[item.letter].cells, **item.cells, "who": "AB", **more}


# what is shown


def test_all_that_is_read_is_shown_with_its_words(home: Path) -> None:
    found = review(home)
    facts = json.loads(kg("facts", home / "output", "--format", "json"))
    unsure = json.loads(kg("facts", home / "output", "--unsure", "--format", "json"))
    stated = {(row["letter"], row["field"]) for row in facts if row["status"] == "stated"}
    shown = {(found.letters[one.letter].cells["letter"], one.cells["field"]) for one in found.items if one.stated}
    assert shown == stated
    assert {one.cells["field"] for one in found.items if not one.stated} == {row["field"] for row in unsure}
    assert len(found.letters) == 9
    for one in found.items:
        text = {at + n: sign for at, piece in found.letters[one.letter].pieces for n, sign in enumerate(piece)}
        assert one.start is not None
        assert one.end is not None
        assert "".join(text.get(at, "") for at in range(one.start, one.end)) == one.quote


def test_ends_within_the_horizon_and_large_sums_weigh_more() -> None:
    end = {"field": "contract_end", "value": "2028-03-31"}
    assert consequence(end, HORIZON) == 2 * consequence({**end, "value": "2031"}, HORIZON)
    small, large = ({"field": "annual_cost", "value": value} for value in (900, 1_000_000))
    assert consequence(large, HORIZON) == 4 * consequence(small, HORIZON)
    assert consequence({"field": "function", "value": "billing"}, HORIZON) < consequence(small, HORIZON)


def test_what_is_likely_misread_comes_first() -> None:
    assert doubt(0.4, stated=True) > doubt(0.9, stated=True) > doubt(1.0, stated=True) > 0
    assert doubt(0.4, stated=False) > doubt(0.1, stated=False)
    assert doubt(None, stated=True) < doubt(0.6, stated=True)


def test_a_part_can_be_wished_for(home: Path) -> None:
    one = review(home, letters=("letter-2.txt",))
    assert [letter.cells["letter"] for letter in one.letters] == ["letter-2.txt"]
    assert not one.partial
    ends = review(home, field="contract_end")
    assert {item.cells["field"] for item in ends.items} == {"contract_end"}
    assert ends.partial
    access = review(home, supplier="The Access Group")
    assert {ends.letters[item.letter].cells["letter"] for item in access.items} == {"letter-1.txt", "letter-5.txt"}
    with pytest.raises(KgError, match="Nothing in"):
        review(home, letters=("letter-99.txt",))


@pytest.mark.parametrize("rebuilt", [False, True])
def test_what_is_decided_is_shown_as_it_was_read_before_and_after_a_build(mine: Path, rebuilt: bool) -> None:
    before = review(mine)
    kinds = ("accept", "reject", "correct value")
    ends = [item for item in before.items if item.cells["field"] == "contract_end"][: len(kinds)]
    made = [
        Decision(kind, **cells_of(item, mine, when="2026-11-30", to="2031" if kind == "correct value" else ""))
        for kind, item in zip(kinds, ends, strict=True)
    ]
    append(decisions(mine), made)
    if rebuilt:
        kg("build", mine / "letters", "-o", mine / "output", status=None)
    after = review(mine)
    key = lambda item: (item.letter, *item.cells.values())  # noqa: E731
    assert sorted(map(key, after.items)) == sorted(map(key, before.items))
    assert [line.cells["decision"] for line in after.lines] == list(kinds)
    if rebuilt:
        tied = [after.items[line.item].cells["value"] for line in after.lines if line.item is not None]
        assert tied == [item.cells["value"] for item in ends]


def test_the_same_review_is_the_same_page(home: Path) -> None:
    pages = {render(review(home), file="decisions.csv") for _ in range(2)}
    assert len(pages) == 1
    page = pages.pop()
    assert not re.search(
        r"(?:src|href|action)\s*=\s*(?![\"']?data:)", page.partition('<script type="application/json"')[0]
    )
    assert HOSTILE not in page
    assert "://" not in page
    assert "connect-src" not in page
    assert "connect-src 'self'" in render(review(home), file="decisions.csv", served=True).replace("&#39;", "'")


# forms


GOOD = {
    "date": ["2028", "2026-11", "2028-03-31", "2018~", "2026-04/2026-06", "2024-02-14/.."],
    "term": ["P5Y", "P18M", "rolling", "rolling/P1Y"], "extension": ["P1Y", "P2Y+P2Y", "P1Y used"],
    "number": ["16446", "16446.50", "£16,446"], "whole": ["120", "1,200"],
    "system": ["Mosaic"], "supplier": ["Civica"], "text": ["any words"],
}  # fmt: skip
BAD = {
    "date": ["soon", "March 2028", "2028-3"], "term": ["5 years", "P"], "extension": ["P1Y+", "two years"],
    "number": ["a lot", "12.5.1"], "whole": ["12.5"],
}  # fmt: skip


@pytest.mark.parametrize("field", forms.fields(), ids=lambda field: str(field["name"]))
def test_the_forms_of_the_page_are_those_of_decisions(field: dict[str, Any]) -> None:
    name, form = field["name"], field["form"]
    matches = lambda text: not field["pattern"] or re.fullmatch(field["pattern"], text) is not None  # noqa: E731
    for text in [notation for notation, _ in field["options"]] or GOOD[form]:
        assert not problem_of_value(name, text), text
        assert matches(text), text
    for text in BAD.get(form, []):
        assert problem_of_value(name, text), text
        assert not matches(text), text


def test_every_field_has_a_form() -> None:
    assert {field["name"] for field in forms.fields()} == FIELDS.keys() - {"part_of"}
    assert len(forms.services()) > 20
    for notation, _ in forms.services():
        assert not problem_of(Decision("correct service", letter="a", field="users", value="1", to=notation))


# the server


def asked(
    server: Server, method: str, path: str, body: object = None, headers: dict[str, str] | None = None
) -> tuple[int, str, dict[str, str]]:
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=20)
    sent = body if isinstance(body, bytes) else json.dumps(body).encode() if body is not None else None
    given = {"Host": f"127.0.0.1:{server.server_port}", **(headers or {})}
    connection.request(method, path, sent, given)
    answer = connection.getresponse()
    found = answer.status, answer.read().decode(), dict(answer.getheaders())
    connection.close()
    return found


def own(server: Server, **more: str) -> dict[str, str]:
    return {"Origin": server.origin, "Content-Type": "application/json", **more}


def test_the_page_is_for_who_has_the_token_and_the_name(mine: Path) -> None:
    with serving(mine) as server:
        status, page, headers = asked(server, "GET", f"/{server.token}/")
        assert status == 200
        assert "letter-1.txt" in page
        assert headers["Cache-Control"] == "no-store"
        assert headers["Content-Security-Policy"] == "frame-ancestors 'none'"
        assert server.server_address[0] == "127.0.0.1"
        for path, given in (
            ("/", {}), ("/x/", {}), (f"/{server.token[:-1]}/", {}), (f"/{server.token}/other", {}),
            (f"/{server.token}/", {"Host": "evil.example"}),
            (f"/{server.token}/", {"Host": f"localhost.evil.example:{server.server_port}"}),
        ):  # fmt: skip
            status, text, _ = asked(server, "GET", path, headers=given)
            assert status == 403, path
            assert "letter-1.txt" not in text
        with serving(mine) as other:
            assert other.token != server.token


def test_no_other_site_writes(mine: Path) -> None:
    with serving(mine) as server:
        line = cells_of(review(mine).items[0], mine, decision="accept")
        place = f"/{server.token}/decisions"
        refused = (
            (place, {**own(server), "Origin": "http://evil.example"}, 403),
            (place, {"Content-Type": "application/json"}, 403),
            (place, {**own(server), "Origin": "null"}, 403),
            (place, {**own(server), "Host": "evil.example"}, 403),
            (place, {**own(server), "Content-Type": "text/plain"}, 415),
            ("/decisions", own(server), 403),
        )
        for path, headers, wanted in refused:
            assert asked(server, "POST", path, {"add": [line]}, headers)[0] == wanted, headers
        assert asked(server, "POST", place, b"x", own(server, **{"Content-Length": "9999999"}))[0] == 413
        assert not lines(mine)
        status, text, _ = asked(server, "POST", place, {"add": [line]}, own(server))
        assert status == 200
        assert json.loads(text)["lines"][0]["decision"] == "accept"
        assert [one["decision"] for one in lines(mine)] == ["accept"]


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ({"add": [{"decision": "explode", "letter": "a"}]}, "no kind of decision"),
        ({"add": [{"decision": "correct value", "letter": "a", "field": "contract_end", "value": "1", "to": "soon"}]}, "EDTF"),
        ({"add": [{"decision": "letter reviewed", "letter": "a", "who": "Jane Archer"}]}, "initials or a role"),
        ({"add": "all"}, "no list of decisions"),
        (b"{", "cannot be read"),
        (b"[]", "cannot be read"),
    ],
)  # fmt: skip
def test_what_cannot_be_decided_is_told_and_not_written(mine: Path, body: object, says: str) -> None:
    with serving(mine) as server:
        status, text, _ = asked(server, "POST", f"/{server.token}/decisions", body, own(server))
        assert status == 422
        assert says in json.loads(text)["problem"]
        assert not lines(mine)


def test_a_decision_takes_the_place_of_another(mine: Path) -> None:
    with serving(mine) as server:
        place, item = f"/{server.token}/decisions", review(mine).items[0]
        add = lambda kind: {"add": [cells_of(item, mine, decision=kind)]}  # noqa: E731
        first = json.loads(asked(server, "POST", place, add("accept"), own(server))[1])["lines"]
        asked(server, "POST", place, {**add("reject"), "remove": first}, own(server))
        assert [one["decision"] for one in lines(mine)] == ["reject"]


# the file of decisions


def test_lines_that_are_taken_out_leave_the_others_to_the_byte(tmp_path: Path) -> None:
    path = tmp_path / "decisions.csv"
    made = [Decision("same supplier", value=f"A {n}", to='"B", a firm', why="line, “quoted”") for n in range(5)]
    append(path, made)
    before = path.read_bytes().splitlines(keepends=True)
    append(path, [], made[1:3])
    assert path.read_bytes() == b"".join([*before[:2], *before[4:]])
    append(path, [made[1]], [made[4]])
    assert [one.value for one in read_decisions(path)[0]] == ["A 0", "A 3", "A 1"]


def test_the_lines_of_a_page_from_disk_are_taken_once(mine: Path, tmp_path: Path) -> None:
    given = tmp_path / "review-decisions.csv"
    made = [Decision("accept", **cells_of(item, mine, when="2026-11-30")) for item in review(mine).items[:3]]
    append(given, made)
    take = ("review", "--take", given, "--decisions", decisions(mine), "--where", mine / "output")
    assert "Took 3 of 3 lines" in kg(*take)
    assert "Took 0 of 3 lines" in kg(*take)
    assert len(lines(mine)) == 3
    given.write_text("decision,letter\nexplode,a.txt\n", encoding="utf-8")
    with pytest.raises(KgError, match="Nothing was taken"):
        kg(*take)


def test_a_reviewed_letter_changes_nothing_and_is_kept(mine: Path) -> None:
    kg(
        "decide", "letter", "letter-1.txt", "--reviewed", "--who", "AB", "--where", mine / "output",
        "--decisions", decisions(mine),
    )  # fmt: skip
    kg("build", mine / "letters", "-o", mine / "output", status=None)
    (row,) = json.loads(kg("decisions", mine / "output", "--format", "json"))
    assert (row["decision"], row["effect"]) == ("letter reviewed", "kept")
    assert "letter reviewed" in KINDS


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--who", "Jane Archer"), "by name"),
        (("--field", "contract_ned"), "is no field"),
        (("--decisions", "/nowhere/at/all/decisions.csv"), "There is no folder"),
        (("--horizon", "soon"), "not a length of time"),
        (("--as-of", "soon"), "not a date"),
    ],
)
def test_what_a_review_cannot_be_made_of_is_told(home: Path, arguments: tuple[str, ...], says: str) -> None:
    given = () if "--decisions" in arguments else ("--decisions", decisions(home))
    with pytest.raises(KgError) as told:
        kg("review", "--where", home / "output", "--file", home / "x.html", *given, *arguments)
    assert says in told.value.message
    assert not (home / "x.html").exists()


def test_a_port_that_is_taken_is_told(mine: Path) -> None:
    with serving(mine) as server, pytest.raises(KgError, match="cannot be used"):
        Server(lambda: "", decisions(mine), server.server_port)
