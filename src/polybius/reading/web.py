"""An HTML page to a Document: title, byline, date, body, captions, litter, each with its place in the page."""

from __future__ import annotations

import re
from bisect import bisect_right

from polybius.reading import litter, metadata
from polybius.reading.arrange import arrange
from polybius.reading.builder import TextBuilder
from polybius.reading.document import Facts, finish
from polybius.reading.encoding import decode
from polybius.reading.items import MIN_ANCHOR_CHARS, Article, Item, find
from polybius.reading.metadata import Stated
from polybius.reading.options import MAX_PAGE_BYTES, MAX_TEXT_CHARS, ReadOptions, discard
from polybius.reading.scan import Scan, Segment, scan_page, squeeze
from polybius.records import Discard, Document, OffsetMap

# Parsers that build a tree recurse or give up beyond such depths; no article nests so deep.
MAX_DEPTH = 400
_TABLE_TAGS = re.compile(r"<(/?)(?:table|tbody|thead|tr|td|th)\b", re.I)
MAX_CELL_CHARS = 600


def read_html(data: bytes, uri: str, options: ReadOptions, *, url: str = "", declared: str | None = None) -> Document | Discard:
    """One HTML page; `url` is where it was published when that is known from outside, `declared` the HTTP charset."""
    if len(data) > MAX_PAGE_BYTES:
        return discard(
            "too_long", uri, f"{uri}: a page of {len(data):,} bytes; the limit is {MAX_PAGE_BYTES:,}. This is no article page."
        )
    decoded = decode(data, declared=declared)
    return from_page(decoded.text, Facts(uri, url=url, encoding=decoded.encoding, notes=decoded.notes), options)


def from_page(page: str, facts: Facts, options: ReadOptions, *, located: bool = True) -> Document | Discard:
    """A Document from HTML in hand; what `facts` state already (a feed, a column) wins over the page."""
    scan = scan_page(page)
    if len(scan.stream) > MAX_TEXT_CHARS:
        return discard(
            "too_long",
            facts.uri,
            f"{facts.uri}: {len(scan.stream):,} visible characters; the limit is {MAX_TEXT_CHARS:,}. Split it into its articles.",
        )
    article = take_article(page, facts.url, scan)
    builder = TextBuilder()
    title = facts.title or article.title
    items = (
        article.items
        if not facts.title
        else [Item("title", facts.title), *(item for item in article.items if item.kind != "title")]
    )
    for item in items:
        builder.gap("\n\n")
        pieces = article.scan.locate(item.start, item.end)[1] if item.start >= 0 and located else ()
        builder.add(item.text, item.kind, item.detail, pieces=pieces)
    published, origin = (facts.published, facts.published_from) if facts.published else (article.published, article.published_from)
    # Stated by the page and the same for every copy of it, so a page read from two files has one uri.
    uri = article.stated.url or facts.uri
    merged = Facts(
        uri=uri,
        title=title,
        authors=facts.authors or article.authors,
        description=facts.description or article.description,
        outlet=facts.outlet or article.outlet,
        published=published,
        published_from=origin,
        section=f"{facts.section} {article.stated.section}".strip(),
        url=article.stated.url or facts.url,
        encoding=facts.encoding,
        notes=(*facts.notes, *article.notes),
    )
    return finish(builder, merged, options, OffsetMap(tuple(builder.pieces), "char"))


def predict_body(data: bytes, url: str = "") -> dict[str, str | list[str] | None]:
    """{body, title, authors, published} of one HTML page, for comparison with gold."""
    article = take_article(decode(data).text, url)
    return {"body": article.body, "title": article.title, "authors": list(article.authors), "published": article.published}


def take_article(page: str, url: str = "", scan: Scan | None = None) -> Article:
    """Find the article in a page; `scan` is its scan when there already is one."""
    scan = scan or scan_page(page)
    stated = metadata.stated(scan, url)
    article = Article(scan, stated, outlet=stated.outlet, published=stated.published, published_from=stated.published_from)
    lines = _main_lines(page, scan, url, article)
    heading = _heading(scan, stated)
    article.title = (heading.text if heading else None) or stated.title or stated.headline or None
    body = _aligned(lines, scan)
    items = arrange(scan, body, heading, article)
    _complete(page, url, article)
    if heading is None and article.title:
        items.insert(0, Item("title", article.title, *find(scan, article.title)))
    article.items = items
    return article


