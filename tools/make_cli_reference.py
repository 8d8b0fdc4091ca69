"""Write docs/reference/cli.md from the command line itself; run it when a command changes.

    PYTHONPATH=src python tools/make_cli_reference.py            writes the file
    PYTHONPATH=src python tools/make_cli_reference.py --check    exit 1 when the file is not what it would write

The same commands give the same bytes: the width of the help is fixed and no terminal is asked.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ.update(COLUMNS="100", TERMINAL_WIDTH="100", NO_COLOR="1")

import typer

from polybius.cli.app import app

TARGET = Path(__file__).resolve().parents[1] / "docs" / "reference" / "cli.md"
HEAD = """# The command line

Written by `tools/make_cli_reference.py`; do not edit by hand. Data go to standard output, all else to standard error.

| exit code | means |
|---|---|
| 0 | done |
| 1 | error; the message says what, where and what to do |
| 2 | wrong usage: an option or argument that the command does not take |
| 3 | `code`: more documents could not be read than `--max-discard-share` allows |
"""


def reference() -> str:
    """The whole page."""
    group = typer.main.get_command(app)
    parts = [HEAD]
    with group.make_context("polybius", [], resilient_parsing=True) as context:
        parts.append(f"\n## polybius\n\n```\n{group.get_help(context).rstrip()}\n```\n")
        for name, command in sorted(group.commands.items()):  # type: ignore[attr-defined]
            with command.make_context(name, [], parent=context, resilient_parsing=True) as inner:
                parts.append(f"\n## polybius {name}\n\n```\n{_trimmed(command.get_help(inner))}\n```\n")
    return "".join(parts)


def _trimmed(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.rstrip().splitlines())


def main() -> int:
    """Write or check; returns the exit code."""
    text = reference()
    if "--check" in sys.argv[1:]:
        same = TARGET.exists() and TARGET.read_text(encoding="utf-8") == text
        if not same:
            sys.stderr.write(f"{TARGET} is not up to date; run: PYTHONPATH=src python tools/make_cli_reference.py\n")
        return 0 if same else 1
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
