"""Reading gold, recognising formats, the run as a whole, and its printed form."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from polybius.errors import InputError
from polybius.evaluation import show, tasks

GOLD = [
    {"id": "1", "text": "A hit B.", "source": [0, 1], "target": [6, 7], "root": "ASSAULT", "penta": 4},
    {"id": "2", "text": "A met B.", "source": [0, 1], "target": [6, 7], "root": "CONSULT", "penta": 1},
    {"id": "3", "text": "A sued B.", "source": [0, 1], "target": [7, 8], "root": "ACCUSE", "penta": 3},
]


def write(path: Path, rows: Iterable[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def always_assault(inputs: Sequence[dict[str, Any]]) -> Iterable[dict[str, Any]]:
    assert all("root" not in row for row in inputs), "gold must not reach the predictor"
    return [{"id": row["id"], "root": "ASSAULT", "mode": None, "status": "actual"} for row in inputs]


def test_evaluate_end_to_end(tmp_path: Path) -> None:
    result = tasks.evaluate("relation", write(tmp_path / "gold.jsonl", GOLD), always_assault, resamples=50)
    assert result.values()["root_accuracy"] == pytest.approx(1 / 3)
    assert result.n_documents == 3
    text = "\n".join(show.lines(result, 1))
    assert "root_macro_f1" in text
    assert "1 of 2 errors" in text
    whole = show.as_json(result)
    assert whole["n_errors"] == len(whole["errors"]) == 2
    assert whole["metrics"]["root_accuracy"]["low"] is not None
    json.dumps(whole)


def test_unknown_task_names_the_nearest() -> None:
    with pytest.raises(InputError, match="Did you mean 'relation'"):
        tasks.check_task("relations")
    with pytest.raises(InputError, match="The tasks are"):
        tasks.check_task("zzz")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('{"id": "2", "te', r"gold.jsonl:2: no JSON"),
        ("[1]", r"gold.jsonl:2: each line"),
        ('{"text": "x"}', r"gold.jsonl:2: each line"),
    ],
)
def test_broken_line_is_named(tmp_path: Path, line: str, message: str) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(GOLD[0]) + "\n" + line + "\n", encoding="utf-8")
    with pytest.raises(InputError, match=message):
        list(tasks.read_lines(path))


def test_bytes_that_are_no_utf8(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_bytes(b'{"id": "\xe9"}\n')
    with pytest.raises(InputError, match="not UTF-8"):
        list(tasks.read_lines(path))


def test_gold_of_another_task_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no gold for the task 'places'.*toponyms"):
        tasks.evaluate("places", write(tmp_path / "gold.jsonl", GOLD), always_assault)
    mixed = write(tmp_path / "mixed.jsonl", [GOLD[0], {"id": "9", "text": "x"}])
    with pytest.raises(InputError, match=r"record 2 \(9\) lacks"):
        tasks.evaluate("relation", mixed, always_assault)


def test_empty_missing_and_doubled(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no record in it"):
        tasks.read_gold(write(tmp_path / "empty.jsonl", []))
    with pytest.raises(InputError, match="no such file"):
        tasks.read_gold(tmp_path / "nothing.jsonl")
    with pytest.raises(InputError, match="more than once"):
        tasks.evaluate("relation", write(tmp_path / "twice.jsonl", [GOLD[0], GOLD[0]]), always_assault)


def test_limit_takes_every_kth() -> None:
    rows = [{"id": str(k)} for k in range(10)]
    assert [row["id"] for row in tasks.subset(rows, 3)] == ["0", "4", "8"]
    assert tasks.subset(rows, None) == rows
    assert len(tasks.subset(rows, 100)) == 10


@pytest.mark.parametrize(
    ("task", "record", "name"),
    [
        ("reports", {"id": "1", "text": "", "label": 0}, "event_class"),
        ("reports", {"id": "1", "text": "", "spans": []}, "roles"),
        ("places", {"id": "1", "text": "", "toponyms": []}, "places"),
        ("places", {"id": "1", "text": "", "expect_places": []}, "place_cases"),
        ("times", {"id": "1", "text": "", "results": [], "reference": None, "kind": "datetime"}, "expressions"),
        ("figures", {"id": "1", "text": "", "results": [], "kind": "number"}, "expressions"),
        ("status", {"id": "1", "text": "", "events": [{"start": 0, "end": 1, "score": 1}]}, "factuality"),
        ("body", {"id": "1", "html": "", "with": [], "without": []}, "page_metadata"),
        ("body", {"id": "1", "html": "", "body": ""}, "body"),
        ("lineage", {"id": "1", "text": "", "cluster": "x"}, "clusters"),
    ],
)
def test_formats_are_recognised(task: str, record: dict[str, Any], name: str) -> None:
    assert tasks.detect(task, [record], "gold").name == name


def test_command_scores_given_predictions(tmp_path: Path) -> None:
    import typer

    from polybius.cli import evaluate as command

    app = typer.Typer()
    app.command()(command.evaluate)
    gold = write(tmp_path / "gold.jsonl", GOLD)
    answers = write(tmp_path / "answers.jsonl", [{"id": row["id"], "root": row["root"]} for row in GOLD[:2]])
    result = CliRunner().invoke(app, ["relation", str(gold), "--json", "--predictions", str(answers)])
    assert result.exit_code == 0, result.output
    printed = json.loads(result.stdout)
    assert printed["metrics"]["root_accuracy"]["value"] == pytest.approx(2 / 3)
    assert any("1 of 3 records have no prediction" in note for note in printed["notes"])


def test_predict_writes_lines_and_refuses_to_overwrite_its_input(tmp_path: Path) -> None:
    import typer

    from polybius.cli import evaluate as command

    app = typer.Typer()
    app.command()(command.predict)
    source = write(tmp_path / "in.jsonl", [{"id": "é", "text": "a text"}])
    out = tmp_path / "out.jsonl"
    assert CliRunner().invoke(app, ["lineage", str(source), "-o", str(out)]).exit_code == 0
    assert json.loads(out.read_text(encoding="utf-8")) == {"id": "é", "cluster": "é"}
    before = source.read_text()
    assert isinstance(CliRunner().invoke(app, ["lineage", str(source), "-o", str(source)]).exception, InputError)
    assert source.read_text() == before
