from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polybius.records import Analysis
from polybius.syntax import Parse, Sentence, Token

VISIT = """
Putin  Putin PROPN NNP nsubj 2 PERSON
and    and   CCONJ CC  cc    0
visited visit VERB VBD ROOT  2
Beijing Beijing PROPN NNP dobj 2 GPE
on     on    ADP   IN  prep  2
Thursday Thursday PROPN NNP pobj 4 DATE
"""
TALKS = """
They they PRON PRP nsubj 1
met meet VERB VBD ROOT 1
"""


@pytest.fixture
def parse(analysis: Callable[..., Analysis]) -> Parse:
    return analysis(VISIT, TALKS).parse


def words(tokens: tuple[Token, ...]) -> list[str]:
    return [token.text for token in tokens]


def test_children_in_text_order_and_by_label(parse: Parse) -> None:
    assert words(parse.children(2)) == ["Putin", "Beijing", "on"]
    assert words(parse.children(2, "dobj", "prep")) == ["Beijing", "on"]
    assert parse.children(5) == ()


def test_child_is_the_first_or_none(parse: Parse) -> None:
    assert parse.child(2, "prep", "dobj").text == "Beijing"  # type: ignore[union-attr]
    assert parse.child(2, "agent") is None


def test_subtree_holds_the_token_and_all_below(parse: Parse) -> None:
    assert parse.subtree(2) == [0, 1, 2, 3, 4, 5]
    assert parse.subtree(4) == [4, 5]


def test_ancestors_nearest_first(parse: Parse) -> None:
    assert words(tuple(parse.ancestors(5))) == ["on", "visited"]
    assert list(parse.ancestors(2)) == []


def test_sentence_of_a_token(parse: Parse) -> None:
    assert [parse.sentence_index(i) for i in (0, 5, 6, 7)] == [0, 0, 1, 1]
    assert parse.sentence_of(7).first == 6


def test_token_at_character(parse: Parse) -> None:
    begin = parse.tokens[2].start
    assert parse.token_at(begin).text == "visited"  # type: ignore[union-attr]
    assert parse.token_at(begin - 1) is None
    assert parse.token_at(10_000) is None


def test_tokens_in_takes_every_overlap(parse: Parse) -> None:
    start, end = parse.tokens[2].start + 1, parse.tokens[3].start + 1
    assert words(parse.tokens_in(start, end)) == ["visited", "Beijing"]
    assert parse.tokens_in(parse.tokens[2].start - 1, parse.tokens[2].start) == ()


def test_head_of_span(parse: Parse) -> None:
    assert parse.head_of_span(4, 6) == 4
    assert parse.head_of_span(0, 6) == 2


def test_conjuncts_follow_the_chain() -> None:
    rows = [("France", 3), ("Italy", 0), ("Spain", 1), ("met", 3)]
    tokens = tuple(
        Token(i, i * 8, i * 8 + len(word), word, word, "PROPN", "NNP", "conj" if i in (1, 2) else "nsubj", head)
        for i, (word, head) in enumerate(rows)
    )
    parse = Parse(tokens, (Sentence(0, 32, 0, 4, 0),))
    assert parse.conjuncts(0) == [0, 1, 2]
    assert parse.conjuncts(3) == [3]


@st.composite
def trees(draw: st.DrawFn) -> Parse:
    """A parse of one sentence whose heads form a tree (each token hangs on an earlier one in a shuffled order)."""
    n_tokens = draw(st.integers(1, 12))
    order = draw(st.permutations(range(n_tokens)))
    heads = {order[0]: order[0]}
    for k in range(1, n_tokens):
        heads[order[k]] = draw(st.sampled_from(order[:k]))
    tokens = tuple(Token(i, 2 * i, 2 * i + 1, "x", "x", "X", "X", "dep", heads[i]) for i in range(n_tokens))
    return Parse(tokens, (Sentence(0, 2 * n_tokens, 0, n_tokens, 0),))


@given(trees())
def test_subtrees_and_ancestors_agree(parse: Parse) -> None:
    for i in range(len(parse.tokens)):
        below = parse.subtree(i)
        assert below == sorted(set(below))
        for k in below:
            assert k == i or i in {token.i for token in parse.ancestors(k)}


@given(trees(), st.integers(0, 30), st.integers(0, 30))
def test_tokens_in_equals_a_plain_scan(parse: Parse, start: int, end: int) -> None:
    plain = tuple(token for token in parse.tokens if token.start < end and token.end > start)
    assert parse.tokens_in(start, end) == plain


@given(trees(), st.integers(0, 30))
def test_token_at_equals_a_plain_scan(parse: Parse, char: int) -> None:
    plain = next((token for token in parse.tokens if token.start <= char < token.end), None)
    assert parse.token_at(char) == plain
