"""What a person sees: marks under the right characters, one line a report."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from polybius.cli import render
from polybius.records import (
    Analysis,
    Attribution,
    Block,
    Discard,
    Document,
    EventDate,
    Figure,
    Interval,
    Participant,
    Place,
    Report,
    Span,
    Speaker,
)
from polybius.syntax import Parse

TEXT = "Headline here\n\nPutin visited Beijing on Thursday, the Kremlin said.\n\nShare this"


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def participant(words: str, actor: str | None, name: str, country: str | None) -> Participant:
    return Participant(*span(words), words, actor, name, country, "GOV", None, "name")


REPORT = Report(
    "r-1", "d-1", span("Putin visited Beijing on Thursday, the Kremlin said."), span("visited"), "visited", 1, "CONSULT", "visit",
    "actual", source=(participant("Putin", "vladimir-putin", "Vladimir Putin", "RUS"),),
    target=(participant("Beijing", "CHN", "China", "CHN"),), attribution="A1",
    date=EventDate("2024-05-16", "2024-05-17", "day", "Thursday", span("Thursday"), "published", "weekday"),
    place=Place(*span("Beijing"), "Beijing", "Beijing", "CHN", 39.9, 116.4, 1816670, "city", "gazetteer"),
    evidence=(("event_type", (span("visited"),)), ("date", (span("Thursday"),))),
)  # fmt: skip
VOICE = Attribution("A1", Speaker("the Kremlin", (span("the Kremlin"),), "RUS", "Russia", "RUS"), (span("said"),),
                    (span("Putin visited Beijing on Thursday"),), "indirect", None, "asserted", "clause")  # fmt: skip
DOCUMENT = Document("d-1", "visit.txt", TEXT, (Block("paragraph", 15, 67), Block("litter", *span("Share this"), "share")),
                    title="Headline here", published="2024-05-20", published_from="line")  # fmt: skip
ANALYSIS = Analysis(
    DOCUMENT, Parse(), reports=(REPORT,), attributions=(VOICE,), discards=(Discard("coding", "no_actor", "d-1", *span("Headline")),)
)


@pytest.fixture(autouse=True)
def width(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")


def shown(capsys: pytest.CaptureFixture[str], analysis: Analysis = ANALYSIS) -> list[str]:
    render.show([analysis])
    return capsys.readouterr().out.splitlines()


def test_marks_stand_under_their_characters(capsys: pytest.CaptureFixture[str]) -> None:
    lines = shown(capsys)
    number = next(k for k, line in enumerate(lines) if "Putin visited" in line)
    line, marks = lines[number], lines[number + 1]
    for words, mark in (("Putin", "s"), ("visited", "^"), ("Beijing", "t"), ("Thursday", "~")):
        start = line.index(words)
        assert marks[start : start + len(words)] == mark * len(words)
    assert len(marks.replace(" ", "")) == sum(len(words) for words in ("Putin", "visited", "Beijing", "Thursday"))


def marked_text(lines: list[str]) -> list[tuple[str, str]]:
    """Characters of the sentence and their marks, from pairs of lines."""
    out = []
    for k, line in enumerate(lines):
        if set(line) <= set(" ^st~"):
            continue
        under = lines[k + 1] if k + 1 < len(lines) and set(lines[k + 1]) <= set(" ^st~") else ""
        out += [(char, under[i] if i < len(under) else " ") for i, char in enumerate(line)][2:]
    return out


@given(st.lists(st.from_regex(r"[a-r]{1,30}", fullmatch=True), min_size=3, max_size=40), st.data())
def test_marks_stay_right_where_lines_are_wrapped(words: list[str], data: st.DataObject) -> None:
    text = " ".join(words).upper()
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    console = Console(soft_wrap=True, highlight=False, force_terminal=False)
    with console.capture() as captured:
        render._underlined(console, text, Span(0, len(text)), [(start, end, "^")])
    marked = "".join(char for char, mark in marked_text(captured.get().splitlines()) if mark == "^")
    assert marked.replace(" ", "") == text[start:end].replace(" ", "")


def test_marks_of_another_sentence_are_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    far = replace(REPORT, source=(participant("Headline", None, "Headline", None),))
    lines = shown(capsys, replace(ANALYSIS, reports=(far,)))
    number = next(k for k, line in enumerate(lines) if "Putin visited" in line)
    assert "s" not in lines[number + 1]


def test_a_report_is_one_line() -> None:
    line = render.report_line(REPORT, {"r-1": 1}, {"A1": VOICE})
    assert line == (
        "1. Vladimir Putin (RUS) -> CONSULT/visit -> China | actual | 2024-05-16..2024-05-17 | in Beijing | voice: Russia [A1]"
    )


def test_what_is_missing_is_said() -> None:
    bare = replace(REPORT, source=(), target=(), mode=None, date=None, place=None, attribution=None, status="negated")
    assert render.report_line(bare, {"r-1": 1}, {}) == "1. (nobody named) -> CONSULT | negated | narrator"


def test_reciprocal_and_parent() -> None:
    changes = {"reciprocal": True, "source": REPORT.source + REPORT.target, "target": (), "date": None, "attribution": None}
    child = replace(REPORT, id="r-2", parent="r-1", **changes)
    line = render.report_line(child, {"r-1": 1, "r-2": 2}, {})
    assert line == "2. Vladimir Putin (RUS) + China <-> CONSULT/visit | actual | in Beijing | narrator | part of 1"


def test_a_reciprocal_report_hides_no_target() -> None:
    line = render.report_line(replace(REPORT, reciprocal=True, date=None, place=None, attribution=None), {"r-1": 1}, {})
    assert line == "1. Vladimir Putin (RUS) <-> CONSULT/visit <-> China | actual | narrator"


def test_figures_show_value_unit_and_period() -> None:
    figure = Figure(0, 5, "about 240 billion dollars", 240e9, "USD", "level", of="trade", approximate="more_than",
                    period=Interval("2023-01-01", None), participants=("RUS", "CHN"))  # fmt: skip
    assert render.figure_line(figure) == (
        '"about 240 billion dollars" | more than 240,000,000,000 USD | level | of trade | 2023-01-01.. | RUS+CHN'
    )
    assert "[1,000..2,000] people" in render.figure_line(Figure(0, 1, "x", None, "people", "level", low=1000, high=2000))


def test_litter_and_discards_are_shown(capsys: pytest.CaptureFixture[str]) -> None:
    lines = shown(capsys)
    assert "DISCARDED (2)" in lines
    assert "  litter, share: Share this" in lines
    assert "  coding, no_actor: Headline" in lines


def test_voices_show_cue_and_content(capsys: pytest.CaptureFixture[str]) -> None:
    assert '  A1. Russia ("the Kremlin") | said (asserted, indirect) | Putin visited Beijing on Thursday' in shown(capsys)


def test_brackets_in_a_text_are_no_markup(capsys: pytest.CaptureFixture[str]) -> None:
    lines = shown(capsys, replace(ANALYSIS, document=replace(DOCUMENT, title="[red]Ten[/red] :smile:")))
    assert lines[0] == "[red]Ten[/red] :smile:"


def test_what_could_not_be_read_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    render.show([Discard("reading", "no_text", uri="empty.html", detail="nothing left after cleaning")])
    assert capsys.readouterr().out == "not read: empty.html no_text: nothing left after cleaning\n"
