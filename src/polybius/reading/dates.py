"""Calendar dates as pages and front matter write them, to ISO. No clock: a date without a year stays unread."""

from __future__ import annotations

import re
from datetime import date

from polybius.reading.options import is_iso

_NAMES = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")
_MONTHS = {name[:n]: k for k, name in enumerate(_NAMES, 1) for n in range(3, len(name) + 1)}
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)"
_DAY = r"(\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(\d{4})"
WORDED = re.compile(rf"\b{WEEKDAY}?(?:{_DAY}\s+(?:of\s+)?({MONTH})\.?,?\s+{_YEAR}|({MONTH})\.?\s+{_DAY},?\s+{_YEAR})(?!\d)", re.I)
_CLOCK = r"(?:[,|·\s]*(?:at\s+)?\d{1,2}[:.]\d{2}(?::\d{2})?\s*(?:[ap]\.?m\.?)?(?:\s*(?:GMT|UTC|[A-Z]{2,4}T?)(?:[+-]\d{1,2})?)?)"
NUMERIC = re.compile(r"\b(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_EUROPEAN = re.compile(r"\b(\d{1,2})([./-])(\d{1,2})\2(\d{4})\b")
STAMP = re.compile(r"(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2})?)(?:\.\d+)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?")
_LABEL = r"(?:(?:first\s+|last\s+)?(?:published|posted|issued|date|released?)(?:\s+(?:on|at))?\s*[:|-]?\s*)"
LINE = re.compile(
    rf"[\s(\[]*{_LABEL}?(?:{WORDED.pattern}|{NUMERIC.pattern}|{_EUROPEAN.pattern}){_CLOCK}?\s*(?:["
    r"|·-]\s*\d+\s+min(?:ute)?s?\s+read)?[\s.)\]]*",
    re.I,
)


def iso_of(text: str) -> str | None:
    """The first full date in `text` as ISO day, with time and zone kept from an ISO stamp; None without one.

    Day and month in figures (03/04/2024) are read only when one of them exceeds 12.
    """
    if match := STAMP.search(text):
        zone = match[3] or ""
        zone = "Z" if zone in {"UTC", "GMT"} else zone
        stamp = f"{match[1]}T{match[2]}{zone}"
        return stamp if is_iso(stamp) else _checked(match[1])
    if match := WORDED.search(text):
        day, month, year = (match[1], match[2], match[3]) if match[1] else (match[5], match[4], match[6])
        return _iso(int(year), _MONTHS[month.lower().rstrip(".")], int(day))
    if match := NUMERIC.search(text):
        return _iso(int(match[1]), int(match[2]), int(match[3]))
    if match := _EUROPEAN.search(text):
        first, second, year = int(match[1]), int(match[3]), int(match[4])
        if first > 12 >= second:
            return _iso(year, second, first)
        if second > 12 >= first:
            return _iso(year, first, second)
    return None


def is_date_line(line: str) -> bool:
    """Whether `line` holds a full date and nothing else beside a weekday, a time, or a label such as "Published"."""
    return LINE.fullmatch(line) is not None and iso_of(line) is not None


def clean_stamp(value: str | None) -> str | None:
    """An ISO prefix from a machine-readable field (ISO, RFC 822, or a worded date); None when it names no date."""
    if not value:
        return None
    value = value.strip()
    if is_iso(value):
        return value.replace(" ", "T", 1) if len(value) > 10 else value
    if re.fullmatch(r"\d{8}", value):
        return _checked(f"{value[:4]}-{value[4:6]}-{value[6:]}")
    if re.fullmatch(r"\d{14}", value):
        return _checked(f"{value[:4]}-{value[4:6]}-{value[6:8]}")
    return _rfc822(value) or iso_of(value)


def _rfc822(value: str) -> str | None:
    from email.utils import parsedate_to_datetime

    if not re.match(r"(?:[A-Za-z]{3},\s*)?\d{1,2} [A-Za-z]{3} \d{4} \d", value):
        return None
    try:
        return parsedate_to_datetime(value).isoformat()
    except (ValueError, TypeError):
        return None


def _checked(value: str) -> str | None:
    return value if is_iso(value) else None


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat() if 1400 <= year <= 2200 else None
    except ValueError:
        return None
