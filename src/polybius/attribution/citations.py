"""Findings from "citing": whoever is cited stands behind the words that the one who cites passes on.

"The attack killed 20, the ministry said, citing local police": the police say it, in the ministry's telling.
"""

from __future__ import annotations

from polybius.attribution.context import Context, Finding
from polybius.attribution.spans import subtract
from polybius.records import Span
from polybius.syntax import Token

_NAMED = ("PERSON", "ORG", "GPE", "NORP")


def cited(context: Context) -> dict[int, int]:
    """Return the tokens "citing" or "quoting" whose object can speak, each with the head of that object."""
    out = {}
    for token in context.parse.tokens:
        if token.tag != "VBG" or token.lemma.lower() not in context.cues.lists["quoted_passives"]:
            continue
        target = context.parse.child(token.i, "dobj", "pobj")
        if target is not None and context.zones[target.i] == context.zones[token.i] and _speaks(context, target):
            out[token.i] = target.i
    return out


def find(context: Context, findings: list[Finding], tokens: dict[int, int]) -> list[Finding]:
    """Return one finding per cited speaker whose words another finding of the sentence passes on."""
    out = []
    for at, head in tokens.items():
        token = context.parse.tokens[at]
        host = _host(context, findings, token)
        if host is None:
            continue
        first, last = context.noun_phrase(head)
        clause = Span(token.start, context.parse.tokens[last - 1].end)
        content = tuple(span for span in subtract(list(host.content), clause) if context.text[span.start : span.end].strip(" ,."))
        if content:
            cue = Span(token.start, token.end)
            out.append(
                Finding(Span(max(first, at + 1), last), head, (cue,), content, "asserted", "citing", clause, at, host=host.token)
            )
    return out


def _speaks(context: Context, noun: Token) -> bool:
    return noun.ent in _NAMED or context.is_document(noun.i) or noun.lemma.lower() in context.cues.lists["informants"]


def _host(context: Context, findings: list[Finding], token: Token) -> Finding | None:
    """The finding of the same sentence that governs "citing", else the nearest one before it."""
    sentence = context.parse.sentence_of(token.i)
    near = [
        finding for finding in findings
        if sentence.first <= finding.token < sentence.last and finding.cue and finding.rule != "noun" and finding.token != token.i
        and context.zones[finding.token] == context.zones[token.i]
    ]  # fmt: skip
    for governor in context.parse.ancestors(token.i):
        for finding in near:
            if finding.token == governor.i:
                return finding
    before = [finding for finding in near if finding.token < token.i]
    return before[-1] if before else None
