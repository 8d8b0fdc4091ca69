"""Measures of agreement between gold and predictions, and the uncertainty of each. Pure functions, no I/O.

Scorers reduce every document to counts (a dict of numbers) and give one formula over summed counts; the bootstrap then
resamples documents and applies the same formula, so a metric and its interval cannot drift apart.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

Counts = dict[str, float]
Formula = Callable[[Mapping[str, float]], dict[str, float | None]]
SpanPair = tuple[int, int]

RESAMPLES = 1000
SEED = 0


@dataclass(frozen=True, slots=True)
class Metric:
    """One figure: value 0..1, the ends of its 95 % interval (None where not computed), and how many units it rests on."""

    name: str
    value: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class ClassRow:
    """One class of a classification: how often in gold (support) and predicted, precision, recall, F1 (None = undefined)."""

    label: str
    support: int
    predicted: int
    precision: float | None
    recall: float | None
    f1: float | None


def ratio(part: float, whole: float) -> float | None:
    """`part / whole`, None where there is nothing to divide by."""
    return part / whole if whole else None


def f_score(tp: float, predicted: float, gold: float) -> float | None:
    """F1 from true positives, number predicted, number in gold; None where both sides are empty."""
    return ratio(2 * tp, predicted + gold)


def prf(prefix: str, tp_predicted: float, predicted: float, tp_gold: float, gold: float) -> dict[str, float | None]:
    """Precision, recall and their harmonic mean under `prefix`; hits are counted on each side (they differ for overlap)."""
    precision, recall = ratio(tp_predicted, predicted), ratio(tp_gold, gold)
    if precision is None or recall is None:
        f1 = None if precision is None and recall is None else 0.0
    else:
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {f"{prefix}_precision": precision, f"{prefix}_recall": recall, f"{prefix}_f1": f1}


def overlap(a: SpanPair, b: SpanPair) -> bool:
    """Whether two half-open spans share a character."""
    return a[0] < b[1] and b[0] < a[1]


def span_counts(prefix: str, gold: Sequence[SpanPair], predicted: Sequence[SpanPair]) -> Counts:
    """Strict (same ends) and overlap hits of two span lists, for `span_formula`."""
    gold_set, predicted_set = sorted(set(gold)), sorted(set(predicted))
    strict = len(set(gold_set) & set(predicted_set))
    return {
        f"{prefix}.gold": len(gold_set),
        f"{prefix}.pred": len(predicted_set),
        f"{prefix}.strict": strict,
        f"{prefix}.over_gold": sum(any(overlap(g, p) for p in predicted_set) for g in gold_set),
        f"{prefix}.over_pred": sum(any(overlap(g, p) for g in gold_set) for p in predicted_set),
    }


def span_formula(prefix: str, total: Mapping[str, float]) -> dict[str, float | None]:
    """Strict and overlap precision, recall, F1 from the sums of `span_counts`."""
    gold, predicted = total.get(f"{prefix}.gold", 0), total.get(f"{prefix}.pred", 0)
    strict = total.get(f"{prefix}.strict", 0)
    out = prf(f"{prefix}_overlap", total.get(f"{prefix}.over_pred", 0), predicted, total.get(f"{prefix}.over_gold", 0), gold)
    out[f"{prefix}_strict_f1"] = f_score(strict, predicted, gold)
    return out


def label_counts(prefix: str, gold: str, predicted: str | None) -> Counts:
    """One classified unit, for `class_rows` and `label_formula`; `predicted` None = no answer."""
    counts: Counts = {f"{prefix}.n": 1, f"{prefix}.right": float(gold == predicted), f"{prefix}.gold.{gold}": 1}
    if predicted is not None:
        counts[f"{prefix}.pred.{predicted}"] = 1
        counts[f"{prefix}.answered"] = 1
    if gold == predicted:
        counts[f"{prefix}.tp.{gold}"] = 1
    return counts


def class_rows(prefix: str, total: Mapping[str, float]) -> tuple[ClassRow, ...]:
    """The per-class table of `label_counts`, gold's classes first (largest first), then classes only predicted."""
    gold_key, predicted_key = f"{prefix}.gold.", f"{prefix}.pred."
    labels = {key[len(gold_key) :] for key in total if key.startswith(gold_key)}
    labels |= {key[len(predicted_key) :] for key in total if key.startswith(predicted_key)}
    rows = []
    for label in labels:
        gold, predicted = total.get(gold_key + label, 0), total.get(predicted_key + label, 0)
        tp = total.get(f"{prefix}.tp.{label}", 0)
        f1 = f_score(tp, predicted, gold)
        rows.append(ClassRow(label, int(gold), int(predicted), ratio(tp, predicted), ratio(tp, gold), f1))
    return tuple(sorted(rows, key=lambda row: (-row.support, -row.predicted, row.label)))


