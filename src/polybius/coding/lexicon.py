"""The predicate lexicon: loading, indexing by trigger lemma, linting."""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from polybius.coding.cues import Cues, parse_cues
from polybius.coding.entries import Entry, parse_entry
from polybius.errors import DataError

TYPES = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
POS_DEFAULTS = {"v": {"S": "subj", "T": "dobj"}, "n": {"S": "poss|by|amod|of|between"}, "a": {"S": "subj"}}
OTHER_SENSES = "none.toml"


@dataclass(frozen=True)
class Lexicon:
    """Entries by part of speech and trigger lemma (most specific first), the cue tables, and a version hash."""

    entries: tuple[Entry, ...]
    index: dict[tuple[str, str], tuple[Entry, ...]]
    cues: Cues
    version: str

    def candidates(self, pos: str, lemma: str) -> tuple[Entry, ...]:
        """Entries for a trigger lemma, most specific first."""
        return self.index.get((pos, lemma), ())


@cache
def load() -> Lexicon:
    """Read the tables beside this file (once per process).

    Raises:
        DataError: a table is broken; the message names file and line.
    """
    texts = {name: _read(name) for name in _names()}
    tables = {name: _toml(name, text) for name, text in texts.items()}
    classes = {name: frozenset(words) for name, words in tables.pop("classes.toml").items()}
    cues = parse_cues(tables.pop("cues.toml"), tables.pop("relevance.toml"), classes)
    entries: list[Entry] = []
    for name in sorted(tables):
        entries += _entries(name, tables[name], classes, texts[name])
    index: dict[tuple[str, str], list[Entry]] = {}
    for entry in entries:
        for lemma in entry.lemmas:
            index.setdefault((entry.pos, lemma), []).append(entry)
    ordered = {key: tuple(sorted(rows, key=lambda row: -row.specificity)) for key, rows in index.items()}
    version = hashlib.sha256("\x00".join(f"{name}\x00{texts[name]}" for name in sorted(texts)).encode()).hexdigest()[:16]
    return Lexicon(tuple(entries), ordered, cues, version)


def _names() -> list[str]:
    folder = resources.files("polybius.coding") / "data"
    return sorted(item.name for item in folder.iterdir() if item.name.endswith(".toml"))


def _read(name: str) -> str:
    return (resources.files("polybius.coding") / "data" / name).read_text(encoding="utf-8")


def _toml(name: str, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DataError(f"coding/data/{name}: {error}; correct the file") from error


def _entries(name: str, table: dict[str, Any], classes: dict[str, frozenset[str]], text: str) -> list[Entry]:
    out: list[Entry] = []
    lines = lines_of_rows(text)
    for group in table["group"]:
        defaults: dict[str, str] = {"type": table["type"], **POS_DEFAULTS[group["pos"]]}
        defaults.update({key: value for key, value in group.items() if key != "rows"})
        for pattern, example in group["rows"]:
            line = lines.get(f'["{pattern}", "{example}"]', 0)
            ident = f"{name.removesuffix('.toml')}:{group['pos']}:{pattern.replace(' ', '_')}"
            out.append(parse_entry(pattern, example, defaults, classes, ident, f"{name}:{line}"))
    return out


def lines_of_rows(text: str) -> dict[str, int]:
    """Line number of each row of a table, by the row as written."""
    return {line.strip().rstrip(","): number for number, line in enumerate(text.splitlines(), 1) if line.lstrip().startswith('["')}


def lint() -> list[str]:
    """Problems of the tables as `file:line: what`; empty when all is well."""
    lexicon = load()
    out: list[str] = []
    seen: dict[str, str] = {}
    examples: dict[str, str] = {}
    for entry in lexicon.entries:
        if entry.event_type not in (*TYPES, "NONE"):
            out.append(f"{entry.where}: '{entry.event_type}' is no event type")
        if entry.id in seen:
            out.append(f"{entry.where}: the same pattern stands at {seen[entry.id]}")
        seen[entry.id] = entry.where
        if not entry.example.endswith((".", "?", '"')):
            out.append(f"{entry.where}: the example is no full sentence")
        if entry.example in examples:
            out.append(f"{entry.where}: the same example stands at {examples[entry.example]}")
        examples[entry.example] = entry.where
        words = {word.lower() for word in entry.example.replace("-", " ").replace(",", " ").replace(".", " ").split()}
        if not any(_occurs(lemma, words) for lemma in entry.lemmas):
            out.append(f"{entry.where}: the example lacks the trigger '{entry.lemmas[0]}'")
        if entry.event_type != "NONE" and not entry.source and not entry.target:
            out.append(f"{entry.where}: no slot for a participant")
    return out


def _occurs(lemma: str, words: set[str]) -> bool:
    if words & set(IRREGULAR.get(lemma, "").split()):
        return True
    stem = lemma.replace("-", " ").split()[0][:2]
    return any(word.startswith(stem) for word in words)


# Past forms that do not begin like their lemma.
IRREGULAR = {
    "be": "is are was were",
    "bring": "brought",
    "buy": "bought",
    "come": "came",
    "do": "did done does",
    "fall": "fell fallen",
    "fight": "fought",
    "find": "found",
    "give": "gave given",
    "go": "went gone",
    "hold": "held",
    "see": "saw seen",
    "seek": "sought",
    "sell": "sold",
    "sing": "sang sung",
    "sink": "sank sunk",
    "sit": "sat",
    "take": "took taken",
    "tear": "tore torn",
    "tell": "told",
    "think": "thought",
}
