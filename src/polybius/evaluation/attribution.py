"""Task `attribution`: who is quoted or reported, with which cue, saying which words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from polybius.evaluation.metrics import Counts, SpanPair, f_score, overlap, prf, ratio
from polybius.evaluation.result import Row, Scored, Tally, around, spans

PARTS = ("source", "cue", "content")
MIN_JACCARD = 0.5
_TOKEN = re.compile(r"\w+|[^\w\s]")
NOTES = (
    "Token figures: words and punctuation marks inside any span of that part, over the whole article.",
    f"An attribution is right when sources overlap (or both have none) and contents share {MIN_JACCARD} of their tokens (Jaccard).",
)


def fits(record: Row) -> bool:
    """Whether a gold record is of this format."""
    return "attributions" in record and "text" in record


def to_input(record: Row) -> Row:
    """The prediction input of a gold record."""
    return {"id": record["id"], "text": record["text"], "published": record.get("published") or record.get("date")}


def score(golds: Sequence[Row], predictions: Mapping[str, Row]) -> Scored:
    """Token precision, recall and F1 of source, cue and content, and F1 of whole attributions."""
    tally = Tally()
    for gold in golds:
        found = predictions.get(str(gold["id"]), {}).get("attributions") or []
        starts = [match.start() for match in _TOKEN.finditer(gold["text"])]
        counts: Counts = {}
        for part in PARTS:
            wanted, given = _tokens(starts, gold["attributions"], part), _tokens(starts, found, part)
            counts |= {f"{part}.gold": len(wanted), f"{part}.pred": len(given), f"{part}.tp": len(wanted & given)}
        pairs = match_whole(starts, gold["attributions"], found)
        counts |= {"whole.gold": len(gold["attributions"]), "whole.pred": len(found), "whole.tp": len(pairs)}
        tally.count(str(gold["id"]), counts)
        _misses(tally, gold, found, pairs)
    return tally.scored(_formula, (), NOTES)


def match_whole(starts: Sequence[int], golds: Sequence[Row], found: Sequence[Row]) -> list[tuple[int, int]]:
    """Pairs (gold, predicted) of attributions that are the same, one to one, best content first."""
    candidates: list[tuple[float, int, int]] = []
    tokens = [_tokens(starts, [item], "content") for item in found]
    for i, gold in enumerate(golds):
        wanted = _tokens(starts, [gold], "content")
        for j, item in enumerate(found):
            union = len(wanted | tokens[j])
            jaccard = len(wanted & tokens[j]) / union if union else 0.0
            if jaccard >= MIN_JACCARD and _same_source(spans(gold.get("source")), spans(item.get("source"))):
                candidates.append((-jaccard, i, j))
    taken_gold: set[int] = set()
    taken_found: set[int] = set()
    pairs: list[tuple[int, int]] = []
    for _, i, j in sorted(candidates):
        if i not in taken_gold and j not in taken_found:
            pairs.append((i, j))
            taken_gold.add(i)
            taken_found.add(j)
    return pairs


def _same_source(gold: list[SpanPair], found: list[SpanPair]) -> bool:
    if not gold or not found:
        return not gold and not found
    return any(overlap(a, b) for a in gold for b in found)


def _tokens(starts: Sequence[int], items: Sequence[Row], part: str) -> set[int]:
    # Token starts inside the spans; both lists are short enough for a scan per span.
    out: set[int] = set()
    for item in items:
        for start, end in spans(item.get(part)):
            out.update(position for position in starts if start <= position < end)
    return out


def _formula(total: Mapping[str, float]) -> dict[str, float | None]:
    out: dict[str, float | None] = {}
    for part in (*PARTS, "whole"):
        tp = total.get(f"{part}.tp", 0)
        name = part if part == "whole" else f"{part}_token"
        out |= prf(name, tp, total.get(f"{part}.pred", 0), tp, total.get(f"{part}.gold", 0))
    tp, pred, gold = (sum(total.get(f"{part}.{kind}", 0) for part in PARTS) for kind in ("tp", "pred", "gold"))
    out["all_token_f1"] = f_score(tp, pred, gold)
    out["n_predicted_per_gold"] = ratio(total.get("whole.pred", 0), total.get("whole.gold", 0))
    return out


def _misses(tally: Tally, gold: Row, found: Sequence[Row], pairs: list[tuple[int, int]]) -> None:
    text = gold["text"]
    for kind, items, right in (
        ("gold", gold["attributions"], {i for i, _ in pairs}),
        ("predicted", found, {j for _, j in pairs}),
    ):
        for number, item in enumerate(items):
            anchor = spans(item.get("cue")) or spans(item.get("source")) or spans(item.get("content"))
            if number in right or not anchor:
                continue
            said = _describe(text, item)
            where = around(text, *anchor[0])
            tally.miss(str(gold["id"]), where, *((said, "none that matches") if kind == "gold" else ("none that matches", said)))


def _describe(text: str, item: Row) -> str:
    parts = [" + ".join(text[a:b] for a, b in spans(item.get(part))) or "-" for part in PARTS]
    content = parts[2] if len(parts[2]) <= 120 else parts[2][:60] + " … " + parts[2][-55:]
    return f"{parts[0]} | {parts[1]} | {' '.join(content.split())}"
