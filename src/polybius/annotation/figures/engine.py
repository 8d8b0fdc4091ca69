"""Amounts of a document with unit, kind, what they count and their period."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from typing import Any

from polybius.annotation.atoms import Atom, atomise
from polybius.annotation.figures.counted import counted
from polybius.annotation.figures.draft import Draft
from polybius.annotation.figures.grammar import drafts
from polybius.annotation.figures.guards import refused
from polybius.annotation.figures.kinds import change_sign, people_kind
from polybius.annotation.figures.lexicon import load
from polybius.annotation.figures.period import period
from polybius.annotation.times import find_times
from polybius.records import Analysis, Figure, Span, Time
from polybius.syntax import Sentence


def find_figures(analysis: Analysis) -> tuple[Figure, ...]:
    """Figures of the codable sentences, in text order, without overlaps.

    Reads `analysis.times` (computed here when the field is empty): numbers inside dates, clock times and durations are no
    figures, and a date of the same clause becomes `period`. `participants` and `attribution` are left to later steps.
    """
    words, text = load(), analysis.document.text
    times = analysis.times or find_times(analysis)
    blocked = sorted((t.start, t.end, t.kind) for t in times)
    out: list[Figure] = []
    for sentence in analysis.parse.sentences:
        atoms = atomise(text, sentence.start, sentence.end)
        line = words.vocabulary.encode(atoms)
        if set(line).isdisjoint(words.triggers):
            continue
        own: list[Figure] = []
        for draft in drafts(atoms, line):
            if _in_time(blocked, atoms, draft):
                continue
            draft = _age(analysis, atoms, approximated(atoms, draft))
            if not refused(analysis, atoms, draft, sentence.start):
                own.append(_inherited(atoms, draft, own, _figure(analysis, times, sentence, atoms, draft)))
        out.extend(own)
    return tuple(out)


def predict(analysis: Analysis) -> list[dict[str, Any]]:
    """The answers of the evaluation task "figures": start, end, value (or low, high), unit."""
    return [
        {"start": f.start, "end": f.end, "value": f.value, "low": f.low, "high": f.high, "unit": f.unit}
        for f in find_figures(analysis)
    ]


def _in_time(blocked: list[tuple[int, int, str]], atoms: list[Atom], draft: Draft) -> bool:
    start, end = atoms[draft.first].start, atoms[draft.last - 1].end
    k = max(bisect_left(blocked, (start,)) - 1, 0)
    while k < len(blocked) and blocked[k][0] < end:
        if blocked[k][1] > start:
            return True
        k += 1
    return False


def approximated(atoms: list[Atom], draft: Draft) -> Draft:
    """Take in "about", "more than", "or more" and turn them into a bound."""
    words = load()
    first, last, sense = draft.first, draft.last, draft.approximate
    for length in (5, 4, 3, 2, 1):
        phrase = tuple(atom.low for atom in atoms[max(first - length, 0) : first])
        if len(phrase) == length and phrase in words.before:
            if (phrase == ("some",) and draft.unit == "percent" and draft.rule == "fraction") or (
                phrase in (("over",), ("under",)) and _moved(atoms, first)
            ):
                break
            sense = words.before[phrase]
            if phrase[0] not in words.outside:
                first -= length
            break
    for length in (2, 1):
        phrase = tuple(atom.low for atom in atoms[last : last + length])
        if phrase in words.after and (phrase != ("+",) or atoms[last].glued):
            sense, last = words.after[phrase], last + length
            break
    if sense is None or draft.unit == "ordinal":
        return draft
    low, high = draft.low, draft.high
    if low is None and high is None and draft.value is not None:
        low = draft.value if sense in ("more_than", "at_least") else None
        high = draft.value if sense in ("less_than", "at_most") else None
    return replace(draft, first=first, last=last, approximate=sense, low=low, high=high)


def _age(analysis: Analysis, atoms: list[Atom], draft: Draft) -> Draft:
    """ "Lord Pelham, 71," and "aged 55", "at the age of 86": years of age."""
    if draft.unit != "count" or draft.value is None or not 0 < draft.value < 120 or draft.noun is not None or not draft.first:
        return draft
    words = [atom.low for atom in atoms[max(draft.first - 2, 0) : draft.first]]
    after = atoms[draft.last].low if draft.last < len(atoms) else ""
    aged = words[-1] in ("aged", "ages") or words == ["age", "of"]
    if not aged and words[-1] in (",", "(") and after in (",", ")", ".") and draft.first > 1 and draft.last - draft.first == 1:
        name = analysis.parse.token_at(atoms[draft.first - 2].start)
        aged = name is not None and name.ent == "PERSON" and draft.value > 9
    return replace(draft, unit="years", rule="age") if aged else draft


_TAKEN_FROM = frozenset({"from", "to", "than", "of", "the", "which", "against", "and", ",", "or", "at"})


def _inherited(atoms: list[Atom], draft: Draft, own: list[Figure], figure: Figure) -> Figure:
    """ "rose to 3.9 billion kroner from 3.4 billion": the unit of the amount before, when the second names none."""
    after = figure.of_span is not None and figure.of_span.start >= figure.end
    if figure.unit != "count" or not own or after or draft.noun is not None:
        return figure
    last = own[-1]
    amount = max(figure.value or 0, figure.high or 0)
    lead = atoms[draft.first - 1].low if draft.first else ""
    if not (last.unit.isupper() and len(last.unit) == 3) or lead not in _TAKEN_FROM or figure.start - last.end > 60:
        return figure
    if amount < 1e6 and lead not in ("from", "to", "than"):
        return figure
    return replace(
        figure, unit=last.unit, of=figure.of or last.of, of_span=figure.of_span or last.of_span, rule=f"{figure.rule}_same_unit"
    )


_SPEED = {"km": "km/h", "mi": "mi/h", "m": "m/h", "kn": "kn"}


def _moved(atoms: list[Atom], first: int) -> bool:
    """ "won over two deputies", "placed under two commanders": no bound after these verbs."""
    return first > 1 and atoms[first - 2].low in ("won", "took", "take", "handed", "hand", "came", "fell", "placed", "put")


def _figure(analysis: Analysis, times: tuple[Time, ...], sentence: Sentence, atoms: list[Atom], draft: Draft) -> Figure:
    text = analysis.document.text
    what = counted(analysis, atoms, draft)
    kind, unit, value, low, high = draft.kind, draft.unit, draft.value, draft.low, draft.high
    if unit == "count" and (people := people_kind(analysis, atoms, draft, what)):
        unit, kind = "people", "level" if people == "people" else people
    elif sign := change_sign(analysis, atoms, draft, what):
        kind = "change" if unit != "times" else "multiple"
        if sign < 0 and unit != "times":
            value = -value if value is not None else None
            low, high = (-high if high is not None else None), (-low if low is not None else None)
    start, end = atoms[draft.first].start, atoms[draft.last - 1].end
    if atoms[draft.last - 1].low == "of" and draft.last - draft.first > 1:
        end = atoms[draft.last - 2].end
    if draft.noun is not None:
        end = atoms[draft.noun + 2 if draft.rule.startswith("age") else draft.noun].end
    if unit in ("count", "people", "percent") or (len(unit) == 3 and unit.isupper()) or kind == "level":
        per = _per(times, atoms, draft)
        if per is not None:
            if text[per.start : per.end].endswith("hour"):
                unit = _SPEED.get(unit, unit)
            base = Figure(start, end, text[start:end], value, unit, "rate", low, high, what.text, what.span, draft.approximate)
            return replace(base, period_span=per, rule=f"{draft.rule}_rate")
    interval, where = period(analysis, times, sentence, what.verb, start)
    base = Figure(start, end, text[start:end], value, unit, kind, low, high, what.text, what.span, draft.approximate)
    return replace(base, period=interval, period_span=where, rule=draft.rule)


def _per(times: tuple[Time, ...], atoms: list[Atom], draft: Draft) -> Span | None:
    """Span of "a year", "per day" within six words after the amount."""
    begin, stop = atoms[draft.last - 1].end, atoms[min(draft.last + 6, len(atoms)) - 1].end
    for time in times:
        if time.rule in ("rate", "per") and begin <= time.start < stop:
            between = [atom.low for atom in atoms[draft.last : draft.last + 6] if atom.start < time.start]
            return None if {",", ".", ";", "that", "which", "and", "for", "to"} & set(between) else Span(time.start, time.end)
    return None
