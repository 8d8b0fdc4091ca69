"""Task `reports` against event tuples: source, target and code by a user's own dictionaries, as PETRARCH's unit tests have them.

Gold: `events`, each with `source`, `target` and `code`, or `noevents` where nothing is to be coded; `date` (YYYYMMDD) chooses the
codes that hold. It is the format of the unit tests of PETRARCH (openeventdata/petrarch2, MIT) as JSON.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from polybius.evaluation.metrics import prf, ratio
from polybius.evaluation.result import Row, Scored, Tally, shorten

NOBODY = "---"
NOTES = (
    "A tuple is right when source, target and code are all those of gold; doubles within a record count once.",
    "A side without an actor is '---' in gold; Polybius gives no such tuple. pairs_recall: of the tuples with two actors.",
    "Tuples of gold without a code expect nothing; noevents_coded counts records marked noevents that have a tuple.",
)
Triple = tuple[str, str, str]


def fits(record: Row) -> bool:
    """Whether a gold record is a sentence with event tuples, or with the mark that it has none."""
    events = record.get("events")
    if "text" not in record or not isinstance(events, list):
        return "text" in record and "noevents" in record
    return all(isinstance(event, dict) and ("code" in event or "noevents" in event) for event in events)


def to_input(record: Row) -> Row:
    """The prediction input of a gold record: coded by the dictionaries of the overlay."""
    day = str(record.get("date") or "")
    published = f"{day[:4]}-{day[4:6]}-{day[6:8]}" if len(day) == 8 and day.isdigit() else record.get("published")
    return {"id": record["id"], "text": record["text"], "published": published, "codes": "petrarch"}


def score(golds: Sequence[Row], predictions: Mapping[str, Row]) -> Scored:
    """Precision, recall and F1 of tuples, recall of those with two actors, and `noevents` records with a tuple."""
    tally = Tally()
    for gold in golds:
        wanted = _triples(gold.get("events") or ())
        said = _triples(predictions.get(str(gold["id"]), {}).get("tuples") or ())
        pairs = {item for item in wanted if not any(side.startswith(NOBODY) for side in item[:2])}
        nothing = "noevents" in gold or any("noevents" in event for event in gold.get("events") or ())
        tally.count(
            gold["text"],
            {
                "gold": len(wanted),
                "pred": len(said),
                "hit": len(wanted & said),
                "pairs": len(pairs),
                "pairs.hit": len(pairs & said),
                "none": float(nothing),
                "none.coded": float(nothing and bool(said)),
            },
        )
        if wanted != said:
            tally.miss(str(gold["id"]), shorten(gold["text"]), _written(wanted), _written(said))
    return tally.scored(_formula, (), NOTES)


def _formula(total: Mapping[str, float]) -> dict[str, float | None]:
    hits = total.get("hit", 0)
    return {
        **prf("tuples", hits, total.get("pred", 0), hits, total.get("gold", 0)),
        "pairs_recall": ratio(total.get("pairs.hit", 0), total.get("pairs", 0)),
        "noevents_coded": total.get("none.coded", 0),
    }


def _triples(events: Sequence[Row]) -> set[Triple]:
    return {(str(e.get("source") or NOBODY), str(e.get("target") or NOBODY), str(e["code"])) for e in events if e.get("code")}


def _written(triples: set[Triple]) -> str:
    return "; ".join(f"{source} {target} {code}" for source, target, code in sorted(triples)) or "nothing"
