"""CAMEO to PLOVER and back. Each way loses something; every answer says what."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from polybius.ontology.tables import read_csv


@dataclass(frozen=True, slots=True)
class PloverTarget:
    """What a CAMEO code is in PLOVER 2021; `event_type` is None where PLOVER has no place for it (root 01).

    `lost` says what the translation drops ("" when nothing); `source` is `cameo2plover_2021` (the PLOVER project's
    own table) or `polybius`; `note` tells where a row departs from that table.
    """

    cameo: str
    event_type: str | None
    mode: str | None
    contexts: tuple[str, ...]
    lost: str
    source: str
    note: str


@dataclass(frozen=True, slots=True)
class CameoTarget:
    """The CAMEO code nearest to a PLOVER type, mode and context ("" = any), and what it loses."""

    event_type: str
    mode: str | None
    context: str
    cameo: str
    lost: str


@cache
def load_to_plover() -> dict[str, PloverTarget]:
    """The forward table by CAMEO code."""
    found: dict[str, PloverTarget] = {}
    for r in read_csv("cameo_to_plover.csv").rows:
        found[r["cameo"]] = PloverTarget(
            r["cameo"],
            r["event_type"] or None,
            r["mode"] or None,
            tuple(r["contexts"].split()),
            r["lost"],
            r["source"],
            r["note"],
        )
    return found


@cache
def load_to_cameo() -> dict[tuple[str, str | None], tuple[CameoTarget, ...]]:
    """The reverse table by (type, mode): the default row first, then the rows refined by context."""
    found: dict[tuple[str, str | None], tuple[CameoTarget, ...]] = {}
    for r in read_csv("plover_to_cameo.csv").rows:
        key = (r["event_type"], r["mode"] or None)
        row = CameoTarget(key[0], key[1], r["context"], r["cameo"], r["lost"])
        found[key] = (*found.get(key, ()), row)
    return found


def best_cameo(event_type: str, mode: str | None, contexts: Iterable[str] = ()) -> CameoTarget | None:
    """The best CAMEO code for a PLOVER act, refined by the first table row whose context is present.

    None for an unknown type; an unknown mode falls back to the row of its type.
    """
    table = load_to_cameo()
    rows = table.get((event_type, mode)) or table.get((event_type, None))
    if not rows:
        return None
    present = frozenset(contexts)
    for row in rows:
        if row.context and row.context in present:
            return row
    return rows[0]
