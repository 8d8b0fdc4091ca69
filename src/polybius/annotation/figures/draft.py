"""Amounts in a sentence: what the words alone say, before syntax tells what is counted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from polybius.annotation import numerals
from polybius.annotation.atoms import Atom, group
from polybius.annotation.figures.lexicon import FigureWords


@dataclass(frozen=True, slots=True)
class Draft:
    """An amount over atoms [first, last); `number` are the atoms of its first number, `noun` a unit noun glued by a hyphen."""

    first: int
    last: int
    number: tuple[int, int]
    value: float | None
    unit: str
    kind: str
    rule: str
    low: float | None = None
    high: float | None = None
    approximate: str | None = None
    noun: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence as atoms, with one match of a rule in it."""

    atoms: list[Atom]
    match: re.Match[str]
    words: FigureWords
    first: int
    last: int

    def span(self, name: str) -> tuple[int, int] | None:
        """Atom indices of a part."""
        return group(self.match, name)

    def part(self, name: str) -> Sequence[Atom]:
        """Atoms of a part."""
        found = self.span(name)
        return self.atoms[found[0] : found[1]] if found else ()

    def low(self, k: int) -> str:
        """Word at atom `k`, "" outside the sentence."""
        return self.atoms[k].low if 0 <= k < len(self.atoms) else ""


def _amounts(line: Line) -> tuple[float, float | None] | None:
    """Value of the number, and of the range's other end."""
    a = _slashed(line) if len(line.part("n")) == 3 and line.part("n")[1].low == "/" else numerals.cardinal(line.part("n"))
    first, second = line.part("n")[-1], line.part("m")[0] if line.part("m") else None
    if second is not None and first.low in numerals.tables()["tens"] and numerals.tables()["units"].get(second.low, 99) < 10:
        return None  # "ninety - five hundred" is no range
    b = numerals.cardinal(line.part("m")) if line.part("m") else None
    if a is None:
        return None
    if b is not None:
        scales = [atom.low for atom in line.part("m") if atom.low in numerals.tables()["scales"] and atom.low != "score"]
        plain = not any(atom.low in numerals.tables()["scales"] for atom in line.part("n"))
        factor = 1.0
        for scale in scales:
            factor *= numerals.tables()["scales"][scale]
        if plain and factor > 1 and a * factor < b * 1.0000001:
            a *= factor
        if b <= a:
            return None
    return a, b


def _draft(line: Line, unit: str, kind: str, rule: str, noun: int | None = None) -> Draft | None:
    found, number = _amounts(line), line.span("n")
    if found is None or number is None:
        return None
    a, b = found
    if b is None:
        return Draft(line.first, line.last, number, a, unit, kind, rule, noun=noun)
    return Draft(line.first, line.last, number, None, unit, kind, f"{rule}_range", low=a, high=b, noun=noun)


def money(line: Line) -> Draft | None:
    """$3.5bn, US$40 billion, EUR 3.5bn, 240 billion dollars, 2.4 trillion yuan, between $12 million and $20 million."""
    words, first = line.words, line.first
    code = None
    sign = line.span("c")
    if sign:
        atom = line.atoms[sign[0]]
        if atom.kind == "word" and not atom.text.isupper() and atom.low in ("try", "php", "all"):
            return None
        code = words.signs[atom.low]
        before = line.atoms[sign[0] - 1] if sign[0] else None
        if atom.low == "$" and before and before.low in words.dollar_prefixes and _prefixes(atom, before):
            code = words.dollar_prefixes[before.low]
            first = min(first, sign[0] - 1)
    name = line.span("x")
    if name:
        told = tuple(atom.low for atom in line.atoms[name[0] : name[1]])
        found = next((words.qualified[told[k:]] for k in range(len(told)) if told[k:] in words.qualified), None)
        code = found or code or words.names.get(told[-1]) or words.signs.get(told[-1])
        if told[-1] in words.names and not found and not sign and _adjective_unknown(line, name):
            code = None
    if code is None:
        return None
    draft = _draft(line, code, "level", "money")
    if draft is None:
        return None
    if line.part("k") and draft.value is not None:
        draft = replace(draft, value=draft.value + (numerals.cardinal(line.part("k")) or 0) / 100)
    if name and line.atoms[name[1] - 1].low in ("cent", "cents", "pence", "penny") and draft.value is not None:
        draft = replace(draft, value=draft.value / 100)
    if name and line.atoms[name[1] - 1].low in ("pound", "pounds") and not sign and (draft.value or 0) < 100_000:
        weighed = (line.low(line.last) == "of" and draft.value and draft.value < 10_000) or line.low(line.first - 1) in _WEIGH
        return replace(draft, unit="lb", rule="measure") if weighed or line.low(line.last - 2) == "-" else draft
    return replace(draft, first=first)


