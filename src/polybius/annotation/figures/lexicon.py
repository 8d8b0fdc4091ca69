"""The words of the figure grammar, read once from `words.toml`, and their linter."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from polybius.annotation import numerals
from polybius.annotation.atoms import Vocabulary

APPROXIMATE = ("about", "more_than", "less_than", "at_least", "at_most", "almost")
KINDS = ("casualty_dead", "casualty_injured", "displaced", "detained", "troops")
Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FigureWords:
    """Tables of `words.toml` and the vocabulary made of them; phrases are tuples of words."""

    before: dict[Phrase, str]
    after: dict[Phrase, str]
    outside: frozenset[str]
    signs: dict[str, str]
    dollar_prefixes: dict[str, str]
    names: dict[str, str]
    qualified: dict[Phrase, str]
    measures: dict[str, str]
    measures2: dict[Phrase, str]
    multiples: dict[str, float]
    up: frozenset[str]
    down: frozenset[str]
    change_nouns: dict[str, int]
    kinds: dict[str, str]
    people: frozenset[str]
    discourse: frozenset[str]
    discourse_determiners: frozenset[str]
    names_before: frozenset[str]
    streets: frozenset[str]
    rank_nouns: frozenset[str]
    ordinal_skip: frozenset[str]
    measurables: frozenset[str]
    level_verbs: frozenset[str]
    plain_adjectives: frozenset[str]
    compared: frozenset[str]
    vocabulary: Vocabulary
    triggers: frozenset[str]


def _text() -> str:
    return resources.files("polybius.annotation.figures").joinpath("words.toml").read_text("utf-8")


def _phrases(table: dict[str, str]) -> dict[Phrase, str]:
    return {tuple(key.split()): value for key, value in table.items()}


@lru_cache(maxsize=1)
def load() -> FigureWords:
    """Return the tables; the same object at every call."""
    raw = tomllib.loads(_text())
    vocabulary = Vocabulary(
        {
            **numerals.tags(),
            "SIGN": tuple(raw["signs"]),
            "MONEYWORD": tuple(raw["names"]),
            "MEASURE": tuple(raw["measures"]),
            "MONEYCODE": tuple(sign for sign in raw["signs"] if len(sign) == 3),
            "MEASUREWORD": tuple(dict.fromkeys(key.split()[1] for key in raw["measures2"])),
            "MULTIPLE": tuple(raw["multiples"]),
            "PERCENT": ("%", "percent", "pct", "pc"),
            "JOIN": ("-", "to"),
        }
    )
    numerals.define(vocabulary)
    triggers = vocabulary.letters("FIG", "ORD", "CARD", "TENS", "WORDSCALE", "SCALES", "FRACTION", "MULTIPLE", "ORDWORD")
    kinds = {word: kind for kind in KINDS for word in raw["kinds"][kind]}
    nouns = dict.fromkeys(raw["changes"]["nouns_up"], 1) | dict.fromkeys(raw["changes"]["nouns_down"], -1)
    qualified = _phrases(raw["qualified"])
    qualified.update({(*key[:-1], _plural(key[-1])): code for key, code in list(qualified.items())})
    return FigureWords(
        _phrases(raw["before"]), _phrases(raw["after"]), frozenset(raw["outside"]["words"]), raw["signs"], raw["dollar_prefixes"],
        raw["names"], qualified, raw["measures"], _phrases(raw["measures2"]), {k: float(v) for k, v in raw["multiples"].items()},
        frozenset(raw["changes"]["up"]), frozenset(raw["changes"]["down"]), nouns, kinds, frozenset(raw["people"]["nouns"]),
        frozenset(raw["discourse"]["nouns"]), frozenset(raw["discourse"]["determiners"]), frozenset(raw["names_before"]["words"]),
        frozenset(raw["streets"]["words"]), frozenset(raw["rank_nouns"]["words"]), frozenset(raw["ordinal_skip"]["words"]),
        frozenset(raw["measurables"]["words"]), frozenset(raw["level_verbs"]["words"]),
        frozenset(raw["plain_adjectives"]["words"]), frozenset(raw["compared"]["words"]), vocabulary, triggers,
    )  # fmt: skip


def _plural(word: str) -> str:
    return (
        word
        if word in ("yuan", "yen", "won", "sterling") or word.endswith("s")
        else {"krona": "kronor", "krone": "kroner"}.get(word, word + "s")
    )


def lint() -> list[str]:
    """Faults in `words.toml` as `file:line: what`; empty when all is well."""
    faults: list[str] = []
    lines = _text().splitlines()
    raw = tomllib.loads(_text())

    def fault(key: str, what: str) -> None:
        line = next((n for n, row in enumerate(lines, 1) if row.split("=")[0].strip().strip('"') == key), 1)
        faults.append(f"figures/words.toml:{line}: {what}")

    for section in ("before", "after"):
        for key, value in raw[section].items():
            if value not in APPROXIMATE:
                fault(key, f"'{value}' is none of {', '.join(APPROXIMATE)}")
    for section in ("signs", "dollar_prefixes", "names", "qualified"):
        for key, value in raw[section].items():
            if not re.fullmatch(r"[A-Z]{3}", value):
                fault(key, f"'{value}' is no ISO 4217 code")
    for key in raw["kinds"]:
        if key not in KINDS:
            fault(key, f"kind '{key}' is none of {', '.join(KINDS)}")
    if twice := set(raw["changes"]["up"]) & set(raw["changes"]["down"]):
        fault("up", f"both up and down: {', '.join(sorted(twice))}")
    for word in raw["outside"]["words"]:
        if word not in raw["before"]:
            fault("words", f"[outside] '{word}' is not in [before]")
    for key in (*raw["before"], *raw["names"], *raw["qualified"], *raw["measures"], *raw["multiples"]):
        if key != key.lower():
            fault(key, f"'{key}' must be lower case")
    return faults
