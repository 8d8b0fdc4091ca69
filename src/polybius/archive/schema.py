"""The tables of an archive, one truth for DuckDB and Parquet. Column types are DuckDB's."""

from __future__ import annotations

SCHEMA_VERSION = 1

# Every row but `runs` hangs on a document id, so a document is replaced or removed as a whole.
TABLES: dict[str, tuple[tuple[str, str], ...]] = {
    "documents": (
        ("id", "VARCHAR"), ("uri", "VARCHAR"), ("title", "VARCHAR"), ("authors", "VARCHAR[]"), ("outlet", "VARCHAR"),
        ("published", "VARCHAR"), ("published_from", "VARCHAR"), ("language", "VARCHAR"), ("genre", "VARCHAR"),
        ("genre_score", "DOUBLE"), ("text", "VARCHAR"), ("n_reports", "INTEGER"), ("run", "VARCHAR"), ("record", "VARCHAR"),
    ),
    "reports": (
        ("id", "VARCHAR"), ("document_id", "VARCHAR"), ("event_type", "VARCHAR"), ("mode", "VARCHAR"), ("status", "VARCHAR"),
        ("contexts", "VARCHAR[]"), ("reciprocal", "BOOLEAN"), ("parent", "VARCHAR"), ("attribution", "VARCHAR"),
        ("date_start", "VARCHAR"), ("date_end", "VARCHAR"), ("date_precision", "VARCHAR"), ("place", "VARCHAR"),
        ("place_country", "VARCHAR"), ("lat", "DOUBLE"), ("lon", "DOUBLE"), ("geonameid", "BIGINT"), ("place_precision", "VARCHAR"),
        ("plover_type", "VARCHAR"), ("plover_mode", "VARCHAR"), ("cameo", "VARCHAR"), ("quad_plover_2021", "INTEGER"),
        ("plover_2021", "DOUBLE"), ("goldstein_1992", "DOUBLE"), ("score", "DOUBLE"), ("probability", "DOUBLE"),
        ("trigger_text", "VARCHAR"), ("trigger_start", "INTEGER"), ("trigger_end", "INTEGER"), ("sentence_start", "INTEGER"),
        ("sentence_end", "INTEGER"),
    ),
    "participants": (
        ("report_id", "VARCHAR"), ("document_id", "VARCHAR"), ("side", "VARCHAR"), ("position", "INTEGER"), ("actor", "VARCHAR"),
        ("name", "VARCHAR"), ("country", "VARCHAR"), ("sector", "VARCHAR"), ("role", "VARCHAR"), ("text", "VARCHAR"),
        ("start", "INTEGER"), ("end", "INTEGER"), ("rule", "VARCHAR"),
    ),
    "attributions": (
        ("document_id", "VARCHAR"), ("id", "VARCHAR"), ("actor", "VARCHAR"), ("name", "VARCHAR"), ("country", "VARCHAR"),
        ("text", "VARCHAR"), ("kind", "VARCHAR"), ("certainty", "VARCHAR"), ("parent", "VARCHAR"), ("cue", "INTEGER[]"),
        ("content", "INTEGER[]"),
    ),
    "figures": (
        ("document_id", "VARCHAR"), ("position", "INTEGER"), ("value", "DOUBLE"), ("low", "DOUBLE"), ("high", "DOUBLE"),
        ("unit", "VARCHAR"), ("of", "VARCHAR"), ("kind", "VARCHAR"), ("approximate", "VARCHAR"), ("period_start", "VARCHAR"),
        ("period_end", "VARCHAR"), ("participants", "VARCHAR[]"), ("attribution", "VARCHAR"), ("text", "VARCHAR"),
        ("start", "INTEGER"), ("end", "INTEGER"),
    ),
    "mentions": (
        ("document_id", "VARCHAR"), ("start", "INTEGER"), ("end", "INTEGER"), ("text", "VARCHAR"), ("kind", "VARCHAR"),
        ("actors", "VARCHAR[]"), ("rule", "VARCHAR"), ("score", "DOUBLE"), ("runner_up", "VARCHAR"),
    ),
    "discards": (
        ("document_id", "VARCHAR"), ("uri", "VARCHAR"), ("stage", "VARCHAR"), ("reason", "VARCHAR"), ("start", "INTEGER"),
        ("end", "INTEGER"), ("detail", "VARCHAR"), ("key", "VARCHAR"),
    ),
    "runs": (("id", "VARCHAR"), ("manifest", "VARCHAR")),
}  # fmt: skip


def tables_of_documents() -> list[str]:
    """Tables whose rows hang on a document by `document_id`."""
    return [table for table in TABLES if "document_id" in columns(table)]


def columns(table: str) -> list[str]:
    """Column names of `table`, in order."""
    return [name for name, _ in TABLES[table]]


def create_statements() -> list[str]:
    """SQL that makes the tables if they are not there."""
    out = []
    for table, cols in TABLES.items():
        body = ", ".join(f'"{name}" {kind}' for name, kind in cols)
        out.append(f'CREATE TABLE IF NOT EXISTS "{table}" ({body})')
    return out
