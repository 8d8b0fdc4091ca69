"""The rows of `sentences/*.tsv`: read, checked against the guide, near-duplicates found.

    python training/rows.py [FILE ...]      print what is wrong as file:line, and counts; exit code 1 when a row is refused
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

HERE = Path(__file__).resolve().parent
DATA = HERE.parent / "src" / "polybius" / "ontology" / "data"
STATUSES = ("actual", "ongoing", "planned", "possible", "demanded", "negated", "refused", "hypothetical")
MARK = re.compile(r"\[([stv]):([^\[\]]+)\]")
# Two rows of one label whose words overlap this much (Jaccard) are one; contrasts differ in the label and may be near.
NEAR = 0.8


@dataclass(frozen=True, slots=True)
class Row:
    """One marked sentence: `text` without marks, `spans` as (kind, start, end) in text order."""

    where: str
    event_type: str
    embedded: bool
    mode: str | None
    status: str | None
    contexts: tuple[str, ...]
    text: str
    spans: tuple[tuple[str, int, int], ...]

    @property
    def label(self) -> tuple[object, ...]:
        """What makes two rows with the same words two rows: the label and the marks."""
        return (self.event_type, self.embedded, self.mode, self.status, tuple(self.text[a:b] for _, a, b in self.spans))


class Refused(ValueError):
    """The row is not as the guide asks."""


def modes() -> dict[str, set[str]]:
    """Modes by type, from the ontology's own table."""
    with (DATA / "plover.toml").open("rb") as handle:
        table = tomllib.load(handle)
    return {name: set(item.get("modes", {})) for name, item in table.items() if isinstance(item, dict)}


def context_names() -> set[str]:
    """The context names of the ontology."""
    lines = (DATA / "contexts.csv").read_text(encoding="utf-8").splitlines()
    return {line.split(",")[0] for line in lines if line and not line.startswith("#")} - {"name"}


def unmark(marked: str) -> tuple[str, tuple[tuple[str, int, int], ...]]:
    """The sentence without marks, and the marked spans."""
    text, spans, last = "", [], 0
    for found in MARK.finditer(marked):
        text += marked[last : found.start()]
        spans.append((found[1], len(text), len(text) + len(found[2])))
        text += found[2]
        last = found.end()
    return text + marked[last:], tuple(spans)


def parse(line: str, where: str, known: dict[str, set[str]], contexts: set[str]) -> Row:
    """Read one line.

    Raises:
        Refused: it is not as the guide asks; says what and where.
    """
    fields = line.rstrip("\n").split("\t")
    if len(fields) != 5:
        raise Refused(f"{where}: {len(fields)} fields instead of 5 (type, mode, status, contexts, sentence; one TAB between)")
    kind, mode, status, about, marked = (field.strip() for field in fields)
    embedded, kind = kind.startswith(">"), kind.lstrip(">")
    if kind != "NONE" and kind not in known:
        raise Refused(f"{where}: unknown type '{kind}'")
    if mode != "-" and mode not in known.get(kind, set()):
        raise Refused(f"{where}: '{mode}' is no mode of {kind}")
    if status not in STATUSES and not (kind == "NONE" and status == "-"):
        raise Refused(f"{where}: status '{status}' does not fit {kind}")
    names = tuple(name for name in about.split() if name != "-")
    wrong = [name for name in names if name not in contexts]
    if wrong or len(names) > 3:
        raise Refused(f"{where}: contexts '{about}': unknown or more than three")
    text, spans = unmark(marked)
    kinds = Counter(name for name, _, _ in spans)
    if "[" in text or "]" in text:
        raise Refused(f"{where}: a mark is not closed or not s, t or v")
    if kinds["v"] < 1 or not (kinds["s"] + kinds["t"] or (kind == "NONE" and status != "-")):
        raise Refused(f"{where}: needs a trigger and at least one side")
    if not 4 <= len(text.split()) <= 70:
        raise Refused(f"{where}: {len(text.split())} words")
    return Row(where, kind, embedded, None if mode == "-" else mode, None if status == "-" else status, names, text, spans)


