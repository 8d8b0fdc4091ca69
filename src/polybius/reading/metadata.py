"""What an HTML page states about its article: JSON-LD, meta tags, links, times, URL. Nothing is guessed from the clock."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from polybius.reading import dates
from polybius.reading.scan import Scan

_ARTICLE = re.compile(r"(?:News|Opinion|Analysis|Reportage|Report|Background|Review|Scholarly|Tech|Satirical"
                      r"|Advertiser)?\w*Article|BlogPosting|SocialMediaPosting|DiscussionForumPosting|LiveBlogPosting"
                      r"|Report", re.I)  # fmt: skip
_PUBLISHED_METAS = (
    "article:published_time", "og:article:published_time", "article:published", "og:published_time", "datepublished",
    "dc.date.issued",
    "dcterms.created", "dcterms.issued", "dc.date.created", "citation_publication_date", "parsely-pub-date", "sailthru.date",
    "pubdate",
    "publishdate", "publish-date", "publish_date", "publication_date", "publicationdate", "article.published", "displaydate",
    "ptime",
    "cxenseparse:recs:publishtime", "rnews:datepublished", "bt:pubdate", "originalpublicationdate", "date_published",
    "dc.date", "dcterms.date", "date",
)  # fmt: skip
_AUTHOR_METAS = (
    "author",
    "article:author",
    "parsely-author",
    "dc.creator",
    "dcterms.creator",
    "byl",
    "sailthru.author",
    "citation_author",
    "article:author_name",
    "cxenseparse:author",
)
_TITLE_METAS = ("og:title", "twitter:title", "dc.title", "dcterms.title", "headline", "sailthru.title", "parsely-title", "title")
_SITE_METAS = (
    "og:site_name",
    "application-name",
    "dc.publisher",
    "dcterms.publisher",
    "article:publisher",
    "publisher",
    "copyright",
)
_SECTION_METAS = ("article:section", "og:article:section", "section", "parsely-section")
_URL_DAY = re.compile(
    r"/((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2]|[1-9])[/-]?(0[1-9]|[12]\d|3[01])(?=[/._-]|$)|/((?:19"
    r"|20)\d\d)/([a-z]{3})/(\d{1,2})/",
    re.I,
)
_URL_MONTH = re.compile(r"/((?:19|20)\d\d)/(0[1-9]|1[0-2])(?=/)")
_SEPARATED = re.compile(r"\s+(?:[|\u2013\u2014\u00bb\u2022\u00b7]|::?|: :|-|/|>)\s+")
_BAD_AUTHOR = re.compile(
    r"https?:|www\.|@|^(?:admin|administrator|editor|webmaster|staff|null|none|undefined|user|root)$|[<>{}]", re.I
)


@dataclass(frozen=True, slots=True)
class Stated:
    """What the page's head states. `published_from` is json-ld, meta, time or url."""

    title: str | None = None
    headline: str | None = None
    authors: tuple[str, ...] = ()
    outlet: str | None = None
    published: str | None = None
    published_from: str | None = None
    url: str | None = None
    section: str = ""
    month: str | None = None


def stated(scan: Scan, url: str = "") -> Stated:
    """Collect what the page `scan` states; `url` is where it came from, "" when unknown."""
    nodes = list(_article_nodes(scan))
    metas = _meta_map(scan)
    canonical = _canonical(scan, metas, url)
    published, origin = _published(scan, nodes, metas, canonical or url)
    outlet = next((name for node in nodes if (name := _name(node.get("publisher")))), None) or _first(metas, _SITE_METAS)
    headline = next((_plain(node.get("headline")) for node in nodes if _plain(node.get("headline"))), None)
    title = headline or _first(metas, _TITLE_METAS) or None
    section = " ".join([*(str(node.get("articleSection", "")) for node in nodes), *(str(node.get("@type", "")) for node in nodes),
                        _first(metas, _SECTION_METAS) or ""])  # fmt: skip
    month = _URL_MONTH.search(canonical or url)
    return Stated(
        title=_strip_site(title, outlet or _host(canonical or url)) if title else None,
        headline=_strip_site(scan.title, outlet or _host(canonical or url)) if scan.title else None,
        authors=_authors(nodes, metas),
        outlet=None if outlet and re.match(r"https?:|@|©", outlet) else outlet,
        published=published,
        published_from=origin,
        url=canonical,
        section=section,
        month=f"{month[1]}-{month[2]}" if month else None,
    )


def _host(url: str) -> str | None:
    return urlsplit(url).netloc.removeprefix("www.").rsplit(".", 1)[0] or None


def url_date(url: str) -> str | None:
    """The day in a URL path such as /2020/04/07/; None without one."""
    match = _URL_DAY.search(urlsplit(url).path if "://" in url else url)
    if match is None:
        return None
    if match[1]:
        return dates.clean_stamp(f"{match[1]}-{int(match[2]):02d}-{int(match[3]):02d}")
    return dates.iso_of(f"{match[6]} {match[5]} {match[4]}")


def _article_nodes(scan: Scan) -> Iterator[dict[str, Any]]:
    for source in scan.json_ld:
        yield from _nodes(source)


