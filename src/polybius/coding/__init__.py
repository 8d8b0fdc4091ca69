"""Annotated document -> reports: who did what to whom, and did it happen.

The way through the room: `lexicon` (predicates by event type, from `data/*.toml`) -> `clause` (the arguments of one predicate)
-> `matcher` (which entry a predicate is) -> `status` (is it told as done) -> `participants` (who) -> `embedding` (acts inside
acts) -> `coder` (reports with evidence). `relevance` decides which documents are about politics at all; `relation` answers
the evaluation task for two marked spans, `occurrence` the one for "did it happen".
"""

from __future__ import annotations

from polybius.coding.coder import code
from polybius.coding.lexicon import Lexicon, lint, load
from polybius.coding.occurrence import predict_status
from polybius.coding.relation import predict_relation
from polybius.coding.relevance import relevance

__all__ = ["Lexicon", "code", "lint", "load", "predict_relation", "predict_status", "relevance"]
