"""Readings counted from the publication date or from a date told before."""

from __future__ import annotations

from datetime import date, timedelta

from polybius.annotation import numerals
from polybius.annotation.times import calendar as cal
from polybius.annotation.times.reading import Hit, Reading, dated, spanned, unresolved
from polybius.annotation.times.tense import FUTURE, PAST, PRESENT, PROGRESSIVE, is_habit

# What may follow "three days later" when it counts from a date told before, not from what comes after it ("than", "the vote").
_ENDS = ("", ",", ".", ";", ":", ")", "-", "in", "on", "at", "and", "but", "when", "by", "he", "she", "they", "it", "'", '"', "”")
_LAST, _NEXT = ("last", "past", "previous", "preceding"), ("next", "coming", "upcoming")


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
    if token is not None and (token.ent in ("PERSON", "ORG", "WORK_OF_ART", "EVENT") or low in ("sun", "sat", "mon") and token.ent != "DATE"):
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
    if q in _LAST:
        day = ref.day - timedelta(back or 7)
    elif q in _NEXT:
        day = ref.day - timedelta(ref.day.weekday()) + timedelta(7 + number) if q == "next" else ref.day + timedelta(ahead or 7)
    elif q == "this" and hit.tense() != PAST:
        day = ref.day + timedelta(ahead)
    elif _points_ahead(hit):
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
    if (code in ("DE", "CE") and q in _LAST) or (hit.after() == "of" and q in ("last", "next") and hit.before() != "of"):
        return None  # "the past decade" is a stretch up to now; "the last week of July" is read from July
    if code == "WE" and hit.after() == "of":
        return unresolved("day")
    if code == "WE" and ref and hit.before() in ("over", "at", "the") and not q:
        q = "next" if hit.tense() == FUTURE else "last"
    if ref is None or not ref.knows(cal.unit_precision(code)):
        return unresolved(cal.unit_precision(code))
    step = -1 if q in _LAST else 1 if q in _NEXT else 0
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
    if q in _LAST:
        year = ended[-1]
    elif q in _NEXT:
        year = ahead[0]
    elif q == "this":
        same = [y for y, b in spans if b and b[0].year == ref.day.year]
        year = same[0] if code != "WI" else begun[-1] if ref.day.month < 6 else ref.day.year
    else:
        year = open_now[0] if hit.tense() == FUTURE else begun[-1]
    return dated(f"{year:04d}-{code}", "published")


def ago(hit: Hit) -> Reading | None:
    """two weeks ago, a year ago, months ago, three days earlier, an hour later."""
    code = hit.scene.words.units[hit.low("u")]
    way = hit.low("w")
    precision = cal.unit_precision(code)
    amount = hit.number("n") if hit.has("n") else None
    if not hit.has("n") and not hit.has("v") and not hit.low("u").endswith("s"):
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
        value = "PAST_REF" if hit.low("q") in (*_LAST, "recent") else "FUTURE_REF"
        return Reading("date", value, None, "unknown", None)
    if not hit.has("n") and code not in ("DE", "CE"):
        return None
    value = duration_value(amount, code)
    ref = hit.scene.ref
    if value is None:
        return None
    if ref is None or not ref.knows(precision):
        return Reading("duration", value, None, precision, None)
    past = hit.low("q") in (*_LAST, "recent")
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
    if hit.low("u") in ("second", "seconds", "quarter", "quarters") and (amount is None or hit.part("n")[0].kind != "number"):
        if not (hit.low("u").endswith("s") and code == "TS"):
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
        if back >= 2 and atom.low in ("for", "in", "after", "within", "to", "over", "lasted"):
            return None
    return None


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
    ahead = hit.after(1) if hit.after() == "the" else hit.after()
    words = hit.scene.words
    if ahead in words.months or ahead[:1].isdigit() or ahead in ("this", "last", "next", "year", "month"):
        return None
    return unresolved("day")


def before_told(hit: Hit) -> Reading | None:
    """the day before, the day after, a day earlier: counted from the day told last."""
    if hit.after() in ("the", "yesterday", "tomorrow", "a", "his", "her", "its", "their", "he", "she", "they", "it") or hit.has("f"):
        return unresolved("day")
    told = hit.scene.day_told()
    if told is None or told.interval is None or not told.interval.start or told.start < hit.scene.sentence_start - 400:
        return unresolved("day")
    day = date.fromisoformat(told.interval.start) + timedelta(-1 if hit.low("w") in ("before", "earlier") else 1)
    return dated(day.isoformat(), f"time:{told.start}")


def clock(hit: Hit) -> Reading | None:
    """at 9 a.m., 18:00 UTC: on the day told in the same sentence, else without a day."""
    text = hit.low("h").replace(".", ":") if hit.has("h") else {"noon": "12:00", "midday": "12:00", "midnight": "00:00"}[hit.low("x")]
    pieces = [int(piece) for piece in text.split(":")] if text[0].isdigit() else [int(hit.number("h") or 99)]
    hour, minute = pieces[0], pieces[1] if len(pieces) > 1 else 0
    half = hit.low("m").replace(".", "")[:1]
    if hour > 24 or minute > 59 or (half and hour > 12):
        return None
    hour = hour % 12 + (12 if half == "p" else 0) if half else hour
    zone = "Z" if hit.low("z") in ("utc", "gmt") and hit.after() not in ("+", "-") else ""
    stamp = f"T{hour:02d}:{minute:02d}{zone}" if len(pieces) > 1 or zone else f"T{hour:02d}"
    precision = "minute" if len(pieces) > 1 else "hour"
    told = hit.scene.day_told()
    if told and told.start >= hit.scene.sentence_start and told.interval and told.interval.start == told.interval.end:
        interval = told.interval
        return Reading("time", f"{interval.start}{stamp}", interval, precision, f"time:{told.start}")
    return Reading("time", stamp, None, precision, None)


def daypart(hit: Hit) -> Reading | None:
    """this morning, in the evening, that night."""
    part, ref = hit.scene.words.dayparts[hit.low("p")], hit.scene.ref
    q = hit.low("q")
    if q in ("this", "last") and ref and ref.precision == "day":
        day = ref.day - timedelta(1 if q == "last" else 0)
        return dated(f"{day}T{part}", "published", "time")
    told = hit.scene.day_told()
    if told and told.interval and told.start >= hit.scene.sentence_start and told.interval.start == told.interval.end and q != "next":
        return dated(f"{told.interval.start}T{part}", f"time:{told.start}", "time")
    return unresolved("hour", "time", value=f"T{part}")


def clock_words(hit: Hit) -> Reading | None:
    """nine in the morning, 7 in the evening."""
    hour, part = hit.number("h"), hit.scene.words.dayparts[hit.low("p")]
    if hour is None or not 1 <= hour <= 12 or part == "MI":
        return None
    late = part in ("AF", "EV") or (part == "NI" and hour > 6)
    return unresolved("hour", "time", value=f"T{int(hour) % 12 + (12 if late else 0):02d}")
