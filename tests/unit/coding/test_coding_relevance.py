"""The gate against sport, recipes and the like works on shares, not on single words."""

from __future__ import annotations

from collections.abc import Callable

from polybius import coding
from polybius.coding.relevance import acts_are_meant
from polybius.records import Analysis

Build = Callable[..., Analysis]


def text(build: Build, words: list[str]) -> Analysis:
    rows = [f"{word} {word} NOUN NN {'ROOT' if i == 0 else 'conj'} 0" for i, word in enumerate(words)]
    return build("\n".join(rows))


def test_sport_page_is_let_go(analysis: Build) -> None:
    words = ["striker", "goal", "coach", "league", "penalty"] * 10 + ["minister"]
    relevant, reason = coding.relevance(text(analysis, words))
    assert not relevant
    assert reason.startswith("sport")


def test_political_news_may_mention_a_match(analysis: Build) -> None:
    words = ["minister", "treaty", "border", "house", "tree", "road"] * 8 + ["match", "goal"]
    assert coding.relevance(text(analysis, words))[0]


def test_short_texts_are_not_judged(analysis: Build) -> None:
    assert coding.relevance(text(analysis, ["goal", "striker"]))[0]


def test_reports_of_an_irrelevant_page_become_discards(analysis: Build) -> None:
    words = ["striker", "goal", "coach", "league", "penalty"] * 10
    rows = [f"{word} {word} NOUN NN {'ROOT' if i == 0 else 'conj'} 0" for i, word in enumerate(words)]
    act = "rebels rebel NOUN NNS nsubj 1\nkilled kill VERB VBD ROOT 1\nsoldiers soldier NOUN NNS dobj 1"
    from polybius import ontology

    coded = coding.code(analysis("\n".join(rows), act), coding.load(), ontology.load())
    assert coded.reports == ()
    assert "irrelevant_genre" in {discard.reason for discard in coded.discards}


def test_a_document_whose_candidates_are_no_acts_is_let_go() -> None:
    relevant, reason = acts_are_meant([0.1, 0.2, 0.3, 0.4])
    assert not relevant and "0.250" in reason
    assert acts_are_meant([0.9, 0.8, 0.7])[0]


def test_a_few_candidates_say_nothing_about_a_document() -> None:
    assert acts_are_meant([]) == (True, "few candidates: not judged")
    assert acts_are_meant([0.1])[0]
