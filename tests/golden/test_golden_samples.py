"""Every sample article gives exactly its reviewed golden lines (tools/make_golden.py --write after a deliberate change)."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from polybius import samples
from polybius.samples.golden import golden

SPEC = importlib.util.spec_from_file_location("make_golden", Path(__file__).parents[2] / "tools" / "make_golden.py")
assert SPEC and SPEC.loader
make_golden = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(make_golden)


@pytest.mark.parametrize("name", samples.names())
def test_sample_gives_its_golden_lines(name: str) -> None:
    now, expected = make_golden.current(name), golden(name)
    for field in expected:
        assert now[field] == expected[field], f"{name}: {field} changed"
