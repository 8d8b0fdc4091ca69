"""Two opinions, one decision: bonuses, calibration scale, joined statuses."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polybius.coding.fusion import best, fuse, join_refused, parameters

LOGS = {"NONE": math.log(0.2), "AID": math.log(0.5), "AGREE": math.log(0.3)}


def test_without_grammar_the_classifier_decides_with_its_own_probability() -> None:
    decision = fuse(LOGS, None, 5.0, 1.0)
    assert (decision.label, decision.by) == ("AID", "classifier alone")
    assert decision.probability == pytest.approx(0.5)


def test_agreement_raises_the_probability() -> None:
    decision = fuse(LOGS, "AID", math.log(4), 1.0)
    assert decision.by == "both agree"
    assert decision.probability == pytest.approx(2.0 / 2.5)


def test_a_large_bonus_lets_the_grammar_win_and_says_so() -> None:
    decision = fuse(LOGS, "AGREE", math.log(3), 1.0)
    assert (decision.label, decision.by) == ("AGREE", "grammar against classifier")
    small = fuse(LOGS, "AGREE", math.log(1.5), 1.0)
    assert (small.label, small.by) == ("AID", "classifier against grammar")


def test_a_shift_moves_the_choice_and_not_the_probability() -> None:
    decision = fuse(LOGS, "AGREE", 0.0, 1.0, shift=5.0)
    assert (decision.label, decision.by) == ("AGREE", "grammar against classifier")
    assert decision.probability == pytest.approx(0.3)


def test_the_first_of_equals_is_best() -> None:
    assert best({"A": -1.0, "B": -1.0}) == "A"


def test_an_own_refusal_is_negated() -> None:
    joined = join_refused({"actual": math.log(0.4), "negated": math.log(0.2), "refused": math.log(0.3)})
    assert set(joined) == {"actual", "negated"}
    assert math.exp(joined["negated"]) == pytest.approx(0.5)


@given(st.lists(st.floats(-8, 0), min_size=2, max_size=6), st.floats(0, 6), st.floats(0.2, 3))
def test_a_probability_is_one_and_the_bonus_never_hurts_its_label(values: list[float], bonus: float, scale: float) -> None:
    logs = {f"L{i}": value for i, value in enumerate(values)}
    plain, helped = fuse(logs, "L0", 0.0, scale), fuse(logs, "L0", bonus, scale)
    assert 1 / len(values) - 1e-9 <= plain.probability <= 1 + 1e-9
    if plain.label == "L0":
        assert helped.label == "L0" and helped.probability >= plain.probability - 1e-9


def test_the_shipped_numbers_cover_every_decision() -> None:
    numbers = parameters()
    assert set(numbers) == {"view", "type", "status"}
    assert set(numbers["view"]) == {"scale", "bonus_0_sides", "bonus_1_sides", "bonus_2_sides", "shift"}
    assert {f"bonus_{word}_{part}" for word in ("verb", "noun") for part in ("full", "part")} < set(numbers["type"])
    assert 0.3 <= numbers["type"]["proposal"] < 1
    assert all(table["scale"] > 0 for table in numbers.values())
