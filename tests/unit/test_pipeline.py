"""The order of the steps and what becomes of a step that fails; no model is loaded."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from polybius import pipeline as module
from polybius.errors import DataError, InputError, StepError
from polybius.pipeline import STEPS, Knowledge, Pipeline, Settings, Step
from polybius.records import Analysis, Discard, Document
from polybius.syntax import Parse

FIELDS = {field.name for field in dataclasses.fields(Analysis)}


class FakeAnnotator:
    """Gives every document an empty parse and remembers the size of each batch."""

    def __init__(self) -> None:
        self.info = SimpleNamespace(name="fake", version="1", sha256="0" * 64)
        self.batches: list[int] = []

    def annotate(self, documents: Iterable[Document]) -> Iterator[Analysis]:
        documents = list(documents)
        self.batches.append(len(documents))
        return (Analysis(document, Parse()) for document in documents)


class FakeKnowledge(Knowledge):
    def versions(self) -> dict[str, str]:
        return {"actors": "a1"}


def make(settings: Settings | None = None) -> Pipeline:
    pipe = Pipeline(settings)
    pipe.__dict__["annotator"] = FakeAnnotator()
    pipe.knowledge = FakeKnowledge(pipe.settings)
    return pipe


def document(number: int, text: str = "Text") -> Document:
    return Document(f"d-{number}", f"{number}.txt", text, ())


def with_steps(monkeypatch: pytest.MonkeyPatch, *runs: Callable[[Analysis, Knowledge], Analysis]) -> None:
    monkeypatch.setattr(module, "STEPS", tuple(Step(f"step{k}", (), (), run) for k, run in enumerate(runs)))


def test_what_a_step_reads_is_written_before_it() -> None:
    there = {"document", "parse"}
    for step in STEPS:
        assert set(step.reads) <= there, f"{step.name} reads {set(step.reads) - there}"
        there |= set(step.writes)
    assert there == FIELDS


def test_steps_name_fields_of_the_analysis_and_themselves_once() -> None:
    for step in STEPS:
        assert set(step.reads) | set(step.writes) <= FIELDS
        assert not {"document", "parse"} & set(step.writes)
        assert callable(step.run)
    names = [step.name for step in STEPS]
    assert len(set(names)) == len(names)


def test_steps_run_in_order_on_every_document(monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[tuple[str, str]] = []

    def noting(name: str) -> Callable[[Analysis, Knowledge], Analysis]:
        def run(analysis: Analysis, knowledge: Knowledge) -> Analysis:
            ran.append((name, analysis.document.id))
            return analysis

        return run

    with_steps(monkeypatch, noting("first"), noting("second"))
    list(make().run([document(1), document(2)]))
    assert ran == [("first", "d-1"), ("second", "d-1"), ("first", "d-2"), ("second", "d-2")]


def test_discards_keep_their_place_in_the_order(monkeypatch: pytest.MonkeyPatch) -> None:
    with_steps(monkeypatch, lambda analysis, knowledge: analysis)
    gone = [Discard("reading", "no_text", uri=f"{n}.html") for n in range(3)]
    items = [gone[0], document(1), gone[1], document(2), gone[2]]
    results = [item.uri if isinstance(item, Discard) else item.document.uri for item in make().run(items)]
    assert results == ["0.html", "1.txt", "1.html", "2.txt", "2.html"]


def test_many_documents_and_long_ones_are_cut_into_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    with_steps(monkeypatch, lambda analysis, knowledge: analysis)
    pipe = make()
    results = list(pipe.run([document(n) for n in range(130)] + [document(n, "x" * 200_001) for n in (200, 201)]))
    assert [item.document.id for item in results if isinstance(item, Analysis)] == [f"d-{n}" for n in [*range(130), 200, 201]]
    annotator: Any = pipe.annotator
    assert annotator.batches == [64, 64, 3, 1]


def failing(analysis: Analysis, knowledge: Knowledge) -> Analysis:
    if analysis.document.id == "d-2":
        raise IndexError("tuple index out of range")
    return analysis


def test_a_failing_step_discards_its_document_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    with_steps(monkeypatch, lambda analysis, knowledge: analysis, failing)
    results = list(make().run([document(1), document(2), document(3)]))
    assert [type(item).__name__ for item in results] == ["Analysis", "Discard", "Analysis"]
    discard = results[1]
    assert isinstance(discard, Discard)
    assert (discard.stage, discard.reason, discard.document, discard.uri) == ("step1", "step_failed", "d-2", "2.txt")
    assert "IndexError" in discard.detail


def test_a_failing_step_raises_when_strict(monkeypatch: pytest.MonkeyPatch) -> None:
    with_steps(monkeypatch, failing)
    with pytest.raises(StepError, match=r"step0.*2\.txt.*d-2") as caught:
        list(make().run([document(2)], strict=True))
    assert isinstance(caught.value.__cause__, IndexError)


def test_a_broken_table_is_never_a_discard(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(analysis: Analysis, knowledge: Knowledge) -> Analysis:
        raise DataError("organisations.csv:3: 2 cells, expected 9.")

    with_steps(monkeypatch, broken)
    with pytest.raises(DataError):
        list(make().run([document(1)]))


def test_the_fingerprint_is_stable_and_changes_with_what_a_run_depends_on(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = make().manifest()
    assert plain == make().manifest()
    prints = {plain["fingerprint"]}
    prints.add(make(Settings(overlay="mine")).manifest()["fingerprint"])
    prints.add(make(Settings(model="en_core_web_md")).manifest()["fingerprint"])
    monkeypatch.setattr(FakeKnowledge, "versions", lambda self: {"actors": "a2"})
    prints.add(make().manifest()["fingerprint"])
    monkeypatch.setattr(module, "__version__", "9.9.9")
    prints.add(make().manifest()["fingerprint"])
    assert len(prints) == 5


def test_the_manifest_names_versions_settings_and_steps() -> None:
    manifest = make(Settings("auto", "mine")).manifest()
    assert manifest["model"] == {"name": "fake", "version": "1", "sha256": "0" * 64}
    assert manifest["knowledge"] == {"actors": "a1"}
    assert manifest["settings"] == {"model": "auto", "overlay": "mine", "coder": "fused"}
    assert manifest["steps"] == [step.name for step in STEPS]


def test_every_room_with_tables_has_a_version() -> None:
    root = Path(module.__file__).parent
    rooms = {path.relative_to(root).parts[0] for ending in ("toml", "csv") for path in root.rglob(f"*.{ending}")}
    versions = Knowledge(Settings(coder="grammar")).versions()
    assert versions.pop("classifier") == "none"
    assert set(versions) == rooms - {"samples", "evaluation"}
    assert all(re.fullmatch(r"[0-9a-f]{12,64}", version) for version in versions.values()), versions


def test_an_unknown_coder_is_refused() -> None:
    with pytest.raises(InputError, match="fused, grammar"):
        Settings(coder="gramar")


def test_settings_are_values() -> None:
    assert Settings() == Settings("auto", None) and hash(Settings()) == hash(Settings("auto", None))
