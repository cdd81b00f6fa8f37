"""The catalogue: its data, look-ups, names in texts, ambiguous names, councils, the reference graph."""

from __future__ import annotations

import csv
import shutil
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.catalogue import Catalogue, load
from kg.describing.reference import describe_reference
from kg.describing.terms import slug
from kg.errors import DataError
from kg.model import Kind
from kg.resources import reference_dir
from kg.schemes import scheme

CATALOGUE = load()


def named(text: str) -> list[str]:
    """All mentions in a text: words, `=`, key of the system, `/`, key of the supplier."""
    return [
        f"{m.words}={m.system.key if m.system else ''}/{m.supplier.key if m.supplier else ''}"
        for m in CATALOGUE.find(text)
    ]


def believed(text: str) -> list[str]:
    """Keys of the systems, else suppliers, that a text names, as its own context carries them."""
    found = [CATALOGUE.resolve(m, text) for m in CATALOGUE.find(text) if CATALOGUE.supported(m, text)]
    return [entity.key for m in found if (entity := m.system or m.supplier)]


# the data


def test_catalogue_is_read_once() -> None:
    assert load() is CATALOGUE


def test_keys_and_preferred_names_are_unique() -> None:
    for table in (CATALOGUE.systems, CATALOGUE.suppliers):
        assert len(table) > 100
        assert len({record.key for record in table}) == len(table)
        assert len({record.name for record in table}) == len(table)
        assert all(slug(record.key) == record.key for record in table)


def test_services_and_functions_are_in_the_schemes() -> None:
    services, functions = scheme("services"), scheme("functions")
    unknown = [
        (record.key, notation)
        for record in CATALOGUE.systems
        for of, notations in ((services, record.services), (functions, record.functions))
        for notation in notations
        if of.by_notation(notation) is None
    ]
    assert unknown == []


def test_every_row_has_a_source_or_says_that_it_has_none() -> None:
    for name in ("systems.csv", "suppliers.csv", "events.csv"):
        with (reference_dir() / name).open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                told = " ".join((row["note"], row.get("former_names_or_events", "")))
                assert row["source_url"] or "unsourced" in told or "was an alias of" in told, (name, row)


def test_events_are_of_known_suppliers() -> None:
    assert len(CATALOGUE.events) == 75
    assert all(CATALOGUE.entity(Kind.SUPPLIER, event.supplier) for event in CATALOGUE.events)


def test_modules_are_clear_ones() -> None:
    assert {r.key for r in CATALOGUE.systems if r.part_of == "liquidlogic"} == {
        "liquidlogic-lcs",
        "liquidlogic-las",
        "liquidlogic-ehm",
        "liquidlogic-eyes",
    }
    assert CATALOGUE.part_of("controcc") is None


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("caredirector", "CareDirector"),
        ("liquidlogic", "Liquidlogic"),
        ("controcc", "ContrOCC"),
        ("fft-aspire", "FFT Aspire"),
        ("nexus-ncer", "NEXUS"),
        ("capita-one", "Capita One"),
        ("capita-sims", "SIMS"),
        ("mosaic-access", "Mosaic (social care)"),
    ],
)
def test_preferred_names_are_those_of_letters(key: str, name: str) -> None:
    entity = CATALOGUE.entity(Kind.SYSTEM, key)
    assert entity is not None
    assert entity.name == name
    assert entity.known


def _copy(folder: Path) -> Path:
    return shutil.copytree(reference_dir(), folder / "reference")


