"""A result for a person: metrics with intervals, per-class tables, errors with their text; and as a JSON object."""

from __future__ import annotations

from dataclasses import asdict

from polybius.evaluation.result import Result, Row


def lines(result: Result, n_errors: int) -> list[str]:
    """The printed form, line by line, with the first `n_errors` errors spread evenly over all of them."""
    head = f"{result.task} ({result.format}): {result.n_records} records, {result.n_documents} documents scored"
    out = [head, "", f"{'metric':<34}{'value':>8}   95 % interval"]
    for metric in result.metrics:
        interval = "" if metric.low is None or metric.high is None else f"   {metric.low:.3f} .. {metric.high:.3f}"
        out.append(f"{metric.name:<34}{_figure(metric.value):>8}{interval}")
    for name, rows in result.classes:
        out += ["", f"{'class of ' + name:<20}{'support':>9}{'predicted':>11}{'precision':>11}{'recall':>9}{'F1':>9}"]
        for row in rows:
            figures = f"{_figure(row.precision):>11}{_figure(row.recall):>9}{_figure(row.f1):>9}"
            out.append(f"{row.label:<20}{row.support:>9}{row.predicted:>11}{figures}")
    out += ["", *(f"note: {note}" for note in result.notes)] if result.notes else []
    if n_errors and result.misses:
        every = max(1, len(result.misses) // n_errors)
        shown = result.misses[::every][:n_errors]
        out += ["", f"{len(shown)} of {len(result.misses)} errors:"]
        for miss in shown:
            out += ["", f"{miss.id}: {miss.text}", f"    gold:      {miss.gold}", f"    predicted: {miss.predicted}"]
    return out


def _figure(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def as_json(result: Result, n_errors: int | None = None) -> Row:
    """Everything as plain JSON values; all errors, or the first `n_errors`."""
    misses = result.misses if n_errors is None else result.misses[:n_errors]
    return {
        "task": result.task,
        "format": result.format,
        "n_records": result.n_records,
        "n_documents": result.n_documents,
        "metrics": {m.name: {"value": m.value, "low": m.low, "high": m.high} for m in result.metrics},
        "classes": {name: [asdict(row) for row in rows] for name, rows in result.classes},
        "notes": list(result.notes),
        "n_errors": len(result.misses),
        "errors": [asdict(miss) for miss in misses],
    }
