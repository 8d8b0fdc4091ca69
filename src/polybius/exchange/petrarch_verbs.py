"""Dictionaries of verbs and of discards of TABARI and PETRARCH, as tables of an overlay.

Format: TABARI/PETRARCH manuals (Schrodt 2012; Norris, Schrodt and Beieler 2017). `--- NAME [CODE] ---` begins a block; the lines
below it are its verbs, each with irregular forms in braces and, if it has one, a code of its own. `+` marks the verb in a phrase
("WIRE_+TAP"). `&NAME` begins a set of words, `+` its members, which may be sets in turn. `- WORDS * WORDS [CODE]` is a pattern:
`*` is the verb, `+` the target, `$` the source, `%` a compound of actors, `^` a noun phrase to be passed over; `_` joins words that
stand side by side, a space lets others come between. `[A:B]` is what the source does and what the target does; `[---]` is no
event. Comments are `#` and `<!-- -->`. Actors and agents are kept with their codes as written, which our own tables cannot hold.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from polybius.errors import DataError
from polybius.exchange.petrarch_dictionaries import BRACES, CODE, numbered, parse_agents, read_actors

BLOCK = re.compile(r"^---\s*(?P<name>[^\[\-][^\[]*?)\s*(?:\[(?P<code>[^\]]*)\].*?)?(?:---)?\s*$")
SAID = re.compile(r"(?:[^#\[]|\[[^\]]*\]?)*")  # up to the comment; "[###]" is a code
SET = re.compile(r"&[^\s_]+")
MAX_NESTING = 9
VOWELS = "AEIOU"
HEADS = {
    "petrarch_verbs.csv": ("block", "verb", "forms", "code", "source"),
    "petrarch_patterns.csv": ("block", "pattern", "code", "source"),
    "petrarch_sets.csv": ("set", "words", "source"),
    "petrarch_actors.csv": ("name", "code", "from", "to", "source"),
    "petrarch_agents.csv": ("words", "code", "place", "source"),
    "petrarch_discards.csv": ("phrase", "scope", "source"),
}


@dataclass(frozen=True, slots=True)
class Verb:
    """One verb of a block. `forms`: as texts have them, in capitals; in a phrase `+` stands before the verb ("WIRE +TAPPED")."""

    block: str
    name: str
    forms: tuple[str, ...]
    code: str
    line: int


@dataclass(frozen=True, slots=True)
class Pattern:
    """One pattern of a block, as written without its dash and code; `code` is "A", "A:B" or what means no event."""

    block: str
    text: str
    code: str
    line: int


@dataclass(slots=True)
class VerbDictionary:
    """What a dictionary of verbs holds; `sets` has the words of each set, nested sets resolved."""

    verbs: list[Verb] = field(default_factory=list)
    patterns: list[Pattern] = field(default_factory=list)
    sets: dict[str, list[str]] = field(default_factory=dict)


def read_verbs(path: Path) -> VerbDictionary:
    """The verbs, patterns and sets of a dictionary, in order; a block whose verbs are not listed has the verb of its name.

    Raises:
        DataError: a pattern, verb or member outside a block or set, a pattern without `*` or code, a set that is not there or
            holds itself; names file and line.
    """
    out = VerbDictionary()
    where_set: dict[str, str] = {}
    block, code, members = "", "", None
    for number, line in lines(path):
        where, text = f"{path}:{number}", line.strip()
        found = BLOCK.match(text)
        if found:
            block, code, members = _joined(found["name"]), (found["code"] or "---").strip(), None
            out.verbs.append(Verb(block, block, forms_of(block), code, number))
        elif text.startswith("&"):
            members = out.sets.setdefault(text.split()[0].rstrip("_").upper(), [])
            where_set[text.split()[0].rstrip("_").upper()] = where
        elif members is not None and text.startswith("+"):
            members.append(_joined(text[1:]))
        elif not block:
            raise DataError(f"{where}: '{text}' stands in no block and no set. Begin with --- VERB [CODE] --- or &SET.")
        elif text.startswith("-"):
            members = None
            out.patterns.append(_pattern(block, text, where, number))
        else:
            members = None
            _add_verb(out.verbs, block, text, code, number)
    _check_sets(out, where_set, path)
    out.sets = {name: _members(name, out.sets, where_set[name], 0) for name in out.sets}
    return out


def forms_of(phrase: str) -> tuple[str, ...]:
    """The regular forms of a verb, or of a phrase with `+` before its verb: "WIRE +TAP" gives "WIRE +TAPPED" too."""
    words = phrase.split()
    at = next((k for k, word in enumerate(words) if word.startswith("+")), 0)
    stem = words[at].lstrip("+")
    endings = _regular(stem)
    mark = "+" if len(words) > 1 else ""
    return tuple(" ".join((*words[:at], mark + form, *words[at + 1 :])) for form in endings)


def _regular(stem: str) -> list[str]:
    if len(stem) < 2:
        return [stem]
    if stem.endswith("E"):
        return [stem, stem + "S", stem + "D", stem[:-1] + "ING"]
    if stem.endswith("Y") and stem[-2] not in VOWELS:
        return [stem, stem[:-1] + "IES", stem[:-1] + "IED", stem + "ING"]
    plural = stem + ("ES" if stem.endswith(("S", "SH", "CH", "X", "Z", "O")) else "S")
    out = [stem, plural, stem + "ED", stem + "ING"]
    if len(stem) > 2 and stem[-1] not in "WXY" + VOWELS and stem[-2] in VOWELS and stem[-3] not in VOWELS:
        out += [stem + stem[-1] + "ED", stem + stem[-1] + "ING"]
    return out


def read_agent_codes(path: Path) -> list[tuple[str, str, str]]:
    """The agents of a dictionary: words in capitals, code, and whether it goes "before" or "after" the code of the actor.

    Plurals are those in braces, none where the braces are empty, regular ones without braces.

    Raises:
        DataError: a line that is neither a set nor an agent with a code; names file and line.
    """
    out: list[tuple[str, str, str]] = []
    for agent in parse_agents(lines(path), path):
        place = "before" if agent.code.strip().endswith("~") else "after"
        code = agent.code.replace("~", "").strip().upper()
        phrases = [_joined(word) for word in agent.nouns]
        plurals = [plural(phrase) for phrase in phrases] if agent.plurals is None else [_joined(word) for word in agent.plurals]
        out += [(phrase, code, place) for phrase in dict.fromkeys((*phrases, *plurals))]
    return out


def plural(phrase: str) -> str:
    """The regular plural of the last word of a phrase in capitals."""
    if phrase.endswith("Y") and phrase[-2:-1] not in VOWELS:
        return phrase[:-1] + "IES"
    return phrase + ("ES" if phrase.endswith(("S", "SH", "CH", "X")) else "S")


def read_discards(path: Path) -> list[tuple[str, str]]:
    """The phrases of a list of discards, in capitals, with what they drop: "sentence", or "story" for those with a `+`."""
    return [(_joined(line.strip().lstrip("+")), "story" if line.strip().startswith("+") else "sentence") for _, line in lines(path)]


def kind_of(path: Path) -> str:
    """What a dictionary holds: "verbs", "agents", "actors" or "discards", by its blocks and codes.

    Raises:
        DataError: no such file.
    """
    if not path.is_file():
        raise DataError(f"{path}: no such file. Give PETRARCH dictionaries of actors, agents, verbs or discards.")
    codes = False
    for _, line in lines(path):
        if BLOCK.match(line.strip()):
            return "verbs"
        found = CODE.findall(line)
        if any("~" in code for code in found):
            return "agents"
        codes = codes or bool(found)
    return "actors" if codes else "discards"


def write_dictionaries(paths: list[Path], folder: Path) -> dict[str, int]:
    """Writes the tables `petrarch_*.csv` of an overlay; returns the number of rows of each. A table without rows is left as it was.

    Raises:
        DataError: a file is missing or cannot be read as a dictionary; names file and line.
    """
    rows: dict[str, list[tuple[str, ...]]] = {name: [] for name in HEADS}
    for path in paths:
        kind, source = kind_of(path), path.name
        if kind == "actors":
            rows["petrarch_actors.csv"] += [
                (name.upper(), code, since, until, source)
                for entry in read_actors(path)
                for name in entry.names
                for code, since, until in entry.codes
            ]
        elif kind == "agents":
            rows["petrarch_agents.csv"] += [(*agent, source) for agent in read_agent_codes(path)]
        elif kind == "discards":
            rows["petrarch_discards.csv"] += [(*discard, source) for discard in read_discards(path)]
        else:
            _verb_rows(read_verbs(path), source, rows)
    folder.mkdir(parents=True, exist_ok=True)
    for name, found in rows.items():
        if found:
            with (folder / name).open("w", encoding="utf-8", newline="") as handle:
                csv.writer(handle, lineterminator="\n").writerows([HEADS[name], *found])
    return {name: len(found) for name, found in rows.items() if found}


def lines(path: Path) -> Iterator[tuple[int, str]]:
    """The lines of a dictionary that say something, with their numbers; comments are taken out."""
    for number, line in numbered(path):
        said = SAID.match(line)
        bare = said.group().rstrip() if said else ""
        # some hand-made files open a comment by "<! --"
        if bare.strip() and not bare.startswith("<!"):
            yield number, bare


def _verb_rows(dictionary: VerbDictionary, source: str, rows: dict[str, list[tuple[str, ...]]]) -> None:
    rows["petrarch_verbs.csv"] += [
        (verb.block, verb.name, ";".join(verb.forms), verb.code, f"{source}:{verb.line}") for verb in dictionary.verbs
    ]
    rows["petrarch_patterns.csv"] += [
        (pattern.block, pattern.text, pattern.code, f"{source}:{pattern.line}") for pattern in dictionary.patterns
    ]
    rows["petrarch_sets.csv"] += [(name, ";".join(words), source) for name, words in dictionary.sets.items()]


def _pattern(block: str, text: str, where: str, number: int) -> Pattern:
    codes = CODE.findall(text)
    body = " ".join(CODE.sub("", text).lstrip("-").split()).upper()
    if not codes:
        raise DataError(f"{where}: a pattern without a code in square brackets. Write - WORDS * WORDS [CODE].")
    if body.count("*") != 1:
        raise DataError(f"{where}: the pattern '{body}' needs one * for the verb; it has {body.count('*')}.")
    return Pattern(block, body, codes[-1].strip(), number)


def _add_verb(verbs: list[Verb], block: str, text: str, code: str, number: int) -> None:
    """A line of a block with a verb. The block's own name was taken as a verb until its first line says what it is."""
    codes = CODE.findall(text)
    braces = BRACES.findall(text)
    bare = BRACES.sub("", CODE.sub("", text)).strip()
    phrase = _joined(bare)
    if phrase.startswith("+") and " " not in phrase:
        phrase = phrase[1:]
    irregular = tuple(_joined(form).lstrip("+") if "_" not in form else _joined(form) for form in " ".join(braces).split())
    own = codes[0].strip() if codes else code
    marked = phrase if "+" in phrase or " " not in phrase else f"+{phrase}"
    forms = (marked, *irregular) if irregular else forms_of(marked)
    if verbs[-1].block == block and verbs[-1].name == block and block.rstrip() == phrase:
        verbs[-1] = Verb(block, phrase, forms, own, number)
    else:
        verbs.append(Verb(block, phrase.replace("+", ""), forms, own, number))


def _check_sets(dictionary: VerbDictionary, where_set: dict[str, str], path: Path) -> None:
    for pattern in dictionary.patterns:
        for name in SET.findall(pattern.text):
            if name not in where_set:
                raise DataError(f"{path}:{pattern.line}: the set {name} is nowhere in the dictionary. Add it.")


def _members(name: str, sets: dict[str, list[str]], where: str, depth: int) -> list[str]:
    if depth > MAX_NESTING:
        raise DataError(f"{where}: the set {name} holds itself. Take out one of the nested sets.")
    out: list[str] = []
    for member in sets[name]:
        if not member.startswith("&"):
            out.append(member)
        elif member not in sets:
            raise DataError(f"{where}: the set {name} holds {member}, which is nowhere in the dictionary. Add it.")
        else:
            out += _members(member, sets, where, depth + 1)
    return list(dict.fromkeys(out))


def _joined(text: str) -> str:
    """Words of a dictionary as a text has them: "_" as spaces, in capitals, without doubled spaces."""
    return " ".join(text.replace("_", " ").split()).upper()
