"""The cue tables as frozen sets: status cues, support verbs, kinds of nouns, signs of genre."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Cues:
    """`status` tables map a lemma to the status it lends; `words` are named sets of lemmas; `genres` drive the relevance gate."""

    complement: dict[str, str]
    finite_complement: dict[str, str]
    noun_complement: dict[str, str]
    adjective_complement: dict[str, str]
    nominal_object: dict[str, str]
    nominal_of: dict[str, str]
    nominal_modifier: dict[str, str]
    preposition: dict[str, str]
    modal: dict[str, str]
    words: dict[str, frozenset[str]]
    classes: dict[str, frozenset[str]]
    genres: dict[str, frozenset[str]]
    thresholds: dict[str, float]

    def has(self, name: str, word: str) -> bool:
        """Whether `word` is in the named set (or noun class)."""
        return word in (self.words.get(name) or self.classes.get(name) or ())


def parse_cues(cues: dict[str, Any], relevance: dict[str, Any], classes: dict[str, frozenset[str]]) -> Cues:
    """Build `Cues` from the tables of `cues.toml`, `relevance.toml` and `classes.toml`."""

    def invert(name: str) -> dict[str, str]:
        return {word: status for status, words in cues["status"][name].items() for word in words}

    return Cues(
        complement=invert("complement"),
        finite_complement=invert("finite_complement"),
        noun_complement=invert("noun_complement"),
        adjective_complement=invert("adjective_complement"),
        nominal_object=invert("nominal_object"),
        nominal_of=invert("nominal_of"),
        nominal_modifier=invert("nominal_modifier"),
        preposition=invert("preposition"),
        modal=invert("modal"),
        words={name: frozenset(words) for name, words in cues["words"].items()},
        classes=classes,
        genres={name: frozenset(words) for name, words in relevance["cues"].items()},
        thresholds={name: float(value) for name, value in relevance["thresholds"].items()},
    )
