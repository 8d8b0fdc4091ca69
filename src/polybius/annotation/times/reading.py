"""What a rule sees (`Hit`, `Scene`) and what it answers (`Reading`)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from polybius.annotation import numerals
from polybius.annotation.atoms import Atom, group
from polybius.annotation.times import calendar as cal
from polybius.annotation.times.lexicon import TimeWords
from polybius.annotation.times.tense import tense_at
from polybius.records import Analysis, Interval, Time


@dataclass(frozen=True, slots=True)
class Reading:
    """The sense of one expression, without its place in the text."""

    kind: str
    value: str | None
    interval: Interval | None
    precision: str
    anchor: str | None


@dataclass(slots=True)
class Scene:
    """The document around a sentence: its atoms, the reference day and the times found so far."""

    analysis: Analysis
    words: TimeWords
    ref: cal.Reference | None
    atoms: list[Atom] = field(default_factory=list)
    sentence_start: int = 0
    title: bool = False
    found: list[Time] = field(default_factory=list)

    def tense(self, k: int) -> str:
        """Tense of the clause at atom `k`."""
        before = tuple(atom.low for atom in self.atoms[max(k - 3, 0) : k])
        return tense_at(self.analysis, self.atoms[k].start, before)

    def year_told(self) -> Time | None:
        """The last date of a year complete in itself, earlier in this sentence."""
        for time in reversed(self.found):
            if time.start < self.sentence_start:
                return None
            before = self.analysis.document.text[max(time.start - 8, 0) : time.start].split()[-1:]
            if before and before[0].lower() in ("since", "until", "before", "after", "till"):
                continue
            if time.anchor == "text" and time.interval and time.kind == "date" and (time.value or "")[:4].isdigit():
                return time
        return None

    def told(self, precision: str) -> Time | None:
        """The last date told before (in this sentence or 600 characters back) that is resolved to `precision` or finer."""
        finest = cal.PRECISIONS.index(precision)
        for time in reversed(self.found):
            if time.kind not in ("date", "time") or not time.interval or time.precision not in cal.PRECISIONS:
                continue
            if self.sentence_start - time.start > 600:
                return None
            if cal.PRECISIONS.index(time.precision) <= finest:
                return time
        return None

    def day_told(self) -> Time | None:
        """The last resolved day (or stretch of days) told before."""
        return self.told("day")


@dataclass(frozen=True, slots=True)
class Hit:
    """One match of a rule: atoms [first, last), and its named parts."""

    scene: Scene
    match: re.Match[str]
    first: int
    last: int

    def has(self, name: str) -> bool:
        """Whether the part took part in the match."""
        return group(self.match, name) is not None

    def part(self, name: str) -> Sequence[Atom]:
        """Atoms of a named part."""
        found = group(self.match, name)
        return self.scene.atoms[found[0] : found[1]] if found else ()

    def low(self, name: str) -> str:
        """Lower-cased words of a named part, joined by blanks."""
        return " ".join(atom.low for atom in self.part(name))

    def number(self, name: str) -> float | None:
        """Cardinal value of a named part ("a" counts one)."""
        part = self.part(name)
        if part and all(atom.low in ("a", "an") for atom in part):
            return 1.0
        return numerals.cardinal(part)

    def before(self, back: int = 1) -> str:
        """The word `back` atoms before the match, "" at the sentence's start."""
        k = self.first - back
        return self.scene.atoms[k].low if k >= 0 else ""

    def after(self, ahead: int = 0) -> str:
        """The word `ahead` atoms after the match, "" at the sentence's end."""
        k = self.last + ahead
        return self.scene.atoms[k].low if k < len(self.scene.atoms) else ""

    def glued_after(self) -> bool:
        """Whether the next atom follows without white space."""
        atoms = self.scene.atoms
        return self.last < len(atoms) and atoms[self.last].glued

    def tense(self) -> str:
        """Tense of the clause."""
        return self.scene.tense(self.first)


def dated(value: str | None, anchor: str | None, kind: str = "date") -> Reading | None:
    """Reading of a TIMEX3 date value; None if the calendar has no such date."""
    stretch = cal.bounds(value) if value else None
    if stretch is None:
        return None
    first, last, precision = stretch
    return Reading(kind, value, cal.interval(first, last), precision, anchor)


def spanned(value: str, first: date, last: date, precision: str, anchor: str | None, kind: str = "date") -> Reading:
    """Reading with an interval of its own."""
    return Reading(kind, value, cal.interval(first, last), precision, anchor)


def unresolved(precision: str, kind: str = "date", value: str | None = None) -> Reading:
    """Reading without an interval."""
    return Reading(kind, value, None, precision, None)
