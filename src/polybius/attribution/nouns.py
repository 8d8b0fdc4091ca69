"""Findings from nouns of saying and thinking: "the ministry's claim that", "accusations by Kyiv that", "fears that"."""

from __future__ import annotations

from polybius.attribution import spans
from polybius.attribution.context import Context, Finding
from polybius.attribution.frames import subtree_range
from polybius.records import Span
from polybius.syntax import Token

_MINE = frozenset({"my", "our", "i", "me", "us", "we", "your"})
# Verbs whose subject is the owner of the noun they govern ("he made the claim that"), and not ("he rejected the claim that").
_LIGHT = frozenset({"make", "issue", "repeat", "voice", "express", "have", "raise", "hold", "give", "send", "level", "deliver"})


def find(context: Context) -> list[Finding]:
    """Return one finding per cue noun with a content clause."""
    parse, out = context.parse, []
    for token in parse.tokens:
        certainty = context.cues.nouns.get(token.lemma.lower())
        if certainty is None or token.pos != "NOUN":
            continue
        clause = _that_clause(context, token, certainty)
        if clause is None:
            continue
        content = spans.tidy(
            context, spans.expand(context, context.span(*subtree_range(context, clause.i)), context.zones[token.i], token.start)
        )
        if content.start < token.end:
            continue
        speaker, referent = _owner(context, token)
        if speaker is None and not _voiceless(context, token, certainty):
            continue
        if referent is not None and parse.tokens[referent].text.lower() in _MINE and context.zones[token.i] < 0:
            continue
        cue = Span(token.start, token.end)
        out.append(Finding(speaker, referent, (cue,), (content,), certainty, "noun", cue, token.i))
    return out


def _that_clause(context: Context, noun: Token, certainty: str) -> Token | None:
    for kid in context.parse.children(noun.i, "acl", "ccomp", "relcl"):
        if kid.i < noun.i or context.zones[kid.i] != context.zones[noun.i]:
            continue
        marks = context.parse.children(kid.i, "mark")
        if kid.dep != "relcl" and any(mark.lemma == "that" for mark in marks):
            return kid
        infinitive = any(aux.tag == "TO" for aux in context.parse.children(kid.i, "aux"))
        if infinitive and kid.dep == "acl" and certainty in ("intended", "asked", "denied"):
            return kid
    return None


def _voiceless(context: Context, noun: Token, certainty: str) -> bool:
    """Whether a noun that names nobody still marks a voice of its own: "claims that", "fears that", "reports that"."""
    return certainty == "claimed" or (noun.lemma.lower() in context.cues.lists["voiceless_nouns"] and noun.tag == "NNS")


def _owner(context: Context, noun: Token) -> tuple[Span | None, int | None]:
    parse = context.parse
    owner = parse.child(noun.i, "poss")
    if owner is None:
        for prep in parse.children(noun.i, "prep"):
            if prep.lemma in ("by", "from", "of", "among"):
                owner = parse.child(prep.i, "pobj")
                break
    if owner is None:
        governor = parse.tokens[noun.head]
        if noun.dep == "dobj" and governor.lemma in _LIGHT:
            found = parse.child(governor.i, "nsubj")
            if found is not None and found.text.lower() not in _MINE:
                owner = found
    if owner is None or context.zones[owner.i] != context.zones[noun.i]:
        return None, None
    first, last = context.noun_phrase(owner.i)
    if owner.dep == "poss" and last > owner.i + 1:
        last = owner.i + 1
    return Span(first, last), owner.i
