"""The pattern language and the tables."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polybius import coding
from polybius.coding.entries import Entry, parse_entry, parse_slots
from polybius.errors import DataError
from polybius.ontology import load as load_ontology

CLASSES = {"talks": frozenset(("talk", "meeting"))}


def entry(pattern: str) -> Entry:
    return parse_entry(pattern, "x", {"type": "CONSULT", "pos": "v", "S": "subj"}, CLASSES, "id", "f.toml:1")


def test_tables_are_clean() -> None:
    assert coding.lint() == []


def test_modes_and_contexts_are_known_to_the_ontology() -> None:
    book = load_ontology()
    for row in coding.load().entries:
        if row.event_type != "NONE":
            if row.mode:
                book.mode(row.event_type, row.mode)
            for context in row.contexts:
                book.context(context)


def test_more_conditions_come_first() -> None:
    for rows in coding.load().index.values():
        numbers = [row.specificity for row in rows]
        assert numbers == sorted(numbers, reverse=True)


def test_load_is_cached_and_versioned() -> None:
    assert coding.load() is coding.load()
    assert len(coding.load().version) == 16


def test_pattern_parts() -> None:
    row = entry("hold +up obj=@talks !with=police T=with|obj.with+of C=AID needs=ST R")
    assert row.particles == ("up",)
    assert row.conditions[0].words == CLASSES["talks"]
    assert not row.conditions[1].positive
    assert row.target == (("with",), ("obj.with", "of"))
    assert row.content == frozenset(("AID",))
    assert row.reciprocal
    assert row.needs == "ST"


@pytest.mark.parametrize("pattern", ["meet obj=@unknown", "meet nonsense", "meet obj="])
def test_broken_pattern_names_its_line(pattern: str) -> None:
    with pytest.raises(DataError, match=r"f\.toml:1"):
        entry(pattern)


@given(st.lists(st.lists(st.sampled_from(["subj", "with", "obj.of"]), min_size=1, max_size=3), max_size=3))
def test_slots_survive_writing(unions: list[list[str]]) -> None:
    text = "|".join("+".join(union) for union in unions)
    assert parse_slots(text) == tuple(tuple(union) for union in unions)
