"""Readings counted from the publication date or from a date told before."""

from __future__ import annotations

from datetime import date, timedelta

from polybius.annotation.times import calendar as cal
from polybius.annotation.times.reading import Hit, Reading, dated, spanned, unresolved
from polybius.annotation.times.tense import FUTURE, PAST, PRESENT, PROGRESSIVE, is_habit

LAST, NEXT = ("last", "past", "previous", "preceding"), ("next", "coming", "upcoming")


def deictic(hit: Hit) -> Reading | None:
    """today, yesterday, tomorrow, tonight, the day before yesterday; "today" for nowadays is PRESENT_REF."""
    word, ref = hit.low("w"), hit.scene.ref
    part = hit.scene.words.dayparts.get(hit.low("p")) if hit.has("p") else None
    if word in ("tonight", "overnight"):
        part = "NI"
    step = {"yesterday": -1, "tomorrow": 1}.get(word, 0)
    if hit.has("b"):
        step *= 2
    if hit.after() == "'s" and word == "today" and not part and hit.after(1) in ("world", "society", "geopolitics", "europe"):
        return Reading("date", "PRESENT_REF", None, "unknown", None)
    if word == "today" and not part and is_habit(hit.scene.analysis, hit.part("w")[0].start):
        return Reading("date", "PRESENT_REF", None, "unknown", None)
    if ref is None or ref.precision != "day":
        return unresolved("hour" if part else "day", "time" if part else "date")
    day = ref.day + timedelta(step)
    if part:
        return dated(f"{day}T{part}", "published", "time")
    return dated(day.isoformat(), "published")


def weekday(hit: Hit) -> Reading | None:
    """Tuesday, last Friday, next Monday, Friday morning: a bare day is the nearest by the clause's tense, printing day included."""
    if hit.has("every") or (hit.low("w").endswith("s") and hit.low("w") not in ("tues", "thurs")):
        return None
    low = hit.low("w")
    token = hit.scene.analysis.parse.token_at(hit.part("w")[0].start)
    if token is not None and (
        token.ent in ("PERSON", "ORG", "WORK_OF_ART", "EVENT") or (low in ("sun", "sat", "mon") and token.ent != "DATE")
    ):
        return None
    part = hit.scene.words.dayparts.get(hit.low("p")) if hit.has("p") else None
    kind, ref = ("time" if part else "date"), hit.scene.ref
    if hit.before() in ("a", "any", "one"):
        ref = None
    number = hit.scene.words.weekdays[low]
    if ref is None or ref.precision != "day":
        return unresolved("hour" if part else "day", kind, value=f"XXXX-WXX-{number + 1}")
    q = hit.low("q")
    back = (ref.day.weekday() - number) % 7
    ahead = (number - ref.day.weekday()) % 7
    if q in LAST:
        day = ref.day - timedelta(back or 7)
    elif q in NEXT:
        day = ref.day - timedelta(ref.day.weekday()) + timedelta(7 + number) if q == "next" else ref.day + timedelta(ahead or 7)
    elif (q == "this" and hit.tense() != PAST) or _points_ahead(hit):
        day = ref.day + timedelta(ahead)
    else:
        day = ref.day - timedelta(back)
    return dated(f"{day}T{part}" if part else day.isoformat(), "published", kind)


def _points_ahead(hit: Hit) -> bool:
    tense = hit.tense()
    if tense in (PRESENT, PROGRESSIVE):
        return not hit.scene.title
    return tense == FUTURE


def near_unit(hit: Hit) -> Reading | None:
    """last year, this week, next quarter, the previous month, this weekend, the following day."""
    q, code = hit.low("q"), hit.scene.words.units[hit.low("u")]
    told = hit.scene.day_told() if q in ("previous", "following", "preceding", "same", "that") else None
    if q in ("same", "that", "following", "preceding") or (q == "previous" and told and hit.before() == "the"):
        return _near_told(hit, q, code)
    ref = hit.scene.ref
    if (code in ("DE", "CE") and q in LAST) or (hit.after() == "of" and q in ("last", "next") and hit.before() != "of"):
        return None  # "the past decade" is a stretch up to now; "the last week of July" is read from July
    if code == "WE" and hit.after() == "of":
        return unresolved("day")
    if code == "WE" and ref and hit.before() in ("over", "at", "the") and not q:
        q = "next" if hit.tense() == FUTURE else "last"
    if ref is None or not ref.knows(cal.unit_precision(code)):
        return unresolved(cal.unit_precision(code))
    step = -1 if q in LAST else 1 if q in NEXT else 0
    if q == "current":
        step = 0
    if code == "WE" and step == -1 and ref.day.weekday() >= 5:
        step = 0
    if code == "D":
        return None
    day = cal.shift(ref.day, step, code)
    if day is None:
        return None
    if hit.has("l"):
        return _part_so_far(hit, code, cal.value_at(day, code))
    return dated(cal.value_at(day, code), "published")


