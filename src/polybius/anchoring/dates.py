"""When a reported act took place, by the words of its own clause or of the clause that governs it."""

from __future__ import annotations

from dataclasses import dataclass

from polybius.anchoring.clauses import heads_clause, lemma, own_tokens, path_up, predicate_of, span_head
from polybius.anchoring.cues import cues
from polybius.records import Analysis, EventDate, Report, Span, Time
from polybius.syntax import Parse, Token

FINE = ("minute", "hour", "day", "week")
COARSE = ("month", "season", "quarter", "half", "year")
# Longer than this a period tells the setting, not the date of an act.
TOO_COARSE = ("decade", "century", "unknown")
PAST = ("actual", "ongoing")
ORDER = ("minute", "hour", "day", "week", "month", "season", "quarter", "half", "year")


@dataclass(frozen=True, slots=True)
class Dated:
    """A time expression with its syntactic head."""

    time: Time
    head: Token


def usable_times(analysis: Analysis, first: int, last: int) -> list[Dated]:
    """Dates and times of tokens [first, last) that lie on the calendar: no durations, sets or vague references."""
    parse = analysis.parse
    out = []
    begin, end = parse.tokens[first].start, parse.tokens[last - 1].end
    for time in analysis.times:
        if time.start < begin or time.end > end or time.kind not in ("date", "time") or time.interval is None:
            continue
        # "since 2008" tells how long something holds, not when an act took place.
        if time.interval.start is None or time.interval.end is None:
            continue
        if time.value is None or time.value.endswith("_REF") or time.precision in TOO_COARSE:
            continue
        head = span_head(parse, time.start, time.end)
        if head is not None:
            out.append(Dated(time, head))
    return out


def date_of(analysis: Analysis, report: Report, others: frozenset[int]) -> EventDate | None:
    """The date of the act, or None when the text does not tell it.

    `others` are the trigger tokens of the document's other reports: what hangs on them is theirs.
    """
    parse = analysis.parse
    trigger = parse.tokens[report.trigger_token]
    sentence = parse.sentence_of(trigger.i)
    times = [
        d for d in usable_times(analysis, sentence.first, sentence.last) if fits(d.time, report.status, analysis.document.published)
    ]
    if not times:
        return None
    stops = others - {trigger.i}
    for rule, allowed in _ladder(parse, trigger, stops):
        picked = _pick(parse, times, allowed, trigger)
        if picked is not None:
            return _event_date(picked.time, rule)
    return _context(parse, trigger, times, stops)


def fits(time: Time, status: str, published: str | None) -> bool:
    """Whether an act of that status can lie at that time: what happened not after the publication, what is planned not before."""
    if published is None or time.interval is None:
        return True
    day = published[:10]
    start, end = time.interval.start, time.interval.end
    if status in PAST:
        return start is None or start[: len(day)] <= day[: len(start)]
    if status == "planned":
        return end is None or end[: len(day)] >= day[: len(end)]
    return True


def _ladder(parse: Parse, trigger: Token, stops: frozenset[int]) -> list[tuple[str, frozenset[int]]]:
    """Rules in order, each with the tokens in which it looks."""
    own = own_tokens(parse, trigger.i, stops)
    steps = [("own_clause", own)]
    clause = governing_clause(parse, trigger)
    if clause is not None:
        steps.append(("governing_clause", own_tokens(parse, clause, stops)))
        steps.append(("introducing_clause", _introducing(parse, clause)))
    elif trigger.pos in ("VERB", "AUX"):
        steps.append(("introducing_clause", _introducing(parse, trigger.i)))
        first = _first_conjunct(parse, trigger)
        if first is not None:
            # A time before the first of several verbs holds for all of them ("on Sunday closed its border and froze ...").
            before = frozenset(i for i in own_tokens(parse, first, stops) if i < first)
            steps.append(("shared_clause", before))
    return steps


def governing_clause(parse: Parse, trigger: Token) -> int | None:
    """The predicate whose time and place hold for an act told by a noun ("held talks", "during his visit ... said")."""
    if trigger.pos in ("VERB", "AUX") and trigger.dep not in ("amod", "compound", "pobj"):
        return None
    known = cues()
    node = trigger
    for above in parse.ancestors(trigger.i):
        if above.pos in ("VERB", "AUX") and above.dep not in ("aux", "auxpass"):
            return above.i if _carries(node, above, known) else None
        if above.pos in ("ADP", "SCONJ"):
            if lemma(above) in known["concurrent_prepositions"]:
                return predicate_of(parse, above.i)
            if lemma(above) not in ("in", "at", "with", "for", "of", "to", "on"):
                return None
        elif node.dep != "conj":
            if above.pos != "NOUN":
                return None
            # "the opening ceremony of the talks": up through nouns only by `of`.
            if node.dep not in ("prep", "compound"):
                return None
        node = above
    return None


