"""The commands under `polybius actors`."""

from __future__ import annotations

from pathlib import Path

from typer.testing import CliRunner

from polybius.archive.duckdb_store import DuckdbStore
from polybius.cli.app import app

runner = CliRunner()


def test_lint_is_sound_and_tells_faults(tmp_path: Path) -> None:
    assert runner.invoke(app, ["actors", "lint"]).exit_code == 0
    (tmp_path / "seats.csv").write_text("name,country,sector,kind,from,to,source\nHall,XXX,,seat,,,test\n", encoding="utf-8")
    result = runner.invoke(app, ["actors", "lint", "--overlay", str(tmp_path)])
    assert result.exit_code == 1
    assert "unknown country XXX" in result.output


def test_search_show_and_members() -> None:
    assert "sergei-lavrov | Sergei Lavrov" in runner.invoke(app, ["actors", "search", "lavrov"]).output
    assert runner.invoke(app, ["actors", "search", "zzzzqq"]).exit_code == 1
    assert "cow 365" in runner.invoke(app, ["actors", "show", "RUS"]).output
    listed = runner.invoke(app, ["actors", "members", "brics", "--on", "2012-01-01"]).output
    assert [line.split(" | ")[0] for line in listed.splitlines()] == ["BRA", "CHN", "IND", "RUS", "ZAF"]


def test_uncoded_counts_documents_first(tmp_path: Path) -> None:
    path = tmp_path / "a.duckdb"
    store = DuckdbStore(path)
    rows = [
        ("d1", "Ana Prima", "name", ["person:ana-prima"]),
        ("d2", "Minister Ana Prima", "title", ["person:ana-prima"]),
        ("d1", "Vale Bank", "name", []),
        ("d1", "Russia", "name", ["RUS"]),
        ("d1", "she", "pronoun", []),
    ]
    for document, text, kind, actors in rows:
        values = f"'{document}', 0, 1, '{text}', '{kind}', {actors!r}, 'r', 0.5, NULL"
        store.query(f"INSERT INTO mentions VALUES ({values})")
    del store
    result = runner.invoke(app, ["actors", "uncoded", str(path)])
    assert result.exit_code == 0, result.output
    assert [line.split(" | ")[:2] for line in result.output.splitlines()] == [
        ["2 documents, 2 mentions", "person:ana-prima"],
        ["1 documents, 1 mentions", "Vale Bank"],
    ]
