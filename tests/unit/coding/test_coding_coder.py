"""Reports from parses made by hand: participants, status, parents, discards."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from polybius import coding, ontology
from polybius.records import Actor, Analysis, Mention, Report

Build = Callable[..., Analysis]

VISIT = """
Putin Putin PROPN NNP nsubj 1 PERSON
visited visit VERB VBD ROOT 1
China China PROPN NNP dobj 1 GPE
. . PUNCT . punct 1
"""
WILL_VISIT = """
Putin Putin PROPN NNP nsubj 2 PERSON
will will AUX MD aux 2
visit visit VERB VB ROOT 2
China China PROPN NNP dobj 2 GPE
. . PUNCT . punct 2
"""
AGREED = """
Kenya Kenya PROPN NNP nsubj 1 GPE
agreed agree VERB VBD ROOT 1
to to PART TO aux 3
send send VERB VB xcomp 1
aid aid NOUN NN dobj 3
to to ADP IN prep 3
Malawi Malawi PROPN NNP pobj 5 GPE
. . PUNCT . punct 1
"""
REFUSED = """
Kenya Kenya PROPN NNP nsubj 1 GPE
refused refuse VERB VBD ROOT 1
to to PART TO aux 3
meet meet VERB VB xcomp 1
Uganda Uganda PROPN NNP dobj 3 GPE
. . PUNCT . punct 1
"""
ACCUSED = """
Chad Chad PROPN NNP nsubj 1 GPE
accused accuse VERB VBD ROOT 1
Sudan Sudan PROPN NNP dobj 1 GPE
of of ADP IN prep 1
attacking attack VERB VBG pcomp 3
Niger Niger PROPN NNP dobj 4 GPE
. . PUNCT . punct 1
"""
MET = """
Ghana Ghana PROPN NNP nsubj 3 GPE
and and CCONJ CC cc 0
Togo Togo PROPN NNP conj 0 GPE
met meet VERB VBD ROOT 3
. . PUNCT . punct 3
"""
PASSIVE = """
Diplomats diplomat NOUN NNS nsubjpass 2
were be AUX VBD auxpass 2
expelled expel VERB VBN ROOT 2
by by ADP IN agent 2
Poland Poland PROPN NNP pobj 3 GPE
. . PUNCT . punct 2
"""
TALKS = """
Iran Iran PROPN NNP nsubj 1 GPE
held hold VERB VBD ROOT 1
talks talk NOUN NNS dobj 1
with with ADP IN prep 2
Oman Oman PROPN NNP pobj 3 GPE
. . PUNCT . punct 1
"""
CONDITION = """
If if SCONJ IN mark 2
Iran Iran PROPN NNP nsubj 2 GPE
attacks attack VERB VBZ advcl 6
Oman Oman PROPN NNP dobj 2 GPE
Oman Oman PROPN NNP nsubj 6 GPE
will will AUX MD aux 6
condemn condemn VERB VB ROOT 6
Iran Iran PROPN NNP dobj 6 GPE
. . PUNCT . punct 6
"""
ANAPHORIC = """
The the DET DT det 1
visit visit NOUN NN nsubj 2
became become VERB VBD ROOT 2
a a DET DT det 4
milestone milestone NOUN NN attr 2
. . PUNCT . punct 2
"""


def cast(analysis: Analysis) -> Analysis:
    """Entities and `Diplomats` as actors."""
    mentions = [Mention(e.start, e.end, e.text, e.first, "name", (e.text,), "test", 1.0) for e in analysis.parse.entities]
    actors = [Actor(e.text, e.text, "state") for e in analysis.parse.entities]
    return replace(analysis, mentions=tuple(mentions), actors=tuple(actors))


def code(build: Build, *tables: str) -> Analysis:
    return coding.code(cast(build(*tables)), coding.load(), ontology.load())


def by_type(analysis: Analysis) -> dict[str, Report]:
    return {report.event_type: report for report in analysis.reports}


def names(report: Report) -> tuple[list[str], list[str]]:
    return [p.text for p in report.source], [p.text for p in report.target]


def test_visitor_is_source_and_host_is_target(analysis: Build) -> None:
    (report,) = code(analysis, VISIT).reports
    assert (report.event_type, report.mode, report.status) == ("CONSULT", "visit", "actual")
    assert names(report) == (["Putin"], ["China"])
    assert report.plover == ("CONSULT", "visit")
    assert report.trigger_text == "visited"


def test_future_is_planned_and_seen_as_agreement(analysis: Build) -> None:
    (report,) = code(analysis, WILL_VISIT).reports
    assert (report.event_type, report.status) == ("CONSULT", "planned")
    assert report.plover is not None
    assert report.plover[0] == "AGREE"


def test_promised_act_is_a_planned_child(analysis: Build) -> None:
    found = by_type(code(analysis, AGREED))
    assert found["AGREE"].status == "actual"
    assert found["AID"].status == "planned"
    assert found["AID"].parent == found["AGREE"].id
    assert names(found["AID"]) == (["Kenya"], ["Malawi"])
    assert names(found["AGREE"]) == (["Kenya"], ["Malawi"])


def test_refused_meeting_is_negated_under_its_refusal(analysis: Build) -> None:
    found = by_type(code(analysis, REFUSED))
    assert (found["REJECT"].status, found["REJECT"].mode) == ("actual", "meet")
    assert found["CONSULT"].status == "negated"
    assert names(found["REJECT"]) == (["Kenya"], ["Uganda"])


def test_alleged_act_belongs_to_the_accused(analysis: Build) -> None:
    found = by_type(code(analysis, ACCUSED))
    assert names(found["ACCUSE"]) == (["Chad"], ["Sudan"])
    assert names(found["ASSAULT"]) == (["Sudan"], ["Niger"])
    assert found["ASSAULT"].parent == found["ACCUSE"].id


def test_meeting_without_host_has_sources_only(analysis: Build) -> None:
    (report,) = code(analysis, MET).reports
    assert names(report) == (["Ghana", "Togo"], [])
    assert report.reciprocal


def test_passive_agent_is_source(analysis: Build) -> None:
    (report,) = code(analysis, PASSIVE).reports
    assert (report.event_type, report.mode) == ("SANCTION", "expel")
    assert names(report) == (["Poland"], ["Diplomats"])
    assert report.target[0].actor is None


def test_light_verb_and_noun_make_one_report(analysis: Build) -> None:
    (report,) = code(analysis, TALKS).reports
    assert names(report) == (["Iran"], ["Oman"])


def test_condition_and_consequence_are_hypothetical(analysis: Build) -> None:
    found = code(analysis, CONDITION).reports
    assert {report.status for report in found} == {"hypothetical"}


def test_bare_noun_is_discarded_with_a_reason(analysis: Build) -> None:
    coded = code(analysis, ANAPHORIC)
    assert coded.reports == ()
    assert [discard.reason for discard in coded.discards] == ["anaphoric"]


@pytest.mark.parametrize("table", [VISIT, AGREED, ACCUSED, MET, PASSIVE])
def test_every_value_has_evidence_inside_the_text(analysis: Build, table: str) -> None:
    coded = code(analysis, table)
    size = len(coded.document.text)
    for report in coded.reports:
        fields = dict(report.evidence)
        assert fields["event_type"]
        assert fields["status"]
        for spans in fields.values():
            assert all(0 <= start < end <= size for start, end in spans)
        for participant in (*report.source, *report.target):
            assert coded.document.text[participant.start : participant.end] == participant.text
        assert 0 < report.score <= 1
        assert report.probability is None


def test_same_input_gives_the_same_reports(analysis: Build) -> None:
    assert code(analysis, AGREED, ACCUSED) == code(analysis, AGREED, ACCUSED)


def test_a_place_does_not_act(analysis: Build) -> None:
    prepared = cast(analysis(VISIT))
    mentions = tuple(replace(m, kind="place") for m in prepared.mentions)
    coded = coding.code(replace(prepared, mentions=mentions), coding.load(), ontology.load())
    assert coded.reports == ()
    assert coded.discards[0].reason == "no_actor"


def test_relation_answers_for_marked_spans(analysis: Build) -> None:
    sentence = analysis(REFUSED)
    answer = coding.predict_relation(sentence, (0, 5), (22, 28))
    assert (answer["root"], answer["mode"]) == ("REJECT", "meet")


def test_relation_without_predicate_is_none(analysis: Build) -> None:
    sentence = analysis("Oman Oman PROPN NNP nsubj 1 GPE\nis be AUX VBZ ROOT 1\nhot hot ADJ JJ acomp 1")
    assert coding.predict_relation(sentence, (0, 4), None)["root"] is None


def test_a_verb_under_an_adjective_that_is_the_root_has_no_subject(analysis: Build) -> None:
    rows = "Hard hard ADJ JJ ROOT 0\nto to PART TO aux 2\nattack attack VERB VB xcomp 0\nChad Chad PROPN NNP dobj 2 GPE"
    sentence = analysis(rows)
    found = coding.code(cast(sentence), coding.load(), ontology.load())
    assert [names(report)[0] for report in found.reports] in ([], [[]])
