"""The time grammar: `find_times` over an annotated document, `predict` for the evaluation room, `lint` for its word list."""

from polybius.annotation.times.engine import find_times, predict
from polybius.annotation.times.lexicon import lint

__all__ = ["find_times", "lint", "predict"]
