"""Views of the page: finding, filters, time, paths, letters, folding, and that every view can be shared and printed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks.councils import letters as many_letters
from kg.building import build_graph
from kg.picturing import picture, write_page
from kg.store import Store
from tests.browsing import click_at, opened
from tests.graphs import CHILDREN, Asked, Said, letter, named, store_of

AXE = Path(__file__).parent / "vendor" / "axe-core" / "axe.min.js"
CAREDIRECTOR = "system/caredirector"
COVENTRY = "council/coventry-city-council"
LETTER_2022 = "letter/coventry-city-council-foi445227294-15c6997f"
KINDS = "[...councilKg.picture().nodes.values()].map((node) => node.group)"
NAMES = "[...councilKg.picture().nodes.values()].map((node) => node.name)"
DRAWN = "councilKg.picture().nodes.size"
STATES = {
    "start": "",
    "node": f"pick={CAREDIRECTOR}",
    "letter": f"read={LETTER_2022}&claim=0",
    "table": "view=table",
    "filters": "hide=letter&service=services/education",
    "empty": "council=council/nowhere&supplier=supplier/capita&hide=system,supplier,service,contract,council,letter",
}


@pytest.fixture(scope="module")
def page_of_many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page of more than a thousand things."""
    path = tmp_path_factory.mktemp("many") / "graph.html"
    write_page(picture(Store.of(build_graph(list(many_letters(110))).quads)), path)
    return path


def fragment(page: Any) -> str:
    return str(page.evaluate("location.hash"))


def heading(page: Any) -> str:
    return str(page.inner_text("#panel-content h2"))


# the address


def test_a_view_stands_in_the_address_and_can_be_shared(browser: Any, page_of_letters: Path) -> None:
    with opened(browser, page_of_letters) as page:
        page.fill("#search-box", "CareDirector")
        page.press("#search-box", "Enter")
        page.click(".kind[data-kind=letter]")
        view = fragment(page)
        assert f"pick={CAREDIRECTOR}" in view
        assert "hide=letter" in view
    with opened(browser, page_of_letters, view=view[1:]) as page:
        assert heading(page) == "CareDirector"
        assert "letter" not in page.evaluate(KINDS)


def test_back_and_forward(browser: Any, page_of_letters: Path) -> None:
    with opened(browser, page_of_letters) as page:
        for name in ("CareDirector", "Liquidlogic"):
            page.fill("#search-box", name)
            page.press("#search-box", "Enter")
        assert heading(page) == "Liquidlogic"
        page.click("#go-back")
        page.wait_for_selector("#panel-content h2:text-is('CareDirector')")
        page.click("#go-back")
        page.wait_for_selector("#panel-start:visible")
        page.click("#go-on")
        page.wait_for_selector("#panel-content h2:text-is('CareDirector')")


@pytest.mark.parametrize(
    "view",
    [
        "pick=system/nothing",
        "edge=a+b+c",
        "at=yesterday&since=%00",
        "hops=-3&near=system/caredirector",
        "ends=9999-0000&open=x,y&read=letter/none&claim=NaN",
        "hide=<script>alert(1)</script>&without=%22%5D",
        "=&&&%E0%A4%A",
        "pick=system/caredirector&to=system/nothing",
    ],
)
def test_an_address_that_names_nonsense_breaks_nothing(browser: Any, page_of_letters: Path, view: str) -> None:
    with opened(browser, page_of_letters, view=view) as page:
        assert page.is_visible("#canvas canvas")
        assert ("nothing" in view) == page.is_visible("#notice")


# filters


@pytest.mark.parametrize(
    ("control", "wanted", "there", "gone"),
    [
        ("#by-service", "Education", "Capita One", "CareDirector"),
        ("#by-supplier", "Capita", "SIMS", "CareDirector"),
        ("#by-council", "Coventry City Council", "CareDirector", ""),
        ("#by-since", "2024 or later", "Letter of 2 October 2024", "Letter of 9 October 2020"),
    ],
)
def test_filters_narrow_the_picture(
    browser: Any, page_of_letters: Path, control: str, wanted: str, there: str, gone: str
) -> None:
    with opened(browser, page_of_letters) as page:
        whole = page.evaluate(DRAWN)
        page.click("#show-filters")
        page.select_option(control, label=wanted)
        names = page.evaluate(NAMES)
        assert there in names
        assert gone not in names
        assert "Coventry City Council" in names
        page.click("#chips .chip")
        assert page.evaluate(DRAWN) == whole
        assert page.locator("#chips .chip").count() == 0


