"""Quotations that no cue touches: the same speaker goes on, or nobody is named."""

from __future__ import annotations

from polybius.attribution import spans
from polybius.attribution.context import Context, Finding
from polybius.attribution.quotes import Quote
from polybius.records import Span

# Fewer quoted words are as often a name or irony as somebody's words.
_ECHO_WORDS = 4


def attach(context: Context, findings: list[Finding]) -> list[Finding]:
    """Return the findings with the quotations of continuing speech added, and one finding per quotation without a cue."""
    out = list(findings)
    for index, quote in enumerate(context.quotes):
        if quote.depth or quote.kind == "title" or _covered(out, quote):
            continue
        if quote.kind == "phrase":
            host = _echo(context, out, quote)
            if host is not None:
                out[host] = spans.with_content(out[host], context, Span(quote.start, quote.end))
            continue
        host = _host(context, out, quote, index)
        if host is not None:
            out[host] = spans.with_content(out[host], context, Span(quote.start, quote.end))
        else:
            token = context.parse.token_at(quote.start)
            span = Span(quote.start, quote.end)
            out.append(
                Finding(None, None, (), (span,), "unknown", "quote:no_cue", Span(quote.start, quote.start), token.i if token else 0)
            )
    return sorted(out, key=lambda finding: (finding.content[0].start if not finding.cue else finding.cue[0].start, finding.token))


def _covered(findings: list[Finding], quote: Quote) -> bool:
    """Whether the quotation lies in some content already."""
    return any(start <= quote.start and quote.end <= end for finding in findings for start, end in finding.content)


def _host(context: Context, findings: list[Finding], quote: Quote, index: int) -> int | None:
    """The finding whose speaker goes on: in a chain of pieces, else the last one before in the paragraph or the one above."""
    if quote.chain is not None:
        before = context.quotes[quote.chain]
        for number, finding in enumerate(findings):
            if any(start <= before.start and before.end <= end for start, end in finding.content) and finding.cue:
                return number
    block = context.zone_span(-1, quote.start)
    here = _last_before(context, findings, block.start, quote.start)
    if here is not None:
        return here
    alone = not context.text[block.start : quote.start].strip() and not context.text[quote.end : block.end].strip(" .,")
    if not alone:
        return None
    above = _block_above(context, quote.block)
    if above is None:
        return None
    found = _last_before(context, findings, above.start, above.end)
    return found if found is not None and _ends_block(context, findings[found], above) else None


def _echo(context: Context, findings: list[Finding], quote: Quote) -> int | None:
    """Words in quotation marks in a sentence without a cue echo the speaker of the sentence right before it."""
    token = context.parse.token_at(quote.start)
    if quote.words < _ECHO_WORDS or token is None:
        return None
    index = context.parse.sentence_index(token.i)
    here = context.parse.sentences[index]
    if not index or context.parse.sentences[index - 1].block != here.block:
        return None
    if any(finding.cue and here.first <= finding.token < here.last for finding in findings):
        return None
    before = context.parse.sentences[index - 1]
    return _last_before(context, findings, before.start, before.end)


def _last_before(context: Context, findings: list[Finding], start: int, end: int) -> int | None:
    best: tuple[int, int] | None = None
    for number, finding in enumerate(findings):
        if not finding.cue or finding.speaker is None or not start <= finding.cue[0].start < end:
            continue
        if (
            context.zones[finding.token] >= 0
            or not finding.rule.startswith(("verb", "label", "phrase"))
            or finding.certainty == "denied"
        ):
            continue
        if best is None or finding.cue[0].start > best[0]:
            best = (finding.cue[0].start, number)
    return best[1] if best else None


def _ends_block(context: Context, finding: Finding, block: Span) -> bool:
    """Whether the finding's cue or content stands in the last sentence of its paragraph or ends in a colon or quotation."""
    last = max([finding.clause.end, *(end for _, end in finding.content)])
    return len(context.text[last : block.end].strip(' .,:”"')) == 0


def _block_above(context: Context, number: int) -> Span | None:
    for block in reversed(context.analysis.document.blocks[:number]):
        if block.kind != "litter":
            return Span(block.start, block.end)
    return None
