"""`polybius code`: a corpus into an archive."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from polybius.engine.local import Store, Tally
    from polybius.reading import InputFile, ReadOptions
    from polybius.records import Discard, Document

EXAMPLE = "Examples: polybius code articles/ -o a.duckdb --workers 2; polybius code news.jsonl -o out/ --text-column body"
TOO_MANY_DISCARDS = 3


def code(
    paths: Annotated[list[str], typer.Argument(metavar="PATHS...", help="Files, folders or globs.")],
    output: Annotated[str, typer.Option("-o", "--output", help="FILE.duckdb, a folder (Parquet), or - (JSON lines).")],
    workers: Annotated[int, typer.Option(min=1, help="Processes that code; each loads the model.")] = 1,
    text_column: Annotated[str | None, typer.Option(help="Column with the text (JSONL, CSV, Parquet).")] = None,
    date_column: Annotated[str | None, typer.Option(help="Column with the publication date.")] = None,
    id_column: Annotated[str | None, typer.Option(help="Column with the record's own id or address.")] = None,
    published: Annotated[str | None, typer.Option(help="Publication date (ISO) for all, overrides.")] = None,
    outlet: Annotated[str | None, typer.Option(help="Outlet for all, overrides.")] = None,
    language: Annotated[str | None, typer.Option(help="Language code for all, overrides detection.")] = None,
    model: Annotated[str, typer.Option(help="spaCy pipeline: auto, a package name or a path.")] = "auto",
    overlay: Annotated[Path | None, typer.Option(help="Folder with own actor tables (CSV).")] = None,
    coder: Annotated[str, typer.Option(help="fused (grammar and classifier) or grammar (rules alone, faster).")] = "fused",
    max_discard_share: Annotated[float, typer.Option(min=0, max=1, help="Exit 3 above this share of unread documents.")] = 0.5,
) -> None:
    """Code a corpus: resumable (what is there is skipped), idempotent, the same output for any number of workers."""
    from polybius import reading
    from polybius.engine.local import code_corpus
    from polybius.pipeline import Settings

    if published is not None:
        reading.check_iso(published)
    options = reading.ReadOptions(published, outlet, language, text_column, date_column, id_column)
    bar = _Bar()
    # Files first: a misspelt path must not leave an empty archive behind.
    lost: list[Discard] = []
    files = reading.expand(paths, on_discard=lost.append)
    store = _store(output)
    tally, manifest = code_corpus(
        _items(files, lost, options, bar),
        store,
        Settings(model, str(overlay) if overlay else None, coder),
        workers=workers,
        on_batch=bar.update,
    )
    bar.close()
    _report(tally, manifest, output)
    if tally.share_discarded > max_discard_share:
        sys.stderr.write(f"polybius: {tally.share_discarded:.0%} could not be coded, more than --max-discard-share allows.\n")
        raise typer.Exit(TOO_MANY_DISCARDS)


def _store(output: str) -> Store:
    if output == "-":
        from polybius.archive.lines_store import LinesStore

        return LinesStore(sys.stdout)
    if output.endswith((".duckdb", ".db")):
        from polybius.archive.duckdb_store import DuckdbStore

        return DuckdbStore(output)
    from polybius.archive.parquet_store import ParquetStore

    return ParquetStore(output)


def _items(files: list[InputFile], lost: list[Discard], options: ReadOptions, bar: _Bar) -> Iterator[Document | Discard]:
    from polybius import reading
    from polybius.reader import gate

    bar.start(sum(file.n_bytes for file in files), len(files))
    yield from lost
    for file in files:
        yield from bar.follow(gate(reading.read_path(file.path, options)), file.n_bytes)


class _Bar:
    """Progress on stderr: a bar with rate and remaining time on a terminal, a line every 10 s otherwise."""

    def __init__(self) -> None:
        self._total = self._done = 0
        self._begun = self._told = time.monotonic()
        self._n_files = 0

    def start(self, total_bytes: int, n_files: int) -> None:
        self._total, self._n_files = max(total_bytes, 1), n_files
        sys.stderr.write(f"{n_files} files, {total_bytes / 1e6:.1f} MB\n")

    def follow(self, items: Any, size: int) -> Iterator[Any]:
        # Within one large file progress is estimated by the text that came out of it.
        base, seen = self._done, 0
        for item in items:
            seen += len(getattr(item, "text", ""))
            self._done = base + min(seen, size)
            yield item
        self._done = base + size

    def update(self, tally: Tally) -> None:
        now = time.monotonic()
        terminal = sys.stderr.isatty()
        if now - self._told < (0.2 if terminal else 10):
            return
        self._told = now
        elapsed, share = now - self._begun, self._done / self._total
        remaining = elapsed / share - elapsed if share > 0.01 else None
        left = "" if remaining is None else f", {remaining:.0f} s left"
        line = f"{share:6.1%}  {tally.n_coded} coded, {tally.n_coded / elapsed:.1f} documents/s{left}"
        if terminal:
            cells = int(share * 30)
            sys.stderr.write(f"\r[{'#' * cells}{'.' * (30 - cells)}] {line}   ")
        else:
            sys.stderr.write(line + "\n")
        sys.stderr.flush()

    def close(self) -> None:
        if sys.stderr.isatty():
            sys.stderr.write("\r" + " " * 100 + "\r")


def _report(tally: Tally, manifest: dict[str, Any], output: str) -> None:
    rows = [
        ("documents read", tally.n_read),
        ("  there already", tally.n_known),
        ("  repeated in the input", tally.n_repeated),
        ("  coded", tally.n_coded),
        ("not read or failed", tally.n_failed),
        *((table, tally.counts[table]) for table in ("reports", "attributions", "figures", "mentions")),
    ]
    sys.stderr.write(f"\n{output}, run {manifest['fingerprint']}\n")
    for name, number in rows:
        sys.stderr.write(f"  {name:<28}{number:>9}\n")
    if tally.discards:
        sys.stderr.write("discards by stage and reason\n")
        for (stage, reason), number in sorted(tally.discards.items()):
            sys.stderr.write(f"  {stage + ', ' + reason:<28}{number:>9}\n")
