"""Who a phrase means by a user's dictionaries: the codes of actors and agents in a sentence, put together as PETRARCH does.

A noun phrase has the code of its first actor ("Kenya's president") or of the first that hangs on it ("soldiers from Chad"),
with the codes of its agents before or after; coordination gives several codes. Format of codes: Norris, Schrodt and Beieler (2017).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from polybius.coding.petrarch_tables import NO_EVENT, Dictionary, Pieces, pieces_of
from polybius.coding.walks import lower
from polybius.syntax import Parse, Token

INNER = frozenset(("compound", "poss", "amod", "nmod", "nummod", "det", "quantmod", "case"))
LEFT = INNER | {"advmod", "predet", "preconj", "punct", "cc", "neg"}
# `the president of A`, `soldiers from A`: what stands before these words acts for what stands after
LINKS = frozenset(("of", "in", "from", "for", "at"))
JOINING = frozenset((",", "and", "or", "nor", "&"))
BETWEEN = ("CCONJ", "PUNCT", "DET", "ADJ", "ADV", "NOUN")
NOMINAL = ("NOUN", "PROPN", "PRON", "NUM")
TERMINAL = frozenset((".", "!", "?", '"', "”", "''"))
FORMER = frozenset(("FORMER", "EX"))
FORMER_CODE = "ELI"  # whoever was in office: elite, whatever the office (Schrodt 2012)
MAX_DEPTH = 12
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Hit:
    """An actor or agent: pieces [start, end), head token, codes ("" place for actors). No codes: the dictionary wants nobody."""

    start: int
    end: int
    head: int
    codes: tuple[str, ...]
    place: str = ""


class Scene:
    """The words of one sentence as pieces, with the actors and agents of a dictionary in them.

    Args:
        parse: of the document.
        first, last: the tokens of the sentence.
        day: ISO day of publication, None when unknown (codes without days hold then).
    """

    def __init__(self, parse: Parse, first: int, last: int, dictionary: Dictionary, day: str | None) -> None:
        self.parse, self.first, self.last = parse, first, last
        self.pieces: list[str] = []
        self.owner: list[int] = []
        for i in range(first, last):
            for piece in pieces_of(parse.tokens[i].text):
                self.pieces.append(piece)
                self.owner.append(i)
        self.actors = self._find_actors(dictionary, day)
        self.agents = self._find_agents(dictionary)

    def piece_at(self, token: int) -> int:
        """The first piece at or after a token."""
        return next((k for k, owner in enumerate(self.owner) if owner >= token), len(self.owner))

    def matches(self, pieces: Pieces, at: int) -> bool:
        """Whether the pieces stand at piece `at`."""
        return at >= 0 and tuple(self.pieces[at : at + len(pieces)]) == pieces

    def _find_actors(self, dictionary: Dictionary, day: str | None) -> list[Hit]:
        found = self._find(dictionary.actors, self._is_name)
        return [Hit(start, end, head, _on_day(codes, day)) for start, end, head, codes in found]

    def _is_name(self, start: int, end: int) -> bool:
        return any(self.parse.tokens[owner].text[:1].isupper() for owner in self.owner[start:end])

    def _find_agents(self, dictionary: Dictionary) -> list[Hit]:
        taken = {k for hit in self.actors for k in range(hit.start, hit.end)}
        found = self._find(dictionary.agents, lambda start, end: taken.isdisjoint(range(start, end)))
        return [Hit(start, end, head, (code,), place) for start, end, head, (code, place) in found]

    def _find(
        self, table: Mapping[str, Sequence[tuple[Pieces, T]]], fits: Callable[[int, int], bool]
    ) -> Iterator[tuple[int, int, int, T]]:
        """Phrases of a table from left to right, none inside another: first piece, piece after, head token, what the table says."""
        k = 0
        while k < len(self.pieces):
            for pieces, value in table.get(self.pieces[k], ()):
                end = k + len(pieces)
                if self.matches(pieces, k) and fits(k, end):
                    yield k, end, self.parse.head_of_span(self.owner[k], self.owner[end - 1] + 1), value
                    k = end - 1
                    break
            k += 1

    def codes(self, head: int) -> tuple[str, ...]:
        """The codes of the noun phrase with that head, of all it is coordinated with, without doubles; () for nobody known."""
        return tuple(dict.fromkeys(self._codes(head, (), 0)))

    def _codes(self, head: int, shared: tuple[Hit, ...], depth: int) -> list[str]:
        """Codes of a phrase and what is coordinated with it; `shared`: what stands before the first noun of the list."""
        if depth > MAX_DEPTH:
            return []
        base = self.base(head)
        actors, agents = self._joined(self._within(self.actors, base)), self._within(self.agents, base)
        own = [code for hit in actors for code in hit.codes]
        following = self._following(head, bool(own))
        lent = tuple(hit for hit in (*actors, *agents) if self.owner[hit.end - 1] < head)
        linked = []
        if not own:
            own, acts = self._below(head, depth)
            linked = agents if acts else []
        elif agents:
            linked = agents
        if not own and agents:
            own = [code for hit in shared if not hit.place for code in hit.codes]
            linked = [hit for hit in shared if hit.place] + agents
            # `envoys and judges of A`: what belongs to the last belongs to all
            own = own or [code for kid in following for code in self._below(kid, depth)[0]]
        out = [self._joint(code, linked) for code in own]
        for kid in following:
            out += self._coordinated(head, kid, lent, [] if actors else linked, depth)
        return out

    def _following(self, head: int, known: bool) -> list[int]:
        """What is coordinated with a noun; in a list of names (`A, the B, and C`) parsers take names for appositions."""
        out = [kid.i for kid in self.parse.children(head, "conj") if kid.pos in NOMINAL and kid.i > head]
        listed = self.parse.child(head, "cc") is not None
        names = {hit.head for hit in self.actors}
        for kid in self.parse.children(head, "appos") if known and head in names else ():
            if kid.i in names and (listed or self.parse.child(kid.i, "conj") is not None):
                out.append(kid.i)
        return sorted(out)

    def _coordinated(self, head: int, kid: int, lent: tuple[Hit, ...], linked: list[Hit], depth: int) -> list[str]:
        """Codes of one noun coordinated with `head`; `linked`: the agents that act for all of `soldiers from A and B`."""
        found = self._codes(kid, lent, depth + 1)
        named = any(hit.head == kid for hit in self.actors)
        if found:
            return [self._joint(code, linked) for code in found] if named and linked else found
        agents = self._within(self.agents, self.base(kid))
        if linked or not agents:
            # `A's farmers and fishers of B`: parsers hang the phrase on the first noun
            for prep in self.parse.children(head, "prep"):
                if prep.i == kid + 1 and self._within(self.actors, self.base(head)):
                    return [c for t in self.parse.children(prep.i, "pobj") for c in self._codes(t.i, (), depth + 1)]
        elif not lent:
            return [self._joint(code, agents) for code in self._below(head, depth)[0]]
        return []

    def _below(self, head: int, depth: int) -> tuple[list[str], bool]:
        """Codes of the first phrase that hangs on a noun, and whether the noun acts for it; else of the name beside it."""
        beside: list[str] = []
        for kid in self.parse.children(head):
            if kid.i < head or kid.dep in ("conj", "relcl", "advcl"):
                continue
            if kid.dep == "appos":
                beside = beside or self._codes(kid.i, (), depth + 1)
                continue
            for inner in self._phrases_of(kid):
                found = self._codes(inner, (), depth + 1)
                if found:
                    return found, lower(kid) in LINKS
        return beside, bool(beside)

    def _phrases_of(self, kid: Token) -> list[int]:
        if kid.dep in ("prep", "agent"):
            return [t.i for t in self.parse.children(kid.i, "pobj", "prep")]
        if kid.dep == "acl":
            return [p.i for t in self.parse.children(kid.i, "agent", "prep") for p in self.parse.children(t.i, "pobj")]
        return [t.i for t in self.parse.children(kid.i, "pobj")] if kid.pos == "ADP" else []

    def base(self, head: int) -> range:
        """The tokens of a noun phrase up to its head: no coordination, nothing that follows."""
        start = head
        for kid in self.parse.children(head):
            if kid.i < head and kid.dep in LEFT:
                start = min(start, self.parse.subtree(kid.i)[0])
        return range(max(start, self.first), head + 1)

    def base_head(self, token: int) -> int:
        """The head of the noun phrase that a token stands in."""
        for _ in range(MAX_DEPTH):
            here = self.parse.tokens[token]
            above = self.parse.tokens[here.head]
            inside = here.dep in INNER or (here.dep == "conj" and above.dep in INNER and above.dep != "poss")
            if not inside or above.pos not in (*NOMINAL, "ADJ") or not self.first <= above.i < self.last:
                break
            token = above.i
        return token

    def phrase_head(self, hit: Hit) -> int:
        """The head of the largest phrase whose actor is `hit`: "soldiers" in "soldiers from Chad", the first of a list."""
        head = self.base_head(hit.head)
        for _ in range(MAX_DEPTH):
            token = self.parse.tokens[head]
            above = self.parse.tokens[token.head]
            if token.dep == "conj" and above.pos in NOMINAL:
                head = above.i
            elif token.dep == "pobj" and lower(above) in LINKS and self._acts_for(above.head):
                head = above.head
            else:
                break
        return head

    def _acts_for(self, noun: int) -> bool:
        base = self.base(noun)
        return bool(self._within(self.agents, base)) and not self._within(self.actors, base)

    def _within(self, hits: list[Hit], base: range) -> list[Hit]:
        return [hit for hit in hits if hit.codes and hit.head in base]

    def _joined(self, actors: list[Hit]) -> list[Hit]:
        """The first actor and those coordinated with it: "Kenyan and Ugandan envoys"."""
        out = actors[:1]
        for hit in actors[1:]:
            between = self.parse.tokens[self.owner[out[-1].end - 1] + 1 : self.owner[hit.start]]
            if not between or between[0].text.lower() not in JOINING or any(t.pos not in BETWEEN for t in between):
                break
            out.append(hit)
        return out

    def _joint(self, actor: str, agents: list[Hit]) -> str:
        """An actor's code with those of its agents, none twice."""
        out = actor
        for hit in agents:
            before = self.pieces[max(hit.start - 3, 0) : hit.start]
            code = FORMER_CODE if FORMER & set(before) else hit.codes[0]
            have = {out[k : k + 3] for k in range(0, len(out), 3)}
            if all(code[k : k + 3] in have for k in range(0, len(code), 3)):
                continue
            out = code + out if hit.place == "before" else out + code
        return out


def _on_day(codes: tuple[tuple[str, str, str], ...], day: str | None) -> tuple[str, ...]:
    """The code that holds on a day: the first with a fitting span, else the first without one."""
    for code, since, until in codes:
        if (since or until) and day is not None and since <= day and (not until or day <= until):
            return _parts(code)
    return next((_parts(code) for code, since, until in codes if not since and not until), ())


def _parts(code: str) -> tuple[str, ...]:
    return () if code in NO_EVENT else tuple(part for part in code.split("/") if part)


def sentences(parse: Parse) -> list[tuple[int, int]]:
    """The sentences as token ranges; what a parser cut without a full stop within one block is put together again."""
    out: list[tuple[int, int]] = []
    block = -1
    for sentence in parse.sentences:
        if out and sentence.block == block and parse.tokens[out[-1][1] - 1].text not in TERMINAL:
            out[-1] = (out[-1][0], sentence.last)
        else:
            out.append((sentence.first, sentence.last))
        block = sentence.block
    return out
