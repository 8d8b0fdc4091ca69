"""Names as letters: folded for comparison, made into ids, indexed by their first word."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

FIRST_WORD = re.compile(r"[^\s\-'.,/()&+]+")
_FOLD: dict[int, str] = {
    0x2019: "'",
    0x2018: "'",
    0x02BC: "'",
    0x00A0: " ",
    0x2010: "-",
    0x2011: "-",
    0x0131: "i",
    0x0142: "l",
    0x00F8: "o",
    0x00D8: "O",
    0x0141: "L",
    0x0111: "d",
}
for _code in range(0xC0, 0x250):
    _base = unicodedata.normalize("NFD", chr(_code))[0]
    if ord(_base) < 128:
        _FOLD.setdefault(_code, _base)
for _code in range(0x1E00, 0x1F00):
    _base = unicodedata.normalize("NFD", chr(_code))[0]
    if ord(_base) < 128:
        _FOLD.setdefault(_code, _base)


def fold(text: str) -> str:
    """`text` with plain apostrophes, spaces, hyphens and Latin letters without marks; every character keeps its place."""
    return text if text.isascii() else text.translate(_FOLD)


def slug(name: str) -> str:
    """The kebab-case id of a name: "José Barroso" gives "jose-barroso"."""
    if name.isascii() and name.replace(" ", "").isalnum():
        return "-".join(name.lower().split())
    plain = unicodedata.normalize("NFKD", fold(name)).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def shown(person: str) -> str:
    """A person's name as it is shown: without the mark in square brackets that tells namesakes apart."""
    return person.split(" [")[0] if person.endswith("]") else person


def first_words(texts: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Texts by their first word, the longest first."""
    index: dict[str, list[str]] = {}
    for text in texts:
        first = text.partition(" ")[0]
        if first.isalnum():
            index.setdefault(first, []).append(text)
            continue
        match = FIRST_WORD.search(text)
        if match is not None:
            index.setdefault(match.group() if match.start() == 0 else text[0], []).append(text)
    return {
        word: tuple(found if len(found) == 1 else sorted(found, key=lambda text: (-len(text), text)))
        for word, found in index.items()
    }
