#!/usr/bin/env python3
"""Agreement of independent readers on who is meant in real articles, and the gold made from what they agree on.

    tools/mention_study.py PARAGRAPHS.json READER_A.tsv READER_B.tsv [READER_C.tsv] [-o gold.json]

PARAGRAPHS.json lists the labelled parts ({p, file, start, end, text}); a reader's line is paragraph, words, which occurrence of
them, kind, actors (names or ids, joined by " + "; "?" = cannot be told), parted by tabs. The gold holds offsets and actors, no
text. A mention enters it when two readers mark overlapping words; where they differ on the actor both answers are accepted where
there is no majority.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import re
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from polybius.actors import ActorKnowledge, load
from polybius.actors.naming import fold, slug

Mention = dict[str, Any]


def say(line: str) -> None:
    """One line on standard output."""
    sys.stdout.write(line + "\n")


def actor_id(name: str, knowledge: ActorKnowledge) -> str:
    """The id a reader's words stand for: ISO3 (with a sector) as it is, a name of the tables, else a local id."""
    name = name.strip()
    if re.fullmatch(r"[A-Z]{3}(\.[A-Z]{3})?", name):
        return name.removesuffix(".GOV")
    for text in (fold(name), fold(name).removeprefix("the ").removeprefix("The ")):
        rows = [row for row in knowledge.by_text.get(text, ()) if row.kind in ("person", "organisation", "country")]
        if rows:
            return rows[0].actor
    return f"~{slug(name.removesuffix(' Jr.'))}"


def read(path: Path, parts: dict[str, dict[str, Any]], knowledge: ActorKnowledge) -> list[Mention]:
    """A reader's mentions with offsets in the article."""
    out: list[Mention] = []
    for number, row in enumerate(csv.reader(path.open(encoding="utf-8"), delimiter="\t", quoting=csv.QUOTE_NONE), start=1):
        if not row:
            continue
        if len(row) != 5:
            raise SystemExit(f"{path}:{number}: {len(row)} cells, expected 5 parted by tabs.")
        part, words, occurrence, kind, actors = row
        at = -1
        for _ in range(int(occurrence)):
            at = parts[part]["text"].find(words, at + 1)
        if at < 0:
            raise SystemExit(f"{path}:{number}: '{words}' does not stand {occurrence} times in {part}.")
        names = [] if actors.strip() == "?" else [actor_id(name, knowledge) for name in actors.split(" + ")]
        start = parts[part]["start"] + at
        out.append(
            {"file": parts[part]["file"], "start": start, "end": start + len(words), "kind": kind, "actors": names, "words": words}
        )
    return out


def partner(mention: Mention, others: list[Mention]) -> Mention | None:
    """The other reader's mention that shares most of the words; the same head word is asked of both."""
    best: tuple[float, Mention] | None = None
    for other in others:
        if other["file"] != mention["file"]:
            continue
        shared = min(other["end"], mention["end"]) - max(other["start"], mention["start"])
        longer = max(other["end"] - other["start"], mention["end"] - mention["start"])
        if shared > 0 and shared / longer >= 0.34 and (best is None or shared / longer > best[0]):
            best = (shared / longer, other)
    return best[1] if best is not None else None


def agree(a: Mention, b: Mention) -> bool:
    """Whether two readers mean the same actors; names no table knows agree when one's words end with the other's."""
    if sorted(a["actors"]) == sorted(b["actors"]):
        return True
    if len(a["actors"]) != 1 or len(b["actors"]) != 1:
        return False
    x, y = a["actors"][0], b["actors"][0]
    last = x.split("-")[-1] == y.split("-")[-1]
    return (x[0] == "~" or y[0] == "~") and last


def report(readers: dict[str, list[Mention]]) -> None:
    """Agreement of each pair: F1 of spans, share of the same actor among them, Cohen's kappa of the kind."""
    names = sorted(readers)
    for i, first in enumerate(names):
        for second in names[i + 1 :]:
            a, b = readers[first], readers[second]
            pairs = [(m, p) for m in a if (p := partner(m, b)) is not None]
            f1 = 2 * len(pairs) / (len(a) + len(b))
            same = sum(agree(m, p) for m, p in pairs) / len(pairs)
            observed = sum(m["kind"] == p["kind"] for m, p in pairs) / len(pairs)
            left, right = Counter(m["kind"] for m, _ in pairs), Counter(p["kind"] for _, p in pairs)
            chance = sum(left[k] * right[k] for k in left) / len(pairs) ** 2
            say(
                f"{first} {len(a)}, {second} {len(b)} mentions: spans F1 {f1:.3f}; same actor {same:.3f} of {len(pairs)};"
                f" kappa of kind {(observed - chance) / (1 - chance):.3f}"
            )


def adjudicate(readers: dict[str, list[Mention]]) -> list[Mention]:
    """Mentions that two readers mark, each with the actors of the majority, or all answers where there is none."""
    names = sorted(readers)
    gold: list[Mention] = []
    for i, name in enumerate(names):
        for mention in readers[name]:
            if any(partner(mention, readers[earlier]) for earlier in names[:i]):
                continue
            answers = [mention, *(p for later in names[i + 1 :] if (p := partner(mention, readers[later])) is not None)]
            if len(answers) < 2:
                continue
            groups: list[list[Mention]] = []
            for answer in answers:
                home = next((group for group in groups if agree(group[0], answer)), None)
                if home is None:
                    groups.append([answer])
                else:
                    home.append(answer)
            groups.sort(key=len, reverse=True)
            settled = len(groups) == 1 or len(groups[0]) > len(groups[1])
            chosen = next((m for m in groups[0] if not any(x.startswith("~") for x in m["actors"])), groups[0][0])
            gold.append({**chosen, "disputed": not settled, "answers": [group[0]["actors"] for group in groups]})
    return sorted(gold, key=lambda m: (m["file"], m["start"], m["end"]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paragraphs", type=Path)
    parser.add_argument("readers", type=Path, nargs="+")
    parser.add_argument("-o", "--output", type=Path)
    parser.add_argument("--articles", type=Path, nargs="+", default=[])
    options = parser.parse_args()
    listed = json.loads(options.paragraphs.read_text(encoding="utf-8"))
    parts = {row["p"]: row for row in listed}
    knowledge = load()
    readers = {path.stem: read(path, parts, knowledge) for path in options.readers}
    report(readers)
    gold = adjudicate(readers)
    say(f"gold: {len(gold)} mentions, {sum(m['disputed'] for m in gold)} disputed")
    for mention in gold:
        if mention["disputed"]:
            say(f"  {mention['file']} {mention['start']} '{mention['words']}': {mention['answers']}")
    if options.output is None:
        return
    out = []
    for name in sorted({row["file"] for row in listed}):
        path = next(folder / name for folder in options.articles if (folder / name).is_file())
        mentions = [
            {
                "start": m["start"], "end": m["end"], "kind": m["kind"], "actors": m["actors"],
                **({"alternatives": m["answers"][1:]} if m["disputed"] else {}),
            }
            for m in gold
            if m["file"] == name
        ]
        spans = sorted([row["start"], row["end"]] for row in listed if row["file"] == name)
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        out.append({"file": name, "sha256": digest, "parts": spans, "mentions": mentions})
    options.output.write_text(json.dumps(out, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
