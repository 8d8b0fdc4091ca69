"""Geometry of clauses: which tokens belong to a predicate itself, and how two tokens hang together."""

from __future__ import annotations

from polybius.syntax import Parse, Token

# A verb that hangs on another by one of these heads a clause of its own.
CLAUSAL = frozenset({"relcl", "acl", "advcl", "ccomp", "xcomp", "parataxis", "csubj", "csubjpass", "pcomp", "conj", "ROOT"})


def heads_clause(token: Token) -> bool:
    """Whether the token is the predicate of a clause."""
    return token.pos in ("VERB", "AUX") and token.dep in CLAUSAL


def own_tokens(parse: Parse, i: int, stops: frozenset[int] = frozenset()) -> frozenset[int]:
    """`i` and what hangs on it, without the clauses of other predicates and without what hangs on a token of `stops`."""
    out, stack = [], [i]
    while stack:
        node = stack.pop()
        out.append(node)
        for child in parse.children(node):
            if child.i not in stops and not heads_clause(child):
                stack.append(child.i)
    return frozenset(out)


def predicate_of(parse: Parse, i: int) -> int | None:
    """The nearest predicate above token `i` (not `i` itself), or None for a sentence without one."""
    for above in parse.ancestors(i):
        if above.pos in ("VERB", "AUX") and above.dep not in ("aux", "auxpass", "amod", "compound"):
            return above.i
    return None


def path_up(parse: Parse, low: int, high: int) -> list[Token] | None:
    """Tokens strictly between `low` and `high` on the way up, nearest `low` first; None when `high` is not above `low`."""
    if low == high:
        return []
    between: list[Token] = []
    for above in parse.ancestors(low):
        if above.i == high:
            return between
        between.append(above)
    return None


def span_head(parse: Parse, start: int, end: int) -> Token | None:
    """The syntactic head of the characters [start, end), or None when no token lies there."""
    tokens = parse.tokens_in(start, end)
    if not tokens:
        return None
    return parse.tokens[parse.head_of_span(tokens[0].i, tokens[-1].i + 1)]


def lemma(token: Token) -> str:
    """Lemma in lower case, the word itself where there is none."""
    return (token.lemma or token.text).lower()
