"""Task `figures`: numbers with unit. Two gold formats: spans of quantities, single expressions with values."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from polybius.evaluation.metrics import Counts, overlap, ratio, span_counts, span_formula
from polybius.evaluation.result import Row, Scored, Tally, around, spans

KINDS = ("number", "currency", "dimension", "numberrange", "ordinal")
# Shares of a value: rounding in gold's spelling ("0.666666666666667").
TOLERANCE = 1e-6
NOTES = ("Gold has no ordinals and no values: predicted ordinals are left out, only spans are scored.",)
EXPRESSION_NOTES = (
    "value_accuracy: share of gold expressions with an overlapping prediction of the same value (ranges: same bounds).",
    "Relative ordinals ('the last but one') are left out. Unit names are not compared; 0.5 and 50 percent are the same.",
)
_RANGE = re.compile(r"^([\[(])([^,]*),([^\])]*)([\])])$")


def fits_quantities(record: Row) -> bool:
    """Whether a gold record has quantity spans."""
    return "quantities" in record


def fits_expressions(record: Row) -> bool:
    """Whether a gold record is a single-expression text."""
    return "results" in record and "kind" in record


def to_input(record: Row) -> Row:
    """The prediction input of a gold record of either format."""
    return {"id": record["id"], "text": record["text"], "published": record.get("published") or record.get("dct")}


def score_quantities(golds: Sequence[Row], predictions: Mapping[str, Row]) -> Scored:
    """Span F1 of quantities, money and percentages."""
    tally = Tally()
    for gold in golds:
        found = predictions.get(str(gold["id"]), {}).get("figures") or []
        found = [p for p in found if p.get("unit") != "ordinal"]
        tally.count(str(gold["id"]), span_counts("figure", spans(gold["quantities"]), spans(found)))
        for wanted in gold["quantities"]:
            if not any(overlap(spans([wanted])[0], span) for span in spans(found)):
                where = around(gold["text"], wanted["start"], wanted["end"])
                tally.miss(str(gold["id"]), where, str(wanted.get("type")), "not found")
        for p in found:
            if not any(overlap(span, spans([p])[0]) for span in spans(gold["quantities"])):
                where = around(gold["text"], p["start"], p["end"])
                tally.miss(str(gold["id"]), where, "no quantity", f"{p.get('value')} {p.get('unit')}")
    return tally.scored(lambda total: span_formula("figure", total), (), NOTES)


def score_expressions(golds: Sequence[Row], predictions: Mapping[str, Row]) -> Scored:
    """Value accuracy by kind of expression; records about dates are skipped."""
    tally = Tally()
    for gold in golds:
        kind = gold.get("kind")
        wanted_items = [w for w in gold["results"] if w["type"] != "ordinal.relative"]
        if kind not in KINDS or (gold["results"] and not wanted_items):
            continue
        found = predictions.get(str(gold["id"]), {}).get("figures") or []
        counts: Counts = span_counts("figure", spans(wanted_items), spans(found))
        for wanted in wanted_items:
            hits = [p for p in found if overlap(spans([wanted])[0], spans([p])[0])]
            right = any(same_number(wanted["resolution"].get("value"), p) for p in hits)
            for key, value in {"n": 1, "right": right, f"kind.{kind}.n": 1, f"kind.{kind}.right": right}.items():
                counts[key] = counts.get(key, 0) + value
            if not right:
                said = "; ".join(f"{gold['text'][p['start'] : p['end']]} = {_show(p)}" for p in hits) or "not found"
                where = around(gold["text"], wanted["start"], wanted["end"])
                tally.miss(str(gold["id"]), where, f"{kind}: {wanted['resolution'].get('value')}", said)
        tally.count(str(gold["id"]), counts)
    return tally.scored(_formula, (), EXPRESSION_NOTES)


def _formula(total: Mapping[str, float]) -> dict[str, float | None]:
    out = {**span_formula("figure", total), "value_accuracy": ratio(total.get("right", 0), total.get("n", 0))}
    for kind in KINDS:
        if f"kind.{kind}.n" in total:
            out[f"value_accuracy_{kind}"] = ratio(total.get(f"kind.{kind}.right", 0), total[f"kind.{kind}.n"])
    return out


def same_number(gold: str | None, prediction: Row) -> bool:
    """Whether a prediction (value, or low and high) has gold's value: a number, or a range like "(20,35]" or "[3965,)"."""
    if not gold:
        return prediction.get("value") is None
    bounds = _RANGE.match(gold)
    if bounds is None:
        wanted, given_value = _number(gold), prediction.get("value")
        # "two thirds" is 66.7 percent of something: the same figure in another unit.
        share = given_value / 100 if prediction.get("unit") == "percent" and given_value is not None else None
        return _close(wanted, given_value) or (share is not None and _close(wanted, share))
    low, high = _number(bounds[2]), _number(bounds[3])
    given = prediction.get("low"), prediction.get("high")
    if given == (None, None) and prediction.get("value") is not None and (low is None or high is None):
        # One-sided bounds may be told as a value with "more than" or "less than" beside it.
        return _close(low if high is None else high, prediction["value"])
    return _close(low, given[0]) and _close(high, given[1])


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _close(a: float | None, b: float | None) -> bool:
    if a is None or b is None:
        return a is None and b is None
    return abs(a - b) <= TOLERANCE * max(1.0, abs(a), abs(b))


def _show(p: Row) -> str:
    value = f"{p.get('low')}..{p.get('high')}" if p.get("value") is None else str(p["value"])
    return f"{value} {p.get('unit') or ''}".strip()
