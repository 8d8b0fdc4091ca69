"""Task `times`: time expressions and their values. Two gold formats: TIMEX3 documents, single expressions with resolutions."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence

from polybius.evaluation.metrics import Counts, f_score, overlap, ratio, span_counts, span_formula
from polybius.evaluation.result import Row, Scored, Tally, around, spans

NOTES = (
    "value: spans overlap and the values are the same string; a date with a time of day also matches its longer spelling.",
    "The dateline that states the publication date itself is not part of gold: predictions on it are left out.",
)
EXPRESSION_NOTES = (
    "value_accuracy: share of gold expressions with an overlapping prediction whose value is one of gold's resolutions",
    "(TIMEX, ISO value, or the same interval; gold's interval ends are exclusive).",
)


def fits_timex(record: Row) -> bool:
    """Whether a gold record has TIMEX3 annotations."""
    return "times" in record and "text" in record


def fits_expressions(record: Row) -> bool:
    """Whether a gold record is a single-expression text on dates or times."""
    return "results" in record and "reference" in record


def to_input(record: Row) -> Row:
    """The prediction input of a gold record of either format."""
    published = record.get("published") or record.get("dct") or record.get("reference")
    return {"id": record["id"], "text": record["text"], "published": published}


def score_timex(golds: Sequence[Row], predictions: Mapping[str, Row]) -> Scored:
    """Detection F1 (overlap, strict) and F1 of detection with the right value."""
    tally = Tally()
    for gold in golds:
        dateline = spans(gold.get("dct_mention"))
        found = predictions.get(str(gold["id"]), {}).get("times") or []
        found = [p for p in found if not any(overlap(span, spans([p])[0]) for span in dateline)]
        counts = span_counts("detection", spans(gold["times"]), spans(found))
        used: set[int] = set()
        right = 0
        for wanted in gold["times"]:
            hits = [k for k, p in enumerate(found) if overlap(spans([wanted])[0], spans([p])[0])]
            exact = [k for k in hits if k not in used and same_value(wanted.get("value"), found[k].get("value"))]
            if exact:
                used.add(exact[0])
                right += 1
            else:
                said = "; ".join(f"{gold['text'][found[k]['start'] : found[k]['end']]} = {found[k].get('value')}" for k in hits)
                where = around(gold["text"], wanted["start"], wanted["end"])
                tally.miss(str(gold["id"]), where, f"{wanted.get('type')} {wanted.get('value')}", said or "not found")
        for p in found:
            if not any(overlap(span, spans([p])[0]) for span in spans(gold["times"])):
                where = around(gold["text"], p["start"], p["end"])
                tally.miss(str(gold["id"]), where, "no time expression", str(p.get("value")))
        tally.count(str(gold["id"]), counts | {"value.right": right})
    return tally.scored(_timex_formula, (), NOTES)


def _timex_formula(total: Mapping[str, float]) -> dict[str, float | None]:
    gold, predicted = total.get("detection.gold", 0), total.get("detection.pred", 0)
    right, tagged = total.get("value.right", 0), total.get("detection.over_gold", 0)
    out = span_formula("detection", total)
    return {**out, "value_f1": f_score(right, predicted, gold), "value_accuracy_of_detected": ratio(right, tagged)}


def same_value(gold: str | None, predicted: str | None) -> bool:
    """Whether two TIMEX values are the same; "2016-11-07T15" and "2016-11-07T15:00" are."""
    return gold is not None and predicted is not None and _trim(gold) == _trim(predicted)


def _trim(value: str) -> str:
    value = value.strip().replace(" ", "T")
    if "T" in value and not value.startswith("P"):
        value = value.removesuffix(":00").removesuffix(":00")
    return value


def score_expressions(golds: Sequence[Row], predictions: Mapping[str, Row]) -> Scored:
    """Detection F1 and value accuracy on dates and times; records about numbers are skipped."""
    tally = Tally()
    for gold in golds:
        if gold.get("kind") != "datetime":
            continue
        found = predictions.get(str(gold["id"]), {}).get("times") or []
        counts = span_counts("detection", spans(gold["results"]), spans(found))
        for wanted in gold["results"]:
            hits = [p for p in found if overlap(spans([wanted])[0], spans([p])[0])]
            accepted = accepted_values(wanted["resolution"])
            right = any(given & accepted for given in (_given(p) for p in hits))
            kind = str(wanted["type"]).rpartition(".")[2]
            one: Counts = {"n": 1, "right": float(right), f"kind.{kind}.n": 1, f"kind.{kind}.right": float(right)}
            for key, value in one.items():
                counts[key] = counts.get(key, 0) + value
            if not right:
                said = "; ".join(f"{gold['text'][p['start'] : p['end']]} = {p.get('value')}" for p in hits) or "not found"
                where = around(gold["text"], wanted["start"], wanted["end"])
                tally.miss(
                    str(gold["id"]), f"{where} (on {(gold['reference'] or 'no date')[:10]})", f"{kind}: {sorted(accepted)[0]}", said
                )
        tally.count(str(gold["id"]), counts)
    return tally.scored(_expression_formula, (), EXPRESSION_NOTES)


def _expression_formula(total: Mapping[str, float]) -> dict[str, float | None]:
    out = {**span_formula("detection", total), "value_accuracy": ratio(total.get("right", 0), total.get("n", 0))}
    for key in sorted(total):
        if key.startswith("kind.") and key.endswith(".n"):
            kind = key[5:-2]
            out[f"value_accuracy_{kind}"] = ratio(total.get(f"kind.{kind}.right", 0), total[key])
    return out


def accepted_values(resolutions: Sequence[Row]) -> set[str]:
    """Every spelling of gold's candidate resolutions that counts as right (see the module's notes)."""
    out: set[str] = set()
    for item in resolutions:
        for value in (item.get("timex"), item.get("value")):
            if value and value != "not resolved":
                out.add(_trim(str(value)))
        start, end = item.get("start"), item.get("end")
        if start and end:
            out |= {_trim(f"{start}/{end}"), f"{start}/{_day_before(str(end))}"}
    return out or {"(no value)"}


def _given(prediction: Row) -> set[str]:
    out = {_trim(str(prediction["value"]))} if prediction.get("value") else set()
    interval = prediction.get("interval") or {}
    if interval.get("start") and interval.get("end"):
        out.add(f"{interval['start']}/{interval['end']}")
        if interval["start"] == interval["end"]:
            out.add(str(interval["start"]))
    return out


def _day_before(day: str) -> str:
    try:
        return (datetime.date.fromisoformat(day) - datetime.timedelta(days=1)).isoformat()
    except ValueError:
        return day
