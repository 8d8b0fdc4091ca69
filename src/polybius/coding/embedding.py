"""Acts inside acts: which report is the content of which, and what the outer one borrows (mode, participants)."""

from __future__ import annotations

from polybius.coding.matcher import Match
from polybius.syntax import Parse

MODE_BY_CONTENT = {
    "REQUEST": {"CONSULT": "meet", "RETREAT": "yield", "CONCEDE": "yield", "AID": "assist", "COOPERATE": "assist", "SUPPORT": "assist"},
    "REJECT": {"CONSULT": "meet", "RETREAT": "yield", "CONCEDE": "yield", "AID": "assist", "COOPERATE": "assist", "SUPPORT": "assist"},
    "THREATEN": {"ASSAULT": "violence", "MOBILIZE": "violence", "SANCTION": "relations", "COERCE": "restrict", "REJECT": "relations"},
}
MODE_BY_CONTENT_MODE = {
    ("THREATEN", "COERCE", "arrest"): "arrest",
    ("THREATEN", "COERCE", "deport"): "expel",
    ("THREATEN", "SANCTION", "expel"): "expel",
    ("THREATEN", "COERCE", "seize"): "territory",
}
MAX_STEPS = 6


def content_of(parse: Parse, match: Match, by_trigger: dict[int, Match]) -> Match | None:
    """The nearest act in the content of a predicate that takes one, or None."""
    wanted = match.entry.content
    if wanted is None:
        return None
    frontier = list(match.clause.content)
    for _ in range(MAX_STEPS):
        for k in frontier:
            inner = by_trigger.get(k)
            if inner is not None and inner.trigger != match.trigger and (not wanted or inner.entry.event_type in wanted):
                return inner
        frontier = [child for k in frontier for child in _below(parse, k)]
        if not frontier:
            return None
    return None


def _below(parse: Parse, k: int) -> list[int]:
    """One step further inside: `agreed to begin withdrawing`, `a plan to send`, `the start of talks`."""
    out = [t.i for t in parse.children(k, "xcomp", "ccomp", "acl", "conj", "dobj")]
    for prep in parse.children(k, "prep"):
        if prep.lemma.lower() in ("of", "for", "on", "to", "in", "with", "from"):
            out += [t.i for t in parse.children(prep.i, "pcomp", "pobj")]
    return out


def content_mode(outer: Match, inner: Match) -> str | None:
    """The outer act's mode by what it is about (`threatened sanctions`: relations), None if that does not tell."""
    exact = MODE_BY_CONTENT_MODE.get((outer.entry.event_type, inner.entry.event_type, inner.entry.mode or ""))
    return exact or MODE_BY_CONTENT.get(outer.entry.event_type, {}).get(inner.entry.event_type)
