"""Number phrases: words and digits to values, and values to words. Tables in `numerals.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import lru_cache
from importlib import resources

from polybius.annotation.atoms import Atom, Vocabulary

_SIGNS = {"¼": 0.25, "½": 0.5, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3, "⅛": 0.125}
_FILLERS = frozenset({"-", "and", "a", "an", "of"})


@lru_cache(maxsize=1)
def tables() -> dict[str, dict[str, float]]:
    """The number words: section -> word -> value."""
    raw = tomllib.loads(resources.files("polybius.annotation").joinpath("numerals.toml").read_text("utf-8"))
    glued = raw.pop("glued_scales")["words"]
    out = {section: {word: float(value) for word, value in rows.items()} for section, rows in raw.items()}
    out["glued_scales"] = {word: out["scales"][word] for word in glued}
    return out


def tags() -> dict[str, tuple[str, ...]]:
    """Tags for a `Vocabulary`: CARD, TENS, SCALE, SCALES, FRACTION, ORDWORD."""
    known = tables()
    return {
        "CARD": tuple(known["units"]),
        "TENS": tuple(known["tens"]),
        "SCALE": tuple(known["scales"]),
        "WORDSCALE": tuple(w for w in known["scales"] if w not in known["glued_scales"] and w != "score"),
        "SCALES": tuple(known["plural_scales"]),
        "FRACTION": tuple(known["fractions"]),
        "ORDWORD": tuple(known["ordinals"]),
    }


def define(vocabulary: Vocabulary) -> None:
    """Give a vocabulary the sub-patterns WORDCARD (cardinal in words), NUMBER (any cardinal), ORDINAL."""
    vocabulary.define("WORDS", "TENS (-? CARD)?|CARD")
    vocabulary.define("HALF", "and (a|one) (half|quarter|third|fourth|fifth)|and (two|three) (-)? (quarters|thirds|fifths)")
    vocabulary.define(
        "WORDCARD",
        "(WORDS|WORDS hundred (and WORDS)?) point (WORDS)+"
        "|WORDS HALF? (-? WORDSCALE+ (and? WORDS WORDSCALE*)*)? HALF?"
        "|(half (a|an)?|a|an) WORDSCALE+",
    )
    vocabulary.define("DIGITS", "FIG HALF? (SCALE|- WORDSCALE)?")
    vocabulary.define("NUMBER", "DIGITS WORDSCALE?|WORDCARD")
    vocabulary.define("ORDINAL", "ORD|(TENS -)? ORDWORD|WORDS hundredth")


def digits_value(text: str) -> float:
    """Value of a number written in digits, group separators and fractions signs allowed."""
    if text in _SIGNS:
        return _SIGNS[text]
    for mark in ", \u00a0\u202f\u2009":
        text = text.replace(mark, "")
    return float(text)


def cardinal(atoms: Sequence[Atom]) -> float | None:
    """Value of a cardinal phrase ("two hundred and five", "2.4 trillion", "half a million", "one and a half"); None if none."""
    point = next((k for k, atom in enumerate(atoms) if atom.low == "point"), None)
    if point:
        whole, after = cardinal(atoms[:point]), [cardinal([atom]) for atom in atoms[point + 1 :] if atom.low != "-"]
        if whole is None or not after or any(part is None for part in after):
            return None
        total = sum(part for part in after if part is not None and part >= 20) or 0
        digits = "".join(f"{part:g}" for part in after if part is not None)
        if total and len(after) == 2:
            digits = f"{sum(part for part in after if part is not None):g}"
        return float(f"{whole:g}.{digits}")
    return _sum(atoms)


def _sum(atoms: Sequence[Atom]) -> float | None:
    known = tables()
    total, current, many, seen, half_first = 0.0, 0.0, 1.0, False, False
    joined = False
    for atom in atoms:
        low = atom.low
        if atom.kind == "number":
            current += digits_value(atom.text)
        elif low in known["units"] or low in known["tens"]:
            value = known["units"].get(low, known["tens"].get(low, 0.0))
            many = value
            current += value
        elif low in known["scales"]:
            scale = known["scales"][low]
            if not seen:
                current = 1.0
            if half_first:
                current, half_first = 0.5, False
            if scale > 100:
                total += (current if current or total == 0 else 1.0) * scale
                current = 0.0
            else:
                current = (current or 1.0) * scale
        elif low in known["fractions"]:
            if low == "half" and not seen:
                half_first, current = True, 0.5
            elif low.endswith("s"):  # "one and three quarters": the three counts quarters
                current += many / known["fractions"][low] - (many if joined else 0.0)
            else:
                current += 1 / known["fractions"][low] - (
                    1.0 if joined and many == 1.0 and current > 1 and _one_before(atoms, atom) else 0.0
                )
        elif low in _FILLERS:
            joined = joined or low == "and"
            continue
        else:
            return None
        seen = True
    return round(total + current, 9) if seen else None


def _one_before(atoms: Sequence[Atom], atom: Atom) -> bool:
    """ "and one half": the "one" was already added."""
    k = atoms.index(atom)
    return k > 1 and atoms[k - 1].low == "one" and atoms[k - 2].low == "and"


def ordinal(atoms: Sequence[Atom]) -> int | None:
    """Value of an ordinal phrase ("18th", "twenty-first"); None if there is none."""
    known = tables()
    total = 0.0
    for atom in atoms:
        if atom.kind == "ordinal":
            return int(atom.text[:-2].replace(",", ""))
        if atom.low in known["tens"]:
            total += known["tens"][atom.low]
        elif atom.low in known["units"]:
            total += known["units"][atom.low]
        elif atom.low in known["ordinals"]:
            value = known["ordinals"][atom.low]
            total = (total or 1) * value if value >= 100 else total + value
    return int(total) if total else None


def in_words(value: int) -> str:
    """English words of an integer 0 <= value < 10**15 (the inverse of `cardinal`)."""
    if not 0 <= value < 10**15:
        raise ValueError(f"{value} is out of range: 0 to 10**15 - 1")
    units = list(tables()["units"])
    units.remove("nought")
    tens = list(tables()["tens"])
    if value < 20:
        return units[value]
    if value < 100:
        return tens[value // 10 - 2] + (f"-{units[value % 10]}" if value % 10 else "")
    for name, scale in (("trillion", 10**12), ("billion", 10**9), ("million", 10**6), ("thousand", 1000), ("hundred", 100)):
        if value >= scale:
            rest = value % scale
            joint = " and " if scale == 100 else " "
            return f"{in_words(value // scale)} {name}" + (joint + in_words(rest) if rest else "")
    raise AssertionError(value)
