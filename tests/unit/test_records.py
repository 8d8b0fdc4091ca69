from __future__ import annotations

import dataclasses
import inspect
import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polybius import records
from polybius.records import GENRES, STATUSES, Analysis, Block, Document, Span, stable_id
from polybius.syntax import Parse

CLASSES = [c for _, c in inspect.getmembers(records, dataclasses.is_dataclass) if c.__module__ == records.__name__]
JSON = st.recursive(st.none() | st.integers() | st.text(), lambda inner: st.lists(inner, max_size=3), max_leaves=8)


@given(st.lists(JSON, max_size=4))
def test_ids_depend_on_content_alone(parts: list[object]) -> None:
    first = stable_id("r", *parts)
    assert re.fullmatch(r"r-[0-9a-f]{16}", first)
    assert first == stable_id("r", *json.loads(json.dumps(parts)))


@given(st.text(), st.text())
def test_ids_tell_contents_apart(left: str, right: str) -> None:
    assert (stable_id("d", left) == stable_id("d", right)) == (left == right)
    assert stable_id("d", left, right) != stable_id("d", left + right)


def test_id_is_the_same_in_every_version() -> None:
    # Archives are resumed by these ids: a change here makes every archive code itself anew.
    assert stable_id("d", "uri", "text") == "d-ce4aa43c9bad5cd2"


def test_ids_differ_by_kind() -> None:
    assert stable_id("d", 1) != stable_id("r", 1)


@pytest.mark.parametrize("record", CLASSES)
def test_records_are_frozen_slotted_and_described(record: type) -> None:
    assert record.__dataclass_params__.frozen  # type: ignore[attr-defined]
    assert "__slots__" in vars(record)
    assert record.__doc__ and not record.__doc__.startswith(f"{record.__name__}(")


@pytest.mark.parametrize("record", CLASSES)
def test_record_fields_cannot_change_in_place(record: type) -> None:
    for field in dataclasses.fields(record):
        assert not re.search(r"\b(list|dict|set)\[", str(field.type)), field.name


def test_a_value_cannot_be_set_again() -> None:
    document = Document("d-1", "a.txt", "Text", ())
    with pytest.raises(dataclasses.FrozenInstanceError):
        document.title = "other"  # type: ignore[misc]


def test_litter_is_what_the_blocks_say() -> None:
    blocks = (Block("paragraph", 0, 4), Block("litter", 4, 9, "comments"), Block("caption", 9, 12))
    assert Document("d-1", "a.txt", "x" * 12, blocks).litter == (blocks[1],)


def test_words_for_status_and_genre() -> None:
    assert STATUSES == ("actual", "ongoing", "planned", "possible", "demanded", "negated", "hypothetical")
    assert GENRES == ("news", "statement", "opinion", "interview", "other")


def test_spans_sort_by_place_in_the_text() -> None:
    assert sorted([Span(4, 6), Span(0, 9), Span(4, 5)]) == [Span(0, 9), Span(4, 5), Span(4, 6)]


def test_a_fresh_analysis_is_empty() -> None:
    analysis = Analysis(Document("d-1", "a.txt", "", ()), Parse())
    filled = [f.name for f in dataclasses.fields(analysis) if f.name not in ("document", "parse") and getattr(analysis, f.name)]
    assert filled == []
