"""Task `status`: did the event at given words happen. Gold: certainty, polarity and time of events, or scores -3..3."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from polybius.evaluation.metrics import correlation, label_counts, label_formula, moments
from polybius.evaluation.result import Row, Scored, Tally, around, spans

HAPPENED = ("actual", "ongoing")
# Scores this near to zero say that annotators did not agree or did not know.
UNCLEAR = 0.5
NOTES = (
    "Predicted actual and ongoing are read as happened; planned, possible, demanded, negated, hypothetical as not happened.",
    "Gold by marks: happened = CERTAIN, POS, NON_FUTURE; not = NEG, FUTURE, PROBABLE or POSSIBLE; anything else is left out.",
    f"Gold by score: above {UNCLEAR} happened, below -{UNCLEAR} not, between left out. No answer counts as wrong.",
    "pearson_r: of the predicted scores with gold's, over all events that have both; none where gold has no scores.",
)


def fits(record: Row) -> bool:
    """Whether a gold record is of this format."""
    events = record.get("events")
    return isinstance(events, list) and any("certainty" in event or "score" in event for event in events)


def to_input(record: Row) -> Row:
    """The prediction input of a gold record."""
    events = [list(span) for span in spans(record["events"])]
    return {"id": record["id"], "text": record["text"], "events": events, "published": record.get("published") or record.get("dct")}


def happened(event: Row) -> bool | None:
    """What gold says of one event: it happened, it did not (or not yet), or None where gold leaves it open."""
    if "score" in event:
        return None if abs(event["score"]) < UNCLEAR else event["score"] > 0
    certainty, polarity, time = event.get("certainty"), event.get("polarity"), event.get("time")
    if certainty is None or polarity is None:
        return None
    if polarity == "NEG" or time == "FUTURE" or certainty in ("PROBABLE", "POSSIBLE"):
        return False
    if (certainty, polarity, time) == ("CERTAIN", "POS", "NON_FUTURE"):
        return True
    return None


def score(golds: Sequence[Row], predictions: Mapping[str, Row]) -> Scored:
    """Accuracy and macro-F1 of happened / not; answers are matched to events by their order in the input."""
    tally = Tally()
    for gold in golds:
        answers = predictions.get(str(gold["id"]), {}).get("status") or []
        sure = predictions.get(str(gold["id"]), {}).get("scores") or []
        for number, event in enumerate(gold["events"]):
            own = sure[number] if number < len(sure) else None
            if "score" in event and own is not None:
                tally.count(str(gold["id"]), moments("score", float(event["score"]), float(own)))
            wanted = happened(event)
            if wanted is None:
                continue
            given = answers[number] if number < len(answers) else None
            said = given.get("status") if isinstance(given, dict) else given
            label = None if said is None else ("happened" if said in HAPPENED else "not")
            gold_label = "happened" if wanted else "not"
            tally.count(str(gold["id"]), label_counts("status", gold_label, label))
            if label != gold_label:
                where = around(gold["text"], event["start"], event["end"])
                marks = f"{event['score']:+.1f}" if "score" in event else _marks(event)
                tally.miss(str(gold["id"]), where, f"{gold_label} ({marks})", said or "no answer")
    return tally.scored(
        lambda total: {**label_formula("status", total), "pearson_r": correlation("score", total)}, ("status",), NOTES
    )


def _marks(event: Row) -> str:
    return " ".join(str(event.get(key)) for key in ("certainty", "polarity", "time"))
