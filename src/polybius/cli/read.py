"""`polybius read`: one document, for a person or as JSON."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

EXAMPLE = "Examples: polybius read --sample visit; polybius read page.html --json; polybius read - --published 2024-05-20"


def read(
    source: Annotated[str | None, typer.Argument(metavar="FILE|-", help="HTML, text or PDF; - is standard input.")] = None,
    sample: Annotated[str | None, typer.Option(help="Read a shipped sample article instead; 'list' names them.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the whole record as JSON.")] = False,
    published: Annotated[str | None, typer.Option(help="Publication date (ISO), overrides the page's.")] = None,
    outlet: Annotated[str | None, typer.Option(help="Outlet, overrides the page's.")] = None,
    language: Annotated[str | None, typer.Option(help="Language code, overrides detection.")] = None,
    model: Annotated[str, typer.Option(help="spaCy pipeline: auto, a package name or a path.")] = "auto",
    overlay: Annotated[Path | None, typer.Option(help="Folder with own actor tables (CSV).")] = None,
    coder: Annotated[str, typer.Option(help="fused (grammar and classifier) or grammar (rules alone, faster).")] = "fused",
) -> None:
    """Read one document: reports under their sentence with the evidence underlined, who says so, figures, discards."""
    from polybius import reader, samples
    from polybius.cli import render
    from polybius.pipeline import Settings

    if sample == "list":
        typer.echo("\n".join(samples.names()))
        return
    if (source is None) == (sample is None):
        raise typer.BadParameter("give either FILE (or -) or --sample NAME")
    options = reader.options(published=published, outlet=outlet, language=language)
    settings = Settings(model, str(overlay) if overlay else None, coder)
    if sample is not None:
        results = reader.read_sample(sample, options, settings)
    elif source == "-":
        results = reader.read_data(sys.stdin.buffer.read(), "stdin", options, settings)
    else:
        results = reader.read_file(Path(str(source)), options, settings)
    if as_json:
        from polybius.exchange.record import discard_record, to_record
        from polybius.records import Analysis

        for item in results:
            record = to_record(item) if isinstance(item, Analysis) else {"discards": [discard_record(item)]}
            typer.echo(json.dumps(record, ensure_ascii=False, indent=1))
    else:
        render.show(results)
    if not reader.any_read(results):
        raise typer.Exit(1)
