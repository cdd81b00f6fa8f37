"""What questions ask for beside facts of systems and contracts: money, people, performance.

"Who manages the contract?" asks of a contract, and not when it ends; a question on spending asks for a cost only if its
words name money.
"""

from __future__ import annotations

import re

_WORDS = {
    "money": r"costs?|prices?|values?|spen[dt]|expenditure|fees?|charges?|how\smuch|pa(?:y|id|yments?)",
    "people": r"managers?|officers?|owners?|contacts?|responsible|names?|e-?mails?",
    "performance": r"monitor\w*|performance|reports?|reviews?",
}
_PATTERNS = {name: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for name, words in _WORDS.items()}


def besides_in(text: str) -> tuple[str, ...]:
    """What the words of a question name: `money`, `people`, `performance`."""
    return tuple(name for name, pattern in _PATTERNS.items() if pattern.search(text))
