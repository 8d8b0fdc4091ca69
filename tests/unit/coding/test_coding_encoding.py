"""A marked sentence as token numbers."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from polybius.coding.encoding import CLS, MARKS, SEP, encode, pieces

TEXT = "Ankara flew tents to Albania."
SPANS = [("v", 7, 11), ("s", 0, 6), ("t", 21, 28)]


def numbers(text: str) -> list[int]:
    return [1000 + len(word) for word in text.split()]


def test_pieces_are_in_text_order_whatever_the_order_of_the_marks() -> None:
    assert pieces(TEXT, SPANS) == [("s", "Ankara"), ("v", "flew"), ("", " tents to "), ("t", "Albania"), ("", ".")]


def test_a_span_that_overlaps_an_earlier_one_is_left_out() -> None:
    assert pieces("Rebel attack", [("s", 0, 5), ("v", 0, 12)]) == [("s", "Rebel"), ("", " attack")]


def test_marks_stand_around_their_words() -> None:
    ids = encode(pieces(TEXT, SPANS), numbers)
    (before, after), (v1, v2), (t1, t2) = MARKS["s"], MARKS["v"], MARKS["t"]
    assert ids == [CLS, before, 1006, after, v1, 1004, v2, 1005, 1002, t1, 1007, t2, 1001, SEP]


def test_a_long_sentence_keeps_what_stands_near_the_marks() -> None:
    parts = [("", " ".join(["far"] * 50)), ("s", "Chad"), ("", " ".join(["near"] * 50))]
    ids = encode(parts, numbers, longest=12)
    assert len(ids) == 12
    assert ids.index(MARKS["s"][0]) + 2 == ids.index(MARKS["s"][1])
    assert {1003, 1004} <= set(ids)


@given(st.integers(0, 80), st.integers(0, 80), st.integers(8, 40))
def test_the_limit_holds_and_the_marks_stay(before: int, after: int, longest: int) -> None:
    ids = encode([("", "a " * before), ("v", "struck"), ("", "b " * after)], numbers, longest)
    assert len(ids) <= longest
    assert ids[0] == CLS and ids[-1] == SEP
    assert set(MARKS["v"]) <= set(ids)