def test_how_it_is_known_filters_lines(browser: Any, page_of_letters: Path) -> None:
    with opened(browser, page_of_letters) as page:
        page.click(".line[data-standing=reference]")
        assert "CareWorks" not in page.evaluate(NAMES)
        page.click(".line[data-standing=stated]")
        standings = page.evaluate("councilKg.picture().edges.map((edge) => edge.standing)")
        assert set(standings) == {"inferred"}


def test_the_slider_goes_back_in_time(browser: Any, page_of_letters: Path) -> None:
    with opened(browser, page_of_letters) as page:
        page.focus("#slider")
        page.keyboard.press("Home")
        assert "As the letters knew it on 25 February 2019 · 1 of 5 letters" in page.inner_text("#time-words")
        names = page.evaluate(NAMES)
        assert "NEXUS" in names
        assert "CareDirector" not in names
        page.keyboard.press("End")
        assert "CareDirector" in page.evaluate(NAMES)
        assert "at=" not in fragment(page)


def test_claims_of_later_letters_are_told_to_be_left_out(browser: Any, page_of_letters: Path) -> None:
    with opened(browser, page_of_letters, view=f"at=2022-12-31&pick={COVENTRY}") as page:
        assert "2 October 2024" not in page.inner_text("#panel")
        assert "not shown" in page.inner_text("#panel")


def test_nothing_fits_is_said_with_a_way_back(browser: Any, page_of_letters: Path) -> None:
    with opened(browser, page_of_letters, view="hide=council,service,system,contract,supplier,letter") as page:
        assert "Nothing in this graph fits" in page.inner_text("#empty")
        page.click("#empty-clear")
        assert page.evaluate(DRAWN) > 30
        assert not page.is_visible("#empty")


def test_an_empty_graph_is_no_blank_page(browser: Any, tmp_path: Path) -> None:
    write_page(picture(Store.of([])), tmp_path / "graph.html")
    with opened(browser, tmp_path / "graph.html") as page:
        assert "tell of no council" in page.inner_text("#empty")


def test_contracts_that_end_in_the_years_chosen_are_marked(browser: Any, page_of_letters: Path) -> None:
    with opened(browser, page_of_letters, view="ends=2028-2028") as page:
        assert "may end 2028 (1)" in page.inner_text("#ends-mark")
        looks = "[...councilKg.picture().nodes.keys()].map((id) => councilKg.lookOf(id).window).filter(Boolean)"
        assert page.evaluate(looks) == ["certain"]
        page.click("#show-filters")
        page.select_option("#ends-from", "2026")
        assert "may end 2026 to 2028 (2)" in page.inner_text("#ends-mark")
        page.select_option("#ends-to", "")
        assert not page.is_visible("#ends-mark")


# ways through the graph


def test_neighbours_alone(browser: Any, page_of_letters: Path) -> None:
    with opened(browser, page_of_letters, view=f"pick={CAREDIRECTOR}") as page:
        page.click(".actions >> text=Neighbours")
        near = set(page.evaluate(NAMES))
        assert near == {
            *("CareDirector", "Adult social care", "COV CG/002/Adult", "CareWorks"),
            *("System not named, adult social care", "Letter of 23 September 2022"),
        }
        page.click(".actions >> text=Two steps")
        assert near < set(page.evaluate(NAMES))
        page.click(".chip")
        assert page.evaluate(DRAWN) > 30


def test_a_path_between_two_things(browser: Any, page_of_letters: Path) -> None:
    with opened(browser, page_of_letters, view=f"pick={CAREDIRECTOR}") as page:
        page.click(".actions >> text=Path to")
        assert "click its other end" in page.inner_text("#ask")
        page.fill("#search-box", "Oxford Computer")
        page.press("#search-box", "Enter")
        assert heading(page) == "CareDirector → Oxford Computer Consultants"
        steps = page.locator(".steps li").all_inner_texts()
        assert steps[0].startswith("Adult social care uses CareDirector")
        assert "supplies ContrOCC" in steps[-1]
        assert not page.is_visible("#ask")
        assert f"pick={CAREDIRECTOR}&to=supplier/" in fragment(page)


