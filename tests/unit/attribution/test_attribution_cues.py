"""The table of cues and its linter."""

from __future__ import annotations

from importlib import resources

import pytest

from polybius import attribution
from polybius.attribution import cues


def shipped() -> str:
    return resources.files("polybius.attribution").joinpath("cues.toml").read_text(encoding="utf-8")


def test_the_shipped_table_is_sound() -> None:
    assert attribution.lint() == []


def test_verbs_may_have_several_senses() -> None:
    table = attribution.load()
    assert {sense.certainty for sense in table.verbs["call"]} == {"asked", "asserted"}
    assert table.verbs["accuse"][0].certainty == "claimed"
    assert table.nouns["denial"] == "denied"


@pytest.mark.parametrize(
    "old,new,what",
    [
        ('certainty = "asserted"', 'certainty = "sure"', "certainty 'sure'"),
        ('frames = ["clause", "quote"]', 'frames = ["sentence"]', "unknown frame 'sentence'"),
        ('source = "verbs of finding out"', 'source = ""', "source is missing"),
        ('"say", "state"', '"say", "say"', "a word is given twice: say"),
        ('"say", "state"', '"Say", "state"', "'Say' is not lower case"),
        ('speaker = "document"', 'speaker = "stone"', "unknown speaker 'stone'"),
        ("title_words", "titles", "list 'title_words' is missing"),
    ],
)
def test_lint_names_file_line_and_fault(old: str, new: str, what: str) -> None:
    text = shipped()
    assert old in text
    faults = cues.lint(text.replace(old, new, 1))
    assert any(fault.startswith("cues.toml:") and what in fault for fault in faults)


def test_lint_reports_what_is_not_toml() -> None:
    assert cues.lint("[[verb]\n")[0].startswith("cues.toml:1: not TOML")
