"""Event tuples by a user's own dictionaries, from parses made by hand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from polybius import coding
from polybius.coding.petrarch import code_tuples
from polybius.coding.petrarch_tables import Dictionary, compile_pattern, load, pieces_of
from polybius.errors import DataError
from polybius.evaluation import petrarch as gold_format
from polybius.exchange.petrarch_verbs import write_dictionaries
from polybius.records import Analysis

Build = Callable[..., Analysis]

ACTORS = """LOWER_VALE [LOV]
UPPER_VALE [UPV]
NORTHMARK [NMK]
TWIN_BANKS [LOV/UPV]
ORTEN [RIV]
\t[RIVREB <20101231]
\t[RIVGOV >20110101]
OLD_ORTEN [---]
"""
AGENTS = "ENVOY [~GOV]\nMILITIA {} [~REB]\nAID_BODY [NGO~]\n"
VERBS = """&SUPPLIES
+GRAIN
--- BLAME [121] ---
BLAME
- * FOR_THEFT [122]
- * FOR [123]
- SAID WOULD * [124]
--- MEET [031:032] ---
MEET {MET}
- % * [030:030]
--- RECEIVE [---] ---
RECEIVE
- + * &SUPPLIES FROM $ [071]
--- RAID [190] ---
RAID
--- SIGN [050] ---
SIGN
- * WITH ^ FOR + [051]
"""


@pytest.fixture(scope="module")
def dictionary(tmp_path_factory: pytest.TempPathFactory) -> Dictionary:
    folder = tmp_path_factory.mktemp("petrarch")
    paths = []
    for name, text in (("actors", ACTORS), ("agents", AGENTS), ("verbs", VERBS), ("discards", "REGATTA\n+BOAT_RACE\n")):
        paths.append(folder / name)
        paths[-1].write_text(text, encoding="utf-8")
    write_dictionaries(paths, folder / "mine")
    return load(folder / "mine")


def coded(analysis: Analysis, dictionary: Dictionary) -> list[tuple[str, str, str]]:
    found = code_tuples(analysis, dictionary, coding.load().cues)
    return [(item.source, item.target, item.code) for item in found]


BLAMED = """
Northmark Northmark PROPN NNP poss 2
's 's PART POS case 0
envoys envoy NOUN NNS nsubj 3
blamed blame VERB VBD ROOT 3
Upper Upper PROPN NNP compound 5
Vale Vale PROPN NNP compound 6
militia militia NOUN NN dobj 3
"""
FOR_THEFT = "for for ADP IN prep 3\ntheft theft NOUN NN pobj 7\n"
FOR_A_THEFT = "for for ADP IN prep 3\na a DET DT det 9\ntheft theft NOUN NN pobj 7\n"


def test_the_verb_gives_the_code_and_agents_are_added(analysis: Build, dictionary: Dictionary) -> None:
    assert coded(analysis(BLAMED), dictionary) == [("NMKGOV", "UPVREB", "121")]


def test_the_most_specific_pattern_wins_and_underscores_hold_words_together(analysis: Build, dictionary: Dictionary) -> None:
    assert coded(analysis(BLAMED + FOR_THEFT), dictionary) == [("NMKGOV", "UPVREB", "122")]
    assert coded(analysis(BLAMED + FOR_A_THEFT), dictionary) == [("NMKGOV", "UPVREB", "123")]


def test_a_passive_is_turned_only_by_who_acts(analysis: Build, dictionary: Dictionary) -> None:
    with_agent = """
Northmark Northmark PROPN NNP nsubjpass 2
was be AUX VBD auxpass 2
blamed blame VERB VBN ROOT 2
by by ADP IN agent 2
Orten Orten PROPN NNP pobj 3
"""
    without = with_agent.replace("by by ADP IN agent 2", "over over ADP IN prep 2")
    assert coded(analysis(with_agent), dictionary) == [("RIVGOV", "NMK", "121")]
    assert coded(analysis(without), dictionary) == [("NMK", "RIVGOV", "121")]


def test_a_participle_without_a_finite_verb_is_no_event(analysis: Build, dictionary: Dictionary) -> None:
    table = """
