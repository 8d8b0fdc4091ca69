"""The registry of evaluation tasks: each gold format is recognised by the fields of its first record."""

from __future__ import annotations

import difflib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from polybius.errors import InputError
from polybius.evaluation import (
    actors,
    attribution,
    body,
    figures,
    lineage,
    mentions,
    petrarch,
    places,
    relation,
    reports,
    samples,
    status,
    times,
)
from polybius.evaluation.metrics import RESAMPLES
from polybius.evaluation.result import Result, Row, Scored, finish

# In place of a gold file: the sample articles that are shipped.
SAMPLES = "samples"


@dataclass(frozen=True, slots=True)
class Format:
    """One gold format of a task: how to recognise a record, make its prediction input (paths against `folder`), score."""

    task: str
    name: str
    fits: Callable[[Row], bool]
    to_input: Callable[[Row, Path], Row]
    score: Callable[[Sequence[Row], Mapping[str, Row]], Scored]
    fields: str


def _format(
    task: str,
    name: str,
    fits: Callable[[Row], bool],
    make: Callable[[Row], Row],
    score: Callable[[Sequence[Row], Mapping[str, Row]], Scored],
    fields: str,
) -> Format:
    return Format(task, name, fits, lambda record, folder: make(record), score, fields)


FORMATS: tuple[Format, ...] = (
    _format("relation", "relation", relation.fits, relation.to_input, relation.score, "text, source, target, root"),
    Format("reports", "samples", samples.fits, samples.to_input, samples.score, "file, expects (or the word 'samples')"),
    _format("reports", "roles", reports.fits_roles, reports.to_input, reports.score_roles, "text, spans with role"),
    _format("reports", "event_class", reports.fits_class, reports.to_input, reports.score_class, "text, label 0-4"),
    _format("reports", "petrarch_unit", petrarch.fits, petrarch.to_input, petrarch.score, "text, events with source, target, code"),
    _format("attribution", "attribution", attribution.fits, attribution.to_input, attribution.score, "text, attributions"),
    _format("actors", "actor_resolution", actors.fits, actors.to_input, actors.score, "query, expect"),
    _format("mentions", "readers", mentions.fits_readers, mentions.to_input, mentions.score_readers, "text, parts, mentions"),
    _format(
        "mentions", "entity_links", mentions.fits_links, mentions.to_input, mentions.score_links, "text, mentions, participants"
    ),
    _format("places", "places", places.fits_toponyms, places.to_input, places.score_toponyms, "text, toponyms"),
    _format("places", "place_cases", places.fits_cases, places.to_input, places.score_cases, "text, expect_places"),
    _format("times", "times", times.fits_timex, times.to_input, times.score_timex, "text, dct, times"),
    _format("times", "expressions", times.fits_expressions, times.to_input, times.score_expressions, "text, reference, results"),
    _format("figures", "quantities", figures.fits_quantities, figures.to_input, figures.score_quantities, "text, quantities"),
    _format("figures", "expressions", figures.fits_expressions, figures.to_input, figures.score_expressions, "text, kind, results"),
    _format("status", "factuality", status.fits, status.to_input, status.score, "text, events with certainty or score"),
    Format("body", "body", body.fits_body, body.to_input, body.score_body, "html, body"),
    Format("body", "page_metadata", body.fits_metadata, body.to_input, body.score_metadata, "html, with, without"),
    _format("lineage", "clusters", lineage.fits, lineage.to_input, lineage.score, "text, cluster"),
)
TASKS: tuple[str, ...] = tuple(dict.fromkeys(item.task for item in FORMATS))


def check_task(task: str) -> str:
    """Return `task` when there is one of that name.

    Raises:
        InputError: unknown; names the nearest and all tasks.
    """
    if task in TASKS:
        return task
    near = difflib.get_close_matches(task, TASKS, n=1, cutoff=0.5)
    hint = f"Did you mean '{near[0]}'? " if near else ""
    raise InputError(f"No task is named '{task}'. {hint}The tasks are: {', '.join(TASKS)}.")


