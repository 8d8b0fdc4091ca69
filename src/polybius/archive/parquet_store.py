"""A folder of Parquet files as archive: TABLE/part-<batch>.parquet, and a ledger that says which batches are whole."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from polybius.archive.arrow import write_parquet
from polybius.archive.rows import Rows
from polybius.archive.schema import SCHEMA_VERSION, TABLES
from polybius.errors import ArchiveError, SchemaVersionError
from polybius.records import stable_id


class ParquetStore:
    """Writes batches as files; a batch counts only when its ledger entry is there, written last.

    Raises:
        ArchiveError: the folder cannot be made or written.
        SchemaVersionError: it holds another schema version.
    """

    def __init__(self, folder: str | Path) -> None:
        self.path = Path(folder)
        try:
            for table in (*TABLES, "_ledger"):
                (self.path / table).mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ArchiveError(f"{self.path} cannot be written ({error}). Name another folder.") from error
        marker = self.path / "_ledger" / "schema.json"
        if marker.exists() and json.loads(marker.read_text())["version"] != SCHEMA_VERSION:
            raise SchemaVersionError(f"{self.path} has another schema version than {SCHEMA_VERSION}. Code it anew.")
        _replace(marker, json.dumps({"version": SCHEMA_VERSION}))
        self._sweep()
        self._discards: set[str] = {key for entry in self._entries() for key in entry["discards"]}

    def _entries(self) -> list[dict[str, Any]]:
        return [json.loads(path.read_text()) for path in sorted((self.path / "_ledger").glob("batch-*.json"))]

    def _sweep(self) -> None:
        # Files of a batch that was cut short have no ledger entry; `reports/*.parquet` would count them.
        whole = {path.stem for path in (self.path / "_ledger").glob("batch-*.json")}
        for path in sorted(self.path.glob("*/part-batch-*")):
            if path.name.removeprefix("part-").partition(".")[0] not in whole:
                path.unlink()

    def known(self, run: str) -> set[str]:
        """Ids of the documents already coded by exactly this run configuration."""
        return {document for entry in self._entries() if entry["run"] == run for document in entry["documents"]}

    def write(self, rows: Rows, run: str) -> None:
        """Write one batch: data files first, ledger entry last."""
        documents = [row[0] for row in rows.get("documents", [])]
        discards = [row for row in rows.get("discards", []) if row[-1] not in self._discards]
        if not documents and not discards:
            return
        self._drop_other_runs(set(documents), run)
        batch = stable_id("batch", run, documents, [row[-1] for row in discards])
        for table, part in {**rows, "discards": discards}.items():
            if part:
                final = self.path / table / f"part-{batch}.parquet"
                write_parquet(table, part, f"{final}.tmp")
                os.replace(f"{final}.tmp", final)
        self._discards.update(row[-1] for row in discards)
        entry = {"run": run, "documents": documents, "discards": [row[-1] for row in discards]}
        _replace(self.path / "_ledger" / f"{batch}.json", json.dumps(entry))

    def _drop_other_runs(self, documents: set[str], run: str) -> None:
        # A folder holds one configuration: mixing two would count every document twice.
        for entry in self._entries():
            if entry["run"] != run and documents & set(entry["documents"]):
                raise ArchiveError(
                    f"{self.path} holds documents coded by another version or configuration (run {entry['run']}). "
                    "Name another folder, or use a .duckdb archive, which replaces them."
                )

    def finish(self, run: str, manifest: dict[str, Any]) -> None:
        """Record the manifest of this run configuration."""
        write_parquet("runs", [(run, json.dumps(manifest, sort_keys=True))], str(self.path / "runs" / f"{run}.parquet"))


def _replace(path: Path, text: str) -> None:
    temporary = path.with_suffix(".tmp")
    temporary.write_text(text)
    os.replace(temporary, path)
