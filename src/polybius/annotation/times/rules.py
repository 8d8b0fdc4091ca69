"""The rules: name, pattern over the vocabulary, reading. Order settles ties between matches of equal length."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from polybius.annotation.atoms import Vocabulary
from polybius.annotation.times import absolute as at
from polybius.annotation.times import clock as clk
from polybius.annotation.times import durations as dur
from polybius.annotation.times import relative as rel
from polybius.annotation.times.lexicon import load
from polybius.annotation.times.reading import Hit, Reading


@dataclass(frozen=True, slots=True)
class Rule:
    """A compiled rule. `needs` are letters of which a sentence must hold at least one."""

    name: str
    regex: re.Pattern[str]
    read: Callable[[Hit], Reading | None]
    needs: frozenset[str]


_Q = "last|past|previous|this|next|coming|upcoming|following|current"
_TABLE: tuple[tuple[str, str, Callable[[Hit], Reading | None], str], ...] = (
    ("iso", "t=ISO", at.iso, "ISO"),
    ("slash", "t=SLASH", at.slash, "SLASH"),
    ("month_day_year", "(WEEKDAY .? ,? (the)?)? m=MONTH .? (the)? d=DAYNO ,? y=YEAR", at.calendar_day, "MONTH"),
    ("day_month_year", "(WEEKDAY .? ,? (the)?)? d=DAYNO (of)? m=MONTH .? (of|,)? y=YEAR", at.calendar_day, "MONTH"),
    ("month_day", "(WEEKDAY .? ,? (the)?)? m=MONTH .? (the)? d=DAYNO", at.calendar_day, "MONTH"),
    ("day_month", "(WEEKDAY .? ,? (the)?)? d=DAYNO (of)? m=MONTH", at.calendar_day, "MONTH"),
    ("month_days", "m=MONTH .? d=DAYNO (TO|and) e=DAYNO (,? y=YEAR)?", at.day_range, "MONTH"),
    ("days_month", "d=DAYNO (TO|and) (the)? e=DAYNO (of)? m=MONTH (,? y=YEAR)?", at.day_range, "MONTH"),
    ("month_day_to_month_day", "m=MONTH .? d=DAYNO TO n=MONTH .? e=DAYNO (,? y=YEAR)?", at.day_range, "MONTH"),
    ("day_month_to_day_month", "d=DAYNO m=MONTH TO e=DAYNO n=MONTH (,? y=YEAR)?", at.day_range, "MONTH"),
    ("month_year", "m=MONTH .? (,|of|in)? y=YEAR", at.month, "MONTH"),
    ("month_this_year", "m=MONTH .? (of)? z=(this|last|next) year", at.month, "MONTH"),
    ("day_this_year", "d=DAYNO (of)? m=MONTH (of)? z=(this|last|next) year|m=MONTH d=DAYNO (of)? z=(this|last|next) year",
     at.calendar_day, "MONTH"),
    ("month_year_not_day", "m=MONTH , y=YEAR", at.month, "MONTH"),
    ("month_range", "m=MONTH (TO|and) n=MONTH (,|of)? y=YEAR", at.month_range, "MONTH"),
    ("month_to_month", "m=MONTH TO n=MONTH", at.month_range, "MONTH"),
    ("month", "q=(last|past|this|next|coming) m=MONTH|m=MONTH", at.month, "MONTH"),
    ("quarter_of_year", "(the)? o=(ORDINAL|last|final) u=(quarter|half) of (the)? (financial|fiscal)? y=YEAR",
     at.quarter, "HALVES"),
    ("quarter_year", "(the)? o=ORDINAL u=(quarter|half) y=YEAR|c=QCODE (of|,)? y=YEAR|c=QCODE", at.quarter, "HALVES"),
    ("quarter_of_the_year", "(the)? o=(ORDINAL|last|final) (-)? u=(quarter|half) of q=(this|last|next) year",
     at.quarter, "HALVES"),
    ("half_of_decade", "(the)? o=ORDINAL u=half of the d=DECADE", at.quarter, "HALVES"),
    ("quarter_the_year", "the o=ORDINAL (-)? u=(quarter|half) (of the x=year)?", at.quarter, "HALVES"),
    ("year_pair", "y=YEAR (-|/) z=(SMALL|YEAR)|y=YEAR (to|until|through) z=YEAR|between y=YEAR and z=YEAR",
     at.year_pair, "YEAR"),
    ("year", "y=YEAR", at.year, "YEAR"),
    ("decade", "(the)? e=DECADE", at.decade, "DECADE"),
    ("century", "(the)? o=ORDINAL (-)? century", at.century, "ORDINAL_CENTURY"),
    ("holiday", "h=(christmas (eve|day)?|new year 's (eve|day)) (,? y=YEAR)?", at.holiday, "HOLIDAY"),
    ("day_before_yesterday", "the day b=(before|after) w=(yesterday|tomorrow)", rel.deictic, "DEICTIC"),
    ("deictic", "w=(today|yesterday|tomorrow|tonight|overnight) (p=DAYPART)?|p=DAYPART w=(yesterday)", rel.deictic, "DEICTIC"),
    ("weekday", f"(early|late|(earlier|later) on)? q=({_Q}) w=WEEKDAY (p=DAYPART)?|w=WEEKDAY (p=DAYPART)?",
     rel.weekday, "WEEKDAY"),
    ("near_unit",
     f"(the)? q=({_Q}) u=CALUNIT|l=(earlier|later) q=this u=CALUNIT|the q=same u=CALUNIT|q=that u=(day|week|month|year)",
     rel.near_unit, "CALUNIT"),
    ("weekend", "the u=weekend", rel.near_unit, "CALUNIT"),
    ("season", "(the)? s=SEASON (of|,)? y=YEAR|q=(last|past|this|next|coming|previous) s=SEASON|s=SEASON",
     rel.near_season, "SEASON"),
    ("ago", "(t=the)? (n=COUNT|v=VAGUE)? (or so)? u=UNIT (or so)? w=(ago|earlier|later|before|hence|previously|prior|from now)",
     dur.ago, "UNIT"),
    ("in_units_time", "in n=COUNT u=UNIT ('s)? w=time", dur.ago, "UNIT"),
    ("next_days", "(the|these|its|his|their)? q=(last|past|next|coming|previous|preceding|following) (v=VAGUE|n=COUNT)? u=UNIT",
     dur.next_days, "UNIT"),
    ("recent", "q=(recent|coming) u=UNIT", dur.next_days, "UNIT"),
    ("rate", "(a|an) u=UNIT", dur.rate, "UNIT"),
    ("duration", "n=COUNT (-|more|full|consecutive|straight)? u=UNIT ((-)? long)?", dur.duration, "UNIT"),
    ("several", "(a)? VAGUE (more|full|of|consecutive)? u=UNIT", dur.duration, "UNIT"),
    ("long", "u=UNIT (-)? long", dur.duration, "UNIT"),
    ("for_units", "(for|after|over|of|took|takes|take|lasted) body=(u=LONGS)", dur.duration, "UNIT"),
    ("every", "(once|twice)? EVERY (o=other|n=COUNT)? (u=UNIT|w=WEEKDAY|s=SEASON)", dur.every, "EVERY"),
    ("per", "per u=UNIT", dur.every, "UNIT"),
    ("setword", "a=SETWORD", dur.every, "SETWORD"),
    ("reference", "r=REFERENCE", rel.reference_word, "REFERENCE"),
    ("fixed_now", "at now=(present|the moment|the present time)|now=(these days)|now=(right now|just now)",
     rel.fixed_reference, "FIXED"),
    ("fixed_past", "in past=(the past)|past=(more recently)|past=(in recent memory)", rel.fixed_reference, "FIXED"),
    ("fixed_future", "in future=(the (near|foreseeable|distant)? future)", rel.fixed_reference, "FIXED"),
    ("eve_of", "body=(the eve) of", rel.unplaced, "EVE"),
    ("nth_day", "body=(the (ORDINAL|last|final|opening) (full)? (day|night)) of", rel.unplaced, "UNIT"),
    ("same_day", "the q=same u=CALUNIT", rel.near_unit, "CALUNIT"),
    ("day_before", "(the|a|one) day w=(before|after|earlier|later)|the f=day w=of", rel.before_told, "UNIT"),
    ("clock",
     "h=CLOCK (m=MERIDIEM)? (z=ZONE)?|h=(HOUR|CLOCK|FIG) m=MERIDIEM (z=ZONE)?|h=(HOUR|CARD) o'clock|x=(noon|midday|midnight)",
     clk.clock, "CLOCKISH"),
    ("clock_words", "h=(CARD|HOUR) (o'clock)? in the p=DAYPART", clk.clock_words, "DAYPART"),
    ("daypart", "q=(this|last|that|next|in the) p=DAYPART", clk.daypart, "DAYPART"),
)  # fmt: skip


def _define(vocabulary: Vocabulary) -> None:
    vocabulary.define("DAYNO", "DAY|DAYORD|(TENS -)? ORDWORD")
    vocabulary.define("TO", "DASH|to|and")
    vocabulary.define("COUNT", "NUMBER|a|an|half a|half an|a half|FIG (-|to|or) FIG")
    vocabulary.define("VAGUE", "a? (few|couple of|number of|couple)|several|many|some")
    vocabulary.define("QCODE", "q1|q2|q3|q4|h1|h2")
    vocabulary.define("LONGS", "minutes|hours|days|weeks|months|years|decades|centuries")


@lru_cache(maxsize=1)
def rules() -> tuple[Rule, ...]:
    """All rules, compiled once."""
    vocabulary = load().vocabulary
    _define(vocabulary)
    needs: dict[str, frozenset[str]] = {
        "HALVES": _letters(vocabulary, "quarter", "half", "q1", "q2", "q3", "q4", "h1", "h2"),
        "ORDINAL_CENTURY": _letters(vocabulary, "century"),
        "HOLIDAY": _letters(vocabulary, "christmas", "eve", "day"),
        "DEICTIC": _letters(vocabulary, "today", "yesterday", "tomorrow", "tonight", "overnight"),
        "FIXED": _letters(vocabulary, "present", "moment", "these", "now", "past", "recently", "memory", "future"),
        "EVE": _letters(vocabulary, "eve"),
        "CLOCKISH": vocabulary.letters("CLOCK", "MERIDIEM") | _letters(vocabulary, "o'clock", "noon", "midday", "midnight"),
    }
    out = []
    for name, pattern, read, need in _TABLE:
        letters = needs[need] if need in needs else vocabulary.letters(need)
        out.append(Rule(name, vocabulary.compile(pattern), read, letters))
    return tuple(out)


def _letters(vocabulary: Vocabulary, *words: str) -> frozenset[str]:
    return frozenset(vocabulary.letter(word) for word in words)
