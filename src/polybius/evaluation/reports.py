"""Task `reports` against sentence-level gold: the quad class of a sentence, and the words of its source and target."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from polybius.evaluation.metrics import add, label_counts, label_formula, overlap, span_counts, span_formula
from polybius.evaluation.result import Row, Scored, Tally, shorten, spans
from polybius.ontology.scales import load_quad_maps

ROLES = ("source", "target")
# The gold's classes are those of the Phoenix pipeline: appeals are neutral, reduced relations are verbal conflict.
CLASS_MAP = "phoenix"
CLASS_NOTES = (
    "Predicted class of a sentence: class of its first report that is nobody's content, by the quad map phoenix of its CAMEO view",
    "(roots 01 and 02 are 0; by the act's own type where the view is empty); 0 when nothing is reported.",
)
ROLE_NOTES = (
    "all: the spans of all reports of the sentence; gold marks one source-target set, so precision there is a lower bound.",
    "main: the report whose spans meet gold best (ties: the first).",
)


def fits_class(record: Row) -> bool:
    """Whether a gold record is a sentence with its quad class."""
    return "label" in record and "text" in record


def fits_roles(record: Row) -> bool:
    """Whether a gold record is a sentence with source and target spans."""
    return "spans" in record and "text" in record


def to_input(record: Row) -> Row:
    """The prediction input of a gold record."""
    return {"id": record["id"], "text": record["text"], "published": record.get("published")}


def sentence_quad(reports: Sequence[Row]) -> str:
    """Quad class "0".."4" of a sentence from its reports; see `CLASS_NOTES`."""
    main = [report for report in reports if not report.get("parent")] or list(reports)
    for report in main:
        view = (report.get("plover") or {}).get("type") or report.get("event_type")
        entry = load_quad_maps()[CLASS_MAP].entry(view, cameo=report.get("cameo"))
        if entry is not None:
            return str(int(entry.value))
    return "0"


def score_class(golds: Sequence[Row], predictions: Mapping[str, Row]) -> Scored:
    """Quad class macro-F1 and accuracy; F1 of detecting that there is an event at all."""
    tally = Tally()
    for gold in golds:
        reports = predictions.get(str(gold["id"]), {}).get("reports") or []
        wanted, said = str(gold["label"]), sentence_quad(reports)
        counts = label_counts("quad", wanted, said)
        add(counts, label_counts("event", "event" if wanted != "0" else "none", "event" if said != "0" else "none"))
        tally.count(gold["text"], counts)
        if wanted != said:
            tally.miss(str(gold["id"]), shorten(gold["text"]), wanted, f"{said}: {_describe(reports)}")
    return tally.scored(
        lambda total: {**label_formula("quad", total), **label_formula("event", total)}, ("quad", "event"), CLASS_NOTES
    )


def score_roles(golds: Sequence[Row], predictions: Mapping[str, Row]) -> Scored:
    """Overlap and strict F1 of source and target spans, over all reports and over the best one."""
    tally = Tally()
    for gold in golds:
        reports = predictions.get(str(gold["id"]), {}).get("reports") or []
        wanted = _gold_spans(gold)
        found = {role: [span for report in reports for span in _side(report, role)] for role in ROLES}
        best: Row = max(reports, key=lambda report: _hits(report, wanted), default={})
        counts: dict[str, float] = {"n": 1, "any": float(bool(reports))}
        for role in ROLES:
            add(counts, span_counts(role, wanted[role], found[role]))
            add(counts, span_counts(f"main_{role}", wanted[role], _side(best, role)))
        tally.count(gold["text"], counts)
        if any(not _meet(wanted[role], _side(best, role)) for role in ROLES):
            said = " / ".join(_quote(gold["text"], wanted[role]) for role in ROLES)
            tally.miss(str(gold["id"]), shorten(gold["text"]), said, _describe(reports))
    return tally.scored(_role_formula, (), ROLE_NOTES)


def _gold_spans(gold: Row) -> dict[str, list[tuple[int, int]]]:
    # A reciprocal actor is both: the order of the sides is free.
    return {
        role: [(span["start"], span["end"]) for span in gold["spans"] if span["role"] in (role, "reciprocal")] for role in ROLES
    }


def _side(report: Row, role: str) -> list[tuple[int, int]]:
    own = spans(report.get(role))
    if report.get("reciprocal"):
        own = own + spans(report.get("target" if role == "source" else "source"))
    return own


def _hits(report: Row, wanted: Mapping[str, list[tuple[int, int]]]) -> int:
    return sum(any(overlap(g, p) for p in _side(report, role)) for role in ROLES for g in wanted[role])


def _meet(gold: list[tuple[int, int]], found: list[tuple[int, int]]) -> bool:
    return all(any(overlap(g, p) for p in found) for g in gold)


def _role_formula(total: Mapping[str, float]) -> dict[str, float | None]:
    out: dict[str, float | None] = {}
    for role in ROLES:
        out |= span_formula(role, total) | span_formula(f"main_{role}", total)
    n = total.get("n", 0)
    return {**out, "share_with_report": total.get("any", 0) / n if n else None}


def _quote(text: str, items: Sequence[tuple[int, int]]) -> str:
    return "; ".join(text[start:end] for start, end in items) or "-"


def _describe(reports: Sequence[Row]) -> str:
    lines = []
    for report in reports:
        sides = ["; ".join(p.get("text") or "" for p in report.get(role) or []) or "-" for role in ROLES]
        trigger = (report.get("trigger") or {}).get("text")
        lines.append(f"{sides[0]} -{report.get('event_type')}({trigger}, {report.get('status')})-> {sides[1]}")
    return " || ".join(lines) or "no report"