Blamed blame VERB VBN advcl 5
by by ADP IN agent 0
Northmark Northmark PROPN NNP pobj 1
, , PUNCT , punct 5
Orten Orten PROPN NNP nsubj 5
slept sleep VERB VBD ROOT 5
"""
    assert coded(analysis(table), dictionary) == []


def test_a_compound_acts_on_each_other_in_both_directions(analysis: Build, dictionary: Dictionary) -> None:
    table = """
Northmark Northmark PROPN NNP nsubj 3
and and CCONJ CC cc 0
Orten Orten PROPN NNP conj 0
met meet VERB VBD ROOT 3
"""
    assert coded(analysis(table), dictionary) == [("NMK", "RIVGOV", "030"), ("RIVGOV", "NMK", "030")]


def test_every_source_acts_on_every_target(analysis: Build, dictionary: Dictionary) -> None:
    table = """
Twin Twin PROPN NNP compound 1
Banks Banks PROPN NNPS nsubj 2
met meet VERB VBD ROOT 2
Northmark Northmark PROPN NNP dobj 2
and and CCONJ CC cc 3
Orten Orten PROPN NNP conj 3
"""
    sides = [("LOV", "NMK"), ("LOV", "RIVGOV"), ("UPV", "NMK"), ("UPV", "RIVGOV")]
    assert coded(analysis(table), dictionary) == [e for s, t in sides for e in ((s, t, "031"), (t, s, "032"))]


def test_marks_bind_source_and_target(analysis: Build, dictionary: Dictionary) -> None:
    table = """
Northmark Northmark PROPN NNP nsubj 1
received receive VERB VBD ROOT 1
some some DET DT det 3
grain grain NOUN NN dobj 1
from from ADP IN prep 1
Orten Orten PROPN NNP pobj 4
"""
    assert coded(analysis(table), dictionary) == [("RIVGOV", "NMK", "071")]
    assert coded(analysis(table.replace("grain", "water")), dictionary) == []


def test_a_caret_passes_over_a_noun_phrase(analysis: Build, dictionary: Dictionary) -> None:
    table = """
Northmark Northmark PROPN NNP nsubj 1
signed sign VERB VBD ROOT 1
with with ADP IN prep 1
the the DET DT det 5
old old ADJ JJ amod 5
Orten Orten PROPN NNP pobj 2
for for ADP IN prep 1
Upper Upper PROPN NNP compound 8
Vale Vale PROPN NNP pobj 6
"""
    assert coded(analysis(table), dictionary) == [("NMK", "UPV", "051")]


def test_dated_codes_hold_on_the_day_of_publication(analysis: Build, dictionary: Dictionary) -> None:
    table = """
Orten Orten PROPN NNP nsubj 1
raided raid VERB VBD ROOT 1
Northmark Northmark PROPN NNP dobj 1
"""
    assert coded(analysis(table, published="2009-05-01"), dictionary) == [("RIVREB", "NMK", "190")]
    assert coded(analysis(table, published="2012-05-01"), dictionary) == [("RIVGOV", "NMK", "190")]
    assert coded(analysis(table, published=None), dictionary) == [("RIV", "NMK", "190")]
    assert coded(analysis("Old Old PROPN NNP compound 1\n" + table.replace("1\n", "2\n").lstrip()), dictionary) == []


def test_agents_act_for_all_that_stand_after_them(analysis: Build, dictionary: Dictionary) -> None:
    table = """
Envoys envoy NOUN NNS nsubj 7
of of ADP IN prep 0
Northmark Northmark PROPN NNP pobj 1
and and CCONJ CC cc 2
the the DET DT det 6
Upper Upper PROPN NNP compound 6
Vale Vale PROPN NNP conj 2
blamed blame VERB VBD ROOT 7
the the DET DT det 11
former former ADJ JJ amod 11
Orten Orten PROPN NNP compound 11
envoy envoy NOUN NN dobj 7
"""
    assert coded(analysis(table, published=None), dictionary) == [("NMKGOV", "RIVELI", "121"), ("UPVGOV", "RIVELI", "121")]


def test_a_verb_within_what_another_governs_does_not_repeat_its_sides(analysis: Build, dictionary: Dictionary) -> None:
    table = """