def test_no_path_is_said(browser: Any, page_of_letters: Path) -> None:
    view = f"pick={CAREDIRECTOR}&to=system/nexus-ncer&hide=council,letter"
    with opened(browser, page_of_letters, view=view) as page:
        assert "Nothing that is shown ties these two" in page.inner_text("#panel")


# letters


def test_two_clicks_from_the_picture_to_the_words_in_the_letter(browser: Any, page_of_letters: Path) -> None:
    with opened(browser, page_of_letters) as page:
        click_at(page, page.evaluate(f"councilKg.positionOf('{CAREDIRECTOR}')"))
        page.click(".quote >> nth=0")
        assert heading(page) == "Letter of 23 September 2022"
        assert page.locator(".letter-text mark.wanted").all_inner_texts() == ["Adults: CareDirector"]
        assert page.locator(".letter-text mark.wanted").is_visible()
        text = page.inner_text(".letter-text")
        assert "5. Whether the system is hosted by the council" in text
        assert "Yours faithfully" not in text
        marks = page.locator(".letter-text mark").all_inner_texts()
        assert "Childrens: Liquidlogic (includes ContrOCC)" in "".join(marks)
        assert page.locator(".letter-text mark.refused").count() > 0
        assert "Withheld" in page.inner_text(".letter-text .badge >> nth=0")
        page.click(".back")
        page.wait_for_selector("#panel-content h2:text-is('CareDirector')")


def test_a_letter_is_read_from_its_node_and_its_marks_lead_to_their_words(browser: Any, page_of_letters: Path) -> None:
    with opened(browser, page_of_letters, view=f"pick={LETTER_2022}") as page:
        page.click(".read")
        page.click(".marks .go >> text=Contract reference: COV - 10304")
        assert "COV - 10304" in "".join(page.locator("mark.wanted").all_inner_texts())
        assert page.locator(".marks [aria-current=true]").count() == 1


def test_claims_find_their_words_beyond_the_basic_plane(browser: Any, tmp_path: Path) -> None:
    said = named("CareDirector", quote="𝔸dults 😀: CareDirector")
    other = named("Mosaic", CHILDREN, quote="😀😀 Childrens: Mosaic")
    write_page(picture(store_of(letter(said, other, asked=[Asked("1", "Which? 😀")]))), tmp_path / "graph.html")
    with opened(browser, tmp_path / "graph.html", view=f"pick={CAREDIRECTOR}") as page:
        assert said.quote in page.locator("blockquote").all_inner_texts()


# folding


@pytest.mark.parametrize("is_low", [False, True])
def test_a_large_graph_is_folded_and_opens_on_click(browser: Any, page_of_many: Path, is_low: bool) -> None:
    width, height = (1280, 800) if is_low else (1400, 900)
    with opened(browser, page_of_many, width=width, height=height) as page:
        things = page.evaluate("councilKg.nodes.size")
        assert things > 1000
        assert page.evaluate(DRAWN) < 400
        assert "letter" not in page.evaluate(KINDS)
        folded = "[...councilKg.picture().nodes.values()].find((node) => node.folded && !node.section)?.id"
        if is_low:  # there is room for groups of councils alone
            assert page.evaluate(folded) is None
            group = page.evaluate("[...councilKg.picture().nodes.values()].find((node) => node.section).id")
            click_at(page, page.evaluate(f"councilKg.positionOf('{group}')"))
        council = page.evaluate(folded)
        click_at(page, page.evaluate(f"councilKg.positionOf('{council}')"))
        assert council in fragment(page)
        assert {"letter", "service"} <= set(page.evaluate(KINDS))
        page.click(".actions >> text=Fold")
        assert "letter" not in page.evaluate(KINDS)
        page.click("#show-filters")
        if is_low:  # the group is open still
            assert page.inner_text("#open-all") == "Fold all councils"
            page.click("#open-all")
        assert page.inner_text("#open-all") == "Open all councils"
        page.click("#open-all")
        assert page.evaluate(DRAWN) == things


