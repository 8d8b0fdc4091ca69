"""Task `relation`: the PLOVER type of what a marked source does to a marked target in one sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from polybius.evaluation.metrics import add, label_counts, label_formula
from polybius.evaluation.result import Row, Scored, Tally, shorten
from polybius.ontology.scales import load_quad_maps

# Data made with the 2014-2018 drafts of PLOVER have one class where PLOVER 2021 has two.
YIELD = ("CONCEDE", "RETREAT")
QUAD_MAP = "plover_2021"
NOTES = (
    "CONCEDE and RETREAT are read as YIELD where gold has that class; its quad class is then 2.",
    "Macro averages are over the classes that gold has; no answer counts as wrong.",
)


def fits(record: Row) -> bool:
    """Whether a gold record is of this format."""
    return "root" in record and "source" in record and "text" in record


def to_input(record: Row) -> Row:
    """The prediction input of a gold record."""
    return {key: record.get(key) for key in ("id", "text", "source", "target", "published")}


def quad_class(event_type: str | None) -> str | None:
    """Quad class "1".."4" of an event type by the map `plover_2021` (YIELD: 2, as in the data); None for no or no such type."""
    if event_type is None or event_type == "YIELD":
        return None if event_type is None else "2"
    entry = load_quad_maps()[QUAD_MAP].entry(event_type)
    return None if entry is None else str(int(entry.value))


def score(golds: Sequence[Row], predictions: Mapping[str, Row]) -> Scored:
    """Root and quad-class accuracy and macro-F1; counts per text."""
    merged = any(gold["root"] == "YIELD" for gold in golds)
    tally = Tally()
    for gold in golds:
        answer = predictions.get(str(gold["id"]), {})
        root = answer.get("root")
        if merged and root in YIELD:
            root = "YIELD"
        quad = quad_class(root)
        gold_quad = str(gold["penta"]) if gold.get("penta") is not None else quad_class(gold["root"]) or "0"
        counts = label_counts("root", gold["root"], root)
        add(counts, label_counts("quad", gold_quad, quad))
        tally.count(gold["text"], counts)
        if root != gold["root"]:
            source, target = (_words(gold, side) for side in ("source", "target"))
            said = f"{root or 'no answer'} ({answer.get('mode') or '-'}, {answer.get('status') or '-'})"
            tally.miss(str(gold["id"]), shorten(gold["text"]) + f"  [{source} -> {target}]", gold["root"], said)
    return tally.scored(lambda total: {**label_formula("root", total), **label_formula("quad", total)}, ("root", "quad"), NOTES)


def _words(gold: Row, side: str) -> str:
    span = gold.get(side)
    return gold["text"][span[0] : span[1]] if span else "?"
