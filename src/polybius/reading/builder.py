"""Builds the cleaned text of a document with its blocks and the map back to the original."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from polybius.records import Block, Document, OffsetMap

Piece = tuple[int, int, int, int]
# Characters that carry no text: zero-width space, joiners out of place, soft hyphen, direction marks, BOM.
INVISIBLE = "\u200b\u200c\u200e\u200f\u00ad\ufeff\u2060\u202a\u202b\u202c\u202d\u202e"
_TOKENS = re.compile(rf"[^\S\n]+|[{INVISIBLE}\x00-\x08\x0b\x0c\x0e-\x1f\x7f]+|\n+")


@dataclass(slots=True)
class TextBuilder:
    """Append cleaned stretches one after the other; `blocks` and `pieces` grow with the text."""

    parts: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    length: int = 0

    @property
    def text(self) -> str:
        """The cleaned text so far."""
        return "".join(self.parts)

    def gap(self, separator: str) -> None:
        """Put `separator` before the next block, unless the text is still empty."""
        if self.length:
            self._push(separator)

    def add(self, text: str, kind: str, detail: str = "", *, pieces: Iterable[Piece] = ()) -> None:
        """Append an already clean block; `pieces` map positions within `text` to the original."""
        if not text:
            return
        start = self.length
        self._push(text)
        self.blocks.append(Block(kind, start, self.length, detail))
        self.pieces.extend((start + a, start + b, c, d) for a, b, c, d in pieces)

    def add_slice(self, source: str, start: int, end: int, kind: str, detail: str = "", *, mapped: bool = True) -> None:
        """Append `source[start:end]` with white space run together; the pieces are positions in `source`."""
        text, pieces = clean_slice(source, start, end)
        self.add(text, kind, detail, pieces=pieces if mapped else ())

    def _push(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)


def clean_slice(source: str, start: int, end: int) -> tuple[str, list[Piece]]:
    """`source[start:end]` trimmed, runs of white space (line ends too) as one space, invisible characters dropped; with pieces."""
    while start < end and (source[start].isspace() or source[start] in INVISIBLE):
        start += 1
    while end > start and (source[end - 1].isspace() or source[end - 1] in INVISIBLE):
        end -= 1
    out: list[str] = []
    pieces: list[Piece] = []
    length, position = 0, start

    def keep(text: str, a: int, b: int) -> None:
        nonlocal length
        if pieces and pieces[-1][1] == length and pieces[-1][3] == a and _linear(pieces[-1]) and b - a == len(text):
            first = pieces.pop()
            pieces.append((first[0], length + len(text), first[2], b))
        else:
            pieces.append((length, length + len(text), a, b))
        out.append(text)
        length += len(text)

    for match in _TOKENS.finditer(source, start, end):
        a, b = match.span()
        if a > position:
            keep(source[position:a], position, a)
        # After a dropped invisible character a second space would follow the first.
        if source[a].isspace() and not (out and out[-1].endswith(" ")):
            keep(" ", a, b)
        position = b
    if end > position:
        keep(source[position:end], position, end)
    return "".join(out), pieces


def _linear(piece: Piece) -> bool:
    return piece[1] - piece[0] == piece[3] - piece[2]


def to_bytes(pieces: Sequence[Piece], source: str, encoding: str, n_bom: int) -> OffsetMap:
    """Turn pieces over the characters of `source` into pieces over the bytes it was decoded from.

    Each resulting piece has one width in bytes per character, so that positions inside it can be computed exactly.
    """
    if source.isascii() or encoding in {"windows-1252", "windows-1251"}:
        if encoding.startswith(("utf-16", "utf-32")):
            width = 2 if "16" in encoding else 4
            return OffsetMap(tuple((a, b, c * width + n_bom, d * width + n_bom) for a, b, c, d in pieces), "byte")
        return OffsetMap(tuple((a, b, c + n_bom, d + n_bom) for a, b, c, d in pieces), "byte")
    out: list[Piece] = []
    position, offset = 0, n_bom
    for a, b, c, d in pieces:
        offset += len(source[position:c].encode(encoding, "replace"))
        if d - c != b - a:
            size = len(source[c:d].encode(encoding, "replace"))
            out.append((a, b, offset, offset + size))
            offset += size
        else:
            for width, n in _widths(source[c:d], encoding):
                out.append((a, a + n, offset, offset + n * width))
                a, offset = a + n, offset + n * width
        position = d
    return OffsetMap(tuple(out), "byte")


_ASCII = re.compile(r"[\x00-\x7f]+|[^\x00-\x7f]")


def _widths(text: str, encoding: str) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    narrow = len("a".encode(encoding))
    for match in _ASCII.finditer(text):
        if text[match.start()] <= "\x7f":
            width, n = narrow, match.end() - match.start()
        else:
            width, n = len(match[0].encode(encoding, "replace")), 1
        if runs and runs[-1][0] == width:
            runs[-1] = (width, runs[-1][1] + n)
        else:
            runs.append((width, n))
    return runs


def to_original(document: Document, start: int, end: int) -> tuple[int, int] | None:
    """Where `document.text[start:end]` stands in the original, in units of `document.offsets.unit`.

    Returns None when the first or the last character was not located there.
    """
    pieces = document.offsets.pieces
    first, last = _piece_at(pieces, start), _piece_at(pieces, end - 1)
    if first is None or last is None or end <= start:
        return None
    return _inside(first, start, upper=False), _inside(last, end, upper=True)


def _piece_at(pieces: Sequence[Piece], position: int) -> Piece | None:
    low, high = 0, len(pieces)
    while low < high:
        middle = (low + high) // 2
        if pieces[middle][1] <= position:
            low = middle + 1
        else:
            high = middle
    return pieces[low] if low < len(pieces) and pieces[low][0] <= position else None


def _inside(piece: Piece, position: int, *, upper: bool) -> int:
    a, b, c, d = piece
    if (d - c) % (b - a) == 0 and (b - a > 1 or position in (a, b)):
        return c + (position - a) * ((d - c) // (b - a))
    return d if upper else c
