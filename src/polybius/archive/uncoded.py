"""Names that the tables lack: what an archive's texts speak of most often without a known actor behind it."""

from __future__ import annotations

from typing import NamedTuple

from polybius.archive.duckdb_store import DuckdbStore

# Local actors ("person:", "org:") are known from one text only; mentions without actors were left open.
QUERY = """
SELECT name, max(kind) AS kind, count(*) AS n_mentions, count(DISTINCT document_id) AS n_documents, min(text) AS example
FROM (
    SELECT document_id, text, kind,
           CASE WHEN len(actors) = 0 THEN text ELSE actors[1] END AS name
    FROM mentions
    WHERE kind IN ('name', 'title')
      AND (len(actors) = 0 OR actors[1] LIKE 'person:%' OR actors[1] LIKE 'org:%')
)
GROUP BY name
ORDER BY n_documents DESC, n_mentions DESC, name
"""


class Uncoded(NamedTuple):
    """A name without a row in the tables, with the number of mentions and of documents, and one wording."""

    name: str
    kind: str
    n_mentions: int
    n_documents: int
    example: str


def uncoded(store: DuckdbStore, limit: int = 50) -> list[Uncoded]:
    """The names most often left uncoded, by the number of documents, then of mentions; at most `limit`."""
    return [Uncoded(*row) for row in store.query(f"{QUERY} LIMIT {int(limit)}")]
