"""How headers of a message are parsed: as the standard library does it, up to a length.

It needs time and memory out of all proportion for long ones: 12 GB for a subject of 100,000 encoded words.
"""

from __future__ import annotations

from email.policy import EmailPolicy
from typing import Any

from kg.errors import ReadError

MOST_CHARACTERS = 10_000


class LimitedPolicy(EmailPolicy):
    """Refuses to parse a header that is too long; those that nobody asks for may be as long as they are.

    `source` is the name of the message's file, for what is said of it.
    """

    source: str = ""

    def header_fetch_parse(self, name: str, value: str) -> Any:
        """The header as an object of the standard library.

        Raises:
            ReadError: `too-long`.
        """
        if len(value) > MOST_CHARACTERS:
            raise ReadError(
                "too-long",
                f"{self.source} has a header {name} of {len(value):,} characters, "
                f"and {MOST_CHARACTERS:,} is the most that is read.",
                "No office writes such headers: check that it is a letter, and give its text.",
            )
        return super().header_fetch_parse(name, value)


def limited(source: str) -> LimitedPolicy:
    """The policy for a file of that name."""
    own: dict[str, Any] = {"source": source}
    return LimitedPolicy(**own)
