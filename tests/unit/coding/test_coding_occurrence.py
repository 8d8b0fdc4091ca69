"""The task `status`: the predicate at given words, its status and how sure it is that it happened."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import pytest

from polybius import coding
from polybius.coding.classifier import Judgement
from polybius.coding.encoding import Marked
from polybius.records import Analysis

Build = Callable[..., Analysis]

SENT = """
Kenya Kenya PROPN NNP nsubj 1 GPE
sent send VERB VBD ROOT 1
aid aid NOUN NN dobj 1
. . PUNCT . punct 1
"""
REFUSED = """
Kenya Kenya PROPN NNP nsubj 1 GPE
refused refuse VERB VBD ROOT 1
to to PART TO aux 3
send send VERB VB xcomp 1
aid aid NOUN NN dobj 3
. . PUNCT . punct 1
"""
NAMES = ("actual", "ongoing", "planned", "possible", "demanded", "negated", "refused", "hypothetical")


class Sure:
    """Is sure of one status."""

    def __init__(self, status: str) -> None:
        self.asked: list[tuple[str, Sequence[Marked]]] = []
        self._status = {name: math.log(0.93 if name == status else 0.01) for name in NAMES}

    def judge(self, items: Sequence[tuple[str, Sequence[Marked]]]) -> list[Judgement]:
        self.asked += items
        return [Judgement({}, {}, {}, self._status, ()) for _ in items]


@pytest.mark.parametrize(
    ("rows", "words", "status", "score"), [(SENT, "sent", "actual", 3.0), (REFUSED, "send", "negated", -3.0)]
)
def test_grammar_alone_gives_a_status_and_its_certainty(
    analysis: Build, rows: str, words: str, status: str, score: float
) -> None:
    built = analysis(rows)
    start = built.document.text.index(f"{words} ")
    told = coding.predict_status(built, [(start, start + len(words))], coding.load().cues, None)
    assert told == [{"status": status, "score": score}]


def test_where_there_is_no_word_there_is_no_answer(analysis: Build) -> None:
    built = analysis(SENT)
    assert coding.predict_status(built, [(900, 905)], coding.load().cues, None) == [{"status": None, "score": None}]


def test_the_classifier_reads_the_event_with_its_sides(analysis: Build) -> None:
    built, sure = analysis(SENT), Sure("actual")
    told = coding.predict_status(built, [(6, 10), (900, 905)], coding.load().cues, sure)  # type: ignore[arg-type]
    [(text, marks)] = sure.asked
    assert {(kind, text[a:b]) for kind, a, b in marks} == {("v", "sent"), ("s", "Kenya"), ("t", "aid")}
    assert told[0]["status"] == "actual"
    assert isinstance(told[0]["score"], float) and told[0]["score"] > 2.5
    assert told[1] == {"status": None, "score": None}


def test_doubt_of_the_classifier_lowers_the_score(analysis: Build) -> None:
    built = analysis(SENT)
    [told] = coding.predict_status(built, [(6, 10)], coding.load().cues, Sure("negated"))  # type: ignore[arg-type]
    assert isinstance(told["score"], float) and -3 <= told["score"] < 2.5
