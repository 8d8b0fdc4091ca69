"""Throughput of `code_corpus` against bare `nlp.pipe` on the same texts, in one run; and memory of the coding process.

    python benchmarks/throughput.py [--documents 2000] [--workers 1] [--model auto]

The corpus is the sample corpus repeated with changed dates. Prints one JSON object; ratios are what to compare, since
timings on a shared machine are noisy.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import resource
import sys
import tempfile
import time
from datetime import date, timedelta
from itertools import cycle, islice
from pathlib import Path

import spacy  # noqa: F401  (paid for before the clock starts)

from polybius import reading, samples
from polybius.annotation.spacy_adapter import SpacyAnnotator, codable_stretches
from polybius.archive.duckdb_store import DuckdbStore
from polybius.engine.local import code_corpus
from polybius.pipeline import Settings
from polybius.records import Document


def corpus(n_documents: int) -> list[Document]:
    """`n_documents` documents: the samples in turn, each time with another publication date and so another id."""
    out: list[Document] = []
    for number, name in enumerate(islice(cycle(samples.names()), n_documents)):
        day = date(2015, 1, 1) + timedelta(days=number)
        options = reading.ReadOptions(published=day.isoformat())
        data = samples.path(name).read_bytes()
        uri = f"{name}-{number}{samples.path(name).suffix}"
        out += [item for item in reading.read_bytes(data, uri, options) if isinstance(item, Document)]
    return out


_nlp = None


def _start(model: str) -> None:
    global _nlp
    _nlp = SpacyAnnotator(model)._nlp


def _pipe(texts: list[str]) -> int:
    return sum(len(parsed) for parsed in _nlp.pipe(texts, batch_size=128))


def bare(documents: list[Document], workers: int, model: str) -> tuple[float, int]:
    """Seconds and tokens of `nlp.pipe` alone on the codable text, with as many processes."""
    texts = [d.text[start:end] for d in documents for start, end, _, _ in codable_stretches(d)]
    if workers == 1:
        _start(model)
        begun = time.perf_counter()
        tokens = _pipe(texts)
        return time.perf_counter() - begun, tokens
    context = multiprocessing.get_context("spawn")
    with context.Pool(workers, _start, (model,)) as pool:
        pool.map(_pipe, [["Warm up."]] * workers)
        begun = time.perf_counter()
        tokens = sum(pool.imap(_pipe, [texts[k : k + 256] for k in range(0, len(texts), 256)]))
        return time.perf_counter() - begun, tokens


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=2000)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--model", default="auto")
    arguments = parser.parse_args()
    begun = time.perf_counter()
    documents = corpus(arguments.documents)
    reading_s = time.perf_counter() - begun
    bare_s, tokens = bare(documents, arguments.workers, arguments.model)
    memory: list[float] = []
    who = resource.RUSAGE_SELF if arguments.workers == 1 else resource.RUSAGE_CHILDREN
    with tempfile.TemporaryDirectory() as folder:
        store = DuckdbStore(Path(folder) / "a.duckdb")
        begun = time.perf_counter()
        tally, _ = code_corpus(
            documents,
            store,
            Settings(arguments.model),
            workers=arguments.workers,
            on_batch=lambda _: memory.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        )
        ours_s = time.perf_counter() - begun
    result = {
        "documents": len(documents),
        "tokens": tokens,
        "workers": arguments.workers,
        "reading_s": round(reading_s, 1),
        "bare_pipe_s": round(bare_s, 1),
        "code_corpus_s": round(ours_s, 1),
        "throughput_ratio": round(bare_s / ours_s, 3),
        "documents_per_s": round(len(documents) / ours_s, 1),
        "reports": tally.counts["reports"],
        "max_rss_mb": round(resource.getrusage(who).ru_maxrss / 1024),
        "rss_mb_after_quarter_and_all_batches": [round(memory[len(memory) // 4]), round(memory[-1])],
    }
    sys.stdout.write(json.dumps(result, indent=1) + "\n")


if __name__ == "__main__":
    main()
