"""The quality gate: floors that a measured quality must not fall below.

`floors.toml` pins, per task, gold file (name and SHA-256) and metric, the value measured and the floor under it. Floors may
be raised at any time; lowering one needs `allow_regression`, so that it is always somebody's decision.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from importlib.resources import files
from pathlib import Path
from typing import Any

from polybius.errors import ConfigError, DataError
from polybius.evaluation import samples
from polybius.evaluation.tasks import SAMPLES, TASKS

FLOORS = Path(str(files("polybius.evaluation") / "floors.toml"))
# Between machines the parser's floating point may move single decisions: the floor lies this far under what was measured.
MARGIN = 0.01
# Which metrics are pinned, by task and gold format.
PINNED: dict[tuple[str, str], tuple[str, ...]] = {
    ("relation", "relation"): ("root_macro_f1", "quad_macro_f1"),
    ("reports", "samples"): ("report_precision", "report_recall", "report_f1", "status_accuracy", "source_f1", "target_f1"),
    ("reports", "roles"): ("main_source_overlap_f1", "main_target_overlap_f1"),
    ("reports", "event_class"): ("quad_macro_f1", "quad_accuracy"),
    ("attribution", "attribution"): ("source_token_f1", "cue_token_f1", "content_token_f1", "whole_f1"),
    ("actors", "actor_resolution"): ("country_accuracy", "sector_accuracy", "identity_accuracy"),
    ("places", "places"): ("tagging_overlap_f1", "near_161km_of_tagged"),
    ("places", "place_cases"): ("case_accuracy",),
    ("times", "times"): ("detection_overlap_f1", "value_f1"),
    ("times", "expressions"): ("detection_overlap_f1", "value_accuracy"),
    ("figures", "quantities"): ("figure_overlap_f1",),
    ("figures", "expressions"): ("value_accuracy",),
    ("status", "factuality"): ("status_macro_f1",),
    ("body", "body"): ("body_f1",),
    ("body", "page_metadata"): ("title_accuracy", "author_accuracy", "date_accuracy"),
    ("lineage", "clusters"): ("b3_precision",),
}


@dataclass(frozen=True, slots=True)
class Floor:
    """One pinned figure. `limit`: at most so many records, every k-th (0 = all); `gold`: file name, or "samples"."""

    task: str
    gold: str
    sha256: str
    limit: int
    metric: str
    floor: float
    measured: float


Measured = Mapping[tuple[str, str], Mapping[str, float | None]]


def load(path: Path = FLOORS) -> list[Floor]:
    """The pinned floors.

    Raises:
        DataError: the file is broken; names the entry.
    """
    with path.open("rb") as handle:
        rows: list[dict[str, Any]] = tomllib.load(handle).get("floor", [])
    needed = {field.name for field in fields(Floor)}
    for number, row in enumerate(rows, 1):
        if row.keys() != needed:
            raise DataError(f"{path.name}: entry {number} has {', '.join(row)}; it needs exactly {', '.join(sorted(needed))}.")
    return [Floor(**row) for row in rows]


def lint(path: Path = FLOORS) -> list[str]:
    """Faults of the floors file: unknown task, floor outside 0..1 or above what was measured, the same metric twice."""
    out: list[str] = []
    seen: set[tuple[str, str, str]] = set()
    for number, item in enumerate(load(path), 1):
        where = f"{path.name}:entry {number}"
        if item.task not in TASKS:
            out.append(f"{where}: no task is named '{item.task}'")
        if not 0 <= item.floor <= item.measured <= 1:
            out.append(f"{where}: need 0 <= floor <= measured <= 1, have {item.floor} and {item.measured}")
        if (item.task, item.gold, item.metric) in seen:
            out.append(f"{where}: {item.metric} of {item.gold} is pinned twice")
        seen.add((item.task, item.gold, item.metric))
    return out


def gold_hash(gold: str, gold_dir: Path | None) -> str | None:
    """SHA-256 of a gold file, or of the expected reports of the samples; None where the file is not there."""
    if gold == SAMPLES:
        blob = repr([(row["id"], row["published"], row["expects"]) for row in samples.records()]).encode()
        return hashlib.sha256(blob).hexdigest()
    path = (gold_dir or Path()) / gold
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else None


def check_floors(gold_dir: Path | None, measured: Measured, floors: Iterable[Floor] | None = None) -> list[str]:
    """What is wrong, one line each; empty when every floor with a measurement holds.

    Args:
        gold_dir: folder of the gold files; a floor whose gold file changed since pinning is reported, not compared.
        measured: metric values by (task, gold file name).
        floors: by default those shipped.
    """
    out: list[str] = []
    for item in load() if floors is None else floors:
        where = f"{item.task} {item.gold}"
        values = measured.get((item.task, item.gold))
        if values is None:
            continue
        if gold_hash(item.gold, gold_dir) != item.sha256:
            out.append(f"{where}: gold changed since it was pinned. Pin again: polybius evaluate ... --pin")
            continue
        value = values.get(item.metric)
        if value is None:
            out.append(f"{where}: {item.metric} was not measured, the floor is {item.floor:.3f}")
        elif value < item.floor:
            out.append(f"{where}: {item.metric} fell to {value:.4f}, floor {item.floor:.4f} (was {item.measured:.4f})")
    return sorted(set(out))


def update(
    task: str,
    gold: str,
    sha256: str,
    limit: int,
    values: Mapping[str, float | None],
    metrics: Iterable[str],
    *,
    allow_regression: bool = False,
    path: Path = FLOORS,
) -> list[Floor]:
    """Pin `metrics` at their measured `values` and write the file; returns the floors of this task and gold.

    A better value raises the floor; the same or a slightly worse one (above the floor) leaves it. When the gold file or the
    limit changed, values cannot be compared: that too counts as a regression to be allowed.

    Raises:
        ConfigError: a floor would fall, and `allow_regression` is not given; nothing is written.
    """
    floors = load(path) if path.exists() else []
    known = {(item.task, item.gold, item.metric): item for item in floors}
    worse: list[str] = []
    for metric in metrics:
        value = values.get(metric)
        if value is None:
            continue
        new = Floor(task, gold, sha256, limit, metric, round(max(0.0, value - MARGIN), 4), round(value, 4))
        old = known.get((task, gold, metric))
        if old is not None and not allow_regression:
            if (old.sha256, old.limit) != (sha256, limit):
                worse.append(f"{metric}: gold or limit changed")
            elif value < old.floor:
                worse.append(f"{metric}: {value:.4f} is below the floor {old.floor:.4f}")
            elif new.floor <= old.floor:
                new = old
        known[task, gold, metric] = new
    if worse:
        raise ConfigError(f"{task} {gold}: {'; '.join(worse)}. Floors fall only with --allow-regression.")
    _write(path, sorted(known.values(), key=lambda item: (TASKS.index(item.task), item.gold, item.metric)))
    return [item for item in known.values() if (item.task, item.gold) == (task, gold)]


def _write(path: Path, floors: list[Floor]) -> None:
    lines = [
        "# Quality floors. Written by `polybius evaluate TASK GOLD [--limit N] --pin`; falls only with --allow-regression.",
        "# limit: the gate measures at most so many records, every k-th of the file; 0 = all.",
    ]
    for item in floors:
        lines += [
            "",
            "[[floor]]",
            f'task = "{item.task}"',
            f'gold = "{item.gold}"',
            f'sha256 = "{item.sha256}"',
            f"limit = {item.limit}",
            f'metric = "{item.metric}"',
            f"floor = {item.floor}",
            f"measured = {item.measured}",
        ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
