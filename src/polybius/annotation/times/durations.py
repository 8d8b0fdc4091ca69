"""Readings of lengths of time and of what recurs: ago, later, for three days, every year, a year."""

from __future__ import annotations

from datetime import date, timedelta

from polybius.annotation import numerals
from polybius.annotation.times import calendar as cal
from polybius.annotation.times.reading import Hit, Reading, dated, spanned, unresolved
from polybius.annotation.times.relative import LAST
from polybius.annotation.times.tense import FUTURE

# What may follow "three days later" when it counts from a date told before, not from what comes after it ("than", "the vote").
_ENDS = ("", ",", ".", ";", ":", ")", "-", "in", "on", "at", "and", "but", "when", "by", "he", "she", "they", "it", "'", '"', "”")


def ago(hit: Hit) -> Reading | None:
    """two weeks ago, a year ago, months ago, three days earlier, an hour later."""
    code = hit.scene.words.units[hit.low("u")]
    way = hit.low("w")
    precision = cal.unit_precision(code)
    amount = hit.number("n") if hit.has("n") else None
    if amount is None and hit.has("t") and way in ("before", "earlier", "later"):
        amount = 1.0
    if amount is None and not hit.has("v") and not hit.low("u").endswith("s"):
        return None
    if hit.after() == "than" or (way == "before" and hit.after() not in _ENDS):
        return unresolved(precision)
    if hit.has("v") or amount is None:
        return Reading("date", {"ago": "PAST_REF", "from now": "FUTURE_REF"}.get(way), None, "unknown", None)
    if code == "Q":
        amount, code = amount * 3, "M"
    if way in ("ago", "from now", "hence", "time"):
        ref, sign, anchor = hit.scene.ref, (-1 if way == "ago" else 1), "published"
        if ref is None or not ref.knows(precision):
            return unresolved(precision)
        base: date = ref.day
    else:
        told = hit.scene.told(precision)
        sign = -1 if way in ("earlier", "before", "previously", "prior") else 1
        if told is None or told.interval is None or not told.interval.start or told.start < hit.scene.sentence_start - 400:
            return unresolved(precision)
        if cal.PRECISIONS.index(told.precision) > cal.PRECISIONS.index(precision):
            return unresolved(precision)
        base, anchor = date.fromisoformat(told.interval.start), f"time:{told.start}"
    day = cal.shift(base, sign * amount, code)
    if day is None:
        return unresolved(precision)
    if code.startswith("T"):
        early = min(day, base - timedelta(1)) if sign < 0 and amount >= 6 else min(day, base)
        return spanned(day.isoformat(), early, max(day, base) if sign > 0 else base, "hour", anchor)
    coarse = {"WE": "W", "2W": "W"}.get(code, code)
    if coarse == "Y" and amount % 1:
        coarse = "M"
    if way not in ("ago", "from now", "time", "hence"):
        coarse = coarse if coarse != "W" else "D"
    if code == "DE":
        return None if amount % 1 else dated(cal.value_at(day, "Y"), anchor)
    return dated(cal.value_at(day, coarse), anchor)


def next_days(hit: Hit) -> Reading | None:
    """the past decade, over the next six months, the last three days: a duration with its place on the calendar."""
    code = hit.scene.words.units[hit.low("u")]
    amount = hit.number("n") if hit.has("n") else 1.0
    precision = cal.unit_precision(code)
    if hit.has("v") or amount is None or (not hit.has("n") and hit.low("u").endswith("s")):
        vague = "PAST_REF" if hit.low("q") in (*LAST, "recent") else "FUTURE_REF"
        return Reading("date", vague, None, "unknown", None)
    if not hit.has("n") and code not in ("DE", "CE"):
        return None
    value = duration_value(amount, code)
    ref = hit.scene.ref
    if value is None:
        return None
    if ref is None or not ref.knows(precision):
        return Reading("duration", value, None, precision, None)
    past = hit.low("q") in (*LAST, "recent")
    edge = cal.shift(ref.day, -amount if past else amount, code)
    if edge is None:
        return None
    first, last = (edge, ref.day) if past else (ref.day, edge)
    return spanned(value, first, last, precision, "published", "duration")


