"""Findings from speaker labels: "US: talks failed" in a headline, "Jane Roe: ..." in an interview, "X: '...'" in a list."""

from __future__ import annotations

import re

from polybius.attribution.context import Context, Finding
from polybius.records import Span

_LABEL = re.compile(r"[\"“'‘]?([A-Z][^\W\d_]*[.’'-]?(?:[ -][A-Z(][\w.’')-]*){0,4})(\s*:|\.(?= [A-Z]))")
_TURN = ("Q", "A")


def find(context: Context) -> list[Finding]:
    """Return the findings of labels; a transcript is told by a label that comes back at the head of several paragraphs."""
    turns = _turns(context)
    return turns or _colons(context)


def _turns(context: Context) -> list[Finding]:
    text, heads = context.text, []
    for block in context.analysis.document.blocks:
        if block.kind != "paragraph":
            continue
        match = _LABEL.match(text, block.start, min(block.end, block.start + 60))
        if match and (match.group(2).strip() == ":" or match.group(1) in _TURN):
            heads.append((match, block))
    names = [match.group(1) for match, _ in heads]
    if not any(names.count(name) > 1 for name in names) or len(heads) < 3:
        return []
    out = []
    partners: dict[str, int] = {}
    for match, block in heads:
        tokens = context.parse.tokens_in(match.start(1), match.end(1))
        content = context.trim(match.end(), block.end)
        if not tokens or content.end - content.start < 2:
            continue
        first, last = tokens[0].i, tokens[-1].i + 1
        head = context.parse.head_of_span(first, last)
        cue = Span(match.start(2), match.end(2))
        certainty = "asked" if context.text[content.start : content.end].rstrip('”"').endswith("?") else "asserted"
        if match.group(1) in _TURN:
            head = partners.get(match.group(1), -1)
        elif certainty == "asked":
            partners.setdefault("Q", head)
        else:
            partners.setdefault("A", head)
        speaker = Span(first, last) if head >= 0 else None
        clause = Span(block.start, cue.end)
        out.append(Finding(speaker, head if head >= 0 else None, (cue,), (content,), certainty, "label:turn", clause, first))
    return out


def _colons(context: Context) -> list[Finding]:
    out = []
    parse = context.parse
    for number, sentence in enumerate(parse.sentences):
        if number and parse.sentences[number - 1].block == sentence.block:
            continue
        colon = next(
            (i for i in range(sentence.first, min(sentence.first + 8, sentence.last)) if parse.tokens[i].text == ":"), None
        )
        if colon is None or colon == sentence.first:
            continue
        tokens = parse.tokens[sentence.first : colon]
        if any(token.pos in ("VERB", "AUX", "ADP") for token in tokens) or tokens[-1].pos not in ("PROPN", "NOUN"):
            continue
        end = parse.tokens[colon].end
        block = context.zone_span(-1, sentence.start)
        quote = next((q for q in context.quotes if q.start >= end and not context.text[end : q.start].strip()), None)
        headline = sentence.kind == "title" and any(token.ent or token.pos == "PROPN" for token in tokens)
        if quote is not None and (quote.kind == "speech" or headline) and quote.end <= block.end:
            content = Span(quote.start, quote.end)
        elif headline and context.parse.tokens_in(end, block.end) and tokens[0].ent in ("GPE", "ORG", "PERSON", "NORP"):
            content = context.trim(end, block.end)
        else:
            continue
        cue = Span(parse.tokens[colon].start, end)
        head = parse.head_of_span(sentence.first, colon)
        speaker = Span(sentence.first, colon)
        out.append(Finding(speaker, head, (cue,), (content,), "asserted", "label:colon", Span(sentence.start, end), colon))
    return out
