"""Task `body`: the article out of a web page. Two gold formats: whole bodies, and metadata with snippets."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from polybius.evaluation.metrics import ratio
from polybius.evaluation.result import Row, Scored, Tally, shorten

SHINGLE_WORDS = 4
NOTES = (f"Per page F1 over {SHINGLE_WORDS}-word shingles (as multisets), then the mean over pages; a page without body counts 0.",)
META_NOTES = (
    "title: equal after folding case, accents and punctuation, or one contains the other after the site's name is cut at | or -.",
    "author: every name in gold is among those predicted; date: same day. Only where gold states one.",
    "with / without: share of snippets that are rightly in / rightly not in the body.",
)


def fits_body(record: Row) -> bool:
    """Whether a gold record has a whole body."""
    return "html" in record and "body" in record


def fits_metadata(record: Row) -> bool:
    """Whether a gold record has metadata and snippets."""
    return "html" in record and "with" in record and "without" in record


def to_input(record: Row, folder: Path) -> Row:
    """The prediction input of a gold record; `html` becomes a path that can be opened from anywhere."""
    return {"id": record["id"], "html": str(folder / record["html"]), "url": record.get("url")}


def shingle_prf(gold: str, predicted: str) -> tuple[float, float, float]:
    """Precision, recall and F1 of two texts over word shingles, 0..1 (texts shorter than a shingle are one shingle)."""
    a, b = _shingles(gold), _shingles(predicted)
    tp = sum((a & b).values())
    precision = tp / sum(b.values()) if b else float(not a)
    recall = tp / sum(a.values()) if a else float(not b)
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text)
    if not words:
        return Counter()
    return Counter(tuple(words[i : i + SHINGLE_WORDS]) for i in range(max(1, len(words) - SHINGLE_WORDS + 1)))


def score_body(golds: Sequence[Row], predictions: Mapping[str, Row]) -> Scored:
    """Mean shingle precision, recall and F1 over pages."""
    tally = Tally()
    for gold in golds:
        body = predictions.get(str(gold["id"]), {}).get("body") or ""
        precision, recall, f1 = shingle_prf(gold["body"], body)
        tally.count(str(gold["id"]), {"n": 1, "precision": precision, "recall": recall, "f1": f1, "empty": float(not body)})
        if f1 < 0.9:
            where = f"{gold.get('url')} (precision {precision:.2f}, recall {recall:.2f})"
            tally.miss(str(gold["id"]), where, shorten(gold["body"], 200), shorten(body, 200) or "no body")
    return tally.scored(_body_formula, (), NOTES)


def _body_formula(total: Mapping[str, float]) -> dict[str, float | None]:
    n = total.get("n", 0)
    out = {f"body_{name}": ratio(total.get(name, 0), n) for name in ("precision", "recall", "f1")}
    return {**out, "share_empty": ratio(total.get("empty", 0), n)}


def score_metadata(golds: Sequence[Row], predictions: Mapping[str, Row]) -> Scored:
    """Accuracy of title, author and date; snippets kept and left out."""
    tally = Tally()
    for gold in golds:
        answer = predictions.get(str(gold["id"]), {})
        checks = metadata_checks(gold, answer)
        counts: dict[str, float] = {}
        for name, right in checks:
            counts[f"{name}.n"] = counts.get(f"{name}.n", 0) + 1
            counts[f"{name}.right"] = counts.get(f"{name}.right", 0) + right
        tally.count(str(gold["id"]), counts)
        wrong = [name for name, right in checks if not right]
        if wrong:
            said = f"{answer.get('title')} | {answer.get('authors')} | {answer.get('published')}"
            wanted = f"{gold.get('title')} | {gold.get('author')} | {gold.get('date')}"
            tally.miss(str(gold["id"]), f"{gold.get('url')} [{', '.join(wrong)}]", wanted, said)
    return tally.scored(_metadata_formula, (), META_NOTES)


def metadata_checks(gold: Row, answer: Row) -> list[tuple[str, bool]]:
    """The checks that `gold` asks for, in order, with whether `answer` meets each."""
    out: list[tuple[str, bool]] = []
    if gold.get("title"):
        out.append(("title", _same_title(str(gold["title"]), str(answer.get("title") or ""))))
    if gold.get("author"):
        given = _fold(" ; ".join(answer.get("authors") or []))
        names = [_fold(name) for name in re.split(r";|,| and ", str(gold["author"])) if name.strip()]
        out.append(("author", bool(given) and all(name in given for name in names)))
    if gold.get("date"):
        out.append(("date", str(answer.get("published") or "")[:10] == str(gold["date"])[:10]))
    body = _fold(str(answer.get("body") or ""))
    out += [("with", _fold(snippet) in body) for snippet in gold.get("with") or []]
    out += [("without", _fold(snippet) not in body) for snippet in gold.get("without") or []]
    return out


def _metadata_formula(total: Mapping[str, float]) -> dict[str, float | None]:
    names = ("title", "author", "date", "with", "without")
    return {f"{name}_accuracy": ratio(total.get(f"{name}.right", 0), total.get(f"{name}.n", 0)) for name in names}


def _same_title(gold: str, given: str) -> bool:
    wanted, said = _fold(gold), _fold(given)
    if not said:
        return False
    bare = _fold(re.split(r"\s[|–—-]\s", gold)[0])
    return said in (wanted, bare) or _fold(re.split(r"\s[|–—-]\s", given)[0]) == bare


def _fold(text: str) -> str:
    bare = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(re.findall(r"\w+", bare))
