"""The only file that touches trafilatura and htmldate: the main text of a page, and a last look for author and date."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass

import trafilatura
from htmldate import find_date
from trafilatura.settings import use_config

# Its warnings about single pages would reach the user's terminal; what fails here shows in the result.
for _name in ("trafilatura", "htmldate", "courlan"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)
_CONFIG = use_config()
_CONFIG.set("DEFAULT", "EXTRACTION_TIMEOUT", "0")  # a timeout would make the result depend on the machine
_CONFIG.set("DEFAULT", "MAX_TREE_SIZE", "")
# A day of change is not the day of publication; htmldate takes it when it finds no other.
_MODIFIED = re.compile(
    r"<meta\b[^>]{0,200}(?:modified|updated|lastmod|last-mod|revis)[^>]{0,300}>"
    r"|\"(?:dateModified|dateUpdated|uploadDate)\"\s*:\s*\"[^\"]{0,60}\""
    r"|(?:last )?(?:updated|modified|edited)(?:\s+(?:on|at))?\s*:?\s*(?:</?\w[^>]{0,200}>\s*){0,3}[^<]{4,60}"
    r"|(?:©|&copy;|copyright)[^<]{0,80}",
    re.I,
)
LATEST = "2199-12-31"  # htmldate's own upper bound is today's date


@dataclass(frozen=True, slots=True)
class Extracted:
    """Lines of the main text, and what trafilatura made of title, author and day."""

    lines: tuple[str, ...]
    title: str | None = None
    author: str | None = None
    sitename: str | None = None


def extract_body(page: str, url: str | None) -> Extracted:
    """The main text of `page`, line by line; no lines when nothing was found or the page could not be parsed."""
    tree = trafilatura.load_html(page)
    if tree is None:
        return Extracted(())
    text = trafilatura.extract(tree, url=url, include_comments=False, include_tables=True, config=_CONFIG)
    lines = tuple(line.strip() for line in (text or "").split("\n") if line.strip())
    return Extracted(lines)


def extract_metadata(page: str, url: str | None) -> Extracted:
    """Title, author and site name as trafilatura reads them."""
    tree = trafilatura.load_html(page)
    found = trafilatura.extract_metadata(tree, default_url=url) if tree is not None else None
    if found is None:
        return Extracted(())
    return Extracted((), found.title or None, found.author or None, found.sitename or None)


def extract_day(page: str, url: str | None) -> str | None:
    """The day of first publication that htmldate reads out of the page's text; None when it finds none."""
    try:
        found = find_date(
            _MODIFIED.sub(" ", page),
            extensive_search=False,
            original_date=True,
            url=url,
            max_date=LATEST,
            deferred_url_extractor=True,
        )
    except (ValueError, TypeError, OverflowError):
        return None
    return found or None
