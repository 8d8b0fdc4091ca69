"""The commands as a user runs them, on the shipped samples and on bad input."""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path

import duckdb
import pytest

from polybius import samples
from polybius.cli.app import main

ARTICLE = "GENEVA (Meridian Wire) - The Kenyan foreign minister visited Rwanda on Monday. Kenya condemned the attack on the convoy."


def run(*arguments: str, monkeypatch: pytest.MonkeyPatch) -> int:
    """Exit code of `polybius ARGUMENTS`."""
    monkeypatch.setattr(sys, "argv", ["polybius", *arguments])
    try:
        main()
    except SystemExit as stop:
        return int(stop.code or 0)
    return 0


def test_read_sample_shows_evidence_voices_figures_and_litter(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("read", "--sample", "visit", monkeypatch=monkeypatch) == 0
    shown = capsys.readouterr().out
    assert "Vladimir Putin (RUS) -> CONSULT/visit -> China | actual | 2024-05-16..2024-05-17" in shown
    assert "240,000,000,000 USD" in shown
    assert "litter, comments: Comments 0" in shown


@pytest.mark.parametrize("name", ["visit", "sudan-truce", "karabakh-truce"])
def test_every_span_of_a_record_is_the_quoted_text(
    name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("read", "--sample", name, "--json", monkeypatch=monkeypatch) == 0
    record = json.loads(capsys.readouterr().out)
    text = record["document"]["text"]
    litter = [(block["start"], block["end"]) for block in record["document"]["litter"]]
    assert record["reports"]
    for report in record["reports"]:
        for piece in (report["trigger"], *report["source"], *report["target"]):
            assert text[piece["start"] : piece["end"]] == piece["text"]
        assert not any(start <= report["trigger"]["start"] < end for start, end in litter)
        for spans in report["evidence"].values():
            assert all(0 <= start < end <= len(text) for start, end in spans)
    voices = {a["id"] for a in record["attributions"]}
    assert {report["attribution"] for report in record["reports"]} <= voices | {None}


@pytest.mark.parametrize("name", [name for name in samples.names() if not samples.entry(name).expects])
def test_negatives_give_hardly_a_report(name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("read", "--sample", name, "--json", monkeypatch=monkeypatch) == 0
    assert json.loads(capsys.readouterr().out)["reports"] == []


def corpus(folder: Path) -> Path:
    """Two good inputs among bad ones."""
    folder.mkdir()
    (folder / "good.txt").write_text(ARTICLE)
    (folder / "empty.txt").write_bytes(b"")
    (folder / "binary.bin").write_bytes(bytes(range(256)) * 40)
    (folder / "cut.txt.gz").write_bytes(gzip.compress(ARTICLE.encode() * 50)[:60])
    (folder / "half.jsonl").write_text(json.dumps({"text": ARTICLE + " It was calm.", "id": "1"}) + '\n{"text": "Kenya con')
    (folder / "russian.txt").write_text("Президент России Владимир Путин посетил Китай с государственным визитом в мае. " * 3)
    (folder / "deep.html").write_text("<div>" * 100_000 + "<p>x</p>")
    return folder


def test_bad_input_is_discarded_with_a_reason_and_the_rest_is_coded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    archive = tmp_path / "a.duckdb"
    arguments = ("code", str(corpus(tmp_path / "in")), "-o", str(archive), "--published", "2024-05-20")
    assert run(*arguments, monkeypatch=monkeypatch) == 3
    told = capsys.readouterr().err
    for reason in ("empty", "binary", "truncated", "broken_json", "language_without_pipeline"):
        assert reason in told
    with duckdb.connect(str(archive), read_only=True) as con:
        assert con.execute("SELECT count(*) FROM documents").fetchall() == [(2,)]
        assert con.execute("SELECT count(*) FROM reports WHERE event_type = 'CONSULT'").fetchall() == [(2,)]
        (detail,) = con.execute("SELECT detail FROM discards WHERE reason = 'broken_json'").fetchall()[0]
        assert "half.jsonl" in detail and "2" in detail
    assert run(*arguments, "--max-discard-share", "1", monkeypatch=monkeypatch) == 0
    assert "there already" in (told := capsys.readouterr().err)
    assert [line.split()[-1] for line in told.splitlines() if line.strip().startswith("coded")] == ["0"]


def test_a_wrong_column_is_named_with_those_that_exist(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "in.csv").write_text("id,body\n1,Kenya condemned the attack on the convoy.\n")
    table, archive = str(tmp_path / "in.csv"), str(tmp_path / "a.duckdb")
    code = run("code", table, "-o", archive, "--text-column", "boby", monkeypatch=monkeypatch)
    told = capsys.readouterr().err
    assert code == 1
    assert "boby" in told and "body" in told


def test_json_lines_are_the_same_bytes_for_any_number_of_workers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("visit", "tariff-list", "odesa-port"):
        (folder / f"{name}.txt").write_bytes(samples.path(name).read_bytes())
    outputs = []
    for workers in ("1", "2"):
        assert run("code", str(folder), "-o", "-", "--workers", workers, monkeypatch=monkeypatch) == 0
        outputs.append(capsys.readouterr().out)
    assert outputs[0] == outputs[1]
    assert len(outputs[0].splitlines()) == 3


def test_explain_a_report_of_an_archive(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    archive = tmp_path / "a.duckdb"
    (tmp_path / "a.txt").write_text(ARTICLE)
    assert run("code", str(tmp_path / "a.txt"), "-o", str(archive), monkeypatch=monkeypatch) == 0
    with duckdb.connect(str(archive), read_only=True) as con:
        report = con.execute("SELECT id FROM reports WHERE event_type = 'CONSULT'").fetchall()[0][0]
    capsys.readouterr()
    assert run("explain", report, "--archive", str(archive), monkeypatch=monkeypatch) == 0
    shown = capsys.readouterr().out
    assert "CONSULT/visit, actual" in shown and '"visited"' in shown
