"""The tables `petrarch_*.csv` of an overlay, in a form that is quick to match: words of verbs, patterns, actors, agents, discards.

Words are compared as pieces: runs of letters and digits in capitals, so that "U.N.", "Barad-dur" and "don't" are the same pieces
in a dictionary and in a text. The tables are written by `polybius.exchange.petrarch_verbs`.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from polybius.errors import DataError

PIECE = re.compile(r"[^\W_]+")
NO_EVENT = ("---", "+++", "###", "")
MARKS = frozenset("+$%^")
COLUMNS = {
    "petrarch_verbs.csv": ("block", "verb", "forms", "code", "source"),
    "petrarch_patterns.csv": ("block", "pattern", "code", "source"),
    "petrarch_sets.csv": ("set", "words", "source"),
    "petrarch_actors.csv": ("name", "code", "from", "to", "source"),
    "petrarch_agents.csv": ("words", "code", "place", "source"),
    "petrarch_discards.csv": ("phrase", "scope", "source"),
}
Pieces = tuple[str, ...]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Element:
    """One part of a pattern: one of the marks "+$%^", or words of which any may stand there; `close`: beside the part before it
    (on the way out from the verb)."""

    mark: str
    words: tuple[Pieces, ...]
    close: bool


@dataclass(frozen=True, slots=True)
class Pattern:
    """`before`: from the verb leftwards; `after`: from the verb rightwards. `weight` orders patterns, most specific first."""

    before: tuple[Element, ...]
    after: tuple[Element, ...]
    code: str
    weight: tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Form:
    """One form of a verb: its pieces, which of them is the verb, the block it belongs to, and the code without a pattern."""

    pieces: Pieces
    at: int
    block: str
    code: str


@dataclass(frozen=True, slots=True)
class Dictionary:
    """The dictionaries of a user. Lists are kept under the first piece (of a form: its verb), longest phrase first."""

    forms: dict[str, tuple[Form, ...]]
    patterns: dict[str, tuple[Pattern, ...]]
    actors: dict[str, tuple[tuple[Pieces, tuple[tuple[str, str, str], ...]], ...]]
    agents: dict[str, tuple[tuple[Pieces, tuple[str, str]], ...]]
    discards: tuple[tuple[Pieces, bool], ...]


def pieces_of(text: str) -> Pieces:
    """The pieces of some words."""
    return tuple(PIECE.findall(text.upper()))


def load(overlay: Path) -> Dictionary:
    """The dictionaries in an overlay folder; tables that are not there count as empty, but verbs and actors must be there.

    Raises:
        DataError: no table of verbs or actors, a wrong header or row, a pattern that cannot be read; names file and line.
    """
    for name in ("petrarch_verbs.csv", "petrarch_actors.csv"):
        if not (overlay / name).is_file():
            raise DataError(f"{overlay / name}: no such file. Make it: polybius actors import DICTIONARIES -o {overlay}")
    rows = {name: list(_rows(overlay / name, columns)) for name, columns in COLUMNS.items()}
    sets = {cells[0]: _set_words(cells[1]) for _, cells in rows["petrarch_sets.csv"]}
    patterns: dict[str, list[Pattern]] = {}
    for number, (block, text, code, _) in rows["petrarch_patterns.csv"]:
        where = f"{overlay / 'petrarch_patterns.csv'}:{number}"
        patterns.setdefault(block, []).append(compile_pattern(text, code, sets, where))
    actors: dict[Pieces, list[tuple[str, str, str]]] = {}
    for _, (name, code, since, until, _) in rows["petrarch_actors.csv"]:
        actors.setdefault(pieces_of(name), []).append((code, since, until))
    agents = {pieces_of(words): (code, place) for _, (words, code, place, _) in rows["petrarch_agents.csv"]}
    return Dictionary(
        _forms(cells for _, cells in rows["petrarch_verbs.csv"]),
        {block: tuple(sorted(found, key=lambda item: item.weight, reverse=True)) for block, found in patterns.items()},
        _by_first((pieces, tuple(codes)) for pieces, codes in actors.items()),
        _by_first(agents.items()),
        tuple((pieces_of(phrase), scope == "story") for _, (phrase, scope, _) in rows["petrarch_discards.csv"]),
    )


def compile_pattern(text: str, code: str, sets: dict[str, tuple[str, ...]], where: str) -> Pattern:
    """A pattern as written ("$ SAID WOULD * &ARMS_NOW +"), its sets filled in.

    Raises:
        DataError: no `*` or more than one, or a set that is not there; the message begins with `where`.
    """
    # (close to the one before, part): "_" at the rim of a word binds it to its neighbour
    parts: list[tuple[bool, str]] = []
    close = False
    for word in text.split():
        inner = [part for part in word.split("_") if part]
        close = close or word.startswith("_")
        for part in inner:
            parts.append((close, part))
            close = True
        close = word.endswith("_")
    stars = [k for k, (_, part) in enumerate(parts) if part == "*"]
    if len(stars) != 1:
        raise DataError(f"{where}: the pattern '{text}' needs one * for the verb.")
    star = stars[0]
    after = tuple(_element(part, near, sets, where) for near, part in parts[star + 1 :])
    outward = [(parts[k + 1][0], parts[k][1]) for k in range(star - 1, -1, -1)]
    before = tuple(_element(part, near, sets, where) for near, part in outward)
    both = (*before, *after)
    words = sum(max(map(len, item.words), default=0) for item in both)
    return Pattern(before, after, code, (words, sum(bool(item.mark) for item in both), sum(item.close for item in both)))


def _element(part: str, close: bool, sets: dict[str, tuple[str, ...]], where: str) -> Element:
    if part in MARKS:
        return Element(part, (), close)
    if part.startswith("&"):
        if part not in sets:
            raise DataError(f"{where}: the set {part} is not in petrarch_sets.csv. Add it there.")
        return Element("", tuple(sorted({pieces_of(word) for word in sets[part]}, key=lambda p: (-len(p), p))), close)
    return Element("", (pieces_of(part),), close)


def _set_words(cell: str) -> tuple[str, ...]:
    """The words of a set, with their regular plurals."""
    words = [word for word in cell.split(";") if word]
    return tuple(dict.fromkeys((*words, *(word + "S" for word in words if not word.endswith("S")))))


def _forms(rows: Iterable[list[str]]) -> dict[str, tuple[Form, ...]]:
    """Forms by the piece of their verb; what a later row says of the same form holds."""
    latest: dict[tuple[Pieces, int], Form] = {}
    for block, _, forms, code, _ in rows:
        for form in forms.split(";"):
            words = form.split()
            marked = next((k for k, word in enumerate(words) if word.startswith("+")), 0)
            at = sum(len(pieces_of(word)) for word in words[:marked])
            pieces = pieces_of(form)
            latest[pieces, at] = Form(pieces, at, block, code)
    out: dict[str, list[Form]] = {}
    for form_ in latest.values():
        out.setdefault(form_.pieces[form_.at], []).append(form_)
    return {verb: tuple(sorted(found, key=lambda item: -len(item.pieces))) for verb, found in out.items()}


def _by_first(items: Iterable[tuple[Pieces, T]]) -> dict[str, tuple[tuple[Pieces, T], ...]]:
    out: dict[str, list[tuple[Pieces, T]]] = {}
    for pieces, value in items:
        if pieces:
            out.setdefault(pieces[0], []).append((pieces, value))
    return {first: tuple(sorted(found, key=lambda item: -len(item[0]))) for first, found in out.items()}


def _rows(path: Path, columns: tuple[str, ...]) -> Iterable[tuple[int, list[str]]]:
    if not path.is_file():
        return
    with path.open(encoding="utf-8", newline="") as handle:
        reader = csv.reader(handle)
        if tuple(next(reader, ())) != columns:
            raise DataError(f"{path}:1: the header must be {','.join(columns)}.")
        for cells in reader:
            if not cells or cells[0].startswith("#"):
                continue
            if len(cells) != len(columns):
                raise DataError(f"{path}:{reader.line_num}: {len(cells)} cells, expected {len(columns)}. Check commas and quotes.")
            yield reader.line_num, cells
