"""The content security policy of a page that brings all it needs (https://www.w3.org/TR/CSP3/)."""

from __future__ import annotations

import base64
import hashlib


def policy(scripts: list[str], styles: list[str], *, served: bool = False) -> str:
    """A content security policy that lets run what is written into the page, and nothing else; a page that is `served`
    may speak with its server."""
    return "; ".join(
        (
            "default-src 'none'",
            "script-src " + " ".join(map(_digest, scripts)),
            "style-src " + " ".join(map(_digest, styles)),
            "img-src data:",
            *(["connect-src 'self'"] if served else []),
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        )
    )


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
