"""`B must ..., A said` is a request from A to B, with the act asked for as its content."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from polybius import coding, ontology
from polybius.records import Actor, Analysis, Mention, Report

Build = Callable[..., Analysis]

MUST = """
Kenya Kenya PROPN NNP nsubj 1 GPE
said say VERB VBD ROOT 1
Chad Chad PROPN NNP nsubj 4 GPE
must must AUX MD aux 4
release release VERB VB ccomp 1
Niger Niger PROPN NNP dobj 4 GPE
. . PUNCT . punct 1
"""
NOBODY_SAYS = """
Chad Chad PROPN NNP nsubj 2 GPE
must must AUX MD aux 2
release release VERB VB ROOT 2
Niger Niger PROPN NNP dobj 2 GPE
. . PUNCT . punct 2
"""
ABOUT_ITSELF = """
Chad Chad PROPN NNP nsubj 1 GPE
said say VERB VBD ROOT 1
Chad Chad PROPN NNP nsubj 4 GPE
must must AUX MD aux 4
wait wait VERB VB ccomp 1
. . PUNCT . punct 1
"""


def code(bare: Analysis) -> tuple[Report, ...]:
    named = [t for t in bare.parse.tokens if t.ent]
    mentions = tuple(Mention(t.start, t.end, t.text, t.i, "name", (t.text,), "test", 1.0) for t in named)
    actors = tuple(Actor(t.text, t.text, "state") for t in named)
    return coding.code(replace(bare, mentions=mentions, actors=actors), coding.load(), ontology.load()).reports


def test_who_says_must_requests_it_of_who_must(analysis: Build) -> None:
    found = {report.event_type: report for report in code(analysis(MUST))}
    request = found["REQUEST"]
    assert ([p.text for p in request.source], [p.text for p in request.target]) == (["Kenya"], ["Chad"])
    assert (request.trigger_text, request.status, request.mode) == ("must", "actual", "yield")


def test_what_must_be_done_is_its_content(analysis: Build) -> None:
    found = {report.event_type: report for report in code(analysis(MUST))}
    assert found["RETREAT"].parent == found["REQUEST"].id
    assert found["RETREAT"].status == "demanded"


def test_must_is_a_demand_in_cameo(analysis: Build) -> None:
    found = {report.event_type: report for report in code(analysis(MUST))}
    assert str(found["REQUEST"].cameo).startswith("10")


def test_without_a_speaker_there_is_no_request(analysis: Build) -> None:
    assert "REQUEST" not in {report.event_type for report in code(analysis(NOBODY_SAYS))}


def test_nobody_requests_of_himself(analysis: Build) -> None:
    assert code(analysis(ABOUT_ITSELF)) == ()
