"""Tokens, sentences and entities of a document as plain records, with the tree walks that every step needs.

The spaCy adapter fills them; steps read them; tests build them by hand. Token indices run over the whole document,
character offsets are those of `Document.text`. Labels: Universal POS (`pos`), Penn tags (`tag`), ClearNLP dependencies as
spaCy's English pipelines use them (`dep`: nsubj, nsubjpass, dobj, pobj, prep, agent, relcl, acl, advcl, ccomp, xcomp, conj,
cc, appos, poss, compound, amod, aux, auxpass, neg, mark, attr, dative, prt, ROOT ...), OntoNotes entity labels.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Token:
    """One token; `head` is the index of its governor (its own index for a root), `ent` the entity label or ""."""

    i: int
    start: int
    end: int
    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    ent: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """Characters [start, end), tokens [first, last), number of the block (paragraph) it stands in, and that block's kind."""

    start: int
    end: int
    first: int
    last: int
    block: int
    kind: str = "paragraph"


@dataclass(frozen=True, slots=True)
class Entity:
    """A named entity of the statistical tagger: characters, tokens [first, last), OntoNotes label."""

    start: int
    end: int
    first: int
    last: int
    label: str
    text: str


@dataclass(frozen=True)
class Parse:
    """The parse of one document."""

    tokens: tuple[Token, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    entities: tuple[Entity, ...] = ()

    @cached_property
    def _children(self) -> tuple[tuple[int, ...], ...]:
        lists: list[list[int]] = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head != token.i:
                lists[token.head].append(token.i)
        return tuple(tuple(kids) for kids in lists)

    @cached_property
    def _sentence_firsts(self) -> list[int]:
        return [sentence.first for sentence in self.sentences]

    @cached_property
    def _token_starts(self) -> list[int]:
        return [token.start for token in self.tokens]

    def children(self, i: int, *deps: str) -> tuple[Token, ...]:
        """Direct dependents of token `i` in text order, only those with one of `deps` if any are given."""
        kids = self._children[i]
        if deps:
            return tuple(self.tokens[k] for k in kids if self.tokens[k].dep in deps)
        return tuple(self.tokens[k] for k in kids)

    def child(self, i: int, *deps: str) -> Token | None:
        """The first dependent of `i` with one of `deps`, or None."""
        for k in self._children[i]:
            if self.tokens[k].dep in deps:
                return self.tokens[k]
        return None

    def subtree(self, i: int) -> list[int]:
        """Sorted token indices of `i` and everything below it."""
        out, stack = [], [i]
        while stack:
            node = stack.pop()
            out.append(node)
            stack.extend(self._children[node])
        return sorted(out)

    def ancestors(self, i: int) -> Iterator[Token]:
        """Governors of `i`, nearest first."""
        while self.tokens[i].head != i:
            i = self.tokens[i].head
            yield self.tokens[i]

    def sentence_index(self, i: int) -> int:
        """Index of the sentence that holds token `i`."""
        return bisect_right(self._sentence_firsts, i) - 1

    def sentence_of(self, i: int) -> Sentence:
        """The sentence that holds token `i`."""
        return self.sentences[self.sentence_index(i)]

    def token_at(self, char: int) -> Token | None:
        """The token that covers character `char`, or None between tokens."""
        k = bisect_right(self._token_starts, char) - 1
        if k >= 0 and self.tokens[k].end > char:
            return self.tokens[k]
        return None

    def tokens_in(self, start: int, end: int) -> tuple[Token, ...]:
        """Tokens that overlap characters [start, end), in order."""
        k = max(bisect_right(self._token_starts, start) - 1, 0)
        out = []
        while k < len(self.tokens) and self.tokens[k].start < end:
            if self.tokens[k].end > start:
                out.append(self.tokens[k])
            k += 1
        return tuple(out)

    def head_of_span(self, first: int, last: int) -> int:
        """The token in [first, last) whose governor lies outside (the span's syntactic head)."""
        for i in range(first, last):
            head = self.tokens[i].head
            if head == i or not first <= head < last:
                return i
        return first

    def conjuncts(self, i: int) -> list[int]:
        """`i` and the tokens coordinated with it below (its conj chain), in text order."""
        out, stack = [i], [i]
        while stack:
            for kid in self.children(stack.pop(), "conj"):
                out.append(kid.i)
                stack.append(kid.i)
        return sorted(out)