def words(text: str) -> frozenset[str]:
    """Lower-cased words and word pairs, for comparing sentences."""
    found = re.findall(r"\w+", text.lower())
    return frozenset(found) | frozenset(f"{a} {b}" for a, b in pairwise(found))


def near_duplicates(rows: list[Row], near: float = NEAR) -> list[tuple[Row, Row]]:
    """Pairs (earlier, later) of the same label and marks, or of the same label and nearly the same words."""
    index: dict[str, list[int]] = {}
    bags = [words(row.text) for row in rows]
    out = []
    for i, row in enumerate(rows):
        # The rarest words of a sentence decide where to look; common ones would compare all with all.
        keys = sorted(bags[i], key=lambda w: (-len(w), w))[:8]
        seen: set[int] = {j for key in keys for j in index.get(key, ())}
        for j in sorted(seen):
            if rows[j].label[:4] != row.label[:4]:
                continue
            if rows[j].text == row.text and rows[j].label != row.label:
                continue
            if len(bags[i] & bags[j]) >= near * len(bags[i] | bags[j]):
                out.append((rows[j], row))
                break
        for key in keys:
            index.setdefault(key, []).append(i)
    return out


def shared_sentences(rows: list[Row], others: Iterable[str], near: float = 0.6) -> list[tuple[str, str]]:
    """Rows whose words and word pairs are nearly those of one of `others`: (where, the other sentence)."""
    index: dict[str, list[frozenset[str]]] = {}
    texts: dict[frozenset[str], str] = {}
    for text in others:
        bag = words(text)
        texts[bag] = text
        for word in bag:
            if " " in word:
                index.setdefault(word, []).append(bag)
    out = []
    for row in rows:
        bag = words(row.text)
        close = Counter(other for word in bag if " " in word for other in index.get(word, ()))
        for other, _ in close.most_common(3):
            if len(bag & other) >= near * len(bag | other):
                out.append((row.where, texts[other]))
                break
    return out


def read(paths: Iterable[Path]) -> tuple[list[Row], list[str]]:
    """All rows of the files, and what is wrong with the lines that are none."""
    known, contexts = modes(), context_names()
    rows, wrong = [], []
    for path in paths:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if not line.strip() or line.startswith("#"):
                continue
            try:
                rows.append(parse(line, f"{path.name}:{number}", known, contexts))
            except Refused as error:
                wrong.append(str(error))
    return rows, wrong


def main(arguments: list[str]) -> int:
    """Check the files (default: all) and print counts."""
    paths = [Path(a) for a in arguments] or sorted((HERE / "sentences").glob("*.tsv"))
    rows, wrong = read(paths)
    doubles = near_duplicates(rows)
    for message in wrong:
        sys.stdout.write(message + "\n")
    for first, second in doubles:
        sys.stdout.write(f"{second.where}: nearly the same as {first.where}\n")
    kinds = Counter((">" if row.embedded else "") + row.event_type for row in rows)
    lengths = sorted(len(row.text.split()) for row in rows)
    n_sentences = len({row.text for row in rows})
    sys.stdout.write(f"{len(rows)} rows, {n_sentences} sentences, {len(wrong)} refused, {len(doubles)} near-duplicates\n")
    if rows:
        sys.stdout.write(f"words: quartiles {[lengths[len(lengths) * q // 4] for q in (1, 2, 3)]}, longest {lengths[-1]}\n")
    sys.stdout.write("types: " + ", ".join(f"{k} {n}" for k, n in sorted(kinds.items())) + "\n")
    statuses = Counter(row.status or "-" for row in rows)
    sys.stdout.write("status: " + ", ".join(f"{k} {n}" for k, n in statuses.most_common()) + "\n")
    modes_seen = Counter(f"{r.event_type}/{r.mode or '-'}" for r in rows if r.event_type != "NONE")
    sys.stdout.write("modes: " + ", ".join(f"{k} {n}" for k, n in sorted(modes_seen.items())) + "\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
