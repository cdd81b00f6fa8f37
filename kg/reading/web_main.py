"""A parsed web page → its main part, without what is not shown or is not the page's matter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.reading.marks import tidy

if TYPE_CHECKING:
    from lxml.etree import _Element

_NEVER = frozenset(
    (
        *("script", "style", "noscript", "template", "head", "button", "input", "select", "option", "textarea", "svg"),
        *("del", "s", "strike"),
        *("iframe", "object", "embed", "canvas", "audio", "video", "map", "dialog", "datalist", "progress", "meter"),
    )
)
_AROUND = frozenset(("nav", "aside", "footer"))
_ROLES = frozenset(
    (
        "navigation",
        "banner",
        "contentinfo",
        "search",
        "complementary",
        "dialog",
        "alertdialog",
        "menu",
        "menubar",
        "tablist",
    )
)
_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+|\d+")
_NAMES = frozenset(
    (
        *("cookie", "cookies", "consent", "gdpr", "breadcrumb", "breadcrumbs", "crumb", "crumbs", "nav", "navigation"),
        *(
            "navbar",
            "menu",
            "submenu",
            "leftnav",
            "rightnav",
            "topnav",
            "subnav",
            "skip",
            "skiplink",
            "sidebar",
            "related",
        ),
        *(
            "share",
            "sharing",
            "social",
            "feedback",
            "survey",
            "rating",
            "pagination",
            "pager",
            "toolbar",
            "popup",
            "modal",
        ),
        *(
            "advert",
            "newsletter",
            "subscribe",
            "promo",
            "noprint",
            "tagcloud",
            "backtotop",
            "contentinfo",
            "crumbtrail",
        ),
    )
)
_OUTER_NAMES = frozenset(
    ("header", "footer", "banner", "masthead", "topbar", "search", "logo", "siteheader", "sitefooter")
)
"""Names that only stand around the main part; within it they are those of its own head and foot."""
_NOT_NAMES = frozenset(
    ("nonav", "content", "main", "body", "wrapper", "container", "page", "layout", "has", "no", "with")
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_UNSEEN = re.compile(r"visually-?hidden|\bsr-only\b|screen-reader-text|element-invisible", re.IGNORECASE)
_MAIN_NAMES = frozenset(("main", "content", "maincontent", "main-content", "page-content", "main_content", "article"))
_MOST = 0.6
"""Nothing that holds a larger share of the page's words is left out: names of classes promise little."""
_LEAST = 0.3
"""A main part holds at least this share of the words that are left."""


def prune(root: _Element, *, whole: bool) -> None:
    """Take out what is not shown, and, unless the text is `whole`, what stands around the main part."""
    total = max(_length(root), 1)
    for element in list(root.iter()):
        if not isinstance(element.tag, str) or element.tag in ("html", "body"):
            continue
        if element.tag in _NEVER or _is_hidden(element):
            drop = True
        else:
            drop = not whole and _is_around(element) and _length(element) < _MOST * total
        if drop:
            _drop(element)


def main_of(root: _Element) -> _Element:
    """The main part of a pruned page; the whole where none is told."""
    total = max(_length(root), 1)
    for found in (list(_told_main(root)), list(root.iter("article"))):
        if found:
            best = max(found, key=_length)
            # Several articles are points of one list, not the page.
            if _length(best) >= _LEAST * total:
                return best
    return root


def _told_main(root: _Element) -> Iterator[_Element]:
    for element in root.iter():
        if isinstance(element.tag, str) and (
            element.tag == "main"
            or (element.get("role") or "").lower() == "main"
            or (element.get("id") or "").lower() in _MAIN_NAMES
        ):
            yield element


def _is_hidden(element: _Element) -> bool:
    return (
        element.get("hidden") is not None
        or (element.get("aria-hidden") or "").lower() == "true"
        or bool(_HIDDEN.search(element.get("style") or ""))
        or bool(_UNSEEN.search(element.get("class") or ""))
    )


def _is_around(element: _Element) -> bool:
    tag = element.tag
    inside = any(
        one.tag in ("main", "article")
        or (one.get("role") or "").lower() == "main"
        or (one.get("id") or "").lower() in _MAIN_NAMES
        for one in element.iterancestors()
    )
    if tag in _AROUND or (tag == "header" and not inside) or (element.get("role") or "").lower() in _ROLES:
        return True
    if tag == "form":
        return not any(True for _ in element.iter("h1", "h2", "table"))
    if tag not in ("div", "section", "ul", "ol", "p", "a", "table", "span", "details", "header", "dl", "td"):
        return False
    names = {w.lower() for w in _WORDS.findall(f"{element.get('class') or ''} {element.get('id') or ''}")}
    names |= set(f"{element.get('class') or ''} {element.get('id') or ''}".lower().split())
    if names & _NAMES:
        return not names & _NOT_NAMES or bool(names & {"cookie", "cookies", "consent", "breadcrumb", "breadcrumbs"})
    return not inside and bool(names & _OUTER_NAMES) and not names & _NOT_NAMES


def words(element: _Element, between: str = "") -> str:
    """All text within an element."""
    return between.join(str(text) for text in element.itertext())


def _length(element: _Element) -> int:
    return sum(len(text.strip()) for text in element.itertext())


def _drop(element: _Element) -> None:
    """Take an element out, and leave the text that follows it."""
    parent = element.getparent()
    if parent is None:
        return
    tail = tidy(element.tail or "")  # a reference such as &#1; may have made a character that XML cannot hold
    before = element.getprevious()
    if before is not None:
        before.tail = tidy(before.tail or "") + tail
    else:
        parent.text = tidy(parent.text or "") + tail
    parent.remove(element)
