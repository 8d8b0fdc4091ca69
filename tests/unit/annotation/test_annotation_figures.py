"""The figure grammar on plain strings and on hand-built parses."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polybius.annotation.figures import find_figures, lint, predict
from polybius.records import Analysis, Block, Document, Figure, stable_id
from polybius.syntax import Parse, Sentence, Token


def plain(text: str) -> Analysis:
    """One sentence whose tokens carry no syntax."""
    words = list(re.finditer(r"\w+|[^\w\s]", text))
    tokens = tuple(Token(i, w.start(), w.end(), w.group(), w.group().lower(), "X", "XX", "dep", i) for i, w in enumerate(words))
    parse = Parse(tokens, (Sentence(0, len(text), 0, len(tokens), 0),) if tokens else ())
    return Analysis(Document(stable_id("d", text), "t.txt", text, (Block("paragraph", 0, len(text)),)), parse)


def one(text: str) -> Figure:
    found = find_figures(plain(text))
    assert len(found) == 1, [f.text for f in found]
    return found[0]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("It cost $3.5bn there.", 3.5e9, "USD"),
        ("It cost US$40 billion there.", 4e10, "USD"),
        ("It cost C$12 million there.", 1.2e7, "CAD"),
        ("It cost EUR 3.5bn there.", 3.5e9, "EUR"),
        ("It cost 240 billion dollars there.", 2.4e11, "USD"),
        ("It cost 30 Canadian dollars there.", 30, "CAD"),
        ("It cost 2.4 trillion yuan there.", 2.4e12, "CNY"),
        ("It cost five million rubles there.", 5e6, "RUB"),
        ("A three-billion-dollar loan.", 3e9, "USD"),
        ("It was 3.5% there.", 3.5, "percent"),
        ("It was five per cent there.", 5, "percent"),
        ("It was 0.5 percentage points there.", 0.5, "percentage_points"),
        ("Two thirds of it burnt.", 66.666667, "percent"),
        ("It was 500km away.", 500, "km"),
        ("It was 30 square kilometres big.", 30, "km2"),
        ("It was 1,200 there.", 1200, "count"),
        ("It was half a million there.", 5e5, "count"),
        ("It was twenty-five there.", 25, "count"),
        ("The 75th anniversary.", 75, "ordinal"),
    ],
)
def test_values_and_units(text: str, value: float, unit: str) -> None:
    figure = one(text)
    assert figure.value == pytest.approx(value)
    assert figure.unit == unit


def test_an_article_before_the_sign_is_no_prefix() -> None:
    figure = one("He signed a $40 billion deal.")
    assert (figure.text, figure.unit) == ("$40 billion", "USD")


def test_an_unknown_dollar_has_no_code_of_another_land() -> None:
    assert all(figure.unit != "USD" for figure in find_figures(plain("It cost 30 Fantasian dollars.")))


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("It was 10-15 there.", 10, 15, "count"),
        ("It was between 10 and 15 there.", 10, 15, "count"),
        ("It was from 3 to 5 percent there.", 3, 5, "percent"),
        ("It was 10-15 billion dollars there.", 1e10, 1.5e10, "USD"),
        ("It was between $12 million and $20 million there.", 1.2e7, 2e7, "USD"),
        ("Tens of thousands of them left.", 20_000, None, "count"),
    ],
)
def test_ranges(text: str, low: float, high: float | None, unit: str) -> None:
    figure = one(text)
    assert (figure.value, figure.low, figure.high, figure.unit) == (None, low, high, unit)


@pytest.mark.parametrize(
    ("text", "words", "sense", "low", "high"),
    [
        ("It was more than 100 there.", "more than 100", "more_than", 100, None),
        ("It was at least 100 there.", "at least 100", "at_least", 100, None),
        ("It was up to 100 there.", "up to 100", "at_most", None, 100),
        ("It was about 100 there.", "about 100", "about", None, None),
        ("It was nearly 100 there.", "nearly 100", "almost", None, None),
        ("They exceeded four dozen.", "four dozen", "more_than", 48, None),
        ("It was 100 or more there.", "100 or more", "at_least", 100, None),
    ],
)
def test_bounds(text: str, words: str, sense: str, low: float | None, high: float | None) -> None:
    figure = one(text)
    assert (figure.text, figure.approximate, figure.low, figure.high) == (words, sense, low, high)


def test_pages_of_a_statement() -> None:
    figure = one("The joint 30-page statement.")
    assert (figure.text, figure.value, figure.of) == ("30-page", 30, "pages")


def test_age() -> None:
    figure = one("He is a 55-year-old man.")
    assert (figure.value, figure.unit, figure.of) == (55, "years", "age")


def test_second_amount_takes_the_currency_of_the_first() -> None:
    first, second = find_figures(plain("It was 3.9 billion euros from 3.4 billion."))
    assert first.unit == second.unit == "EUR"


@pytest.mark.parametrize(
    "text",
    [
        "He met them on 16 May 2024.",
        "Talks lasted three days.",
        "The G20 and the Su-35 met.",
        "Article 5 was invoked.",
        "Resolution 2254 was passed.",
        "He lives at 103 Kurortniy Prospekt now.",
        "The VIII EXPO and the IV forum opened.",
        "The two countries agreed.",
        "Both sides agreed.",
        "One must agree with the other one.",
        "Call 011-82-2100 now.",
        "The first half was dull.",
    ],
)
def test_what_is_no_figure(text: str) -> None:
    assert find_figures(plain(text)) == ()


CHANGE = """
trade trade NOUN NN compound 1
turnover turnover NOUN NN nsubj 2
{verb}
by by ADP IN prep 2
a a DET DT det 5
quarter quarter NOUN NN pobj 3
in in ADP IN prep 2
2023 2023 NUM CD pobj 6 DATE
"""


@pytest.mark.parametrize(("verb", "value"), [("increased increase VERB VBD ROOT 2", 25.0), ("fell fall VERB VBD ROOT 2", -25.0)])
def test_change_with_sign_of_what_and_when(analysis: Callable[..., Analysis], verb: str, value: float) -> None:
    (figure,) = find_figures(analysis(CHANGE.format(verb=verb)))
    assert (figure.kind, figure.value, figure.unit) == ("change", value, "percent")
    assert figure.of == "trade turnover"
    assert figure.period is not None
    assert (figure.period.start, figure.period.end) == ("2023-01-01", "2023-12-31")


def test_level_after_a_rise(analysis: Callable[..., Analysis]) -> None:
    table = """
