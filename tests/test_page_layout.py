"""What is shown is laid out anew, folds, has names and is counted; the ends of a supplier's councils; small screens."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from benchmarks.councils import letters as many_letters
from kg.building import Built, build_graph
from kg.picturing import picture, wording, write_page
from kg.picturing.layout import place
from kg.picturing.letters import texts_of
from kg.publishing.site import MENU, menu_of
from kg.store import Store
from tests.browsing import click_at, opened
from tests.graphs import CHILDREN, Said, letter, named, store_of
from tests.test_page_views import AXE, CAREDIRECTOR, KINDS, fragment, heading

COUNCILS = 12
PLACES = "[...councilKg.picture().nodes].map(([id, { x, y }]) => [id, x, y])"
SHARE = "(() => { const all = [...councilKg.named().values()]; return all.filter(Boolean).length / all.length; })()"
COUNTS = (
    "Object.fromEntries([...document.querySelectorAll('.kind')].map((one) => "
    "[one.dataset.kind, one.querySelector('.count').textContent]))"
)
SHOWN = """(() => {
  const found = {};
  for (const id of councilKg.shown()) found[councilKg.nodes.get(id).group] = (found[councilKg.nodes.get(id).group] || 0) + 1;
  return found;
})()"""
TOUCHING = """(() => {
  const all = [...councilKg.picture().nodes.values()];
  const touch = (a, b) => Math.hypot(a.x - b.x, a.y - b.y) < a.size + b.size - 1;
  return all.flatMap((one, index) => all.slice(index + 1).filter((other) => touch(one, other)).map((other) => [one.id, other.id]));
})()"""
OUTSIDE = """(() => {
  const { left, right, top, bottom } = document.getElementById("canvas").getBoundingClientRect();
  return [...councilKg.picture().nodes.keys()].filter((id) => {
    const { x, y } = councilKg.positionOf(id);
    return x < left || x > right || y < top || y > bottom;
  });
})()"""
BROKEN = """(selector) => {
  const found = [];
  const range = document.createRange();
  for (const root of document.querySelectorAll(selector)) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      for (const { 0: word, index } of walker.currentNode.data.matchAll(/[\\p{L}\\p{N}]+/gu)) {
        range.setStart(walker.currentNode, index);
        range.setEnd(walker.currentNode, index + word.length);
        if (new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1) found.push(word);
      }
    }
  }
  return found;
}"""
"""Words of which a part stands on one line and the rest on the next."""


@pytest.fixture(scope="module")
def page_of_twelve(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page of the letters of twelve councils."""
    built = build_graph(list(many_letters(COUNCILS)))
    path = tmp_path_factory.mktemp("twelve") / "graph.html"
    write_page(picture(Store.of(built.quads), texts_of(built.letters)), path)
    return path


