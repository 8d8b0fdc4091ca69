"""Acts inside acts: the mode an outer act takes from its content."""

from __future__ import annotations

from polybius.coding.matcher import Match

MODE_BY_CONTENT = {
    "REQUEST": {
        "CONSULT": "meet",
        "RETREAT": "yield",
        "CONCEDE": "yield",
        "AID": "assist",
        "COOPERATE": "assist",
        "SUPPORT": "assist",
    },
    "REJECT": {
        "CONSULT": "meet",
        "RETREAT": "yield",
        "CONCEDE": "yield",
        "AID": "assist",
        "COOPERATE": "assist",
        "SUPPORT": "assist",
    },
    "THREATEN": {
        "ASSAULT": "violence",
        "MOBILIZE": "violence",
        "SANCTION": "relations",
        "COERCE": "restrict",
        "REJECT": "relations",
    },
}
MODE_BY_CONTENT_MODE = {
    ("THREATEN", "COERCE", "arrest"): "arrest",
    ("THREATEN", "COERCE", "deport"): "expel",
    ("THREATEN", "SANCTION", "expel"): "expel",
    ("THREATEN", "COERCE", "seize"): "territory",
}


def content_mode(outer: Match, inner: Match) -> str | None:
    """The outer act's mode by what it is about (`threatened sanctions`: relations), None if that does not tell."""
    exact = MODE_BY_CONTENT_MODE.get((outer.entry.event_type, inner.entry.event_type, inner.entry.mode or ""))
    return exact or MODE_BY_CONTENT.get(outer.entry.event_type, {}).get(inner.entry.event_type)
