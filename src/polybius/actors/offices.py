"""On which day an office is meant, and who held it then: "In 2010 the Russian president", "then-president", a report's own date."""

from __future__ import annotations

from dataclasses import replace

from polybius.actors.drafts import Draft, Linking
from polybius.actors.knowledge import ActorKnowledge, Office
from polybius.records import Analysis, Interval, Participant, Report, Time
from polybius.syntax import Parse, Token

CLAUSES = ("VERB", "AUX")


def days_meant(doc: Linking, draft: Draft) -> Interval | None:
    """The past span in which the office of `draft` is meant: the one past date of its own clause; None = the day of publication.

    A date that hangs on another word ("the 2003 invasion"), several dates, and spans without both ends do not count.
    """
    if doc.date is None:
        return None
    parse = doc.parse
    verb = _clause(parse, parse.tokens[draft.head])
    sentence = parse.sentence_of(draft.head)
    found = []
    for time in doc.times:
        if not sentence.start <= time.start < sentence.end or not _past(time, doc.date):
            continue
        tokens = parse.tokens_in(time.start, time.end)
        if tokens and verb is not None and _dated_clause(parse, _outer(tokens, parse)) == verb:
            found.append(time.interval)
    return found[0] if len(found) == 1 else None


def _past(time: Time, published: str) -> bool:
    interval = time.interval
    return time.kind == "date" and interval is not None and bool(interval.start and interval.end) and str(interval.end) < published


def _outer(tokens: tuple[Token, ...], parse: Parse) -> Token:
    return parse.tokens[parse.head_of_span(tokens[0].i, tokens[-1].i + 1)]


def _clause(parse: Parse, token: Token) -> int | None:
    """The verb whose clause a token stands in; None without one."""
    return next((above.i for above in parse.ancestors(token.i) if above.pos in CLAUSES), None)


def _dated_clause(parse: Parse, token: Token) -> int | None:
    """The verb a date tells the time of; None where it only names a thing ("the 2003 invasion")."""
    return None if token.dep in ("compound", "nummod", "amod", "nmod") else _clause(parse, token)


def then_held(doc: Linking, draft: Draft) -> list[Office] | None:
    """Holders of the office in the past span of its clause: [] where it changed hands or nobody is known; None = no such span."""
    span = days_meant(doc, draft)
    if span is None:
        return None
    first = [o for body in draft.bodies for o in doc.knowledge.holders(body, draft.roles, span.start)]
    last = [o for body in draft.bodies for o in doc.knowledge.holders(body, draft.roles, span.end)]
    stayed = {office.person for office in last}
    return [office for office in first if office.person in stayed]


def date_offices(analysis: Analysis, knowledge: ActorKnowledge) -> Analysis:
    """`analysis` with sector and role of each participant as of the day of the act, where the report tells another day.

    A person who held no office then, or whom no table knows, keeps what the document's day gave.
    """
    published = analysis.document.published
    reports = tuple(_dated(report, knowledge, published[:10] if published else None) for report in analysis.reports)
    return replace(analysis, reports=reports)


def _dated(report: Report, knowledge: ActorKnowledge, published: str | None) -> Report:
    day = report.date.start if report.date is not None else None
    if day is None or day == published or report.date is None or report.date.end is None:
        return report
    source = tuple(_on(participant, knowledge, day, report.date.end) for participant in report.source)
    target = tuple(_on(participant, knowledge, day, report.date.end) for participant in report.target)
    return replace(report, source=source, target=target)


def _on(participant: Participant, knowledge: ActorKnowledge, first: str, last: str) -> Participant:
    if participant.actor is None or participant.actor not in knowledge.offices:
        return participant
    office = knowledge.office_on(participant.actor, first)
    after = knowledge.office_on(participant.actor, last)
    if office is None or after is None or (office.body, office.role) != (after.body, after.role):
        return participant
    country = knowledge.country_of(participant.actor, first)
    return replace(participant, sector=office.sector, role=office.role, country=country)
