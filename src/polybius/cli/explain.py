"""`polybius explain` and `polybius check`."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Annotated, Any

import typer

EXAMPLE = "Examples: polybius explain CONSULT/visit; polybius explain 042; polybius explain r-0123456789abcdef --archive a.duckdb"
CHECK_EXAMPLE = "Example: polybius check"


def explain(
    what: Annotated[str, typer.Argument(metavar="CODE|REPORT_ID", help="PLOVER type or mode, CAMEO code, scale, or a report id.")],
    archive: Annotated[Path | None, typer.Option(help="Archive that holds the report.")] = None,
) -> None:
    """What a code means, or why a report is as it is: words, rules and trail."""
    if re.fullmatch(r"r-[0-9a-f]{16}", what):
        from polybius.archive.duckdb_store import DuckdbStore
        from polybius.errors import InputError

        if archive is None:
            raise typer.BadParameter("a report id needs --archive FILE.duckdb")
        found = DuckdbStore(archive, read_only=True).record_of_report(what)
        if found is None:
            raise InputError(f"{archive} holds no report {what}. List them with SQL: SELECT id, event_type FROM reports.")
        typer.echo(report_text(*found))
        return
    from polybius.ontology import explain_code

    typer.echo(explain_code(what).as_text())


def report_text(report: dict[str, Any], record: dict[str, Any]) -> str:
    """Why a report is as it is, for a person: each field with its words and the rule that set it."""
    text = record["document"]["text"]
    act = report["event_type"] + (f"/{report['mode']}" if report["mode"] else "")
    lines = [f"{report['id']}: {act}, {report['status']}", f"document: {record['document']['title']} ({record['document']['uri']})"]
    lines.append("sentence: " + text[report["sentence"]["start"] : report["sentence"]["end"]])
    for side in ("source", "target"):
        for p in report[side]:
            lines.append(f'{side}: {p["name"]} [{p["actor"] or "unresolved"}] from "{p["text"]}" by rule {p["rule"]}')
    for field, spans in report["evidence"].items():
        rule = report["provenance"].get(field, "")
        words = " ... ".join(f'"{text[start:end]}"' for start, end in spans)
        lines.append(f"{field}: {words}" + (f" by rule {rule}" if rule else ""))
    for field, rule in report["provenance"].items():
        if field not in report["evidence"]:
            lines.append(f"{field}: by rule {rule}")
    voice = next((a for a in record["attributions"] if a["id"] == report["attribution"]), None)
    lines.append("voice: " + (voice["speaker"]["name"] or "unknown speaker" if voice else "narrator"))
    lines.append("views: " + json.dumps({"plover": report["plover"], "cameo": report["cameo"], "quad": report["quad"]}))
    return "\n".join([*lines, *(f"  {step}" for step in report["trail"])])


def check() -> None:
    """What is installed, versions of tables and model, and a self-test on a shipped article."""
    from polybius import reader
    from polybius.pipeline import Settings
    from polybius.records import Analysis

    settings = Settings()
    manifest = reader.pipeline(settings).manifest()
    typer.echo(f"polybius {manifest['polybius']}, run fingerprint {manifest['fingerprint']}")
    typer.echo(f"model {manifest['model']['name']} {manifest['model']['version']} ({manifest['model']['sha256'][:12]})")
    for name, version in manifest["knowledge"].items():
        typer.echo(f"table {name} {version[:12]}")
    results = reader.read_sample("visit", reader.options(), settings)
    reports = [report for item in results if isinstance(item, Analysis) for report in item.reports]
    visits = [report for report in reports if report.mode == "visit" and report.status == "actual"]
    typer.echo("self-test: " + ("ok" if visits else "FAILED: the sample 'visit' gave no visit. Reinstall Polybius."))
    if not visits:
        raise typer.Exit(1)
