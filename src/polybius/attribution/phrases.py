"""Findings from adverbial cues: "according to X", "in X's view"."""

from __future__ import annotations

from polybius.attribution import spans
from polybius.attribution.context import Context, Finding
from polybius.attribution.frames import subtree_range
from polybius.records import Span
from polybius.syntax import Token

_FINITE = ("VBD", "VBZ", "VBP", "MD")
_EDGE = (",", "—", "–", "-", "--", "(", ")", ";", ":")
_MINE = frozenset({"my", "our", "i", "me", "us", "we", "your"})


def find(context: Context) -> list[Finding]:
    """Return the findings of set phrases, cue nouns and speaker labels, in text order."""
    return [*_openers(context), *_possessives(context)]


def _openers(context: Context) -> list[Finding]:
    tokens, out = context.parse.tokens, []
    for words, certainty in context.cues.phrases:
        for token in tokens:
            if token.text.lower() != words[0]:
                continue
            last = token.i + len(words)
            if last >= len(tokens) or tuple(t.text.lower() for t in tokens[token.i : last]) != words:
                continue
            head = _noun_after(context, last)
            if head is None or tokens[head].text.lower() in _MINE:
                continue
            first, end = context.noun_phrase(head)
            first, end = max(first, last), _closed(context, max(first, last), end)
            clause = Span(token.start, tokens[end - 1].end)
            finding = _adverbial(context, token, Span(first, end), head, context.span(token.i, last), clause, certainty)
            if finding is not None:
                out.append(finding)
    return out


def _closed(context: Context, first: int, end: int) -> int:
    """An apposition ends in a comma; without one, what follows the first comma is the next clause, not the speaker."""
    tokens = context.parse.tokens
    if end < len(tokens) and tokens[end].text in (",", ".", "”", ")", "—", "–"):
        return end
    commas = [i for i in range(first, end) if tokens[i].text == ","]
    return commas[0] if commas else end


def _noun_after(context: Context, i: int) -> int | None:
    tokens = context.parse.tokens
    zone = context.zones[i - 1]
    for kid in context.parse.children(i - 1, "pobj"):
        if kid.i >= i and context.zones[kid.i] == zone:
            return kid.i
    head = i
    while head < len(tokens) and head < i + 12 and tokens[head].pos in ("DET", "ADJ", "NUM", "PROPN", "NOUN", "PRON", "PART"):
        head += 1
    return head - 1 if head > i and tokens[head - 1].pos in ("PROPN", "NOUN", "PRON") else None


def _adverbial(
    context: Context, opener: Token, speaker: Span, head: int, cue: Span, clause: Span, certainty: str
) -> Finding | None:
    """The content of an adverbial cue is the clause that it hangs in, or the next words where dashes fence it off."""
    text = context.text
    zone = context.zones[opener.i]
    bounds = context.zone_span(zone, opener.start)
    before = text[bounds.start : clause.start].rstrip()
    fenced = before[-1:] in ("–", "—") or before[-2:] == "--"
    after = clause.end + len(text[clause.end : bounds.end]) - len(text[clause.end : bounds.end].lstrip(" ,"))
    if fenced and text[clause.end : clause.end + 1] == ",":
        stop = min((p for p in (text.find(mark, after) for mark in (",", "–", "—", ";", ".”", ". ")) if p > 0), default=bounds.end)
        pieces = [Span(after, min(stop, bounds.end))]
    else:
        pieces = _clause_around(context, opener, clause, bounds, zone)
    pieces = [spans.tidy(context, piece) for piece in pieces]
    pieces = [piece for piece in pieces if piece.end - piece.start > 2]
    if not pieces:
        return None
    return Finding(speaker, head, (cue,), tuple(pieces), certainty, "phrase", clause, opener.i)


def _clause_around(context: Context, opener: Token, clause: Span, bounds: Span, zone: int) -> list[Span]:
    parse = context.parse
    sentence = parse.sentence_of(opener.i)
    start, end = max(sentence.start, bounds.start), min(sentence.end, bounds.end)
    for token in parse.ancestors(opener.i):
        if (
            token.dep in ("ccomp", "parataxis", "relcl", "acl")
            and context.zones[token.i] == zone
            and sentence.first <= token.i < sentence.last
        ):
            first, last = subtree_range(context, token.i)
            inner = context.span(first, last)
            if inner.start <= clause.start and clause.end <= inner.end and token.dep != "relcl":
                begins = any(kid.dep == "mark" for kid in parse.children(token.i))
                if begins or _under_cue(context, token):
                    start, end = max(inner.start, bounds.start), min(inner.end, bounds.end)
            break
    for token in parse.tokens_in(start, end):
        if token.text == ";" and context.zones[token.i] == zone:
            start, end = (token.end, end) if token.end <= clause.start else (start, min(end, token.start))
    whole = [spans.expand(context, Span(start, end), zone, opener.start)]
    pieces = spans.subtract(spans.merge(context.text, whole), clause)
    if len(pieces) == 2 and not any(token.tag in _FINITE for token in parse.tokens_in(*pieces[1])):
        # What follows the speaker without a verb belongs to the speaker ("according to the Observatory, a rights group").
        return pieces[:1]
    return pieces


def _under_cue(context: Context, token: Token) -> bool:
    return context.parse.tokens[token.head].lemma in context.cues.verbs and token.head < token.i


def _possessives(context: Context) -> list[Finding]:
    """'in his view', 'in Mr Rao's words', 'by its own account'."""
    parse, out = context.parse, []
    for prepositions, nouns, certainty in context.cues.possessives:
        for token in parse.tokens:
            if token.text.lower() not in nouns or token.dep not in ("pobj", "npadvmod"):
                continue
            prep = parse.tokens[token.head]
            owner = parse.child(token.i, "poss")
            if (
                owner is None
                or prep.text.lower() not in prepositions
                or prep.pos not in ("ADP", "SCONJ")
                or owner.text.lower() in _MINE
            ):
                continue
            last = subtree_range(context, token.i)[1]
            clause = Span(prep.start, parse.tokens[last - 1].end)
            following = context.text[clause.end : clause.end + 1]
            sentence = parse.sentence_of(token.i)
            if following not in (",", ".") or (prep.i > sentence.first + 1 and parse.tokens[prep.i - 1].text not in _EDGE):
                continue
            first, end = context.noun_phrase(owner.i)
            finding = _adverbial(
                context, prep, Span(first, min(end, owner.i + 1)), owner.i, Span(prep.start, token.end), clause, certainty
            )
            if finding is not None:
                out.append(finding)
    return out
