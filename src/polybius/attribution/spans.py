"""Arithmetic of character spans: widen to whole quotations, join, cut out, tidy the edges."""

from __future__ import annotations

import re
from dataclasses import replace

from polybius.attribution.context import Context, Finding
from polybius.records import Span

# A conjunction left over where the parse cut a coordination.
_TAIL = re.compile(r"\s(?:and|but|or|as|while)\Z")


def expand(context: Context, span: Span, zone: int, at: int) -> Span:
    """The span widened to whole quotations that it cuts, when the cue stands outside them."""
    start, end = span
    for quote in context.quotes:
        if quote.start >= end or quote.end <= start or quote.start <= at < quote.end:
            continue
        if zone >= 0 and not (context.quotes[zone].start <= quote.start and quote.end <= context.quotes[zone].end):
            continue
        start, end = min(start, quote.start), max(end, quote.end)
    return Span(start, end)


def merge(text: str, spans: list[Span]) -> list[Span]:
    """Sorted spans, those that overlap or are parted by white space and commas only joined."""
    out: list[Span] = []
    for span in sorted(spans):
        if out and not text[out[-1].end : max(span.start, out[-1].end)].strip(" \t,"):
            out[-1] = Span(out[-1].start, max(out[-1].end, span.end))
        else:
            out.append(span)
    return out


def subtract(spans: list[Span], hole: Span) -> list[Span]:
    """The spans without the characters of `hole`."""
    out = []
    for start, end in spans:
        if hole.end <= start or hole.start >= end:
            out.append(Span(start, end))
            continue
        if start < hole.start:
            out.append(Span(start, hole.start))
        if hole.end < end:
            out.append(Span(hole.end, end))
    return out


def tidy(context: Context, span: Span) -> Span:
    """The span without separating punctuation at its edges; a final full stop goes too unless the span is more than a clause."""
    text = context.text
    span = context.trim(*span)
    while tail := _TAIL.search(text[span.start : span.end]):
        span = context.trim(span.start, span.start + tail.start())
    if text[span.end : span.end + 1] == "-" and text[span.end + 1 : span.end + 2].isalnum():
        # A prefix cut off at its hyphen ("to re-open") would end the content in the middle of a word.
        span = context.trim(span.start, context.sentence_end(span.end))
    one_sentence = text[span.end - 1 : span.end] == "." and ". " not in text[span.start : span.end - 1]
    initial = text[span.end - 3 : span.end - 2].isspace() or text[span.end - 3 : span.end - 2] == "."
    return context.trim(span.start, span.end - 1) if one_sentence and not initial and span.end - span.start > 1 else span


def with_content(finding: Finding, context: Context, extra: Span) -> Finding:
    """The finding with one more piece of content."""
    pieces = subtract(merge(context.text, [*finding.content, extra]), finding.clause)
    return replace(finding, content=tuple(pieces))
