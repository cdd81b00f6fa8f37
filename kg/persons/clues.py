"""What stands around a name and speaks for a person or against: a table of clues, each with its weight."""

from __future__ import annotations

import re
from typing import NamedTuple

from kg.persons.words import posts

AROUND = 90
"""So much before and after a name is looked at, in characters."""
SURE, CLEAR, SOME = 9, 3, 2
"""How much a clue weighs: it decides alone, makes a name of any two words that may be one, or of such as are known."""

_POSTS = (
    rf"(?:(?:general|contracts?|project|programme|team|line|relationship|account)\smanager|{'|'.join(posts())})s?\b"
)
_POST = rf"(?:(?!from\b|systems?\s(?:is|was|for|from|by|called|used|in)\b|suppl|softw|us(?:ed|es)\b|by\b|contract\swith|and\b|or\b)[\w&/’'-]{{1,20}}\s){{0,5}}?{_POSTS}"
_PRODUCT_POST = (
    r"\b(?:asset|document|people|meeting|content|password|incident|print|event|quit|queue|call|task|case)\s*manager\W*$"
)


class Clue(NamedTuple):
    """A pattern of what ends right before a name, or begins right after it."""

    weight: int
    pattern: re.Pattern[str]


def _clues(*rows: tuple[int, str]) -> tuple[Clue, ...]:
    return tuple(Clue(weight, re.compile(pattern, re.IGNORECASE)) for weight, pattern in rows)


_TITLES = "Mr|Mrs|Ms|Miss|Mx|Dr|Cllr|Councillor|Sir|Dame|Lord|Lady|Baroness|Rev(?:erend)?|Prof(?:essor)?"
TITLE = re.compile(rf"\b(?:{_TITLES}|MR|MRS|MS|MISS|MX|DR|CLLR|COUNCILLOR|SIR|DAME|LORD|LADY|REV|PROF)\.?\s$")
GREETING = re.compile(r"(?:^|\n)\W*(?:Dear|Hi|Hello|FAO|Attn|Good (?:morning|afternoon))\W{1,3}$")

BEFORE = _clues(
    (SURE, r"\bp\.?\s?p\.?\s$"),
    (SURE, r"\b(?:my name is|i am|i’m|i'm|signed(?: by)?:?|print name:?|name of (?:applicant|requester)\W)\s*$"),
    (CLEAR, r"\byours\s\w+\W*$|\b(?:kind|best|many|warm)?\s?regards\W*$|\b(?:many thanks|sincerely|faithfully)\W*$"),
    (CLEAR, r"\b(?:in-?\s?house|internally|in-?\s?house team|locally|personally)\s(?:by|from)\s$"),
    (CLEAR, r"\b(?:complaints?|request|enquiry|e-?mail|letter|correspondence|call|reply|response)(?:\s(?:was|were|made|received|sent|dated|raised))*\s(?:by|from|to)\s$"),
    (CLEAR, r"\b(?:one|two|three|first|second|last),?\s(?:by|from)\s$"),
    (CLEAR, r"\b(?:colleagues?|employees?|member of staff|staff member|line manager|officers?|resident|applicant|mother|father|son|daughter|wife|husband|tenant)\b\W{0,3}(?:is\s|named\s|called\s|being\s|are\s)?$"),
    (CLEAR, r"\b(?:spea?k|spoken?|talk|write|wrote|turn|reports?|answers|reporting|refer)\s(?:in confidence\s)?(?:to|with)\s$"),
    (CLEAR, r"\b(?:contact|ask|e-?mail|ring|phone|telephone|call|thank)(?:\s(?:is|was|for|person|name|officer))*\W{1,3}$"),
    (CLEAR, r"(?:^|\n|\s)(?:from|to|cc|bcc|sent by|author|created by|reviewed by|approved by|signed off by|named?)\s?[:|]\W*$"),
    (CLEAR, r"\b(?:approved|authori[sz]ed|signed off|led|headed|chaired|supervised|completed|prepared|answered|overseen|looked after|sponsored|appointed|hired|employed|invented|compiled|authored)\s(?:on\s[\w\s]{1,20}|in\s\d{4}\s)?(?:by\s)$"),
    (SOME, r"\bnames? of\s$"),
    (SOME, r"\b(?:managed|run|owned|maintained|developed|written|built|designed|administered|created|programmed|kept|held|supported|configured|operated|produced|made|coded)\s(?:and\s\w+\s)?(?:for us\s)?by(?:\sour)?\s$"),
    (CLEAR, r"\b(?:responsib\w+|responsible(?: person| officer)?|accountable|in charge|point of contact|lies with|rests with)\s?(?:is|was|are|of|:|\||-|–|to|with|falls to)?\W*$"),
)  # fmt: skip
"""Clues before a name."""

