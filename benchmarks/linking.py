#!/usr/bin/env python3
"""How much of the parse's time linking takes, and how long the actor tables load: over the shipped samples, each in one run.

benchmarks/linking.py [--rounds 3]
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time

from polybius import samples
from polybius.actors import link
from polybius.pipeline import STEPS, Pipeline
from polybius.reading import ReadOptions, read_path
from polybius.records import Document

TIMES = next(step for step in STEPS if step.name == "times")  # the linker reads them
LOAD = "import time; from polybius import actors; t = time.perf_counter(); actors.load(); print(time.perf_counter() - t)"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    loads = sorted(float(subprocess.run([sys.executable, "-c", LOAD], capture_output=True, text=True).stdout) for _ in range(5))
    documents = [
        item for name in samples.names() for item in read_path(samples.path(name), ReadOptions()) if isinstance(item, Document)
    ]
    pipeline = Pipeline()
    knowledge = pipeline.knowledge.actors
    list(pipeline.annotator.annotate(documents[:2]))
    shares = []
    for _ in range(rounds):
        start = time.perf_counter()
        analyses = list(pipeline.annotator.annotate(documents))
        parsed = time.perf_counter()
        dated = [TIMES.run(analysis, pipeline.knowledge) for analysis in analyses]
        begin = time.perf_counter()
        for analysis in dated:
            link(analysis, knowledge)
        shares.append((time.perf_counter() - begin) / (parsed - start))
    words = sum(len(document.text.split()) for document in documents)
    sys.stdout.write(f"{len(documents)} documents, {words} words\n")
    sys.stdout.write(f"linking / parsing: {min(shares):.3f} .. {max(shares):.3f} over {rounds} rounds\n")
    sys.stdout.write(f"load of the actor tables: median {1000 * loads[2]:.0f} ms of {[round(1000 * x) for x in loads]}\n")


if __name__ == "__main__":
    main()
