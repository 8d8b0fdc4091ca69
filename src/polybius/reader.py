"""Read and code single documents: what the facade and `polybius read` call."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from polybius import reading, samples
from polybius.errors import InputError
from polybius.pipeline import LANGUAGES, Pipeline, Settings
from polybius.records import Analysis, Discard, Document


@lru_cache(maxsize=2)
def pipeline(settings: Settings) -> Pipeline:
    """The loaded pipeline for `settings`; kept, since loading a model takes a second."""
    return Pipeline(settings)


def options(published: str | None = None, outlet: str | None = None, language: str | None = None) -> reading.ReadOptions:
    """Reading options with what overrides the page's own statements.

    Raises:
        InputError: `published` is no ISO date.
    """
    if published is not None:
        reading.check_iso(published)
    return reading.ReadOptions(published=published, outlet=outlet, language=language)


def gate(items: Iterable[Document | Discard]) -> Iterable[Document | Discard]:
    """Pass documents in a language that has a pipeline; turn the others into discards with their reason."""
    for item in items:
        yield (reading.unsupported(item, LANGUAGES) or item) if isinstance(item, Document) else item


def read_file(path: Path, opts: reading.ReadOptions, settings: Settings) -> Sequence[Analysis | Discard]:
    """All documents of one file, coded; discards where something could not be read.

    Raises:
        InputError: no such file, or it is a folder.
    """
    if path.is_dir():
        raise InputError(f"{path} is a folder. Use `polybius code {path} -o archive.duckdb` for folders.")
    if not path.exists():
        raise InputError(f"{path}: no such file. Give the path of a text, HTML or PDF file, or - for standard input.")
    return _coded(reading.read_path(path, opts), settings)


def read_data(data: bytes, uri: str, opts: reading.ReadOptions, settings: Settings) -> Sequence[Analysis | Discard]:
    """All documents in `data`, coded."""
    return _coded(reading.read_bytes(data, uri, opts), settings)


def _coded(items: Iterable[Document | Discard], settings: Settings) -> Sequence[Analysis | Discard]:
    return list(pipeline(settings).run(gate(items), strict=True))


def read_sample(name: str, opts: reading.ReadOptions, settings: Settings) -> Sequence[Analysis | Discard]:
    """The shipped sample article `name`, coded; its known publication date stands in where the text states none.

    Raises:
        InputError: no such sample; names the nearest ones.
    """
    entry, path = samples.entry(name), samples.path(name)
    data = path.read_bytes()
    items = list(reading.read_bytes(data, path.name, opts))
    documents = [item for item in items if isinstance(item, Document)]
    filled = opts
    if any(document.published is None for document in documents):
        filled = replace(filled, published=entry.published)
    if any(document.outlet is None for document in documents):
        filled = replace(filled, outlet=opts.outlet or entry.outlet)
    return _coded(items if filled == opts else reading.read_bytes(data, path.name, filled), settings)


def read(source: str | Path, published: str | None = None, outlet: str | None = None, language: str | None = None,
         model: str = "auto", overlay: str | Path | None = None, coder: str = "fused") -> Analysis:  # fmt: skip
    """Read one article file and return its `Analysis` (reports, attributions, figures, ...).

    Raises:
        InputError: the file does not exist, holds no readable document, or more than one.
    """
    settings = Settings(model, str(overlay) if overlay else None, coder)
    results = read_file(Path(source), options(published, outlet, language), settings)
    analyses = [item for item in results if isinstance(item, Analysis)]
    if len(analyses) == 1:
        return analyses[0]
    if analyses:
        raise InputError(f"{source} holds {len(analyses)} documents. Use `polybius code {source} -o archive.duckdb`.")
    reasons = "; ".join(f"{item.reason}: {item.detail}" for item in results if isinstance(item, Discard))
    raise InputError(f"{source}: nothing could be read ({reasons or 'no document found'}).")


def any_read(results: Iterable[Analysis | Discard]) -> bool:
    """Whether at least one document was coded."""
    return any(isinstance(item, Analysis) for item in results)
