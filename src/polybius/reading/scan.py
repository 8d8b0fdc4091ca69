"""A tolerant scanner for HTML: visible characters with their place in the page, their blocks, and what the head states.

No tree is built, so that broken markup and deep nesting cannot stop it; time is linear in the length of the page.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from dataclasses import dataclass, field

_TAG = re.compile(r"<!--|<(/?)([a-zA-Z][\w:.-]*)((?:[^>\"']*+(?:\"[^\"]{0,20000}+\"|'[^']{0,20000}+')?+){0,400}+)>|<[!?/][^>]*+>")
_LOOSE = re.compile(r"<(/?)([a-zA-Z][\w:.-]*)([^>]*+)>")
_ATTRIBUTE = re.compile(r"([\w:.-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))|([\w:.-]+)")
_PIECE = re.compile(
    r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});?|\s+"
    r"|[\u200b\u200c\u200e\u200f\u00ad\ufeff\u2060]+|[^&\s\u200b\u200c\u200e\u200f\u00ad\ufeff\u2060]+|&"
)
RAW = {"script", "style", "noscript", "template", "textarea", "svg", "iframe", "select", "title"}
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"}
BLOCK = {"p", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "td", "th", "tr", "table", "tbody", "section",
         "article", "blockquote", "figure", "figcaption", "header", "footer", "nav", "form", "dl", "dt", "dd", "main",
         "aside", "pre", "hr", "br", "body", "html", "button", "center", "address", "fieldset", "details", "summary",
         "caption", "option", "time"}  # fmt: skip
_WORD = r"(?:^|[\s_-])(?:{})(?:$|[\s_-])"
REGIONS = (
    ("comments", re.compile(r"(?:^|[\s_-])(?:comments?|comment-?list|disqus|discussion|respond|replies)(?:$|[\s_-])"
                            r"|disqus_thread|commentlist", re.I)),
    ("cookie", re.compile(r"cookie|consent|gdpr", re.I)),
    ("share", re.compile(_WORD.format(r"share|sharing|social|sharebar|share-?tools|socials?|addtoany|sharedaddy"), re.I)),
    ("subscribe", re.compile(_WORD.format(r"newsletter|newsletters|subscribe|subscription|signup|sign-up|paywall"
                                          r"|piano|login"), re.I)),
    ("related", re.compile(_WORD.format(r"related|recommended|recommendations?|most-?read|most-?popular|trending"
                                        r"|popular|outbrain|taboola|readmore|read-?more|read-?also|more-?stories"
                                        r"|also-?read|teasers?|promo|inline-link|see-?also|jp-relatedposts"), re.I)),
    ("advert", re.compile(_WORD.format(r"ads?|advert|adverts|advertisement|advertising|sponsor|sponsored|adsense|dfp"
                                       r"|banner|adslot|ad-?slot"), re.I)),
    ("tags", re.compile(_WORD.format(r"tags?|topics|keywords|tag-?list|post-?tags|entry-?tags|article-?tags"), re.I)),
    ("navigation", re.compile(_WORD.format(r"nav|navbar|navigation|menu|breadcrumbs?|topnav|sidebar|ticker|masthead"
                                           r"|toolbar|pagination|skip-?link|footer|site-?footer|site-?header"), re.I)),
    ("about-author", re.compile(_WORD.format(r"author-?bio|author-?box|about-?author|bio"), re.I)),
)  # fmt: skip
_TAG_REGION = {"nav": "navigation", "footer": "navigation", "aside": "related", "form": "form", "button": "form", "select": "form"}
ROLES = (
    ("caption", re.compile(r"caption|legende|bildunterschrift", re.I)),
    (
        "byline",
        re.compile(r"byline|(?:^|[\s_-])authors?(?:$|[\s_-])|author-?name|writer|contributor|rel-author|(?:^|\s)vcard", re.I),
    ),
    (
        "date",
        re.compile(
            r"(?:^|[\s_-])(?:date|time|dateline|published|pubdate|timestamp|posted|datetime|date-?time|post-?date"
            r"|entry-?date|publish-?date|meta)(?:$|[\s_-])",
            re.I,
        ),
    ),
    ("kicker", re.compile(_WORD.format(r"kicker|section|category|eyebrow|rubric|overline"), re.I)),
)
_WHOLE = {"html", "body", "main", "article"}


@dataclass(slots=True)
class Segment:
    """One visible block: positions in the stream, the tag, region (kind of litter or "") and role ("" or caption, byline, ...)."""

    start: int
    end: int
    tag: str
    region: str
    role: str


@dataclass(slots=True)
class Scan:
    """What one pass over a page found. `stream` holds the visible characters without white space."""

    page: str
    stream: str = ""
    runs: list[tuple[int, int, int, int]] = field(default_factory=list)
    segments: list[Segment] = field(default_factory=list)
    metas: list[dict[str, str]] = field(default_factory=list)
    links: list[dict[str, str]] = field(default_factory=list)
    times: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    json_ld: list[str] = field(default_factory=list)
    title: str = ""
    lang: str | None = None
    depth: int = 0

    def raw(self, position: int, *, end: bool = False) -> int:
        """Position in the page of the stream character at `position` (its end when `end`, for the character before)."""
        index = bisect_right(self.runs, (position - end, 1 << 60)) - 1
        start, stop, raw_start, raw_stop = self.runs[index]
        if stop - start == raw_stop - raw_start:
            return raw_start + position - start
        return raw_stop if end else raw_start

    def text(self, start: int, end: int) -> str:
        """The visible text of a stretch of the stream, white space run together, tags read as nothing."""
        return self.locate(start, end)[0]

    def locate(self, start: int, end: int) -> tuple[str, list[tuple[int, int, int, int]]]:
        """The visible text of a stretch and pieces (text position -> page position) of it."""
        out: list[str] = []
        pieces: list[tuple[int, int, int, int]] = []
        length = 0

        def keep(text: str, raw_start: int, raw_end: int) -> None:
            nonlocal length
            last = pieces[-1] if pieces else None
            if last and last[3] == raw_start and raw_end - raw_start == len(text) and last[1] - last[0] == last[3] - last[2]:
                pieces[-1] = (last[0], last[1] + len(text), last[2], raw_end)
            else:
                pieces.append((length, length + len(text), raw_start, raw_end))
            out.append(text)
            length += len(text)

        index = max(0, bisect_right(self.runs, (start, 1 << 60)) - 1)
        previous: int | None = None
        while index < len(self.runs) and self.runs[index][0] < end:
            a, b, raw_a, raw_b = self.runs[index]
            low, high = max(a, start), min(b, end)
            index += 1
            if low >= high:
                continue
            if b - a == raw_b - raw_a:
                raw_a, raw_b = raw_a + low - a, raw_a + high - a
            if previous is not None and raw_a > previous and self._spaced(previous, raw_a):
                keep(" ", previous, raw_a)
            keep(self.stream[low:high], raw_a, raw_b)
            previous = raw_b
        return "".join(out), pieces

    def _spaced(self, start: int, end: int) -> bool:
        between = self.page[start:end]
        if "<" not in between:
            return any(c.isspace() for c in html.unescape(between))
        bare = html.unescape(re.sub(r"<[^>]*>", "", between))
        return any(c.isspace() for c in bare) or any(match[2].lower() in BLOCK for match in _LOOSE.finditer(between))


def squeeze(text: str) -> str:
    """`text` without white space and invisible characters: the form in which texts are looked up in the stream."""
    return re.sub(r"[\s\u200b\u200c\u200e\u200f\u00ad\ufeff\u2060]+", "", text)


class _Scanner:
    """State of one pass; `run` fills a `Scan`."""

    def __init__(self, page: str) -> None:
        self.scan = Scan(page)
        self.parts: list[str] = []
        self.length = 0
        self.stack: list[tuple[str, str, str]] = []
        self.open_start = 0
        self.inline_role: str | None = None
        self.no_end: set[str] = set()

    def run(self) -> Scan:
        page, position = self.scan.page, 0
        while (tag_at := page.find("<", position)) >= 0:
            if tag_at > position:
                self._text(position, tag_at)
            position = self._markup(tag_at)
        if position < len(page):
            self._text(position, len(page))
        self._close_segment()
        self.scan.stream = "".join(self.parts)
        return self.scan

    def _markup(self, at: int) -> int:
        page = self.scan.page
        if page.startswith("<!--", at):
            end = page.find("-->", at + 4) if "-->" not in self.no_end else -1
            if end < 0:
                self.no_end.add("-->")
                return at + 4
            return end + 3
        match = _TAG.match(page, at) or _LOOSE.match(page, at)
        if match is None:
            self._text(at, at + 1)
            return at + 1
        if match[2] is None:
            return match.end()
        name = match[2].lower()
        if match[1]:
            self._end_tag(name)
            return match.end()
        return self._start_tag(name, match[3] or "", match.end())

    def _start_tag(self, name: str, source: str, end: int) -> int:
        if name in RAW:
            return self._raw(name, source, end)
        attributes = parse_attributes(source) if source else {}
        if name == "meta":
            self.scan.metas.append(attributes)
        elif name == "link":
            self.scan.links.append(attributes)
        elif name == "time" or "datetime" in attributes or attributes.get("itemprop") == "datePublished":
            self.scan.times.append((self.length, attributes))
        elif name == "html":
            self.scan.lang = attributes.get("lang") or attributes.get("xml:lang")
        if name in BLOCK:
            self._close_segment()
        if name in VOID or source.rstrip().endswith("/"):
            return end
        if name in {"p", "li", "td", "tr", "dt", "dd", "option"} and self.stack and self.stack[-1][0] == name:
            self.stack.pop()
        region, role = (self.stack[-1][1], self.stack[-1][2]) if self.stack else ("", "")
        if name not in _WHOLE:
            region = _region(name, attributes) or region
            role = _role(name, attributes) or role
        self.stack.append((name, region, role))
        self.scan.depth = max(self.scan.depth, len(self.stack))
        return end

    def _end_tag(self, name: str) -> None:
        if name in BLOCK:
            self._close_segment()
        for back in range(1, min(len(self.stack), 60) + 1):
            if self.stack[-back][0] == name:
                del self.stack[-back:]
                return

    def _raw(self, name: str, source: str, end: int) -> int:
        if name in self.no_end:
            return end
        closing = re.compile(rf"</{name}\s*>", re.I).search(self.scan.page, end)
        if closing is None:
            self.no_end.add(name)
            return end
        inside = self.scan.page[end : closing.start()]
        if name == "script" and "ld+json" in source.lower():
            self.scan.json_ld.append(inside)
        elif name == "title" and not self.scan.title:
            self.scan.title = " ".join(html.unescape(inside).split())
        return closing.end()

    def _text(self, start: int, end: int) -> None:
        for match in _PIECE.finditer(self.scan.page, start, end):
            text = match[0]
            first = text[0]
            if first.isspace() or first in "\u200b\u200c\u200e\u200f\u00ad\ufeff\u2060":
                continue
            if first == "&":
                text = squeeze(html.unescape(text))
                if not text:
                    continue
            # A block whose whole text lies in one inline element (<small class="caption">) takes that element's role.
            role = self.stack[-1][2] if self.stack else ""
            self.inline_role = role if self.inline_role in (None, role) else ""
            self.parts.append(text)
            self.scan.runs.append((self.length, self.length + len(text), match.start(), match.end()))
            self.length += len(text)

    def _close_segment(self) -> None:
        if self.length > self.open_start:
            tag, region, role = self.stack[-1] if self.stack else ("", "", "")
            block = next((entry[0] for entry in self.stack[:-9:-1] if entry[0] in BLOCK), tag)
            self.scan.segments.append(Segment(self.open_start, self.length, block, region, role or self.inline_role or ""))
        self.inline_role = None
        self.open_start = self.length


def scan_page(page: str) -> Scan:
    """One pass over `page`."""
    return _Scanner(page).run()


def parse_attributes(source: str) -> dict[str, str]:
    """Attributes of one tag, names in lower case, values unescaped; the first of a repeated name counts."""
    out: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(source):
        name = (match[1] or match[5]).lower()
        value = next((part for part in match.groups()[1:4] if part is not None), "")
        out.setdefault(name, html.unescape(value))
    return out


def _region(name: str, attributes: dict[str, str]) -> str:
    names = f"{attributes.get('class', '')} {attributes.get('id', '')}"
    if names.strip():
        for region, pattern in REGIONS:
            if pattern.search(names):
                return region
    return _TAG_REGION.get(name, "")


def _role(name: str, attributes: dict[str, str]) -> str:
    if name == "figcaption":
        return "caption"
    if attributes.get("itemprop") == "author" or attributes.get("rel") == "author":
        return "byline"
    names = f"{attributes.get('class', '')} {attributes.get('id', '')}"
    if name == "time":
        return "date"
    if names.strip():
        for role, pattern in ROLES:
            if pattern.search(names):
                return role
    return ""
