"""The figure grammar: `find_figures` over an annotated document, `predict` for the evaluation room, `lint` for its word list."""

from polybius.annotation.figures.engine import find_figures, predict
from polybius.annotation.figures.lexicon import lint

__all__ = ["find_figures", "lint", "predict"]
