"""A marked sentence as token numbers: what the classifier reads, in training and at run time alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence

#: Token numbers of the marks before and after a source, a target and a trigger: unused places of the BERT vocabulary.
MARKS: dict[str, tuple[int, int]] = {"s": (1, 2), "t": (3, 4), "v": (5, 6)}
CLS, SEP, PAD = 101, 102, 0
#: Longest input; the longest training row has 88. What stands farthest from any mark is left out.
MAX_TOKENS = 96

#: (kind "s", "t" or "v", start, end) in characters of the sentence.
Marked = tuple[str, int, int]


def pieces(text: str, spans: Sequence[Marked]) -> list[tuple[str, str]]:
    """`text` cut at the marks: (kind or "", characters) in text order. A span that overlaps an earlier one is left out."""
    out: list[tuple[str, str]] = []
    last = 0
    for kind, start, end in sorted(spans, key=lambda span: (span[1], span[2])):
        if start < last or end <= start:
            continue
        out += [("", text[last:start]), (kind, text[start:end])]
        last = end
    out.append(("", text[last:]))
    return [(kind, part) for kind, part in out if part.strip()]


def encode(parts: Sequence[tuple[str, str]], numbers: Callable[[str], Sequence[int]], longest: int = MAX_TOKENS) -> list[int]:
    """Token numbers of a sentence given as `pieces`; `numbers` turns characters into word-piece numbers."""
    tokens: list[int] = []
    marked: list[int] = []
    for kind, part in parts:
        inner = list(numbers(part))
        if kind:
            marked += [len(tokens), len(tokens) + len(inner) + 1]
            tokens += [MARKS[kind][0], *inner, MARKS[kind][1]]
        else:
            tokens += inner
    room = longest - 2
    if len(tokens) > room:
        near = sorted(range(len(tokens)), key=lambda i: (min((abs(i - m) for m in marked), default=i), i))[:room]
        tokens = [tokens[i] for i in sorted(near)]
    return [CLS, *tokens, SEP]
