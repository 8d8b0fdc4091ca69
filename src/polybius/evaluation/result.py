"""What an evaluation says: metrics, per-class tables, and the errors with their text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from polybius.evaluation.metrics import RESAMPLES, ClassRow, Counts, Formula, Metric, add, class_rows, with_intervals

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Miss:
    """One error: record id, the text around it, what gold has and what was predicted."""

    id: str
    text: str
    gold: str
    predicted: str


@dataclass(frozen=True, slots=True)
class Scored:
    """What a scorer returns: counts per document (records with the same text are one document), the formula over their
    sum, the names under which `label_counts` classified, the errors, and notes on how gold was read."""

    documents: tuple[Counts, ...]
    formula: Formula
    classes: tuple[str, ...]
    misses: tuple[Miss, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """One evaluation: task, gold format, sizes, metrics, per-class tables by name, errors, notes."""

    task: str
    format: str
    n_records: int
    n_documents: int
    metrics: tuple[Metric, ...]
    classes: tuple[tuple[str, tuple[ClassRow, ...]], ...]
    misses: tuple[Miss, ...]
    notes: tuple[str, ...]

    def values(self) -> dict[str, float | None]:
        """Metric name to value."""
        return {metric.name: metric.value for metric in self.metrics}


@dataclass(slots=True)
class Tally:
    """Collects counts per document while a scorer walks over the records."""

    documents: dict[str, Counts] = field(default_factory=dict)
    misses: list[Miss] = field(default_factory=list)

    def count(self, key: str, counts: Counts) -> None:
        """Add `counts` to the document `key` (its text or id)."""
        add(self.documents.setdefault(key, {}), counts)

    def miss(self, id: str, text: str, gold: str, predicted: str) -> None:
        """Note one error."""
        self.misses.append(Miss(id, text, gold, predicted))

    def scored(self, formula: Formula, classes: Sequence[str] = (), notes: Sequence[str] = ()) -> Scored:
        """The finished `Scored`."""
        return Scored(tuple(self.documents.values()), formula, tuple(classes), tuple(self.misses), tuple(notes))


def finish(task: str, format: str, n_records: int, scored: Scored, resamples: int = RESAMPLES) -> Result:
    """Turn what a scorer counted into a `Result` with intervals and per-class tables."""
    total: Counts = {}
    for counts in scored.documents:
        add(total, counts)
    classes = tuple((name, class_rows(name, total)) for name in scored.classes)
    metrics = with_intervals(scored.documents, scored.formula, resamples)
    return Result(task, format, n_records, len(scored.documents), metrics, classes, scored.misses, scored.notes)


def spans(items: Iterable[Any] | None) -> list[tuple[int, int]]:
    """Spans given as [start, end] or as {start, end, ...}, as pairs; entries without offsets are left out."""
    out: list[tuple[int, int]] = []
    for item in items or ():
        start, end = (item.get("start"), item.get("end")) if isinstance(item, dict) else (item[0], item[1])
        if start is not None and end is not None:
            out.append((int(start), int(end)))
    return out


def around(text: str, start: int, end: int, margin: int = 80) -> str:
    """The words `text[start:end]` in brackets with up to `margin` characters on either side, on one line."""
    left, right = text[max(0, start - margin) : start], text[end : end + margin]
    return " ".join(f"{left}[{text[start:end]}]{right}".split())


def shorten(text: str, limit: int = 300) -> str:
    """`text` on one line, cut at `limit` characters."""
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1] + "…"
