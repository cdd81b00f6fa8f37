"""Why a proposal is refused: each reason by its code, with what it means."""

from __future__ import annotations

TOO_SHORT = "quote-means-nothing"
NOT_THERE = "quote-not-in-letter"
NOT_ANSWERED = "quote-not-in-answer"
NOT_READ = "value-not-in-quote"
NO_NAME = "no-name"
OTHER_FIELD = "another-field"
MOOD = "not-said-to-be-so"
NO_SYSTEM = "system-not-carried"
NO_SERVICE = "service-not-told"
NO_PROPOSAL = "no-proposal"

REASONS = {
    TOO_SHORT: "its quote is too short to mean something, or too long to point at it",
    NOT_THERE: "its quote does not stand in the letter",
    NOT_ANSWERED: "its quote stands in no answer of the council",
    NOT_READ: "its value or name is not read in the quote",
    NO_NAME: "what it names is no name of a system or supplier",
    OTHER_FIELD: "what it quotes is read as another kind of fact",
    MOOD: "the clause denies or supposes it, or tells of another time",
    NO_SYSTEM: "the letter does not tie it to that system",
    NO_SERVICE: "nothing around it tells of that service",
    NO_PROPOSAL: "it has not the form of a proposal",
}
"""What each reason says."""
