"""The gate: floors are kept, raised freely, lowered only when allowed."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from polybius.errors import ConfigError, DataError
from polybius.evaluation import gate


def pin(path: Path, value: float, *, sha: str = "s", limit: int = 0, allow: bool = False) -> list[gate.Floor]:
    return gate.update(
        "places", "g.jsonl", sha, limit, {"f1": value, "none": None}, ["f1", "none"], allow_regression=allow, path=path
    )


def test_pinned_below_what_was_measured(tmp_path: Path) -> None:
    (floor,) = pin(tmp_path / "floors.toml", 0.8)
    assert (floor.measured, floor.floor) == (0.8, 0.79)
    assert gate.load(tmp_path / "floors.toml") == [floor]
    assert gate.lint(tmp_path / "floors.toml") == []


def test_better_raises_slightly_worse_keeps_worse_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "floors.toml"
    pin(path, 0.8)
    assert pin(path, 0.9)[0].floor == 0.89
    assert pin(path, 0.895)[0].floor == 0.89
    before = path.read_text()
    with pytest.raises(ConfigError, match=r"below the floor.*--allow-regression"):
        pin(path, 0.7)
    assert path.read_text() == before
    assert pin(path, 0.7, allow=True)[0].floor == 0.69


def test_changed_gold_or_limit_cannot_hide_a_fall(tmp_path: Path) -> None:
    path = tmp_path / "floors.toml"
    pin(path, 0.8)
    for change in ({"sha": "other"}, {"limit": 5}):
        with pytest.raises(ConfigError, match="gold or limit changed"):
            pin(path, 0.99, **change)  # type: ignore[arg-type]


def test_other_floors_stay(tmp_path: Path) -> None:
    path = tmp_path / "floors.toml"
    pin(path, 0.8)
    gate.update("times", "t.jsonl", "s", 0, {"value_f1": 0.5}, ["value_f1"], path=path)
    assert [(floor.task, floor.metric) for floor in gate.load(path)] == [("places", "f1"), ("times", "value_f1")]


def test_check(tmp_path: Path) -> None:
    (tmp_path / "g.jsonl").write_bytes(b"gold")
    floors = [gate.Floor("places", "g.jsonl", hashlib.sha256(b"gold").hexdigest(), 0, "f1", 0.5, 0.51)]
    key = ("places", "g.jsonl")
    assert gate.check_floors(tmp_path, {key: {"f1": 0.5}}, floors) == []
    assert "fell to 0.4900" in gate.check_floors(tmp_path, {key: {"f1": 0.49}}, floors)[0]
    assert "not measured" in gate.check_floors(tmp_path, {key: {"f1": None}}, floors)[0]
    assert gate.check_floors(tmp_path, {}, floors) == []
    (tmp_path / "g.jsonl").write_bytes(b"changed")
    assert "gold changed" in gate.check_floors(tmp_path, {key: {"f1": 0.9}}, floors)[0]


def test_broken_file_names_the_entry(tmp_path: Path) -> None:
    path = tmp_path / "floors.toml"
    path.write_text('[[floor]]\ntask = "places"\n')
    with pytest.raises(DataError, match="entry 1"):
        gate.load(path)


def test_lint_finds_impossible_floors(tmp_path: Path) -> None:
    path = tmp_path / "floors.toml"
    row = '[[floor]]\ntask = "{}"\ngold = "g"\nsha256 = "s"\nlimit = 0\nmetric = "m"\nfloor = {}\nmeasured = 0.5\n'
    path.write_text(row.format("places", 0.6) + row.format("places", 0.1) + row.format("nowhere", 0.1))
    assert len(gate.lint(path)) == 3


def test_shipped_floors_are_sound() -> None:
    assert gate.lint() == []
