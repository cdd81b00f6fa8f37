"""The stock phrases of FOI letters: where requests begin, where replies end, what weighs the public interest."""

from __future__ import annotations

import re

from kg.segmenting.labels import LABEL_LIST, LISTED_LABELS

REQUEST_BEGINS = re.compile(
    r"""\b(?: you \s (?:have \s)? (?:requested|asked) \b .{0,80} :
          | your \s (?:questions|request) (?: \s (?:was|were|is|are) \b .{0,60})? \s* :?$
          | ^request: | the \s following \s information \s was \s requested
        )""",
    re.IGNORECASE | re.VERBOSE,
)

REQUEST_TITLE = re.compile(
    r"(?:your |the |original |details of )?(?:request(?: details| for information)?|what (?:you|was) (?:have )?(?:asked|requested)(?: for)?|information requested"
    r"|questions?|enquiry)\s*[:.]?$",
    re.IGNORECASE,
)
REPLY_TITLE = re.compile(
    r"(?:our |the |council(?:['’]s)? |the council['’]s )?(?:response|answer|reply|decision|what we (?:said|answered)|information (?:provided|supplied))"
    r"\s*[:.]?$",
    re.IGNORECASE,
)
"""Headings of a page that sets a request and its response one below the other."""

GREETING = re.compile(r"(?:dear|good (?:morning|afternoon|day)|hello|hi|annwyl)\b[^.]{0,60}$", re.IGNORECASE)

CLOSING = re.compile(
    r"""^(?:
        the \s supply \s of \s (?:any \s)?information \s in \s response
      | (?:if|should) \s you \s (?:are|remain|feel|have \s any|wish|would|think|want) \b
            .{0,60} (?:unhappy|dissatisfied|not \s (?:satisfied|content|happy)|queries|questions|further|complain|review|appeal)
      | you \s (?:may|can|have \s (?:the|a) \s right \s to|are \s entitled \s to) \s
            (?:also \s)? (?:complain|appeal|ask \s for \s (?:a|an) \b .{0,20} review|request \s (?:a|an)|seek|make \s representations)
      | (?:your \s right|rights \s of \s (?:appeal|review)|right \s to|how \s to \s complain|(?:the \s (?:council['’]s \s)?)?complaints? \s procedure)
      | yours \s (?:faithfully|sincerely|truly|etc)
      | (?:kind|best|with \s (?:kind|best)) \s (?:regards|wishes)
      | this \s (?:completes|concludes) \b | that \s (?:completes|concludes) \b
      | (?:i|we) \s (?:hope|trust) \s (?:that|this|you) \b | hope \s (?:this|that) \s helps
      | please \s (?:remember \s to \s quote|quote \s (?:the|our|this))
      | for \s information, \s we \s publish
      | (?:is \s there \s anything \s wrong \s with|was \s this \s (?:page|information|article)) \b
      | (?:other \s)? (?:related|recent|similar) \s (?:responses|requests|content|pages|documents|disclosures)\b
      | other \s recent \b | share \s this \b | back \s to \s (?:top|results|the \s disclosure) | previous: | follow \s us \b
      | (?:contact \s us | terms | privacy | accessibility) \s* \|
    )""",
    re.IGNORECASE | re.VERBOSE,
)

JOINT = re.compile(
    rf"""^(?: (?:for|in \s (?:respect|relation|answer|response|reply) \s (?:of|to)|with \s regards? \s to|regarding|as \s to|as \s regards|re|(?:the\s|our\s)?(?:answers?|responses?|reply)\s(?:to|for)) \s )?
        (?: (?:your|the) \s )?
        (?: (?:questions?|parts?|points?|items?) \s? | qs?\.?\s? | (?={LISTED_LABELS}) )
        (?P<labels>{LABEL_LIST})
        (?: \s* [,:;–-] | \s* $ | \s (?=[a-z]) | [.)] \s )""",
    re.IGNORECASE | re.VERBOSE,
)
"""A passage that says which questions it answers: "For Questions 3 to 6c, …", "4-11. …"."""

NOTE = re.compile(
    r"""^(?:please \s note \s*[:,-]? \s* (?:that \s)?)? (?:the \s)? (?:data|figures?|information|numbers?|totals?)
        (?: \s (?:provided|given|shown|supplied))? \s (?:for|in|to|under) \s
        (?: questions? | qs? ) \s? (?P<labels>(?:q?\s?\d{1,2}[a-z]?)(?:\s*(?:,|and|&|to|-)\s*q?\s?\d{1,2}[a-z]?)*)""",
    re.IGNORECASE | re.VERBOSE,
)
"""A remark on the figures of some questions, which answers none."""

EXPLAINING = re.compile(r"^please (?:understand|note)\b|^note\s*:", re.IGNORECASE)
"""A remark of requester or council that is neither question nor answer by itself."""

ARGUMENTS = re.compile(
    r"^(?:public interest|(?:the )?(?:arguments?|factors?|reasons?|considerations?)\b.{0,40}"
    r"\b(?:favour|against|for|maintaining|disclosure|disclosing))",
    re.IGNORECASE,
)
"""The heading of a list of arguments for or against disclosure (FOIA 2000 s.2(2)(b), EIR 2004 reg.12(1)(b))."""

WEIGHING = re.compile(
    r"\bpublic interest\b|\b(?:would|likely to)(?:,? or would be likely to,?)?\s+(?:be )?prejudice"
    r"|\bprejudiced\b|\bcommercial interests?\b|\bin the public domain\b|\bhaving (?:considered|taken|weighed)\b"
    r"|\bdecision to withhold\b|\bexemption is not subject\b",
    re.IGNORECASE,
)
"""Reasons for withholding: they belong to a refusal and answer nothing."""

NAMED_REFUSAL = re.compile(
    rf"""\b(?:questions?|parts?|points?|items?|qs) \s? (?P<labels>{LABEL_LIST}) (?=\W) [^.]{{0,80}}
            \b (?:exempt|withh[eo]ld|refus\w+|section \s \d|regulation \s \d|not \s held|not \s hold)
      | \b (?:exempt|withh[eo]ld(?:ing)?|refus\w+|not \s held|not \s hold) \b [^.]{{0,80}}
            \b (?:questions?|parts?|points?|items?|qs) \s? (?P<after>{LABEL_LIST}) (?=\W|$)""",
    re.IGNORECASE | re.VERBOSE,
)
"""A refusal that names its questions somewhere in a sentence: "The answers to questions 4 to 6 are exempt under …"."""
