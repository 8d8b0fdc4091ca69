"""Which larger place a toponym is said to lie in: "Homs, Syria", "Springfield, Ill.", "Lagos in Nigeria"."""

from __future__ import annotations

from polybius.places.gazetteer import Entry, Gazetteer
from polybius.places.tagging import Found
from polybius.syntax import Parse


def container(parse: Parse, found: list[Found], k: int, gazetteer: Gazetteer) -> tuple[Entry, ...]:
    """The larger places that toponym `k` is said to lie in ("Homs, Syria", "Springfield, Ill.", "Lagos in Nigeria")."""
    tokens = parse.tokens
    at = found[k].last
    if at >= len(tokens):
        return ()
    link = tokens[at].text
    if link not in (",", "(", "in") or at + 1 >= len(tokens) or parse.sentence_index(at) != parse.sentence_index(found[k].first):
        return ()
    short = gazetteer.tables.short.get(tokens[at + 1].text.rstrip("."))
    if link != "in" and short is not None and (len(tokens[at + 1].text) > 2 or tokens[at + 1].text.isupper()):
        entries = tuple(e for e in gazetteer.find(short[0]) if e.kind == "admin" and e.country == short[1])
        if entries:
            return entries
    for later in found[k + 1 : k + 2]:
        start = later.first
        if start in (at + 1, at + 2) and (
            start == at + 1 or tokens[at + 1].text.lower() in ("the", "northern", "southern", "eastern", "western", "central")
        ):
            return tuple(e for e in later.entries if e.kind in ("country", "admin", "admin2"))
    return ()


def holds_previous(found: list[Found], containers: list[tuple[Entry, ...]], k: int) -> bool:
    """Whether the toponym before `k` names a place inside `k` ("Buffalo, New York": the state)."""
    if k == 0 or not containers[k - 1] or found[k].first - found[k - 1].last > 2:
        return False
    larger = [c for c in containers[k - 1] if c in found[k].entries]
    return any(inside(e, c) for e in found[k - 1].entries for c in larger)


def contained_by_name(found: list[Found], containers: list[tuple[Entry, ...]]) -> dict[str, tuple[Entry, ...]]:
    """The larger place said once of a name, for its other mentions in the document."""
    out: dict[str, tuple[Entry, ...]] = {}
    for item, entries in zip(found, containers, strict=True):
        if entries and any(inside(e, c) for e in item.entries for c in entries):
            out.setdefault(item.key, entries)
    return out


def inside(entry: Entry, larger: Entry) -> bool:
    """Whether `entry` lies in the country or first-order division `larger`."""
    if entry.id == larger.id or entry.country != larger.country or not entry.country:
        return False
    if larger.kind == "country":
        return entry.kind != "country"
    return bool(larger.admin) and entry.admin == larger.admin and entry.kind in ("city", "admin2", "site")
