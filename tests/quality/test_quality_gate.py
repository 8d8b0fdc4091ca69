"""Measured quality must not fall below the pinned floors (src/polybius/evaluation/floors.toml).

The floor on the shipped samples always runs. The others run where the gold files are: the folder in the environment
variable POLYBIUS_GOLD, or ../shared/gold beside the repository.
"""

from __future__ import annotations

import os
from itertools import groupby
from pathlib import Path

import pytest

from polybius import predictor
from polybius.evaluation import gate, tasks

GOLD_DIR = Path(os.environ.get("POLYBIUS_GOLD") or Path(__file__).resolve().parents[3] / "shared" / "gold")


def groups() -> list[tuple[str, str, int]]:
    """Each (task, gold file, limit) with floors: one measurement."""
    return [key for key, _ in groupby(gate.load(), key=lambda floor: (floor.task, floor.gold, floor.limit))]


@pytest.mark.parametrize(("task", "gold", "limit"), groups())
def test_quality_holds(task: str, gold: str, limit: int) -> None:
    path: str | Path = gold if gold == tasks.SAMPLES else GOLD_DIR / gold
    if isinstance(path, Path) and not path.is_file():
        pytest.skip(f"{path} is not here; set POLYBIUS_GOLD to the folder of the gold files")
    result = tasks.evaluate(task, path, lambda inputs: predictor.predict(task, inputs), limit=limit or None, resamples=0)
    assert gate.check_floors(GOLD_DIR, {(task, gold): result.values()}) == []


def test_the_samples_are_gated() -> None:
    assert ("reports", tasks.SAMPLES, 0) in groups()
