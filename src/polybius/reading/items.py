"""An article on its way out of a page: blocks in the making, and what was learned of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from polybius.reading.metadata import Stated
from polybius.reading.scan import Scan, squeeze

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
        """The paragraphs, one a line, without the deck between headline and text."""
        return "\n".join(item.text for item in self.items if item.kind == "paragraph" and item.detail != "deck")


def find(scan: Scan, text: str, after: int = 0) -> tuple[int, int]:
    """Stream positions of `text`, looked for from `after` on, then from the start; (-1, -1) when it is not in the page."""
    wanted = squeeze(text)
    at = scan.stream.find(wanted, after)
    if at < 0 and after:
        at = scan.stream.find(wanted)
    return (at, at + len(wanted)) if at >= 0 and wanted else (-1, -1)
