"""The only file that touches pyarrow in this room: Parquet files, a batch of rows at a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from polybius.reading.options import ReadOptions, discard
from polybius.reading.rows import choose_columns, row_documents
from polybius.records import Discard, Document

BATCH_ROWS = 64


def read_parquet(stream: BinaryIO, uri: str, options: ReadOptions) -> Iterator[Document | Discard]:
    """One document per row.

    Raises:
        InputError: a named column is not there.
    """
    try:
        table = pq.ParquetFile(stream)
        names = list(table.schema_arrow.names)
    except (pa.ArrowException, OSError) as error:
        yield discard("truncated", uri, f"{uri}: not a whole Parquet file ({str(error).splitlines()[0]}). Fetch it again.")
        return
    columns = choose_columns(names, options, uri)
    wanted = [
        name
        for name in (columns.text, columns.date, columns.title, columns.id, columns.url, columns.outlet, columns.author)
        if name
    ]
    number = 0
    try:
        for batch in table.iter_batches(batch_size=BATCH_ROWS, columns=wanted):
            for row in batch.to_pylist():
                number += 1
                for name, value in row.items():
                    if hasattr(value, "isoformat"):
                        row[name] = value.isoformat()
                yield from row_documents(row, columns, uri, number, options)
    except (pa.ArrowException, OSError) as error:
        yield discard("truncated", uri, f"{uri}: broken after row {number} ({str(error).splitlines()[0]}). Fetch it again.")
