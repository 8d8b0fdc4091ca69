"""Who says so, on parses made by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from polybius import attribution
from polybius.records import Actor, Analysis, Attribution, Figure, Mention, Report, Span

Build = Callable[..., Analysis]
CUES = attribution.load()

SAID = """
Putin Putin PROPN NNP nsubj 1 PERSON
said say VERB VBD ROOT 1
that that SCONJ IN mark 5
Moscow Moscow PROPN NNP nsubj 5 GPE
had have AUX VBD aux 5
sent send VERB VBN ccomp 1
troops troop NOUN NNS dobj 5
. . PUNCT . punct 1
"""
ADDED = """
“ “ PUNCT `` punct 3
We we PRON PRP nsubj 3
are be AUX VBP aux 3
waiting wait VERB VBG ccomp 7
, , PUNCT , punct 7
” ” PUNCT '' punct 7
Putin Putin PROPN NNP nsubj 7 PERSON
added add VERB VBD ROOT 7
. . PUNCT . punct 7
"""
ACCORDING = """
According accord VERB VBG prep 5
to to ADP IN prep 0
him he PRON PRP pobj 1
, , PUNCT , punct 5
trade trade NOUN NN nsubj 5
grew grow VERB VBD ROOT 5
. . PUNCT . punct 5
"""
ACCUSED = """
Kyiv Kyiv PROPN NNP nsubj 1 GPE
accused accuse VERB VBD ROOT 1
Moscow Moscow PROPN NNP dobj 1 GPE
of of ADP IN prep 1
shelling shell VERB VBG pcomp 3
the the DET DT det 6
port port NOUN NN dobj 4
. . PUNCT . punct 1
"""
CONDEMNED = """
Paris Paris PROPN NNP nsubj 1 GPE
condemned condemn VERB VBD ROOT 1
the the DET DT det 3
attack attack NOUN NN dobj 1
. . PUNCT . punct 1
"""
NESTED = """
Akar Akar PROPN NNP nsubj 1 PERSON
said say VERB VBD ROOT 1
that that SCONJ IN mark 4
Moscow Moscow PROPN NNP nsubj 4 GPE
denied deny VERB VBD ccomp 1
that that SCONJ IN mark 8
it it PRON PRP nsubj 8
had have AUX VBD aux 8
attacked attack VERB VBN ccomp 4
Odesa Odesa PROPN NNP dobj 8 GPE
. . PUNCT . punct 1
"""
REPORTED = """
It it PRON PRP nsubjpass 2
was be AUX VBD auxpass 2
reported report VERB VBN ROOT 2
that that SCONJ IN mark 5
jets jet NOUN NNS nsubj 5
struck strike VERB VBD ccomp 2
. . PUNCT . punct 2
"""
NOTED = """
It it PRON PRP nsubjpass 3
should should AUX MD aux 3
be be AUX VB auxpass 3
noted note VERB VBN ROOT 3
that that SCONJ IN mark 6
Moscow Moscow PROPN NNP nsubj 6 GPE
won win VERB VBD ccomp 3
. . PUNCT . punct 3
"""
NARRATOR = """
I I PRON PRP nsubj 2
would would AUX MD aux 2
like like VERB VB ROOT 2
to to PART TO aux 4
note note VERB VB xcomp 2
that that SCONJ IN mark 7
trade trade NOUN NN nsubj 7
grew grow VERB VBD ccomp 4
. . PUNCT . punct 2
"""
DOCUMENT = """
The the DET DT det 1
statement statement NOUN NN nsubj 2
notes note VERB VBZ ROOT 2
the the DET DT det 4
role role NOUN NN dobj 2
of of ADP IN prep 4
China China PROPN NNP pobj 5 GPE
. . PUNCT . punct 2
"""
CLAIM = """
Iran Iran PROPN NNP poss 2 GPE
's 's PART POS case 0
claim claim NOUN NN nsubj 9
that that SCONJ IN mark 7
the the DET DT det 5
drone drone NOUN NN nsubjpass 7
was be AUX VBD auxpass 7
hit hit VERB VBN acl 2
is be AUX VBZ aux 9
disputed dispute VERB VBN ROOT 9
. . PUNCT . punct 9
"""
CITING = """
Ten ten NUM CD nsubj 1
died die VERB VBD ccomp 5
, , PUNCT , punct 5
the the DET DT det 4
ministry ministry NOUN NN nsubj 5
said say VERB VBD ROOT 5
, , PUNCT , punct 5
citing cite VERB VBG advcl 5
police police NOUN NNS dobj 7
. . PUNCT . punct 5
"""
CONTINUED = """
“ “ PUNCT `` punct 3
Nobody nobody PRON NN nsubj 3
will will AUX MD aux 3
stop stop VERB VB ROOT 3
us we PRON PRP dobj 3
at at ADP IN prep 3
the the DET DT det 7
border border NOUN NN pobj 5
. . PUNCT . punct 3
” ” PUNCT '' punct 3
"""
WHO = """
Envoys envoy NOUN NNS nsubj 7
who who PRON WP nsubj 2
said say VERB VBD relcl 0
talks talk NOUN NNS nsubj 4
failed fail VERB VBD ccomp 2
on on ADP IN prep 4
Monday Monday PROPN NNP pobj 5 DATE
left leave VERB VBD ROOT 7
. . PUNCT . punct 7
"""
HEADLINE = """
US US PROPN NNP dep 3 GPE
: : PUNCT : punct 3
talks talk NOUN NNS nsubj 3
failed fail VERB VBD ROOT 3
"""


def run(build: Build, *tables: str, title: bool = False) -> tuple[Analysis, list[tuple[str, str, list[str]]]]:
    result = attribution.attribute(build(*tables, title=title), CUES)
    text = result.document.text
    rows = [(a.speaker.text, " ".join(text[s:e] for s, e in a.cue), [text[s:e] for s, e in a.content]) for a in result.attributions]
    return result, rows


def report_on(analysis: Analysis, word: str) -> Report:
    token = next(token for token in analysis.parse.tokens if token.text == word)
    sentence = analysis.parse.sentence_of(token.i)
    return Report(
        f"r-{word}", analysis.document.id, Span(sentence.start, sentence.end), Span(token.start, token.end), word, token.i,
        "ASSAULT", None, "actual",
    )  # fmt: skip


@pytest.mark.parametrize(
    "table,speaker,cue,content,certainty,kind",
    [
        (SAID, "Putin", "said", ["that Moscow had sent troops"], "asserted", "indirect"),
        (ADDED, "Putin", "added", ["“ We are waiting , ”"], "asserted", "direct"),
        (ACCORDING, "him", "According to", ["trade grew"], "asserted", "indirect"),
        (ACCUSED, "Kyiv", "accused", ["Moscow of shelling the port"], "claimed", "indirect"),
        (DOCUMENT, "The statement", "notes", ["the role of China"], "asserted", "indirect"),
        (REPORTED, "", "was reported", ["that jets struck"], "asserted", "indirect"),
        (CLAIM, "Iran", "claim", ["that the drone was hit"], "claimed", "indirect"),
        (WHO, "who", "said", ["talks failed on Monday"], "asserted", "indirect"),
    ],
)
def test_speaker_cue_and_content(
    analysis: Build, table: str, speaker: str, cue: str, content: list[str], certainty: str, kind: str
) -> None:
    result, rows = run(analysis, table)
    assert rows == [(speaker, cue, content)]
    assert (result.attributions[0].certainty, result.attributions[0].kind) == (certainty, kind)


@pytest.mark.parametrize("table", [NOTED, NARRATOR])
def test_the_narrators_own_voice_is_no_attribution(analysis: Build, table: str) -> None:
    assert run(analysis, table)[1] == []


def test_a_headline_label_speaks(analysis: Build) -> None:
    assert run(analysis, HEADLINE, title=True)[1] == [("US", ":", ["talks failed"])]
    assert run(analysis, HEADLINE)[1] == []


def test_nesting_names_the_outer_attribution(analysis: Build) -> None:
    result, rows = run(analysis, NESTED)
    assert [row[0] for row in rows] == ["Akar", "Moscow"]
    assert [a.parent for a in result.attributions] == [None, "A1"]


def test_whoever_is_cited_stands_behind_the_one_who_tells(analysis: Build) -> None:
    result, rows = run(analysis, CITING)
    voices = {a.speaker.text: a for a in result.attributions}
    assert voices["police"].parent == voices["the ministry"].id
    assert [row[2] for row in rows if row[0] == "police"] == [["Ten died"]]


def test_speech_without_a_cue_goes_on_with_the_same_speaker(analysis: Build) -> None:
    result, rows = run(analysis, ADDED, CONTINUED)
    assert rows == [("Putin", "added", ["“ We are waiting , ”", "“ Nobody will stop us at the border . ”"])]
    alone = run(analysis, CONTINUED)[0]
    assert [(a.rule, a.speaker.text, a.cue) for a in alone.attributions] == [("quote:no_cue", "", ())]
    assert attribution.predict(alone) == []
    assert len(attribution.predict(result)) == 1


def test_reports_take_the_innermost_voice_and_a_cue_the_voice_around_it(analysis: Build) -> None:
    base = analysis(NESTED)
    base = replace(base, reports=(report_on(base, "denied"), report_on(base, "attacked")))
    result = attribution.attribute(base, CUES)
    assert [report.attribution for report in result.reports] == ["A1", "A2"]
    plain = analysis(ACCUSED)
    plain = replace(plain, reports=(report_on(plain, "accused"), report_on(plain, "shelling")))
    assert [report.attribution for report in attribution.attribute(plain, CUES).reports] == [None, "A1"]


def test_what_a_stance_is_about_stays_with_the_narrator(analysis: Build) -> None:
    base = analysis(CONDEMNED)
    base = replace(base, reports=(report_on(base, "attack"),))
    result = attribution.attribute(base, CUES)
    assert [a.speaker.text for a in result.attributions] == ["Paris"]
    assert result.reports[0].attribution is None


def test_figures_take_the_voice_they_stand_in(analysis: Build) -> None:
    base = analysis(SAID, CITING)
    start = base.document.text.index("Ten")
    base = replace(base, figures=(Figure(start, start + 3, "Ten", 10.0, "people", "casualty_dead"),))
    result = attribution.attribute(base, CUES)
    owner = next(a for a in result.attributions if a.id == result.figures[0].attribution)
    assert owner.speaker.text in ("the ministry", "police")


def with_mentions(base: Analysis, *actors: str) -> Analysis:
    token = base.parse.tokens[2]
    mention = Mention(token.start, token.end, token.text, token.i, "pronoun", actors, "test", 1.0)
    known = tuple(Actor(name, name.title(), "person", "RUS") for name in actors)
    return replace(base, mentions=(mention,), actors=known)


def test_a_pronoun_speaks_for_its_actor(analysis: Build) -> None:
    speaker = attribution.attribute(with_mentions(analysis(ACCORDING), "putin"), CUES).attributions[0].speaker
    assert (speaker.text, speaker.actor, speaker.name, speaker.country) == ("him", "putin", "Putin", "RUS")


@pytest.mark.parametrize("actors", [(), ("putin", "xi")])
def test_an_unresolved_speaker_keeps_its_words(analysis: Build, actors: tuple[str, ...]) -> None:
    speaker = attribution.attribute(with_mentions(analysis(ACCORDING), *actors), CUES).attributions[0].speaker
    assert (speaker.text, speaker.actor, speaker.name) == ("him", None, "him")


def test_no_words_no_attributions(analysis: Build) -> None:
    base = analysis(SAID)
    empty = replace(base, parse=type(base.parse)())
    found: tuple[Attribution, ...] = attribution.attribute(empty, CUES).attributions
    assert found == ()
