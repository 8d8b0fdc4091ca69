"""Values of TIMEX3 to calendar intervals, and steps on the calendar. Pure functions, no clock."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from polybius.records import Interval

SEASON_MONTHS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
PRECISIONS = ("minute", "hour", "day", "week", "month", "season", "quarter", "half", "year", "decade", "century")
_UNIT_PRECISION = {"TS": "minute", "TM": "minute", "TH": "hour", "D": "day", "W": "week", "2W": "week", "WE": "day", "M": "month",
                   "Q": "quarter", "Y": "year", "DE": "decade", "CE": "century"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reference:
    """The publication date as known: a day, or only its month or year (then `day` is the first and `precision` says so)."""

    day: date
    precision: str

    def knows(self, precision: str) -> bool:
        """Whether an expression of `precision` can be counted from here."""
        return PRECISIONS.index(self.precision) <= PRECISIONS.index(precision) or self.precision == "day"


def reference(published: str | None) -> Reference | None:
    """Read an ISO prefix ("2024", "2024-05", "2024-05-20T10:00Z"); None when there is none or it is no date."""
    match = re.match(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", published or "")
    if match is None:
        return None
    year, month, day = match.groups()
    found = make_day(int(year), int(month or 1), int(day or 1))
    return Reference(found, "day" if day else "month" if month else "year") if found else None


def make_day(year: int, month: int, day: int) -> date | None:
    """The day, or None when the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def unit_precision(code: str) -> str:
    """Precision that a unit code stands for."""
    return _UNIT_PRECISION.get(code, "unknown")


def month_end(year: int, month: int) -> date:
    """Last day of a month."""
    return (date(year + month // 12, month % 12 + 1, 1) - timedelta(1)) if year < 9999 else date(9999, 12, 31)


def add_months(day: date, months: int) -> date:
    """Step by calendar months, the day cut to the month's length."""
    index = day.year * 12 + day.month - 1 + months
    year, month = max(index // 12, 1), index % 12 + 1
    return date(year, month, min(day.day, month_end(year, month).day))


def shift(day: date, amount: float, code: str) -> date | None:
    """`day` moved by `amount` units of `code`; None when it falls off the calendar."""
    months = {"M": 1, "Q": 3, "Y": 12, "DE": 120, "CE": 1200}
    days = {"D": 1, "W": 7, "2W": 14, "WE": 7}
    try:
        if code in months:
            return add_months(day, round(amount * months[code]))
        if code in days:
            return day + timedelta(round(amount * days[code]))
        hours = {"TH": 1.0, "TM": 1 / 60, "TS": 1 / 3600}[code] * amount
        return day + timedelta(int(hours / 24))
    except (ValueError, OverflowError):
        return None


def value_at(day: date, code: str) -> str:
    """TIMEX3 value of the unit that holds `day` ("2024-W20", "2024-05", "2024-Q2", "2024", "202")."""
    if code in ("W", "2W", "WE"):
        year, week, _ = day.isocalendar()
        return f"{year:04d}-W{week:02d}" + ("-WE" if code == "WE" else "")
    if code == "M":
        return f"{day.year:04d}-{day.month:02d}"
    if code == "Q":
        return f"{day.year:04d}-Q{(day.month + 2) // 3}"
    if code == "Y":
        return f"{day.year:04d}"
    if code == "DE":
        return f"{day.year // 10:03d}"
    if code == "CE":
        return f"{day.year // 100:02d}"
    return day.isoformat()


_FORMS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("day", re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T.*)?")),
    ("week", re.compile(r"(\d{4})-W(\d\d)(-WE)?")),
    ("quarter", re.compile(r"(\d{4})-Q([1-4])")),
    ("half", re.compile(r"(\d{4})-H([12])")),
    ("season", re.compile(r"(\d{4})-(SP|SU|FA|WI)")),
    ("month", re.compile(r"(\d{4})-(\d\d)")),
    ("year", re.compile(r"(\d{4})")),
    ("decade", re.compile(r"(\d{3})")),
    ("century", re.compile(r"(\d\d)")),
)


def bounds(value: str) -> tuple[date, date, str] | None:
    """First and last day of a TIMEX3 date value and its precision; None for a value that names no stretch of the calendar."""
    for precision, form in _FORMS:
        match = form.fullmatch(value)
        if match is None:
            continue
        try:
            first, last = _first_last(precision, match.groups())
        except ValueError:
            return None
        return first, last, precision
    return None


def _first_last(precision: str, parts: tuple[str, ...]) -> tuple[date, date]:
    year = int(parts[0])
    if precision == "day":
        day = date(year, int(parts[1]), int(parts[2]))
        return day, day
    if precision == "week":
        monday = date.fromisocalendar(year, int(parts[1]), 1)
        return (monday + timedelta(5) if parts[2] else monday), monday + timedelta(6)
    if precision == "decade":
        return date(year * 10, 1, 1), date(year * 10 + 9, 12, 31)
    if precision == "century":
        return date(year * 100, 1, 1), date(year * 100 + 99, 12, 31)
    if precision == "season":
        first = date(year, SEASON_MONTHS[parts[1]], 1)
        return first, add_months(first, 3) - timedelta(1)
    months = {"quarter": 3, "half": 6, "month": 1, "year": 12}[precision]
    start = 1 if precision == "year" else (int(parts[1]) - 1) * months + 1
    first = date(year, start, 1)
    return first, month_end(year, start + months - 1)


def third(first: date, last: date, which: str) -> tuple[date, date]:
    """The early, mid or late third of a stretch (whole months from a season up, years of a decade 4-3-3)."""
    days = (last - first).days + 1
    if days > 300 * 10:
        cuts = [first, date(first.year + 4, 1, 1), date(first.year + 7, 1, 1), last + timedelta(1)]
        if days > 300 * 100:
            cuts = [first, date(first.year + 33, 1, 1), date(first.year + 67, 1, 1), last + timedelta(1)]
    elif days > 80:
        step = 4 if days > 300 else 2 if days > 150 else 1
        cuts = [first, add_months(first, step), add_months(first, 2 * step), last + timedelta(1)]
    else:
        size = max(days // 3, 1)
        cuts = [first, first + timedelta(size), last + timedelta(1 - size), last + timedelta(1)]
    k = {"early": 0, "mid": 1, "late": 2}[which]
    return cuts[k], cuts[k + 1] - timedelta(1)


def interval(first: date | None, last: date | None) -> Interval:
    """Interval record of two days, either of which may be open."""
    return Interval(first.isoformat() if first else None, last.isoformat() if last else None)
