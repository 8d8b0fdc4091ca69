"""The sixteen event types of PLOVER 2021, their modes, and its contexts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from polybius.errors import DataError
from polybius.ontology.tables import read_csv, read_toml


@dataclass(frozen=True, slots=True)
class Mode:
    """One mode: how an act of its type was done."""

    event_type: str
    name: str
    definition: str
    example: str


@dataclass(frozen=True, slots=True)
class EventType:
    """One event type with its modes in the order of the codebook."""

    name: str
    definition: str
    covers: str
    watch_out: str
    example: str
    modes: tuple[Mode, ...]


@dataclass(frozen=True, slots=True)
class Context:
    """One context (about what); `source` says where its name was met."""

    name: str
    definition: str
    source: str


@cache
def load_types() -> dict[str, EventType]:
    """The event types by upper-case name, in the order of the codebook. Raises `DataError` on a broken table."""
    found: dict[str, EventType] = {}
    for name, body in read_toml("plover.toml").items():
        if not isinstance(body, dict):
            continue
        try:
            modes = tuple(Mode(name, mode, *text) for mode, text in body.get("modes", {}).items())
            found[name] = EventType(
                name, body["definition"], body["covers"], body["watch_out"], body["example"], modes
            )
        except (KeyError, TypeError) as error:
            raise DataError(f"plover.toml: [{name}] is incomplete: {error}") from error
    return found


@cache
def load_contexts() -> dict[str, Context]:
    """The contexts by name, in the order of the table."""
    return {r["name"]: Context(r["name"], r["definition"], r["source"]) for r in read_csv("contexts.csv").rows}