def _prefixes(sign: Atom, before: Atom) -> bool:
    """ "C$" and "US $": glued (no article "a"), or one of the prefixes that is no word."""
    if before.low in ("us", "usd", "u.s."):
        return True
    return sign.glued and (before.text.isupper() or len(before.low) > 1)


_WEIGH = ("weigh", "weighs", "weighed", "weighing", "lose", "lost", "drop", "dropped", "gained", "gain", "shed", "heavy")


def _adjective_unknown(line: Line, name: tuple[int, int]) -> bool:
    """ "Namibian dollars" where the table has no such pair: no code rather than a wrong one."""
    return any(atom.text[0].isupper() and atom.low != "us" for atom in line.atoms[name[0] : name[1] - 1])


def percent(line: Line) -> Draft | None:
    """3%, 5 percent, 10-15 per cent, 0.5 percentage points."""
    points = bool(line.span("p"))
    draft = _draft(line, "percentage_points" if points else "percent", "level", "percent")
    basis = line.span("p")
    if draft and basis and line.atoms[basis[0]].low == "basis" and draft.value is not None:
        draft = replace(draft, value=draft.value / 100)
    return draft


def measure(line: Line) -> Draft | None:
    """500km, 30 square kilometres, 13.3-inch."""
    span = line.span("u")
    assert span is not None
    told = tuple(atom.low for atom in line.atoms[span[0] : span[1]])
    unit = line.words.measures2.get(told) or line.words.measures.get(told[-1])
    if unit is None or (told[-1] in ("cup", "cups") and line.atoms[span[0]].text[0].isupper()):
        return None
    if (told[-1] == "nm" and not line.atoms[span[0]].glued) or (len(told[-1]) == 1 and line.atoms[span[0]].text != told[-1]):
        return None
    draft = _draft(line, unit, "level", "measure")
    inches = numerals.cardinal(line.part("k")) if line.part("k") else None
    if draft and draft.value is not None and inches is not None:
        return replace(draft, value=draft.value + inches / 12) if unit == "ft" else None
    return draft


_RATIO_SKIP = ("last", "past", "first", "every")


def ratio(line: Line) -> Draft | None:
    """one in five, 3 out of 10: as percent."""
    a, b = numerals.cardinal(line.part("n")), numerals.cardinal(line.part("m"))
    number = line.span("n")
    if a is None or not b or number is None or a >= b or (line.low(line.last) and line.words.measures.get(line.low(line.last))):
        return None
    if line.span("i") and (a != 1 or line.low(line.first - 1) in _RATIO_SKIP):
        return None
    return Draft(line.first, line.last, number, round(100 * a / b, 6), "percent", "level", "ratio")


def fraction(line: Line) -> Draft | None:
    """a quarter, two thirds, half of: as percent."""
    number = line.span("n")
    assert number is not None
    parts = [atom for atom in line.part("n") if atom.low not in ("-", "of", "the")]
    known = numerals.tables()["fractions"]
    base = known[parts[-1].low]
    many = numerals.cardinal(parts[:-1]) if len(parts) > 1 and parts[0].low not in ("a", "an") else 1.0
    if many is None or many > base or (many == 1 and parts[-1].low.endswith("s") and parts[-1].low != "halves"):
        return None
    if many > 1 and not parts[-1].low.endswith("s"):
        return None
    return Draft(line.first, line.last, number, round(100 * many / base, 6), "percent", "level", "fraction")


def improper(line: Line) -> Draft | None:
    """twenty-three fifths: more than a whole, as percent."""
    value, number = numerals.cardinal(line.part("n")), line.span("n")
    base = numerals.tables()["fractions"][line.part("f")[0].low]
    if value is None or number is None or value <= base:
        return None
    return Draft(line.first, line.last, number, round(100 * value / base, 6), "percent", "level", "fraction_improper")


def mixed(line: Line) -> Draft | None:
    """two million and three quarters: the fraction is of the last scale ("five and a half" of one)."""
    whole, number = numerals.cardinal(line.part("n")), line.span("n")
    parts = [atom for atom in line.part("m") if atom.low != "-"]
    base = numerals.tables()["fractions"][parts[-1].low]
    many = 1.0 if parts[0].low in ("a", "an") else numerals.cardinal(parts[:-1])
    if whole is None or number is None or many is None or many >= base:
        return None
    scale = numerals.tables()["scales"].get(line.part("n")[-1].low, 1.0)
    return Draft(line.first, line.last, number, whole + scale * many / base, "count", "level", "count")


