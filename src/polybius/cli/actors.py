"""`polybius actors`: the tables of actors: check, search, list, and what an archive shows to be missing."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(help="The tables of actors.", no_args_is_help=True, rich_markup_mode=None)
Overlay = Annotated[Path | None, typer.Option(help="Folder with own actor tables (CSV).")]
On = Annotated[str | None, typer.Option(help="Day (ISO); without it what holds now.")]


@app.command(epilog="Example: polybius actors lint --overlay mine")
def lint(overlay: Overlay = None) -> None:
    """Check every table, row by row; prints FILE:LINE and what is wrong. Exit code 1 when anything is."""
    from polybius import actors

    findings = actors.lint(overlay)
    for finding in findings:
        typer.echo(finding)
    sys.stderr.write(f"polybius: {len(findings)} findings.\n" if findings else "polybius: the tables are sound.\n")
    if findings:
        raise typer.Exit(1)


@app.command(epilog="Examples: polybius actors search lavrov --on 2010-01-01; polybius actors search Россия")
def search(
    text: Annotated[str, typer.Argument(help="Any part of a name; names of states in any language.")],
    on: On = None,
    overlay: Overlay = None,
    limit: Annotated[int, typer.Option(min=1, help="At most so many.")] = 20,
) -> None:
    """Find actors by a part of a name, with sector and office on a day."""
    from polybius import actors

    found = actors.search(text, actors.load(overlay), on, limit)
    for item in found:
        facts = ", ".join(value for value in (item.country, item.sector, item.role) if value)
        typer.echo(f"{item.actor} | {item.name} | {facts} | {item.kind} '{item.matched}' ({item.how})")
    if not found:
        sys.stderr.write(f"polybius: no name like '{text}'. Add it by an overlay: docs/how-to/own-actors.md\n")
        raise typer.Exit(1)


@app.command(epilog="Example: polybius actors show sergei-lavrov")
def show(
    actor: Annotated[str, typer.Argument(help="Id of an actor: RUS, sergei-lavrov, brics.")],
    overlay: Overlay = None,
) -> None:
    """Everything the tables hold about one actor: names, codes, offices, memberships."""
    from polybius import actors

    for line in actors.describe(actor, actors.load(overlay)):
        typer.echo(line)


@app.command(epilog="Example: polybius actors members brics --on 2024-05-16")
def members(
    organisation: Annotated[str, typer.Argument(help="Id of an organisation.")],
    on: On = None,
    every_role: Annotated[bool, typer.Option("--all", help="Observers, candidates, suspended members too.")] = False,
) -> None:
    """Who belongs to an organisation on a day."""
    from polybius import actors

    roles = actors.MEMBERSHIP_ROLES if every_role else actors.FULL_MEMBERS
    for row in actors.members(organisation, on, roles):
        typer.echo(f"{row.member} | {row.role} | {row.since or '?'}..{row.until}")


@app.command(epilog="Example: polybius actors uncoded a.duckdb --limit 30")
def uncoded(
    archive: Annotated[Path, typer.Argument(help="Archive made by polybius code.")],
    limit: Annotated[int, typer.Option(min=1, help="At most so many.")] = 50,
) -> None:
    """Names that an archive's texts use most and the tables lack: what to add to an overlay first."""
    from polybius.archive.duckdb_store import DuckdbStore
    from polybius.archive.uncoded import uncoded as names

    for row in names(DuckdbStore(archive, read_only=True), limit):
        typer.echo(f"{row.n_documents} documents, {row.n_mentions} mentions | {row.name} | {row.example}")


@app.command("import", epilog="Example: polybius actors import Phoenix.actors.txt Phoenix.agents.txt -o mine")
def import_dictionaries(
    files: Annotated[list[Path], typer.Argument(help="PETRARCH dictionaries: actors, agents, verbs, discards.")],
    output: Annotated[Path, typer.Option("-o", "--output", help="Folder for the overlay; made when it is not there.")],
) -> None:
    """Turn PETRARCH's dictionaries into an overlay."""
    from polybius.exchange.petrarch_dictionaries import write_overlay
    from polybius.exchange.petrarch_verbs import kind_of, write_dictionaries

    people = [path for path in files if kind_of(path) in ("actors", "agents")]
    counts = (write_overlay(people, output) if people else {}) | write_dictionaries(files, output)
    for name, number in counts.items():
        typer.echo(f"{output / name}: {number} rows")