def test_a_line_of_a_folded_council_shows_what_is_in_it(browser: Any, page_of_many: Path) -> None:
    with opened(browser, page_of_many) as page:
        edge = page.evaluate("councilKg.edgeIds().find((id) => councilKg.drawnEdge(id).inside?.length > 1)")
        page.evaluate("(edge) => councilKg.select({ edge })", edge)
        assert page.locator("#panel .ties li").count() > 1
        assert page.locator("#panel blockquote").count() > 0


def test_what_is_looked_for_in_a_folded_council_is_opened(browser: Any, page_of_many: Path) -> None:
    with opened(browser, page_of_many) as page:
        node = page.evaluate("councilKg.data.nodes.find((node) => node.group === 'contract').name")
        page.fill("#search-box", node)
        page.press("#search-box", "Enter")
        assert heading(page) == node
        assert "contract" in page.evaluate(KINDS)


def test_a_small_selection_of_a_large_graph_is_drawn_unfolded(browser: Any, page_of_many: Path) -> None:
    with opened(browser, page_of_many) as page:
        page.click("#show-filters")
        page.select_option("#by-council", index=1)
        kinds = page.evaluate(KINDS)
        assert kinds.count("council") == 1
        assert {"letter", "service", "system"} <= set(kinds)


def test_search_in_a_large_graph_answers_at_once(browser: Any, page_of_many: Path) -> None:
    with opened(browser, page_of_many) as page:
        page.fill("#search-box", "council")
        assert "more" in page.inner_text("#search-list")


# for everyone


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("state", STATES)
def test_no_serious_finding_of_axe(browser: Any, page_of_letters: Path, scheme: str, state: str) -> None:
    with opened(browser, page_of_letters, view=STATES[state], color_scheme=scheme, bypass_csp=True) as page:
        if state == "filters":
            page.click("#show-filters")
        page.evaluate(AXE.read_text(encoding="utf-8"))
        found = page.evaluate("axe.run().then(({ violations }) => violations)")
        bad = [
            (one["id"], [node["html"] for node in one["nodes"]])
            for one in found
            if one["impact"] in ("serious", "critical")
        ]
        assert bad == [], json.dumps(bad, indent=1)[:3000]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_serious_finding_in_the_help(browser: Any, page_of_letters: Path, scheme: str) -> None:
    with opened(browser, page_of_letters, color_scheme=scheme, bypass_csp=True) as page:
        page.click("#show-help")
        assert "How to read this page" in page.inner_text("#help")
        page.evaluate(AXE.read_text(encoding="utf-8"))
        found = page.evaluate("axe.run('#help').then(({ violations }) => violations)")
        assert [one["id"] for one in found if one["impact"] in ("serious", "critical")] == []
        page.keyboard.press("Escape")
        assert not page.is_visible("#help")


@pytest.mark.parametrize("state", STATES)
def test_every_view_fits_a_small_screen(browser: Any, page_of_letters: Path, state: str) -> None:
    with opened(browser, page_of_letters, width=375, height=720, view=STATES[state]) as page:
        if state == "filters":
            page.click("#show-filters")
        assert page.evaluate("document.documentElement.scrollWidth") <= 375


def test_on_a_small_screen_what_is_found_and_its_neighbours_are_in_view(browser: Any, page_of_letters: Path) -> None:
    with opened(browser, page_of_letters, width=390, height=800) as page:
        page.fill("#search-box", "CareDirector")
        page.press("#search-box", "Enter")
        box = page.locator("#canvas").bounding_box()
        for name in (CAREDIRECTOR, "supplier/careworks", LETTER_2022):
            place = page.evaluate("(id) => councilKg.positionOf(id)", name)
            assert box["x"] + 20 < place["x"] < box["x"] + box["width"] - 20, name
            assert box["y"] < place["y"] < box["y"] + box["height"], name


def test_a_letter_is_printed_whole(browser: Any, page_of_letters: Path) -> None:
    with opened(browser, page_of_letters, view=STATES["letter"]) as page:
        page.emulate_media(media="print")
        page.wait_for_timeout(300)
        assert page.is_visible(".letter-text")
        assert not page.is_visible(".back")
        assert page.evaluate("getComputedStyle(document.querySelector('.panel')).overflowY") == "visible"
        assert page.pdf(format="A4").startswith(b"%PDF")


