"""Readings of calendar dates: complete ones, and those whose year has to be found."""

from __future__ import annotations

from datetime import date

from polybius.annotation import numerals
from polybius.annotation.times import calendar as cal
from polybius.annotation.times.reading import Hit, Reading, dated, spanned, unresolved
from polybius.annotation.times.tense import FUTURE, PAST


def _day_number(hit: Hit, name: str) -> int | None:
    part = hit.part(name)
    if not part:
        return None
    value = int(part[0].text) if part[0].kind == "number" else numerals.ordinal(part)
    return value if value and 1 <= value <= 31 else None


def iso(hit: Hit) -> Reading | None:
    """2024-05-16, 2024-05-16T10:00Z."""
    text = hit.part("t")[0].text
    return dated(text.replace(" ", "T"), "text", "time" if len(text) > 10 else "date")


def slash(hit: Hit) -> Reading | None:
    """7/8/07: month or day first as only one fits, else the one that lies nearer before the publication."""
    text = hit.part("t")[0].text
    sign = next(c for c in text if not c.isdigit())
    if sign == "." and hit.before() in ("version", "no", "v"):
        return None
    a, b, year = (int(piece) for piece in text.split(sign))
    if year < 100:
        year += 2000 if year < 70 else 1900
    if hit.part("t")[0].glued and hit.before() in ("-", "/") and (hit.first < 2 or hit.scene.atoms[hit.first - 2].kind != "slash"):
        return None
    options = [day for day in (cal.make_day(year, a, b) if sign != "." else None, cal.make_day(year, b, a)) if day]
    options = list(dict.fromkeys(options))
    ref = hit.scene.ref
    if len(options) > 1 and ref:
        past = [day for day in options if day <= ref.day]
        options = [max(past)] if past else options
    if len(options) != 1:
        return unresolved("day") if options else None
    return dated(options[0].isoformat(), "text")


def _year(hit: Hit) -> int | None:
    return int(hit.part("y")[0].text) if hit.has("y") else None


def _near_year(hit: Hit) -> int | None:
    """Year of "this year", "last year", "next year" after a month; None without a publication date."""
    ref = hit.scene.ref
    return ref.day.year + {"last": -1, "next": 1}.get(hit.low("z"), 0) if ref else None


def calendar_day(hit: Hit) -> Reading | None:
    """16 May 2024, May 16: without a year the nearest past one, or the next if the clause looks ahead."""
    month, day = hit.scene.words.months[hit.low("m")], _day_number(hit, "d")
    if day is None:
        return None
    year = _year(hit)
    if year:
        found = cal.make_day(year, month, day)
        return dated(found.isoformat(), "text") if found else None
    if hit.has("z"):
        near = _near_year(hit)
        found = cal.make_day(near, month, day) if near else None
        return dated(found.isoformat(), "published") if found else unresolved("day")
    found, anchor = place_in_year(hit, month, day)
    return dated(found.isoformat(), anchor) if found else unresolved("day", value=f"XXXX-{month:02d}-{day:02d}")


def day_range(hit: Hit) -> Reading | None:
    """May 16-17, 30 April to 2 May 2024."""
    words = hit.scene.words
    month = words.months[hit.low("m")]
    month_b = words.months[hit.low("n")] if hit.has("n") else month
    a, b = _day_number(hit, "d"), _day_number(hit, "e")
    if a is None or b is None or (month == month_b and b <= a):
        return None
    year, anchor = _year(hit), "text"
    if year is None:
        first, found_anchor = place_in_year(hit, month, a)
        if first is None:
            return unresolved("day", value=f"XXXX-{month:02d}-{a:02d}/XXXX-{month_b:02d}-{b:02d}")
        anchor = found_anchor or "published"
    else:
        first = cal.make_day(year - (month > month_b), month, a)
    last = cal.make_day(first.year + (month_b < month), month_b, b) if first else None
    if first is None or last is None:
        return None
    return spanned(f"{first}/{last}", first, last, "day", anchor)


