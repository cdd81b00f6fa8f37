"""Reviewing: a build and a file of decisions go in, a page comes out on which a person decides claim by claim.

The page is served on this machine alone (`serving`), and writes each decision into the file at once, or is one file
that works from disk and gives its lines to copy or to download.
"""

from kg.reviewing.gathering import Review, Wish, review_of
from kg.reviewing.page import render

__all__ = ["Review", "Wish", "render", "review_of"]
