"""The README's example is what the command prints."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from polybius.cli.app import main

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")


def test_the_example_is_printed_by_the_first_command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    example = re.search(r"```text\n(.*?)\n```", README, re.DOTALL)
    assert example
    monkeypatch.setattr(sys, "argv", ["polybius", "read", "--sample", "visit"])
    monkeypatch.setenv("COLUMNS", "100")
    main_exits(main)
    shown = capsys.readouterr().out
    for part in example[1].split("\n\n"):
        assert part in shown


def main_exits(command: object) -> None:
    """Run the command line, whose ending is a SystemExit."""
    assert callable(command)
    with pytest.raises(SystemExit) as stop:
        command()
    assert not stop.value.code
