"""Readings of clock times and parts of a day."""

from __future__ import annotations

from datetime import timedelta

from polybius.annotation.times.reading import Hit, Reading, dated, unresolved


def clock(hit: Hit) -> Reading | None:
    """at 9 a.m., 18:00 UTC: on the day told in the same sentence, else without a day."""
    text = (
        hit.low("h").replace(".", ":") if hit.has("h") else {"noon": "12:00", "midday": "12:00", "midnight": "00:00"}[hit.low("x")]
    )
    pieces = [int(piece) for piece in text.split(":")] if text[0].isdigit() else [int(hit.number("h") or 99)]
    hour, minute = pieces[0], pieces[1] if len(pieces) > 1 else 0
    half = hit.low("m").replace(".", "")[:1]
    if hour > 24 or minute > 59 or (half and hour > 12):
        return None
    hour = hour % 12 + (12 if half == "p" else 0) if half else hour
    zone = "Z" if hit.low("z") in ("utc", "gmt") and hit.after() not in ("+", "-") else ""
    stamp = f"T{hour:02d}:{minute:02d}{zone}" if len(pieces) > 1 or zone else f"T{hour:02d}"
    precision = "minute" if len(pieces) > 1 else "hour"
    told = hit.scene.day_told()
    if told and told.start >= hit.scene.sentence_start and told.interval and told.interval.start == told.interval.end:
        interval = told.interval
        return Reading("time", f"{interval.start}{stamp}", interval, precision, f"time:{told.start}")
    return Reading("time", stamp, None, precision, None)


def daypart(hit: Hit) -> Reading | None:
    """this morning, in the evening, that night."""
    part, ref = hit.scene.words.dayparts[hit.low("p")], hit.scene.ref
    q = hit.low("q")
    if q == "last" and hit.before() == "the":
        return unresolved("hour", "time", value=f"T{part}")
    if q in ("this", "last") and ref and ref.precision == "day":
        day = ref.day - timedelta(1 if q == "last" else 0)
        return dated(f"{day}T{part}", "published", "time")
    told = hit.scene.day_told()
    if (
        told
        and told.interval
        and told.start >= hit.scene.sentence_start
        and told.interval.start == told.interval.end
        and q != "next"
    ):
        return dated(f"{told.interval.start}T{part}", f"time:{told.start}", "time")
    return unresolved("hour", "time", value=f"T{part}")


def clock_words(hit: Hit) -> Reading | None:
    """nine in the morning, 7 in the evening."""
    hour, part = hit.number("h"), hit.scene.words.dayparts[hit.low("p")]
    if hour is None or not 1 <= hour <= 12 or part == "MI":
        return None
    late = part in ("AF", "EV") or (part == "NI" and hour > 6)
    return unresolved("hour", "time", value=f"T{int(hour) % 12 + (12 if late else 0):02d}")
