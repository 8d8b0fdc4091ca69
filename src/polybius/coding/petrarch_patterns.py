"""Whether a pattern of a verb dictionary fits the words around a verb, and who stands at its marks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from polybius.coding.petrarch_actors import NOMINAL, Hit, Scene
from polybius.coding.petrarch_tables import Element, Pattern

Bound = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Window:
    """Where a pattern may look: its verb at pieces [start, end), words before it down to `low`, after it up to `high`."""

    start: int
    end: int
    low: int
    high: int


def bind(pattern: Pattern, scene: Scene, window: Window) -> dict[str, tuple[str, ...]] | None:
    """The codes at the marks "+", "$" and "%" of a pattern that fits, None if it does not."""
    for left in _leftwards(pattern.before, scene, window.start, window.low):
        for right in _rightwards(pattern.after, scene, window.end, window.high):
            return dict((*left, *right))
    return None


def _rightwards(elements: tuple[Element, ...], scene: Scene, at: int, high: int) -> Iterator[Bound]:
    if not elements:
        yield ()
        return
    element, rest = elements[0], elements[1:]
    for end, bound in _steps_right(element, scene, at, high):
        for more in _rightwards(rest, scene, end, high):
            yield (*bound, *more)


def _steps_right(element: Element, scene: Scene, at: int, high: int) -> Iterator[tuple[int, Bound]]:
    if element.mark == "^":
        end = _phrase_end(scene, at)
        if end is not None and end <= high:
            yield end, ()
    elif element.mark:
        for hit in scene.actors:
            if hit.start >= at and hit.end <= high and hit.codes and (not element.close or _beside(scene, at, hit.start)):
                codes = _codes(scene, hit)
                if element.mark != "%" or len(codes) > len(hit.codes):
                    yield hit.end, ((element.mark, codes),)
                    return
    else:
        for k in (at,) if element.close else range(at, high):
            for words in element.words:
                if scene.matches(words, k) and k + len(words) <= high:
                    yield k + len(words), ()
                    break


def _leftwards(elements: tuple[Element, ...], scene: Scene, at: int, low: int) -> Iterator[Bound]:
    if not elements:
        yield ()
        return
    element, rest = elements[0], elements[1:]
    for start, bound in _steps_left(element, scene, at, low):
        for more in _leftwards(rest, scene, start, low):
            yield (*bound, *more)


def _steps_left(element: Element, scene: Scene, at: int, low: int) -> Iterator[tuple[int, Bound]]:
    if element.mark == "^":
        start = _phrase_start(scene, at)
        if start is not None and start >= low:
            yield start, ()
    elif element.mark:
        for hit in reversed(scene.actors):
            if low <= hit.start and hit.end <= at and hit.codes and (not element.close or _beside(scene, hit.end, at)):
                codes = _codes(scene, hit)
                if element.mark != "%" or len(codes) > len(hit.codes):
                    yield hit.start, ((element.mark, codes),)
                    return
    else:
        for end in (at,) if element.close else range(at, low, -1):
            for words in element.words:
                if end - len(words) >= low and scene.matches(words, end - len(words)):
                    yield end - len(words), ()
                    break


def _codes(scene: Scene, hit: Hit) -> tuple[str, ...]:
    """The codes of the noun phrase an actor stands in, of what it is coordinated with too."""
    head = scene.base_head(hit.head)
    while scene.parse.tokens[head].dep == "conj" and scene.parse.tokens[scene.parse.tokens[head].head].pos in NOMINAL:
        head = scene.parse.tokens[head].head
    return scene.codes(head) or hit.codes


def _beside(scene: Scene, start: int, end: int) -> bool:
    """Whether nothing but an article stands between two pieces."""
    return all(piece in ("THE", "A", "AN") for piece in scene.pieces[start:end])


def _phrase_end(scene: Scene, at: int) -> int | None:
    """The piece after the next noun phrase."""
    for k in range(at, len(scene.pieces)):
        token = scene.parse.tokens[scene.owner[k]]
        if token.pos in NOMINAL and token.dep != "poss":
            name = next((hit for hit in scene.actors if hit.start <= k < hit.end), None)
            end = scene.piece_at(scene.base_head(token.i) + 1)
            return max(end, name.end) if name else end
    return None


def _phrase_start(scene: Scene, at: int) -> int | None:
    """The first piece of the noun phrase before a piece."""
    for k in range(at - 1, -1, -1):
        token = scene.parse.tokens[scene.owner[k]]
        if token.pos in NOMINAL:
            return min(scene.piece_at(scene.base(scene.base_head(token.i))[0]), k)
    return None
