"""PETRARCH's dictionaries of actors and agents, as an overlay of our tables.

Format: TABARI/PETRARCH manuals (Schrodt 2012; Norris, Schrodt and Beieler 2017): a line with a name begins an entry, `+` gives a
synonym, `[CODE < 950601]`, `[CODE 950601-980101]` and `[CODE > 980101]` give codes for spans of days, `#` and `<!-- -->` are
comments; words are joined by `_`. In an agent dictionary `NOUN {PLURAL} [~GOV]` gives the sector of a role word and
`!SET! = A, B` a set of words that a noun can name.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from polybius.errors import DataError

CODE = re.compile(r"\[\s*([^\]]*?)\s*\]")
BRACES = re.compile(r"\{([^}]*)\}")
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
SPAN = re.compile(
    r"^(?P<code>[A-Z0-9/~_+-]+?)\s*(?:(?P<mark>[<>])\s*(?P<day>\d{6,8})|(?P<first>\d{6,8})\s*-\s*(?P<last>\d{6,8}))?$"
)
SMALL = frozenset(("of", "the", "and", "for", "in", "on", "at", "to", "de", "al", "von", "van", "da", "do"))
SECTORS = {
    **{code: code for code in ("GOV", "MIL", "REB", "OPP", "PTY", "COP", "JUD", "LEG", "SPY", "MED", "EDU", "BUS", "CVL", "REF")},
    **{code: code for code in ("LAB", "REL", "IGO", "NGO", "ELI", "AGR", "UAF", "PRM", "HLH")},
    "CRM": "CRM",
    "NGM": "NGO",
    "HRI": "NGO",
    "ENV": "NGO",
    "MNC": "BUS",
    "DEV": "BUS",
    "SEP": "REB",
    "INS": "REB",
    "RAD": "REB",
}
NOBODY = ("---", "+++", "###")  # names the dictionary wants left uncoded
PREFIXES = {"IGO": "IGO", "NGO": "NGO", "NGM": "NGO", "IMG": "REB", "MNC": "BUS", "UIS": "", "INT": ""}


@dataclass(slots=True)
class Entry:
    """One actor of a dictionary: its names as written, and its codes with the spans they hold (ISO days, empty = open)."""

    line: int
    names: list[str]
    codes: list[tuple[str, str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Agent:
    """One line of a dictionary of agents: `plurals` None where no braces are given; `code` as written, with its `~`."""

    nouns: list[str]
    plurals: list[str] | None
    code: str


def read_actors(path: Path) -> list[Entry]:
    """The entries of an actor dictionary, in order; an entry without a code is left out by nobody: its `codes` are empty.

    Raises:
        DataError: a code that cannot be read, or a synonym or code before any name; names file and line.
    """
    entries: list[Entry] = []
    for number, line in _lines(path):
        where = f"{path}:{number}"
        spans = [_span(text, where) for text in CODE.findall(line)]
        name = _bare(CODE.sub("", line))
        if line[0] == "+" or line[0].isspace():
            if not entries:
                raise DataError(f"{where}: a synonym or a code before any name. Begin the entry with a line that holds a name.")
            if line[0] == "+":
                entries[-1].names.append(_bare(name.lstrip("+ ")))
        elif name:
            entries.append(Entry(number, [name]))
        if entries:
            entries[-1].codes += spans
    return entries


def read_agents(path: Path) -> dict[str, str]:
    """Role words (lower case) and the code each adds ("GOV", "MILNAV"), plural forms given in braces included.

    Raises:
        DataError: a line that is neither a set nor an agent with a code; names file and line.
    """
    agents: dict[str, str] = {}
    for agent in parse_agents(_lines(path), path):
        for word in (*agent.nouns, *(agent.plurals or ())):
            agents[_bare(word).lower()] = agent.code.replace("~", "").strip()
    return agents


def parse_agents(lines: Iterable[tuple[int, str]], path: Path) -> Iterator[Agent]:
    """The agents in the numbered lines of a dictionary, sets of words filled in.

    Raises:
        DataError: a line that is neither a set nor an agent with a code; names file and line.
    """
    sets: dict[str, list[str]] = {}
    for number, line in lines:
        if line.startswith("!") and "=" in line:
            name, members = line.split("=", 1)
            sets[name.strip()] = [word.strip() for word in members.split(",") if word.strip()]
            continue
        codes = CODE.findall(line)
        if not codes:
            raise DataError(f"{path}:{number}: no code in square brackets. An agent is written NOUN [~GOV].")
        braces = BRACES.findall(line)
        plurals = [word for text in braces for word in text.split(",") if word.strip()] if braces else None
        yield Agent(_filled(BRACES.sub("", CODE.sub("", line)).strip(), sets), plurals, codes[0])


def write_overlay(paths: list[Path], folder: Path) -> dict[str, int]:
    """Writes `countries.csv`, `organisations.csv` and `agents.csv` of an overlay; returns the number of rows of each.

    A bare code of three letters makes its name a state (its synonyms are names and adjectives at once); a longer code makes an
    organisation of the state in its first three letters, with the sector of the next three; dated codes make a row each; codes that
    mean nobody ("[---]") make none. A file
    is taken for a dictionary of agents when its codes hold `~`.

    Raises:
        DataError: a file is missing or cannot be read as a dictionary; names file and line.
    """
    states: dict[str, list[str]] = {}
    groups: list[list[str]] = []
    agents: dict[str, str] = {}
    for path in paths:
        if not path.is_file():
            raise DataError(f"{path}: no such file. Give PETRARCH dictionaries of actors or agents.")
        if any("~" in code for _, line in _lines(path) for code in CODE.findall(line)):
            agents |= read_agents(path)
            continue
        for entry in read_actors(path):
            _place(entry, states, groups, path.name)
    folder.mkdir(parents=True, exist_ok=True)
    counts = {}
    source = "+".join(path.name for path in paths)
    head = ["iso3", "iso2", "name", "names", "adjectives", "demonyms", "capitals", "status", "from", "to", "source"]
    rows = [
        [code, "", names[0], ";".join(names[1:]), ";".join(names[1:]), "", "", "state", "", "", source]
        for code, names in states.items()
    ]
    counts["countries.csv"] = _write(folder / "countries.csv", head, rows)
    head = ["id", "name", "names", "kind", "country", "sector", "from", "to", "source"]
    counts["organisations.csv"] = _write(folder / "organisations.csv", head, groups)
    nouns = [[noun, SECTORS.get(code[:3], code[:3]), source] for noun, code in sorted(agents.items())]
    counts["agents.csv"] = _write(folder / "agents.csv", ["noun", "sector", "source"], nouns)
    return counts


def _place(entry: Entry, states: dict[str, list[str]], groups: list[list[str]], source: str) -> None:
    names = [cased(name) for name in entry.names]
    for code, since, until in entry.codes:
        if code in NOBODY:
            continue
        if re.fullmatch("[A-Z]{3}", code) and code not in PREFIXES and not since and not until:
            known = states.setdefault(code, [])
            known += [name for name in names if name not in known]
            continue
        head, rest = code[:3], code[3:6]
        one_state = re.fullmatch("[A-Z]{3,}", code) is not None and head not in PREFIXES
        country = head if one_state else ""  # "[FRO/BIL/SAM]": of several states, of none alone
        sector = SECTORS.get(rest, PREFIXES.get(head, ""))
        kind = "igo" if head == "IGO" else "group"
        ident = re.sub(r"[^a-z0-9]+", "-", entry.names[0].lower()).strip("-")
        groups.append([ident, names[0], ";".join(names[1:]), kind, country, sector, since, until, source])


def cased(name: str) -> str:
    """A name of a dictionary, all capitals with `_` between words, as a text writes it: "MINAS_TIRITH" gives "Minas Tirith"."""
    words = name.replace("_", " ").split()
    return " ".join(w.lower() if k and w.lower() in SMALL else w[:1].upper() + w[1:].lower() for k, w in enumerate(words))


def _bare(text: str) -> str:
    return " ".join(text.replace("_", " ").split())


def _filled(noun: str, sets: dict[str, list[str]]) -> list[str]:
    for name, members in sets.items():
        if name in noun:
            return [filled for member in members for filled in _filled(noun.replace(name, member), sets)]
    return [noun]


def numbered(path: Path) -> Iterator[tuple[int, str]]:
    """The lines of a dictionary with their numbers, without comments of the form `<!-- -->`; UTF-8, else Latin-1."""
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        text = path.read_text(encoding="latin-1")
    text = COMMENT.sub(lambda match: "\n" * match.group().count("\n"), text)
    yield from enumerate(text.split("\n"), start=1)


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    for number, line in numbered(path):
        bare = line.split("#", 1)[0].rstrip()
        bare = re.sub(r"\s*;.*$", "", bare)
        if bare.strip():
            yield number, bare


def _span(text: str, where: str) -> tuple[str, str, str]:
    match = SPAN.match(text.strip().upper())
    if match is None:
        raise DataError(f"{where}: the code [{text}] is none of [CODE], [CODE < 950601], [CODE > 950601], [CODE 950601-980101].")
    code = match["code"].replace("~", "")
    if match["first"]:
        return code, _day(match["first"]), _day(match["last"])
    if match["mark"] == "<":
        return code, "", _day(match["day"])
    return (code, _day(match["day"]), "") if match["mark"] else (code, "", "")


def _day(text: str) -> str:
    """A day of six digits as ISO; years below 30 are of this century (as in PETRARCH)."""
    if len(text) == 6:
        text = ("20" if int(text[:2]) < 30 else "19") + text
    return f"{text[:4]}-{text[4:6]}-{text[6:8]}"


def _write(path: Path, head: list[str], rows: list[list[str]]) -> int:
    with path.open("w", encoding="utf-8", newline="") as handle:
        csv.writer(handle, lineterminator="\n").writerows([head, *rows])
    return len(rows)
