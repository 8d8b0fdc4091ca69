"""Polybius: who did what to whom, when, where, according to whom, with which figures - and did it happen at all.

    doc = polybius.read("article.html")     one article; doc.reports, doc.attributions, doc.figures, doc.discards
    Pipeline(Settings()).run(documents)     any number of documents

The house, in the order a text walks through it: `reading` (bytes -> document), `annotation` (parse, times, figures),
`actors` (who is who), `coding` (reports), `attribution` (who says so), `places`, `anchoring` (date, place and figures of
each report), `archive` (tables), with `ontology` (codebooks and scales), `exchange` (formats), `evaluation`, `engine`
(a corpus), `cli`. `pipeline` alone knows the order. Importing `polybius` loads none of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from polybius.errors import PolybiusError
    from polybius.pipeline import Pipeline, Settings
    from polybius.reader import read
    from polybius.records import Analysis, Attribution, Discard, Document, Figure, Report

_HOMES = {
    "Analysis": "polybius.records",
    "Attribution": "polybius.records",
    "Discard": "polybius.records",
    "Document": "polybius.records",
    "Figure": "polybius.records",
    "Pipeline": "polybius.pipeline",
    "PolybiusError": "polybius.errors",
    "Report": "polybius.records",
    "Settings": "polybius.pipeline",
    "read": "polybius.reader",
}

__all__ = [
    "Analysis",
    "Attribution",
    "Discard",
    "Document",
    "Figure",
    "Pipeline",
    "PolybiusError",
    "Report",
    "Settings",
    "__version__",
    "read",
]


def __getattr__(name: str) -> Any:
    import importlib

    if name not in _HOMES:
        raise AttributeError(f"module 'polybius' has no attribute '{name}'")
    return getattr(importlib.import_module(_HOMES[name]), name)