def _main_lines(page: str, scan: Scan, url: str, article: Article) -> list[str]:
    if scan.depth <= MAX_DEPTH:
        from polybius.reading.trafilatura_adapter import extract_body

        bare = re.sub(r"^\s*<\?xml[^>]*\?>", "", page)
        lines = list(extract_body(bare, url or None).lines)
        if any(len(line) > MAX_CELL_CHARS and line.startswith("|") for line in lines):
            # Tables that lay out the page, not data: read again with their cells as plain blocks.
            lines = list(extract_body(_TABLE_TAGS.sub(r"<\1div", bare), url or None).lines)
        if lines:
            return lines
    else:
        article.notes.append(f"tags nested {scan.depth:,} deep: read without a tree, by paragraphs alone")
    return [scan.text(part.start, part.end) for part in scan.segments if _plausible(part, scan)]


def _plausible(part: Segment, scan: Scan) -> bool:
    return part.region == "" and part.role in {"", "date"} and litter.is_real(scan.text(part.start, part.end))


def _heading(scan: Scan, stated: Stated) -> Item | None:
    """The visible heading that is the title: the one that agrees with what the head states, else the only h1."""
    heads = [
        part for part in scan.segments if part.tag in {"h1", "h2"} and part.region not in {"comments", "related", "cookie", "share"}
    ]
    wanted = [squeeze(text).casefold() for text in (stated.title, stated.headline) if text]
    for part in heads:
        shown = scan.stream[part.start : part.end].casefold()
        if len(shown) > 5 and any(shown == text or (len(shown) > 15 and (shown in text or text in shown)) for text in wanted):
            return Item("title", scan.text(part.start, part.end), part.start, part.end)
    first = [part for part in heads if part.tag == "h1" and part.end - part.start > 15]
    if len(first) == 1 and not stated.title:
        return Item("title", scan.text(first[0].start, first[0].end), first[0].start, first[0].end)
    return None


def _aligned(lines: list[str], scan: Scan) -> list[Item]:
    """The main lines with their place in the stream: long lines in order first, short ones only between their neighbours."""
    out = [Item("paragraph", " ".join(line.split())) for line in lines]
    cursor = 0
    for item in out:
        if len(item.text) < MIN_ANCHOR_CHARS:
            continue
        item.start, item.end = find(scan, item.text, cursor)
        if item.start < 0:
            bare = re.sub(r"^[-–•*]\s+", "", item.text)
            item.start, item.end = find(scan, bare, cursor)
            item.text = bare
        cursor = item.end if item.start >= cursor else cursor
    starts = [part.start for part in scan.segments]
    for k, item in enumerate(out):
        if item.start < 0:
            _place_short(out, k, scan, starts)
        if item.start >= 0:
            item.text = scan.text(item.start, item.end)
    return out


def _place_short(items: list[Item], k: int, scan: Scan, starts: list[int]) -> None:
    """Look for a short line as a whole block between the located lines around it (first lines: in the 40 blocks before)."""
    item = items[k]
    low = max((other.end for other in items[:k] if other.start >= 0), default=-1)
    high = next((other.start for other in items[k + 1 :] if other.start >= 0), len(scan.stream))
    above = low < 0
    if above:
        low = scan.segments[max(0, bisect_right(starts, high) - 40)].start if scan.segments else 0
    wanted = squeeze(re.sub(r"^[-–•*]\s+", "", item.text))
    blocks = scan.segments[max(0, bisect_right(starts, low) - 1) : bisect_right(starts, high)]
    for part in reversed(blocks) if above else blocks:
        shown = scan.stream[part.start : part.end]
        if low <= part.start and part.end <= high and wanted and (shown == wanted or (len(wanted) > 12 and wanted in shown)):
            at = part.start + shown.find(wanted)
            item.start, item.end = at, at + len(wanted)
            return
    item.text = re.sub(r"^[-–•*]\s+", "", item.text)


def _complete(page: str, url: str, article: Article) -> None:
    """Fill what the head did not state: authors and day from the visible page, then from the libraries' own search."""
    house = {name.casefold() for name in (article.outlet, article.stated.outlet) if name}
    persons = tuple(name for name in article.stated.authors if name.casefold() not in house)
    article.authors = persons or article.authors or article.stated.authors
    if article.outlet is None:
        article.outlet = metadata.site_in_title(article.scan.title, article.title)
    if article.scan.depth > MAX_DEPTH:
        return
    if not article.authors or not article.title:
        from polybius.reading.trafilatura_adapter import extract_metadata

        found = extract_metadata(page, url or None)
        article.authors = article.authors or metadata.clean_authors([found.author] if found.author else [])
        article.title = article.title or found.title
    if article.published is None:
        from polybius.reading.trafilatura_adapter import extract_day

        if day := extract_day(page, url or None):
            article.published, article.published_from = day, "page search"
        elif article.stated.month:
            article.published, article.published_from = article.stated.month, "url"
