"""Which figures of the text belong to a reported act, and which states a figure is about."""

from __future__ import annotations

from dataclasses import replace

from polybius.anchoring.clauses import lemma, own_tokens, predicate_of, span_head
from polybius.anchoring.cues import cues
from polybius.anchoring.dates import governing_clause
from polybius.records import Analysis, Figure, Report
from polybius.syntax import Parse, Token

BODILY = ("casualty_dead", "casualty_injured", "displaced", "detained", "troops")
VIOLENT = ("ASSAULT", "COERCE", "PROTEST", "MOBILIZE", "RETREAT")
NOT_MONEY = ("ordinal", "people", "count", "times", "percent", "percentage_points")


def figures_of(analysis: Analysis, report: Report, others: frozenset[int]) -> tuple[int, ...]:
    """Indices of `analysis.figures` that are arguments of the act, in text order."""
    parse = analysis.parse
    trigger = parse.tokens[report.trigger_token]
    sentence = parse.sentence_of(trigger.i)
    stops = others - {trigger.i}
    allowed = own_tokens(parse, trigger.i, stops)
    clause = governing_clause(parse, trigger)
    governing = own_tokens(parse, clause, stops) if clause is not None else frozenset()
    out = []
    for index, figure in enumerate(analysis.figures):
        if figure.start < sentence.start or figure.end > sentence.end:
            continue
        head = span_head(parse, figure.start, figure.end)
        if head is None:
            continue
        if figure.unit == "ordinal":
            # "his 18th trip", "hosted the third summit": only when it counts the act itself.
            if head.head == trigger.i or (
                figure.of_span is not None and figure.of_span.start <= trigger.start < figure.of_span.end
            ):
                out.append(index)
        elif (
            (head.i in allowed and _suits(figure, report))
            or (head.i in governing and _suits(figure, report, strict=True))
            or (
                figure.kind in ("casualty_dead", "casualty_injured")
                and report.event_type == "ASSAULT"
                and _victims(parse, head, trigger)
            )
        ):
            out.append(index)
    return tuple(out)


def _victims(parse: Parse, head: Token, trigger: Token) -> bool:
    """Whether the verb that tells of the dead hangs on the act ("an attack that killed 12", "attacked, killing 12")."""
    verb = predicate_of(parse, head.i)
    if verb is None or verb == trigger.i:
        return verb is not None
    token = parse.tokens[verb]
    return token.head == trigger.i and token.dep in ("relcl", "acl", "advcl", "conj")


def _suits(figure: Figure, report: Report, *, strict: bool = False) -> bool:
    """Whether that kind of figure can belong to that kind of act; `strict` leaves out the loosely joined."""
    if figure.kind in BODILY or figure.unit == "people":
        return report.event_type in VIOLENT or (not strict and figure.kind not in ("casualty_dead", "casualty_injured"))
    if figure.unit not in NOT_MONEY and len(figure.unit) == 3 and figure.unit.isupper():
        return not strict or report.event_type in ("AID", "COOPERATE", "AGREE", "SUPPORT", "SANCTION", "COERCE")
    return not strict


def participants_of(analysis: Analysis, figure: Figure) -> tuple[str, ...]:
    """ISO3 codes of the states that the counted thing is about, sorted; only for things that exist between states."""
    if figure.participants:
        return figure.participants
    parse = analysis.parse
    words = cues()["exchange_nouns"]
    start, end = (figure.of_span.start, figure.of_span.end) if figure.of_span else (figure.start, figure.end)
    tokens = parse.tokens_in(start, end)
    spoken = {lemma(t) for t in tokens} | set((figure.of or "").lower().split())
    if not tokens or not spoken & words:
        return ()
    head = parse.tokens[parse.head_of_span(tokens[0].i, tokens[-1].i + 1)]
    inside = _states(analysis, frozenset(parse.subtree(head.i)))
    if len(inside) == 2:
        return inside
    clause = predicate_of(parse, head.i)
    if clause is not None:
        near = _states(analysis, own_tokens(parse, clause) | frozenset(parse.subtree(head.i)))
        if len(near) == 2:
            return near
    sentence = parse.sentence_of(head.i)
    whole = _states(analysis, frozenset(range(sentence.first, sentence.last)))
    return whole if len(whole) == 2 else ()


def _states(analysis: Analysis, allowed: frozenset[int]) -> tuple[str, ...]:
    countries = {actor.id: actor.country for actor in analysis.actors if actor.kind in ("state", "government")}
    out = set()
    for mention in analysis.mentions:
        if mention.head in allowed:
            for actor in mention.actors:
                country = countries.get(actor) or (actor if len(actor) == 3 and actor.isupper() else None)
                if country:
                    out.add(country)
    return tuple(sorted(out))


def with_participants(analysis: Analysis) -> tuple[Figure, ...]:
    """The figures of the analysis, each with its participants."""
    return tuple(replace(figure, participants=participants_of(analysis, figure)) for figure in analysis.figures)
