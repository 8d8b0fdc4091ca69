"""The words of the time grammar, read once from `words.toml`, and their linter."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from polybius.annotation import numerals
from polybius.annotation.atoms import Vocabulary
from polybius.annotation.numerals import tables

_CODES = re.compile(r"T?[SMHDWYQ]|2W|WE|DE|CE")
_REFERENCES = ("PRESENT_REF", "PAST_REF", "FUTURE_REF")


@dataclass(frozen=True, slots=True)
class TimeWords:
    """Tables of `words.toml` and the vocabulary made of them."""

    months: dict[str, int]
    weekdays: dict[str, int]
    units: dict[str, str]
    seasons: dict[str, str]
    dayparts: dict[str, str]
    sets: dict[str, str]
    references: dict[str, str]
    holidays: dict[str, str]
    planned: frozenset[str]
    ahead: frozenset[str]
    asked: frozenset[str]
    early: frozenset[str]
    late: frozenset[str]
    before_month: frozenset[str]
    before_count: frozenset[str]
    vocabulary: Vocabulary
    triggers: frozenset[str]


def _text() -> str:
    return resources.files("polybius.annotation.times").joinpath("words.toml").read_text("utf-8")


@lru_cache(maxsize=1)
def load() -> TimeWords:
    """Return the tables; the same object at every call."""
    raw = tomllib.loads(_text())
    words: dict[str, list[str]] = raw["words"]
    clock = [w for w, code in raw["units"].items() if code.startswith("T")]
    tags: dict[str, tuple[str, ...]] = {
        "MONTH": tuple(raw["months"]),
        "WEEKDAY": tuple(raw["weekdays"]),
        "UNIT": tuple(raw["units"]),
        "DAYUNIT": tuple(w for w in raw["units"] if w not in clock),
        "CALUNIT": ("day", "week", "weekend", "month", "quarter", "year", "decade", "century"),
        "SEASON": tuple(raw["seasons"]),
        "DAYPART": tuple(raw["dayparts"]),
        "SETWORD": tuple(raw["sets"]),
        "REFERENCE": tuple(raw["references"]),
        **{name.upper(): tuple(values) for name, values in words.items()},
        **numerals.tags(),
    }
    vocabulary = Vocabulary(tags, raw["needs_capital"])
    numerals.define(vocabulary)
    triggers = vocabulary.letters("MONTH", "WEEKDAY", "UNIT", "SEASON", "DAYPART", "SETWORD", "REFERENCE", "ISO", "SLASH", "CLOCK")
    more = {vocabulary.letter(w) for w in (*words["meridiem"], *_LONE)} | vocabulary.letters("DECADE", "YEAR")
    return TimeWords(
        raw["months"], raw["weekdays"], raw["units"], raw["seasons"], raw["dayparts"], raw["sets"], raw["references"],
        raw["holidays"], frozenset(words["planned"]), frozenset(words["ahead"]), frozenset(words["asked"]),
        frozenset(words["early"]),
        frozenset(words["late"]), frozenset(words["before_month"]), frozenset(words["before_count"]), vocabulary, triggers | more,
    )  # fmt: skip


_LONE = ("today", "yesterday", "tomorrow", "tonight", "overnight", "eve", "christmas", "time", "present", "moment")


def lint() -> list[str]:
    """Faults in `words.toml` and in the number words, as `file:line: what`; empty when all is well."""
    faults: list[str] = []
    lines = _text().splitlines()

    def fault(key: str, what: str) -> None:
        line = next((n for n, row in enumerate(lines, 1) if row.split("=")[0].strip().strip('"') == key), 1)
        faults.append(f"times/words.toml:{line}: {what}")

    raw = tomllib.loads(_text())
    checks: tuple[tuple[str, Callable[[Any], bool], str], ...] = (
        ("months", lambda v: v in range(1, 13), "month must be 1..12"),
        ("weekdays", lambda v: v in range(7), "weekday must be 0 (Monday)..6"),
        ("units", lambda v: _CODES.fullmatch(str(v)) is not None, "unknown unit code"),
        ("seasons", lambda v: v in ("SP", "SU", "FA", "WI"), "unknown season code"),
        ("dayparts", lambda v: v in ("MO", "MI", "AF", "EV", "NI"), "unknown part of day"),
        ("sets", lambda v: str(v).startswith("P"), "not an ISO 8601 duration"),
        ("references", lambda v: v in _REFERENCES, "unknown reference"),
        ("holidays", lambda v: re.fullmatch(r"\d\d-\d\d", str(v)) is not None, "must be MM-DD"),
    )
    for section, good, what in checks:
        for word, value in raw.get(section, {}).items():
            if word != word.lower():
                fault(word, f"'{word}' must be lower case")
            if not good(value):
                fault(word, f"'{word}' = {value!r}: {what}")
    known = set(raw["months"]) | set(raw["weekdays"])
    for word in raw["needs_capital"]:
        if word not in known:
            fault("needs_capital", f"'{word}' is no month or weekday")
    for section, rows in tables().items():
        for word, number in rows.items():
            if number < 0 or word != word.lower():
                faults.append(f"numerals.toml:1: [{section}] '{word}' must be lower case and not negative")
    return faults
