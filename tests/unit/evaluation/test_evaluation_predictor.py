"""Predictions that need no model: input checks, and the lineage task."""

from __future__ import annotations

from typing import Any

import pytest

from polybius import predictor
from polybius.errors import InputError
from polybius.evaluation import tasks


def test_every_task_has_a_predictor() -> None:
    assert set(predictor._TASKS) == set(predictor._NEEDS) == set(tasks.TASKS)


@pytest.mark.parametrize(
    ("task", "record", "message"),
    [
        ("nothing", {}, "No task is named"),
        ("places", {"id": "7"}, r"record 1 \(7\).*'text'"),
        ("places", {"text": "x"}, r"record 1 \(no id\).*'id'"),
        ("places", {"id": "7", "text": 3}, "must be a string"),
        ("relation", {"id": "7", "text": "A met B", "source": [0, 99], "target": None}, "no span"),
        ("status", {"id": "7", "text": "A met B", "events": [[3, 2]]}, "no span"),
        ("status", {"id": "7", "text": "A met B", "events": ["met"]}, "no span"),
        ("lineage", {"id": "7"}, "'text' or 'documents'"),
        ("body", {"id": "7", "html": "/nowhere/page.html"}, "no such file"),
    ],
)
def test_unusable_input_is_named(task: str, record: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError, match=message):
        list(predictor.predict(task, [record]))


def test_lineage_of_lines_and_of_collections() -> None:
    text = "the two ministers met in Geneva on Monday and agreed to meet again in spring"
    lines = [
        {"id": "a", "text": text},
        {"id": "b", "text": "something else entirely was said by the mayor"},
        {"id": "c", "text": text},
    ]
    assert list(predictor.predict("lineage", lines)) == [
        {"id": "a", "cluster": "a"},
        {"id": "b", "cluster": "b"},
        {"id": "c", "cluster": "a"},
    ]
    (row,) = predictor.predict("lineage", [{"id": "x", "documents": [{"id": "p", "text": text}, {"id": "q", "text": text}]}])
    assert row == {"id": "x", "clusters": [{"id": "p", "cluster": "p"}, {"id": "q", "cluster": "p"}]}


def test_plain_document_keeps_offsets_and_separates_equal_texts() -> None:
    one = predictor.plain_document({"id": "1", "text": "A.\n\nB met C.", "published": "2016-11-07T00:00:00"})
    assert [one.text[block.start : block.end] for block in one.blocks] == ["A.", "B met C."]
    assert one.published == "2016-11-07"
    assert one.id != predictor.plain_document({"id": "2", "text": one.text}).id
