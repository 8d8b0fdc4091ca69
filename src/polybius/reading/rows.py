"""JSON lines and CSV: one record at a time, columns named or found by their usual names."""

from __future__ import annotations

import csv
import difflib
import io
import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

from polybius.errors import InputError
from polybius.reading import dates, metadata
from polybius.reading.document import Facts
from polybius.reading.encoding import decode
from polybius.reading.options import MAX_RECORD_BYTES, ReadOptions, discard
from polybius.records import Discard, Document

USUAL = {
    "text": ("text", "body", "content", "article_text", "maintext", "article", "event_text", "full_text", "fulltext",
             "story", "html", "raw_html"),
    "date": ("published", "date_published", "date_publish", "publish_date", "published_at", "publication_date", "pub_date",
             "pubdate", "date", "datetime", "story_date"),
    "title": ("title", "headline"),
    "id": ("id", "doc_id", "docid", "article_id", "uid", "guid"),
    "url": ("url", "link", "canonical_url", "source_url"),
    "outlet": ("outlet", "publisher", "source", "source_name", "source_domain", "newspaper"),
    "author": ("authors", "author", "byline"),
    "language": ("language", "lang"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column holds what; None where there is none."""

    text: str
    date: str | None = None
    title: str | None = None
    id: str | None = None
    url: str | None = None
    outlet: str | None = None
    author: str | None = None


def choose_columns(names: Sequence[str], options: ReadOptions, uri: str) -> Columns:
    """Named columns checked, the others found by their usual names.

    Raises:
        InputError: a named column is not there, or no text column was named or found; lists the columns that are there.
    """
    named = {"text": options.text_column, "date": options.date_column, "id": options.id_column, "title": options.title_column}
    for what, name in named.items():
        if name is not None and name not in names:
            raise InputError(_missing(uri, name, names, f"--{what}-column"))
    low = {name.lower().strip("\ufeff "): name for name in reversed(names)}
    found = {what: named.get(what) or next((low[name] for name in usual if name in low), None) for what, usual in USUAL.items()}
    if found["text"] is None:
        raise InputError(f"{uri}: no column is known to hold the text. Columns: {', '.join(names)}. Name it with --text-column.")
    return Columns(found["text"], found["date"], found["title"], found["id"], found["url"], found["outlet"], found["author"])


def _missing(uri: str, name: str, names: Sequence[str], option: str) -> str:
    near = difflib.get_close_matches(name.lower(), [other.lower() for other in names], n=1, cutoff=0.6)
    hint = next((f" Did you mean '{other}'?" for other in names if near and other.lower() == near[0]), "")
    return f"{uri}: there is no column '{name}'. Columns: {', '.join(names)}.{hint} Name it with {option}."


def read_jsonl(stream: BinaryIO, uri: str, options: ReadOptions) -> Iterator[Document | Discard]:
    """One document per line (or one per element of a JSON array); a broken line is a discard, the rest is read."""
    columns: Columns | None = None
    number = 0
    try:
        for number, line in enumerate(_lines(stream), 1):
            if not line.strip():
                continue
            if len(line) > MAX_RECORD_BYTES:
                yield discard(
                    "too_long", f"{uri}:{number}", f"{uri}:{number}: a record of more than {MAX_RECORD_BYTES:,} bytes. Split it."
                )
                continue
            if (number == 1 and line.lstrip(b"\xef\xbb\xbf \t").startswith(b"[")) or (
                number == 1 and line.strip() in (b"{", b"\xef\xbb\xbf{")
            ):
                stream.seek(0)
                yield from _whole_json(stream.read(MAX_RECORD_BYTES + 1), uri, options)
                return
            row = _parsed(line, uri, number)
            if isinstance(row, Discard):
                yield row
                continue
            if columns is None or columns.text not in row:
                columns = _columns_for(row, columns, options, uri)
            yield from row_documents(row, columns, uri, number, options)
    except (EOFError, OSError, zlib.error) as error:
        yield discard(
            "truncated", uri, f"{uri}:{number + 1}: the file is cut short or damaged after this line ({error}). Fetch it again."
        )


def _columns_for(row: dict[str, Any], columns: Columns | None, options: ReadOptions, uri: str) -> Columns:
    # A later record may lack the text column: that record is a discard, not the end of the run.
    if columns is None:
        return choose_columns(list(row), options, uri)
    return columns


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    while line := stream.readline(MAX_RECORD_BYTES + 1):
        if len(line) > MAX_RECORD_BYTES and not line.endswith(b"\n"):
            while (rest := stream.readline(1 << 20)) and not rest.endswith(b"\n"):
                pass
        yield line


def _parsed(line: bytes, uri: str, number: int) -> dict[str, Any] | Discard:
    where = f"{uri}:{number}"
    try:
        row = json.loads(decode(line).text if not line.isascii() else line)
    except (ValueError, RecursionError) as error:
        return discard(
            "broken_json", where, f"{where}: not a whole JSON record ({error}). Mend or delete the line; the other lines were read."
        )
    if not isinstance(row, dict):
        return discard("broken_json", where, f"{where}: a JSON {type(row).__name__}, not an object with named fields.")
    return row


def _whole_json(data: bytes, uri: str, options: ReadOptions) -> Iterator[Document | Discard]:
    if len(data) > MAX_RECORD_BYTES:
        yield discard(
            "too_long", uri, f"{uri}: one JSON value of more than {MAX_RECORD_BYTES:,} bytes. Write one record a line (JSONL)."
        )
        return
    try:
        value = json.loads(decode(data).text)
    except (ValueError, RecursionError) as error:
        yield discard("broken_json", uri, f"{uri}: not valid JSON ({error}). Write one record a line (JSONL).")
        return
    records = value if isinstance(value, list) else [value]
    columns: Columns | None = None
    for number, row in enumerate(records, 1):
        if not isinstance(row, dict):
            yield discard("broken_json", f"{uri}:{number}", f"{uri}: element {number} is no object with named fields.")
            continue
        columns = columns or choose_columns(list(row), options, uri)
        yield from row_documents(row, columns, uri, number, options)


def read_csv(stream: BinaryIO, uri: str, options: ReadOptions) -> Iterator[Document | Discard]:
    """One document per row; the first row names the columns; comma, semicolon or tab by what the first row uses."""
    head = stream.read(1 << 16)
    stream.seek(0)
    decoded = decode(head[: head.rfind(b"\n") + 1] or head)
    csv.field_size_limit(MAX_RECORD_BYTES)
    text = io.TextIOWrapper(
        stream, encoding="utf-8-sig" if decoded.encoding == "utf-8" else decoded.encoding, errors="replace", newline=""
    )
    first = decoded.text.split("\n", 1)[0]
    delimiter = max("\t,;|", key=lambda mark: (first.count(mark), mark == ","))
    reader = csv.reader(text, delimiter=delimiter)
    try:
        names = [name.strip() for name in next(reader)]
    except (StopIteration, csv.Error) as error:
        yield discard("broken_csv", uri, f"{uri}:1: the row of column names cannot be read ({error}).")
        return
    columns = choose_columns(names, options, uri)
    try:
        yield from _csv_rows(reader, names, columns, uri, options)
    except (EOFError, OSError, zlib.error) as error:
        yield discard(
            "truncated",
            uri,
            f"{uri}:{reader.line_num}: the file is cut short or damaged after this line ({error}). Fetch it again.",
        )


def _csv_rows(reader: Any, names: list[str], columns: Columns, uri: str, options: ReadOptions) -> Iterator[Document | Discard]:
    number = 0
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield discard(
                "broken_csv", f"{uri}:{reader.line_num}", f"{uri}:{reader.line_num}: {error}. Mend the quotes of this row."
            )
            continue
        number += 1
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(names):
            where = f"{uri}:{reader.line_num}"
            yield discard(
                "broken_csv", where, f"{where}: {len(cells)} cells, but {len(names)} columns. Mend the quotes of this row."
            )
            continue
        yield from row_documents(dict(zip(names, cells, strict=True)), columns, uri, number, options)


def row_documents(
    row: dict[str, Any], columns: Columns, uri: str, number: int, options: ReadOptions
) -> Iterable[Document | Discard]:
    """The document of one record (a list of one, so that every reader can `yield from`)."""
    where = f"{uri}:{number}"
    text = row.get(columns.text)
    name = _cell(row, columns.id)
    url = _cell(row, columns.url)
    own = url if url and url.startswith("http") else f"{uri}#{name or number}"
    if not isinstance(text, str) or not text.strip():
        return [discard("no_text", own, f"{where}: the field '{columns.text}' is empty or missing.")]
    stated = _cell(row, columns.date)
    day = dates.clean_stamp(stated)
    notes = (f"the date '{stated}' of column '{columns.date}' cannot be read",) if stated and day is None else ()
    outlet = _cell(row, columns.outlet)
    facts = Facts(
        uri=own,
        title=_cell(row, columns.title),
        authors=metadata.clean_authors(_authors(row, columns.author)),
        outlet=outlet,
        published=day,
        published_from="column" if day else None,
        url=url or "",
        notes=notes,
    )
    if columns.text.lower() in {"html", "raw_html"} or text.lstrip()[:200].lower().startswith(
        ("<!doctype", "<html", "<div", "<p>", "<article")
    ):
        from polybius.reading.web import from_page

        return [from_page(text, facts, options, located=False)]
    from polybius.reading.text import from_string

    return [from_string(text, facts, options)]


def _cell(row: dict[str, Any], name: str | None) -> str | None:
    value = row.get(name) if name else None
    if value is None or isinstance(value, (dict, list)):
        return None
    return str(value).strip() or None


def _authors(row: dict[str, Any], name: str | None) -> list[str]:
    value = row.get(name) if name else None
    if isinstance(value, list):
        return [entry for entry in value if isinstance(entry, str)]
    return [value] if isinstance(value, str) and value.strip() else []