def _edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("systems.csv", "preferred_name", "name", "systems.csv of the reference data has no column preferred_name"),
        ("systems.csv", ",olm-systems,", ",nobody,", "'nobody'"),
        ("suppliers.csv", ",mri-software,", ",nobody,", "'nobody'"),
        ("ambiguous.csv", ",mosaic-access,", ",nothing,", "'nothing'"),
        (
            "systems.csv",
            "365-response,365 Response,,education,school transport,,,,unsourced",
            "365-response,365 Response",
            r"systems\.csv .* line LINE: it has fewer cells",
        ),
        (
            "systems.csv",
            "365-response,365 Response,",
            ",365 Response,",
            r"systems\.csv .* line LINE: it has no system_id",
        ),
        (
            "suppliers.csv",
            "8x8-uk,8x8 UK,",
            "8x8-uk,8x8 UK,,,,,,,,,",
            r"suppliers\.csv .* line LINE: it has more cells",
        ),
        (
            "suppliers.csv",
            "8x8-uk,8x8 UK,8x8 UK Ltd|8x8 UK Limited|8x8 (UK) Ltd,,,,",
            "8x8-uk,8x8 UK,8x8 UK Ltd|8x8 UK Limited|8x8 (UK) Ltd,,,soon,",
            r"suppliers\.csv .* line LINE: valid_from: 'soon'",
        ),
        (
            "ambiguous.csv",
            "abacus-trojan,system,",
            "abacus-trojan,thing,",
            r"ambiguous\.csv .* line LINE: 'thing' is no kind",
        ),
        ("ambiguous.csv", "\nAbacus,", '\n"Abacus"x,', r"ambiguous\.csv .* line LINE"),
    ],
)
def test_damaged_data_is_told(tmp_path: Path, file: str, old: str, new: str, told: str) -> None:
    folder = _copy(tmp_path)
    line = (folder / file).read_text(encoding="utf-8").partition(old.strip())[0].count("\n") + 1
    _edit(folder / file, old, new)
    with pytest.raises(DataError, match=told.replace("LINE", str(line))):
        Catalogue(folder)


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("events.csv", "ev-001,adam-htt,2021,", "ev-001,adam-htt,2021-13,", r"events\.csv .* line 2: date: "),
        (
            "councils.csv",
            'ABC,"Armagh City, Banbridge and Craigavon Borough Council",',
            "ABC,,",
            r"councils\.csv .* line 2: it has no official_name",
        ),
    ],
)
def test_damage_of_what_is_read_later_is_told_too(tmp_path: Path, file: str, old: str, new: str, told: str) -> None:
    folder = _copy(tmp_path)
    _edit(folder / file, old, new)
    catalogue = Catalogue(folder)
    with pytest.raises(DataError, match=told):
        assert (catalogue.events, catalogue.councils) is None


@pytest.mark.parametrize("file", ["systems.csv", "suppliers.csv", "ambiguous.csv"])
def test_missing_and_mangled_data_is_told(tmp_path: Path, file: str) -> None:
    folder = _copy(tmp_path)
    (folder / file).write_bytes(b"\xff\xfe\x00")
    with pytest.raises(DataError, match=file):
        Catalogue(folder)
    (folder / file).unlink()
    with pytest.raises(DataError, match=file):
        Catalogue(folder)


# look-ups


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("CareDirector", "caredirector"),
        ("care director", "caredirector"),
        ("Care-Director", "caredirector"),
        ("FFTASPIRE", "fft-aspire"),
        ("Liquid Logic", "liquidlogic"),
        ("capita one", "capita-one"),
        ("CAPITA ONE", "capita-one"),
        ("Capita SIMS", "capita-sims"),
        ("mosaic", "mosaic-access"),
        ("Nexus", "nexus-ncer"),
        ("NEC Revenues and Benefits", "nec-revenues-benefits"),
        ("NEC Revenues & Benefits", "nec-revenues-benefits"),
        ("Information at Work", "information-at-work"),
        ("Liquidlogic Children’s System (LCS)", "liquidlogic-lcs"),
        ("Oracle HCM Cloud", "oracle-fusion-hcm"),
        ("Symphony", "sirsidynix-symphony"),
        ("Symphony iManage", "symphony-imanage"),
        ("Beaconcase", None),
        ("", None),
        ("&", None),
    ],
)
def test_systems_by_name(name: str, key: str | None) -> None:
    found = CATALOGUE.system(name)
    assert (found.key if found else None) == key


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Capita", "capita"),
        ("Capita plc", "capita"),
        ("Liquidlogic Limited", "liquidlogic"),
        ("System C Healthcare Ltd", "system-c"),
        ("Oxford Computer Consultants Ltd.", "oxford-computer-consultants"),
        ("CIVICA UK LTD", "civica"),
        ("Access UK Ltd", "access-group"),
        ("The Access Group", "access-group"),
        ("NEC Software Solutions UK Limited", "nec-software-solutions"),
        ("Tunstall Healthcare (UK) Ltd", "tunstall"),
        ("Civica Election Services", "civica-election-services"),
        ("Harrop Vane Ltd", None),
        ("Ltd", None),
    ],
)
def test_suppliers_by_name(name: str, key: str | None) -> None:
    found = CATALOGUE.supplier(name)
    assert (found.key if found else None) == key


