"""Grammar and classifier together, on parses made by hand and with a classifier that says what it is told."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest

from polybius import coding, ontology
from polybius.coding import fusion
from polybius.coding.classifier import Judgement
from polybius.coding.encoding import Marked
from polybius.coding.lexicon import TYPES
from polybius.records import Actor, Analysis, Mention, Report

Build = Callable[..., Analysis]
STATUSES = ("actual", "ongoing", "planned", "possible", "demanded", "negated", "refused", "hypothetical")
NUMBERS = {
    "view": {"scale": 1.0, "bonus_0_sides": 0.0, "bonus_1_sides": 1.0, "bonus_2_sides": 2.0, "shift": 0.0},
    "type": {
        "scale": 1.0, "proposal": 0.8, "shift": 0.0, **{f"bonus_{w}_{p}": 1.0 for w in ("verb", "noun") for p in ("full", "part")},
    },
    "status": {"scale": 1.0, "bonus": 1.0, "shift": 0.0},
}
VISIT = """
Putin Putin PROPN NNP nsubj 1 PERSON
visited visit VERB VBD ROOT 1
China China PROPN NNP dobj 1 GPE
. . PUNCT . punct 1
"""
GREENLIT = """
Kenya Kenya PROPN NNP nsubj 1 GPE
zapped zap VERB VBD ROOT 1
Malawi Malawi PROPN NNP dobj 1 GPE
. . PUNCT . punct 1
"""


def logs(labels: Sequence[str], sure: str, share: float) -> dict[str, float]:
    rest = (1 - share) / (len(labels) - 1)
    return {label: math.log(share if label == sure else rest) for label in labels}


class Told:
    """Says one thing of everything; remembers what it was asked."""

    def __init__(self, kind: str, share: float = 0.97, status: str = "actual", mode: str | None = None) -> None:
        self.asked: list[tuple[str, Sequence[Marked]]] = []
        types = logs(("NONE", *TYPES), kind, share)
        self._answer = Judgement(types, types, {kind: mode}, logs(STATUSES, status, 0.97), ("military",))

    def judge(self, items: Sequence[tuple[str, Sequence[Marked]]]) -> list[Judgement]:
        self.asked += items
        return [self._answer for _ in items]


@pytest.fixture(autouse=True)
def numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fusion, "parameters", lambda: NUMBERS)
    monkeypatch.setattr("polybius.coding.judging.parameters", lambda: NUMBERS)


def coded(build: Build, rows: str, told: Any) -> Analysis:
    bare = build(rows)
    named = [t for t in bare.parse.tokens if t.ent]
    mentions = tuple(Mention(t.start, t.end, t.text, t.i, "name", (t.text.lower(),), "test", 1.0) for t in named)
    actors = tuple(Actor(t.text.lower(), t.text, "state") for t in named)
    return coding.code(replace(bare, mentions=mentions, actors=actors), coding.load(), ontology.load(), told)


def only(found: Analysis) -> Report:
    assert len(found.reports) == 1, [r.event_type for r in found.reports]
    return found.reports[0]


def test_the_classifier_reads_the_sentence_with_its_marks(analysis: Build) -> None:
    told = Told("CONSULT")
    coded(analysis, VISIT, told)
    [(text, marks)] = told.asked
    assert sorted((kind, text[a:b]) for kind, a, b in marks) == [("s", "Putin"), ("t", "China"), ("v", "visited")]


def test_agreement_gives_a_probability_and_a_line_in_the_trail(analysis: Build) -> None:
    report = only(coded(analysis, VISIT, Told("CONSULT")))
    assert (report.event_type, report.mode) == ("CONSULT", "visit")
    assert report.probability is not None and report.probability > 0.97
    assert any("both agree" in line for line in report.trail)
    assert "military" in report.contexts


def test_a_sure_classifier_renames_the_act_and_the_rule_says_who_decided(analysis: Build) -> None:
    report = only(coded(analysis, VISIT, Told("ASSAULT", mode="aerial")))
    assert (report.event_type, report.mode) == ("ASSAULT", "aerial")
    assert dict(report.provenance)["event_type"] == "classifier against grammar"


def test_what_is_found_to_be_no_act_becomes_a_discard(analysis: Build) -> None:
    found = coded(analysis, VISIT, Told("NONE"))
    assert found.reports == ()
    assert ("no_act", "visited") in {(d.reason, found.document.text[d.start : d.end]) for d in found.discards}


def test_an_unsure_classifier_leaves_the_grammar_its_type(analysis: Build) -> None:
    report = only(coded(analysis, VISIT, Told("ASSAULT", share=0.1)))
    assert report.event_type == "CONSULT"
    assert report.probability is not None and report.probability < 0.5


def test_the_status_is_decided_by_both(analysis: Build) -> None:
    report = only(coded(analysis, VISIT, Told("CONSULT", status="planned")))
    assert report.status == "planned"
    assert "classifier" in dict(report.provenance)["status"]


def test_a_verb_that_the_lexicon_lacks_is_proposed(analysis: Build) -> None:
    report = only(coded(analysis, GREENLIT, Told("ASSAULT")))
    assert (report.event_type, report.trigger_text) == ("ASSAULT", "zapped")
    assert [p.text for p in (*report.source, *report.target)] == ["Kenya", "Malawi"]


def test_a_proposal_below_the_threshold_is_a_discard(analysis: Build) -> None:
    found = coded(analysis, GREENLIT, Told("ASSAULT", share=0.5))
    assert found.reports == ()
    assert "unsure" in {d.reason for d in found.discards}


def test_without_a_classifier_nothing_is_proposed_and_nothing_has_a_probability(analysis: Build) -> None:
    assert coded(analysis, GREENLIT, None).reports == ()
    assert only(coded(analysis, VISIT, None)).probability is None


INVITED = """
At at ADP IN prep 6
the the DET DT det 2
invitation invitation NOUN NN pobj 0
of of ADP IN prep 2
Xi Xi PROPN NNP pobj 3 PERSON
Putin Putin PROPN NNP nsubj 6 PERSON*
visited visit VERB VBD ROOT 6
China China PROPN NNP dobj 6 GPE
. . PUNCT . punct 6
"""


def test_the_act_beside_it_does_not_rename_an_act(analysis: Build) -> None:
    found = {report.trigger_text: report for report in coded(analysis, INVITED, Told("CONSULT")).reports}
    assert found["visited"].event_type == "CONSULT"
    assert found["invitation"].event_type == "AGREE"
    assert any("the act beside it" in line for line in found["invitation"].trail)
