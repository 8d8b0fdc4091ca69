"""The only file that touches fastwarc: web archives, record by record, with the check of the end that the library lacks."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO

from fastwarc.warc import ArchiveIterator, WarcRecordType

from polybius.reading.options import MAX_PAGE_BYTES, ReadOptions, discard
from polybius.reading.sniff import sniff
from polybius.records import Discard, Document

_READABLE = ("text/html", "application/xhtml+xml", "text/plain", "application/pdf")


def read_warc(stream: BinaryIO, uri: str, options: ReadOptions) -> Iterator[Document | Discard]:
    """The pages in a WARC file (gzip or not): responses with status 200 and readable type; others are counted in one discard.

    The capture date is never taken for the day of publication.
    """
    skipped: dict[str, int] = {}
    n_records = 0
    try:
        for record in ArchiveIterator(stream, parse_http=True):
            n_records += 1
            if record.record_type not in (WarcRecordType.response, WarcRecordType.resource):
                continue
            kind = _kind(record)
            if kind not in _READABLE:
                skipped[kind] = skipped.get(kind, 0) + 1
                continue
            yield _page(record, kind, uri, options)
    except (OSError, EOFError, zlib.error, RuntimeError, ValueError) as error:
        yield discard("truncated", uri, f"{uri}: broken after record {n_records} ({error}). Fetch it again.")
        return
    if skipped:
        shown = ", ".join(f"{kind} {count}" for kind, count in sorted(skipped.items()))
        yield discard("not_a_page", uri, f"{uri}: {sum(skipped.values())} record(s) hold no readable page ({shown}).")
    stream.seek(0)
    if problem := end_problem(stream):
        yield discard("truncated", uri, f"{uri}: {problem}; {n_records} record(s) were read. Fetch it again.")


def _kind(record: Any) -> str:
    http = record.http_headers
    if http is None:
        return str(record.http_content_type or record.headers.get("Content-Type") or "unknown").split(";")[0].strip().lower()
    if http.status_code not in (200, None):
        return f"status {http.status_code}"
    return str(record.http_content_type or http.get("Content-Type") or "unknown").split(";")[0].strip().lower()


def _page(record: Any, kind: str, uri: str, options: ReadOptions) -> Document | Discard:
    address = str(record.headers.get("WARC-Target-URI") or "").strip("<>") or f"{uri}#{record.record_id}"
    data = record.reader.read(MAX_PAGE_BYTES + 1)
    encoding = (record.http_headers.get("Content-Encoding") or "").lower() if record.http_headers is not None else ""
    if encoding in {"gzip", "x-gzip"} and data[:2] == b"\x1f\x8b":
        try:
            data = gzip.decompress(data)
        except (OSError, EOFError, zlib.error) as error:
            return discard("truncated", address, f"{uri}: the page {address} is cut short ({error}).")
    if not data.strip():
        return discard("empty", address, f"{uri}: the page {address} is empty.")
    found = sniff(data[:16_384], address)
    if found == "pdf":
        from polybius.reading.pdf_adapter import read_pdf

        return read_pdf(data, address, options)
    if kind == "text/plain" and found == "text":
        from polybius.reading.text import read_text

        return read_text(data, address, options)
    from polybius.reading.web import read_html

    return read_html(data, address, options, url=address, declared=getattr(record, "http_charset", None))


def end_problem(stream: BinaryIO) -> str | None:
    """What is wrong with the end of a WARC file ("record 54 ends early"); None when the last record is whole."""
    packed = stream.read(2) == b"\x1f\x8b"
    stream.seek(0)
    source: Any = gzip.GzipFile(fileobj=stream) if packed else stream
    number = 0
    try:
        while True:
            line = source.readline(65_536)
            while line in (b"\r\n", b"\n"):
                line = source.readline(65_536)
            if not line:
                return None
            if not line.startswith(b"WARC/"):
                return f"record {number} is longer or shorter than it states"
            number += 1
            length = _content_length(source)
            if length is None:
                return f"the header of record {number} ends early"
            if not _skip(source, length):
                return f"record {number} ends early"
    except (EOFError, OSError, zlib.error):
        return f"the file is cut short in or after record {number}"


def _content_length(source: Any) -> int | None:
    length: int | None = None
    while line := source.readline(65_536):
        if line in (b"\r\n", b"\n"):
            return length
        name, _, value = line.partition(b":")
        if name.strip().lower() == b"content-length" and value.strip().isdigit():
            length = int(value)
    return None


def _skip(source: io.BufferedIOBase, length: int) -> bool:
    while length > 0:
        chunk = source.read(min(length, 1 << 20))
        if not chunk:
            return False
        length -= len(chunk)
    return True
