"""The words of data/cues.toml and their linter."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib import resources


@lru_cache(maxsize=1)
def cues() -> dict[str, frozenset[str]]:
    """Word sets by section name."""
    return {name: frozenset(section["words"]) for name, section in _sections().items()}


def lint() -> list[str]:
    """Problems of the table as `file:section: what`; empty when all is well."""
    out = []
    for name, section in _sections().items():
        words = section.get("words", [])
        if not section.get("source"):
            out.append(f"cues.toml:{name}: no source")
        if len(set(words)) != len(words) or any(word != word.lower() for word in words):
            out.append(f"cues.toml:{name}: a word twice or not in lower case")
    return out


def _sections() -> dict[str, dict[str, list[str]]]:
    text = (resources.files("polybius.anchoring") / "data" / "cues.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
