"""Rows -> Arrow tables in the archive's schema (the only file here that touches pyarrow)."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from polybius.archive.schema import TABLES

_TYPES: dict[str, Any] = {
    "VARCHAR": pa.string(),
    "VARCHAR[]": pa.list_(pa.string()),
    "INTEGER": pa.int32(),
    "INTEGER[]": pa.list_(pa.int32()),
    "BIGINT": pa.int64(),
    "DOUBLE": pa.float64(),
    "BOOLEAN": pa.bool_(),
}


def to_arrow(table: str, rows: list[tuple[Any, ...]]) -> Any:
    """An Arrow table of `rows` (one tuple a row, in schema order)."""
    fields = [pa.field(name, _TYPES[kind]) for name, kind in TABLES[table]]
    arrays = [pa.array([row[k] for row in rows], type=field.type) for k, field in enumerate(fields)]
    return pa.Table.from_arrays(arrays, schema=pa.schema(fields))


def write_parquet(table: str, rows: list[tuple[Any, ...]], path: str) -> None:
    """Write `rows` to one Parquet file (zstd; the same bytes for the same rows)."""
    pq.write_table(to_arrow(table, rows), path, compression="zstd")
