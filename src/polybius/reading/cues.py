"""Loads and checks `cues.toml`, the table of litter cues."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from polybius.errors import DataError

WHERE = ("head", "tail", "tail-strict", "edge", "anywhere")
_KEYS = {"pattern", "kind", "where", "max_words", "zone", "cuts", "source"}


@dataclass(frozen=True, slots=True)
class Cue:
    """One row of the table; see the head of `cues.toml` for the meaning of the fields."""

    pattern: re.Pattern[str]
    kind: str
    where: str
    max_words: int
    zone: bool
    cuts: bool


@lru_cache(maxsize=1)
def load() -> tuple[Cue, ...]:
    """All cues in file order; the first that matches decides.

    Raises:
        DataError: the table is broken; names what and where.
    """
    if problems := lint():
        raise DataError(problems[0] + ". Reinstall Polybius, or mend the table.")
    table = tomllib.loads(_source())
    return tuple(
        Cue(
            re.compile(row["pattern"], re.I),
            row["kind"],
            row["where"],
            row["max_words"],
            row.get("zone", False),
            row.get("cuts", False),
        )
        for row in table["cue"]
    )


def lint(source: str | None = None) -> list[str]:
    """Problems in the table as `cues.toml:line: what`; empty when it is sound.

    Args:
        source: TOML text to check in place of the shipped table.
    """
    text = _source() if source is None else source
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return [f"cues.toml:1: {error}"]
    lines = [number for number, line in enumerate(text.splitlines(), 1) if line.strip() == "[[cue]]"]
    problems: list[str] = []
    for row, line in zip(table.get("cue", []), lines, strict=True):
        problems += [f"cues.toml:{line}: {problem}" for problem in _row_problems(row)]
    if not table.get("cue"):
        problems.append("cues.toml:1: no [[cue]] in the table")
    return problems


def _row_problems(row: dict[str, object]) -> list[str]:
    problems = [f"unknown key '{key}'" for key in sorted(row.keys() - _KEYS)]
    problems += [f"key '{key}' is missing" for key in ("pattern", "kind", "where", "max_words", "source") if key not in row]
    if row.get("where") not in WHERE:
        problems.append(f"where is '{row.get('where')}', not one of {', '.join(WHERE)}")
    if not isinstance(row.get("max_words"), int):
        problems.append("max_words is not a whole number")
    try:
        compiled = re.compile(str(row.get("pattern", "")))
    except re.error as error:
        return [*problems, f"pattern is no regular expression: {error}"]
    if compiled.fullmatch(""):
        problems.append("pattern matches an empty line")
    return problems


def _source() -> str:
    return resources.files("polybius.reading").joinpath("cues.toml").read_text("utf-8")
