"""The JSON record of one document, as `polybius read --json` prints it. A contract: fields are added, none renamed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from polybius.records import Analysis, Attribution, Discard, Figure, Interval, Participant, Place, Report, Span, Time

JsonObject = dict[str, Any]


def to_record(analysis: Analysis) -> JsonObject:
    """Return the whole record of a document: plain dicts, lists, strings and numbers, ready for `json.dumps`."""
    document = analysis.document
    return {
        "document": {
            "id": document.id,
            "uri": document.uri,
            "title": document.title,
            "authors": list(document.authors),
            "outlet": document.outlet,
            "published": document.published,
            "published_from": document.published_from,
            "language": document.language,
            "language_score": _rounded(document.language_score),
            "genre": document.genre,
            "genre_score": _rounded(document.genre_score),
            "encoding": document.encoding,
            "lineage": document.lineage,
            "notes": list(document.notes),
            "text": document.text,
            "litter": [{"start": b.start, "end": b.end, "kind": b.detail or "litter"} for b in document.litter],
            "blocks": [{"start": b.start, "end": b.end, "kind": b.kind} for b in document.blocks],
        },
        "reports": [report_record(report) for report in analysis.reports],
        "attributions": [_attribution(attribution) for attribution in analysis.attributions],
        "figures": [_figure(figure) for figure in analysis.figures],
        "actors": _actors(analysis),
        "places": [_place(place) for place in analysis.places],
        "times": [_time(time) for time in analysis.times],
        "discards": [discard_record(discard) for discard in analysis.discards],
    }


def report_record(report: Report) -> JsonObject:
    """The record of one report."""
    date = report.date
    return {
        "id": report.id,
        "event_type": report.event_type,
        "mode": report.mode,
        "contexts": list(report.contexts),
        "status": report.status,
        "source": [_participant(p) for p in report.source],
        "target": [_participant(p) for p in report.target],
        "reciprocal": report.reciprocal,
        "date": None
        if date is None
        else {
            "start": date.start,
            "end": date.end,
            "precision": date.precision,
            "text": date.text,
            "anchor": date.anchor,
            "rule": date.rule,
        },
        "place": None if report.place is None else _place(report.place),
        "trigger": {"text": report.trigger_text, "start": report.trigger.start, "end": report.trigger.end},
        "sentence": {"start": report.sentence.start, "end": report.sentence.end},
        "attribution": report.attribution,
        "figures": list(report.figures),
        "probability": report.probability,
        "score": _rounded(report.score),
        "quad": dict(report.quad),
        "scale": dict(report.scale),
        "plover": None if report.plover is None else {"type": report.plover[0], "mode": report.plover[1]},
        "cameo": report.cameo,
        "parent": report.parent,
        "evidence": {name: _spans(spans) for name, spans in report.evidence},
        "provenance": dict(report.provenance),
        "trail": list(report.trail),
    }


def discard_record(discard: Discard) -> JsonObject:
    """The record of one discard."""
    return {
        "stage": discard.stage,
        "reason": discard.reason,
        "start": discard.start,
        "end": discard.end,
        "detail": discard.detail,
        "document": discard.document,
        "uri": discard.uri,
    }


def _participant(p: Participant) -> JsonObject:
    return {
        "actor": p.actor,
        "name": p.name,
        "country": p.country,
        "sector": p.sector,
        "role": p.role,
        "text": p.text,
        "start": p.start,
        "end": p.end,
        "resolved": p.actor is not None,
        "rule": p.rule,
    }


def _place(place: Place) -> JsonObject:
    return {
        "name": place.name,
        "country": place.country,
        "lat": place.lat,
        "lon": place.lon,
        "geonameid": place.geonameid,
        "precision": place.precision,
        "text": place.text,
        "start": place.start,
        "end": place.end,
        "rule": place.rule,
        "score": _rounded(place.score),
    }


def _attribution(a: Attribution) -> JsonObject:
    speaker = a.speaker
    first = speaker.spans[0] if speaker.spans else None
    return {
        "id": a.id,
        "speaker": {
            "actor": speaker.actor,
            "name": speaker.name,
            "country": speaker.country,
            "text": speaker.text,
            "start": first.start if first else None,
            "end": first.end if first else None,
        },
        "cue": _spans(a.cue),
        "content": _spans(a.content),
        "kind": a.kind,
        "parent": a.parent,
        "certainty": a.certainty,
        "rule": a.rule,
    }


def _figure(f: Figure) -> JsonObject:
    return {
        "value": _number(f.value),
        "low": _number(f.low),
        "high": _number(f.high),
        "unit": f.unit,
        "of": f.of,
        "kind": f.kind,
        "approximate": f.approximate,
        "period": _interval(f.period),
        "participants": list(f.participants),
        "attribution": f.attribution,
        "text": f.text,
        "start": f.start,
        "end": f.end,
        "rule": f.rule,
    }


def _time(t: Time) -> JsonObject:
    return {
        "start": t.start,
        "end": t.end,
        "text": t.text,
        "kind": t.kind,
        "value": t.value,
        "interval": _interval(t.interval),
        "precision": t.precision,
        "anchor": t.anchor,
        "rule": t.rule,
    }


def _actors(analysis: Analysis) -> list[JsonObject]:
    mentions: dict[str, list[JsonObject]] = {actor.id: [] for actor in analysis.actors}
    for mention in analysis.mentions:
        for actor_id in mention.actors:
            mentions.setdefault(actor_id, []).append(
                {
                    "start": mention.start,
                    "end": mention.end,
                    "text": mention.text,
                    "kind": mention.kind,
                    "rule": mention.rule,
                    "score": _rounded(mention.score),
                    "runner_up": mention.runner_up,
                }
            )
    return [
        {
            "id": actor.id,
            "name": actor.name,
            "kind": actor.kind,
            "country": actor.country,
            "sector": actor.sector,
            "role": actor.role,
            "mentions": mentions[actor.id],
        }
        for actor in analysis.actors
    ]


def _spans(spans: Iterable[Span]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]


def _interval(interval: Interval | None) -> JsonObject | None:
    return None if interval is None else {"start": interval.start, "end": interval.end}


def _rounded(value: float | None) -> float | None:
    # Four digits: float noise between platforms must not change the record.
    return None if value is None else round(value, 4)


def _number(value: float | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if float(value).is_integer() else round(value, 6)
