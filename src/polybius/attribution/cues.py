"""The table of cues: what `cues.toml` holds, loaded, checked and indexed by lemma."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from polybius.errors import DataError

CERTAINTIES = ("asserted", "claimed", "believed", "intended", "asked", "denied", "unknown")
FRAMES = ("clause", "quote", "inf", "objinf", "np", "as", "pred", "ing", "putit")
FILE = "cues.toml"
LISTS = (
    "document_nouns", "title_words", "speech_launchers", "quoted_passives", "hearsay_passives", "voiceless_nouns",
    "informants", "inanimate_nouns", "particles",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class VerbSense:
    """One use of a cue verb. `speaker`: "agent" (who acts), "document" (only texts) or "any" (both)."""

    frames: tuple[str, ...]
    certainty: str
    addressee: bool = False
    object: bool = False
    presupposes: bool = False
    speaker: str = "agent"


@dataclass(frozen=True, slots=True)
class Cues:
    """Cue verbs by lemma, cue nouns by lemma, word sequences, possessive forms, and word lists."""

    version: str
    verbs: Mapping[str, tuple[VerbSense, ...]]
    nouns: Mapping[str, str]
    phrases: tuple[tuple[tuple[str, ...], str], ...]
    possessives: tuple[tuple[frozenset[str], frozenset[str], str], ...]
    lists: Mapping[str, frozenset[str]]


@cache
def load() -> Cues:
    """Return the cue table that ships with Polybius, read once.

    Raises:
        DataError: the table is broken; the message names file and line.
    """
    text = resources.files(__package__).joinpath(FILE).read_text(encoding="utf-8")
    faults = lint(text)
    if faults:
        raise DataError("the cue table is broken; correct it and run again:\n" + "\n".join(faults))
    return parse(text)


def parse(text: str) -> Cues:
    """Return the `Cues` that a TOML text describes; the text must pass `lint`."""
    table = tomllib.loads(text)
    verbs: dict[str, list[VerbSense]] = {}
    for group in table["verb"]:
        sense = VerbSense(
            tuple(group["frames"]), group["certainty"], bool(group.get("addressee")), bool(group.get("object")),
            bool(group.get("presupposes")), group.get("speaker", "agent"),
        )  # fmt: skip
        for lemma in group["lemmas"]:
            verbs.setdefault(lemma, []).append(sense)
    nouns = {lemma: group["certainty"] for group in table["noun"] for lemma in group["lemmas"]}
    return Cues(
        table["version"],
        {lemma: tuple(senses) for lemma, senses in verbs.items()},
        nouns,
        tuple((tuple(row["words"]), row["certainty"]) for row in table["phrase"]),
        tuple((frozenset(row["prepositions"]), frozenset(row["nouns"]), row["certainty"]) for row in table["possessive"]),
        {name: frozenset(words) for name, words in table["lists"].items()},
    )


def lint(text: str | None = None) -> list[str]:
    """Return the faults of the cue table as `file:line: what`; an empty list when it is sound."""
    if text is None:
        text = resources.files(__package__).joinpath(FILE).read_text(encoding="utf-8")
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return [f"{FILE}:1: not TOML: {error}"]
    faults = [f"{FILE}:1: no [[{part}]] given" for part in ("verb", "noun", "phrase", "possessive") if not table.get(part)]
    if not isinstance(table.get("version"), str):
        faults.append(f"{FILE}:1: version must be a text")
    for part in ("verb", "noun", "phrase", "possessive"):
        lines = _header_lines(text, part)
        for row, line in zip(table.get(part, []), lines, strict=True):
            faults.extend(f"{FILE}:{line}: {what}" for what in _row_faults(part, row))
    lists = table.get("lists", {})
    faults.extend(f"{FILE}:1: list '{name}' is missing" for name in LISTS if name not in lists)
    return faults


def _header_lines(text: str, part: str) -> list[int]:
    return [number for number, line in enumerate(text.splitlines(), 1) if line.strip() == f"[[{part}]]"]


def _row_faults(part: str, row: dict[str, Any]) -> list[str]:
    faults = []
    if row.get("certainty") not in CERTAINTIES:
        faults.append(f"certainty '{row.get('certainty')}' is none of {', '.join(CERTAINTIES)}")
    if not row.get("source"):
        faults.append("source is missing")
    words = row.get({"verb": "lemmas", "noun": "lemmas", "phrase": "words", "possessive": "nouns"}[part], [])
    if not words:
        faults.append("no words given")
    if part != "phrase" and len(set(words)) != len(words):
        faults.append("a word is given twice: " + ", ".join(sorted({word for word in words if words.count(word) > 1})))
    faults.extend(f"'{word}' is not lower case" for word in words if word != word.lower())
    if part == "verb":
        if not row.get("frames"):
            faults.append("no frames given")
        faults.extend(
            f"unknown frame '{frame}'" for frame in row.get("frames", []) if frame not in FRAMES and not frame.startswith("prep:")
        )
        if row.get("speaker", "agent") not in ("agent", "document", "any"):
            faults.append(f"unknown speaker '{row['speaker']}'")
    return faults
