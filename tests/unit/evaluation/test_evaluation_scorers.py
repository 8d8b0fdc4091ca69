"""Each scorer against gold and predictions made by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polybius.evaluation import actors, attribution, body, figures, lineage, places, relation, reports, samples, status, times
from polybius.evaluation.result import Result, Scored, finish


def run(scored: Scored) -> Result:
    return finish("task", "format", 0, scored, resamples=0)


def near(value: float | None) -> Any:
    return pytest.approx(value)


def test_relation_merges_yield_only_where_gold_does() -> None:
    gold = [
        {"id": "1", "text": "A freed B.", "source": [0, 1], "target": [8, 9], "root": "YIELD", "penta": 2},
        {"id": "2", "text": "A met B.", "source": [0, 1], "target": None, "root": "CONSULT", "penta": 1},
    ]
    said = {"1": {"root": "RETREAT"}, "2": {"root": "ASSAULT"}}
    result = run(relation.score(gold, said))
    assert result.values()["root_accuracy"] == 0.5
    assert result.values()["quad_accuracy"] == 0.5
    (miss,) = result.misses
    assert (miss.id, miss.gold) == ("2", "CONSULT")
    assert "[A -> ?]" in miss.text
    modern = [{**gold[0], "root": "CONCEDE", "penta": None}]
    assert run(relation.score(modern, said)).values()["root_accuracy"] == 0.0


def test_attribution_tokens_and_whole() -> None:
    text = 'Lavrov said talks failed. "No," replied Kuleba.'
    gold = [
        {
            "id": "1",
            "text": text,
            "attributions": [
                {"source": [[0, 6]], "cue": [[7, 11]], "content": [[12, 24]]},
                {"source": [[40, 46]], "cue": [[32, 39]], "content": [[26, 31]]},
            ],
        }
    ]
    said = {"1": {"attributions": [{"source": [[0, 6]], "cue": [[7, 11]], "content": [[12, 17]]}]}}
    values = run(attribution.score(gold, said)).values()
    assert values["source_token_precision"] == 1.0
    assert values["source_token_recall"] == 0.5
    # One of two content tokens shared: Jaccard .5 is enough.
    assert (values["whole_precision"], values["whole_recall"]) == (1.0, 0.5)


def test_attribution_wrong_source_is_not_a_hit_however_good_the_content() -> None:
    starts = [0, 4, 8]
    gold = [{"source": [[0, 3]], "cue": [], "content": [[4, 12]]}]
    assert attribution.match_whole(starts, gold, gold) == [(0, 0)]
    assert attribution.match_whole(starts, gold, [{"source": [[4, 7]], "cue": [], "content": [[4, 12]]}]) == []
    assert attribution.match_whole(starts, gold, [{"source": [], "cue": [], "content": [[4, 12]]}]) == []


@pytest.mark.parametrize(
    ("expect", "answer", "verdict"),
    [
        ({"country": "RUS", "code_1": "GOV"}, {"country": "RUS", "sector": "GOV"}, {"country": True, "sector": True}),
        (
            {"country": "DEU", "code_1": "GOV", "code_2": "MIL"},
            {"country": "DEU", "sector": "MIL"},
            {"country": True, "sector": True},
        ),
        ({"country": "IGO"}, {"country": None, "actor": "united-nations"}, {"country": True}),
        ({"country": "IGO"}, {"country": None, "actor": None, "sector": None}, {"country": False}),
        ({"country": "", "code_1": ""}, {"country": "USA"}, {"country": False}),
        ({"code": None}, {"actor": None}, {"abstains": True}),
        ({"wiki": "Mario Abdo Benítez"}, {"actor": "mario-abdo-benitez"}, {"identity": True}),
        ({"wiki": "Angela Merkel"}, {"name": "Olaf Scholz", "actor": "olaf-scholz"}, {"identity": False}),
    ],
)
def test_actor_verdicts(expect: dict[str, Any], answer: dict[str, Any], verdict: dict[str, bool]) -> None:
    assert actors.verdicts({"expect": expect, "expect_not": None}, answer) == verdict


def test_actor_dates_in_words() -> None:
    assert actors.iso_date("12 April 2022") == "2022-04-12"
    assert actors.iso_date("Today") is None


def test_places_distance_and_country() -> None:
    paris_london = places.distance_km(48.8566, 2.3522, 51.5074, -0.1278)
    assert 340 < paris_london < 348
    gold = [
        {
            "id": "1",
            "text": "In Paris and London and Rome.",
            "toponyms": [
                {"start": 3, "end": 8, "lat": 48.86, "lon": 2.35, "country": "France", "geonameid": "1"},
                {"start": 13, "end": 19, "lat": 51.5, "lon": -0.13, "country": "United Kingdom", "geonameid": "2"},
                {"start": 24, "end": 28, "lat": None, "lon": None, "country": None, "geonameid": None},
            ],
        }
    ]
    said = {
        "1": {
            "toponyms": [
                {"start": 3, "end": 8, "lat": 48.8, "lon": 2.3, "country": "FRA", "geonameid": 1},
                {"start": 13, "end": 19, "lat": 42.98, "lon": -81.23, "country": "CAN", "geonameid": 3},
            ]
        }
    }
    result = run(places.score_toponyms(gold, said))
    values = result.values()
    assert values["tagging_overlap_recall"] == near(2 / 3)
    assert values["near_161km_of_tagged"] == 0.5
    assert values["country_accuracy_of_tagged"] == 0.5
    assert any("km away" in miss.predicted for miss in result.misses)


@given(st.floats(-90, 90), st.floats(-180, 180), st.floats(-90, 90), st.floats(-180, 180))
def test_distance_is_symmetric_and_bounded(a: float, b: float, c: float, d: float) -> None:
    one, other = places.distance_km(a, b, c, d), places.distance_km(c, d, a, b)
    assert one == pytest.approx(other, abs=1e-3)
    assert 0 <= one <= 20_016


def test_place_cases() -> None:
    gold = [
        {
            "id": "1",
            "text": "In Geneva, Illinois.",
            "expect_places": [{"index": 0, "field": "geonameid", "value": "4893591", "op": "Eq"}],
        },
        {"id": "2", "text": "No place.", "expect_places": [], "expect_no_places": True},
        {"id": "3", "text": "In Oxford.", "expect_places": [{"index": 0, "field": "feature_code", "value": "PPL", "op": "Eq"}]},
    ]
    said = {"1": {"toponyms": [{"start": 3, "end": 9, "geonameid": 4893591}]}, "2": {"toponyms": [{"start": 0, "end": 2}]}}
    assert run(places.score_cases(gold, said)).values()["case_accuracy"] == 0.5


def test_times_leave_the_dateline_out_and_compare_values() -> None:
    gold = [
        {
            "id": "1",
            "text": "May 1, 2024 | He came Monday for two weeks.",
            "dct": "2024-05-01",
            "dct_mention": [[0, 11]],
            "times": [{"start": 22, "end": 28, "type": "DATE", "value": "2024-04-29"}],
        }
    ]
    found = [
        {"start": 0, "end": 11, "value": "2024-05-01"},
        {"start": 22, "end": 28, "value": "2024-04-29"},
        {"start": 33, "end": 42, "value": "P2W"},
    ]
    values = run(times.score_timex(gold, {"1": {"times": found}})).values()
    assert values["detection_overlap_precision"] == 0.5
    assert values["value_f1"] == near(2 / 3)


def test_time_values() -> None:
    assert times.same_value("2016-11-07T15", "2016-11-07T15:00")
    assert not times.same_value("2016-11-07", "2016-11-08")
    ranges = times.accepted_values([{"timex": "(2016-12-04,2016-12-23,P19D)", "start": "2016-12-04", "end": "2016-12-23"}])
    assert "2016-12-04/2016-12-22" in ranges
    assert times.accepted_values([{"timex": "P1W", "value": "not resolved"}]) == {"P1W"}


def test_expressions_skip_other_kinds() -> None:
    resolution = [{"timex": "XXXX-10-02", "type": "date", "value": "2016-10-02"}, {"timex": "XXXX-10-02", "value": "2017-10-02"}]
    gold = [
        {"id": "1", "kind": "datetime", "text": "back Oct/2", "reference": "2016-11-07T00:00:00",
         "results": [{"start": 5, "end": 10, "type": "datetimeV2.date", "resolution": resolution}]},
        {"id": "2", "kind": "number", "text": "two", "reference": None,
         "results": [{"start": 0, "end": 3, "type": "number", "resolution": {"value": "2"}}]},
    ]  # fmt: skip
    said = {
        "1": {"times": [{"start": 5, "end": 10, "value": "2016-10-02"}]},
        "2": {"figures": [{"start": 0, "end": 3, "value": 2, "unit": "count"}]},
    }
    by_time = run(times.score_expressions(gold, said))
    assert (by_time.n_documents, by_time.values()["value_accuracy_date"]) == (1, 1.0)
    by_number = run(figures.score_expressions(gold, said))
    assert (by_number.n_documents, by_number.values()["value_accuracy_number"]) == (1, 1.0)


@pytest.mark.parametrize(
    ("gold", "prediction", "same"),
    [
        ("75000000", {"value": 75e6}, True),
        ("0.666666666666667", {"value": 2 / 3}, True),
        ("75000000", {"value": 75}, False),
        ("0.5", {"value": 50, "unit": "percent"}, True),
        ("0.5", {"value": 50, "unit": "count"}, False),
        ("(20,35]", {"value": None, "low": 20, "high": 35}, True),
        ("[3965,)", {"value": None, "low": 3965, "high": None}, True),
        ("[3965,)", {"value": 3965}, True),
        ("(,5)", {"value": None, "low": 5, "high": None}, False),
        (None, {"value": 3}, False),
    ],
)
def test_numbers(gold: str | None, prediction: dict[str, Any], same: bool) -> None:
    assert figures.same_number(gold, prediction) is same


def test_ordinals_are_not_quantities() -> None:
    gold = [{"id": "1", "text": "the 3rd of 40 jets", "quantities": [{"start": 11, "end": 13, "type": "QUANTITY"}]}]
    said = {"1": {"figures": [{"start": 4, "end": 7, "unit": "ordinal"}, {"start": 11, "end": 13, "unit": "count"}]}}
    assert run(figures.score_quantities(gold, said)).values()["figure_strict_f1"] == 1.0


@pytest.mark.parametrize(
    ("event", "wanted"),
    [
        ({"certainty": "CERTAIN", "polarity": "POS", "time": "NON_FUTURE"}, True),
        ({"certainty": "CERTAIN", "polarity": "NEG", "time": "NON_FUTURE"}, False),
        ({"certainty": "CERTAIN", "polarity": "POS", "time": "FUTURE"}, False),
        ({"certainty": "POSSIBLE", "polarity": "POS", "time": "NON_FUTURE"}, False),
        ({"certainty": "UNDERSPECIFIED", "polarity": "POS", "time": "NON_FUTURE"}, None),
        ({"certainty": None, "polarity": None, "time": None}, None),
        ({"score": 2.5}, True),
        ({"score": -1.0}, False),
        ({"score": 0.25}, None),
    ],
)
def test_what_gold_says_happened(event: dict[str, Any], wanted: bool | None) -> None:
    assert status.happened(event) is wanted


def test_status_null_is_wrong_and_not_invented() -> None:
    gold = [{"id": "1", "text": "fell rose", "events": [{"start": 0, "end": 4, "score": 3}, {"start": 5, "end": 9, "score": -3}]}]
    values = run(status.score(gold, {"1": {"status": ["ongoing", None]}})).values()
    assert (values["status_accuracy"], values["status_share_answered"], values["status_accuracy_answered"]) == (0.5, 0.5, 1.0)


def test_body_shingles() -> None:
    assert body.shingle_prf("a b c d e", "a b c d e") == (1, 1, 1)
    precision, recall, _ = body.shingle_prf("a b c d e", "x y a b c d e")
    assert (precision, recall) == (0.5, 1.0)
    assert body.shingle_prf("a b", "") == (0.0, 0.0, 0.0)


def test_metadata() -> None:
    gold = {"title": "Peace talks fail", "author": "A. Bo", "date": "2020-05-01", "with": ["said so."], "without": ["Subscribe"]}
    good = {
        "title": "Peace talks fail | The Post",
        "authors": ["A. Bo", "C. Di"],
        "published": "2020-05-01T08:00",
        "body": "He said so",
    }
    assert all(right for _, right in body.metadata_checks(gold, good))
    bad = {"title": "Home", "authors": [], "published": None, "body": "Subscribe now"}
    assert not any(right for _, right in body.metadata_checks(gold, bad))


def test_html_paths_start_at_the_gold_file() -> None:
    assert body.to_input({"id": "1", "html": "p/a.html.gz", "url": "u"}, Path("/gold"))["html"] == "/gold/p/a.html.gz"


def test_b_cubed() -> None:
    gold = {"a": "1", "b": "1", "c": "2"}
    assert lineage.b_cubed(gold, gold) == dict.fromkeys(gold, (1.0, 1.0))
    one = lineage.b_cubed(gold, dict.fromkeys(gold, "x"))
    assert one["c"] == (near(1 / 3), 1.0)
    assert lineage.b_cubed(gold, {})["a"] == (1.0, 0.5)


def test_sentence_class_takes_the_first_report_that_is_no_content() -> None:
    child = {"event_type": "ASSAULT", "parent": "r1", "plover": {"type": "ASSAULT"}}
    parent = {"event_type": "ACCUSE", "parent": None, "plover": {"type": "ACCUSE"}}
    assert reports.sentence_quad([child, parent]) == "3"
    assert reports.sentence_quad([]) == "0"
    assert reports.sentence_quad([{"event_type": "CONSULT", "parent": None, "plover": {"type": "AGREE"}}]) == "1"


def test_roles_of_the_best_report() -> None:
    gold = [
        {"id": "1", "text": "A hit B and C met D.",
         "spans": [{"start": 0, "end": 1, "role": "source"}, {"start": 6, "end": 7, "role": "target"}]}
    ]  # fmt: skip
    hit = {
        "source": [{"start": 0, "end": 1, "text": "A"}],
        "target": [{"start": 6, "end": 7, "text": "B"}],
        "event_type": "ASSAULT",
    }
    met = {
        "source": [{"start": 12, "end": 13, "text": "C"}],
        "target": [{"start": 18, "end": 19, "text": "D"}],
        "event_type": "CONSULT",
    }
    values = run(reports.score_roles(gold, {"1": {"reports": [met, hit]}})).values()
    assert values["main_source_overlap_f1"] == 1.0
    assert values["source_overlap_precision"] == 0.5
    turned = {**hit, "source": hit["target"], "target": hit["source"]}
    assert run(reports.score_roles(gold, {"1": {"reports": [turned]}})).values()["main_source_overlap_f1"] == 0.0
    both = {**turned, "reciprocal": True}
    assert run(reports.score_roles(gold, {"1": {"reports": [both]}})).values()["main_source_overlap_recall"] == 1.0


def _expected(**more: Any) -> dict[str, Any]:
    base = {"trigger": "visited", "type": "CONSULT", "status": "actual", "source": ["RUS"], "target": ["CHN"], "voice": "narrator",
            "mode": "visit", "parent": None, "reciprocal": False, "date": "2024-05-16", "at": None, "caption": False}  # fmt: skip
    return {**base, **more}


def _report(**more: Any) -> dict[str, Any]:
    base = {"event_type": "CONSULT", "mode": "visit", "status": "actual", "reciprocal": False, "attribution": None,
            "trigger": {"start": 6, "end": 13}, "source": [{"country": "RUS", "actor": "vladimir-putin", "text": "Putin"}],
            "target": [{"country": "CHN", "actor": "CHN", "text": "China"}],
            "date": {"start": "2024-05-16", "end": "2024-05-16"}}  # fmt: skip
    return {**base, **more}


def _samples(expects: list[dict[str, Any]], found: list[dict[str, Any]]) -> dict[str, float | None]:
    gold = [{"id": "s", "file": "s.txt", "expects": expects}]
    said = {"s": {"text": "Putin visited China.", "reports": found, "attributions": []}}
    return run(samples.score(gold, said)).values()


def test_samples_right_report() -> None:
    values = _samples([_expected()], [_report()])
    assert values["report_f1"] == 1.0
    assert {values[f"{name}_accuracy"] for name in ("status", "mode", "date", "voice_narrator_or_not")} == {1.0}
    assert (values["source_f1"], values["target_f1"]) == (1.0, 1.0)


def test_samples_wrong_type_counts_for_the_trigger_only() -> None:
    values = _samples([_expected()], [_report(event_type="ASSAULT")])
    assert (values["trigger_f1"], values["report_f1"]) == (1.0, 0.0)


def test_samples_false_alarm_and_caption() -> None:
    values = _samples([_expected(), _expected(trigger="nowhere", caption=True)], [_report(), _report()])
    assert (values["report_precision"], values["report_recall"]) == (0.5, 1.0)


def test_samples_reciprocal_sides_are_free_in_order() -> None:
    values = _samples([_expected(source=["CHN", "RUS"], target=[], reciprocal=True)], [_report()])
    assert values["sides_f1"] == 1.0
    assert values["source_f1"] is None
