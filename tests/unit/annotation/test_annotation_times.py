"""The time grammar on plain strings and on hand-built parses."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polybius.annotation.times import calendar as cal
from polybius.annotation.times import find_times, lint, predict
from polybius.records import Analysis, Block, Document, Time, stable_id
from polybius.syntax import Parse, Sentence, Token


def plain(text: str, published: str | None = "2024-05-20", kind: str = "paragraph") -> Analysis:
    """One sentence whose tokens carry no syntax."""
    words = list(re.finditer(r"\w+|[^\w\s]", text))
    tokens = tuple(Token(i, w.start(), w.end(), w.group(), w.group().lower(), "X", "XX", "dep", i) for i, w in enumerate(words))
    parse = Parse(tokens, (Sentence(0, len(text), 0, len(tokens), 0, kind),) if tokens else ())
    block = (Block(kind, 0, len(text)),)
    return Analysis(Document(stable_id("d", text), "t.txt", text, block, published=published), parse)


def one(text: str, published: str | None = "2024-05-20") -> Time:
    found = find_times(plain(text, published))
    assert len(found) == 1, [t.text for t in found]
    return found[0]


ABSOLUTE = [
    ("On 2024-05-16 they met.", "2024-05-16", "2024-05-16", "2024-05-16", "2024-05-16"),
    ("They met on 16 May 2024.", "16 May 2024", "2024-05-16", "2024-05-16", "2024-05-16"),
    ("Signed Sept. 11, 2001 there.", "Sept. 11, 2001", "2001-09-11", "2001-09-11", "2001-09-11"),
    ("They met in May 2024 again.", "May 2024", "2024-05", "2024-05-01", "2024-05-31"),
    ("Trade fell in 2023.", "2023", "2023", "2023-01-01", "2023-12-31"),
    ("In 2019-20 it fell.", "2019-20", "2019/2020", "2019-01-01", "2020-12-31"),
    ("In the 1990s it fell.", "the 1990s", "199", "1990-01-01", "1999-12-31"),
    ("The mid-1990s were hard.", "mid-1990s", "199", "1994-01-01", "1996-12-31"),
    ("In the second quarter of 2024 it rose.", "the second quarter of 2024", "2024-Q2", "2024-04-01", "2024-06-30"),
    ("In the first half of 2021 it rose.", "the first half of 2021", "2021-H1", "2021-01-01", "2021-06-30"),
    ("In the 19th century it fell.", "the 19th century", "18", "1800-01-01", "1899-12-31"),
    ("Sanctions since February 2022 bite.", "February 2022", "2022-02", "2022-02-01", None),
    ("It will end by the end of 2025.", "the end of 2025", "2025", None, "2025-12-31"),
    ("From January 2022 to May 2023 it grew.", "From January 2022 to May 2023", "2022-01/2023-05", "2022-01-01", "2023-05-31"),
    ("Between 2014 and 2016 war raged.", "Between 2014 and 2016", "2014/2016", "2014-01-01", "2016-12-31"),
    ("In the first three months of 2024 it rose.", "the first three months of 2024", None, "2024-01-01", "2024-03-31"),
]


@pytest.mark.parametrize(("text", "words", "value", "start", "end"), ABSOLUTE)
@pytest.mark.parametrize("published", ["2024-05-20", None])
def test_complete_dates_need_no_publication_date(
    text: str, words: str, value: str | None, start: str | None, end: str | None, published: str | None
) -> None:
    time = one(text, published)
    assert time.text == words
    assert value is None or time.value == value
    assert time.interval is not None
    assert (time.interval.start, time.interval.end) == (start, end)
    assert time.anchor == "text"


RELATIVE = [
    ("He went on May 16-17.", "2024-05-16/2024-05-17", "2024-05-16", "2024-05-17"),
    ("He went on May 16.", "2024-05-16", "2024-05-16", "2024-05-16"),
    ("He went on 11 December.", "2023-12-11", "2023-12-11", "2023-12-11"),
    ("He went there last fall.", "2023-FA", "2023-09-01", "2023-11-30"),
    ("He went there last winter.", "2023-WI", "2023-12-01", "2024-02-29"),
    ("He went there last year.", "2023", "2023-01-01", "2023-12-31"),
    ("He went there last month.", "2024-04", "2024-04-01", "2024-04-30"),
    ("He went there last week.", "2024-W20", "2024-05-13", "2024-05-19"),
    ("He goes there next Tuesday.", "2024-05-28", "2024-05-28", "2024-05-28"),
    ("He went there yesterday.", "2024-05-19", "2024-05-19", "2024-05-19"),
    ("He goes there tomorrow.", "2024-05-21", "2024-05-21", "2024-05-21"),
    ("He went there two weeks ago.", "2024-W19", "2024-05-06", "2024-05-12"),
    ("He went there three days ago.", "2024-05-17", "2024-05-17", "2024-05-17"),
    ("He went earlier this month.", "2024-05", "2024-05-01", "2024-05-20"),
    ("It grew over the past decade.", "P10Y", "2014-05-20", "2024-05-20"),
    ("It opened in early March.", "2024-03", "2024-03-01", "2024-03-10"),
]


@pytest.mark.parametrize(("text", "value", "start", "end"), RELATIVE)
def test_relative_dates(text: str, value: str, start: str, end: str) -> None:
    time = one(text)
    assert time.value == value
    assert time.interval is not None
    assert (time.interval.start, time.interval.end) == (start, end)
    assert time.anchor == "published"


@pytest.mark.parametrize("text", [row[0] for row in RELATIVE])
def test_without_a_publication_date_relative_dates_stay_open(text: str) -> None:
    time = one(text, None)
    assert time.interval is None
    assert time.anchor is None


def test_a_publication_month_does_not_give_days() -> None:
    assert one("He went there yesterday.", "2024-05").interval is None
    assert one("He went there last month.", "2024-05").value == "2024-04"


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("The truce held for three days.", "duration", "P3D"),
        ("A 12-hour flight followed.", "duration", "PT12H"),
        ("He has 48 hours to leave.", "duration", "PT48H"),
        ("They meet every year.", "set", "P1Y"),
        ("They build 15 a year.", "set", "P1Y"),
        ("An annual drill began.", "set", "P1Y"),
        ("It is now poor.", "date", "PRESENT_REF"),
        ("A recently built bridge fell.", "date", "PAST_REF"),
        ("It fell in recent weeks.", "date", "PAST_REF"),
        ("It began at 9 a.m. there.", "time", "T09"),
        ("It began at 18:00 UTC there.", "time", "T18:00Z"),
    ],
)
def test_lengths_repetitions_and_references_have_no_interval(text: str, kind: str, value: str) -> None:
    time = one(text)
    assert (time.kind, time.value, time.interval) == (kind, value, None)


@pytest.mark.parametrize("text", ["On the eve of the visit he spoke.", "On the first day of the visit he spoke."])
def test_days_that_another_event_dates_stay_unresolved(text: str) -> None:
    time = one(text)
    assert time.value is None
    assert time.interval is None


@pytest.mark.parametrize(
    "text",
    [
        "They may march on.",
        "He is a 55-year-old man.",
        "Resolution 2254 was cited.",
        "More than 2000 came.",
        "The G20 and the Su-35 and COVID-19.",
        "The second side took a quarter.",
    ],
)
def test_what_is_no_time(text: str) -> None:
    assert find_times(plain(text)) == ()


def test_day_named_in_the_text_anchors_what_follows() -> None:
    told, same, later = find_times(plain("On 3 April 2022 they left; on the same day he fled, two days later he fell."))
    assert same.value == told.value == "2022-04-03"
    assert same.anchor == f"time:{told.start}"
    assert later.value == "2022-04-05"


def test_end_of_the_year_takes_the_year_of_the_sentence() -> None:
    year, end = find_times(plain("In 2023 trade grew, while at the end of the year it fell."))
    assert year.value == "2023"
    assert end.value == "2023"
    assert end.interval is not None and end.interval.start == "2023-12-01"
    assert end.anchor == f"time:{year.start}"


WEEKDAY = """
Ministers minister NOUN NNS nsubj {0}
{1}
on on ADP IN prep {0}
Tuesday Tuesday PROPN NNP pobj {2} DATE
"""


@pytest.mark.parametrize(
    ("verbs", "head", "prep", "day"),
    [
        ("met meet VERB VBD ROOT 1", 1, 2, "2024-05-14"),
        ("will will AUX MD aux 2\nmeet meet VERB VB ROOT 2", 2, 3, "2024-05-21"),
        ("meet meet VERB VBP ROOT 1", 1, 2, "2024-05-21"),
    ],
)
def test_weekday_follows_the_tense(analysis: Callable[..., Analysis], verbs: str, head: int, prep: int, day: str) -> None:
    table = WEEKDAY.format(head, verbs, prep)
    (time,) = find_times(analysis(table))
    assert time.value == day


def test_weekday_of_the_publication_day_itself(analysis: Callable[..., Analysis]) -> None:
    table = WEEKDAY.format(1, "met meet VERB VBD ROOT 1", 2)
    (time,) = find_times(analysis(table, published="2024-05-14"))
    assert time.value == "2024-05-14"


def test_title_in_the_present_looks_back(analysis: Callable[..., Analysis]) -> None:
    table = WEEKDAY.format(1, "meet meet VERB VBP ROOT 1", 2)
    (time,) = find_times(analysis(table, title=True))
    assert time.value == "2024-05-14"


def test_today_in_a_statement_of_fact_means_nowadays(analysis: Callable[..., Analysis]) -> None:
    table = """
