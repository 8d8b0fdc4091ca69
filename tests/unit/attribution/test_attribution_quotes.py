"""Quotation marks to quotations."""

from __future__ import annotations

import pytest

from polybius.attribution.cues import load
from polybius.attribution.quotes import Quote, find
from polybius.records import Block


def quotes_of(text: str) -> list[Quote]:
    blocks, position = [], 0
    for line in text.split("\n"):
        if line:
            blocks.append(Block("paragraph", position, position + len(line)))
        position += len(line) + 1
    return find(text, tuple(blocks), ("title", "paragraph"), load().lists["title_words"])


def quoted(text: str) -> list[tuple[str, str]]:
    return [(quote.kind, text[quote.start : quote.end]) for quote in quotes_of(text)]


@pytest.mark.parametrize("left,right", [("“", "”"), ('"', '"'), ("«", "»"), ("''", "''"), ("``", "''"), ("“", "“")])
def test_marks_of_every_style(left: str, right: str) -> None:
    text = f"He said: {left}The ships have left the harbour.{right} Then he sat down."
    assert quoted(text) == [("speech", f"{left}The ships have left the harbour.{right}")]


def test_scare_quotes_and_titles_are_no_speech() -> None:
    assert quoted("They fear the collective “West” and its friends.") == [("phrase", "“West”")]
    kinds = [kind for kind, _ in quoted("It ran an article entitled “The bear and the dragon will never be friends again.”")]
    assert kinds == ["title"]


def test_nested_marks_have_depth() -> None:
    text = "“He told me ‘we are ready now’ and left,” she said."
    found = quotes_of(text)
    assert [(quote.depth, text[quote.start : quote.end]) for quote in found] == [
        (0, "“He told me ‘we are ready now’ and left,”"),
        (1, "‘we are ready now’"),
    ]


def test_apostrophes_are_no_quotation_marks() -> None:
    assert quotes_of("The ministers' aides didn't sign the states' treaty, and it’s Iran’s fault.") == []


def test_speech_over_paragraphs_is_a_chain() -> None:
    text = "“We waited for a year.\n“Nobody came,” he said."
    first, second = quotes_of(text)
    assert (first.closed, second.closed, second.chain) == (False, True, 0)
    assert text[first.start : first.end] == "“We waited for a year."


def test_an_open_mark_never_leaves_its_paragraph() -> None:
    text = "He said: “We waited for a year.\nThe army moved north."
    (quote,) = quotes_of(text)
    assert quote.end == text.index("\n")


def test_a_stray_mark_in_mid_sentence_is_ignored() -> None:
    assert quotes_of("The treaty of “friendship was signed in Sochi in May.") == []


def test_a_cut_off_sentence_is_speech_and_a_noun_phrase_is_not() -> None:
    assert quoted("“Never,” he said.") == [("speech", "“Never,”")]
    assert quoted("He spoke of a “milestone in relations.”") == [("phrase", "“milestone in relations.”")]
