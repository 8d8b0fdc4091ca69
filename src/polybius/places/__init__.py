"""Places: the gazetteer, and which toponyms of a text mean which place.

`load()` opens the gazetteer, `locate(analysis, gazetteer)` fills `Analysis.places`, `predict(analysis)` gives them as plain
dictionaries, `lint()` checks the tables. Data: GeoNames (CC BY 4.0) compiled by tools/build_gazetteer.py, and own tables.
"""

from __future__ import annotations

from polybius.places.gazetteer import Entry, Gazetteer, load
from polybius.places.lint import lint
from polybius.places.locate import locate, predict

__all__ = ["Entry", "Gazetteer", "lint", "load", "locate", "predict"]
