"""Which format some bytes are in: by content first, by the file's name where content leaves it open."""

from __future__ import annotations

import json
import re

from polybius.reading.encoding import _BOMS

_HTML = re.compile(
    rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]|<(?:article|div|p|h1|table|meta|title"
    rb"|script)[\s>/]",
    re.I,
)
_MAGIC = (
    (b"%PDF-", "pdf"), (b"PAR1", "parquet"), (b"\x1f\x8b", "gzip"), (b"WARC/", "warc"), (b"PK\x03\x04", "zip"),
    (b"\x89PNG", "image"), (b"\xff\xd8\xff", "image"), (b"GIF8", "image"), (b"\xd0\xcf\x11\xe0", "office"), (b"{\\rtf", "rtf"),
    (b"BZh", "bzip2"), (b"\x28\xb5\x2f\xfd", "zstd"), (b"\xfd7zXZ", "xz"), (b"7z\xbc\xaf", "7z"), (b"\x7fELF", "program"),
    (b"SQLite format 3", "sqlite"),
)  # fmt: skip
_NOTHING_READS = {"zip", "image", "office", "rtf", "bzip2", "zstd", "xz", "7z", "program", "sqlite", "binary"}
EXTENSIONS = {
    ".txt": "text", ".text": "text", ".md": "text", ".html": "html", ".htm": "html", ".xhtml": "html", ".pdf": "pdf",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl", ".json": "jsonl", ".csv": "csv", ".tsv": "csv", ".tab": "csv", ".parquet": "parquet",
    ".pq": "parquet", ".warc": "warc",
    ".rss": "feed", ".atom": "feed", ".xml": "xml",
}  # fmt: skip


def extension(name: str) -> str:
    """The last extension in lower case, ".gz" looked through; "" without one."""
    base = re.split(r"[?#]", name)[0].rsplit("/", 1)[-1].lower()
    base = base.removesuffix(".gz")
    return f".{base.rsplit('.', 1)[1]}" if "." in base else ""


def sniff(head: bytes, name: str) -> str:
    """Format of a file that begins with `head`: text, html, pdf, jsonl, csv, parquet, warc, feed, petrarch, gzip, empty,
    or a name from which nothing is read (image, zip, office, binary, ...)."""
    if not head.strip(b" \t\r\n\0"):
        return "empty" if not head.strip() else "binary"
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if any(head.startswith(mark) for mark, _ in _BOMS):
        bare = head.decode("utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig", "ignore").encode()
    elif is_binary(head):
        return "binary"
    else:
        bare = head
    return _markup(bare.lstrip()[:8192], extension(name))


def reads(kind: str) -> bool:
    """Whether there is a reader for a sniffed format."""
    return kind not in _NOTHING_READS


def is_binary(data: bytes) -> bool:
    """Whether `data` holds control characters that no text has."""
    sample = data[:8192]
    odd = sum(byte < 9 or 13 < byte < 27 or 27 < byte < 32 for byte in sample)
    return b"\0" in sample or odd * 50 > len(sample)


def _markup(head: bytes, ext: str) -> str:
    low = head[:4096].lower()
    if re.match(rb"(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:rss|rdf:rdf|feed)[\s>]", low, re.S):
        return "feed"
    if b"<sentences" in low or b"<sentence " in low:
        return "petrarch"
    if ext in {".csv", ".tsv", ".tab"}:
        return "csv"
    if head[:1] in (b"{", b"[") and (ext in {".jsonl", ".ndjson", ".json"} or _is_json(head)):
        return "jsonl"
    if EXTENSIONS.get(ext) == "html" or (head[:1] == b"<" and _HTML.search(low)) or re.search(rb"<!doctype\s+html|<html[\s>]", low):
        return "html"
    if ext in {".jsonl", ".ndjson"}:
        return "jsonl"
    if ext == ".xml":
        return "xml"
    return "text"


def _is_json(head: bytes) -> bool:
    first = head.split(b"\n", 1)[0]
    try:
        return isinstance(json.loads(first), dict)
    except (ValueError, RecursionError):
        return re.match(rb'\{\s*"[\w ]{1,60}"\s*:', head) is not None
