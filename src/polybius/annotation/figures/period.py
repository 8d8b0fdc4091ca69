"""The time a figure holds for: the expression of its own clause."""

from __future__ import annotations

from polybius.records import Analysis, Interval, Span, Time
from polybius.syntax import Sentence, Token

_STRETCH = ("month", "season", "quarter", "half", "year", "decade", "century", "week")


def period(
    analysis: Analysis, times: tuple[Time, ...], sentence: Sentence, verb: Token | None, start: int
) -> tuple[Interval | None, Span | None]:
    """Interval and span of the time expression that dates the figure; (None, None) when none does or several may."""
    inside = [t for t in times if sentence.start <= t.start < sentence.end and t.interval and t.kind in ("date", "duration")]
    if not inside:
        return None, None
    own: list[Time] = []
    node = verb
    while node is not None:
        own = [t for t in inside if _verb_of(analysis, t.start) == node.i]
        # A clause with a subject of its own keeps its own time; participles and the like share that of the clause above.
        if (
            own
            or node.dep == "relcl"
            or (node.dep in ("conj", "ccomp", "advcl") and analysis.parse.child(node.i, "nsubj", "nsubjpass"))
        ):
            break
        node = next((t for t in analysis.parse.ancestors(node.i) if t.pos in ("VERB", "AUX")), None)
    pool = [t for t in own if t.precision in _STRETCH] or own
    if not pool:
        return None, None
    best = min(pool, key=lambda t: (t.start > start, abs(t.start - start), t.start))
    return best.interval, Span(best.start, best.end)


def _verb_of(analysis: Analysis, char: int) -> int | None:
    token = analysis.parse.token_at(char)
    if token is None:
        return None
    return next((t.i for t in analysis.parse.ancestors(token.i) if t.pos in ("VERB", "AUX")), None)
