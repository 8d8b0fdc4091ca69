"""`polybius evaluate` and `polybius predict`: quality against gold, and the bare answers."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

EVALUATE_EXAMPLE = "Examples: polybius evaluate reports samples; polybius evaluate relation gold.jsonl --errors 20"
PREDICT_EXAMPLE = "Example: polybius predict attribution articles.jsonl -o answers.jsonl"

TASK_HELP = "relation, reports, attribution, actors, mentions, places, times, figures, status, body or lineage."


def evaluate(
    task: Annotated[str, typer.Argument(metavar="TASK", help=TASK_HELP)],
    gold: Annotated[
        str, typer.Argument(metavar="GOLD.jsonl", help="Gold file; 'samples' for the shipped articles (task reports).")
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Print everything as JSON.")] = False,
    errors: Annotated[int, typer.Option(min=0, help="How many errors to print, spread over all; with --json all are given.")] = 10,
    limit: Annotated[int | None, typer.Option(min=1, help="At most so many records: every k-th of the file.")] = None,
    predictions: Annotated[Path | None, typer.Option(help="Score these predictions (JSONL by id) instead of predicting.")] = None,
    model: Annotated[str, typer.Option(help="spaCy pipeline: auto, a package name or a path.")] = "auto",
    overlay: Annotated[Path | None, typer.Option(help="Folder with own actor tables (CSV).")] = None,
    coder: Annotated[str, typer.Option(help="fused (grammar and classifier) or grammar (rules alone, faster).")] = "fused",
    pin: Annotated[bool, typer.Option("--pin", help="Pin the quality floors of this gold file at what is measured.")] = False,
    allow_regression: Annotated[bool, typer.Option("--allow-regression", help="With --pin: let floors fall.")] = False,
) -> None:
    """Score a task against gold: metrics with 95 % intervals, per-class table, errors with their text."""
    from polybius.evaluation import show, tasks
    from polybius.pipeline import Settings

    if pin and (predictions is not None or overlay is not None or coder != "fused"):
        raise typer.BadParameter("--pin pins what Polybius itself measures: leave --predictions, --overlay and --coder out")
    settings = Settings(model, str(overlay) if overlay else None, coder)

    def answers(inputs: Sequence[dict[str, Any]]) -> Iterable[dict[str, Any]]:
        if predictions is not None:
            return tasks.read_lines(predictions)
        from polybius import predictor

        return predictor.predict(task, inputs, settings)

    result = tasks.evaluate(task, gold, answers, limit=limit)
    if as_json:
        typer.echo(json.dumps(show.as_json(result), ensure_ascii=False, indent=1))
    else:
        typer.echo("\n".join(show.lines(result, errors)))
    if pin:
        _pin(task, gold, result, limit or 0, allow_regression)


def _pin(task: str, gold: str, result: Any, limit: int, allow_regression: bool) -> None:
    from polybius.evaluation import gate, tasks

    name = gold if gold == tasks.SAMPLES else Path(gold).name
    sha256 = gate.gold_hash(name, Path(gold).parent)
    metrics = gate.PINNED[task, result.format]
    floors = gate.update(task, name, str(sha256), limit, result.values(), metrics, allow_regression=allow_regression)
    for floor in floors:
        typer.echo(f"pinned {floor.task} {floor.gold} {floor.metric}: floor {floor.floor}, measured {floor.measured}", err=True)


def predict(
    task: Annotated[str, typer.Argument(metavar="TASK", help=TASK_HELP)],
    source: Annotated[
        str, typer.Argument(metavar="IN.jsonl", help="Inputs, one JSON object with an id a line; - is standard input.")
    ],
    output: Annotated[str, typer.Option("-o", "--output", help="Where predictions go; - is standard output.")] = "-",
    model: Annotated[str, typer.Option(help="spaCy pipeline: auto, a package name or a path.")] = "auto",
    overlay: Annotated[Path | None, typer.Option(help="Folder with own actor tables (CSV).")] = None,
    coder: Annotated[str, typer.Option(help="fused (grammar and classifier) or grammar (rules alone, faster).")] = "fused",
) -> None:
    """The answers of a task alone: one JSON object a line, in the order of the input, with its id."""
    from polybius import predictor
    from polybius.errors import InputError
    from polybius.evaluation import tasks
    from polybius.pipeline import Settings

    tasks.check_task(task)
    settings = Settings(model, str(overlay) if overlay else None, coder)
    standard = source == "-"
    records = tasks.parse_lines(sys.stdin, "standard input") if standard else tasks.read_lines(Path(source))
    folder = Path() if standard else Path(source).resolve().parent
    rows = predictor.predict(task, records, settings, folder)
    if not standard and output != "-" and Path(output).resolve() == Path(source).resolve():
        raise InputError(f"{output}: input and output are the same file. Give another name for the output.")
    if output == "-":
        for row in rows:
            typer.echo(json.dumps(row, ensure_ascii=False))
        return
    with Path(output).open("w", encoding="utf-8", newline="\n") as handle:
        for row in rows:
            handle.write(json.dumps(row, ensure_ascii=False) + "\n")
