"""The verbs before a date, which tell what it is of: a contract's start or end, or the time of use."""

from __future__ import annotations

import re
from collections.abc import Set

CONTRACT = r"(?:contract(?:ed)?|agreement|arrangement|licen[cs]e|subscription|term|order|support)"


ABOUT_CONTRACT = re.compile(rf"\b{CONTRACT}s?\b", re.IGNORECASE)


_NEAR = r"\b[^.;,]{0,40}$"
"""A few words between a verb and its date."""


_VERBS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (field, re.compile(pattern, re.IGNORECASE))
    for field, pattern in (
        (
            "in_use_until",
            r"\b(?P<verb>turned\soff|switched\soff|retired|decommissioned|withdrawn|shut\sdown|closed\sdown|given\sup|replaced(?!\sby)|ceased|stopped\susing"
            rf"|read-only\ssince|out\sof\suse|archived|(?:pay|paid)\sfor\s[A-Z][^.;]{{0,60}}\buntil){_NEAR}",
        ),
        (
            "in_use_since",
            r"\b(?P<verb>(?:live|in\s(?:use|place|service|operation)|used|had|using|operated|operational|with\sus)\b(?:(?!\b(?:contract|ends?)\b)[^.;]){0,30}\b(?:since|from|in|on)"
            r"|(?:went|gone|go|goes|going|been|is|was|be)\slive|go-live(?:\sdate)?|live\s(?:use|date)|(?:came|come|comes|brought|put)\s(?:into\suse|into\sservice|into|in\suse|in)|first\sused|came\sfrom"
            rf"|installed|fitted|on\s(?:the|our)\swebsite\ssince|implemented|introduced|adopted|launched|followed|acquired|deployed|rolled\sout|mov(?:ed|ing)\s(?:\w+\s){{0,3}}to\s\w+|(?:switched|migrated)\s(?:\w+\s){{0,2}}to|moved\s(?:it\s)?(?:across|over)){_NEAR}",
        ),
        (
            "contract_end",
            r"\b(?P<verb>end(?:s|ed|ing)?|expir(?:y|es?|ed|ing)|finish(?:es|ed|ing)?|terminat\w+|runs?\s(?:out|to|until)|lapse[sd]?|com(?:es|e|ing)\sto\san\send|came\sto\san\send"
            r"|renewal(?:\sdate)?|(?:due|up)\sfor\srenewal)(?:\s*date)?\s*(?:on|in|at|is|:|the|of|date|falls)?\s*(?:the\send\sof\s)?(?:the\s)?$",
        ),
        ("until", r"\b(?P<verb>until|till|up\sto|through\sto|to)\s*(?:the\send\sof\s)?(?:the\s)?$"),
        (
            "contract_start",
            rf"\b{CONTRACT}s?\b[^.;]{{0,80}}\b(?P<verb>signed|let|awarded|made|dates?\sfrom|software\sin|use\sin|entered\sinto)\b[^.;]{{0,20}}$",
        ),
        (
            "contract_start",
            r"\b(?P<verb>contracted\sto\suse|signed|bought|purchased|procured|awarded|was\slet)\s(?:[^.;,\d]{{0,50}}\s)?(?:in|on)\s(?:the\s)?$",
        ),
        ("since", rf"\b(?P<verb>since){_NEAR}"),
        (
            "start",
            rf"\b(?P<verb>beg[aiu]n|begins|beginning|start(?:s|ed|ing)?|commenc(?:e|es|ed|ing|ement)|effective){_NEAR}",
        ),
        (
            "start",
            r"\b(?P<verb>(?:runs?\s)?from)\s(?:the\s|about\s|around\s|early\s|late\s)?(?:start\sof\s|end\sof\s)?$",
        ),
        (
            "",
            r"\b(?P<verb>given\sus|reply|respon[ds]\w*|receiv\w+|dated|publish\w+|report(?:ed)?|election|returns?|snapshot|account\son|as\s(?:at|of)|request(?:ed)?|answered|review\w*|staff|train\w+"
            r"|committee|cabinet|approv\w+|survey|audit\w*|letter|e-?mail|invoices?|figures?|incident|breach|meeting|opens|closes|tender\w*|notice|agreed|upgraded?|break\s(?:clause|point|option)"
            rf"|extend\w*|extensions?|renewed|activated|exercised){_NEAR}",
        ),
    )
)
"""What a date is, by the last verb before it. An empty field is that of no contract and no use."""


OF_CONTRACT = frozenset({"contract_end", "contract_start", "contract_term", "extension"})
"""Kinds of question under which a date is one of the contract."""


def told_by_verb(lead: str, sentence: str, asked: Set[str]) -> str | None:
    """The field that the last verb before a date tells; an empty one where the date is of something else.

    `lead` is what stands before the date, `sentence` all that is said of it, `asked` the kinds of its question.
    """
    verbs = [(m.end("verb"), field) for field, pattern in _VERBS if (m := pattern.search(lead))]
    if not verbs:
        return None
    field = max(verbs, key=lambda verb: verb[0])[1]
    if field == "since" and any(verb == "in_use_since" for _, verb in verbs):
        return "in_use_since"
    if field == "until" and not ABOUT_CONTRACT.search(sentence) and not asked & OF_CONTRACT:
        return ""
    field = "contract_end" if field == "until" else field
    contract = ABOUT_CONTRACT.search(sentence) or asked & OF_CONTRACT
    asked_since = "in_use_since" in asked
    if field == "since":
        return "contract_start" if ABOUT_CONTRACT.search(lead) else "in_use_since" if asked_since else ""
    if field == "start":
        return "contract_start" if contract else "in_use_since" if asked_since else None
    return field
