"""The step: date, place and figures of every report, with what supports each."""

from __future__ import annotations

from dataclasses import replace

from polybius.anchoring.dates import date_of
from polybius.anchoring.locations import place_of
from polybius.anchoring.numbers import figures_of, with_participants
from polybius.anchoring.stays import date_days_of_stays
from polybius.records import Analysis, Report, Span


def anchor(analysis: Analysis) -> Analysis:
    """Return the analysis with `date`, `place` and `figures` of its reports and `participants` of its figures set.

    What an earlier step has set is kept. A field that the text does not tell stays None or empty.
    """
    analysis = replace(analysis, figures=with_participants(analysis))
    triggers = frozenset(report.trigger_token for report in analysis.reports)
    analysis = replace(analysis, reports=tuple(_anchored(analysis, report, triggers) for report in analysis.reports))
    return date_days_of_stays(analysis)


def _anchored(analysis: Analysis, report: Report, triggers: frozenset[int]) -> Report:
    others = triggers - {report.trigger_token}
    evidence, provenance = list(report.evidence), list(report.provenance)
    date = report.date or date_of(analysis, report, others)
    if date is not None and report.date is None and date.span is not None:
        evidence.append(("date", (date.span,)))
        provenance.append(("date", f"anchoring.{date.rule}"))
    place = report.place
    if place is None:
        site = place_of(analysis, report, others)
        if site is not None:
            place = site.place
            evidence.append(("place", (Span(place.start, place.end),)))
            provenance.append(("place", f"anchoring.{site.rule}"))
    figures = report.figures or figures_of(analysis, report, others)
    if figures and not report.figures:
        evidence.append(("figures", tuple(Span(analysis.figures[k].start, analysis.figures[k].end) for k in figures)))
        provenance.append(("figures", "anchoring.clause_argument"))
    return replace(report, date=date, place=place, figures=figures, evidence=tuple(evidence), provenance=tuple(provenance))
