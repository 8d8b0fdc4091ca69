"""JSON lines on a stream: one record a document; discards of what could not be read as records of their own."""

from __future__ import annotations

import json
from typing import Any, TextIO

from polybius.archive.rows import Rows
from polybius.archive.schema import columns


class LinesStore:
    """Writes records to `stream`; remembers nothing, so every run writes everything."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def known(self, run: str) -> set[str]:
        """Always empty: a stream cannot be resumed."""
        return set()

    def write(self, rows: Rows, run: str) -> None:
        """Write the records of one batch."""
        documents = {row[0] for row in rows.get("documents", [])}
        for row in rows.get("documents", []):
            self._stream.write(row[-1] + "\n")
        names = columns("discards")
        for row in rows.get("discards", []):
            if row[0] not in documents:
                discard = dict(zip(names, row, strict=True))
                discard["document"] = discard.pop("document_id")
                self._stream.write(json.dumps({"discards": [discard]}, ensure_ascii=False) + "\n")

    def finish(self, run: str, manifest: dict[str, Any]) -> None:
        """Flush the stream."""
        self._stream.flush()
