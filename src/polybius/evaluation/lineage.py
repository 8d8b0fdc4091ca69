"""Task `lineage`: which documents belong together; B-cubed over the clusters as gold gives them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from polybius.evaluation.metrics import Counts, prf, ratio
from polybius.evaluation.result import Row, Scored, Tally, shorten

NOTES = (
    "B-cubed (Bagga and Baldwin 1998). Gold that groups documents about one event asks for more than the same text:",
    "where it does, precision is the figure for near-duplicate lineage, and recall says how much of an event is copied text.",
)


def fits(record: Row) -> bool:
    """Whether a gold record is one document with its cluster."""
    return "cluster" in record and "text" in record


def to_input(record: Row) -> Row:
    """The prediction input of a gold record: one document; all lines of the input together are the collection."""
    return {"id": record["id"], "text": record["text"]}


def b_cubed(gold: Mapping[str, str], predicted: Mapping[str, str]) -> dict[str, tuple[float, float]]:
    """(precision, recall) of every document in `gold`; a document without a predicted cluster stands alone."""
    said = {name: predicted.get(name, f"alone {name}") for name in gold}
    sizes_gold, sizes_said = Counter(gold.values()), Counter(said.values())
    both = Counter((gold[name], said[name]) for name in gold)
    out: dict[str, tuple[float, float]] = {}
    for name in gold:
        shared = both[gold[name], said[name]]
        out[name] = shared / sizes_said[said[name]], shared / sizes_gold[gold[name]]
    return out


def score(golds: Sequence[Row], predictions: Mapping[str, Row]) -> Scored:
    """B-cubed precision, recall and F1."""
    gold = {str(row["id"]): str(row["cluster"]) for row in golds}
    said = {name: str(predictions[name]["cluster"]) for name in gold if predictions.get(name, {}).get("cluster") is not None}
    scores = b_cubed(gold, said)
    tally = Tally()
    for row in golds:
        name = str(row["id"])
        precision, recall = scores[name]
        counts: Counts = {"n": 1, "precision": precision, "recall": recall}
        tally.count(name, counts)
        if precision < 1:
            mates = sorted(other for other, cluster in said.items() if cluster == said.get(name) and gold[other] != gold[name])
            tally.miss(name, shorten(row["text"], 160), gold[name], f"together with {', '.join(mates[:3])}")
    return tally.scored(_formula, (), NOTES)


def _formula(total: Mapping[str, float]) -> dict[str, float | None]:
    n = total.get("n", 0)
    precision, recall = ratio(total.get("precision", 0), n), ratio(total.get("recall", 0), n)
    return prf("b3", precision or 0.0, 1, recall or 0.0, 1) if n else prf("b3", 0, 0, 0, 0)