def _carries(node: Token, verb: Token, known: dict[str, frozenset[str]]) -> bool:
    name = lemma(verb)
    if name in known["speech_verbs"]:
        return False
    if node.dep in ("dobj", "attr", "oprd"):
        return name in known["support_verbs"]
    if node.dep in ("nsubj", "nsubjpass"):
        return name in known["occurrence_verbs"] or (node.dep == "nsubjpass" and name in known["support_verbs"])
    if node.dep in ("prep", "agent"):
        return lemma(node) in ("in", "at", "with", "by") and name in known["support_verbs"] | known["occurrence_verbs"]
    return False


def _introducing(parse: Parse, clause: int) -> frozenset[int]:
    """Words that begin the sentence before the clause's subject, wherever the parser hung them; none behind another predicate."""
    sentence = parse.sentence_of(clause)
    begin = _subject_start(parse, clause)
    if begin == clause or parse.tokens[clause].dep in ("relcl", "acl", "ccomp", "xcomp"):
        return frozenset()
    if any(heads_clause(parse.tokens[k]) for k in range(sentence.first, begin)):
        return frozenset()
    return frozenset(range(sentence.first, begin))


def _subject_start(parse: Parse, clause: int) -> int:
    subject = parse.child(clause, "nsubj", "nsubjpass", "csubj")
    return min(parse.subtree(subject.i)) if subject is not None else clause


def _first_conjunct(parse: Parse, trigger: Token) -> int | None:
    token = trigger
    while token.dep == "conj":
        token = parse.tokens[token.head]
    return (
        token.i
        if token.i != trigger.i and token.pos in ("VERB", "AUX") and parse.child(trigger.i, "nsubj", "nsubjpass") is None
        else None
    )


def _pick(parse: Parse, times: list[Dated], allowed: frozenset[int], trigger: Token) -> Dated | None:
    near = [d for d in times if d.head.i in allowed and not _modifies_another(parse, d, trigger)]
    if not near:
        return None
    near.sort(
        key=lambda d: (ORDER.index(d.time.precision) if d.time.precision in ORDER else 99, abs(d.head.i - trigger.i), d.head.i)
    )
    finest = [d for d in near if d.time.precision == near[0].time.precision]
    if len(finest) > 1 and len({(d.time.interval.start, d.time.interval.end) for d in finest if d.time.interval}) > 1:
        # Two dates of one grain for one act: nearest to the trigger only if it follows within its phrase, otherwise unsure.
        close = [d for d in finest if path_up(parse, d.head.i, trigger.i) is not None]
        return close[0] if len(close) == 1 else None
    return near[0]


def _modifies_another(parse: Parse, dated: Dated, trigger: Token) -> bool:
    """Whether the time belongs to a noun other than the act: "the 2014 agreement", "the visit of May 3"."""
    node = dated.head
    for above in parse.ancestors(dated.head.i):
        if above.i == trigger.i:
            return False
        if above.pos in ("VERB", "AUX"):
            return False
        if above.pos in ("NOUN", "PROPN", "NUM", "PRON") and not (dated.time.start <= above.start < dated.time.end):
            # Parsers hang "on Monday" on the object; a bare modifier ("2014 agreement") is really the noun's.
            by_preposition = node.pos in ("ADP", "SCONJ") and lemma(node) in ("on", "in", "at")
            if not (by_preposition and dated.time.precision in FINE) and node.dep not in ("npadvmod", "tmod"):
                return True
        node = above
    return False


def _context(parse: Parse, trigger: Token, times: list[Dated], stops: frozenset[int]) -> EventDate | None:
    """The one coarse time of the clauses above ("In 2023, ... while doing X"), when nothing nearer tells more."""
    node = trigger
    for above in parse.ancestors(trigger.i):
        if node.dep in ("ccomp", "relcl") and (node.dep == "ccomp" or above.pos == "NOUN"):
            return None
        if heads_clause(above):
            if lemma(above) in cues()["speech_verbs"]:
                return None
            allowed = own_tokens(parse, above.i, stops)
            here = [d for d in times if d.head.i in allowed and not _modifies_another(parse, d, above)]
            if above.i in stops and here:
                return None
            if here:
                return (
                    _event_date(here[0].time, "sentence_context") if len(here) == 1 and here[0].time.precision in COARSE else None
                )
        node = above
    return None


def _event_date(time: Time, rule: str) -> EventDate:
    assert time.interval is not None
    return EventDate(
        time.interval.start, time.interval.end, time.precision, time.text, Span(time.start, time.end), time.anchor, rule
    )
