"""Chooses the reader for some bytes or a file; no format's library is imported before a file of that format comes."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from polybius.errors import InputError
from polybius.reading.files import uri_of
from polybius.reading.options import MAX_PAGE_BYTES, ReadOptions, discard
from polybius.reading.sniff import extension, sniff
from polybius.records import Discard, Document

HEAD_BYTES = 16_384
_ADVICE = {
    "image": "Polybius reads no images; run text recognition first",
    "office": "save it as PDF, HTML or plain text first",
    "zip": "unpack it (a Word file: save it as PDF, HTML or plain text) first",
    "rtf": "save it as plain text first",
}
# These are read record by record from the stream; the rest is small and read whole.
_STREAMED = {"jsonl", "csv", "parquet", "warc", "petrarch"}


def read_path(path: Path | str, options: ReadOptions | None = None) -> Iterator[Document | Discard]:
    """The documents of one file, in its order, and a discard for each thing in it that could not be read.

    Raises:
        InputError: no such file, or a column named in `options` is not in it.
    """
    options = options or ReadOptions()
    path = Path(path)
    uri = uri_of(path, options.root)
    if not path.exists():
        raise InputError(f"{uri}: no such file. Check the spelling.")
    if path.is_dir():
        raise InputError(f"{uri} is a folder. Give a file, or use `polybius code {uri} -o archive.duckdb`.")
    try:
        stream = path.open("rb")
    except OSError as error:
        yield discard(
            "unreadable", uri, f"{uri}: cannot be opened ({error.strerror}). Give yourself read permission, or leave it out."
        )
        return
    with stream:
        yield from _read(stream, uri, options)


def read_bytes(data: bytes, uri: str, options: ReadOptions | None = None) -> Iterator[Document | Discard]:
    """The documents in `data`, as `read_path`; `uri` names them and its extension helps where content leaves the format open."""
    yield from _read(io.BytesIO(data), uri, options or ReadOptions())


def _read(stream: BinaryIO, uri: str, options: ReadOptions) -> Iterator[Document | Discard]:
    head = stream.read(HEAD_BYTES)
    stream.seek(0)
    kind = sniff(head, uri)
    if kind == "gzip":
        yield from _read_gzip(stream, uri, options)
    elif kind in _STREAMED:
        yield from _read_stream(kind, stream, uri, options)
    else:
        yield from _read_whole(kind, stream, uri, options)


def _read_stream(kind: str, stream: BinaryIO, uri: str, options: ReadOptions) -> Iterator[Document | Discard]:
    if kind == "jsonl":
        from polybius.reading.rows import read_jsonl

        yield from read_jsonl(stream, uri, options)
    elif kind == "csv":
        from polybius.reading.rows import read_csv

        yield from read_csv(stream, uri, options)
    elif kind == "parquet":
        from polybius.reading.parquet_adapter import read_parquet

        yield from read_parquet(stream, uri, options)
    elif kind == "warc":
        from polybius.reading.warc_adapter import read_warc

        yield from read_warc(stream, uri, options)
    else:
        from polybius.reading.petrarch import read_petrarch

        yield from read_petrarch(stream, uri, options)


def _read_whole(kind: str, stream: BinaryIO, uri: str, options: ReadOptions) -> Iterator[Document | Discard]:
    if kind == "empty":
        yield discard("empty", uri, f"{uri}: the file is empty. Fetch it again, or leave it out.")
        return
    if kind == "xml":
        yield discard(
            "unknown_xml", uri, f"{uri}: XML, but neither a feed (RSS, Atom) nor PETRARCH input. Convert it to HTML, text or JSONL."
        )
        return
    data = stream.read(64 * MAX_PAGE_BYTES)
    if kind == "html":
        from polybius.reading.web import read_html

        yield read_html(data, uri, options)
    elif kind == "pdf":
        from polybius.reading.pdf_adapter import read_pdf

        yield read_pdf(data, uri, options)
    elif kind == "feed":
        from polybius.reading.feed_adapter import read_feed

        yield from read_feed(data, uri, options)
    elif kind == "text":
        from polybius.reading.text import read_text

        yield read_text(data, uri, options)
    else:
        advice = _ADVICE.get(kind, "convert it to text, HTML, PDF or JSONL, or leave it out")
        yield discard("binary", uri, f"{uri}: not a text ({kind}); {advice}.")


def _read_gzip(stream: BinaryIO, uri: str, options: ReadOptions) -> Iterator[Document | Discard]:
    inner = uri.removesuffix(".gz")
    try:
        # Unlike GzipFile this gives what there is when the file is cut short, so that whole records before the cut are read.
        head = zlib.decompressobj(31).decompress(stream.read(4 * HEAD_BYTES), HEAD_BYTES)
    except zlib.error as error:
        yield truncated_gzip(uri, error)
        return
    stream.seek(0)
    kind = sniff(head, inner)
    if kind == "warc":
        from polybius.reading.warc_adapter import read_warc

        yield from read_warc(stream, uri, options)
        return
    opened: BinaryIO = gzip.GzipFile(fileobj=stream)  # type: ignore[assignment]  # lacks only what is not used here
    try:
        if kind in {"jsonl", "csv", "petrarch"}:
            yield from _read_stream(kind, opened, uri, options)
            return
        data = opened.read(MAX_PAGE_BYTES * 4)
    except (EOFError, OSError, zlib.error) as error:
        yield truncated_gzip(uri, error)
        return
    if len(data) >= MAX_PAGE_BYTES * 4:
        yield discard("too_long", uri, f"{uri}: unpacks to more than {MAX_PAGE_BYTES * 4:,} bytes. Unpack and split it first.")
        return
    if kind == "parquet":
        yield from _read_stream(kind, io.BytesIO(data), uri, options)
    elif kind == "gzip":
        yield discard("binary", uri, f"{uri}: packed twice with gzip. Unpack it once.")
    else:
        yield from _read_whole(kind, io.BytesIO(data), uri if extension(uri) else inner, options)


def truncated_gzip(uri: str, error: Exception) -> Discard:
    """The discard for a gzip file that ends early or is damaged."""
    return discard("truncated", uri, f"{uri}: the gzip file is cut short or damaged ({error}). Fetch it again.")
