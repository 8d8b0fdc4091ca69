"""Near-duplicate groups against texts whose similarity is known."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from polybius.archive.lineage import MIN_JACCARD, near_duplicates, shingles

WIRE = "The foreign ministers of both countries met in Geneva on Monday to discuss the terms of a ceasefire, officials said."
TEXTS = st.lists(st.lists(st.sampled_from("abcd"), max_size=12).map(" ".join), max_size=8)


def test_copy_with_a_new_ending_is_the_same_text() -> None:
    copy = WIRE.replace("officials said", "an official said late")
    other = "Shares fell sharply on Tuesday after the central bank raised its main interest rate for the third time this year."
    assert near_duplicates([WIRE, other, copy]) == [0, 1, 0]


def test_case_and_punctuation_do_not_matter() -> None:
    assert near_duplicates([WIRE, WIRE.upper().replace(",", "")]) == [0, 0]


def test_groups_are_transitive() -> None:
    words = [f"w{k}" for k in range(60)]
    chain = [" ".join(words[start : start + 40]) for start in (0, 8, 16)]
    first, last = shingles(chain[0]), shingles(chain[2])
    assert len(first & last) / len(first | last) < MIN_JACCARD
    assert near_duplicates(chain) == [0, 0, 0]


def test_empty_texts_stand_alone() -> None:
    assert near_duplicates(["", "", WIRE]) == [0, 1, 2]


@given(TEXTS)
def test_the_candidate_filter_loses_no_pair(texts: list[str]) -> None:
    found = near_duplicates(texts)
    for i, a in enumerate(texts):
        for j, b in enumerate(texts):
            one, other = shingles(a), shingles(b)
            if one and other and len(one & other) >= MIN_JACCARD * len(one | other):
                assert found[i] == found[j]
    assert all(found[leader] == leader <= position for position, leader in enumerate(found))
