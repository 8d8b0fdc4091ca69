"""Gold tasks, metrics, and the quality gate. Runs no step: predictions come from outside (`polybius.predictor`, a file).

tasks     which tasks there are, which gold formats each understands, how a gold file is read
metrics   precision, recall, F1, macro averages, kappa, bootstrap intervals
gate      floors below which a measured quality must not fall
relation, reports, samples, attribution, actors, places, times, figures, status, body, lineage   one scorer each
"""

from __future__ import annotations