def label_formula(prefix: str, total: Mapping[str, float]) -> dict[str, float | None]:
    """Macro-F1 over the classes that gold has, accuracy, share answered, accuracy among the answered."""
    rows = [row for row in class_rows(prefix, total) if row.support]
    macro = ratio(sum(row.f1 or 0.0 for row in rows), len(rows))
    n, right, answered = total.get(f"{prefix}.n", 0), total.get(f"{prefix}.right", 0), total.get(f"{prefix}.answered", 0)
    return {
        f"{prefix}_macro_f1": macro,
        f"{prefix}_accuracy": ratio(right, n),
        f"{prefix}_share_answered": ratio(answered, n),
        f"{prefix}_accuracy_answered": ratio(right, answered),
    }


def kappa(first: Sequence[str], second: Sequence[str]) -> float | None:
    """Cohen's kappa (1960) of two coders over the same units; None for no units or when both always say the same one word."""
    n = len(first)
    if n != len(second):
        raise ValueError(f"kappa needs equally long lists, got {n} and {len(second)}")
    if not n:
        return None
    agreed = sum(a == b for a, b in zip(first, second, strict=True)) / n
    expected = sum((first.count(label) / n) * (second.count(label) / n) for label in sorted({*first, *second}))
    return None if expected == 1 else (agreed - expected) / (1 - expected)


def add(into: Counts, other: Mapping[str, float], times: int = 1) -> None:
    """Add `other` (`times` over) to the counts `into`, in place."""
    for key, value in other.items():
        into[key] = into.get(key, 0) + value * times


def with_intervals(documents: Sequence[Counts], formula: Formula, resamples: int = RESAMPLES) -> tuple[Metric, ...]:
    """Every metric of `formula` over the summed `documents`, with its 95 % percentile bootstrap interval over documents.

    The seed is fixed: the same input gives the same interval. `resamples` 0, or fewer than two documents, gives none.
    """
    total: Counts = {}
    for counts in documents:
        add(total, counts)
    values = formula(total)
    draws: dict[str, list[float]] = {name: [] for name in values}
    n = len(documents)
    rng = random.Random(SEED)
    for _ in range(resamples if n > 1 else 0):
        drawn: Counts = {}
        for number in rng.choices(range(n), k=n):
            add(drawn, documents[number])
        for name, value in formula(drawn).items():
            if value is not None:
                draws.setdefault(name, []).append(value)
    return tuple(Metric(name, value, *_interval(draws.get(name, []))) for name, value in values.items())


def _interval(draws: list[float]) -> tuple[float | None, float | None]:
    if not draws:
        return None, None
    draws.sort()
    last = len(draws) - 1
    return draws[round(0.025 * last)], draws[round(0.975 * last)]


def moments(prefix: str, x: float, y: float) -> Counts:
    """What `correlation` needs of one pair of numbers."""
    values = {"n": 1.0, "x": x, "y": y, "xx": x * x, "yy": y * y, "xy": x * y}
    return {f"{prefix}:{name}": value for name, value in values.items()}


def correlation(prefix: str, total: Mapping[str, float]) -> float | None:
    """Pearson's r of the pairs counted by `moments`; None below three pairs or where one side does not vary."""
    n, x, y, xx, yy, xy = (total.get(f"{prefix}:{name}", 0.0) for name in ("n", "x", "y", "xx", "yy", "xy"))
    spread = (n * xx - x * x) * (n * yy - y * y)
    return (n * xy - x * y) / spread**0.5 if n >= 3 and spread > 1e-9 else None
