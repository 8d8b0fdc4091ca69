"""The only file that touches feedparser: RSS and Atom, one document per entry."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import feedparser

from polybius.reading import dates, metadata
from polybius.reading.document import Facts
from polybius.reading.options import ReadOptions, discard
from polybius.records import Discard, Document

feedparser.api.SANITIZE_HTML = 0


def read_feed(data: bytes, uri: str, options: ReadOptions) -> Iterator[Document | Discard]:
    """The entries of a feed: full content when the feed carries it, else the summary (noted)."""
    feed = feedparser.parse(data)
    if not feed.entries:
        why = f" ({feed.bozo_exception})" if feed.get("bozo") else ""
        yield discard("no_entries", uri, f"{uri}: a feed without entries{why}. Fetch it again.")
        return
    outlet = str(feed.feed.get("title") or "").strip() or None
    for number, entry in enumerate(feed.entries, 1):
        yield _entry(entry, outlet, uri, number, options)
    if feed.get("bozo") and type(feed.bozo_exception).__name__ == "SAXParseException":
        yield discard(
            "broken_xml", uri, f"{uri}: the feed's XML is broken ({feed.bozo_exception}); {len(feed.entries)} entries were read."
        )


def _entry(entry: Any, outlet: str | None, uri: str, number: int, options: ReadOptions) -> Document | Discard:
    link = str(entry.get("link") or "").strip()
    own = link if link.startswith("http") else f"{uri}#{entry.get('id') or number}"
    contents = [str(part.get("value", "")) for part in entry.get("content", [])]
    body = max(contents, key=len, default="")
    notes: tuple[str, ...] = ()
    if not body.strip():
        body, notes = str(entry.get("summary") or ""), ("the feed carries only a summary",)
    stated = entry.get("published") or entry.get("created")
    day = dates.clean_stamp(str(stated)) if stated else None
    names = [str(author.get("name", "")) for author in entry.get("authors", [])] or [str(entry.get("author", ""))]
    facts = Facts(
        uri=own,
        title=_text(str(entry.get("title") or "")) or None,
        authors=metadata.clean_authors(names),
        outlet=outlet,
        published=day,
        published_from="feed" if day else None,
        section=" ".join(str(tag.get("term", "")) for tag in entry.get("tags", [])),
        url=link,
        notes=notes,
    )
    if not body.strip():
        return discard(
            "no_text", own, f"{uri}: entry {number} has a headline only. Fetch the page itself: {link or 'no link given'}."
        )
    from polybius.reading.text import from_string

    return from_string(_text(body), facts, options)


def _text(fragment: str) -> str:
    """The visible text of an HTML fragment, one block a line."""
    from polybius.reading.scan import scan_page

    scan = scan_page(fragment)
    return "\n".join(scan.text(part.start, part.end) for part in scan.segments)
