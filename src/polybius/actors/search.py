"""Looks through the names of the tables: what is there, and what nearly is."""

from __future__ import annotations

import difflib
from typing import NamedTuple

from polybius.actors.babel_adapter import states_named
from polybius.actors.knowledge import ActorKnowledge
from polybius.actors.naming import fold

KINDS = ("person", "organisation", "country", "capital", "seat", "city", "region", "adjective", "demonym", "people", "surname")


class Found(NamedTuple):
    """An actor whose name matches: the name found, how (exact, begins, word, inside, near, language), and its facts on the day."""

    actor: str
    name: str
    matched: str
    how: str
    kind: str
    country: str | None
    sector: str | None
    role: str | None


def search(text: str, knowledge: ActorKnowledge, on: str | None = None, limit: int = 20) -> list[Found]:
    """Actors by any part of a name, best first; near spellings and names in other languages where nothing else matches.

    Args:
        text: letters of a name; case and marks do not count.
        on: ISO day of sector and role; None = the latest known.
        limit: at most so many.
    """
    wanted = fold(text).casefold().strip()
    if not wanted:
        return []
    ranked: dict[str, tuple[int, int, str, str]] = {}
    for name, rows in knowledge.by_text.items():
        how = _how(name.casefold(), wanted)
        if how is None:
            continue
        for row in rows:
            if row.kind in KINDS and row.actor in knowledge.entries:
                rank = (how, len(name), name, row.kind)
                ranked[row.actor] = min(ranked.get(row.actor, rank), rank)
    words = ("exact", "begins", "word", "inside")
    out = [
        _found(knowledge, actor, name, words[how], kind, on)
        for actor, (how, _, name, kind) in sorted(ranked.items(), key=lambda item: (item[1], item[0]))
    ]
    return (out or _other(text, wanted, knowledge, on))[:limit]


def _how(name: str, wanted: str) -> int | None:
    if name == wanted:
        return 0
    at = name.find(wanted)
    if at < 0:
        return None
    if at == 0:
        return 1
    return 2 if not name[at - 1].isalnum() else 3


def _other(text: str, wanted: str, knowledge: ActorKnowledge, on: str | None) -> list[Found]:
    named = [
        _found(knowledge, country, f"{text} ({language})", "language", "country", on)
        for country, language in states_named(text)
        if country in knowledge.entries
    ]
    if named:
        return named
    lower = {name.casefold(): name for name in knowledge.by_text}
    out: dict[str, Found] = {}
    for near in difflib.get_close_matches(wanted, list(lower), n=8, cutoff=0.8):
        for row in knowledge.by_text[lower[near]]:
            if row.actor in knowledge.entries and row.actor not in out:
                out[row.actor] = _found(knowledge, row.actor, row.text, "near", row.kind, on)
    return list(out.values())


def _found(knowledge: ActorKnowledge, actor: str, matched: str, how: str, kind: str, on: str | None) -> Found:
    entry = knowledge.entries[actor]
    sector, role = knowledge.sector_on(actor, on)
    return Found(actor, entry.name, matched, how, kind, knowledge.country_of(actor, on), sector, role)