Today today NOUN NN npadvmod 3
states state NOUN NNS nsubjpass 3
are be AUX VBP auxpass 3
joined join VERB VBN ROOT 3
"""
    (time,) = find_times(analysis(table))
    assert time.value == "PRESENT_REF"


def test_predictions_have_timex_types() -> None:
    (answer,) = predict(plain("They met on 16 May 2024."))
    assert answer == {"start": 12, "end": 23, "value": "2024-05-16", "type": "DATE"}


def test_word_list_is_clean() -> None:
    assert lint() == []


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31)))
def test_every_written_date_is_read_back(day: date) -> None:
    for form in (f"{day.day} {day:%B} {day.year}", f"{day:%B} {day.day}, {day.year}", day.isoformat()):
        time = one(f"It happened on {form}.", None)
        assert time.value == day.isoformat()


VOCABULARY = (
    "last next this Tuesday May 16 17 2023 the of end early mid - two weeks ago year since by to and in quarter first day "
    "every a 9 a.m. fall now before later 1990s days for 31 February 30"
)
WORDS = st.lists(st.sampled_from(VOCABULARY.split()), max_size=14)


@given(WORDS, st.sampled_from(["2024-02-29", "2024-05", "1999-12-31", None, "no date"]))
def test_spans_slice_intervals_are_ordered_and_runs_agree(words: list[str], published: str | None) -> None:
    analysis = plain(" ".join(words), published)
    found = find_times(analysis)
    assert found == find_times(analysis)
    end = 0
    for time in found:
        assert analysis.document.text[time.start : time.end] == time.text
        assert time.start >= end
        end = time.end
        if time.interval and time.interval.start and time.interval.end:
            assert time.interval.start <= time.interval.end


@given(st.dates(min_value=date(1800, 1, 1), max_value=date(2200, 1, 1)), st.sampled_from(["D", "W", "M", "Q", "Y", "DE", "CE"]))
def test_a_day_lies_within_its_units(day: date, code: str) -> None:
    stretch = cal.bounds(cal.value_at(day, code))
    assert stretch is not None
    assert stretch[0] <= day <= stretch[1]


def test_year_of_an_open_stretch_is_not_lent_to_a_month() -> None:
    text = "Groups have killed many since October 2017 and the town was attacked in March."
    assert [t.value for t in find_times(plain(text, "2021-06-23"))][1] == "2021-03"


def test_month_of_this_or_last_year() -> None:
    assert one("They met in May last year.").value == "2023-05"
    assert one("They met on 6 May this year.").value == "2024-05-06"
