"""Atoms, the rule language, and number words."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polybius.annotation import numerals
from polybius.annotation.atoms import Vocabulary, atomise, group


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("four dozen", 48),
        ("half a million", 500_000),
        ("two hundred and five", 205),
        ("2.4 trillion", 2.4e12),
        ("one and a half", 1.5),
        ("two and three quarters", 2.75),
        ("five point two", 5.2),
        ("13 lakh", 1_300_000),
        ("twenty-one thousand three hundred", 21_300),
        ("1,200", 1200),
        ("1 234 567", 1_234_567),
    ],
)
def test_cardinals(text: str, value: float) -> None:
    assert numerals.cardinal(atomise(text, 0, len(text))) == pytest.approx(value)


@pytest.mark.parametrize(("text", "value"), [("18th", 18), ("twenty-first", 21), ("two hundredth", 200), ("fifth", 5)])
def test_ordinals(text: str, value: int) -> None:
    assert numerals.ordinal(atomise(text, 0, len(text))) == value


def test_what_is_no_number_has_no_value() -> None:
    text = "the leaders"
    assert numerals.cardinal(atomise(text, 0, len(text))) is None
    assert numerals.ordinal(atomise(text, 0, len(text))) is None


@given(st.integers(min_value=0, max_value=10**15 - 1))
def test_words_and_back(value: int) -> None:
    words = numerals.in_words(value)
    assert numerals.cardinal(atomise(words, 0, len(words))) == value


def test_words_out_of_range() -> None:
    with pytest.raises(ValueError, match="out of range"):
        numerals.in_words(10**15)


@given(st.text(max_size=200))
def test_atoms_slice_the_text_in_order(text: str) -> None:
    atoms = atomise(text, 0, len(text))
    assert all(text[a.start : a.end] == a.text for a in atoms)
    assert all(a.end <= b.start for a, b in pairwise(atoms))
    assert "".join(a.text for a in atoms) == "".join(c for c in text if not c.isspace()) or any(" " in a.text for a in atoms)


def test_codes_are_one_atom_and_units_are_cut_off() -> None:
    kinds = [(a.text, a.kind) for a in atomise("G20 Su-35 500km $3.5bn 30-page", 0, 30)]
    assert kinds[0] == ("G20", "code")
    assert ("500", "number") in kinds and ("km", "word") in kinds
    assert ("3.5", "number") in kinds and ("bn", "word") in kinds
    assert ("page", "word") in kinds


def test_rule_language_reports_what_it_cannot_read() -> None:
    vocabulary = Vocabulary({"MONTH": ("may",)}, capital=("may",))
    with pytest.raises(ValueError, match="cannot read"):
        vocabulary.compile("m=MONTH §")


def test_names_may_stand_in_several_alternatives() -> None:
    vocabulary = Vocabulary({"MONTH": ("may",)}, capital=("may",))
    rule = vocabulary.compile("d=DAY m=MONTH|m=MONTH d=DAY")
    text = "May 16"
    match = rule.search(vocabulary.encode(atomise(text, 0, len(text))))
    assert match is not None
    assert group(match, "m") == (0, 1)
    assert group(match, "d") == (1, 2)
    assert rule.search(vocabulary.encode(atomise("may 16", 0, 6))) is None