def _part_so_far(hit: Hit, code: str, value: str) -> Reading | None:
    """earlier this month, later this year: up to, or from, the publication."""
    ref, stretch = hit.scene.ref, cal.bounds(value)
    if ref is None or stretch is None:
        return None
    first, last, precision = stretch
    if not first <= ref.day <= last or ref.precision != "day":
        return dated(value, "published")
    if hit.low("l") == "later":
        return spanned(value, ref.day, last, precision, "published")
    return spanned(value, first, ref.day, precision, "published")


def _near_told(hit: Hit, q: str, code: str) -> Reading | None:
    if q in ("same", "that", "following", "previous", "preceding") and code not in ("D", "W", "M", "Y"):
        return None
    told = hit.scene.day_told() if code in ("D", "W") else (hit.scene.year_told() or hit.scene.day_told())
    if told is None or told.interval is None or not told.interval.start or not told.interval.end:
        return unresolved(cal.unit_precision(code))
    base = told.interval.end if q == "following" else told.interval.start
    step = 1 if q == "following" else -1 if q in ("previous", "preceding") else 0
    day = cal.shift(date.fromisoformat(base), step, code)
    return dated(cal.value_at(day, code), f"time:{told.start}") if day else None


def near_season(hit: Hit) -> Reading | None:
    """last fall, this summer, the summer of 2023, in winter: northern season as the value, no hemisphere implied by the text."""
    code, ref = hit.scene.words.seasons[hit.low("s")], hit.scene.ref
    if hit.has("y"):
        return dated(f"{hit.low('y')}-{code}", "text")
    token = hit.scene.analysis.parse.token_at(hit.part("s")[0].start)
    q = hit.low("q")
    if not q and (hit.before() not in ("in", "the", "during", "since", "by", "this", "early", "late", "until")):
        return None
    if token is not None and (token.pos == "VERB" or (not q and token.ent not in ("DATE", ""))):
        return None
    if not q and hit.before() == "the" and hit.before(2) not in ("in", "during", "since", "over", "until", "by", "through"):
        return None
    if ref is None or ref.precision == "year":
        return unresolved("season", value=f"XXXX-{code}")
    years = range(ref.day.year - 2, ref.day.year + 3)
    spans = [(y, cal.bounds(f"{y:04d}-{code}")) for y in years]
    ended = [y for y, b in spans if b and b[1] < ref.day]
    begun = [y for y, b in spans if b and b[0] <= ref.day]
    ahead = [y for y, b in spans if b and b[0] > ref.day]
    open_now = [y for y, b in spans if b and b[1] >= ref.day]
    if q in LAST:
        year = ended[-1]
    elif q in NEXT:
        year = ahead[0]
    elif q == "this":
        same = [y for y, b in spans if b and b[0].year == ref.day.year]
        year = same[0] if code != "WI" else begun[-1] if ref.day.month < 6 else ref.day.year
    else:
        year = open_now[0] if hit.tense() == FUTURE else begun[-1]
    return dated(f"{year:04d}-{code}", "published")


def reference_word(hit: Hit) -> Reading | None:
    """now, currently, recently, once: PRESENT_REF, PAST_REF, FUTURE_REF."""
    low = hit.low("r")
    token = hit.scene.analysis.parse.token_at(hit.part("r")[0].start)
    if low == "once":
        if token is None or token.pos != "ADV" or token.dep != "advmod" or hit.tense() != PAST:
            return None
        if hit.before() in ("at", "more", "than") or hit.after() in ("again", "more", "a", "every", "in", "the", "and", "or", ","):
            return None
    if hit.glued_after() and hit.after() == "-":
        return None
    if low == "now" and (hit.after() == "that" or hit.before() in ("from", "until", "till", "by", "right", "just")):
        return None
    if low == "soon" and (hit.after() == "as" or hit.before() in ("as", "too", "how")):
        return None
    return Reading("date", hit.scene.words.references[low], None, "unknown", None)


def fixed_reference(hit: Hit) -> Reading | None:
    """at present, these days, in recent years, in the near future: by the part's name."""
    if hit.after() in hit.scene.words.units:
        return None
    for name, value in (("now", "PRESENT_REF"), ("past", "PAST_REF"), ("future", "FUTURE_REF")):
        if hit.has(name):
            return Reading("date", value, None, "unknown", None)
    return None


def unplaced(hit: Hit) -> Reading | None:
    """the eve of, the first day of, the second day of his stay: a day that another event dates."""
    ahead = hit.after(2) if hit.after(1) == "the" else hit.after(1)
    words = hit.scene.words
    if ahead in words.months or ahead[:1].isdigit() or ahead in ("this", "last", "next", "year", "month"):
        return None
    return unresolved("day")


def before_told(hit: Hit) -> Reading | None:
    """the day before, the day after, a day earlier: counted from the day told last."""
    if hit.after() in ("the", "yesterday", "tomorrow", "a", "his", "her", "its", "their", "he", "she", "they", "it") or hit.has(
        "f"
    ):
        return unresolved("day")
    told = hit.scene.day_told()
    if told is None or told.interval is None or not told.interval.start or told.start < hit.scene.sentence_start - 400:
        return unresolved("day")
    day = date.fromisoformat(told.interval.start) + timedelta(-1 if hit.low("w") in ("before", "earlier") else 1)
    return dated(day.isoformat(), f"time:{told.start}")
