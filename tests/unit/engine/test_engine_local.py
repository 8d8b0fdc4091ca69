"""A corpus through a stand-in pipeline: order, resuming, repetitions, discards; no model is loaded."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from polybius.archive.duckdb_store import DuckdbStore
from polybius.archive.parquet_store import ParquetStore
from polybius.archive.schema import TABLES
from polybius.engine import local
from polybius.engine.local import Tally, code_corpus
from polybius.pipeline import Settings
from polybius.records import Analysis, Discard, Document, Report, Span, stable_id
from polybius.syntax import Parse


class FakePipeline:
    """Codes every document as one CONSULT; a text with "broken" fails. `run` and the manifest are as in the real one."""

    coded: list[str]

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.coded = []

    def manifest(self) -> dict[str, Any]:
        return {"fingerprint": stable_id("run", self.settings.model), "settings": {"model": self.settings.model}}

    def run(self, items: Iterable[Document]) -> Iterator[Analysis | Discard]:
        for item in items:
            self.coded.append(item.id)
            if "broken" in item.text:
                yield Discard("code", "step_failed", item.id, uri=item.uri)
                continue
            report = Report(stable_id("r", item.id), item.id, Span(0, 4), Span(0, 4), item.text[:4], 0, "CONSULT", None, "actual")
            yield Analysis(item, Parse(), reports=(report,))


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[FakePipeline]:
    """The pipelines that `code_corpus` made, in order."""
    pipelines: list[FakePipeline] = []

    def start(settings: Settings) -> None:
        pipelines.append(FakePipeline(settings))
        monkeypatch.setattr(local, "_pipeline", pipelines[-1])

    monkeypatch.setattr(local, "_start", start)
    monkeypatch.setattr(local, "BATCH_DOCUMENTS", 3)
    return pipelines


def document(number: int, text: str = "Text of a document") -> Document:
    uri = f"{number}.txt"
    return Document(stable_id("d", uri, text), uri, text, ())


def corpus() -> list[Document | Discard]:
    """Ten documents, the fourth comes again at the end and twice, one fails, two things cannot be read."""
    documents: list[Document | Discard] = [document(n, "broken" if n == 6 else f"Text {n}") for n in range(10)]
    unread = [Discard("reading", "no_text", uri=f"{name}.html") for name in "ab"]
    return [documents[0], unread[0], *documents[1:], unread[1], documents[3], documents[3]]


def broken_off(items: list[Document | Discard], after: int) -> Iterator[Document | Discard]:
    yield from items[:after]
    raise KeyboardInterrupt


def contents(path: Path) -> dict[str, list[str]]:
    """All rows of an archive by table, sorted."""
    if path.suffix == ".duckdb":
        store = DuckdbStore(path, read_only=True)
        tables = {table: store.query(f'SELECT * FROM "{table}"') for table in TABLES}
        store._con.close()
        return {table: sorted(repr(row) for row in rows) for table, rows in tables.items()}
    found: dict[str, list[str]] = {table: [] for table in TABLES}
    for table, rows in found.items():
        for file in (path / table).glob("*.parquet"):
            rows += [repr(tuple(row.values())) for row in pq.read_table(file).to_pylist()]
    return {table: sorted(rows) for table, rows in found.items()}


def into(path: Path, items: Iterable[Document | Discard], model: str = "auto") -> Tally:
    store = DuckdbStore(path) if path.suffix == ".duckdb" else ParquetStore(path)
    try:
        return code_corpus(items, store, Settings(model))[0]
    finally:
        if isinstance(store, DuckdbStore):
            store._con.close()


ARCHIVES = pytest.mark.parametrize("name", ["a.duckdb", "out"])


@ARCHIVES
def test_counts_by_stage(made: list[FakePipeline], tmp_path: Path, name: str) -> None:
    tally = into(tmp_path / name, corpus())
    assert (tally.n_read, tally.n_known, tally.n_repeated, tally.n_coded, tally.n_failed) == (12, 0, 2, 9, 3)
    assert tally.discards[("reading", "no_text")] == 2
    assert tally.discards[("code", "step_failed")] == 1
    assert tally.counts["reports"] == 9
    assert tally.share_discarded == pytest.approx(3 / 14)


@ARCHIVES
def test_discards_reach_the_archive_once(made: list[FakePipeline], tmp_path: Path, name: str) -> None:
    into(tmp_path / name, corpus())
    rows = contents(tmp_path / name)
    assert len(rows["documents"]) == 9 and len(rows["reports"]) == 9
    for reason, number in (("no_text", 2), ("repeated_document", 1), ("step_failed", 1)):
        assert sum(reason in row for row in rows["discards"]) == number, reason


@ARCHIVES
def test_a_second_run_changes_nothing(made: list[FakePipeline], tmp_path: Path, name: str) -> None:
    into(tmp_path / name, corpus())
    before = contents(tmp_path / name)
    tally = into(tmp_path / name, corpus())
    assert contents(tmp_path / name) == before
    assert (tally.n_known, tally.n_coded) == (9, 0)
    failed = document(6, "broken").id
    assert made[1].coded == [failed], "only what failed is tried again"


@ARCHIVES
@pytest.mark.parametrize("after", [1, 4, 7, 11, 13])
def test_an_interrupted_run_goes_on_to_the_same_rows(made: list[FakePipeline], tmp_path: Path, name: str, after: int) -> None:
    into(tmp_path / f"whole-{name}", corpus())
    with pytest.raises(KeyboardInterrupt):
        into(tmp_path / name, broken_off(corpus(), after))
    n_before = len(contents(tmp_path / name)["documents"])
    tally = into(tmp_path / name, corpus())
    assert tally.n_known == n_before
    assert contents(tmp_path / name) == contents(tmp_path / f"whole-{name}")


def test_another_configuration_codes_anew(made: list[FakePipeline], tmp_path: Path) -> None:
    into(tmp_path / "a.duckdb", corpus())
    tally = into(tmp_path / "a.duckdb", corpus(), model="other")
    assert (tally.n_known, tally.n_coded) == (0, 9)
    rows = contents(tmp_path / "a.duckdb")
    assert len(rows["documents"]) == 9 and len(rows["runs"]) == 2


@pytest.mark.parametrize("size", [1, 2, 5, 100])
def test_rows_do_not_depend_on_the_batches(
    made: list[FakePipeline], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, size: int
) -> None:
    into(tmp_path / "three.duckdb", corpus())
    monkeypatch.setattr(local, "BATCH_DOCUMENTS", size)
    into(tmp_path / "other.duckdb", corpus())
    assert contents(tmp_path / "other.duckdb") == contents(tmp_path / "three.duckdb")


def test_long_documents_make_small_batches(made: list[FakePipeline], tmp_path: Path) -> None:
    sizes: list[int] = []
    long = [document(n, "x" * local.BATCH_CHARS) for n in range(3)]
    code_corpus(long, DuckdbStore(tmp_path / "a.duckdb"), Settings(), on_batch=lambda tally: sizes.append(tally.n_coded))
    assert sizes == [1, 2, 3]


def test_the_manifest_is_kept(made: list[FakePipeline], tmp_path: Path) -> None:
    store = DuckdbStore(tmp_path / "a.duckdb")
    _, manifest = code_corpus(corpus(), store, Settings())
    stored = DuckdbStore(tmp_path / "a.duckdb", read_only=True).query("SELECT id, manifest FROM runs")
    assert [(run, json.loads(text)) for run, text in stored] == [(manifest["fingerprint"], manifest)]


def test_nothing_in_nothing_out(made: list[FakePipeline], tmp_path: Path) -> None:
    tally = into(tmp_path / "a.duckdb", [])
    assert (tally.n_read, tally.share_discarded) == (0, 0.0)
    assert contents(tmp_path / "a.duckdb")["documents"] == []