AFTER = _clues(
    (CLEAR, r"^['’]s\s(?:salary|e-?mail|phone|team|line manager|post|role|job|contract of employment)\b"),
    (CLEAR, r"^,?\s(?:who\s)?(?:leads|complained|retired|is responsible|is in charge|joined|left the council|works|worked|holds the post|has left|resigned|is on (?:leave|maternity)|wrote|told|said|confirmed|looks after|oversees|answers)\b"),
    (CLEAR, r"^,?\s(?:of|at)\s\d+[a-z]?,?\s\w+"),
    (CLEAR, r"^\W{1,4}(?:aged?|born|d\.?o\.?b)\b"),
    (SOME, r"^\W{1,4}(?:tel|telephone|phone|mobile|ext|e-?mail)\b|^[^\n]{0,40}?(?:\b0\d[\d ]{8}|@)"),
    (CLEAR, r"^\)?,?\s(?:and\s[A-Z]\w+\s[A-Z]\w+,?\s)?(?:is|was|are) (?:our|the council.s) (?:own\s)?\w+ (?:developer|officer|manager)"),
)  # fmt: skip
"""Clues after a name."""

POST_BEFORE = re.compile(
    rf"\b{_POSTS}(?:\s(?:is|was|are|called|named|name|responsible|in post))*(?:\s?[:,|(\t–-]+)?\W{{0,4}}$",
    re.IGNORECASE,
)
POST_PRODUCT = re.compile(_PRODUCT_POST, re.IGNORECASE)
POST_AFTER = re.compile(
    rf"^(?:['’]s\srole)?(?:\s?[,(|\t\n–:-][\s|(–-]{{0,4}}|\s(?=(?:is|was|as|who|has)\s))(?:(?:is|was|as|who is|has been)\s)?(?:the\s|our\s|an?\s|its\s|their\s|then\s)?{_POST}",
    re.IGNORECASE,
)
FIRM_BEFORE = re.compile(
    r"\b(?:partnership with|firm of|firms? called|company|agency|charity|contractors?|barristers|solicitors),?\s$",
    re.IGNORECASE,
)
FIRM_AFTER = re.compile(
    r"^\W{0,3}(?:trading as|t/a|trades as|sole trader|\(?a sole trader|& (?:co|sons?|daughters?)\b|ltd|limited)",
    re.IGNORECASE,
)
TRADES = re.compile(
    r"\b(?:sole traders?|trading as|t/a|trades (?:as|under)|self-employed|freelance|one-man firm)\W", re.IGNORECASE
)

PERSONAL_DATA = re.compile(
    r"\b(?:section|s\.?)\s?40\b|\bregulation 13\b|personal (?:data|information)|names? of (?:individual |junior )?(?:staff|officers|employees)",
    re.IGNORECASE,
)
ASKS_PERSON = re.compile(
    r"\b(?:contact\b(?!\s(?:cent|manag|us\b))|officers?\b|responsib|accountable|who\s(?:is|are|was|were|manages|leads|owns|runs|built|wrote|made|developed|signed|approved|complained|looks)"
    r"|named?\s(?:person|individual|staff)|(?:line|contracts?|project|system|service)\smanagers?\b|head of|directors?\b|siro\b|dpo\b|job title"
    r"|posts?\b|staff\b|employees?\b|signator|author(?:ed|s)?\b|person\b|whom\b|in charge|owner\b|sponsor\b|lead\b)",
    re.IGNORECASE,
)
ASKS_NAME_OF = re.compile(
    r"\b(?:what|which|name\sof|names\sof|name\s(?:the|your)|list)\b(?:\s[\w’'/-]+){0,5}?\s(?:systems?|software|suppliers?|products?|packages?|provider|vendor|company|companies|contractor)\b"
    r"|\bwho\s(?:supplie|provide|host)",
    re.IGNORECASE,
)
NAMES_FIRM = re.compile(
    r"(?:suppl\w+|provider|vendor|company|contractor|firm|reseller|manufacturer|product|software|system|package|application|platform|module)s?"
    r"(?:\s(?:is|by|from|name|called|named|used|was|are))*\W{1,4}$|(?:purchased|bought|procured|provided|supplied|licensed|hosted|contract(?:ed)?|awarded)\s(?:by|from|with|to|through|via)\s$",
    re.IGNORECASE,
)


NAMES_PRODUCT = re.compile(
    r"\b(?:product|software|system|package|application|platform|module|tool|app)s?(?:\s(?:is|name|called|named|used|was|are|a|the))*[ :|\t“\"'(–-]{1,4}(?:[A-Z]\w+\s)?$",
    re.IGNORECASE,
)


def weight_of(clues: tuple[Clue, ...], words: str) -> int:
    """The weight of the heaviest of clues that is to be seen."""
    return max((clue.weight for clue in clues if clue.pattern.search(words)), default=0)
