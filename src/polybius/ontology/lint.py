"""The linter of the ontology's tables: each finding is one line `file:line: what`."""

from __future__ import annotations

from polybius.ontology.cameo import load_codes
from polybius.ontology.crosswalk import load_to_cameo
from polybius.ontology.plover import load_contexts, load_types
from polybius.ontology.scales import QUAD_NAMES, NamedMap, load_quad_maps, load_scales
from polybius.ontology.tables import Table, read_csv, read_text
from polybius.ontology.views import STATUSES, load_rules


def lint() -> list[str]:
    """All findings over all tables, sorted by table; empty when they are sound. Raises `DataError` if one cannot be read."""
    found = _plover() + _cameo() + _crosswalk()
    for named in load_quad_maps().values():
        found += _map(named, integer=True)
    for named in load_scales().values():
        found += _map(named, integer=False)
    return found + _views() + _headers()


def _pairs() -> set[tuple[str, str | None]]:
    known: set[tuple[str, str | None]] = set()
    for kind in load_types().values():
        known.add((kind.name, None))
        known.update((kind.name, mode.name) for mode in kind.modes)
    return known


def _plover() -> list[str]:
    found: list[str] = []
    lines = read_text("plover.toml").splitlines()
    if len(load_types()) != 16:
        found.append(f"plover.toml:1: {len(load_types())} event types, expected 16")
    for kind in load_types().values():
        line = lines.index(f"[{kind.name}]") + 1
        if not kind.name.isupper():
            found.append(f"plover.toml:{line}: the name of a type is upper case")
        texts = [kind.definition, kind.covers, kind.watch_out, kind.example]
        texts += [text for mode in kind.modes for text in (mode.definition, mode.example)]
        if not all(text.strip() for text in texts):
            found.append(f"plover.toml:{line}: an empty text under {kind.name}")
    return found


def _duplicates(table: Table, *columns: str) -> list[str]:
    seen: set[tuple[str, ...]] = set()
    found: list[str] = []
    for row in table.rows:
        key = tuple(row[c] for c in columns)
        if key in seen:
            found.append(f"{table.file}:{row.line}: {'/'.join(key)} stands twice")
        seen.add(key)
    return found


def _cameo() -> list[str]:
    table = read_csv("cameo.csv")
    found = _duplicates(table, "code")
    codes = load_codes()
    for row in table.rows:
        code, parent = row["code"], row["parent"]
        if not (code.isdigit() and 2 <= len(code) <= 4):
            found.append(f"{table.file}:{row.line}: {code!r} is no code of two to four digits")
        if parent != (code[:-1] if len(code) > 2 else "") or (parent and parent not in codes):
            found.append(f"{table.file}:{row.line}: the parent of {code} is not {parent!r}")
        if not row["name"]:
            found.append(f"{table.file}:{row.line}: {code} has no name")
    return found


def _crosswalk() -> list[str]:
    forward, back = read_csv("cameo_to_plover.csv"), read_csv("plover_to_cameo.csv")
    found = _duplicates(forward, "cameo") + _duplicates(back, "event_type", "mode", "context")
    pairs, contexts, codes = _pairs(), load_contexts(), load_codes()
    for row in forward.rows:
        where = f"{forward.file}:{row.line}"
        if row["cameo"] not in codes:
            found.append(f"{where}: {row['cameo']} is no CAMEO code")
        if row["event_type"] and (row["event_type"], row["mode"] or None) not in pairs:
            found.append(f"{where}: {row['event_type']}/{row['mode']} is not in PLOVER")
        if not row["event_type"] and not row["lost"]:
            found.append(f"{where}: a code without a type must say what is lost")
        found += [f"{where}: unknown context {c}" for c in row["contexts"].split() if c not in contexts]
        if row["source"] not in ("cameo2plover_2021", "polybius"):
            found.append(f"{where}: unknown source {row['source']!r}")
    for row in back.rows:
        where = f"{back.file}:{row.line}"
        if (row["event_type"], row["mode"] or None) not in pairs:
            found.append(f"{where}: {row['event_type']}/{row['mode']} is not in PLOVER")
        if row["cameo"] not in codes:
            found.append(f"{where}: {row['cameo']} is no CAMEO code")
        if row["context"] and row["context"] not in contexts:
            found.append(f"{where}: unknown context {row['context']}")
    present = {row["cameo"] for row in forward.rows}
    found += [f"{forward.file}:1: {code} has no row" for code in codes if code not in present]
    table = load_to_cameo()
    for pair in sorted(pairs, key=str):
        if pair not in table or table[pair][0].context:
            found.append(f"{back.file}:1: {pair[0]}/{pair[1] or ''} has no default row, or not in first place")
    return found


def _map(named: NamedMap, *, integer: bool) -> list[str]:
    found: list[str] = []
    pairs, codes = _pairs(), load_codes()
    for (code, mode), entry in named.entries.items():
        where = f"{named.file}:{entry.line}"
        if not ((code in codes and mode is None) if named.basis == "cameo" else (code, mode) in pairs):
            found.append(f"{where}: unknown code {code} {mode or ''}".rstrip())
        if integer and entry.value not in QUAD_NAMES:
            found.append(f"{where}: {entry.value} is no quad class")
        if not -10 <= entry.value <= 10:
            found.append(f"{where}: {entry.value} is outside -10..10")
    wanted = [p for p in sorted(pairs, key=str) if p[1] is None]
    if named.basis == "cameo":
        wanted = [(code, None) for code in codes if not integer or len(code) == 2]
    return found + [f"{named.file}:1: {code} has no value" for code, _ in wanted if (code, None) not in named.entries]


def _views() -> list[str]:
    found: list[str] = []
    pairs, types, codes = _pairs(), load_types(), load_codes()
    modes = {m for _, m in pairs if m}
    for rule in load_rules():
        where = f"views.csv:{rule.line}"
        found += [f"{where}: unknown type {t}" for t in rule.event_type if t != "*" and t not in types]
        found += [f"{where}: unknown mode {m}" for m in rule.mode if m not in ("*", "-") and m not in modes]
        found += [f"{where}: unknown status {s}" for s in rule.status if s != "*" and s not in STATUSES]
        found += [f"{where}: unknown parent {p}" for p in rule.parent if p not in ("*", "-") and p not in types]
        if rule.view_type not in ("", "=") and (rule.view_type, rule.view_mode or None) not in pairs:
            found.append(f"{where}: view {rule.view_type}/{rule.view_mode} is not in PLOVER")
        if rule.view_cameo and rule.view_cameo not in codes:
            found.append(f"{where}: {rule.view_cameo} is no CAMEO code")
        if rule.refusal not in ("*", "yes", "no") or not rule.reason:
            found.append(f"{where}: refusal is yes, no or *, and a reason is needed")
    for event_type, mode in sorted(pairs, key=str):
        for status in STATUSES:
            for parent in (None, *types):
                if not any(r.fits(event_type, mode, status, parent, False) for r in load_rules()):
                    found.append(f"views.csv:1: no row for {event_type}/{mode or ''} {status} under {parent}")
    return found


def _headers() -> list[str]:
    found: list[str] = []
    for file in ("cameo.csv", "cameo_to_plover.csv", "plover_to_cameo.csv", "contexts.csv", "views.csv"):
        header = read_csv(file).header
        found += [f"{file}:1: the header lacks {key}" for key in ("name", "version", "source") if not header.get(key)]
    return found
