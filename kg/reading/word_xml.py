"""Small words for WordprocessingML: elements by their local names, so that strict and transitional files read alike."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element


def local(element: _Element) -> str:
    """The name of an element without its namespace; nothing for a comment."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def children(element: _Element | None, name: str) -> Iterator[_Element]:
    return iter(()) if element is None else element.iterchildren(f"{{*}}{name}")


def child(element: _Element | None, *path: str) -> _Element | None:
    """The first child of a name, of that the first of the next name, and so on."""
    for name in path:
        element = next(children(element, name), None)
    return element


def value(element: _Element | None, name: str) -> str:
    """An attribute by its local name; empty where there is none."""
    if element is None:
        return ""
    return next((str(text) for key, text in element.attrib.items() if str(key).rpartition("}")[2] == name), "")


def is_on(element: _Element | None) -> bool | None:
    """What a switch says: on without a value; None where it is not there."""
    if element is None:
        return None
    return value(element, "val").lower() not in ("0", "false", "off", "none")


def number(text: str, default: int = 0) -> int:
    """A whole number, or the default where the text is none."""
    try:
        return int(text)
    except ValueError:
        return default
