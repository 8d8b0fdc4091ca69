"""Which lines of a text are page litter: cues and where the line stands. Real paragraphs must never be lost."""

from __future__ import annotations

from collections.abc import Sequence

from polybius.reading import cues
from polybius.reading.cues import Cue

# A real paragraph: at least so many words and a closing mark (journalistic paragraphs are rarely shorter).
REAL_WORDS = 12
_END = (".", "!", "?", "…", ":", ";", '."', '!"', '?"', ".”", "!”", "?”", ".’", ".)", ".'", "”", '"', "»", "。", "।", "؟", ",”")
_RUN = 4


def classify(lines: Sequence[str]) -> list[str | None]:
    """For each line the kind of litter it is, or None for text to keep.

    Args:
        lines: the lines of one article in reading order, white space already run together; empty lines are None.
    """
    table = cues.load()
    body = [is_real(line) and _match(line, table, {"anywhere", "edge", "tail", "head"}) is None for line in lines]
    for k in range(len(lines) - 1, -1, -1):
        if lines[k] and body[k]:  # the last paragraph of all may be the note on the author
            body[k] = _match(lines[k], table, {"tail-strict"}) is None or sum(body) < 3
            break
    first = next((k for k, real in enumerate(body) if real), len(lines))
    kinds: list[str | None] = [None] * len(lines)
    end = _cut(lines, body, table, kinds)
    last = next((k for k in range(end - 1, -1, -1) if body[k]), -1)
    for k, line in enumerate(lines):
        if kinds[k] is None:
            cue = _match(line, table, _places(k, first, last))
            kinds[k] = cue.kind if cue else None
    if last >= 0:
        _zones(lines, kinds, table, last)
        _runs(lines, kinds, last + 1, len(lines))
    return kinds


def is_real(line: str) -> bool:
    """Whether `line` has the form of a paragraph of running text."""
    return len(line.split()) >= REAL_WORDS and line.endswith(_END)


def is_short(line: str, max_words: int = 12) -> bool:
    """Whether `line` has the form of a label or a link: few words, no closing mark."""
    return len(line.split()) <= max_words and not line.endswith((".", "!", "…", ":", ".”", '."', ".)"))


def _places(k: int, first: int, last: int) -> set[str]:
    places = {"anywhere"}
    if k > last:
        places |= {"tail", "tail-strict", "edge"} if last >= 0 else set()
    if k < first:
        places |= {"head", "edge"}
    return places


def _match(line: str, table: tuple[Cue, ...], places: set[str]) -> Cue | None:
    n_words = len(line.split())
    for cue in table:
        if cue.where in places and 0 < n_words <= cue.max_words and cue.pattern.fullmatch(line):
            return cue
    return None


def _cut(lines: Sequence[str], body: list[bool], table: tuple[Cue, ...], kinds: list[str | None]) -> int:
    """Mark all below a comment heading; return the number of lines before it (all lines when there is none)."""
    total = sum(len(line) for line, real in zip(lines, body, strict=True) if real)
    before = 0
    for k, line in enumerate(lines):
        if body[k]:
            before += len(line)
            continue
        cue = _match(line, tuple(cue for cue in table if cue.cuts), {"anywhere", "tail"})
        if cue is None or before == 0 or before * 2 < total:
            continue
        for n in range(k, len(lines)):
            own = _match(lines[n], table, {"anywhere", "edge", "tail"}) if lines[n] else None
            kinds[n] = own.kind if own else cue.kind if lines[n] else None
        return k
    return len(lines)


def _zones(lines: Sequence[str], kinds: list[str | None], table: tuple[Cue, ...], last: int) -> None:
    """Short lines below a link-box heading, a share bar or a page foot belong to it."""
    kind: str | None = None
    for k in range(last + 1, len(lines)):
        cue = _match(lines[k], table, {"anywhere", "edge", "tail"}) if lines[k] else None
        if cue is not None:
            kind = cue.kind if cue.zone else kind or "navigation"
        elif kinds[k] is None and kind is not None and lines[k] and is_short(lines[k]):
            kinds[k] = "counter" if lines[k].strip("() ").isdigit() else "related" if kind == "related" else "navigation"


def _runs(lines: Sequence[str], kinds: list[str | None], start: int, end: int) -> None:
    """Four or more very short lines in a row below the text are a menu."""
    run: list[int] = []
    for k in range(start, end + 1):
        if k < end and not lines[k]:
            continue
        if k < end and kinds[k] is None and is_short(lines[k], 4):
            run.append(k)
            continue
        if len(run) >= _RUN:
            for n in run:
                kinds[n] = "navigation"
        run = []
