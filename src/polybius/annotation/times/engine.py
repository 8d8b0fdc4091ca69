"""Rules over sentences: find, read, narrow, open, join; one `Time` per expression."""

from __future__ import annotations

import re
from typing import Any

from polybius.annotation.atoms import atomise
from polybius.annotation.times import calendar as cal
from polybius.annotation.times import modifiers
from polybius.annotation.times.lexicon import load
from polybius.annotation.times.reading import Hit, Reading, Scene, dated, unresolved
from polybius.annotation.times.rules import rules
from polybius.records import Analysis, Time
from polybius.syntax import Sentence


def find_times(analysis: Analysis) -> tuple[Time, ...]:
    """Time expressions of the codable sentences, in text order, without overlaps.

    Relative expressions are counted from `analysis.document.published`; where that is missing, too coarse, or not what the
    text counts from, `value` is None (or a TIMEX3 value with X for what is unknown) and `interval` is None.
    """
    words = load()
    scene = Scene(analysis, words, cal.reference(analysis.document.published))
    text = analysis.document.text
    for sentence in analysis.parse.sentences:
        atoms = atomise(text, sentence.start, sentence.end)
        line = words.vocabulary.encode(atoms)
        letters = set(line)
        if letters.isdisjoint(words.triggers):
            continue
        scene.atoms, scene.sentence_start, scene.title = atoms, sentence.start, sentence.kind == "title"
        _read_sentence(scene, sentence, line, letters)
    return tuple(scene.found)


def predict(analysis: Analysis) -> list[dict[str, Any]]:
    """The answers of the evaluation task "times": start, end, value, TIMEX3 type."""
    kinds = {"date": "DATE", "time": "TIME", "duration": "DURATION", "set": "SET"}
    return [{"start": t.start, "end": t.end, "value": t.value, "type": kinds[t.kind]} for t in find_times(analysis)]


def _candidates(line: str, letters: set[str]) -> list[tuple[int, int, int, re.Match[str]]]:
    out = []
    for number, rule in enumerate(rules()):
        if rule.needs.isdisjoint(letters):
            continue
        for match in rule.regex.finditer(line):
            if match.end() > match.start():
                out.append((match.start(), -match.end(), number, match))
    out.sort(key=lambda item: item[:3])
    return out


def _read_sentence(scene: Scene, sentence: Sentence, line: str, letters: set[str]) -> None:
    known, text = rules(), scene.analysis.document.text
    found: list[modifiers.Found] = []
    base = len(scene.found)
    reach = 0
    for first, minus_last, number, match in _candidates(line, letters):
        if first < reach:
            continue
        rule = known[number]
        body = match.span("body") if "body" in match.re.groupindex else (first, -minus_last)
        reading = rule.read(Hit(scene, match, *body))
        if reading is None or _inside_word(scene, *body):
            continue
        item = (body[0], body[1], reading, rule.name)
        reach = body[1]
        found.append(item)
        scene.found.append(_record(scene, text, item))
    found.extend(_the_years(scene, found))
    found.sort(key=lambda item: item[0])
    narrowed = modifiers.join(scene, [modifiers.narrow(scene, item) for item in found])
    final = [modifiers.open_ended(scene, item) for item in narrowed]
    del scene.found[base:]
    end = 0
    for item in final:
        if item[0] >= end:
            scene.found.append(_record(scene, text, item))
            end = item[1]


def _inside_word(scene: Scene, first: int, last: int) -> bool:
    """A match that begins or ends in the middle of a code, an amount or a name such as "COVID-19" or "2018-05"."""
    atoms = scene.atoms
    if atoms[first].kind == "number" and first and atoms[first].glued and atoms[first - 1].low in ("$", "€", "£", ".", "#", "+"):
        return True
    if (
        atoms[first].kind == "number"
        and first > 1
        and atoms[first].glued
        and atoms[first - 1].low == "-"
        and atoms[first - 1].glued
    ):
        return (
            atoms[first - 2].kind in ("word", "code")
            and atoms[first - 2].text[0].isupper()
            and atoms[first - 2].low not in scene.words.months
        )
    return last < len(atoms) and atoms[last].glued and atoms[last].kind in ("number", "code") and atoms[last - 1].kind == "number"


def _the_years(scene: Scene, found: list[modifiers.Found]) -> list[modifiers.Found]:
    """ "at the end of the year": the year told before in the sentence, else that of the publication."""
    out: list[modifiers.Found] = []
    taken = {k for first, last, _, _ in found for k in range(first, last)}
    for k in range(2, len(scene.atoms) - 1):
        place = modifiers.the_year(scene, k)
        if place is None or taken & set(range(*place)):
            continue
        code = scene.words.units[scene.atoms[place[1] - 1].low]
        out.append((place[0], place[1], _the_unit(scene, code, scene.atoms[k].start), "the_unit"))
    return out


def _the_unit(scene: Scene, code: str, before: int) -> Reading:
    if code == "Y":
        for time in reversed(scene.found):
            same = time.start >= scene.sentence_start and time.start < before
            if same and time.precision == "year" and time.interval and time.interval.start and time.value:
                return dated(time.value, f"time:{time.start}") or unresolved("year")
    ref = scene.ref
    if ref is None or not ref.knows(cal.unit_precision(code)):
        return unresolved(cal.unit_precision(code))
    return dated(cal.value_at(ref.day, code), "published") or unresolved(cal.unit_precision(code))


def _record(scene: Scene, text: str, item: modifiers.Found) -> Time:
    first, last, reading, rule = item
    start, end = scene.atoms[first].start, scene.atoms[last - 1].end
    return Time(start, end, text[start:end], reading.kind, reading.value, reading.interval, reading.precision, reading.anchor, rule)
