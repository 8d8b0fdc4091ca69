"""What stands before a date and narrows or opens it: early, mid-, the end of, since, until; and joins of two dates."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from polybius.annotation import numerals
from polybius.annotation.atoms import Atom
from polybius.annotation.times import calendar as cal
from polybius.annotation.times.reading import Reading, Scene
from polybius.records import Interval

Found = tuple[int, int, Reading, str]
_EARLY, _LATE, _MID = (
    ("early", "beginning", "start", "opening", "dawn"),
    ("late", "end", "close", "ending"),
    ("mid", "middle", "midst"),
)
_OPEN = {"since": "since", "until": "until", "till": "until", "by": "by", "before": "before", "after": "after"}
_YEAR_WORDS = frozenset({"year", "month", "week", "decade", "century", "quarter"})


def narrow(scene: Scene, found: Found) -> Found:
    """Take in "early", "late", "mid-", "the end of", "the first three months of" before the expression."""
    first, last, reading, rule = found
    if reading.interval is None or reading.kind not in ("date",) or not reading.interval.start or not reading.interval.end:
        return found
    atoms = scene.atoms
    k = first - 1
    while k >= 0 and atoms[k].low in ("the", "-", "in", "of", "this") and k > first - 4:
        k -= 1
    if k < 0:
        return found
    word, between = atoms[k].low, {atom.low for atom in atoms[k + 1 : first]}
    which = next((name for name, words in (("early", _EARLY), ("late", _LATE), ("mid", _MID)) if word in words), None)
    if which and ("of" in between or word in ("early", "late", "mid")) and reading.precision != "day":
        begin = k - 1 if k and atoms[k - 1].low in ("the", "very") and word not in ("early", "late", "mid") else k
        if begin and atoms[begin].low == "very" and atoms[begin - 1].low == "the":
            begin -= 1
        start, end = cal.third(date.fromisoformat(reading.interval.start), date.fromisoformat(reading.interval.end), which)
        if word in ("end", "close", "ending") and reading.precision == "year":
            start = date(end.year, end.month, 1)
        return begin, last, replace(reading, interval=cal.interval(start, end)), f"{which}_{rule}"
    if "of" in between:
        return _first_part(scene, found, k)
    return found


def _first_part(scene: Scene, found: Found, k: int) -> Found:
    """the first three months of 2024, the last week of July, the second week of May."""
    _, last, reading, rule = found
    atoms, words = scene.atoms, scene.words
    code = words.units.get(atoms[k].low)
    if code not in ("D", "W", "M", "Y") or reading.interval is None or not reading.interval.start or not reading.interval.end:
        return found
    j, amount = k - 1, 1.0
    if j >= 0 and atoms[j].low not in numerals.tables()["ordinals"] and numerals.cardinal([atoms[j]]) is not None:
        amount, j = numerals.cardinal([atoms[j]]) or 1.0, j - 1
    if j < 0:
        return found
    tens = j if j and atoms[j - 1].low in numerals.tables()["tens"] else j + 1
    which = -1 if atoms[j].low in ("last", "final") else numerals.ordinal(atoms[min(tens, j + 1) - 1 : j + 1])
    j = min(tens, j + 1) - 1
    if which is None:
        return found
    start, end = date.fromisoformat(reading.interval.start), date.fromisoformat(reading.interval.end)
    if which == -1:
        opened = cal.shift(end + timedelta(1), -amount, code)
        stretch = (opened, end)
    else:
        opened = cal.shift(start, (which - 1) * amount, code)
        closed = cal.shift(start, which * amount, code)
        stretch = (opened, closed - timedelta(1) if closed else end)
    if stretch[0] is None or stretch[0] < start or stretch[1] > end + timedelta(6):
        return found
    begin = j - 1 if j and atoms[j - 1].low == "the" else j
    precision = cal.unit_precision(code) if amount == 1 else reading.precision
    value = cal.value_at(stretch[0], code) if amount == 1 and code != "W" else f"{stretch[0]}/{stretch[1]}"
    return begin, last, Reading("date", value, cal.interval(*stretch), precision, reading.anchor), f"part_of_{rule}"


def open_ended(scene: Scene, found: Found) -> Found:
    """since X: open to the right from X; until, by, before X: open to the left. The words stay outside the span."""
    first, last, reading, rule = found
    interval = reading.interval
    if interval is None or reading.kind == "duration" or not first or not interval.start or not interval.end:
        return found
    word = scene.atoms[first - 1].low
    if word == "the" and first > 1:
        word = scene.atoms[first - 2].low
    way = _OPEN.get(word)
    if way == "since":
        return first, last, replace(reading, interval=Interval(interval.start, None)), f"since_{rule}"
    if way in ("until", "by"):
        return first, last, replace(reading, interval=Interval(None, interval.end)), f"{way}_{rule}"
    if way == "before":
        day = date.fromisoformat(interval.start) - timedelta(1)
        return first, last, replace(reading, interval=Interval(None, day.isoformat())), f"before_{rule}"
    if way == "after":
        day = date.fromisoformat(interval.end) + timedelta(1)
        return first, last, replace(reading, interval=Interval(day.isoformat(), None)), f"after_{rule}"
    return found


_JOIN = {"from": ("to", "until", "till", "through", "-"), "between": ("and",), "": ("-", "to", "through")}


def join(scene: Scene, found: list[Found]) -> list[Found]:
    """from January 2022 to May 2023, between 2014 and 2016, 12 May - 3 June: two dates of one kind become one interval."""
    out: list[Found] = []
    for item in found:
        if out and (joint := _joined(scene.atoms, out[-1], item)):
            out[-1] = joint
        else:
            out.append(item)
    return out


def _joined(atoms: list[Atom], left: Found, right: Found) -> Found | None:
    between = [atom.low for atom in atoms[left[1] : right[0]]]
    lead = atoms[left[0] - 1].low if left[0] else ""
    lead = lead if lead in ("from", "between") else ""
    if len(between) != 1 or between[0] not in _JOIN[lead] or (not lead and between[0] == "to"):
        return None
    a, b = left[2], right[2]
    if a.kind != "date" or b.kind != "date" or a.interval is None or b.interval is None:
        return None
    if re.match(r"(since|until|by|before|after)_", left[3]) or a.interval.start is None or b.interval.end is None:
        return None
    if a.interval.start > b.interval.end or (not lead and a.precision != b.precision):
        return None
    begin = left[0] - 1 if lead else left[0]
    value = f"{a.value}/{b.value}" if a.value and b.value else None
    anchor = a.anchor if a.anchor == b.anchor else "published"
    return begin, right[1], Reading("date", value, Interval(a.interval.start, b.interval.end), b.precision, anchor), "range"


def the_year(scene: Scene, first: int) -> tuple[int, int] | None:
    """ "the end of the year": atoms of "the year" if they begin at `first` and an "end of" stands before."""
    atoms = scene.atoms
    if first + 1 >= len(atoms) or atoms[first].low != "the" or atoms[first + 1].low not in _YEAR_WORDS or first < 2:
        return None
    if atoms[first - 1].low == "of" and atoms[first - 2].low in (*_EARLY, *_LATE, *_MID, "months", "weeks", "days", "years"):
        return first, first + 2
    return None
