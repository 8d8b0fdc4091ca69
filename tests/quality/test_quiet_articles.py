"""Twenty articles without politics, full of its vocabulary: at most one report in a hundred sentences. Loads the models."""

from __future__ import annotations

from pathlib import Path

import pytest

from polybius.pipeline import Pipeline
from polybius.reading import ReadOptions, read_bytes
from polybius.records import Analysis, Document

FOLDER = Path(__file__).resolve().parents[1] / "data" / "quiet"
# Reports a sentence (issue: the coder must stay quiet where nothing political happens).
CEILING = 0.01


@pytest.fixture(scope="module")
def analyses() -> list[Analysis]:
    options = ReadOptions(language="en")
    documents = [item for path in sorted(FOLDER.glob("*.txt")) for item in read_bytes(path.read_bytes(), path.name, options)]
    assert all(isinstance(item, Document) for item in documents)
    return [item for item in Pipeline().run(documents) if isinstance(item, Analysis)]


def test_there_are_twenty_articles_of_all_kinds(analyses: list[Analysis]) -> None:
    assert len(analyses) == 20
    assert sum(len(analysis.parse.sentences) for analysis in analyses) >= 240


def test_articles_without_politics_give_no_reports(analyses: list[Analysis]) -> None:
    told = [
        f"{Path(analysis.document.uri).name}: {report.event_type} '{report.trigger_text}'"
        for analysis in analyses
        for report in analysis.reports
    ]
    sentences = sum(len(analysis.parse.sentences) for analysis in analyses)
    assert len(told) <= CEILING * sentences, "\n".join(told)