def test_what_is_known_of_a_system() -> None:
    assert CATALOGUE.supplier_of("controcc") == "oxford-computer-consultants"
    assert CATALOGUE.supplier_of("beaconcase") is None
    assert CATALOGUE.owner_of("liquidlogic") == "system-c"
    assert CATALOGUE.owner_of("nobody") is None
    assert CATALOGUE.typical_services("caredirector")[0] == "adult-social-care"
    assert CATALOGUE.typical_services("beaconcase") == ()
    assert CATALOGUE.part_of("liquidlogic-lcs") == "liquidlogic"
    assert CATALOGUE.entity(Kind.SUPPLIER, "nobody") is None


@pytest.mark.parametrize(
    ("name", "kind", "key"),
    [
        ("CareDirectr", Kind.SYSTEM, "caredirector"),
        ("Liqudlogic", Kind.SYSTEM, "liquidlogic"),
        ("Care Direcotr", Kind.SYSTEM, "caredirector"),
        ("LIQUID LOGIC", Kind.SYSTEM, "liquidlogic"),
        ("SirsiDynx", Kind.SUPPLIER, "sirsidynix"),
        ("Oxford Computer Consultant", Kind.SUPPLIER, "oxford-computer-consultants"),
        ("Coventry City Councl", Kind.COUNCIL, "coventry-city-council"),
        ("Zelis", Kind.SUPPLIER, None),  # too short
        ("Confrm", Kind.SYSTEM, None),  # an ordinary word
        ("Civica W3", Kind.SYSTEM, None),  # a figure is no slip of the pen
        ("Mosaic Finance", Kind.SYSTEM, None),
        ("Capita Two", Kind.SYSTEM, None),
        ("", Kind.SYSTEM, None),
    ],
)
def test_misspelt_by_one_letter_only(name: str, kind: Kind, key: str | None) -> None:
    found = CATALOGUE.misspelt(name, kind)
    assert (found.key if found else None) == key


@pytest.mark.parametrize(
    ("name", "kind", "best"),
    [
        ("caredirecter", Kind.SYSTEM, "CareDirector"),
        ("liquid", Kind.SYSTEM, "Liquidlogic"),
        ("Civca", Kind.SUPPLIER, "Civica"),
        ("Coventry", Kind.COUNCIL, "Coventry City Council"),
    ],
)
def test_similar_names_are_offered(name: str, kind: Kind, best: str) -> None:
    offered = CATALOGUE.similar(name, kind)
    assert offered[0] == best
    assert 1 <= len(offered) <= 3
    assert CATALOGUE.similar("", kind) == []


# names in texts


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        ("Adults: CareDirector", ["CareDirector=caredirector/"]),
        (
            "Childrens: Liquidlogic (includes ContrOCC)",
            ["Liquidlogic=liquidlogic/liquidlogic", "ContrOCC=controcc/"],
        ),
        ("Care Director contracts register", ["Care Director=caredirector/"]),
        ("(ContrOCC’s licence)", ["ContrOCC=controcc/"]),
        ("FFTASPIRE - <https://fft.org.uk/>", ["FFTASPIRE=fft-aspire/"]),
        ("CAPITA ONE - <https://www.capita-one.co.uk/one-analytics>", ["CAPITA ONE=capita-one/"]),
        ("a support contract with Capita SIMS.", ["Capita SIMS=capita-sims/capita"]),
        ("as part of its contract with Capita, the", ["Capita=/capita"]),
        ("from Whitespace Work Software Ltd.", ["Whitespace Work Software Ltd.=/whitespace"]),
        ("Civica UK Limited", ["Civica UK Limited=/civica"]),
        ("[Microsoft Power BI](#)", ["Microsoft Power BI=power-bi/"]),
        ("**ContrOCC**, _Liquidlogic_", ["ContrOCC=controcc/", "Liquidlogic=liquidlogic/liquidlogic"]),
        (
            "Liquidlogic Children’s System (LCS), from",
            ["Liquidlogic Children’s System (LCS)=liquidlogic-lcs/"],
        ),
        ("Information@Work", ["Information@Work=information-at-work/"]),
        ("OpenHousing/OpenRevenues", ["OpenHousing=openhousing/", "OpenRevenues=openrevenues/"]),
        ("WDM Integrated Asset Management", ["WDM Integrated Asset Management=wdm-iams/"]),
        ("Telephones: 8×8", ["8×8=8x8/"]),
        ("Symphony SNN by Aligned Assets", ["Symphony SNN=symphony-snn/", "Aligned Assets=/aligned-assets"]),
    ],
)
def test_names_are_found(text: str, mentions: list[str]) -> None:
    assert named(text) == mentions


