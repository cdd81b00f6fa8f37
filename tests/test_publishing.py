"""The pages of an output folder: every link leads somewhere, every count is one, and what is hidden stays hidden."""

from __future__ import annotations

import json
import re
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest

from kg.building import Built, build_graph
from kg.building.output import write_output
from kg.cli.build import _print
from kg.known.asking import ask
from kg.known.counting import COUNTS, counts
from kg.known.flat import facts, observations, outcomes
from kg.publishing import publish
from kg.publishing.letters import parts
from kg.publishing.site import MENU
from kg.reporting.reports.renewals import renewals
from kg.reporting.reports.statistics import statistics
from kg.store import Store
from tests.letters import document, letter_text

SECRETS = ("Quill", "Noah", "Reed", "960123", "ada.quill")


class Page(HTMLParser):
    """What a page refers to, and what can be referred to in it."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.hrefs: list[str] = []
        self.ids: list[str] = []
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "a":
            self.hrefs.append(str(given["href"]))
        if given.get("id"):
            self.ids.append(str(given["id"]))


@pytest.fixture(scope="module")
def output(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("published") / "output"
    write_output(built, folder, "five letters")
    return folder


def test_every_link_leads_to_a_page_and_a_place_that_is_there(output: Path) -> None:
    found = {path: Page(path) for path in output.rglob("*.html") if path.name != "graph.html"}
    assert len(found) > 20
    dead = []
    for path, page in found.items():
        assert len(page.ids) == len(set(page.ids)), path
        for href in page.hrefs:
            file, _, place = href.partition("#")
            target = (path.parent / unquote(file)).resolve() if file else path
            if not target.is_file() or (
                place and "=" not in place and target in found and place not in found[target].ids
            ):
                dead.append((path.name, href))
    assert dead == []


def test_every_page_is_reached_and_has_the_menu(output: Path) -> None:
    reached, waiting = set(), [output / "index.html"]
    while waiting:
        path = waiting.pop()
        if path not in reached:
            reached.add(path)
            waiting += [
                (path.parent / href.partition("#")[0]).resolve() for href in Page(path).hrefs if ".html" in href
            ]
    assert {path.name for path in output.rglob("*.html")} == {path.name for path in reached}
    for path in reached:
        up = "../" if path.parent.name == "pages" else ""
        assert Page(path).hrefs[: len(MENU)] == [up + file for _, file in MENU], path


def test_all_tell_the_same_counts(output: Path, store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    numbers = counts(store)
    listed = {
        "letters": len(ask(store, "letters")), "councils": len({row["council"] for row in ask(store, "authorities")}),
        "questions": len(outcomes(store)), "claims": len(facts(store)), "observations": len(observations(store)),
        "inferred": sum(row["status"] == "inferred" for row in facts(store)),
        "systems": len(ask(store, "systems-by-councils")), "suppliers": len(ask(store, "suppliers-by-councils")),
        "contract references": len({row["value"] for row in facts(store) if row["field"] == "contract_reference"}),
    }  # fmt: skip
    assert dict(numbers) == listed
    index = (output / "index.html").read_text(encoding="utf-8")
    told = {name: int(number.replace(",", "")) for name, number in re.findall(r'data-count="([^"]+)">([\d,]+)<', index)}
    assert told == listed
    report = json.loads((output / "build-report.json").read_text(encoding="utf-8"))["counts"]
    assert {one.name: report[one.name] for one in COUNTS} == listed
    assert len(statistics(store).sections[1].rows) == listed["observations"]
    assert len(list((output / "pages").glob("letter-*"))) == listed["letters"]
    assert len(list((output / "pages").glob("council-*"))) == listed["councils"]
    assert len(list((output / "pages").glob("system-*"))) == listed["systems"]
    rows = (output / "facts.csv").read_bytes().decode().count("\r\n") - 1
    assert rows == listed["claims"]


def test_what_a_fact_rests_on_is_marked_in_its_letter(output: Path, store: Store) -> None:
    page = next((output / "pages").glob("council-coventry*")).read_text(encoding="utf-8")
    told = re.findall(r'<p class="words"><a href="(letter-[^"#]+)#(at-\d+-\d+)">“(.*?)”</a>', page, re.DOTALL)
    assert len(told) > 60
    for file, place, quote in told:
        letter = (output / "pages" / file).read_text(encoding="utf-8")
        begun = letter[letter.index(f'id="{place}"') :].partition(">")[2]
        words = re.sub(r"<[^>]+>", "", begun[: len(quote) * 3 + 900])
        assert re.sub(r"[\s*#|>_-]+", "", unescape(words)).startswith(re.sub(r"[\s*#|>_-]+", "", unescape(quote))), (
            quote
        )


def test_the_same_graph_gives_the_same_pages(output: Path, built: Built, tmp_path: Path) -> None:
    write_output(built, tmp_path / "again", "five letters")
    names = sorted(path.relative_to(output) for path in output.rglob("*.html"))
    assert [name for name in names if (output / name).read_bytes() != (tmp_path / "again" / name).read_bytes()] == []


def test_no_page_shows_a_private_person(tmp_path: Path) -> None:
    text = letter_text(
        "1. Which system do you use for adult social care?\n\nMosaic. Contact Ms Ada Quill on 01632 960123 or ada.quill@example.gov.uk."
        "\n\n2. What does it cost?\n\nThis is exempt under section 43(2). Ms Ada Quill holds that the public interest is best served by withholding it."
    ).replace("Dear Sir or Madam", "Dear Mr Noah Reed")
    write_output(build_graph([document(text)]), tmp_path / "out", "one")
    pages = list((tmp_path / "out").rglob("*.html"))
    assert len(pages) > 10
    assert [(page.name, one) for page in pages for one in SECRETS if one in page.read_text("utf-8")] == []


def test_marks_lie_in_each_other_and_end_where_their_words_do() -> None:
    def drawn(*spans: tuple[int, int]) -> str:
        made = parts([(10, "abcdefghij"), (-1, "|"), (20, "klm")], spans)
        return "".join(f"{'<' if part.opens else ''}{part.text}{'>' if part.closes else ''}" for part in made)

    assert drawn() == "abcdefghij|klm"
    assert drawn((12, 14)) == "ab<cd>efghij|klm"
    assert drawn((10, 20), (12, 14), (15, 16)) == "<ab<cd>e<f>ghij>|klm"
    assert drawn((12, 16), (14, 18)) == "ab<cd<ef>>ghij|klm", "what crosses an end is cut there"
    assert drawn((18, 22)) == "abcdefgh<ij>|<kl>m", "a mark goes on behind what is not of the letter"
    anchors = [part.opens for part in parts([(10, "abcdefghij"), (20, "klm")], [(18, 22)]) if part.opens]
    assert anchors == ["at-18-22", "-"]


def test_a_summary_leads_to_the_first_page(output: Path, built: Built, capsys: pytest.CaptureFixture[str]) -> None:
    from kg.building.output import unchanged

    summary = unchanged(output, "five letters")
    assert summary is not None
    _print(summary)
    assert "index.html" in capsys.readouterr().out


def test_pages_of_nothing_are_pages(tmp_path: Path) -> None:
    store = Store.of(build_graph([]).quads)
    publish(store, renewals(store), {}, tmp_path)
    assert (tmp_path / "index.html").is_file()
    assert list((tmp_path / "pages").iterdir()) == []
