"""Numbers, sums of money and references of contracts, as letters write them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kg.values import find_money, find_numbers, find_references, parse_number

WORDS = [
    ("Two", 2),
    ("nine", 9),
    ("twenty-one", 21),
    ("Ninety-seven", 97),
    ("three hundred", 300),
    ("two hundred and ten", 210),
    ("a hundred", 100),
    ("a dozen", 12),
    ("one thousand two hundred and five", 1205),
    ("1,904", 1904),
    ("8,412", 8412),
    ("14.71", Decimal("14.71")),
    ("1.2 million", 1_200_000),
    ("12k", 12_000),
]


@pytest.mark.parametrize(("text", "value"), WORDS)
def test_a_number(text: str, value: int | Decimal) -> None:
    assert parse_number(text) == value
    (found,) = find_numbers(f"There are {text} of them.")
    assert (found.value, found.approximate) == (value, False)


@pytest.mark.parametrize("text", ["", "1st", "second", "about nine", "nine or ten", "1,90", "12.2.1", "seventyone"])
def test_what_is_no_number_as_a_whole(text: str) -> None:
    assert parse_number(text) is None


@pytest.mark.parametrize(
    "cue",
    ["about", "approx", "approx.", "approximately", "around", "c.", "circa", "some", "roughly", "in the region of"],
)
def test_an_approximate_number(cue: str) -> None:
    (found,) = find_numbers(f"There were {cue} 14,000 of them")
    assert (found.value, found.approximate) == (14_000, True)


@pytest.mark.parametrize(
    ("text", "bound"),
    [("fewer than five", "<"), ("<5", "<"), ("more than 5", ">"), ("up to 5", "≤"), ("at least 5", "≥"), ("5", "")],
)
def test_a_limit(text: str, bound: str) -> None:
    (found,) = find_numbers(text)
    assert (found.value, found.bound) == (5, bound)


def test_a_percentage() -> None:
    (found,) = find_numbers("of which it pays 45%")
    assert (found.value, found.percent) == (45, True)


@pytest.mark.parametrize(
    "text",
    [
        "1st",
        "2nd line support",
        "£450",
        "31/03/2020",
        "02 October",
        "CMB-0212",
        "5-year",
        "24/7",
        "v3.0",
        "section 43",
        "Question 4",
        "G-Cloud 12",
    ],
)
def test_what_is_no_number(text: str) -> None:
    assert find_numbers(text) == []


MONEY = [
    ("£17,903.40", "17903.40", None, False),
    ("£54k", "54000", None, False),
    ("c. £54k p.a.", "54000", "year", True),
    ("c£54k pa", "54000", "year", True),
    ("£1.2m over the term", "1200000", "total", False),
    ("£6.2 million a year", "6200000", "year", False),
    ("£58 million", "58000000", None, False),
    ("£1.9 million over seven years", "1900000", "total", False),
    ("£1.46m", "1460000", None, False),
    ("GBP 5,000", "5000", None, False),
    ("5,000 GBP", "5000", None, False),
    ("16,446 pounds", "16446", None, False),
    ("£1,120,000", "1120000", None, False),
    ("£1,120,000.00", "1120000", None, False),
    ("£ 450", "450", None, False),
    ("roughly £780,000", "780000", None, True),
    ("£42,000 approx.", "42000", None, True),
    ("£74,615 a year", "74615", "year", False),
    ("£5,600 per annum", "5600", "year", False),
    ("£48,900 annually", "48900", "year", False),
    ("£402,750 (annual)", "402750", "year", False),
    ("£1,234 ex VAT per annum", "1234", "year", False),
    ("£1,234 (excluding VAT) per year", "1234", "year", False),
    ("£212,400, excluding VAT, in the current financial year", "212400", "year", False),
    ("£88,940 in 2020/21", "88940", "year", False),
    ("£52,400 is the yearly licence", "52400", "year", False),
    ("an annual cost of £9,850", "9850", "year", False),
    ("Price per year:    £9,120", "9120", "year", False),
    ("2022/23: £45,000", "45000", "year", False),
    ("£931,250 over the initial five-year term", "931250", "total", False),
    ("£106,500 over the whole of its life", "106500", "total", False),
    ("£33,000 in all", "33000", "total", False),
    ("Total contract value: £1.46m", "1460000", "total", False),
    ("an estimated total of £36,000", "36000", "total", True),
    ("approximately £290 a month", "290", "month", True),
    ("£3,750 pcm", "3750", "month", False),
    ("£11,250 per quarter", "11250", "quarter", False),
    ("£25 an hour", "25", "hour", False),
    ("£8 per user per month", "8", "unit", False),
    ("£1,950 per licence", "1950", "unit", False),
    ("£0", "0", None, False),
]


@pytest.mark.parametrize(("text", "amount", "period", "approximate"), MONEY)
def test_a_sum(text: str, amount: str, period: str | None, approximate: bool) -> None:
    (found,) = find_money(f"Cost – {text}.")
    assert (found.amount, found.period, found.approximate, found.upper) == (Decimal(amount), period, approximate, None)


@pytest.mark.parametrize(
    ("text", "lower", "upper"),
    [
        ("£10,000-£20,000", 10_000, 20_000),
        ("£10,000 to £20,000", 10_000, 20_000),
        ("£10-20k", 10_000, 20_000),
        ("£1.5m - £2m", 1_500_000, 2_000_000),
        ("between £10,000 and £20,000", 10_000, 20_000),
    ],
)
def test_a_range_of_money(text: str, lower: int, upper: int) -> None:
    (found,) = find_money(text)
    assert (found.amount, found.upper, found.span.of(text)) == (Decimal(lower), Decimal(upper), text)


def test_two_sums_joined_by_and_are_no_range() -> None:
    assert [value.amount for value in find_money("£200,000 and £45,000 annually")] == [200_000, 45_000]


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("spend over £500", ">"),
        ("below £500", "<"),
        ("the limit of £500", "≤"),
        ("£500 or more", "≥"),
        ("£500 or less", "≤"),
        ("the sum of £500", ""),
    ],
)
def test_a_limit_of_money(text: str, bound: str) -> None:
    assert [value.bound for value in find_money(text)] == [bound]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "5 Star",
        "024 7697 5408",
        "SK9 5AF",
        "section 43(2)",
        "page 12",
        "5,433",
        "$5,000",
        "£1,2345",
        "nil",
        "pounds",
        "€5",
    ],
)
def test_what_is_no_sum(text: str) -> None:
    assert find_money(text) == []


@pytest.mark.parametrize(
    ("text", "reference"),
    [
        ("Care Director contracts register ref: COV CG/002/Adult", "COV CG/002/Adult"),
        ("Liquid Logic contracts register ref: COV - 10304 (ContrOCC is procured as part of it)", "COV - 10304"),
        ("The reference for the relevant contract is MD-133-2018", "MD-133-2018"),
        ("The reference is EBK/CHS/22/31.", "EBK/CHS/22/31"),
        ("which is our no. P/2019/55, was", "P/2019/55"),
        ("its number in our register is K-HSG-118", "K-HSG-118"),
        ("Wexcombe’s reference for it is WX/EDU/2023/044.", "WX/EDU/2023/044"),
        ("Agreement no.:              CBC-DS-0061", "CBC-DS-0061"),
        ("Contract number: BKC/20/0077", "BKC/20/0077"),
        ("Ref. KDC-2023-DIG-4.", "KDC-2023-DIG-4"),
        ("contract PEN-22-117, for", "PEN-22-117"),
        ("a contract, reference GC/R/16/008, with", "GC/R/16/008"),
        ("Contract reference: ABC123", "ABC123"),
        ("Contract Number 4500012345", "4500012345"),
        ("Contract ID: con_12345", "con_12345"),
    ],
)
def test_a_reference_that_words_announce(text: str, reference: str) -> None:
    (found,) = find_references(text)
    assert (found.value, found.cued, found.span.of(text)) == (reference, True, reference)


@pytest.mark.parametrize(
    "reference",
    [
        "COV - 10304",
        "MD-133-2018",
        "WX/EDU/2023/044",
        "CMB-0212",
        "P/2019/55",
        "HP/ASC/0932",
        "LCC-ICT-301",
        "UW/LEG/24/1",
        "DN512345",
    ],
)
def test_a_reference_by_its_look(reference: str) -> None:
    text = f"Mosaic ({reference}), which ends in 2028"
    (found,) = find_references(text)
    assert (found.value, found.cued, found.span.of(text)) == (reference, False, reference)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "awarded under framework RM6259",
        "via NHS SBS framework SBS/17/WAB/9277",
        "(YPO 1006)",
        "framework (KCS Y20023)",
        "G-Cloud 12",
        "Procurement reference 2019/S 123-456789",
        "01/09/2019",
        "31-Mar-27",
        "2019/20",
        "CV1 5RR",
        "024-7697-5408",
        "£12,500-£15,000",
        "section 43(2)",
        "Question no. 7",
        "page 12",
        "The number of users is 150",
        "With reference to your request of 16 December 2024",
        "Request ID: FOI644411765",
        "Request reference FOI/2023/0123",
        "EIR-2018-0093",
        "Our Ref: RBK/24/0956",
        "please quote ECC-18832-23",
        "https://www.example.gov.uk/ABC-123-45",
        "ABC-123-45@example.gov.uk",
        "COVID-19",
        "S/4HANA",
        "ISO-27001",
        "H-CLIC",
        "Contract reference: N/A",
        "Contract reference: TBC",
        "Unit4 and CM2000",
        "Q1-Q4",
        "24/7/365",
    ],
)
def test_what_is_no_reference(text: str) -> None:
    assert find_references(text) == []
