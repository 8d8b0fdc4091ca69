#!/usr/bin/env python3
"""How much of the parse's CPU time coding takes, by grammar alone and with the classifier: over the shipped samples, in one run.

benchmarks/coding.py [--rounds 2]
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence

from polybius import samples
from polybius.coding import code
from polybius.coding.classifier import Classifier
from polybius.pipeline import STEPS, Pipeline
from polybius.reading import ReadOptions, read_path
from polybius.records import Analysis, Document

BEFORE = [step for step in STEPS if step.name in ("times", "figures", "link")]


def main() -> None:
    """Parse, link, code; print shares of the parse."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=2)
    rounds = parser.parse_args().rounds
    documents = [
        item for name in samples.names() for item in read_path(samples.path(name), ReadOptions()) if isinstance(item, Document)
    ]
    pipeline = Pipeline()
    knowledge = pipeline.knowledge
    list(pipeline.annotator.annotate(documents[:2]))
    shares: dict[str, list[float]] = {"grammar": [], "grammar and classifier": []}
    for _ in range(rounds):
        start = time.process_time()
        analyses: Sequence[Analysis] = list(pipeline.annotator.annotate(documents))
        parsed = time.process_time() - start
        for step in BEFORE:
            analyses = [step.run(analysis, knowledge) for analysis in analyses]
        for name, classifier in (("grammar", None), ("grammar and classifier", knowledge.classifier)):
            shares[name].append(_seconds(analyses, pipeline, classifier) / parsed)
    for name, values in shares.items():
        sys.stdout.write(f"coding by {name} / parsing, CPU time: {min(values):.2f} .. {max(values):.2f} over {rounds} rounds\n")


def _seconds(analyses: Sequence[Analysis], pipeline: Pipeline, classifier: Classifier | None) -> float:
    start = time.process_time()
    for analysis in analyses:
        code(analysis, pipeline.knowledge.lexicon, pipeline.knowledge.ontology, classifier)
    return time.process_time() - start


if __name__ == "__main__":
    main()
