"""Records -> rows of the archive's tables."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from polybius.exchange.record import to_record
from polybius.records import Analysis, Discard, Report, Span, stable_id

Rows = dict[str, list[tuple[Any, ...]]]


def analysis_rows(analysis: Analysis, run: str) -> Rows:
    """All rows of one coded document, by table."""
    doc = analysis.document
    record = json.dumps(to_record(analysis), ensure_ascii=False, separators=(",", ":"))
    return {
        "documents": [(doc.id, doc.uri, doc.title, list(doc.authors), doc.outlet, doc.published, doc.published_from, doc.language,
                       doc.genre, doc.genre_score, doc.text, len(analysis.reports), run, record)],
        "reports": [_report(report) for report in analysis.reports],
        "participants": [row for report in analysis.reports for row in _participants(report)],
        "attributions": [
            (doc.id, a.id, a.speaker.actor, a.speaker.name, a.speaker.country, a.speaker.text, a.kind, a.certainty, a.parent,
             _flat(a.cue), _flat(a.content))
            for a in analysis.attributions
        ],
        "figures": [
            (doc.id, number, f.value, f.low, f.high, f.unit, f.of, f.kind, f.approximate, f.period.start if f.period else None,
             f.period.end if f.period else None, list(f.participants), f.attribution, f.text, f.start, f.end)
            for number, f in enumerate(analysis.figures)
        ],
        "mentions": [
            (doc.id, m.start, m.end, m.text, m.kind, list(m.actors), m.rule, m.score, m.runner_up) for m in analysis.mentions
        ],
        "discards": [discard_row(discard) for discard in analysis.discards],
    }  # fmt: skip


def discard_row(discard: Discard) -> tuple[Any, ...]:
    """One discard as a row; its key makes writing it twice harmless."""
    key = stable_id("x", discard.document, discard.uri, discard.stage, discard.reason, discard.start, discard.end, discard.detail)
    return (discard.document, discard.uri, discard.stage, discard.reason, discard.start, discard.end, discard.detail, key)


def merge(parts: Iterable[Rows]) -> Rows:
    """Rows of several documents, table by table, in the order given."""
    out: Rows = {}
    for part in parts:
        for table, rows in part.items():
            out.setdefault(table, []).extend(rows)
    return out


def _report(r: Report) -> tuple[Any, ...]:
    date, place = r.date, r.place
    scale, quad = dict(r.scale), dict(r.quad)
    return (
        r.id, r.document, r.event_type, r.mode, r.status, list(r.contexts), r.reciprocal, r.parent, r.attribution,
        date.start if date else None, date.end if date else None, date.precision if date else None,
        place.name if place else None, place.country if place else None, place.lat if place else None, place.lon if place else None,
        place.geonameid if place else None, place.precision if place else None,
        r.plover[0] if r.plover else None, r.plover[1] if r.plover else None, r.cameo, quad.get("plover_2021"),
        scale.get("plover_2021"), scale.get("goldstein_1992"), r.score, r.probability, r.trigger_text, r.trigger.start,
        r.trigger.end, r.sentence.start, r.sentence.end,
    )  # fmt: skip


def _participants(r: Report) -> list[tuple[Any, ...]]:
    return [
        (r.id, r.document, side, number, p.actor, p.name, p.country, p.sector, p.role, p.text, p.start, p.end, p.rule)
        for side, people in (("source", r.source), ("target", r.target))
        for number, p in enumerate(people)
    ]


def _flat(spans: Iterable[Span]) -> list[int]:
    return [offset for span in spans for offset in span]