def read_lines(path: Path) -> Iterator[Row]:
    """The records of a JSONL file, each with an `id`.

    Raises:
        InputError: no such file, a line that is no JSON object or has no id; names the line.
    """
    if not path.is_file():
        raise InputError(f"{path}: no such file. Give a JSONL file, one JSON object a line.")
    with path.open(encoding="utf-8") as handle:
        yield from parse_lines(handle, str(path))


def parse_lines(lines: Iterable[str], name: str) -> Iterator[Row]:
    """The records of JSON `lines`; `name` is what errors call the file.

    Raises:
        InputError: as `read_lines`.
    """
    numbered = enumerate(lines, 1)
    try:
        for number, line in numbered:
            if not line.strip():
                continue
            try:
                record = json.loads(line)
            except json.JSONDecodeError as error:
                where = f"{name}:{number}: no JSON ({error.msg}, column {error.colno})"
                raise InputError(f"{where}. Repair or remove the line.") from error
            if not isinstance(record, dict) or record.get("id") is None:
                raise InputError(f"{name}:{number}: each line must be a JSON object with an 'id'. Add one that occurs once.")
            yield record
    except UnicodeDecodeError as error:
        raise InputError(f"{name}: not UTF-8 ({error.reason} at byte {error.start}). Save the file as UTF-8.") from error


def read_gold(gold: str | Path) -> tuple[list[Row], Path]:
    """The records of a gold file (or the shipped samples for the word "samples") and the folder its paths start from.

    Raises:
        InputError: the file cannot be used, or holds no record.
    """
    if str(gold) == SAMPLES:
        return samples.records(), Path()
    path = Path(gold)
    records = list(read_lines(path))
    if not records:
        raise InputError(f"{path}: no record in it. Give a gold file with at least one line.")
    return records, path.resolve().parent


def detect(task: str, records: Sequence[Row], name: str) -> Format:
    """The gold format of `records` for `task`.

    Raises:
        InputError: no format of that task fits a record; lists what the task understands.
    """
    candidates = [item for item in FORMATS if item.task == task]
    for item in candidates:
        if item.fits(records[0]):
            for number, record in enumerate(records, 1):
                if not item.fits(record):
                    raise InputError(f"{name}: record {number} ({record['id']}) lacks the fields of the first ({item.fields}).")
            return item
    fields, given = "; or ".join(item.fields for item in candidates), ", ".join(records[0])
    raise InputError(f"{name}: no gold for the task '{task}': the first record needs the fields {fields}. It has {given}.")


def subset(records: Sequence[Row], limit: int | None) -> list[Row]:
    """At most `limit` records, evenly spaced over the file (every k-th), so that a part stands for the whole."""
    if limit is None or limit >= len(records):
        return list(records)
    if limit < 1:
        raise InputError(f"--limit {limit}: give at least 1.")
    every = -(-len(records) // limit)
    return list(records[::every])


def evaluate(
    task: str,
    gold: str | Path,
    predictor: Callable[[Sequence[Row]], Iterable[Row]],
    *,
    limit: int | None = None,
    resamples: int = RESAMPLES,
) -> Result:
    """Score predictions for a gold file.

    Args:
        task: one of `TASKS`.
        gold: JSONL file, or "samples".
        predictor: from prediction inputs to predictions, matched by `id`; order is free, missing ones count as no answer.
        limit: at most so many records, every k-th.
        resamples: of the bootstrap; 0 for no intervals.

    Raises:
        InputError: unknown task, unusable gold.
    """
    check_task(task)
    everything, folder = read_gold(gold)
    form = detect(task, everything, str(gold))
    if len({str(record["id"]) for record in everything}) < len(everything):
        raise InputError(f"{gold}: an id occurs more than once; predictions are matched by id. Make ids unique.")
    records = subset(everything, limit)
    inputs = [form.to_input(record, folder) for record in records]
    predictions = {str(row["id"]): row for row in predictor(inputs)}
    scored = form.score(records, predictions)
    missing = sum(str(record["id"]) not in predictions for record in records)
    if missing:
        scored = replace(scored, notes=(*scored.notes, f"{missing} of {len(records)} records have no prediction: no answer."))
    return finish(task, form.name, len(records), scored, resamples)
