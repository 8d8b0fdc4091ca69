"""Days counted within a visit: "on the third day of her stay in Chile" is a date once the visit itself is dated."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from polybius.anchoring.clauses import lemma, own_tokens
from polybius.records import Analysis, EventDate, Report, Span
from polybius.syntax import Parse, Token

ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5}
STAYS = ("stay", "visit", "trip", "tour")
MAX_DAYS = 14


def date_days_of_stays(analysis: Analysis) -> Analysis:
    """Date the undated reports that happen "on the Nth day of" a stay.

    Only when the document dates exactly one stay of several days and it is that long; otherwise nothing is assumed.
    """
    visits = [r.date for r in analysis.reports if r.date is not None and r.event_type == "CONSULT" and r.mode == "visit"]
    spans = {(d.start, d.end, d.span) for d in visits if d.precision == "day" and d.start and d.end and d.start < d.end}
    if len({(start, end) for start, end, _ in spans}) != 1:
        return analysis
    start, end, source = min(spans, key=lambda item: item[2] or Span(0, 0))
    assert start is not None and end is not None
    first, last = date.fromisoformat(start), date.fromisoformat(end)
    if (last - first).days > MAX_DAYS:
        return analysis
    return replace(analysis, reports=tuple(_dated(analysis.parse, r, first, last, source) for r in analysis.reports))


def _dated(parse: Parse, report: Report, first: date, last: date, source: Span | None) -> Report:
    if report.date is not None or report.status not in ("actual", "ongoing"):
        return report
    for i in sorted(own_tokens(parse, report.trigger_token)):
        number = _number_of_day(parse, parse.tokens[i])
        day = first + timedelta(days=number - 1)
        if number and day <= last:
            token = parse.tokens[i]
            span = Span(min(t.start for t in parse.children(i)), token.end)
            text = " ".join(t.text for t in parse.tokens_in(span.start, span.end))
            anchor = f"time:{source.start}" if source else None
            found = EventDate(day.isoformat(), day.isoformat(), "day", text, span, anchor, "day_of_stay")
            spans = (span, source) if source else (span,)
            return replace(
                report,
                date=found,
                evidence=(*report.evidence, ("date", spans)),
                provenance=(*report.provenance, ("date", "anchoring.day_of_stay")),
            )
    return report


def _number_of_day(parse: Parse, token: Token) -> int:
    """N for `day` in "on the Nth day of the stay", else 0."""
    above = parse.tokens[token.head]
    if lemma(token) != "day" or token.dep != "pobj" or lemma(above) != "on":
        return 0
    number = next((ORDINALS[lemma(t)] for t in parse.children(token.i, "amod") if lemma(t) in ORDINALS), 0)
    of = next((t for t in parse.children(token.i, "prep") if lemma(t) == "of"), None)
    stay = parse.child(of.i, "pobj") if of is not None else None
    return number if stay is not None and lemma(stay) in STAYS else 0
