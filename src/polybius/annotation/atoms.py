"""Sentences as strings over a vocabulary, so that grammar rules are ordinary regular expressions over words.

A sentence is cut into atoms (words, numbers, signs). Every word a grammar knows gets one private-use character, every shape
of number another; all else is one "unknown" character. A rule such as `d=DAY of? m=MONTH ,? y=YEAR` is compiled to a regular
expression over those characters: tags in capitals stand for sets of words or shapes, `name=` captures, small words are
themselves. A name used again in another alternative becomes `name2`, `name3`. White space never matters; `Atom.glued` says
when there was none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_ATOM = re.compile(
    r"""
    (?P<iso>(?:1[5-9]|2[01])\d\d-(?:0\d|1[0-2])-[0-3]\d
      (?:[T ][0-2]\d:[0-5]\d(?::[0-5]\d)?(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?)?(?![\d-]))
  | (?P<slash>(?<![\d/.])\d{1,2}(?P<sep>[/.-])\d{1,2}(?P=sep)(?:\d{4}|\d\d)(?![\d/]|-\d+-|\.\d))
  | (?P<clock>(?<![\d:])[0-2]?\d:[0-5]\d(?::[0-5]\d)?(?![\d:]))
  | (?P<decade>(?:1[5-9]|20)\d0['’]?s\b|['’`][1-9]0s\b)
  | (?P<ordinal>\d{1,3}(?:,\d{3})*(?:st|nd|rd|th)\b|\d+(?:st|nd|rd|th)\b)
  | (?P<currency>(?:USD?|EUR|GBP|CNY|RMB|RUB|JPY|CHF|CAD|AUD|INR|Rs)(?=\d))
  | (?P<code>\d+(?:\.\d+){2,}|\d+[A-Za-z]+\d\w*|[A-Za-z]+\d[\w]*)
  | (?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)|\d{1,3}(?:[\u00a0\u202f\u2009]\d{3})+(?:\.\d+)?(?!\d)
      |(?<![\d.,])\d{1,3}(?:(?:[ ]\d{3}){2,}|[ ]000)(?:\.\d+)?(?!\d)|\d+(?:\.\d+)?|(?<![\w.])\.\d+|[¼½¾⅓⅔⅛])
  | (?P<initials>(?:[A-Za-z]\.){2,})
  | (?P<possessive>['’]s\b)
  | (?P<word>[^\W\d_]+(?:['’](?!s\b)[^\W\d_]+)*)
  | (?P<sign>\S)
    """,
    re.VERBOSE,
)
_SLOT = re.compile(r"(?:([a-z]\w*)=)?(?:([A-Z][A-Z0-9_]*|\()|('s|[a-z][a-z0-9']*(?:\.[a-z]\.)?))|([)|?*+])|([,.\-:;/$%])|\s+")
UNKNOWN, CAPITAL = "x", "X"
_FIRST = 0xE000


@dataclass(frozen=True, slots=True)
class Atom:
    """One word, number or sign: characters [start, end) of the document, lower-cased word, kind, and whether it is glued."""

    start: int
    end: int
    text: str
    low: str
    kind: str
    glued: bool


class Vocabulary:
    """Known words of one grammar, its tags (named word sets), and the compiler of its rules.

    Args:
        tags: tag name -> words (lower case); a word may carry several tags.
        capital: words that count only when they begin with a capital letter (may, march).
    """

    def __init__(self, tags: Mapping[str, Iterable[str]], capital: Iterable[str] = ()) -> None:
        self._letters: dict[str, str] = {}
        self._tags: dict[str, str] = {}
        self._macros: dict[str, str] = {}
        self._capital = frozenset(capital)
        for name, words in tags.items():
            self._tags[name] = "".join(self.letter(word) for word in words)
        self._shapes = {shape: self.letter(f"#{shape}") for shape in _SHAPES}
        for tag, shapes in _SHAPE_TAGS.items():
            self._tags[tag] = self._tags.get(tag, "") + "".join(self._shapes[shape] for shape in shapes)

    def letter(self, word: str) -> str:
        """The character that stands for `word`, made on first use."""
        return self._letters.setdefault(word, chr(_FIRST + len(self._letters)))

    def define(self, name: str, pattern: str) -> None:
        """Name a sub-pattern; later patterns may use it as a tag."""
        self._macros[name] = f"(?:{self._translate(pattern)})"

    def letters(self, *tags: str) -> frozenset[str]:
        """All characters of some tags."""
        return frozenset("".join(self._tags[tag] for tag in tags))

    def compile(self, pattern: str) -> re.Pattern[str]:
        """Compile a rule."""
        return re.compile(self._translate(pattern))

    def _translate(self, pattern: str) -> str:
        out, position, uses = [], 0, dict[str, int]()
        while position < len(pattern):
            match = _SLOT.match(pattern, position)
            if match is None:
                raise ValueError(f"rule '{pattern}': cannot read from '{pattern[position:]}'")
            position = match.end()
            name, tag, word, operator, sign = match.groups()
            if name:  # a name may stand in several alternatives; Python wants each group name once
                uses[name] = uses.get(name, 0) + 1
                name = name if uses[name] == 1 else f"{name}{uses[name]}"
            if tag == "(":
                out.append(f"(?P<{name}>" if name else "(?:")
            elif tag:
                body = self._macros.get(tag) or f"[{self._tags[tag]}]"
                out.append(f"(?P<{name}>{body})" if name else body)
            elif word or sign:
                letter = self.letter(word or sign)
                out.append(f"(?P<{name}>{letter})" if name else letter)
            elif operator:
                out.append(operator)
        return "".join(out)

    def encode(self, atoms: list[Atom]) -> str:
        """The sentence as a string, one character an atom."""
        letters, shapes, out = self._letters, self._shapes, []
        for atom in atoms:
            low, kind = atom.low, atom.kind
            if kind in ("word", "initials"):
                known = letters.get(low)
                upper = atom.text[0].isupper()
                if known is None or (not upper and low in self._capital):
                    known = CAPITAL if upper else UNKNOWN
                out.append(known)
            elif kind == "sign" or kind == "possessive":
                out.append(letters.get(low, UNKNOWN))
            else:
                out.append(letters.get(low) or shapes[_shape(atom)])
        return "".join(out)


_SHAPES = (
    "iso",
    "slash",
    "clock",
    "decade",
    "code",
    "n0",
    "n12",
    "n24",
    "n31",
    "n59",
    "n99",
    "year",
    "big",
    "decimal",
    "o31",
    "omany",
)
_SHAPE_TAGS = {
    "ISO": ("iso",),
    "SLASH": ("slash",),
    "CLOCK": ("clock",),
    "DECADE": ("decade",),
    "CODE": ("code",),
    "DAY": ("n12", "n24", "n31"),
    "HOUR": ("n0", "n12", "n24"),
    "SMALL": ("n0", "n12", "n24", "n31", "n59", "n99"),
    "YEAR": ("year",),
    "DAYORD": ("o31",),
    "ORD": ("o31", "omany"),
    "FIG": ("n0", "n12", "n24", "n31", "n59", "n99", "year", "big", "decimal"),
}


def _shape(atom: Atom) -> str:
    kind, text = atom.kind, atom.text
    if kind == "ordinal":
        return "o31" if len(text) <= 4 and 1 <= int(text[:-2].replace(",", "")) <= 31 else "omany"
    if kind != "number":
        return kind
    if not text.isdigit() or not text.isascii():
        return "decimal"
    value = int(text)
    if len(text) == 4 and 1000 <= value <= 2199:
        return "year"
    if len(text) > 2:
        return "big"
    for limit in (0, 12, 24, 31, 59):
        if value <= limit:
            return f"n{limit}"
    return "n99"


def atomise(text: str, start: int, end: int) -> list[Atom]:
    """Cut the characters [start, end) of `text` into atoms."""
    out: list[Atom] = []
    previous = -1
    for match in _ATOM.finditer(text, start, end):
        kind = match.lastgroup or "sign"
        if kind == "sep":
            kind = "slash"
        elif kind == "currency":
            kind = "word"
        begin, stop = match.span()
        body = match.group()
        low = body.lower().replace("’", "'")
        if kind == "sign":
            low = _SAME_SIGN.get(low, low)
        out.append(Atom(begin, stop, body, low, kind, begin == previous))
        previous = stop
    return out


_SAME_SIGN = {"–": "-", "—": "-", "‑": "-", "−": "-", "‐": "-"}


def group(match: re.Match[str], name: str) -> tuple[int, int] | None:
    """Where the part `name` (or `name2`, `name3` ...) of a rule matched, as atom indices; None if it took no part."""
    known = match.re.groupindex
    if name not in known:
        return None
    number, key = 1, name
    while key in known:
        if match.start(key) >= 0:
            return match.span(key)
        number += 1
        key = f"{name}{number}"
    return None