@pytest.mark.parametrize(
    "text",
    [
        "",
        "We intend to care first, offer service now and let residents pay by phone on the open network.",
        "an academy, the open door, one of them, I confirm",
        "info@liquidlogic.co.uk, https://www.liquidlogic.co.uk/caredirector, www.caredirector.com",
        "[our system](https://example.org/liquidlogic)",
        "as on due-north.com and civica.co.uk, or at capita-one.co.uk",
        "precaredirector caredirectors caredirector_2 @caredirector",
        "Spydus Games Ltd and Hornbill Service Management Limited",  # firms that the catalogue does not know
        "U H, R M, L C S and I W",
        "the NEC3 and NEC4 forms of contract",
        "Modern. Government",
    ],
)
def test_nothing_is_found_in(text: str) -> None:
    assert named(text) == []


def test_a_name_may_be_broken_between_long_lines_but_not_between_short_ones() -> None:
    long = "The Council records its adult social care cases in a system named Care\nDirector, which is hosted."
    assert named(long) == ["Care\nDirector=caredirector/"]
    assert named("Supplier: Capita\nOne case per child") == ["Capita=/capita", "One=capita-one/"]
    assert named("Care\n\nDirector") == []


def test_the_supplier_at_the_beginning_of_a_name_is_told() -> None:
    (mention,) = CATALOGUE.find("a contract with Capita SIMS")
    assert mention.supplier_span is not None
    assert mention.supplier_span.of("a contract with Capita SIMS") == "Capita"
    (whole,) = CATALOGUE.find("Liquidlogic")
    assert whole.supplier_span == whole.span


# ambiguous names


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Adults: Eclipse", ["eclipse-olm"]),
        ("They record in Eclipse.", ["eclipse-olm"]),
        ("They saw the total eclipse. Eclipse glasses were sold.", []),
        ("Eclipse Theatre Company", []),
        ("I can confirm that we hold it. Confirm your address.", []),
        ("Until 31 March 2016 it was in Confirm, and some records", ["confirm"]),
        ("Defects are held in Confirm by highways.", ["confirm"]),
        ("SIMS Paid Contract, for all schools", ["capita-sims"]),
        ("All provided by SIMS.", ["capita-sims"]),
        ("13 Academy primary schools", []),
        ("Council Tax is in Academy.", ["academy"]),
        ("The academy trust runs one academy; Academy status was granted.", []),
        ("We publish Open Data and an Open tender. One of 24 months. One was produced.", []),
        ("How many pupils? One.", []),
        ("One (Capita One) holds the pupil database", ["capita-one"]),
        ("Access to Information team", []),
        ("Databases in Microsoft Access are used.", ["ms-access"]),
        ("supplied by Access", ["access-group"]),
        ("entered in LCS and processed via ContrOCC for children", ["liquidlogic-lcs", "controcc"]),
        ("LAS are required to report", []),
        ("Qube (ECS)", ["qube-ecs"]),
        ("| 1. System in use | Eclipse | LCS | Aareon QL |", ["eclipse-olm", "liquidlogic-lcs", "aareon-ql"]),
        ("(a) Mosaic; The Access Group", ["mosaic-access", "access-group"]),
        ("Supplier: Advanced.", ["oneadvanced"]),
        ("the advanced course, Advanced Level", []),
        ("12 Orchard Road and Uniform Street", []),
        ("The following uniform is worn. Uniform costs are met.", []),
        ("Synergy is hosted by the supplier", ["synergy-education"]),
        ("Power BI: nil. OneView: about £110,000", ["power-bi", "xantura-oneview"]),
        ("data for Risk Based Verification (RBV) within its contract with Capita", ["capita"]),
        ("RBV by Xantura", ["xantura-rbv", "xantura-oneview"]),
        ("We did not use Gladstone.", ["gladstone"]),
        ("Mrs Gladstone of Cherwell District Council", []),
    ],
)
def test_ambiguous_names_need_their_context(text: str, keys: list[str]) -> None:
    assert believed(text) == keys


