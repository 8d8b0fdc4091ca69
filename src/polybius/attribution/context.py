"""What every finder of attributions needs to know of a document: quotes, zones, noun phrases, clauses."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from polybius.attribution.cues import Cues
from polybius.attribution.quotes import Quote, find
from polybius.records import Analysis, Span
from polybius.syntax import Parse

KINDS = ("title", "paragraph", "caption")
_EDGES = ("PUNCT", "CCONJ", "SCONJ", "SYM")
# Prepositions that, after a comma, say where and when somebody spoke and not who he is.
_ASIDE = ("in", "at", "on", "during", "after", "before", "amid", "with", "by")
RELATIVES = frozenset({"who", "which", "that", "whom"})


@dataclass(frozen=True, slots=True)
class Finding:
    """An attribution before it is linked: token range of the speaker, its head, the cue, the content, and why.

    `speaker` None = nobody named. `referent` is the token whose mention tells the actor (the antecedent of "who").
    `clause` is the stretch of the cue clause, which never belongs to the content. `presupposes`: reports in the content
    stay in the surrounding voice. `host` is the token of the finding that this one is told in, where content does not show it.
    """

    speaker: Span | None
    referent: int | None
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    certainty: str
    rule: str
    clause: Span
    token: int
    presupposes: bool = False
    host: int | None = None


@dataclass(frozen=True)
class Context:
    """One document under reading: parse, cue table, quotations, and the speech quotation that each token stands in."""

    analysis: Analysis
    cues: Cues
    quotes: list[Quote]
    zones: list[int]
    _starts: list[int] = field(repr=False)

    @property
    def text(self) -> str:
        """The text of the document."""
        return self.analysis.document.text

    @property
    def parse(self) -> Parse:
        """The parse of the document."""
        return self.analysis.parse

    def zone_at(self, char: int) -> int:
        """Index of the innermost speech quotation that covers character `char`, or -1."""
        best = -1
        for index in range(bisect_right(self._starts, char) - 1, -1, -1):
            quote = self.quotes[index]
            if quote.start <= char < quote.end and quote.kind == "speech":
                return index
            if quote.depth == 0:
                break
        return best

    def zone_span(self, zone: int, char: int) -> Span:
        """Characters of quotation `zone`; for -1 the paragraph that holds character `char`."""
        if zone >= 0:
            return Span(self.quotes[zone].start, self.quotes[zone].end)
        for block in self.analysis.document.blocks:
            if block.start <= char < block.end:
                return Span(block.start, block.end)
        return Span(0, len(self.text))

    def trim(self, start: int, end: int, *, strip: str = " \t\n\u00a0,;:—–-") -> Span:
        """The span without white space and separating punctuation at its edges."""
        text = self.text
        while start < end and text[start] in strip:
            start += 1
        while end > start and text[end - 1] in strip:
            end -= 1
        return Span(start, end)

    def sentence_end(self, char: int) -> int:
        """End of the sentence that holds character `char`, its full stop left out."""
        token = self.parse.token_at(char)
        if token is None:
            return char
        sentence = self.parse.sentence_of(token.i)
        last = self.parse.tokens[sentence.last - 1]
        return last.start if last.text in (".", "!", "?") else sentence.end

    def noun_phrase(self, head: int) -> tuple[int, int]:
        """Token range [first, last) of the noun phrase of `head` without clauses hung on it behind a comma."""
        parse = self.parse
        sentence = parse.sentence_of(head)
        zone = self.zones[head]
        members = {head}
        stack = [head]
        while stack:
            for kid in parse.children(stack.pop()):
                if kid.dep in ("relcl", "advcl", "ccomp", "parataxis", "punct", "acl") and kid.i > head and kid.dep != "acl":
                    continue
                if kid.dep == "acl" and kid.i > head and parse.tokens[kid.i - 1].text == ",":
                    continue
                if kid.i > head and kid.lemma in _ASIDE and kid.dep == "prep" and parse.tokens[kid.i - 1].text == ",":
                    continue
                if kid.dep == "prep" and kid.i + 1 < len(parse.tokens) and parse.tokens[kid.i + 1].text == "turn":
                    continue
                if kid.dep == "advmod" and kid.i == sentence.first and kid.i < head:
                    continue
                if kid.dep == "cc" or self.zones[kid.i] != zone or kid.dep == "mark":
                    continue
                members.add(kid.i)
                stack.append(kid.i)
        first = last = head
        while first - 1 >= sentence.first and (first - 1 in members or self._glue(first - 1, members)):
            first -= 1
        while last + 1 < sentence.last and (last + 1 in members or self._glue(last + 1, members)):
            last += 1
        while last > head and parse.tokens[last].text in (",", "and", "or", "(", "-", "—", "–"):
            last -= 1
        while first < head and parse.tokens[first].pos in _EDGES and not self._paired(first, last):
            first += 1
        return first, last + 1

    def _paired(self, first: int, last: int) -> bool:
        """Whether the mark at token `first` opens a quotation or bracket that closes by token `last`."""
        mark = self.parse.tokens[first]
        if mark.text == "(":
            return any(self.parse.tokens[i].text == ")" for i in range(first, last + 1))
        return any(quote.start == mark.start and quote.end <= self.parse.tokens[last].end for quote in self.quotes)

    def _glue(self, i: int, members: set[int]) -> bool:
        """Punctuation and conjunctions between two members belong to the phrase."""
        token = self.parse.tokens[i]
        if (token.pos == "PUNCT" and self.zones[i] in (-1, self.zones[min(members)])) or token.dep == "cc":
            return (i - 1 in members and (i + 1 in members)) or (i + 1 in members and i + 2 in members)
        return False

    def is_document(self, head: int) -> bool:
        """Whether the noun at token `head` names a text (a statement, a poll, a treaty)."""
        return self.parse.tokens[head].lemma.lower() in self.cues.lists["document_nouns"]

    def span(self, first: int, last: int) -> Span:
        """Characters of tokens [first, last)."""
        tokens = self.parse.tokens
        return Span(tokens[first].start, tokens[last - 1].end)


def build(analysis: Analysis, cues: Cues) -> Context:
    """Return the `Context` of an analysis."""
    quotes = find(analysis.document.text, analysis.document.blocks, KINDS, cues.lists["title_words"])
    starts = [quote.start for quote in quotes]
    context = Context(analysis, cues, quotes, [], starts)
    if quotes:
        context.zones.extend(context.zone_at(token.start) for token in analysis.parse.tokens)
    else:
        context.zones.extend([-1] * len(analysis.parse.tokens))
    return context
