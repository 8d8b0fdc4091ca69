"""Bytes -> Document: plain text, HTML, PDF, JSONL, CSV, Parquet, WARC, feeds, PETRARCH XML; cleaning with an offset map.

`read_bytes` and `read_path` yield Documents and Discards; `expand` finds files. Each format's library is imported only when
a file of that format is read.
"""

from __future__ import annotations

from polybius.reading.builder import to_original
from polybius.reading.dispatch import read_bytes, read_path
from polybius.reading.files import InputFile, expand
from polybius.reading.language import unsupported
from polybius.reading.options import ReadOptions, check_iso

__all__ = [
    "InputFile",
    "ReadOptions",
    "check_iso",
    "expand",
    "lint",
    "predict_body",
    "read_bytes",
    "read_path",
    "to_original",
    "unsupported",
]


def predict_body(html: bytes, url: str = "") -> dict[str, str | list[str] | None]:
    """{body, title, authors, published} of one HTML page; `body` has one paragraph a line."""
    from polybius.reading.web import predict_body as predict

    return predict(html, url)


def lint() -> list[str]:
    """Problems in this room's tables as `file:line: what`; empty when they are sound."""
    from polybius.reading import cues, genre

    return [*cues.lint(), *genre.lint()]