@pytest.fixture(scope="module")
def page_of_ends(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page of one supplier with three councils: a contract that ends, one that has ended, one of which nothing is told."""

    def using(council: str, *more: Said) -> Any:
        said = (named("Mosaic", CHILDREN), Said("supplier", "The Access Group", CHILDREN, "Mosaic"), *more)
        return letter(*said, council=council, reference=f"FOI {council}")

    letters = [
        using("Derby City Council", Said("contract_end", "2099-03", CHILDREN, "Mosaic")),
        using("Coventry City Council", Said("contract_end", "2011-03-31", CHILDREN, "Mosaic")),
        using("Leeds City Council"),
        using("Kent County Council", Said("contract_end", "2098", CHILDREN, "Mosaic")),
    ]
    path = tmp_path_factory.mktemp("ends") / "graph.html"
    write_page(picture(store_of(*letters)), path)
    return path


@pytest.fixture(scope="module")
def wide(browser: Any, page_of_twelve: Path) -> Iterator[Any]:
    """The page of twelve councils in a window of 1400 pixels; each test begins at its first view."""
    with opened(browser, page_of_twelve, width=1400, height=900) as page:
        yield page


@pytest.fixture
def twelve(wide: Any) -> Any:
    wide.evaluate("councilKg.go({ ...councilKg.clear, ...councilKg.nothing, open: [], view: '' }, { refit: true })")
    return wide


def redrawn(page: Any) -> None:
    """Wait until the canvas has drawn what the state says."""
    page.evaluate("new Promise((done) => { councilKg.whenDrawn(done); councilKg.repaint(); })")


# laid out anew


def test_the_page_and_other_programs_place_alike(
    browser: Any, page_of_letters: Path, store: Store, built: Built
) -> None:
    graph = picture(store, texts_of(built.letters))
    labels = {node: wording.label(data.get("label") or data["name"]) for node, data in graph.nodes(data=True)}
    expected = place(graph, {node: text.count("\n") + 1 for node, text in labels.items()})
    with opened(browser, page_of_letters, width=1400, height=900) as page:
        found = {node: (x, y) for node, x, y in page.evaluate(PLACES)}
    left, top = min(x for x, _ in expected.values()), min(y for _, y in expected.values())
    assert set(found) == set(expected)
    for node, (x, y) in found.items():
        assert (x, y) == pytest.approx((expected[node][0] - left, expected[node][1] - top), abs=1), node


def test_many_councils_fold_into_an_index(twelve: Any) -> None:
    kinds = twelve.evaluate(KINDS)
    assert kinds.count("council") == COUNCILS
    assert not {"letter", "service", "contract"} & set(kinds)
    captions = [words for *_, words in twelve.evaluate("councilKg.picture().captions")]
    assert "Suppliers" in captions
    assert twelve.evaluate(TOUCHING) == []
    assert twelve.evaluate(OUTSIDE) == []


@pytest.mark.parametrize(
    "change",
    [
        "{ council: councilKg.data.councils[3][0] }",
        "{ service: 'services/housing' }",
        "{ at: councilKg.data.letters.map(([, date]) => date).sort()[4] }",
        "{ near: councilKg.data.nodes.find((node) => node.group === 'supplier').id, hops: '2' }",
        "{ hide: ['letter', 'supplier'] }",
    ],
    ids=["council", "service", "time", "near", "kinds"],
)
def test_what_is_left_is_laid_out_anew(twelve: Any, change: str) -> None:
    before = {node: (x, y) for node, x, y in twelve.evaluate(PLACES)}
    twelve.evaluate(f"councilKg.go({change}, {{ refit: true }})")
    redrawn(twelve)
    after = {node: (x, y) for node, x, y in twelve.evaluate(PLACES)}
    assert after != before
    assert twelve.evaluate(TOUCHING) == []
    assert twelve.evaluate(OUTSIDE) == []
    assert twelve.evaluate(SHARE) >= 0.9
    box = twelve.evaluate("councilKg.box(councilKg.picture().nodes.values())")
    assert twelve.evaluate("councilKg.scale()") >= 0.6, box
    twelve.evaluate("councilKg.go(councilKg.clear, { refit: true })")
    assert {node: (x, y) for node, x, y in twelve.evaluate(PLACES)} == before


def test_the_same_address_gives_the_same_places(browser: Any, page_of_twelve: Path, twelve: Any) -> None:
    twelve.evaluate("councilKg.go({ service: 'services/housing' }, { refit: true })")
    with opened(browser, page_of_twelve, width=1400, height=900, view=fragment(twelve)[1:]) as page:
        assert page.evaluate(PLACES) == twelve.evaluate(PLACES)


def test_a_path_stands_alone_until_its_chip_is_closed(browser: Any, page_of_letters: Path) -> None:
    view = f"pick={CAREDIRECTOR}&to=supplier/oxford-computer-consultants"
    with opened(browser, page_of_letters, view=view) as page:
        steps = page.locator(".steps li").count()
        assert page.evaluate("councilKg.picture().nodes.size") == steps + 1
        assert page.evaluate("councilKg.picture().edges.length") == steps
        assert page.evaluate(TOUCHING) == []
        chip = page.locator("#chips .chip", has_text="Path from CareDirector to Oxford Computer Consultants")
        chip.click()
        assert page.evaluate("councilKg.picture().nodes.size") > 30
        assert heading(page) == "CareDirector"


def test_what_was_dragged_stays_while_things_are_chosen(twelve: Any) -> None:
    node = twelve.evaluate("[...councilKg.picture().nodes.keys()][0]")
    start = twelve.evaluate("(id) => councilKg.positionOf(id)", node)
    twelve.mouse.move(start["x"], start["y"])
    twelve.mouse.down()
    twelve.mouse.move(start["x"] + 60, start["y"] + 30, steps=4)
    twelve.mouse.up()
    moved = twelve.evaluate("(id) => councilKg.picture().nodes.get(id).x", node)
    edge = twelve.evaluate("councilKg.edgeIds()[0]")
    twelve.evaluate("(edge) => councilKg.choose({ edge })", edge)
    assert twelve.evaluate("(id) => councilKg.picture().nodes.get(id).x", node) == moved


# names


@pytest.mark.parametrize(("width", "height"), [(1400, 900), (375, 720)])
def test_nearly_all_that_is_shown_has_its_name(browser: Any, page_of_twelve: Path, width: int, height: int) -> None:
    with opened(browser, page_of_twelve, width=width, height=height) as page:
        assert page.evaluate("councilKg.named().size") >= 9
        assert page.evaluate(SHARE) >= 0.9


STATES = [
    "{}",
    "{ council: councilKg.data.councils[0][0] }",
    "{ service: councilKg.data.services[0][0] }",
    "{ service: councilKg.data.services[1][0] }",
    "{ supplier: 'supplier/capita' }",
    "{ near: 'system/liquidlogic', hops: '1' }",
    "{ near: 'system/liquidlogic', hops: '2' }",
    "{ pick: 'system/liquidlogic' }",
    "{ pick: 'system/caredirector', to: 'supplier/oxford-computer-consultants' }",
    "{ at: councilKg.data.letters.map(([, date]) => date).sort()[2] }",
    "{ since: '2022' }",
    "{ hide: ['letter'] }",
    "{ without: ['reference'] }",
]


@pytest.mark.parametrize(("width", "height"), [(1400, 900), (1280, 760), (1024, 700), (375, 720)])
def test_names_have_room_in_every_state(browser: Any, page_of_letters: Path, width: int, height: int) -> None:
    with opened(browser, page_of_letters, width=width, height=height) as page:
        for state in STATES:
            change = f"{{ ...councilKg.clear, ...councilKg.nothing, open: [], ...{state} }}"
            page.evaluate(f"councilKg.go({change}, {{ refit: true }})")
            redrawn(page)
            assert page.evaluate("councilKg.named().size") >= 3, state
            assert page.evaluate(SHARE) >= 0.9, state


def test_a_picture_uses_the_height_that_a_low_window_has(browser: Any, page_of_letters: Path) -> None:
    rows = "[...councilKg.picture().nodes.keys()].map((id) => councilKg.positionOf(id).y)"
    with opened(browser, page_of_letters, width=1280, height=760) as page:
        ys = page.evaluate(rows)
        assert max(ys) - min(ys) > 0.7 * page.evaluate("document.getElementById('canvas').clientHeight")
        assert page.evaluate(OUTSIDE) == []


def test_a_window_without_room_for_the_picture_has_an_index(browser: Any, page_of_letters: Path) -> None:
    with opened(browser, page_of_letters, width=375, height=720) as page:
        captions = [words for *_, words in page.evaluate("councilKg.picture().captions")]
        assert captions == ["Councils", "Services", "Systems", "Contracts", "Suppliers", "Letters"]
        assert page.evaluate("councilKg.picture().nodes.size") == page.evaluate("councilKg.nodes.size")
        assert page.evaluate("councilKg.picture().edges.length") == page.evaluate("councilKg.edges.size")
        assert page.evaluate(TOUCHING) == []
        assert page.evaluate(OUTSIDE) == []


def test_what_an_index_has_no_room_for_folds_and_opens(browser: Any, page_of_twelve: Path) -> None:
    with opened(browser, page_of_twelve, width=375, height=720, view="open=all") as page:
        groups = "[...councilKg.picture().nodes.values()].filter((node) => node.section)"
        assert page.evaluate(f"{groups}.length") > 0
        assert page.evaluate(SHARE) >= 0.9
        assert page.evaluate(SHOWN) == page.evaluate(
            "Object.fromEntries([...document.querySelectorAll('.kind')].map(({ dataset: { kind, all } }) => [kind, Number(all)]))"
        )
        inside = page.evaluate(f"{groups}[0].inside")
        page.evaluate(f"councilKg.choose({{ node: {groups}[0].id }})")
        assert set(inside) <= set(page.evaluate("[...councilKg.picture().nodes.keys()]"))


def test_names_are_shorter_by_whole_words(twelve: Any) -> None:
    short = twelve.evaluate("councilKg.shortened('Northgate Public Services Limited', 12, 130)")
    assert short.endswith(" …")
    assert set(short.removesuffix(" …").split()) < {"Northgate", "Public", "Services", "Limited"}
    assert (
        wording.label("Integrated-children's-services-of-1999 Records") == "Integrated-children's-services-…\nRecords"
    )


# groups that a small window has no room for


def test_groups_open_and_fold(browser: Any, page_of_twelve: Path) -> None:
    with opened(browser, page_of_twelve, width=375, height=720) as page:
        before = page.evaluate(PLACES)
        group = page.evaluate("[...councilKg.picture().nodes.values()].find((node) => node.section).id")
        members = page.evaluate("(id) => councilKg.picture().nodes.get(id).inside", group)
        page.evaluate("document.getElementById('canvas').scrollIntoView()")
        click_at(page, page.evaluate("(id) => councilKg.positionOf(id)", group))
        assert f"open={group}" in fragment(page)
        assert set(members) <= set(page.evaluate("[...councilKg.picture().nodes.keys()]"))
        page.click("#chips .chip:has-text('Opened:')")
        assert page.evaluate(PLACES) == before


def test_what_is_looked_for_in_a_group_stands_by_itself(browser: Any, page_of_twelve: Path) -> None:
    with opened(browser, page_of_twelve, width=375, height=720) as page:
        inside = (
            "[...councilKg.picture().nodes.values()].find((node) => node.section && node.group !== 'council').inside[0]"
        )
        thing = page.evaluate(f"councilKg.nodes.get({inside})")
        page.fill("#search-box", thing["name"])
        page.press("#search-box", "Enter")
        assert heading(page) == thing["name"]
        assert not page.evaluate("(id) => councilKg.isHidden(id)", thing["id"])


# counts


def test_chips_count_what_is_shown(twelve: Any) -> None:
    whole = twelve.evaluate(SHOWN)
    assert twelve.evaluate(COUNTS) == {kind: str(count) for kind, count in whole.items()}
    twelve.evaluate("councilKg.go({ service: 'services/housing' }, { refit: true })")
    left = twelve.evaluate(SHOWN)
    assert left["council"] < whole["council"]
    expected = {
        kind: f"{left[kind]} of {whole[kind]}" if left[kind] < whole[kind] else str(left[kind]) for kind in whole
    }
    assert twelve.evaluate(COUNTS) == expected
    assert twelve.inner_text("#chips .shown") == f"{sum(left.values())} of {sum(whole.values())} things:"


# who ends when


def test_a_supplier_lists_its_councils_with_their_ends(browser: Any, page_of_ends: Path) -> None:
    with opened(browser, page_of_ends) as page:
        page.fill("#search-box", "The Access Group")
        page.press("#search-box", "Enter")
        assert "4 councils" in page.inner_text("#panel")
        rows = [
            [cell.inner_text() for cell in row.locator("td").all()] for row in page.locator(".until tbody tr").all()
        ]
        assert [(council.split("\n")[0], " ".join(end.split())) for council, end in rows] == [
            ("Kent County Council", "2098"),
            ("Derby City Council", "March 2099"),
            ("Leeds City Council", "not known"),
            ("Coventry City Council", "31 March 2011 passed"),
        ]
        assert all("Mosaic" in council for council, _ in rows)
        page.click(".until >> text=March 2099")
        assert heading(page).startswith("Contract for children")


def test_a_supplier_of_the_catalogue_is_told_as_such(browser: Any, page_of_letters: Path) -> None:
    with opened(browser, page_of_letters, view="pick=supplier/careworks") as page:
        row = page.inner_text(".until tbody tr")
        assert "Coventry City Council" in row
        assert "supplier by the catalogue" in row


# small screens


@pytest.mark.parametrize(("width", "folds"), [(1400, False), (375, True)])
def test_the_menu_of_all_pages_comes_first(browser: Any, tmp_path: Path, width: int, folds: bool) -> None:
    path = tmp_path / "graph.html"
    write_page(picture(store_of(letter(named("Mosaic")))), path, menu_of("graph.html"))
    with opened(browser, path, width=width, height=800, bypass_csp=True) as page:
        links = page.locator(".menu a")
        assert [link.get_attribute("href") for link in links.all()] == [file for _, file in MENU]
        assert page.get_attribute(".menu a[aria-current=page]", "href") == "graph.html"
        assert links.first.is_visible() is not folds
        assert page.locator(".fold-menu").is_visible() is folds
        if folds:
            page.click(".fold-menu")
            assert links.first.is_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.evaluate(AXE.read_text(encoding="utf-8"))
        assert page.evaluate("axe.run().then(({ violations }) => violations.map(({ id }) => id))") == []


def test_on_a_small_screen_search_and_list_come_first(browser: Any, page_of_twelve: Path) -> None:
    with opened(browser, page_of_twelve, width=375, height=720) as page:
        tops = [page.locator(name).bounding_box()["y"] for name in ("#search-box", "#list", "#canvas", "#legend")]
        assert tops == sorted(tops)
        assert tops[1] < 400
        page.click("#list summary:has-text('Councils')")
        first = page.locator("#list details:has(summary:has-text('Councils')) .go").first
        name = first.inner_text()
        first.click()
        assert heading(page) == name
        assert page.locator("#panel").bounding_box()["y"] > page.locator("#canvas").bounding_box()["y"]
        page.click("#panel .close")
        assert page.locator("#panel").bounding_box()["y"] < page.locator("#canvas").bounding_box()["y"]


@pytest.mark.parametrize(("width", "height"), [(1400, 900), (375, 720)])
def test_no_word_is_broken(browser: Any, page_of_twelve: Path, width: int, height: int) -> None:
    with opened(browser, page_of_twelve, width=width, height=height) as page:
        for summary in page.locator("#list summary").all()[1:]:
            summary.click()
        assert page.evaluate(BROKEN, "body") == []
        for view in ("pick=council/", "pick=supplier/", "pick=contract/", "view=table&"):
            kind = view.removeprefix("pick=").removesuffix("/")
            pick = page.evaluate("(kind) => councilKg.data.nodes.find((node) => node.group === kind)?.id || ''", kind)
            page.evaluate("([pick, view]) => councilKg.go({ pick, view })", [pick, "table" if "table" in view else ""])
            assert page.evaluate(BROKEN, "body") == [], view
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1400, 375])
def test_axe_finds_nothing(browser: Any, page_of_twelve: Path, scheme: str, width: int) -> None:
    with opened(browser, page_of_twelve, width=width, height=800, color_scheme=scheme, bypass_csp=True) as page:
        page.evaluate(AXE.read_text(encoding="utf-8"))
        supplier = page.evaluate("councilKg.data.nodes.find((node) => node.group === 'supplier').id")
        for change in ({}, {"service": "services/housing"}, {"pick": supplier}, {"view": "table", "pick": ""}):
            page.evaluate("(change) => councilKg.go(change)", change)
            found = page.evaluate("axe.run().then(({ violations }) => violations)")
            bad = [(one["id"], [node["html"] for node in one["nodes"]][:3]) for one in found]
            assert bad == [], json.dumps(bad, indent=1)[:3000]