def _nodes(source: str) -> list[dict[str, Any]]:
    cleaned = re.sub(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*$", "", source).strip().rstrip(";")
    try:
        data = json.loads(cleaned, strict=False)
    except (ValueError, RecursionError):
        return []
    found: list[dict[str, Any]] = []
    queue: list[Any] = [data]
    while queue and len(found) < 20:
        item = queue.pop(0)
        if isinstance(item, list):
            queue = [*item[:50], *queue]
        elif isinstance(item, dict):
            types = item.get("@type")
            names = types if isinstance(types, list) else [types]
            if any(isinstance(name, str) and _ARTICLE.fullmatch(name) for name in names):
                found.append(item)
            queue += [
                item[key]
                for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement")
                if isinstance(item.get(key), (list, dict))
            ]
    return found


def _meta_map(scan: Scan) -> dict[str, list[str]]:
    out: dict[str, list[str]] = {}
    for meta in scan.metas:
        value = meta.get("content", "").strip()
        for key in ("property", "name", "itemprop"):
            if value and meta.get(key):
                out.setdefault(meta[key].strip().lower(), []).append(value)
    return out


def _first(metas: dict[str, list[str]], names: tuple[str, ...]) -> str | None:
    return next((_plain(value) for name in names for value in metas.get(name, []) if _plain(value)), None)


def _published(scan: Scan, nodes: list[dict[str, Any]], metas: dict[str, list[str]], url: str) -> tuple[str | None, str | None]:
    for node in nodes:
        if found := dates.clean_stamp(_plain(node.get("datePublished"))):
            return found, "json-ld"
    for name in _PUBLISHED_METAS:
        for value in metas.get(name, []):
            if found := dates.clean_stamp(value):
                return found, "meta"
    for _, attributes in scan.times:
        marked = "pubdate" in attributes or "datePublished" in attributes.get("itemprop", "")
        marked = marked or "published" in attributes.get("class", "").split()
        if marked and (found := dates.clean_stamp(attributes.get("datetime") or attributes.get("content"))):
            return found, "time"
    if found := url_date(url):
        return found, "url"
    return None, None


def _canonical(scan: Scan, metas: dict[str, list[str]], url: str) -> str | None:
    candidates = [link.get("href", "") for link in scan.links if "canonical" in link.get("rel", "").lower().split()]
    candidates += metas.get("og:url", [])
    for candidate in candidates:
        full = urljoin(url, candidate.strip()) if url.startswith("http") else candidate.strip()
        parts = urlsplit(full)
        # A canonical link to the front page is a mistake of the site, not an address of the article.
        if parts.scheme in {"http", "https"} and parts.netloc and parts.path.strip("/"):
            return full
    return url if url.startswith("http") else None


def _authors(nodes: list[dict[str, Any]], metas: dict[str, list[str]]) -> tuple[str, ...]:
    for node in nodes:
        value = node.get("author") or node.get("creator")
        entries = value if isinstance(value, list) else [value]
        if names := clean_authors([name for entry in entries if (name := _name(entry))]):
            return names
    for name in _AUTHOR_METAS:
        if names := clean_authors(metas.get(name, [])):
            return names
    return ()


def clean_authors(values: list[str]) -> tuple[str, ...]:
    """Names out of author fields: "By " dropped, "A and B" split, addresses and placeholders dropped, no repeats."""
    out: list[str] = []
    for value in values:
        text = re.sub(r"^\s*(?:by|author|von|par|por)\b\s*:?\s*", "", _plain(value), flags=re.I)
        if re.search(r"\b(?:reports|staff|service|agencies)\b", text, re.I):
            if text not in out and len(text) <= 80 and not _BAD_AUTHOR.search(text):
                out.append(text)
            continue
        for part in re.split(r"\s+and\s+|\s*;\s*|\s+&\s+|,\s+(?=[A-Z][\w.'’-]+\s+[A-Z])|\s*\|\s*", text):
            name = re.sub(r"(?:,?\s+(?:Ph\.?D|M\.?D|R\.?D|MPH|MSc?|MBA|J\.?D)\.?)+$|\s+on$", "", part.strip(" ,.|"))
            name = f"{name}." if re.search(r"\b(?:Jr|Sr)$", name) else name
            if name and len(name) <= 80 and not _BAD_AUTHOR.search(name) and name not in out:
                out.append(name)
    return tuple(out)


def _name(value: Any) -> str:
    if isinstance(value, list):
        return next((name for entry in value if (name := _name(entry))), "")
    if isinstance(value, dict):
        return _name(value.get("name"))
    return _plain(value)


def _plain(value: Any) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    if not isinstance(value, str):
        return ""
    return " ".join(re.sub(r"<[^>]{0,200}>", "", html.unescape(value)).split())


def site_in_title(page_title: str, title: str | None) -> str | None:
    """The outlet's name in "Headline - Outlet"; None when the page title has another form."""
    if not title or not page_title.casefold().startswith(title.casefold()):
        return None
    rest = re.sub(r"^[\s|\u2013\u2014\u00bb\u2022\u00b7:/>-]+", "", page_title[len(title) :]).strip()
    return rest if rest != page_title and 0 < len(rest.split()) <= 5 and not _SEPARATED.search(rest) else None


def _strip_site(title: str, outlet: str | None) -> str:
    """`title` without " | Outlet" at its end (or begin)."""
    title = title.strip()
    pieces = list(_SEPARATED.finditer(title))
    if not pieces:
        return title
    head, tail = title[: pieces[-1].start()], title[pieces[-1].end() :]
    low = (outlet or "").casefold()
    close = re.sub(r"\W+", "", tail.casefold())
    if low and (tail.casefold() in low or low in tail.casefold() or (close and close in low)):
        return _strip_site(head, outlet) if len(head) > 3 else title
    first, rest = title[: pieces[0].start()], title[pieces[0].end() :]
    if low and first.casefold() == low:
        return rest
    return title