def place_in_year(hit: Hit, month: int, day: int | None) -> tuple[date | None, str | None]:
    """The first day of the month (or the day) in the year meant, and the anchor used; (None, None) if nothing tells."""
    told = hit.scene.year_told()
    ref = hit.scene.ref
    tense = hit.tense()
    as_of = (hit.before(2), hit.before()) == ("as", "of")
    if (
        not as_of
        and told
        and told.interval
        and told.interval.start
        and tense == PAST
        and told.interval.start[:4] == (told.interval.end or "")[:4]
    ):
        year = int(told.interval.start[:4])
        if not (ref and year == ref.day.year and told.precision == "day"):
            return cal.make_day(year, month, day or 1), f"time:{told.start}"
    if ref is None or ref.precision == "year":
        return None, None
    options = [found for year in range(ref.day.year - 4, ref.day.year + 5) if (found := cal.make_day(year, month, day or 1))]
    if day is None:
        ahead = [d for d in options if (d.year, d.month) >= (ref.day.year, ref.day.month)]
        past = [d for d in options if (d.year, d.month) <= (ref.day.year, ref.day.month)]
    else:
        ahead, past = [d for d in options if d >= ref.day], [d for d in options if d <= ref.day]
    if tense == FUTURE:
        return (ahead[0] if ahead else None), "published"
    return (past[-1] if past else None), "published"


def month(hit: Hit) -> Reading | None:
    """May 2024, in May."""
    number = hit.scene.words.months[hit.low("m")]
    year = _year(hit)
    if year:
        return dated(f"{year:04d}-{number:02d}", "text")
    if hit.has("z"):
        near = _near_year(hit)
        return dated(f"{near:04d}-{number:02d}", "published") if near else unresolved("month")
    if not _is_month(hit):
        return None
    if hit.has("q"):
        return _relative_month(hit, number)
    found, anchor = place_in_year(hit, number, None)
    return dated(found.isoformat()[:7], anchor) if found else unresolved("month", value=f"XXXX-{number:02d}")


def _is_month(hit: Hit) -> bool:
    """Whether "May", "March", "Jan" ... is a month here and no modal, verb, person or name."""
    atom = hit.part("m")[0]
    token = hit.scene.analysis.parse.token_at(atom.start)
    if token is not None and (token.pos in ("AUX", "VERB") or token.ent in ("PERSON", "ORG", "GPE")):
        return hit.before() in ("in", "since", "until", "by", "of", "early", "late", "last", "next", "this")
    if (
        len(atom.low) <= 4
        and atom.low not in ("may", "june", "july")
        and hit.before() not in ("in", "since", "last", "until", "by")
    ):
        return False
    capital_after = hit.last < len(hit.scene.atoms) and hit.scene.atoms[hit.last].text[:1].isupper()
    if atom.low in ("may", "march", "august", "april", "june") and hit.before() not in hit.scene.words.before_month:
        return not capital_after and token is not None and token.ent == "DATE"
    return True


def _relative_month(hit: Hit, number: int) -> Reading | None:
    ref, q = hit.scene.ref, hit.low("q")
    if ref is None or ref.precision == "year":
        return unresolved("month", value=f"XXXX-{number:02d}")
    year = ref.day.year
    if q in ("last", "past", "previous") and number >= ref.day.month:
        year -= 1
    elif q in ("next", "coming", "following", "upcoming") and number <= ref.day.month:
        year += 1
    return dated(f"{year:04d}-{number:02d}", "published")


def month_range(hit: Hit) -> Reading | None:
    """May-June 2024, between May and July."""
    words = hit.scene.words
    a, b = words.months[hit.low("m")], words.months[hit.low("n")]
    year, anchor = _year(hit), "text"
    if year is None:
        found, found_anchor = place_in_year(hit, b, None)
        if found is None:
            return unresolved("month")
        year, anchor = found.year, found_anchor or "published"
    start = date(year - (a > b), a, 1)
    end = cal.month_end(year, b)
    return spanned(f"{start.isoformat()[:7]}/{end.isoformat()[:7]}", start, end, "month", anchor)