Exports export NOUN NNS nsubj 1
rose rise VERB VBD ROOT 1
to to ADP IN prep 1
5 5 NUM CD compound 4
billion billion NUM CD nummod 5
euros euro NOUN NNS pobj 2
"""
    (figure,) = find_figures(analysis(table))
    assert (figure.kind, figure.value, figure.unit, figure.of) == ("level", 5e9, "EUR", "Exports")


KILLED = """
Shells shell NOUN NNS nsubj 1
{verb}
{number} NUM CD nummod 3
{noun}
"""


@pytest.mark.parametrize(
    ("verb", "noun", "kind", "unit"),
    [
        ("killed kill VERB VBD ROOT 1", "soldiers soldier NOUN NNS dobj 1", "casualty_dead", "people"),
        ("wounded wound VERB VBD ROOT 1", "people people NOUN NNS dobj 1", "casualty_injured", "people"),
        ("displaced displace VERB VBD ROOT 1", "people people NOUN NNS dobj 1", "displaced", "people"),
        ("reached reach VERB VBD ROOT 1", "soldiers soldier NOUN NNS dobj 1", "troops", "people"),
        ("killed kill VERB VBD ROOT 1", "bills bill NOUN NNS dobj 1", "level", "count"),
    ],
)
def test_people(analysis: Callable[..., Analysis], verb: str, noun: str, kind: str, unit: str) -> None:
    (figure,) = find_figures(analysis(KILLED.format(verb=verb, number="12 12", noun=noun)))
    assert (figure.kind, figure.unit, figure.value) == (kind, unit, 12)


def test_who_kills_is_no_casualty(analysis: Callable[..., Analysis]) -> None:
    table = """
12 12 NUM CD nummod 1
soldiers soldier NOUN NNS nsubj 2
killed kill VERB VBD ROOT 2
him he PRON PRP dobj 2
"""
    (figure,) = find_figures(analysis(table))
    assert figure.kind == "troops"


def test_two_parties_are_not_counted(analysis: Callable[..., Analysis]) -> None:
    table = """
Two two NUM CD nummod 1
leaders leader NOUN NNS nsubj 2
met meet VERB VBD ROOT 2
"""
    assert find_figures(analysis(table)) == ()


def test_prediction_keys() -> None:
    (answer,) = predict(plain("It was 3.5% there."))
    assert answer == {"start": 7, "end": 11, "value": 3.5, "low": None, "high": None, "unit": "percent"}


def test_word_list_is_clean() -> None:
    assert lint() == []


VOCABULARY = (
    "more than 5 10 - 15 to and between billion dollars $ % percent a quarter of half dozen million killed people up by fell "
    "fifth place twice 30 page in 2023 US 1,200 tens thousands or two thirds minus point"
)
WORDS = st.lists(st.sampled_from(VOCABULARY.split()), max_size=14)


@given(WORDS)
def test_spans_slice_without_overlap_and_runs_agree(words: list[str]) -> None:
    analysis = plain(" ".join(words))
    found = find_figures(analysis)
    assert found == find_figures(analysis)
    end = 0
    for figure in found:
        assert analysis.document.text[figure.start : figure.end] == figure.text
        assert figure.start >= end
        end = figure.end
        assert figure.value is not None or figure.low is not None or figure.high is not None
        if figure.low is not None and figure.high is not None:
            assert figure.low <= figure.high
        if figure.of_span is not None and "age" not in figure.rule and figure.of is not None:
            assert figure.of_span.start < figure.of_span.end
