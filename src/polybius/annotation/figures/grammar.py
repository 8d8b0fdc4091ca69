"""The rules of the figure grammar: patterns over the vocabulary, each with its reader, and the pass over a sentence."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

from polybius.annotation.atoms import Atom
from polybius.annotation.figures import draft as read
from polybius.annotation.figures.draft import Draft, Line
from polybius.annotation.figures.lexicon import load

Reader = Callable[[Line], Draft | None]
_TABLE: tuple[tuple[str, Reader], ...] = (
    ("c=SIGN n=NUMBER (JOIN (SIGN)? m=NUMBER)? (x=MONEYNAME)?", read.money),
    ("n=NUMBER (JOIN m=NUMBER)? (-)? x=MONEYNAME", read.money),
    ("between c=SIGN n=NUMBER and (SIGN)? m=NUMBER (x=MONEYNAME)?|between n=NUMBER and m=NUMBER x=MONEYNAME", read.money),
    ("from c=SIGN n=NUMBER to (SIGN)? m=NUMBER (x=MONEYNAME)?", read.money),
    ("n=NUMBER x=SIGN", read.money),
    ("(between|from)? n=NUMBER (PERCENT)? (JOIN m=NUMBER)? (-)? (PERCENT|per cent)", read.percent),
    ("n=NUMBER (-)? p=(percentage (-)? (point|points)|basis (point|points))", read.percent),
    ("n=NUMBER (JOIN m=NUMBER)? (-)? u=(MEASURE|MEASURE2)", read.measure),
    ("between n=NUMBER and m=NUMBER u=(MEASURE|MEASURE2)", read.measure),
    ("n=NUMBER u=(feet|foot|ft) (and)? k=NUMBER (inches|inch|in)", read.measure),
    ("n=NUMBER i=in (every)? m=NUMBER|n=NUMBER out of (every)? m=NUMBER", read.ratio),
    ("n=((a|an|WORDS) (-)? FRACTION|half) (of)?", read.fraction),
    ("n=WORDCARD (-)? f=FRACTIONS", read.improper),
    ("n=NUMBER and m=((a|an|WORDS) (-)? FRACTION)", read.mixed),
    ("n=(tens of SCALES|(hundreds|dozens|scores) of SCALES|SCALES|a score) (of)?", read.vague),
    ("n=MULTIPLE|n=NUMBER t=times|n=NUMBER (-)? fold", read.multiple),
    ("n=ORDINAL", read.ordinal),
    ("between n=NUMBER and m=NUMBER|from n=NUMBER to m=NUMBER", read.count),
    ("n=NUMBER JOIN m=NUMBER", read.count),
    ("n=WORDCARD or m=WORDCARD", read.count),
    ("n=NUMBER", read.count),
    ("n=(FIG / FIG) (of)?", read.digit_fraction),
    ("n=(FIG / FIG) (-)? u=(MEASURE|MEASURE2)", read.measure),
    ("n=NUMBER x=(dollar|dollars|euro|euros) (and)? k=NUMBER (cents|cent)", read.money),
)


@lru_cache(maxsize=1)
def _rules() -> tuple[tuple[re.Pattern[str], Reader], ...]:
    vocabulary = load().vocabulary
    vocabulary.define("MONEYNAME", "(us|u.s.|american|canadian|australian|new zealand|hong kong|singapore|taiwan|jamaican|british|"
                      "egyptian|lebanese|syrian|chinese|japanese|russian|belarusian|indian|pakistani|pakistan|korean|turkish|swiss|cfa|"
                      "iranian|saudi|iraqi|kuwaiti|mexican|argentine|philippine|swedish|norwegian|danish|brazilian|czech|kenyan|"
                      "colombian|chilean|cuban|serbian|libyan|algerian|tunisian|qatari|omani|yemeni|moroccan|ugandan|uganda|"
                      "tanzanian|somali|rwandan|congolese|icelandic|jordanian|bahraini|zimbabwean|sudanese|sri lankan|nepalese)? "
                      "(MONEYWORD|pound sterling|pounds sterling)|MONEYCODE")  # fmt: skip
    vocabulary.define("FRACTIONS", "thirds|quarters|fourths|fifths|sixths|sevenths|eighths|ninths|tenths|hundredths|thousandths")
    vocabulary.define("MEASURE2", "(square|cubic|nautical|metric|light) MEASUREWORD")
    return tuple((vocabulary.compile(pattern), reader) for pattern, reader in _TABLE)


def drafts(atoms: list[Atom], line: str) -> list[Draft]:
    """All amounts of a sentence, leftmost and longest first, without overlaps."""
    words, found = load(), []
    for order, (regex, reader) in enumerate(_rules()):
        for match in regex.finditer(line):
            found.append((match.start(), -match.end(), order, match, reader))
    found.sort(key=lambda item: item[:3])
    out: list[Draft] = []
    reach = 0
    for first, minus_last, _, match, reader in found:
        if first < reach:
            continue
        draft = reader(Line(atoms, match, words, first, -minus_last))
        if draft is not None:
            draft = _signed(atoms, draft)
            out.append(draft)
            reach = draft.last
    return out


def _signed(atoms: list[Atom], draft: Draft) -> Draft:
    """minus five, -3%: a negative value."""
    k = draft.first - 1
    if k < 0 or draft.value is None or draft.unit == "ordinal":
        return draft
    word = atoms[k].low in ("minus", "negative")
    dash = atoms[k].low == "-" and atoms[draft.first].glued and not atoms[k].glued and atoms[k].text in ("-", "−")
    return replace(draft, first=k, value=-draft.value) if word or dash else draft
