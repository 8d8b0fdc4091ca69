"""One decision from two opinions: what the grammar says and what the classifier says.

The classifier gives every label a log-probability; the grammar's own label gets a bonus, larger where the grammar holds more of
the sides. The numbers and how they were found: `model/fusion.toml`.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "model" / "fusion.toml"


@dataclass(frozen=True, slots=True)
class Decision:
    """The label chosen, its probability (fitted on own held-out sentences), and who was for it."""

    label: str
    probability: float
    by: str


@cache
def parameters() -> dict[str, dict[str, float]]:
    """The fusion's numbers by decision (`view`, `type`, `status`)."""
    with FILE.open("rb") as handle:
        return {name: dict(table) for name, table in tomllib.load(handle).items() if isinstance(table, dict)}


def best(logs: Mapping[str, float]) -> str:
    """The label with the largest value; the first of equals."""
    return max(logs, key=lambda label: logs[label])


def weigh(logs: Mapping[str, float], grammar: str | None, bonus: float, scale: float) -> dict[str, float]:
    """Unnormalised log-probabilities of both together: `scale` times the classifier's, `bonus` added to the grammar's label."""
    return {label: scale * value + (bonus if label == grammar else 0.0) for label, value in logs.items()}


def fuse(logs: Mapping[str, float], grammar: str | None, bonus: float, scale: float, shift: float = 0.0) -> Decision:
    """The label with the largest weight (see `weigh`), and its softmax.

    `shift` is added to that bonus when the label is chosen, not when its probability is told: the rows the numbers were fitted on
    are harder than texts, so the grammar earns more trust there than its bonus says, but how much more was not calibrated.
    """
    scores = weigh(logs, grammar, bonus, scale)
    label = best({name: value + (shift if name == grammar else 0.0) for name, value in scores.items()})
    top = max(scores.values())
    probability = math.exp(scores[label] - top) / sum(math.exp(value - top) for value in scores.values())
    if grammar is None:
        by = "classifier alone"
    elif label != grammar:
        by = "classifier against grammar"
    else:
        by = "both agree" if best(logs) == grammar else "grammar against classifier"
    return Decision(label, probability, by)


def join_refused(status: Mapping[str, float]) -> dict[str, float]:
    """Log-probabilities of the seven statuses: `refused` (an own refusal) is `negated`."""
    out = {name: value for name, value in status.items() if name != "refused"}
    out["negated"] = math.log(math.exp(status["negated"]) + math.exp(status["refused"]))
    return out


def fuse_view(logs: Mapping[str, float], grammar: str | None, n_sides: int) -> Decision:
    """The codebook's answer for a marked pair; `n_sides` of the two are arguments of the grammar's predicate."""
    numbers = parameters()["view"]
    return fuse(logs, grammar, numbers[f"bonus_{min(n_sides, 2)}_sides"], numbers["scale"], numbers["shift"])
