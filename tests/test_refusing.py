"""How answers refuse: found when a letter is read, kept in the graph, and taken from it by reports."""

from __future__ import annotations

from array import array

import pytest
from pyoxigraph import NamedNode

from kg.model import Answer, Item, Outcome, PublicInterest, Question, Refusal, View
from kg.reporting.reports.gaps import gaps
from kg.reporting.reports.refusals import refusals
from kg.segmenting.refusing import refused
from kg.store import Store
from kg.vocab import KG
from tests.graphs import Asked, letter, named, quads_of, store_of
from tests.letters import claims_of, letter_text

TERMS = {NamedNode(str(term)) for term in (KG.refusingWords, KG.refusedService, KG.publicInterestTest)}


def view_of(text: str) -> View:
    return View(text, text, array("I", range(len(text))), bytes(len(text)))


def told(text: str, outcome: Outcome, sections: tuple[str, ...] = (), *cuts: int) -> Answer:
    """An answer as read, its text cut into passages."""
    view = view_of(text)
    ends = [*cuts, len(text)]
    passages = tuple(view.passage(start, end) for start, end in zip([0, *cuts], ends, strict=True))
    (item,) = refused([Item(None, Answer(passages, outcome, sections))])
    assert item.answer
    return item.answer


def refusal_of(answer: Answer) -> Refusal:
    assert answer.refusal
    return answer.refusal


@pytest.mark.parametrize(
    ("text", "sections", "words"),
    [
        ("We have looked. This is exempt under section 43(2).", ("s.43(2)",), "This is exempt under section 43(2)."),
        ("We have looked. We do not hold this.\nSorry.", (), "We do not hold this."),
        ("Thank you. It is No. 21 of our list.", ("s.21",), "It is No. 21 of our list."),
        ("There are 43 of them. Section 43 applies.", ("s.43",), "Section 43 applies."),
        (
            "Yes. The rest is exempt under s. 43(2) of the Act.",
            ("s.43(2)",),
            "The rest is exempt under s. 43(2) of the Act.",
        ),
        (
            "£5 a year. We withhold\nit under section 43(2) of the\nAct.",
            ("s.43(2)",),
            "We withhold\nit under section 43(2) of the\nAct.",
        ),
        ("Two. An end date is not recorded on our system.", (), "An end date is not recorded on our system."),
        ("| A | £5 |\n| B | Exempt, s.43(2) |", ("s.43(2)",), "Exempt, s.43(2)"),
        ("None.", (), "None."),
    ],
)
def test_the_sentence_that_refuses_is_verbatim_and_in_its_place(
    text: str, sections: tuple[str, ...], words: str
) -> None:
    refusal = refusal_of(told(text, Outcome.WITHHELD, sections))
    assert refusal.span.of(text) == words
    assert refusal.span.start == text.index(words)


def test_it_is_looked_for_in_all_passages_of_an_answer() -> None:
    text = "Two of them. The rest is withheld under section 43(2)."
    refusal = refusal_of(told(text, Outcome.PARTLY_ANSWERED, ("s.43(2)",), len("Two of them. ")))
    assert refusal.span.of(text) == "The rest is withheld under section 43(2)."


@pytest.mark.parametrize("outcome", [Outcome.ANSWERED, Outcome.NOT_APPLICABLE])
def test_an_answer_that_gives_what_was_asked_refuses_nothing(outcome: Outcome) -> None:
    assert told("It is available from the website.", outcome).refusal is None


def test_an_answer_without_words_has_none_that_refuse() -> None:
    (item,) = refused([Item(Question("1", view_of("Who?").passage()), Answer((), Outcome.UNANSWERED))])
    assert item.answer
    assert item.answer.refusal is None


@pytest.mark.parametrize(
    ("outcome", "services"), [(Outcome.PARTLY_ANSWERED, ("hr-payroll",)), (Outcome.WITHHELD, ())]
)
def test_services_that_are_refused_by_name(outcome: Outcome, services: tuple[str, ...]) -> None:
    text = "Libraries: Spydus.\nPayroll: this is exempt under section 43(2)."
    assert refusal_of(told(text, outcome, ("s.43(2)",))).services == services


@pytest.mark.parametrize(
    ("sections", "test"), [(("s.43(2)",), PublicInterest.MADE), (("s.21",), PublicInterest.MADE), ((), None)]
)
def test_what_a_refusal_says_of_the_public_interest(sections: tuple[str, ...], test: PublicInterest | None) -> None:
    text = "We withhold it. The public interest favours withholding. You may complain."
    interest = told(text, Outcome.WITHHELD, sections).interest
    assert (interest and interest.test) == test
    assert interest is None or interest.passage.text == "The public interest favours withholding."


BODY = """1. Which system is used for adult social care?

Mosaic.

2. When does the contract end?

We confirm that the council holds this. The end date is withheld under section 43(2) of the Act. The public interest in maintaining the
exemption outweighs that in disclosure.
"""


def test_reports_take_it_from_the_graph() -> None:
    store = store_of(claims_of(letter_text(BODY)))
    words = "The end date is withheld under section 43(2) of the Act."
    (refusal,) = refusals(store).sections[1].rows
    assert (refusal["quote"], refusal["interest"]) == (words, "made")
    assert str(refusal["interest_words"]).startswith("The public interest in maintaining")
    assert {row["quote"] for row in gaps(store).sections[0].rows if row["missing"] == "end"} == {words}


def test_of_an_older_graph_reports_say_that_it_does_not_tell() -> None:
    quads = [quad for quad in quads_of(claims_of(letter_text(BODY))) if quad.predicate not in TERMS]
    older = Store.of(quads)
    (refusal,) = refusals(older).sections[1].rows
    assert (refusal["quote"], refusal["interest"]) == ("We confirm that the council holds this.", None)
    for report in (refusals(older), gaps(older)):
        assert any("Build it again" in note for note in report.notes)


def test_of_a_graph_that_tells_reports_say_nothing_of_it() -> None:
    asked = [Asked("1", "When does the contract end?", Outcome.WITHHELD, ("s.43(2)",))]
    store = store_of(letter(named("Mosaic"), asked=asked))
    for report in (refusals(store), gaps(store)):
        assert not any("Build it again" in note for note in report.notes)
