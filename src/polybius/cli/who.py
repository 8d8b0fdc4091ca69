"""`polybius who`: actor look-up, with the reason."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

EXAMPLE = 'Example: polybius who "the Russian leader" --on 2024-05-16'


def who(
    query: Annotated[str, typer.Argument(help="A name, title or description, as a text would say it.")],
    on: Annotated[str | None, typer.Option(help="Date (ISO) on which the office is meant.")] = None,
    context: Annotated[str | None, typer.Option(help="A sentence around it, to tell namesakes apart.")] = None,
    overlay: Annotated[Path | None, typer.Option(help="Folder with own actor tables (CSV).")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Who is meant, in which office, on that day; every answer with its reason, the best first."""
    import dataclasses

    from polybius import actors

    answers = actors.who(query, actors.load(overlay), on, context)
    if as_json:
        typer.echo(json.dumps([dataclasses.asdict(answer) for answer in answers], ensure_ascii=False, indent=1))
    elif not answers:
        typer.echo(f"unresolved: no actor known for '{query}'" + (f" on {on}" if on else ""))
    else:
        for answer in answers:
            facts = ", ".join(value for value in (answer.country, answer.sector, answer.role) if value)
            typer.echo(f"{answer.actor or 'unresolved'} | {answer.name} | {facts} | {answer.score:.2f} | {answer.reason}")
    if not answers:
        raise typer.Exit(1)
