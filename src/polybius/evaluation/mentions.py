"""Task `mentions`: which words of a text mean which actor, and which mentions mean the same one.

Two formats: `readers` (spans labelled with actors, complete within given parts of the text) and `entity_links` (mentions with a
coreference instance and an encyclopedia link).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from polybius.evaluation.lineage import b_cubed
from polybius.evaluation.metrics import Counts, prf, ratio
from polybius.evaluation.result import Row, Scored, Tally, around
from polybius.evaluation.titles import titled

FACTS = ("countries", "sectors", "kinds")
LINKED_TYPES = ("PER", "ORG", "LOC")
READERS_NOTES = (
    "a predicted mention is compared with the gold mention it shares most characters with; sets of actors must be equal;",
    "of several predictions inside one gold mention only the right one, else the longest, counts; the halves of a pair are joined;",
    "a state, its government and named bodies of that government are one; a name no table knows agrees by its last word.",
    "precision: of predicted mentions with actors inside the labelled parts; one that meets no gold mention is wrong.",
    "recall: of gold mentions whose actor the readers could tell; mentions predicted without an actor count as missing.",
)
LINKS_NOTES = (
    "b3: B-cubed over gold persons, organisations and places with an instance; a mention not found or left open stands alone.",
    "link: of those with an encyclopedia title, where an actor is predicted; right when the name is the title or part of it;",
    "towns linked to their state are not judged.",
    "found: share of gold mentions that a prediction with an actor overlaps.",
)


def fits_readers(record: Row) -> bool:
    """Whether a gold record is a text with labelled parts."""
    return "text" in record and "parts" in record and "mentions" in record


def fits_links(record: Row) -> bool:
    """Whether a gold record has mentions with coreference instances."""
    return "text" in record and "participants" in record and "mentions" in record


def to_input(record: Row) -> Row:
    """The prediction input of a gold record; a dateline date in words is left to the pipeline."""
    return {"id": record["id"], "text": record["text"], "published": record.get("published")}


def score_readers(golds: Sequence[Row], predictions: Mapping[str, Row]) -> Scored:
    """Precision and recall of actors over the labelled parts; recall also by kind of mention."""
    tally = Tally()
    for gold in golds:
        key = str(gold["id"])
        said = [item for item in predictions.get(key, {}).get("mentions", ()) if item["actors"]]
        said = [item for item in said if any(a <= item["start"] < b for a, b in gold["parts"])]
        wanted = gold["mentions"]
        partner = [_nearest(item, wanted) for item in said]
        said, partner = _whole(said, partner, wanted)
        counts: Counts = {"said": len(said), "wanted": 0}
        for item, at in zip(said, partner, strict=True):
            right = at is not None and _same(wanted[at], item)
            counts["said.right"] = counts.get("said.right", 0) + right
            if not right:
                mine = " + ".join(item["actors"])
                theirs = " + ".join(wanted[at]["actors"]) or "cannot be told" if at is not None else "no mention"
                tally.miss(key, around(gold["text"], item["start"], item["end"]), theirs, f"{mine} ({item['rule']})")
        for at, mention in enumerate(wanted):
            if not mention["actors"]:
                continue
            hit = any(k == at and _same(mention, item) for item, k in zip(said, partner, strict=True))
            for name in ("wanted", f"kind.{mention['kind']}.wanted"):
                counts[name] = counts.get(name, 0) + 1
                counts[f"{name}.hit"] = counts.get(f"{name}.hit", 0) + hit
            if not hit and at not in partner:
                where = around(gold["text"], mention["start"], mention["end"])
                tally.miss(key, where, " + ".join(mention["actors"]), "nothing")
        tally.count(key, counts)
    return tally.scored(_readers_formula, (), READERS_NOTES)


def _readers_formula(total: Mapping[str, float]) -> dict[str, float | None]:
    out = prf("actor", total.get("said.right", 0), total.get("said", 0), total.get("wanted.hit", 0), total.get("wanted", 0))
    for name in sorted(total):
        if name.startswith("kind.") and name.endswith(".wanted"):
            out[f"recall_{name[5:-7]}"] = ratio(total.get(f"{name}.hit", 0), total[name])
    return out


def _whole(said: list[Row], partner: list[int | None], golds: Sequence[Row]) -> tuple[list[Row], list[int | None]]:
    """One prediction for each gold mention met: the right one, else the longest; halves of a pair ("Russian-Chinese") joined."""
    by_gold: dict[int, list[Row]] = {}
    for item, at in zip(said, partner, strict=True):
        if at is not None:
            by_gold.setdefault(at, []).append(item)
    out: list[Row] = [item for item, at in zip(said, partner, strict=True) if at is None]
    met: list[int | None] = [None] * len(out)
    for at, items in by_gold.items():
        right = next((item for item in items if _same(golds[at], item)), None)
        best = right or max(items, key=lambda item: (item["end"] - item["start"], -item["start"]))
        halves = all(golds[at]["start"] <= item["start"] and item["end"] <= golds[at]["end"] for item in items)
        if right is None and len(items) > 1 and halves and len(golds[at]["actors"]) > 1:
            best = {**best, **{key: [value for item in items for value in item[key]] for key in ("actors", *FACTS) if key in best}}
        out.append(best)
        met.append(at)
    return out, met


def _same(gold: Row, item: Row) -> bool:
    """The same actors: equal ids; a state for its government and the bodies of it; a name no table knows by its last word."""
    return any(_equal(option, item) for option in (gold["actors"], *gold.get("alternatives", ())))


def _equal(wanted: Sequence[str], item: Row) -> bool:
    given = list(range(len(item["actors"])))
    if len(wanted) != len(given):
        return False
    for actor in wanted:
        found = next((k for k in given if _means(actor, item, k)), None)
        if found is None:
            return False
        given.remove(found)
    return True


def _means(actor: str, item: Row, k: int) -> bool:
    said = item["actors"][k]
    if actor == said:
        return True
    if actor.startswith("~"):
        return str(said).split("-")[-1].split(":")[-1] == actor[1:].split("-")[-1]
    country, sector = (item[key][k] if key in item else None for key in FACTS[:2])
    if item.get("kinds", [""] * (k + 1))[k] == "person" or not re.fullmatch(r"[A-Z]{3}(\.[A-Z]{3})?", actor):
        return False
    state, _, wanted = actor.partition(".")
    return bool(country == state and (sector or "GOV") == (wanted or "GOV"))


def _nearest(item: Row, golds: Sequence[Row]) -> int | None:
    """The gold mention that shares most characters with `item`, the tighter one of equals; None where none overlaps."""
    best: tuple[int, int, int] | None = None
    for at, gold in enumerate(golds):
        shared = min(item["end"], gold["end"]) - max(item["start"], gold["start"])
        if shared > 0:
            best = max(best or (0, 0, 0), (shared, -(gold["end"] - gold["start"]), -at))
    return None if best is None else -best[2]


def score_links(golds: Sequence[Row], predictions: Mapping[str, Row]) -> Scored:
    """B-cubed coreference, share found, and accuracy of links."""
    tally = Tally()
    for gold in golds:
        key = str(gold["id"])
        said = [item for item in predictions.get(key, {}).get("mentions", ()) if item["actors"]]
        mentions = [m for m in gold["mentions"] if m.get("type") in LINKED_TYPES and m.get("instance")]
        clusters: dict[str, str] = {}
        counts: Counts = {"n": len(mentions)}
        for k, mention in enumerate(mentions):
            item = _covering(mention, said)
            if item is None:
                continue
            counts["found"] = counts.get("found", 0) + 1
            clusters[str(k)] = "+".join(item["actors"])
            if mention.get("link"):
                title = mention["link"].rsplit("/", 1)[-1].replace("_", " ")
                right = titled(title, item["names"])
                if mention["type"] == "LOC" and not right and item["kinds"] == ["state"]:
                    continue  # a town is linked to its state: the title of the town cannot judge that
                counts["linked"] = counts.get("linked", 0) + 1
                counts["linked.right"] = counts.get("linked.right", 0) + right
                if not right:
                    where = around(gold["text"], mention["start"], mention["end"])
                    tally.miss(key, where, title, f"{', '.join(item['actors'])} ({item['rule']})")
        scores = b_cubed({str(k): m["instance"] for k, m in enumerate(mentions)}, clusters)
        counts["precision"] = sum(p for p, _ in scores.values())
        counts["recall"] = sum(r for _, r in scores.values())
        tally.count(key, counts)
    return tally.scored(_links_formula, (), LINKS_NOTES)


def _links_formula(total: Mapping[str, float]) -> dict[str, float | None]:
    n = total.get("n", 0)
    out = prf("b3", total.get("precision", 0), n, total.get("recall", 0), n)
    out["found_share"] = ratio(total.get("found", 0), n)
    out["link_accuracy"] = ratio(total.get("linked.right", 0), total.get("linked", 0))
    return out


def _covering(mention: Row, said: Sequence[Row]) -> Row | None:
    """The prediction that overlaps a gold mention by more than half of the shorter one, the closest in length first."""
    best: tuple[float, Row] | None = None
    for item in said:
        shared = min(item["end"], mention["end"]) - max(item["start"], mention["start"])
        shorter = min(item["end"] - item["start"], mention["end"] - mention["start"])
        longer = max(item["end"] - item["start"], mention["end"] - mention["start"])
        if shared * 2 > shorter and (best is None or shared / longer > best[0]):
            best = (shared / longer, item)
    return best[1] if best is not None else None
