"""Metrics against values worked out by hand, and what must hold for any input."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polybius.evaluation import metrics

SPANS = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 8)).map(lambda pair: (pair[0], pair[0] + pair[1])), max_size=6)
LABELS = st.lists(st.sampled_from("abc"), min_size=1, max_size=20)


def test_spans_strict_and_overlap_are_counted_apart() -> None:
    counts = metrics.span_counts("x", [(0, 5), (10, 15)], [(0, 5), (12, 20), (30, 31)])
    values = metrics.span_formula("x", counts)
    assert values["x_overlap_precision"] == pytest.approx(2 / 3)
    assert values["x_overlap_recall"] == 1.0
    assert values["x_strict_f1"] == pytest.approx(2 / 5)


def test_spans_that_only_touch_do_not_overlap() -> None:
    assert not metrics.overlap((0, 5), (5, 9))
    assert metrics.overlap((0, 6), (5, 9))


def test_no_answer_counts_as_wrong_but_not_as_another_class() -> None:
    total: metrics.Counts = {}
    for gold, said in (("a", "a"), ("a", None), ("b", "a"), ("b", "b")):
        metrics.add(total, metrics.label_counts("x", gold, said))
    values = metrics.label_formula("x", total)
    assert values["x_accuracy"] == 0.5
    assert values["x_share_answered"] == 0.75
    assert values["x_accuracy_answered"] == pytest.approx(2 / 3)
    # a: 1 hit, 2 predicted, 2 gold = .5; b: 1 hit, 1 predicted, 2 gold = 2/3
    assert values["x_macro_f1"] == pytest.approx((0.5 + 2 / 3) / 2)


def test_macro_average_leaves_out_classes_gold_does_not_have() -> None:
    total: metrics.Counts = {}
    for gold, said in (("a", "a"), ("a", "z")):
        metrics.add(total, metrics.label_counts("x", gold, said))
    assert metrics.label_formula("x", total)["x_macro_f1"] == pytest.approx(2 / 3)
    assert [row.label for row in metrics.class_rows("x", total)] == ["a", "z"]


def test_kappa_of_a_known_table() -> None:
    # 20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no: observed .7, expected .5, kappa .4.
    first = ["y"] * 25 + ["n"] * 25
    second = ["y"] * 20 + ["n"] * 5 + ["y"] * 10 + ["n"] * 15
    assert metrics.kappa(first, second) == pytest.approx(0.4)
    assert metrics.kappa(["y"], ["y"]) is None
    with pytest.raises(ValueError, match="equally long"):
        metrics.kappa(["y"], [])


def test_bootstrap_is_repeatable_and_brackets_the_value() -> None:
    documents: list[metrics.Counts] = [{"n": 1, "right": float(k % 3 > 0)} for k in range(60)]

    def formula(total: metrics.Counts) -> dict[str, float | None]:
        return {"accuracy": metrics.ratio(total.get("right", 0), total.get("n", 0))}

    first = metrics.with_intervals(documents, formula)
    assert first == metrics.with_intervals(documents, formula)
    (accuracy,) = first
    assert accuracy.value == pytest.approx(2 / 3)
    assert accuracy.low is not None and accuracy.high is not None
    assert 0.5 < accuracy.low < 2 / 3 < accuracy.high < 0.8


def test_one_document_gives_no_interval() -> None:
    (metric,) = metrics.with_intervals([{"n": 1}], lambda total: {"share": total.get("n", 0)})
    assert (metric.value, metric.low, metric.high) == (1, None, None)


@given(SPANS, SPANS)
def test_span_figures_stay_between_0_and_1_and_strict_is_no_easier(
    gold: list[tuple[int, int]], said: list[tuple[int, int]]
) -> None:
    values = metrics.span_formula("x", metrics.span_counts("x", gold, said))
    assert all(value is None or 0 <= value <= 1 for value in values.values())
    if values["x_strict_f1"] is not None:
        assert values["x_strict_f1"] <= (values["x_overlap_f1"] or 0) + 1e-9


@given(SPANS)
def test_gold_against_itself_is_perfect(gold: list[tuple[int, int]]) -> None:
    values = metrics.span_formula("x", metrics.span_counts("x", gold, gold))
    assert set(values.values()) <= {1.0, None}


@given(LABELS)
def test_labels_against_themselves_are_perfect(labels: list[str]) -> None:
    total: metrics.Counts = {}
    for label in labels:
        metrics.add(total, metrics.label_counts("x", label, label))
    assert set(metrics.label_formula("x", total).values()) == {1.0}


def test_correlation_is_pearsons_r_of_the_pairs() -> None:
    total: dict[str, float] = {}
    for x, y in ((1.0, 2.0), (2.0, 4.0), (3.0, 6.0), (4.0, 7.0)):
        metrics.add(total, metrics.moments("s", x, y))
    assert metrics.correlation("s", total) == pytest.approx(0.9898, abs=1e-4)


def test_correlation_of_what_does_not_vary_is_undefined() -> None:
    total: dict[str, float] = {}
    for x in (1.0, 2.0, 3.0):
        metrics.add(total, metrics.moments("s", x, 5.0))
    assert metrics.correlation("s", total) is None
    assert metrics.correlation("s", metrics.moments("s", 1.0, 2.0)) is None
