"""The DuckDB archive: one file, written in transactions, one batch of documents each."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import duckdb

from polybius.archive.arrow import to_arrow
from polybius.archive.rows import Rows
from polybius.archive.schema import SCHEMA_VERSION, create_statements, tables_of_documents
from polybius.errors import ArchiveError, InputError, SchemaVersionError


class DuckdbStore:
    """An archive file opened for writing (`read_only=True` for queries).

    Raises:
        ArchiveError: the file is no archive, or another process writes to it.
        SchemaVersionError: it was made by another schema version.
    """

    def __init__(self, path: str | Path, *, read_only: bool = False) -> None:
        self.path = Path(path)
        if read_only and not self.path.exists():
            raise InputError(f"{self.path}: no such archive. Make one with: polybius code PATHS -o {self.path}")
        try:
            self._con = duckdb.connect(str(self.path), read_only=read_only)
        except duckdb.IOException as error:
            busy = "Conflicting lock" in str(error) or "could not set lock" in str(error).lower()
            what = "is in use by another process; wait for it or stop it" if busy else f"cannot be opened ({error})"
            raise ArchiveError(f"{self.path} {what}.") from error
        self._check(read_only)

    def _check(self, read_only: bool) -> None:
        names = {row[0] for row in self._con.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
        if names and "polybius_schema" not in names:
            raise ArchiveError(f"{self.path} is a DuckDB file but no Polybius archive. Name another file.")
        if not names:
            if read_only:
                raise ArchiveError(f"{self.path} is an empty database. Fill it with: polybius code PATHS -o {self.path}")
            self._con.execute("BEGIN")
            for statement in create_statements():
                self._con.execute(statement)
            self._con.execute("CREATE TABLE polybius_schema (version INTEGER)")
            self._con.execute("INSERT INTO polybius_schema VALUES (?)", [SCHEMA_VERSION])
            self._con.execute("COMMIT")
        found = self._con.execute("SELECT version FROM polybius_schema").fetchall()[0][0]
        if found != SCHEMA_VERSION:
            raise SchemaVersionError(f"{self.path} has schema version {found}, this Polybius reads {SCHEMA_VERSION}. Code it anew.")

    def known(self, run: str) -> set[str]:
        """Ids of the documents already coded by exactly this run configuration."""
        return {row[0] for row in self._con.execute("SELECT id FROM documents WHERE run = ?", [run]).fetchall()}

    def write(self, rows: Rows, run: str) -> None:
        """Write one batch in one transaction; documents already there (from another configuration) are replaced."""
        self._con.execute("BEGIN")
        try:
            documents = [row[0] for row in rows.get("documents", [])]
            if documents:
                for table in tables_of_documents():
                    self._con.execute(f"DELETE FROM {table} WHERE document_id IN (SELECT unnest(?))", [documents])
                self._con.execute("DELETE FROM documents WHERE id IN (SELECT unnest(?))", [documents])
            for table, part in rows.items():
                if not part:
                    continue
                self._con.register("batch", to_arrow(table, part))
                where = " WHERE key NOT IN (SELECT key FROM discards)" if table == "discards" else ""
                self._con.execute(f"INSERT INTO {table} SELECT * FROM batch{where}")
                self._con.unregister("batch")
            self._con.execute("COMMIT")
        except duckdb.Error as error:
            self._con.execute("ROLLBACK")
            raise ArchiveError(f"{self.path}: batch not written ({error}). Nothing of it is in the archive; run again.") from error

    def finish(self, run: str, manifest: dict[str, Any]) -> None:
        """Record the manifest of this run configuration."""
        self._con.execute("DELETE FROM runs WHERE id = ?", [run])
        self._con.execute("INSERT INTO runs VALUES (?, ?)", [run, json.dumps(manifest, sort_keys=True)])
        self._con.close()

    def record_of_report(self, report: str) -> tuple[dict[str, Any], dict[str, Any]] | None:
        """(report record, whole document record) of a report id, or None."""
        found = self._con.execute(
            "SELECT d.record FROM reports r JOIN documents d ON d.id = r.document_id WHERE r.id = ?", [report]
        ).fetchall()
        if not found:
            return None
        record = json.loads(found[0][0])
        return next(item for item in record["reports"] if item["id"] == report), record

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        """Rows of a SQL query."""
        return list(self._con.execute(sql).fetchall())
