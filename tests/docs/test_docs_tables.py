"""Knowledge is source code: the tables of every room pass their linter."""

from __future__ import annotations

import importlib

import pytest

ROOMS = (
    "polybius.actors", "polybius.anchoring", "polybius.annotation.figures.lexicon", "polybius.annotation.times.lexicon",
    "polybius.attribution", "polybius.coding",
    "polybius.evaluation.gate", "polybius.ontology", "polybius.places", "polybius.reading",
)  # fmt: skip


@pytest.mark.parametrize("room", ROOMS)
def test_the_tables_are_sound(room: str) -> None:
    assert importlib.import_module(room).lint() == []
