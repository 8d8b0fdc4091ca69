"""A corpus through the pipeline on one machine: read in the parent, code in workers, write in order.

Batches are written in the order they were read, whatever the number of workers, so an archive does not depend on it.
What is written stays when a run is interrupted; the next run skips it by document id and run fingerprint.
"""

from __future__ import annotations

import multiprocessing
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from typing import Any, Protocol

from polybius.archive.rows import Rows, analysis_rows, discard_row, merge
from polybius.errors import PolybiusError
from polybius.pipeline import Pipeline, Settings
from polybius.records import Analysis, Discard, Document

# A batch is what one worker codes and one transaction writes: large enough to keep spaCy's batches full, small enough
# that an interruption loses seconds and that memory stays flat.
BATCH_DOCUMENTS = 32
BATCH_CHARS = 80_000


class Store(Protocol):
    """Where batches go."""

    def known(self, run: str) -> set[str]:
        """Ids of documents already there."""

    def write(self, rows: Rows, run: str) -> None:
        """Write one batch, wholly or not at all."""

    def finish(self, run: str, manifest: dict[str, Any]) -> None:
        """Record the manifest."""


@dataclass(slots=True)
class Tally:
    """Counts by stage of one run, and discards by (stage, reason)."""

    n_read: int = 0
    n_known: int = 0
    n_repeated: int = 0
    n_coded: int = 0
    n_failed: int = 0
    n_unread: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    discards: Counter[tuple[str, str]] = field(default_factory=Counter)

    @property
    def share_discarded(self) -> float:
        """Share of what was read that could not be coded at all, 0..1."""
        # A document on which a step failed was read: it is in `n_read` already.
        seen = self.n_read + self.n_unread
        return self.n_failed / seen if seen else 0.0


def code_corpus(
    items: Iterable[Document | Discard],
    store: Store,
    settings: Settings,
    *,
    workers: int = 1,
    on_batch: Callable[[Tally], None] | None = None,
) -> tuple[Tally, dict[str, Any]]:
    """Code all documents of `items` into `store`; return the counts and the manifest.

    Raises:
        PolybiusError: a worker process died; what was written stays.
    """
    if workers == 1:
        return _in_process(items, store, settings, on_batch)
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context, initializer=_start, initargs=(settings,)) as pool:
        try:
            manifest = pool.submit(_manifest).result()
            return _in_pool(items, store, pool, workers, manifest, on_batch), manifest
        except BrokenProcessPool as error:
            raise PolybiusError(
                "A worker process died (killed, or out of memory). What was written stays; run the same command again to go on, "
                "with fewer --workers if memory was short."
            ) from error


def _in_process(
    items: Iterable[Document | Discard], store: Store, settings: Settings, on_batch: Callable[[Tally], None] | None
) -> tuple[Tally, dict[str, Any]]:
    _start(settings)
    manifest = _manifest()
    run, tally = manifest["fingerprint"], Tally()
    for documents, discards in _batches(items, store.known(run), tally):
        _write(store, run, tally, discards, _code(documents, run) if documents else {}, on_batch)
    store.finish(run, manifest)
    return tally, manifest


def _in_pool(
    items: Iterable[Document | Discard],
    store: Store,
    pool: ProcessPoolExecutor,
    workers: int,
    manifest: dict[str, Any],
    on_batch: Callable[[Tally], None] | None,
) -> Tally:
    run, tally = manifest["fingerprint"], Tally()
    window: deque[tuple[Future[Rows] | None, list[Discard]]] = deque()

    def drain(limit: int) -> None:
        while len(window) > limit:
            future, discards = window.popleft()
            _write(store, run, tally, discards, future.result() if future else {}, on_batch)

    for documents, discards in _batches(items, store.known(run), tally):
        window.append((pool.submit(_code, documents, run) if documents else None, discards))
        drain(workers * 3)
    drain(0)
    store.finish(run, manifest)
    return tally


def _batches(items: Iterable[Document | Discard], known: set[str], tally: Tally) -> Iterator[tuple[list[Document], list[Discard]]]:
    seen: set[str] = set()
    documents: list[Document] = []
    discards: list[Discard] = []
    chars = 0
    for item in items:
        if isinstance(item, Discard):
            discards.append(item)
            tally.n_failed += 1
            tally.n_unread += 1
        elif item.id in seen:
            # Before `known`: a resumed run must record the same repetitions as one that was never interrupted.
            tally.n_read += 1
            tally.n_repeated += 1
            discards.append(Discard("reading", "repeated_document", item.id, uri=item.uri, detail="same address and text"))
        elif item.id in known:
            tally.n_read += 1
            tally.n_known += 1
            seen.add(item.id)
        else:
            tally.n_read += 1
            seen.add(item.id)
            documents.append(item)
            chars += len(item.text)
        if len(documents) >= BATCH_DOCUMENTS or chars >= BATCH_CHARS or len(discards) >= 1000:
            yield documents, discards
            documents, discards, chars = [], [], 0
    if documents or discards:
        yield documents, discards


def _write(
    store: Store, run: str, tally: Tally, discards: list[Discard], rows: Rows, on_batch: Callable[[Tally], None] | None
) -> None:
    rows = merge([rows, {"discards": [discard_row(discard) for discard in discards]}])
    # One row a key, also within a batch: how the input falls into batches must not show in the archive.
    rows["discards"] = list({row[-1]: row for row in rows["discards"]}.values())
    store.write(rows, run)
    tally.n_coded += len(rows.get("documents", []))
    for table, part in rows.items():
        tally.counts[table] += len(part)
    for row in rows["discards"]:
        tally.discards[(row[2], row[3])] += 1
        tally.n_failed += row[3] == "step_failed"
    if on_batch:
        on_batch(tally)


_pipeline: Pipeline | None = None


def _start(settings: Settings) -> None:
    global _pipeline
    _pipeline = Pipeline(settings)


def _manifest() -> dict[str, Any]:
    assert _pipeline is not None
    return _pipeline.manifest()


def _code(documents: list[Document], run: str) -> Rows:
    assert _pipeline is not None
    parts: list[Rows] = []
    for result in _pipeline.run(documents):
        parts.append(analysis_rows(result, run) if isinstance(result, Analysis) else {"discards": [discard_row(result)]})
    return merge(parts)