def digit_fraction(line: Line) -> Draft | None:
    """3/4 of: as percent; only of common denominators, since "5/12" may be a date."""
    number = line.span("n")
    value = _slashed(line)
    if value is None or number is None:
        return None
    return Draft(line.first, line.last, number, round(100 * value, 6), "percent", "level", "fraction_digits")


def _slashed(line: Line) -> float | None:
    part = line.part("n")
    if len(part) != 3 or part[1].low != "/":
        return None
    above, below = numerals.digits_value(part[0].text), numerals.digits_value(part[2].text)
    return above / below if below in (2, 3, 4, 5, 8, 10) and 0 < above < below else None


def vague(line: Line) -> Draft | None:
    """hundreds of, tens of thousands, dozens, a score of: a lower bound."""
    number = line.span("n")
    assert number is not None
    scales = numerals.tables()["plural_scales"]
    value = 2.0
    for atom in line.part("n"):
        value *= 10.0 if atom.low == "tens" else scales.get(atom.low, 1.0)
    if line.atoms[number[1] - 1].low == "score":
        if line.low(line.last - 1) != "of":
            return None
        return Draft(line.first, line.last, number, 20.0, "count", "level", "vague", approximate="about")
    if line.atoms[number[0]].low == "scores" and line.low(line.last) != "of":
        return None
    return Draft(line.first, line.last, number, None, "count", "level", "vague", low=value, approximate="about")


def multiple(line: Line) -> Draft | None:
    """doubled, twice, fivefold, four times faster."""
    number = line.span("n")
    assert number is not None
    word = line.part("n")[0].low
    if word in line.words.multiples and len(line.part("n")) == 1:
        value = line.words.multiples[word]
        follows = line.low(line.last)
        if word in ("double", "triple") and follows not in ("the", "its", "their", "his", "that", "what", "to", "digit"):
            return None
        if word in ("twice", "thrice") and follows not in ("as", "the", "that", "its", "what", "their", "more", "larger", "a"):
            return None
        return Draft(line.first, line.last, number, value, "times", "multiple", "multiple")
    found = numerals.cardinal(line.part("n"))
    if line.span("t") and line.low(line.last) not in line.words.compared:
        return None
    return Draft(line.first, line.last, number, found, "times", "multiple", "multiple") if found else None


def ordinal(line: Line) -> Draft | None:
    """18th trip, fourth place: not of events in Roman figures, not "first lady"."""
    number = line.span("n")
    assert number is not None
    value = numerals.ordinal(line.part("n"))
    follow = line.low(line.last)
    if value is None or not follow or not follow[0].isalpha() or follow in line.words.ordinal_skip:
        return None
    ranked = follow in line.words.rank_nouns
    digits = line.part("n")[0].kind == "ordinal"
    if not ranked and not digits and (value < 3 or line.low(line.first - 1) in ("a", "an", "and")):
        return None
    if line.atoms[line.last].text[0].isupper():
        return None
    return Draft(
        line.first, line.last, number, float(value), "ordinal", "rank" if ranked else "level", "rank" if ranked else "ordinal"
    )


def count(line: Line) -> Draft | None:
    """1,200, four dozen, half a million, between 10 and 15, 30-page."""
    number = line.span("n")
    assert number is not None
    atoms, last = line.atoms, line.last
    tail = atoms[last - 1]
    if line.low(last) in ("times", "time"):
        return None
    if tail.low == "m" and last > 1:
        return _metres(line)
    if line.low(last) == "-" and line.low(last + 1) in numerals.tables()["ordinals"]:
        return None
    noun = None
    hyphened = last + 1 < len(atoms) and atoms[last].low == "-" and atoms[last].glued and atoms[last + 1].glued
    if (
        hyphened
        and atoms[last + 1].kind == "word"
        and (atoms[last + 1].text[0].islower() or atoms[last + 1].low in ("old", "page"))
    ):
        noun = last + 1
    if noun is not None and atoms[noun].low == "year":
        return _draft(line, "years", "level", "age", noun) if line.low(noun + 2) in ("old", "olds") else None
    return _draft(line, "count", "level", "count", noun)


_COUNTED_IN_MILLIONS = ("people", "users", "tonnes", "tons", "barrels", "jobs", "households", "refugees", "children")


def _metres(line: Line) -> Draft | None:
    last = line.atoms[line.last - 1]
    number = line.span("n")
    if number is None or (last.text == "M"):
        return None
    value = numerals.cardinal(line.atoms[number[0] : line.last - 1])
    if value is None:
        return None
    if last.glued and line.low(line.last) in _COUNTED_IN_MILLIONS:
        return Draft(line.first, line.last, number, value * 1e6, "count", "level", "count")
    return Draft(line.first, line.last, number, value, "m", "level", "measure")