@pytest.mark.parametrize(
    ("text", "service", "key"),
    [
        ("Mosaic holds case records", None, "mosaic-access"),
        ("Mosaic", None, "mosaic-access"),
        ("Mosaic, for postcode segmentation", None, "experian-mosaic"),
        ("Capita One for council tax and benefits", None, "academy"),
        ("Capita One for rents and repairs", None, "one-housing"),
        ("Capita One", "housing", "one-housing"),
        ("Capita One", "education", "capita-one"),
        ("Capita One", None, "capita-one"),
        ("Civica Cx for licensing", None, "civica-cx-regulatory"),
        ("Civica Cx", "regulatory-services", "civica-cx-regulatory"),
        ("Civica Cx", None, "civica-cx-housing"),
        ("Netcall low-code forms", None, "netcall-liberty-create"),
    ],
)
def test_of_several_systems_of_one_name_the_context_tells(text: str, service: str | None, key: str) -> None:
    mention = CATALOGUE.resolve(CATALOGUE.find(text)[0], text, service)
    assert mention.system is not None
    assert mention.system.key == key
    assert key not in {other.key for other in mention.others}


def test_northgate_in_payroll_is_not_northgate_in_revenues() -> None:
    for text, key in (
        ("Northgate payroll and HR", "zellis"),
        ("Northgate revenues", "nec-software-solutions"),
    ):
        mention = CATALOGUE.resolve(CATALOGUE.find(text)[0], text)
        assert mention.supplier is not None
        assert mention.supplier.key == key


def test_ordinary_names_are_known_as_such() -> None:
    assert CATALOGUE.is_ordinary("confirm")
    assert CATALOGUE.is_ordinary("One")
    assert not CATALOGUE.is_ordinary("CareDirector")


_NAMES = sorted({name for r in (*CATALOGUE.systems, *CATALOGUE.suppliers) for name in (r.name, *r.aliases)})
_GLUE = [
    " ",
    "\n",
    ", ",
    ".",
    "’s ",
    " (",
    ") ",
    "**",
    "-",
    "_",
    "\t",
    "\u00a0",
    "ß",
    "İ",
    "ﬁ",
    "😀",
    "e\u0301",
    "Ltd",
    "https://",
]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(_NAMES), st.sampled_from(_GLUE), st.text(max_size=4)), max_size=12))
def test_spans_hold_the_words_and_do_not_overlap(parts: list[str]) -> None:
    text = "".join(parts)
    mentions = CATALOGUE.find(text)
    for mention in mentions:
        assert mention.span.of(text) == mention.words
        assert mention.words
        assert mention.system or mention.supplier
        if mention.supplier_span:
            assert mention.supplier
            assert mention.span.covers(mention.supplier_span)
        CATALOGUE.supported(mention, text)
        assert CATALOGUE.resolve(mention, text).words == mention.words
    for left, right in pairwise(mentions):
        assert left.span.end <= right.span.start
    for council, span in CATALOGUE.find_councils(text):
        assert council.known
        assert span.of(text)


def test_every_name_of_the_catalogue_is_found_as_it_is_written() -> None:
    plain = [name for name in _NAMES if "(" not in name and " / " not in name]
    assert len(plain) > 900
    lost = {
        name
        for name in plain
        if name.rstrip("!+") not in {mention.words for mention in CATALOGUE.find(f"It is {name}, we think.")}
    }
    assert lost == set()


@settings(max_examples=200, deadline=None)
@given(st.text())
def test_any_text_can_be_looked_up(text: str) -> None:
    for kind in (Kind.SYSTEM, Kind.SUPPLIER, Kind.COUNCIL):
        CATALOGUE.similar(text, kind)
        CATALOGUE.misspelt(text, kind)
    assert CATALOGUE.council_entity(text).key


