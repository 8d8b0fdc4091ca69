"""Plain text to a Document: headline, byline, dateline, paragraphs, litter; exact map back to the bytes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from statistics import median

from polybius.reading import dates, front, litter
from polybius.reading.builder import TextBuilder, to_bytes
from polybius.reading.encoding import Decoded
from polybius.records import OffsetMap

_LINE = re.compile(r"[^\n]*\S[^\n]*")
_YEARLESS = re.compile(rf"\b(?:{dates.MONTH})\.?\s+\d{{1,2}}\b|\b\d{{1,2}}\s+(?:{dates.MONTH})\b", re.I)
HEAD_LINES = 8


@dataclass(slots=True)
class Front:
    """What the head of a text states about itself."""

    title: str | None = None
    authors: tuple[str, ...] = ()
    description: str = ""
    outlet: str | None = None
    published: str | None = None
    published_from: str | None = None
    section: str = ""
    notes: list[str] = field(default_factory=list)

    def date(self, value: str | None, origin: str) -> None:
        """Keep `value` unless an earlier line has already given the date."""
        if value and self.published is None:
            self.published, self.published_from = value, origin


@dataclass(frozen=True, slots=True)
class Line:
    """A line or an unwrapped paragraph: its span in the source and its text with white space run together."""

    start: int
    end: int
    text: str
    after_blank: bool = False


@dataclass(frozen=True, slots=True)
class Laid:
    """The laid-out text: builder (with pieces over the source) and what its head states."""

    builder: TextBuilder
    front: Front


def lay_out(source: str, *, title: str | None = None, feed_lines: bool = True) -> Laid:
    """Split `source` into blocks.

    Args:
        source: the decoded text, any line ends.
        title: the headline when it is known from elsewhere (a column, a feed); it becomes the first block.
        feed_lines: read headline, byline and date lines from the first lines.
    """
    lines = unwrap(split_lines(source))
    kinds = litter.classify([line.text for line in lines])
    laid = Laid(TextBuilder(), Front(title=title))
    if title:
        laid.builder.add(title, "title")
    roles = _head(lines, kinds, laid.front) if feed_lines else {}
    first_paragraph = True
    for k, line in enumerate(lines):
        kind = kinds[k]
        laid.builder.gap("\n\n" if line.after_blank else "\n")
        if k in roles:
            laid.builder.add_slice(source, line.start, line.end, roles[k])
        elif kind is not None or _repeats(line, laid.front, k):
            laid.builder.add_slice(source, line.start, line.end, "litter", kind or "repeat")
        else:
            _paragraph(laid, source, line, first=first_paragraph)
            first_paragraph = False
    return laid


def offsets(laid: Laid, source: str, decoded: Decoded | None) -> OffsetMap:
    """The map to the bytes of the file; empty when `decoded` is None (the text came out of a larger record)."""
    if decoded is None:
        return OffsetMap()
    return to_bytes(laid.builder.pieces, source, decoded.encoding, decoded.n_bom_bytes)


def split_lines(source: str) -> list[Line]:
    """The non-empty lines of `source`."""
    out: list[Line] = []
    previous = 0
    flat = source.replace("\r\n", " \n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    for match in _LINE.finditer(flat):
        text = " ".join(match[0].split())
        if text.strip("\ufeff\u200b\u200e\u200f"):
            out.append(Line(match.start(), match.end(), text, flat.count("\n", previous, match.start()) > 1))
        previous = match.end()
    return out


def unwrap(lines: list[Line]) -> list[Line]:
    """Join the lines of hard-wrapped paragraphs (old wire copy, e-mail); other texts come back as they are."""
    groups: list[list[Line]] = []
    for line in lines:
        if groups and not line.after_blank:
            groups[-1].append(line)
        else:
            groups.append([line])
    inner = [line for group in groups for line in group[:-1]]
    if len(inner) < 4:
        return lines
    width = median(len(line.text) for line in inner)
    broken = sum(not line.text.endswith((".", "!", "?", ".”", '."', ":", ";")) for line in inner)
    if not 40 <= width <= 100 or broken * 10 < len(inner) * 6 or max(len(line.text) for line in lines) > 130:
        return lines
    out: list[Line] = []
    for group in groups:
        pending = [group[0]]
        for line in group[1:]:
            # A line far shorter than the margin ends its paragraph: a byline, a list, a heading.
            if len(pending[-1].text) < 0.6 * width:
                out.append(_joined(pending))
                pending = []
            pending.append(line)
        out.append(_joined(pending))
    return out


def _joined(lines: list[Line]) -> Line:
    return Line(lines[0].start, lines[-1].end, " ".join(line.text for line in lines), lines[0].after_blank)


def _head(lines: list[Line], kinds: list[str | None], front_matter: Front) -> dict[int, str]:
    """Find headline, byline and date lines among the first lines: line number -> block kind."""
    roles: dict[int, str] = {}
    for k, line in enumerate(lines[:HEAD_LINES]):
        text = line.text
        if litter.is_real(text) and not _is_first_title(lines, k, roles, front_matter):
            if byline := _long_byline(text):
                _take_byline(byline, front_matter)
                roles[k] = "byline"
                continue
            break
        if kinds[k] == "navigation":
            front_matter.section = f"{front_matter.section} {text}".strip()
            continue
        if (byline := front.parse_byline(text)) and (not front_matter.authors or not byline.authors):
            _take_byline(byline, front_matter)
            roles[k], kinds[k] = "byline", None
        elif dates.is_date_line(text):
            front_matter.date(dates.iso_of(text), "date line")
            roles[k], kinds[k] = "dateline", None
        elif found := front.place_date(text):
            front_matter.date(found, "dateline")
            front_matter.outlet = front_matter.outlet or front.outlet_of(text)
            roles[k], kinds[k] = "dateline", None
        elif kinds[k] is None and _is_first_title(lines, k, roles, front_matter):
            front_matter.title = text
            roles[k] = "title"
        elif _bare_name(lines, k, roles, front_matter):
            front_matter.authors = (text,)
            roles[k] = "byline"
    for k, line in enumerate(lines[-3:], len(lines) - min(3, len(lines))):
        stated = dates.iso_of(line.text) if dates.is_date_line(line.text) else front.stated_date(line.text)
        if k not in roles and stated and len(lines) > 3:
            front_matter.date(stated, "date line")
            roles[k] = "dateline"
    if front_matter.title and front_matter.published is None:
        front_matter.date(front.title_date(front_matter.title), "title")
    return roles


def _long_byline(text: str) -> front.Byline | None:
    return front.parse_byline(text) if len(text) <= 160 and not text.endswith(".") else None


def _take_byline(byline: front.Byline, front_matter: Front) -> None:
    front_matter.authors = byline.authors or front_matter.authors
    front_matter.description = byline.description or front_matter.description
    front_matter.outlet = byline.outlet or front_matter.outlet
    front_matter.date(byline.published, "byline")


def _bare_name(lines: list[Line], k: int, roles: dict[int, str], front_matter: Front) -> bool:
    """A name alone between the headline and a date line is a byline."""
    if front_matter.authors or not front.is_name(lines[k].text) or roles.get(k - 1) != "title" or k + 1 >= len(lines):
        return False
    below = lines[k + 1].text
    return dates.is_date_line(below) or front.place_date(below) is not None


def _is_first_title(lines: list[Line], k: int, roles: dict[int, str], front_matter: Front) -> bool:
    if front_matter.title is not None or any(kind != "dateline" for kind in roles.values()) or k + 1 >= len(lines):
        return False
    if not front.looks_like_title(lines[k].text, followed_by_blank=lines[k + 1].after_blank):
        return False
    # A headline stands above running text; a list of short lines has none.
    return any(litter.is_real(line.text) or len(line.text) > 100 for line in lines[k + 1 : k + 1 + HEAD_LINES])


def _repeats(line: Line, front_matter: Front, k: int) -> bool:
    return front_matter.title is not None and 0 < k < HEAD_LINES and line.text.casefold() == front_matter.title.casefold()


def _paragraph(laid: Laid, source: str, line: Line, *, first: bool) -> None:
    builder, start = laid.builder, line.start
    length, agency, day = front.dateline_end(line.text) if first else (0, None, None)
    if length:
        cut = _position(source, line, length)
        builder.add_slice(source, start, cut, "dateline")
        builder.gap(" ")
        start = cut
        laid.front.date(day, "dateline")
        if laid.front.outlet is None and agency:
            laid.front.outlet = agency
        if laid.front.published is None and (yearless := _YEARLESS.search(line.text[:length])):
            laid.front.notes.append(f"the dateline names {yearless[0]} without a year; give --published to date the text")
    builder.add_slice(source, start, line.end, "paragraph")


def _position(source: str, line: Line, length: int) -> int:
    """Position in `source` after the first `length` characters of the line's run-together text."""
    wanted = len(line.text[:length].replace(" ", ""))
    position = line.start
    while wanted:
        wanted -= not source[position].isspace()
        position += 1
    return position
