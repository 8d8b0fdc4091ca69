"""Sides that are not simply the named actors of a clause: unknown names, makers of things, who issued a statement."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from polybius import coding, ontology
from polybius.records import Actor, Analysis, Mention, Report

Build = Callable[..., Analysis]

ACCUSED = """
Chad Chad PROPN NNP nsubj 1 GPE
accused accuse VERB VBD ROOT 1
Gulen Gulen PROPN NNP dobj 1 PERSON
of of ADP IN prep 1
fraud fraud NOUN NN pobj 3
. . PUNCT . punct 1
"""
REJECTED = """
Chad Chad PROPN NNP nsubj 1 GPE
rejected reject VERB VBD ROOT 1
the the DET DT det 3
resolution resolution NOUN NN dobj 1
proposed propose VERB VBN acl 3
by by ADP IN agent 4
Niger Niger PROPN NNP pobj 5 GPE
. . PUNCT . punct 1
"""
STATEMENT = """
Kenya Kenya PROPN NNP nsubj 1 GPE
issued issue VERB VBD ROOT 1
a a DET DT det 3
statement statement NOUN NN dobj 1
urging urge VERB VBG acl 3
Chad Chad PROPN NNP dobj 4 GPE
to to PART TO aux 7
negotiate negotiate VERB VB xcomp 4
. . PUNCT . punct 1
"""
SANCTIONS = """
Kenya Kenya PROPN NNP nsubj 1 GPE
called call VERB VBD ROOT 1
for for ADP IN prep 1
sanctions sanction NOUN NNS pobj 2
against against ADP IN prep 3
Chad Chad PROPN NNP pobj 4 GPE
. . PUNCT . punct 1
"""
TRAINEES = """
Kenya Kenya PROPN NNP nsubj 1 GPE
killed kill VERB VBD ROOT 1
15 15 NUM CD nummod 3
trainees trainee NOUN NNS dobj 1
. . PUNCT . punct 1
"""


def code(bare: Analysis, *known: str) -> list[Report]:
    named = [t for t in bare.parse.tokens if t.text in known]
    mentions = tuple(Mention(t.start, t.end, t.text, t.i, "name", (t.text,), "test", 1.0) for t in named)
    actors = tuple(Actor(t.text, t.text, "state") for t in named)
    return list(coding.code(replace(bare, mentions=mentions, actors=actors), coding.load(), ontology.load()).reports)


def of_type(reports: list[Report], *kinds: str) -> Report:
    return next(report for report in reports if report.event_type in kinds)


def test_a_name_that_no_table_knows_stays_as_an_unresolved_side(analysis: Build) -> None:
    [target] = of_type(code(analysis(ACCUSED), "Chad"), "ACCUSE").target
    assert (target.text, target.actor, target.rule) == ("Gulen", None, "unknown_name")


def test_who_made_a_thing_stands_for_it(analysis: Build) -> None:
    report = of_type(code(analysis(REJECTED), "Chad", "Niger"), "REJECT")
    assert [p.actor for p in report.target] == ["Niger"]


def test_a_statement_speaks_for_who_issued_it(analysis: Build) -> None:
    report = of_type(code(analysis(STATEMENT), "Kenya", "Chad"), "REQUEST")
    assert ([p.actor for p in report.source], [p.actor for p in report.target]) == (["Kenya"], ["Chad"])
    assert str(report.cameo).startswith("02")


def test_a_side_may_stand_inside_what_is_asked_for(analysis: Build) -> None:
    report = of_type(code(analysis(SANCTIONS), "Kenya", "Chad"), "ACCUSE", "THREATEN", "REQUEST")
    assert "Chad" in [p.actor for p in report.target]


def test_people_are_known_by_the_ending_of_their_name(analysis: Build) -> None:
    [target] = of_type(code(analysis(TRAINEES), "Kenya"), "ASSAULT").target
    assert target.text == "15 trainees"
