"""What a system costs: sums under a question of cost, by year or in all."""

from __future__ import annotations

import re

from kg.extracting.context import AskedItem, Context
from kg.extracting.focus import targets_of
from kg.extracting.moods import Mood, mood_at
from kg.extracting.segments import Segment, is_table
from kg.model import Certainty
from kg.values import MoneyValue, find_money

NAME = "costs 1"

_ABOUT_SOFTWARE = re.compile(
    r"\b(?:contract|agreement|system|software|licen[cs]es?|support|maintenance|hosting|annual|per\s(?:year|annum)|yearly|a\syear|it|tool|module|product)\b",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"\b(?:costs?|price[ds]?|charged?|worth|value|paid|pay|spent|fee|total|licence|for\s(?:about\s)?£)", re.IGNORECASE
)
"""Words by which a sentence tells what a system costs, also where nobody has asked."""
_OTHER_MONEY = re.compile(
    r"\b(?:income|card\spayments|transactions|debts?|arrears|refunds?|salar(?:y|ies)|fines?|grants?|limit|an\shour|homes?\sand\sagencies|survey|below|less\sthan|savings?|agency|agencies|interims?|overtime|postage|placements|temporary\s(?:staff|workers))\b",
    re.IGNORECASE,
)
_SPENT_ON = re.compile(
    r"\b(?:spend(?:s|ing)?|spent|expenditure)\s(?:\w+\s){0,4}?on\s(?P<what>[^?.]{3,80})", re.IGNORECASE
)
"""A question that says on what money was spent."""
_BARE = re.compile(
    r"(?:c\.?|approx\.?|about)?\s?£[\d,.]+[kKmM]?\s?(?:p\.?a\.?|per\s(?:annum|year)|a\syear|annually)\.?"
)
_ONCE = re.compile(
    r"\b(?:one-?\s?off|implementation|initial|set-?\s?up|migration|project)\s(?:\w+\s)?(?:costs?|fees?|charges?|payment)\b",
    re.IGNORECASE,
)
_SYSTEMS = re.compile(
    r"\b(?:systems|contracts|agreements|tools|applications?|products)\b|^(?:them|these|this|that|each|both)\b",
    re.IGNORECASE,
)
_SHORT = 10
"""A question about money of no more words is about the systems that the questions before name."""
_FINANCIAL_YEAR = re.compile(r"\b20\d\d\s?[/-]\s?(?:20)?\d\d\b")
_TOTAL = re.compile(r"\b(?:total|whole|over\s(?:the|its)|life(?:time)?|term|value|in\sall|altogether)\b", re.IGNORECASE)
_ANNUAL = re.compile(r"\b(?:annual(?:ly)?|per\s(?:year|annum)|yearly|a\syear|each\syear|p\.?a\.?)\b", re.IGNORECASE)


def extract(context: Context) -> None:
    """Claims of `annual_cost` and `total_cost`."""
    for item, segment in context.answered():
        if is_table(segment.text):
            continue
        question = item.asked.words
        asked = "cost" in item.asked.kinds and (item.asked.headed or _is_about_software(context, question))
        named = "cost" in item.asked.kinds and (segment.system or context.named_in(segment.text))
        if (
            not (asked or named or _TOLD.search(segment.text) or _BARE.fullmatch(segment.text))
            or _OTHER_MONEY.search(segment.text)
            or _OTHER_MONEY.search(question.split("?")[0])
        ):
            continue
        for money in find_money(segment.text):
            if (
                money.amount
                and not money.bound
                and (
                    asked
                    or money.period in ("year", "total")
                    or _TOTAL.search(segment.text)
                    or _FINANCIAL_YEAR.search(segment.text)
                )
            ):
                _claim(context, item, segment, money, question)


def _is_about_software(context: Context, question: str) -> bool:
    """Whether a question about money is about systems: by its words, or as it is short and says of nothing else."""
    spent = _SPENT_ON.search(question)
    if spent and not context.named_in(question):
        return bool(_ABOUT_SOFTWARE.search(spent["what"]) or _SYSTEMS.search(spent["what"]))
    return bool(_ABOUT_SOFTWARE.search(question)) or len(question.split()) <= _SHORT


def _claim(context: Context, item: AskedItem, segment: Segment, money: MoneyValue, question: str) -> None:
    answer = " ".join(s.text for s in item.segments)
    if _ONCE.search(_clause(segment.text, money)):
        return  # what was paid once is no cost of the contract
    field = _field(money, segment.text, question, answer)
    if field is None:
        return
    quote = segment.passage.sub(money.span.start, money.span.end)
    certainty = Certainty.APPROXIMATE if money.approximate else Certainty.DEFINITE
    mood = mood_at(segment.text, money.span.start)
    if mood & (Mood.DENIED | Mood.PAST | Mood.SUPPOSED):
        return
    if mood & Mood.PLANNED:
        certainty = Certainty.PLANNED
    for target in targets_of(context, item, segment, money.span.start):
        context.add(target, field, money.amount, quote, item, NAME, certainty=certainty)


def _clause(text: str, money: MoneyValue) -> str:
    """The words around a sum, up to the next sum or comma on either side."""
    start = max(text.rfind(mark, 0, money.span.start) for mark in ("£", ";", ", "))
    ends = [at for at in (text.find(mark, money.span.end) for mark in ("£", ";", ", ")) if at >= 0]
    return text[start + 1 : min(ends, default=len(text))]


def _field(money: MoneyValue, text: str, question: str, answer: str) -> str | None:
    if money.period == "year":
        return "annual_cost"
    if money.period == "total":
        return "total_cost"
    if money.period is not None:
        return None
    clause = _clause(text, money)
    for words in (clause, text, question, answer):
        if _ANNUAL.search(words):
            return "annual_cost"
        if _TOTAL.search(words):
            return "total_cost"
        if _FINANCIAL_YEAR.search(words):
            return "annual_cost"
    return None
