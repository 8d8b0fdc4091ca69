"""DuckDB and Parquet archives and JSON lines, with rows made by hand."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from polybius.archive.arrow import to_arrow, write_parquet
from polybius.archive.duckdb_store import DuckdbStore
from polybius.archive.lines_store import LinesStore
from polybius.archive.parquet_store import ParquetStore
from polybius.archive.rows import Rows, analysis_rows, discard_row, merge
from polybius.archive.schema import SCHEMA_VERSION, TABLES, columns, create_statements
from polybius.errors import ArchiveError, InputError, SchemaVersionError
from polybius.records import Analysis, Discard, Document, Participant, Report, Span
from polybius.syntax import Parse


def coded(number: int, run: str, *types: str) -> Rows:
    """Rows of document `number` with one report of each of `types`."""
    document = Document(f"d-{number}", f"{number}.txt", "France met Italy.", (), title=f"Title {number}", published="2024-05-20")
    france = Participant(0, 6, "France", "FRA", "France", "FRA", "GOV", None, "name")
    reports = tuple(
        Report(f"r-{number}-{k}-{kind}", document.id, Span(0, 17), Span(7, 10), "met", 1, kind, None, "actual", source=(france,))
        for k, kind in enumerate(types)
    )
    discards = (Discard("coding", "no_actor", document.id, 0, 3),)
    return analysis_rows(Analysis(document, Parse(), reports=reports, discards=discards), run)


def unread(uri: str) -> tuple[Any, ...]:
    return discard_row(Discard("reading", "no_text", uri=uri, detail="empty"))


def parquet_rows(folder: Path, table: str) -> list[dict[str, Any]]:
    return [row for path in sorted((folder / table).glob("*.parquet")) for row in pq.read_table(path).to_pylist()]


@pytest.fixture
def database(tmp_path: Path) -> DuckdbStore:
    return DuckdbStore(tmp_path / "a.duckdb")


def test_rows_fit_the_schema() -> None:
    for table, rows in coded(1, "run1", "CONSULT").items():
        assert all(len(row) == len(TABLES[table]) for row in rows), table
        assert to_arrow(table, rows).column_names == columns(table)


def test_every_table_hangs_on_a_document() -> None:
    for table in set(TABLES) - {"documents", "runs"}:
        assert "document_id" in columns(table)
    assert len(create_statements()) == len(TABLES)


def test_merge_keeps_the_order() -> None:
    rows = merge([coded(2, "run1", "AID"), {}, coded(1, "run1", "AID")])
    assert [row[0] for row in rows["documents"]] == ["d-2", "d-1"]


def test_duckdb_writes_and_knows(database: DuckdbStore) -> None:
    database.write(merge([coded(1, "run1", "CONSULT", "AID"), coded(2, "run1")]), "run1")
    assert database.known("run1") == {"d-1", "d-2"}
    assert database.known("run2") == set()
    assert database.query("SELECT event_type FROM reports ORDER BY id") == [("CONSULT",), ("AID",)]
    assert database.query("SELECT side, actor, country FROM participants") == [("source", "FRA", "FRA")] * 2
    assert database.query("SELECT n_reports FROM documents ORDER BY id") == [(2,), (0,)]


def test_duckdb_replaces_what_another_run_wrote(database: DuckdbStore) -> None:
    database.write(merge([coded(1, "run1", "CONSULT", "AID"), coded(2, "run1", "AID")]), "run1")
    database.write(coded(1, "run2", "ACCUSE"), "run2")
    assert database.query("SELECT document_id, event_type FROM reports ORDER BY document_id") == [("d-1", "ACCUSE"), ("d-2", "AID")]
    assert database.query("SELECT id, run FROM documents ORDER BY id") == [("d-1", "run2"), ("d-2", "run1")]
    assert database.known("run1") == {"d-2"}
    for table in ("participants", "discards"):
        assert database.query(f"SELECT count(*) FROM {table}") == [(2,)]


def test_duckdb_discards_are_written_once(database: DuckdbStore) -> None:
    for _ in range(2):
        database.write({"discards": [unread("a.html"), unread("b.html")]}, "run1")
    assert database.query("SELECT uri FROM discards ORDER BY uri") == [("a.html",), ("b.html",)]


def test_duckdb_keeps_the_whole_record(database: DuckdbStore) -> None:
    database.write(coded(1, "run1", "CONSULT"), "run1")
    found = database.record_of_report("r-1-0-CONSULT")
    assert found is not None
    report, record = found
    assert report["event_type"] == "CONSULT" and record["document"]["text"] == "France met Italy."
    assert database.record_of_report("r-0") is None


def test_duckdb_batch_is_written_wholly_or_not_at_all(database: DuckdbStore) -> None:
    database.write(coded(1, "run1", "AID"), "run1")
    rows = merge([coded(2, "run1", "AID"), coded(1, "run1", "ACCUSE")])
    database.query('ALTER TABLE discards RENAME TO "elsewhere"')
    with pytest.raises(ArchiveError, match="batch not written"):
        database.write(rows, "run1")
    assert database.query("SELECT id FROM documents") == [("d-1",)]
    assert database.query("SELECT event_type FROM reports") == [("AID",)]


def test_duckdb_finish_keeps_one_manifest_a_run(database: DuckdbStore, tmp_path: Path) -> None:
    database.finish("run1", {"fingerprint": "run1"})
    again = DuckdbStore(tmp_path / "a.duckdb")
    again.finish("run1", {"fingerprint": "run1", "polybius": "0.1.0"})
    stored = DuckdbStore(tmp_path / "a.duckdb", read_only=True).query("SELECT id, manifest FROM runs")
    assert [(run, json.loads(manifest)) for run, manifest in stored] == [("run1", {"fingerprint": "run1", "polybius": "0.1.0"})]


def test_duckdb_refuses_a_file_that_is_no_database(tmp_path: Path) -> None:
    wrong = tmp_path / "notes.duckdb"
    wrong.write_text("These are my notes, and they are much longer than a header. " * 100)
    with pytest.raises(ArchiveError, match=r"notes\.duckdb cannot be opened"):
        DuckdbStore(wrong)
    assert wrong.read_text().startswith("These are my notes")


def test_duckdb_refuses_a_database_of_others(tmp_path: Path) -> None:
    import duckdb

    with duckdb.connect(str(tmp_path / "other.duckdb")) as con:
        con.execute("CREATE TABLE sales (id INTEGER)")
    with pytest.raises(ArchiveError, match="no Polybius archive"):
        DuckdbStore(tmp_path / "other.duckdb")


def test_duckdb_refuses_another_schema_version(database: DuckdbStore, tmp_path: Path) -> None:
    database.query(f"UPDATE polybius_schema SET version = {SCHEMA_VERSION + 1}")
    with pytest.raises(SchemaVersionError, match="schema version"):
        DuckdbStore(tmp_path / "a.duckdb")


def test_duckdb_says_how_to_make_an_archive(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such archive"):
        DuckdbStore(tmp_path / "none.duckdb", read_only=True)
    with pytest.raises(ArchiveError, match="cannot be opened"):
        DuckdbStore(tmp_path / "no-folder" / "a.duckdb")


def test_parquet_writes_and_knows(tmp_path: Path) -> None:
    store = ParquetStore(tmp_path / "out")
    store.write(merge([coded(1, "run1", "CONSULT"), coded(2, "run1")]), "run1")
    store.finish("run1", {"fingerprint": "run1"})
    again = ParquetStore(tmp_path / "out")
    assert again.known("run1") == {"d-1", "d-2"} and again.known("run2") == set()
    assert [row["event_type"] for row in parquet_rows(tmp_path / "out", "reports")] == ["CONSULT"]
    assert json.loads(parquet_rows(tmp_path / "out", "runs")[0]["manifest"]) == {"fingerprint": "run1"}


def test_parquet_writes_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        ParquetStore(tmp_path / name).write(coded(1, "run1", "CONSULT"), "run1")
    files = [sorted(p.relative_to(tmp_path / n) for p in (tmp_path / n).rglob("*") if p.is_file()) for n in ("a", "b")]
    assert files[0] == files[1] and files[0]
    assert all((tmp_path / "a" / p).read_bytes() == (tmp_path / "b" / p).read_bytes() for p in files[0])


def test_parquet_refuses_documents_of_another_run(tmp_path: Path) -> None:
    store = ParquetStore(tmp_path / "out")
    store.write(coded(1, "run1", "CONSULT"), "run1")
    with pytest.raises(ArchiveError, match="another version or configuration"):
        store.write(coded(1, "run2", "CONSULT"), "run2")
    assert len(parquet_rows(tmp_path / "out", "documents")) == 1


def test_parquet_discards_are_written_once(tmp_path: Path) -> None:
    store = ParquetStore(tmp_path / "out")
    store.write({"discards": [unread("a.html")]}, "run1")
    store.write({"discards": [unread("a.html"), unread("b.html")]}, "run1")
    ParquetStore(tmp_path / "out").write({"discards": [unread("b.html")]}, "run1")
    assert sorted(row["uri"] for row in parquet_rows(tmp_path / "out", "discards")) == ["a.html", "b.html"]


def test_parquet_half_written_batch_does_not_count(tmp_path: Path) -> None:
    store = ParquetStore(tmp_path / "out")
    store.write(coded(1, "run1", "CONSULT"), "run1")
    half = coded(2, "run1", "AID")
    for table in ("documents", "reports"):
        write_parquet(table, half[table], str(tmp_path / "out" / table / "part-batch-0000000000000000.parquet"))
    (tmp_path / "out" / "reports" / "part-batch-1111111111111111.parquet.tmp").write_bytes(b"half")
    again = ParquetStore(tmp_path / "out")
    assert again.known("run1") == {"d-1"}
    again.write(half, "run1")
    assert sorted(row["id"] for row in parquet_rows(tmp_path / "out", "documents")) == ["d-1", "d-2"]
    assert len(parquet_rows(tmp_path / "out", "reports")) == 2
    assert not list((tmp_path / "out").rglob("*.tmp"))


def test_parquet_refuses_a_file_and_another_schema(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(ArchiveError, match="Name another folder"):
        ParquetStore(tmp_path / "taken")
    ParquetStore(tmp_path / "old")
    (tmp_path / "old" / "_ledger" / "schema.json").write_text('{"version": 0}')
    with pytest.raises(SchemaVersionError):
        ParquetStore(tmp_path / "old")


def test_lines_are_one_record_a_document() -> None:
    stream = io.StringIO()
    store = LinesStore(stream)
    store.write(merge([coded(1, "run1", "CONSULT"), {"discards": [unread("a.html")]}]), "run1")
    store.finish("run1", {})
    lines = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert [line.get("document", {}).get("id") for line in lines] == ["d-1", None]
    assert lines[1]["discards"][0]["uri"] == "a.html" and lines[1]["discards"][0]["reason"] == "no_text"
    assert [d["reason"] for d in lines[0]["discards"]] == ["no_actor"]
    assert store.known("run1") == set()
