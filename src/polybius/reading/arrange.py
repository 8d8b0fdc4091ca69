"""Puts the blocks of a page in order: byline, dates, body, captions, litter within the article, comments."""

from __future__ import annotations

import re
from bisect import bisect_right

from polybius.reading import dates, front, litter
from polybius.reading.items import MIN_ANCHOR_CHARS, Article, Item
from polybius.reading.scan import Scan, Segment, squeeze

_CREDIT = re.compile(
    r"\s+[A-Z]\w{1,20}/(?:Archive|Getty(?: Images)?|Reuters|AFP|AP|EPA|EFE|Pool|TASS|Xinhua)\W*$"
    r"|\s*[(\[]?(?:Photo(?:graph)?|Image|Picture|Foto|Credit)s?\s*(?:credit|by)?\s*[:/©].{2,80}$"
)
MAX_LITTER_CHARS = 20_000
HEAD_LINES = 6
_TEXT_TAGS = {"p", "div", "h2", "h3", "blockquote", "section", "article"}
_NEVER_BODY = {"comments", "cookie"}
_LITTER_REGIONS = {*_NEVER_BODY, "share", "subscribe", "advert", "related"}


def arrange(scan: Scan, body: list[Item], heading: Item | None, article: Article) -> list[Item]:
    """Title, byline, body with captions, litter within the article, then comments; other page furniture is counted only."""
    body = [item for item in body if not (heading and squeeze(item.text).casefold() == squeeze(heading.text).casefold())]
    _label(body, scan)
    body = [part for item in body for part in (_caption(item) if item.kind == "caption" else [item])]
    _leading(body, scan, article)
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


def _leading(body: list[Item], scan: Scan, article: Article) -> None:
    """The extraction may take the byline or the date for the first lines of the text."""
    starts = [part.start for part in scan.segments]
    for item in body[:HEAD_LINES]:
        if litter.is_real(item.text):
            return
        part = _segment_at(scan, starts, item.start) if item.start >= 0 and item.kind == "paragraph" else None
        if part is not None and not _head_item(item, part, article):
            item.kind, item.detail = "paragraph", ""


def _head_start(scan: Scan, first: int) -> int:
    """Without a heading above the body, the byline may stand in the last few blocks before it."""
    before = [part for part in scan.segments if part.end <= first and part.region in {"", "related"}]
    return before[-6].start if len(before) >= 6 else 0


def _label(body: list[Item], scan: Scan) -> None:
    """Mark captions and litter among the main lines."""
    kinds = litter.classify([item.text for item in body])
    starts = [part.start for part in scan.segments]
    total = sum(len(item.text) for item in body) or 1
    anchor = next((item.start for item in body if item.start >= 0 and litter.is_real(item.text)), -1)
    in_region: dict[str, int] = {}
    regions: list[str] = []
    for item in body:
        part = _segment_at(scan, starts, item.start)
        regions.append(part.region if part and item.start >= 0 else "")
        in_region[regions[-1]] = in_region.get(regions[-1], 0) + len(item.text)
        if part and part.role == "caption" and item.end <= part.end and len(item.text) < 600:
            item.kind = "caption"
        elif part and part.role == "kicker" and item.start < anchor and item.end <= part.end and litter.is_short(item.text, 4):
            item.kind, item.detail = "litter", "kicker"
    for item, kind, region in zip(body, kinds, regions, strict=True):
        if item.kind == "litter":
            continue
        if kind is not None:
            item.kind, item.detail = "litter", kind
        elif (
            region in _LITTER_REGIONS and in_region[region] * 4 < total and (region in _NEVER_BODY or not litter.is_real(item.text))
        ):
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
        elif inside and part.region == "" and part.tag in _TEXT_TAGS and _recovered(text):
            item.kind, item.detail = _revived(text, article, deck=part.start < first)
            out.append(item)
        elif (inside and (part.start >= first or part.region in {"", "share"})) or (
            part.region == "comments" and part.start >= last > 0
        ):
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


def _recovered(text: str) -> bool:
    """Whether a block that the extraction passed over is running text all the same (a lead, a paragraph in odd markup)."""
    return litter.is_real(text) and litter.classify([text])[0] is None


def _revived(text: str, article: Article, *, deck: bool) -> tuple[str, str]:
    known = {squeeze(title).casefold() for title in (article.stated.title, article.stated.headline) if title}
    if squeeze(text).casefold() in known:
        return "litter", "repeat"
    return "paragraph", "deck" if deck else ""


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
    if (
        byline is None
        and front.is_name(item.text.split(",")[0])
        and "," in item.text
        and any(name in item.text for name in article.stated.authors)
    ):
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
