"""Write the golden lines of the sample articles, or show what changed.

    python tools/make_golden.py            show how many golden reports a change of the code moves
    python tools/make_golden.py --write    write them; review the diff by eye before committing
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from polybius import reader, samples
from polybius.cli.render import figure_line, report_line, voice_line
from polybius.pipeline import Settings
from polybius.records import Analysis

FOLDER = Path(samples.__file__).parent / "golden"


def lines(analysis: Analysis) -> dict[str, Any]:
    """The golden lines of one analysis."""
    document = analysis.document
    ids = {report.id: number for number, report in enumerate(analysis.reports, 1)}
    voices = {a.id: a for a in analysis.attributions}
    return {
        "title": document.title,
        "authors": list(document.authors),
        "published": document.published,
        "genre": document.genre,
        "litter": [document.text[block.start : block.end] for block in document.litter],
        "reports": [f"{report_line(r, ids, voices)} | {r.trigger_text}" for r in analysis.reports],
        "voices": [voice_line(a, document.text) for a in analysis.attributions],
        "figures": [figure_line(f) for f in analysis.figures],
    }


def current(name: str) -> dict[str, Any]:
    """The golden lines that the code gives now for sample `name`."""
    results = reader.read_sample(name, reader.options(), Settings())
    return next(lines(item) for item in results if isinstance(item, Analysis))


def main() -> None:
    """Compare or write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    write = parser.parse_args().write
    FOLDER.mkdir(exist_ok=True)
    changed = total = 0
    for name in samples.names():
        now = current(name)
        path = FOLDER / f"{name}.json"
        before = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {"reports": []}
        old, new = before["reports"], now["reports"]
        changed += len(set(old) ^ set(new))
        total += len(new)
        if write:
            path.write_text(json.dumps(now, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        for line in sorted(set(old) ^ set(new)):
            sys.stdout.write(f"{name} {'-' if line in old else '+'} {line}\n")
    sys.stdout.write(f"{changed} golden report lines changed, {total} now\n")


if __name__ == "__main__":
    main()
