"""The ontology: PLOVER 2021 and CAMEO, the crosswalk between them, named quad maps and scales, codebook views.

`load()` gives the whole; `explain_code("042")` says what a code means; `plover_view` and `cameo_view` compute what
the codebook would write down for an act; `lint()` checks the tables.
"""

from __future__ import annotations

from polybius.ontology.book import Ontology, load
from polybius.ontology.explain import Explanation, explain_code
from polybius.ontology.lint import lint
from polybius.ontology.scales import QUAD_NAMES
from polybius.ontology.views import STATUSES, View, cameo_view, plover_view, view

__all__ = [
    "QUAD_NAMES",
    "STATUSES",
    "Explanation",
    "Ontology",
    "View",
    "cameo_view",
    "explain_code",
    "lint",
    "load",
    "plover_view",
    "view",
]