def year(hit: Hit) -> Reading | None:
    """2023 where it is no count ("2000 people"), amount, clock or name ("Resolution 2254")."""
    text = hit.part("y")[0].text
    if not 1400 <= int(text) <= 2150 or (hit.part("y")[0].glued and hit.before() not in ("-", "(", "'", '"', "“", "/", "‘")):
        return None
    prep = hit.before() in ("in", "since", "by", "until", "during", "from", "of", "early", "late", "mid", "between", "for")
    token = hit.scene.analysis.parse.token_at(hit.part("y")[0].start)
    if (
        hit.before() in hit.scene.words.before_count
        or hit.before() in ("$", "€", "£", "#", "no.")
        or hit.after() in ("%", "percent", "per")
    ):
        return None
    if hit.glued_after() and hit.after() not in ("'s", ",", ".", ")", ";", ":", "-", "?", "!", '"', "”", "’", "/", "]", "'"):
        return None
    if token is not None:
        parse = hit.scene.analysis.parse
        head = parse.tokens[token.head]
        if token.dep == "nummod" and head.tag == "NNS" and head.i > token.i and not prep:
            return None
        if not prep and (
            token.ent in ("CARDINAL", "QUANTITY", "MONEY", "LAW") or (token.ent == "" and not 1900 <= int(text) <= 2100)
        ):
            return None
    elif not prep and not 1900 <= int(text) <= 2100:
        return None
    return dated(text, "text")


def year_pair(hit: Hit) -> Reading | None:
    """2019-20, 2019/2020, 2014-16."""
    a = int(hit.part("y")[0].text)
    second = hit.part("z")[0].text
    b = int(second) if len(second) == 4 else a // 100 * 100 + int(second)
    if len(second) == 2 and second <= f"{a % 100:02d}" and 1 <= int(second) <= 12 and hit.part("z")[0].glued:
        return dated(f"{a}-{second}", "text")
    if not 1400 <= a < b <= 2150 or len(second) not in (2, 4) or b - a > 100:
        return None
    return spanned(f"{a}/{b}", date(a, 1, 1), date(b, 12, 31), "year", "text")


def decade(hit: Hit) -> Reading | None:
    """the 1990s, the '90s."""
    digits = "".join(c for c in hit.part("e")[0].text if c.isdigit())
    if len(digits) == 2:
        digits = "19" + digits
    return dated(digits[:3], "text")


def century(hit: Hit) -> Reading | None:
    """the 19th century."""
    number = numerals.ordinal(hit.part("o"))
    return dated(f"{number - 1:02d}", "text") if number and 10 < number < 23 else None


def holiday(hit: Hit) -> Reading | None:
    """Christmas, New Year's Eve: fixed days only."""
    code = hit.scene.words.holidays.get(hit.low("h").replace(" 's", "'s"))
    if code is None:
        return None
    month_number, day = int(code[:2]), int(code[3:])
    year_number = _year(hit)
    if year_number:
        return dated(f"{year_number:04d}-{code}", "text")
    found, anchor = place_in_year(hit, month_number, day)
    return dated(found.isoformat(), anchor) if found else unresolved("day", value=f"XXXX-{code}")


def quarter(hit: Hit) -> Reading | None:
    """the second quarter of 2024, Q3, the first half of the year."""
    if hit.has("c"):
        letter, number = hit.low("c")[0].upper(), int(hit.low("c")[1])
    else:
        letter = "Q" if hit.low("u") == "quarter" else "H"
        found = {"last": 4 if letter == "Q" else 2, "final": 4 if letter == "Q" else 2}.get(hit.low("o"))
        number = found or numerals.ordinal(hit.part("o")) or 0
    if not 1 <= number <= (4 if letter == "Q" else 2):
        return None
    year_number = _year(hit)
    if year_number:
        return dated(f"{year_number:04d}-{letter}{number}", "text")
    if hit.has("d"):
        start = int("".join(c for c in hit.part("d")[0].text if c.isdigit())[:4])
        first = start + (number - 1) * 5
        return spanned(f"{start // 10}", date(first, 1, 1), date(first + 4, 12, 31), "year", "text") if letter == "H" else None
    ref = hit.scene.ref
    told = hit.scene.year_told()
    if told and told.interval and told.interval.start:
        return dated(f"{told.interval.start[:4]}-{letter}{number}", f"time:{told.start}")
    if ref is None:
        return unresolved("quarter" if letter == "Q" else "half", value=f"XXXX-{letter}{number}")
    step = 0
    if hit.has("q"):
        step = {"last": -1, "next": 1}.get(hit.low("q"), 0)
    elif (
        not hit.has("x")
        and hit.tense() != FUTURE
        and date(ref.day.year, (number - 1) * (3 if letter == "Q" else 6) + 1, 1) > ref.day
    ):
        step = -1
    return dated(f"{ref.day.year + step:04d}-{letter}{number}", "published")
