"""Names of the tables in a parsed text: longest match over tokens, then the choice between bearers of one name."""

from __future__ import annotations

from dataclasses import dataclass

from polybius.actors.knowledge import ActorKnowledge, Name
from polybius.actors.naming import FIRST_WORD, fold
from polybius.syntax import Parse

STATE_KINDS = ("country", "capital", "city", "seat", "region")
MODIFIER_KINDS = ("adjective", "region_adjective")


@dataclass(frozen=True, slots=True)
class Hit:
    """A name found: tokens [first, last), characters, and every table row that bears the name."""

    first: int
    last: int
    start: int
    end: int
    names: tuple[Name, ...]

    def of_kind(self, *kinds: str) -> Name | None:
        """The first row of one of `kinds`, or None."""
        for name in self.names:
            if name.kind in kinds:
                return name
        return None


def find_hits(parse: Parse, text: str, knowledge: ActorKnowledge, date: str | None) -> list[Hit]:
    """Non-overlapping hits in text order; at each token the longest name wins. Names out of use on `date` are left out."""
    folded = fold(text)
    tokens = parse.tokens
    ends = [sentence.end for sentence in parse.sentences for _ in range(sentence.first, sentence.last)]
    hits: list[Hit] = []
    i, n = 0, len(tokens)
    while i < n:
        token = tokens[i]
        word = token.text
        if not word.isalnum() or not word.isascii():
            match = FIRST_WORD.match(folded, token.start)
            if match is None:
                i += 1
                continue
            word = match.group()
        options = knowledge.names.get(word)
        hit = _longest(options, folded, parse, i, ends[i], knowledge.by_text, date) if options else None
        if hit is None and len(word) > 1 and word.isupper():
            index, rows = knowledge.capitals
            options = index.get(word)
            hit = _longest(options, folded, parse, i, ends[i], rows, date) if options else None
        if hit is None:
            i += 1
        else:
            if hit.names[0].kind != "hidden":
                hits.append(hit)
            i = hit.last
    return hits


def _longest(
    options: tuple[str, ...], folded: str, parse: Parse, i: int, limit: int, rows: dict[str, tuple[Name, ...]], date: str | None
) -> Hit | None:
    tokens = parse.tokens
    start = tokens[i].start
    for option in options:
        end = start + len(option)
        if end > limit or not folded.startswith(option, start):
            continue
        if end < len(folded) and (
            folded[end].isalnum() or (folded[end] == "-" and folded[end + 1 : end + 2].isalpha() and option.isupper())
        ):
            continue
        last = i
        while last < len(tokens) and tokens[last].end <= end:
            last += 1
        if last == i or (tokens[last - 1].end < end and folded[tokens[last - 1].end : end] not in (".",)):
            continue
        names = tuple(name for name in rows[option] if name.holds(date))
        if names:
            return Hit(i, last, start, max(end, tokens[last - 1].end) if tokens[last - 1].end <= end else end, names)
    return None
