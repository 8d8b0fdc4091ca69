"""The sample corpus: 40 articles written for Polybius, with the reports a careful human coder would write down.

    names()        the names, in the order of index.toml
    path(name)     where the article lies
    entry(name)    its title, outlet, authors, date, genre and expected reports

Read by `polybius read --sample NAME` and by the quality gate. Outlets, by-lines and quotations are invented.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from polybius.errors import DataError, InputError

_ROOM = Path(str(files("polybius.samples")))


@dataclass(frozen=True, slots=True)
class ExpectedReport:
    """One report that a careful human coder finds in a sample; the head of index.toml says what each field means."""

    trigger: str
    type: str
    status: str
    source: tuple[str, ...]
    target: tuple[str, ...]
    voice: str
    mode: str | None = None
    parent: int | None = None  # position of the parent in `SampleEntry.expects`
    reciprocal: bool = False
    date: str | None = None  # ISO 8601 prefix, or `start/end`
    at: str | None = None
    caption: bool = False

    def locate(self, text: str) -> tuple[int, int] | None:
        """Return the half-open span of the trigger in `text`, or None where it does not occur exactly once.

        `text` is the file or its cleaned text. Mark-up around the trigger in `at` is ignored when `text` has none.
        """
        word = re.compile(rf"(?<!\w){re.escape(self.trigger)}(?!\w)")
        if self.at is None:
            return _only(word, text)
        for around in dict.fromkeys((self.at, re.sub(r"^[^<>]*>|<[^>]*>", "", self.at))):
            begin = text.find(around)
            inside = word.search(around)
            if begin >= 0 and inside and text.find(around, begin + 1) < 0:
                return begin + inside.start(), begin + inside.end()
        return None


@dataclass(frozen=True, slots=True)
class SampleEntry:
    """What index.toml states about one sample article."""

    name: str
    file: str
    title: str
    outlet: str | None
    authors: tuple[str, ...]
    published: str  # ISO 8601 prefix
    genre: str  # news, statement, opinion, interview or other
    note: str
    expects: tuple[ExpectedReport, ...]
    encoding: str = "utf-8"


def names() -> list[str]:
    """Return the names of all samples, in the order of index.toml."""
    return list(_index())


def entry(name: str) -> SampleEntry:
    """Return what is known about the sample `name`.

    Raises:
        InputError: no such sample; the message names the nearest ones.
    """
    index = _index()
    if name in index:
        return index[name]
    near = difflib.get_close_matches(name, index, n=3, cutoff=0.5)
    hint = f"Did you mean {' or '.join(near)}?" if near else f"There are {len(index)}, for example visit."
    raise InputError(f"No sample is named {name!r}. {hint} `polybius read --sample list` prints all names.")


def path(name: str) -> Path:
    """Return the path of the sample's file (.txt, or .html in the encoding that the entry states).

    Raises:
        InputError: no such sample; the message names the nearest ones.
    """
    return _ROOM / "articles" / entry(name).file


@cache
def _index() -> dict[str, SampleEntry]:
    with (_ROOM / "index.toml").open("rb") as handle:
        rows = tomllib.load(handle)["sample"]
    return {row["name"]: _entry(row) for row in rows}


def _entry(row: dict[str, Any]) -> SampleEntry:
    expects: list[ExpectedReport] = []
    for item in row["expects"]:
        expects.append(_expected(item, expects, row["name"]))
    return SampleEntry(
        name=row["name"],
        file=row["file"],
        title=row["title"],
        outlet=row["outlet"] or None,
        authors=tuple(row["authors"]),
        published=row["published"],
        genre=row["genre"],
        note=row["note"],
        expects=tuple(expects),
        encoding=row.get("encoding", "utf-8"),
    )


def _expected(item: dict[str, Any], earlier: list[ExpectedReport], sample: str) -> ExpectedReport:
    parent = None
    if "parent" in item:
        parents = [number for number, other in enumerate(earlier) if other.trigger == item["parent"]]
        if not parents:
            raise DataError(f"samples/index.toml: {sample}: no earlier report has the trigger {item['parent']!r}.")
        parent = parents[-1]
    values = {**item, "source": tuple(item["source"]), "target": tuple(item["target"]), "parent": parent}
    return ExpectedReport(**values)


def _only(word: re.Pattern[str], text: str) -> tuple[int, int] | None:
    found = list(word.finditer(text))
    return found[0].span() if len(found) == 1 else None