Orten Orten PROPN NNP nsubj 1
blamed blame VERB VBD ROOT 1
efforts effort NOUN NNS dobj 1
to to PART TO aux 4
raid raid VERB VB acl 2
Northmark Northmark PROPN NNP dobj 4
"""
    assert coded(analysis(table), dictionary) == [("RIVGOV", "NMK", "121")]


def test_discards_drop_their_sentence_or_the_document(analysis: Build, dictionary: Dictionary) -> None:
    sport = "The the DET DT det 1\nregatta regatta NOUN NN ROOT 1\n. . PUNCT . punct 1"
    story = "A a DET DT det 2\nboat boat NOUN NN compound 2\nrace race NOUN NN ROOT 2\n. . PUNCT . punct 2"
    assert coded(analysis(BLAMED, sport), dictionary) == [("NMKGOV", "UPVREB", "121")]
    assert coded(analysis(BLAMED + "regatta regatta NOUN NN dep 3"), dictionary) == []
    assert coded(analysis(BLAMED, story), dictionary) == []


def test_patterns_are_read_outwards_from_the_verb() -> None:
    pattern = compile_pattern("$ SAID_WOULD_* IN_ &BOATS", "1", {"&BOATS": ("FERRY", "RIVER BARGE")}, "p.csv:2")
    assert [(e.mark, e.words, e.close) for e in pattern.before] == [
        ("", (("WOULD",),), True), ("", (("SAID",),), True), ("$", (), False)
    ]  # fmt: skip
    assert pattern.after[1].words == (("RIVER", "BARGE"), ("FERRY",)) and pattern.after[1].close
    with pytest.raises(DataError, match=r"p\.csv:2: the set &RAFTS"):
        compile_pattern("* &RAFTS", "1", {}, "p.csv:2")
    with pytest.raises(DataError, match=r"p\.csv:2: the pattern 'TALKS' needs one"):
        compile_pattern("TALKS", "1", {}, "p.csv:2")
    assert pieces_of("U.N. envoys don't") == ("U", "N", "ENVOYS", "DON", "T")


def test_an_overlay_without_verbs_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"petrarch_verbs\.csv: no such file"):
        load(tmp_path)
    (tmp_path / "petrarch_actors.csv").write_text("name,code,from,to,source\n", encoding="utf-8")
    (tmp_path / "petrarch_verbs.csv").write_text("block,verb\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"petrarch_verbs\.csv:1: the header must be"):
        load(tmp_path)


def test_gold_tuples_are_scored_as_sets_and_noevents_counted() -> None:
    gold = [
        {"id": "a", "text": "A.", "date": "19950104", "events": [{"source": "LOV", "target": "NMK", "code": "121"}]},
        {"id": "b", "text": "B.", "date": "19950104", "events": [{"source": None, "target": "NMK", "code": "121"}]},
        {"id": "c", "text": "C.", "date": "19950104", "events": [{"noevents": True}]},
    ]
    right, wrong = {"source": "LOV", "target": "NMK", "code": "121"}, {"source": "LOV", "target": "UPV", "code": "121"}
    said = {"a": {"tuples": [right, right]}, "b": {"tuples": []}, "c": {"tuples": [wrong]}}
    assert all(gold_format.fits(record) for record in gold)
    assert not gold_format.fits({"text": "A.", "events": [{"start": 0, "end": 1}]})
    assert gold_format.to_input(gold[0])["published"] == "1995-01-04"
    scored = gold_format.score(gold, said)
    total = {key: sum(counts[key] for counts in scored.documents) for key in scored.documents[0]}
    values = scored.formula(total)
    assert (values["tuples_precision"], values["tuples_recall"], values["pairs_recall"]) == (0.5, 0.5, 1.0)
    assert values["noevents_coded"] == 1
    assert [miss.id for miss in scored.misses] == ["b", "c"]