def test_the_table_of_a_supplier_has_its_own_claims(browser: Any, page_of_letters: Path) -> None:
    rows = "[...document.querySelectorAll('#table tbody tr')].map((row) => [...row.cells].slice(0, 3).map((cell) => cell.textContent))"
    with opened(browser, page_of_letters, view="view=table&supplier=supplier/capita") as page:
        found = page.evaluate(rows)
        systems = {about.split(" · ")[-1] for about, *_ in found}
        assert systems == {"SIMS", "System not named"}
        assert "Capita" in {value for _, what, value in found if what == "Supplier"}
        assert not [row for row in found if "social care" in row[0] or "became" in row[1]]
        assert page.inner_text("#table caption").startswith(f"{len(found)} claims")
        page.evaluate("councilKg.go({ supplier: '', near: 'system/liquidlogic' })")
        found = page.evaluate(rows)
        assert found
        assert all("Liquidlogic" in about or "Liquidlogic" in value for about, _, value in found)


def test_the_table_of_a_council_has_no_claim_of_another(browser: Any, page_of_many: Path) -> None:
    with opened(browser, page_of_many, view="view=table") as page:
        council, name = page.evaluate("councilKg.data.councils[3]")
        page.evaluate("(council) => councilKg.go({ council })", council)
        about = page.evaluate(
            "[...document.querySelectorAll('#table tbody td:first-child')].map((one) => one.textContent)"
        )
        assert about
        assert all(one.startswith(name) for one in about)


def test_the_table_leads_to_the_letter(browser: Any, page_of_letters: Path) -> None:
    with opened(browser, page_of_letters, view="view=table&service=services/education") as page:
        assert "Education" in page.inner_text("#table tbody")
        assert "CareDirector" not in page.inner_text("#table tbody")
        page.click("#table td .go >> nth=0")
        assert page.locator("mark.wanted").count() > 0


# text that means harm

HARM = (
    "<script>alert(1)</script>",
    '"><a href="javascript:alert(1)">x</a>',
    "\u202egnihtemos\u202c \u2066x\u2069",
    "<img src=x onerror=alert(1)>" + "long " * 2000,
    "#hide=letter&pick=<svg/onload=alert(1)>",
)


@pytest.mark.parametrize("harm", HARM, ids=["script", "href", "right-to-left", "ten thousand", "fragment"])
def test_harm_in_every_field_of_a_letter_is_text(browser: Any, tmp_path: Path, harm: str) -> None:
    said = [
        named(f"System {harm}", quote=f"Adults use it: {harm}"),
        Said("supplier", f"Supplier {harm}", system=f"System {harm}", quote=f"From {harm}"),
        Said("contract_reference", f"REF {harm}", system=f"System {harm}", quote=f"Reference {harm}"),
        Said("function", f"does {harm}", system=f"System {harm}", quote=f"It does {harm}"),
    ]
    one = letter(*said, reference=f"FOI {harm}", asked=[Asked("1", f"What? {harm}", outcome="withheld")])  # type: ignore[arg-type]
    write_page(picture(store_of(one)), tmp_path / "graph.html")
    with opened(browser, tmp_path / "graph.html") as page:
        page.fill("#search-box", "System ")
        assert harm.split()[0] in page.inner_text("#search-list")
        for edge in page.evaluate("councilKg.edgeIds()"):
            page.evaluate("(edge) => councilKg.select({ edge })", edge)
        for node in page.evaluate("councilKg.data.nodes.map((node) => node.id)"):
            page.evaluate("(node) => councilKg.select({ node })", node)
            assert page.evaluate("decodeURIComponent(location.hash).includes('pick=')")
        source = page.evaluate("Object.keys(councilKg.data.texts)[0]")
        page.evaluate("(read) => councilKg.go({ read, claim: '0' })", source)
        assert harm.split()[-1] in page.inner_text(".letter-text")
        page.click("#show-table")
        assert harm.split()[0] in page.inner_text("#table")
        made = "#table img, #panel img, #panel a, #table a, #search img, svg, #panel script, #table script"
        assert page.locator(made).count() == 0
        assert page.evaluate("document.documentElement.scrollWidth") <= 1280