# councils


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Coventry City Council", "coventry-city-council"),
        ("COVENTRY CITY COUNCIL", "coventry-city-council"),
        ("Plymouth city council", "plymouth-city-council"),
        ("London Borough of Camden", "london-borough-of-camden"),
        ("Camden Council", "london-borough-of-camden"),
        ("Royal Borough of Kensington & Chelsea", "royal-borough-of-kensington-and-chelsea"),
        ("Cyngor Sir Gâr", "carmarthenshire-county-council"),
        ("CYNGOR CAERDYDD", "city-of-cardiff-council"),
        ("Bolton MBC", "bolton-metropolitan-borough-council"),
        ("Brighton & Hove City Council", "brighton-and-hove-city-council"),
        ("King’s Lynn and West Norfolk Borough Council", "borough-council-of-kings-lynn-and-west-norfolk"),
        ("Bournemouth, Christchurch and Poole Council", "bournemouth-christchurch-and-poole-council"),
        ("Westminster City Council", "city-of-westminster"),
        ("St. Helens Council", "st-helens-council"),
        ("Somerset Council", "somerset-council"),
        ("Somerset County Council", "somerset-county-council"),
        ("Milton Keynes Council", "milton-keynes-city-council"),
        ("Comhairle nan Eilean Siar", "comhairle-nan-eilean-siar"),
        ("Derry City and Strabane District Council", "derry-city-and-strabane-district-council"),
    ],
)
def test_councils_are_found_and_looked_up(text: str, key: str) -> None:
    letter = f"Reference 1, {text}, Town Hall"
    ((found, span),) = CATALOGUE.find_councils(letter)
    assert (found.key, span.of(letter)) == (key, text)
    looked_up = CATALOGUE.council(text)
    assert looked_up == found
    assert slug(found.name) == found.key


@pytest.mark.parametrize(
    "text",
    [
        "Reading, Bury and Rugby",
        "the Council, City Council",
        "Reading council minutes",
        "Camden Council Tax",
        "Coventry Council House",
        "North Reading Borough Council",
        "Oxleigh City Council",
        "foi@coventrycitycouncil.gov.uk",
    ],
)
def test_no_council_is_found_in(text: str) -> None:
    assert CATALOGUE.find_councils(text) == []


def test_councils_that_no_register_holds_have_a_key_of_their_own() -> None:
    made = CATALOGUE.council_entity("Dyffryn Arlais County  Council")
    assert (made.kind, made.key, made.known) == (Kind.COUNCIL, "dyffryn-arlais-county-council", False)
    assert made.name == "Dyffryn Arlais County Council"
    assert CATALOGUE.council_entity("Coventry city council").known


def test_present_councils_go_before_former_ones() -> None:
    found = CATALOGUE.council("Somerset")
    assert found is not None
    assert found.key == "somerset-council"


def test_the_register_is_whole() -> None:
    assert len(CATALOGUE.councils) == 470
    assert len({council.key for council in CATALOGUE.councils}) == 470
    for council in CATALOGUE.councils:
        found = CATALOGUE.council(council.name)
        assert found is not None
        assert found.key == council.key
        assert "ï¿½" not in "".join(council.aliases)
    assert sum(bool(council.welsh_names) for council in CATALOGUE.councils) == 22


@given(st.text(max_size=200))
def test_keys_are_made_as_iris_are(name: str) -> None:
    assert CATALOGUE.council(name) or CATALOGUE.council_entity(name).key == slug(name)


# the reference graph


def test_reference_graph_holds_the_catalogue_and_the_given_councils() -> None:
    councils = [CATALOGUE.council_entity(name) for name in ("Coventry City Council", "Oxleigh City Council")]
    quads = [str(quad) for quad in describe_reference(CATALOGUE, councils)]
    graph = "\n".join(quads)
    assert len(quads) == len(set(quads))
    assert "_:" not in graph
    kg, thing = "<https://w3id.org/council-kg/ontology#", "<https://w3id.org/council-kg/id/"
    label = "<http://www.w3.org/2004/02/skos/core#prefLabel>"
    month = '"2019-11"^^<http://www.w3.org/2001/XMLSchema#gYearMonth>'
    for triple in (
        f"{thing}system/liquidlogic-lcs> {kg}partOf> {thing}system/liquidlogic>",
        f"{thing}system/controcc> {kg}suppliedBy> {thing}supplier/oxford-computer-consultants>",
        f"{thing}supplier/liquidlogic> {kg}parentOrganisation> {thing}supplier/system-c>",
        f"{thing}event/ev-016> {kg}eventDate> {month}",
        f'{thing}event/ev-016> {kg}otherParty> "OneAdvanced"',
        f'{thing}council/coventry-city-council> {kg}gssCode> "E08000026"',
        f'{thing}council/oxleigh-city-council> {label} "Oxleigh City Council"',
    ):
        assert triple in graph
    assert "reading-borough-council" not in graph
    assert quads == [str(quad) for quad in describe_reference(CATALOGUE, reversed(councils))]