def duration_value(amount: float, code: str) -> str | None:
    """ISO 8601 duration ("P3D", "PT48H", "P2.5Y"); decades and centuries in years, fortnights in weeks, quarters in months."""
    factor, letter = {"DE": (10, "Y"), "CE": (100, "Y"), "2W": (2, "W"), "Q": (3, "M"), "WE": (1, "WE")}.get(code, (1, code))
    amount = round(amount * factor, 4)
    if not 0 < amount < 1e6:
        return None
    number = f"{amount:g}"
    return f"PT{number}{letter[1:]}" if letter.startswith("T") else f"P{number}{letter}"


def duration(hit: Hit) -> Reading | None:
    """three days, a 12-hour flight, several years, decades-long; never an age ("55-year-old")."""
    code = hit.scene.words.units[hit.low("u")]
    amount = hit.number("n") if hit.has("n") else None
    after = hit.after(1) if hit.after() == "-" else hit.after()
    if after in ("old", "olds", "of") and (after != "of" or hit.low("u") in ("quarter", "second", "quarters")):
        return None
    if hit.after() == "of" and (hit.before() in ("first", "last", "final", "second", "third")):
        return None
    rank_or_share = hit.low("u") in ("second", "quarter", "quarters") and (amount is None or hit.part("n")[0].kind != "number")
    if rank_or_share or (hit.low("u") == "seconds" and amount is None):
        return None
    if hit.low("n") in ("a", "an", "one") and _not_lasting(hit):
        return None
    ref = hit.scene.ref
    ahead = hit.before() == "in" and amount is not None and not code.startswith("T") and ref is not None and ref.precision == "day"
    if ahead and ref and amount and hit.tense() == FUTURE and (day := cal.shift(ref.day, amount, code)):
        return dated(cal.value_at(day, {"DE": "Y", "CE": "Y", "Q": "M"}.get(code, code)), "published")
    value = duration_value(amount, code) if amount is not None else f"P{'T' if code.startswith('T') else ''}X{_letter(code)}"
    return Reading("duration", value, None, cal.unit_precision(code), "text") if value else None


def _letter(code: str) -> str:
    return {"DE": "Y", "CE": "Y", "2W": "W", "Q": "M"}.get(code, code).lstrip("T")


def _not_lasting(hit: Hit) -> bool:
    """Whether "a day", "one day" is no length of time here."""
    if hit.low("u") in ("day", "night", "weekend", "second", "quarter"):
        return hit.before() not in ("for", "in", "within", "than", "over", "after", "lasted", "about", "nearly", "almost", "of")
    return False


def every(hit: Hit) -> Reading | None:
    """every year, each week, every two years, once every hundred years, annual, 15 a year, per day."""
    words = hit.scene.words
    if hit.has("a"):
        word = hit.part("a")[0]
        if hit.before() == "-":
            return None
        if word.text[0].isupper() and word.start != hit.scene.sentence_start:
            return None
        return Reading("set", words.sets[word.low], None, "unknown", None)
    if hit.has("w"):
        number = words.weekdays[hit.low("w").rstrip("s") if hit.low("w") not in words.weekdays else hit.low("w")]
        return Reading("set", f"XXXX-WXX-{number + 1}", None, "day", None)
    if hit.has("s"):
        return Reading("set", f"XXXX-{words.seasons[hit.low('s')]}", None, "season", None)
    code = words.units[hit.low("u")]
    amount = hit.number("n") if hit.has("n") else 2.0 if hit.has("o") else 1.0
    value = duration_value(amount, code) if amount else None
    return Reading("set", value, None, cal.unit_precision(code), None) if value else None


def rate(hit: Hit) -> Reading | None:
    """ "a year" after a number or a count word: per year."""
    if hit.after() in ("after", "before", "earlier", "later", "ago", "since", "when", "of", "from"):
        return None
    for back in range(1, 8):
        k = hit.first - back
        atom = hit.scene.atoms[k] if k >= 0 else None
        if atom is None or atom.low in (",", ".", ";", "that", "which", "who", "and", "but"):
            return None
        counts = numerals.cardinal([atom]) is not None and atom.low not in ("a", "and", "of", "-", "an")
        if atom.low in ("times", "once", "twice", "%", "percent", "dollars", "per") or counts:
            return every(hit) if back <= 2 or atom.low != "once" else None
        if (back >= 2 or atom.low == "for") and atom.low in ("for", "in", "after", "within", "to", "over", "lasted"):
            return None
    return None
