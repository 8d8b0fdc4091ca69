"""An HTML page to a Document: title, byline, date, body, captions, litter, each with its place in the page."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from polybius.reading import dates, front, litter, metadata
from polybius.reading.builder import TextBuilder
from polybius.reading.document import Facts, finish
from polybius.reading.encoding import decode
from polybius.reading.metadata import Stated
from polybius.reading.options import MAX_PAGE_BYTES, MAX_TEXT_CHARS, ReadOptions, discard
from polybius.reading.scan import Scan, Segment, scan_page, squeeze
from polybius.records import Discard, Document, OffsetMap

# Parsers that build a tree recurse or give up beyond such depths; no article nests so deep.
MAX_DEPTH = 400
_CREDIT = re.compile(r"\s+[A-Z]\w{1,20}/(?:Archive|Getty(?: Images)?|Reuters|AFP|AP|EPA|EFE|Pool|TASS|Xinhua)\W*$|\s*[(\[]?(?:Photo(?:graph)?|Image|Picture|Foto|Credit)s?\s*(?:credit|by)?\s*[:/©].{2,80}$")
_TABLE_TAGS = re.compile(r"<(/?)(?:table|tbody|thead|tr|td|th)\b", re.I)
MAX_CELL_CHARS = 600
MAX_LITTER_CHARS = 20_000
# Shorter lines ("Diplomacy") return in menus; they anchor nothing.
MIN_ANCHOR_CHARS = 30


@dataclass(slots=True)
class Item:
    """A block in the making; `start`, `end` are stream positions, -1 when the words were not found in the page."""

    kind: str
    text: str
    start: int = -1
    end: int = -1
    detail: str = ""


@dataclass(slots=True)
class Article:
    """An article taken out of a page."""

    scan: Scan
    stated: Stated
    title: str | None = None
    authors: tuple[str, ...] = ()
    description: str = ""
    outlet: str | None = None
    published: str | None = None
    published_from: str | None = None
    items: list[Item] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def body(self) -> str:
        """The paragraphs, one a line."""
        return "\n".join(item.text for item in self.items if item.kind == "paragraph")


def read_html(data: bytes, uri: str, options: ReadOptions, *, url: str = "", declared: str | None = None) -> Document | Discard:
    """One HTML page; `url` is where it was published when that is known from outside, `declared` the HTTP charset."""
    if len(data) > MAX_PAGE_BYTES:
        return discard("too_long", uri, f"{uri}: a page of {len(data):,} bytes; the limit is {MAX_PAGE_BYTES:,}. This is no article page.")
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
    items = article.items if not facts.title else [Item("title", facts.title), *(item for item in article.items if item.kind != "title")]
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
    items = _arranged(scan, body, heading, article)
    _complete(page, url, article)
    if heading is None and article.title:
        items.insert(0, Item("title", article.title, *_find(scan, article.title)))
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
    heads = [part for part in scan.segments if part.tag in {"h1", "h2"} and part.region not in {"comments", "related", "cookie", "share"}]
    wanted = [squeeze(text).casefold() for text in (stated.title, stated.headline) if text]
    for part in heads:
        shown = scan.stream[part.start : part.end].casefold()
        if len(shown) > 5 and any(shown == text or (len(shown) > 15 and (shown in text or text in shown)) for text in wanted):
            return Item("title", scan.text(part.start, part.end), part.start, part.end)
    first = [part for part in heads if part.tag == "h1" and part.end - part.start > 15]
    if len(first) == 1 and not stated.title:
        return Item("title", scan.text(first[0].start, first[0].end), first[0].start, first[0].end)
    return None


def _find(scan: Scan, text: str, after: int = 0) -> tuple[int, int]:
    wanted = squeeze(text)
    at = scan.stream.find(wanted, after)
    if at < 0 and after:
        at = scan.stream.find(wanted)
    return (at, at + len(wanted)) if at >= 0 and wanted else (-1, -1)


def _aligned(lines: list[str], scan: Scan) -> list[Item]:
    """The main lines with their place in the stream: long lines in order first, short ones only between their neighbours."""
    out = [Item("paragraph", " ".join(line.split())) for line in lines]
    cursor = 0
    for item in out:
        if len(item.text) < MIN_ANCHOR_CHARS:
            continue
        item.start, item.end = _find(scan, item.text, cursor)
        if item.start < 0:
            bare = re.sub(r"^[-–•*]\s+", "", item.text)
            item.start, item.end = _find(scan, bare, cursor)
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


def _arranged(scan: Scan, body: list[Item], heading: Item | None, article: Article) -> list[Item]:
    """Title, byline, body with captions, litter within the article, then comments; other page furniture is counted only."""
    body = [item for item in body if not (heading and squeeze(item.text).casefold() == squeeze(heading.text).casefold())]
    _label(body, scan)
    body = [part for item in body for part in (_caption(item) if item.kind == "caption" else [item])]
    placed = [item for item in body if item.start >= 0 and item.kind == "paragraph"]
    anchors = [item for item in placed if len(item.text) >= MIN_ANCHOR_CHARS] or placed
    first = min((item.start for item in anchors), default=0)
    last = max((item.end for item in placed), default=0)
    begin = heading.end if heading and heading.end <= first else _head_start(scan, first)
    covered = sorted((item.start, item.end) for item in body if item.start >= 0)
    extra = _between(scan, covered, begin, first, last, article)
    items = _merge(body, extra)
    if placed:
        _dateline(items, scan, article)
    return ([heading] if heading else []) + items


def _head_start(scan: Scan, first: int) -> int:
    """Without a heading above the body, the byline may stand in the last few blocks before it."""
    before = [part for part in scan.segments if part.end <= first and part.region in {"", "related"}]
    return before[-6].start if len(before) >= 6 else 0


def _label(body: list[Item], scan: Scan) -> None:
    """Mark captions and litter among the main lines."""
    kinds = litter.classify([item.text for item in body])
    starts = [part.start for part in scan.segments]
    total = sum(len(item.text) for item in body) or 1
    in_region: dict[str, int] = {}
    regions: list[str] = []
    for item in body:
        part = _segment_at(scan, starts, item.start)
        regions.append(part.region if part and item.start >= 0 else "")
        in_region[regions[-1]] = in_region.get(regions[-1], 0) + len(item.text)
        if part and part.role == "caption" and item.end <= part.end and len(item.text) < 600:
            item.kind = "caption"
        elif part and part.role == "kicker" and item.end <= part.end and litter.is_short(item.text, 4):
            item.kind, item.detail = "litter", "kicker"
    for item, kind, region in zip(body, kinds, regions, strict=True):
        if item.kind == "litter":
            continue
        if kind is not None:
            item.kind, item.detail = "litter", kind
        elif region in {"comments", "cookie", "share", "subscribe", "advert", "related"} and in_region[region] * 4 < total:
            if not litter.is_real(item.text) or region in {"comments", "cookie"}:
                item.kind, item.detail = "litter", region


def _segment_at(scan: Scan, starts: list[int], position: int) -> Segment | None:
    index = bisect_right(starts, position) - 1
    return scan.segments[index] if 0 <= index < len(scan.segments) else None


def _between(scan: Scan, covered: list[tuple[int, int]], begin: int, first: int, last: int, article: Article) -> list[Item]:
    out: list[Item] = []
    n_left, n_litter = 0, 0
    at = 0
    for part in scan.segments:
        while at < len(covered) and covered[at][1] <= part.start:
            at += 1
        if at < len(covered) and covered[at][0] < part.end:
            continue
        text = scan.text(part.start, part.end)
        item = Item("litter", text, part.start, part.end, part.region or "other")
        inside = begin <= part.start and part.end <= last
        if part.role == "caption" and begin <= part.start <= last and len(text) < 600 and part.region in {"", "related"}:
            out += _caption(item)
        elif inside and part.start < first and _head_item(item, part, article):
            out.append(item)
        elif (inside and (part.start >= first or part.region in {"", "share"})) or (part.region == "comments" and part.start >= last > 0):
            cue = litter.classify([text])[0]
            item.detail = part.region or cue or "other"
            n_litter += len(text)
            if n_litter <= MAX_LITTER_CHARS:
                out.append(item)
            else:
                n_left += len(text)
        else:
            n_left += len(text)
    if n_left:
        article.notes.append(f"{n_left:,} characters of page furniture around the article were left out")
    return out


def _caption(item: Item) -> list[Item]:
    item.kind, item.detail = "caption", ""
    match = _CREDIT.search(item.text)
    if match is None or item.start < 0:
        return [item]
    n_kept = len(squeeze(item.text[: match.start()]))
    credit = Item("litter", item.text[match.start() :].strip(), item.start + n_kept, item.end, "photo-credit")
    item.text, item.end = item.text[: match.start()].rstrip(), item.start + n_kept
    return [item, credit] if n_kept else [credit]


def _head_item(item: Item, part: Segment, article: Article) -> bool:
    """Whether a block between title and body is byline or date; notes what it states."""
    if len(item.text) > 200 or part.region not in {"", "about-author"}:
        return False
    byline = front.parse_byline(item.text)
    if byline is None and part.role == "byline" and front.is_name(item.text):
        byline = front.Byline((item.text,))
    if byline is None and front.is_name(item.text.split(",")[0]) and "," in item.text and any(name in item.text for name in article.stated.authors):
        byline = front.Byline((item.text.split(",")[0],))
    updated = re.search(r"\b(?:updated|modified|edited)\b", item.text, re.I) is not None
    if byline:
        item.kind, item.detail = "byline", ""
        article.authors = article.authors or byline.authors
        article.description = article.description or byline.description
        _visible(article, byline.published, updated)
        return True
    if dates.is_date_line(item.text) or (part.role == "date" and dates.iso_of(item.text) and len(item.text) < 80):
        if updated:
            item.detail = "counter"
            return True
        item.kind, item.detail = "dateline", ""
        _visible(article, dates.iso_of(item.text), updated)
        return True
    return False


def _visible(article: Article, day: str | None, updated: bool) -> None:
    if day and not updated and article.published is None:
        article.published, article.published_from = day, "visible text"


def _merge(body: list[Item], extra: list[Item]) -> list[Item]:
    """Body items keep their order; the others go before the first body item that stands after them in the page."""
    out: list[Item] = []
    queue = sorted(extra, key=lambda item: item.start)
    at = 0
    for item in body:
        while at < len(queue) and item.start >= 0 and queue[at].start < item.start:
            out.append(queue[at])
            at += 1
        out.append(item)
    return out + queue[at:]


def _dateline(items: list[Item], scan: Scan, article: Article) -> None:
    opening = [k for k, item in enumerate(items) if item.kind == "paragraph" and item.start >= 0][:3]
    k = next((k for k in opening if front.dateline_end(items[k].text)[0]), None)
    if k is None:
        return
    item = items[k]
    length, agency, day = front.dateline_end(item.text)
    n_head = len(squeeze(item.text[:length]))
    middle = item.start + n_head
    items[k : k + 1] = [
        Item("dateline", scan.text(item.start, middle), item.start, middle),
        Item("paragraph", scan.text(middle, item.end), middle, item.end),
    ]
    _visible(article, day, False)
    article.outlet = article.outlet or agency


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
