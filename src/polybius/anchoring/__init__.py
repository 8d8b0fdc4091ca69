"""Anchoring: when and where each reported act took place, and which figures belong to it.

`anchor(analysis)` sets `date`, `place` and `figures` of every report and `participants` of every figure, each with evidence
and the rule that set it. What the text does not say stays None; the publication date never stands in for it.
"""

from __future__ import annotations

from polybius.anchoring.anchor import anchor
from polybius.anchoring.cues import lint

__all__ = ["anchor", "lint"]
