"""What an amount counts: the noun it modifies, or the phrase that governs it."""

from __future__ import annotations

from dataclasses import dataclass

from polybius.annotation.atoms import Atom
from polybius.annotation.figures.draft import Draft
from polybius.annotation.figures.lexicon import load
from polybius.records import Analysis, Span
from polybius.syntax import Parse, Token

_INSIDE = ("compound", "amod", "nmod", "nummod", "quantmod", "advmod", "poss", "case")
_OF_NOUNS = ("number", "amount", "total", "sum", "figure", "bulk", "rest")
_MORE = ("more", "additional", "further", "extra")
_SKIP_NOUNS = frozenset({"percent", "%", "dollar", "euro", "time", "order", "average", "record", "high", "low", "point"})


@dataclass(frozen=True, slots=True)
class Counted:
    """The noun counted: its token (None = not found), its phrase, and the verb that governs the amount."""

    noun: Token | None
    span: Span | None
    text: str | None
    verb: Token | None


def counted(analysis: Analysis, atoms: list[Atom], draft: Draft) -> Counted:
    """Find what `draft` counts in the parse."""
    parse = analysis.parse
    top = _top(parse, atoms, draft)
    if draft.rule.startswith("age"):
        return Counted(None, None, "age", None)
    if draft.noun is not None:
        token = parse.token_at(atoms[draft.noun].start)
        atom = atoms[draft.noun]
        plural = atom.text if atom.low.endswith("s") else f"{atom.text[:-1]}ies" if atom.low.endswith("ry") else f"{atom.text}s"
        return Counted(token, Span(atom.start, atom.end), plural, _verb(parse, top))
    if top is None:
        return Counted(None, None, None, None)
    noun = _noun(parse, top, atoms, draft)
    if noun is not None and (noun.lemma.lower() in load().measures or noun.pos not in ("NOUN", "PROPN", "PRON", "ADJ")):
        noun = None
    verb = _verb(parse, top)
    if noun is None and (draft.unit.isupper() or draft.unit == "percent"):
        noun = _fallback(analysis, top)
    if noun is None:
        return Counted(None, None, None, verb)
    span = _phrase(parse, noun, atoms[draft.first].start, atoms[draft.last - 1].end)
    return Counted(noun, span, analysis.document.text[span.start : span.end], verb)


def _top(parse: Parse, atoms: list[Atom], draft: Draft) -> Token | None:
    """The token of the amount that governs the others."""
    inside = parse.tokens_in(atoms[draft.first].start, atoms[draft.last - 1].end)
    inside = tuple(t for t in inside if t.pos not in ("ADP", "SCONJ")) or inside
    if not inside:
        return None
    known = {t.i for t in inside}
    for token in reversed(inside):
        if (token.head not in known or token.head == token.i) and token.dep not in ("punct", "det", "advmod", "case"):
            return token
    return inside[-1]


def _noun(parse: Parse, top: Token, atoms: list[Atom], draft: Draft) -> Token | None:
    head = parse.tokens[top.head]
    start, end = atoms[draft.first].start, atoms[draft.last - 1].end
    if draft.unit == "ordinal":
        return head if head.pos in ("NOUN", "PROPN") and head.i > top.i else _next_noun(parse, end)
    if (preposition := parse.child(top.i, "prep")) and preposition.lemma in ("of", "in") and preposition.start >= end - 4:
        inner = parse.child(preposition.i, "pobj")
        measured = draft.unit in ("count", "percent") or preposition.lemma == "of" or (inner and inner.lemma in load().measurables)
        if (
            inner is not None
            and inner.pos in ("NOUN", "PROPN", "PRON")
            and measured
            and inner.ent not in ("DATE", "GPE")
            and not parse.child(inner.i, "nummod")
        ):
            return inner
    tail = [atom.low for atom in atoms[draft.last : draft.last + 3]]
    if tail[:2] == ["worth", "of"] or tail == ["'", "worth", "of"]:
        return _next_noun(parse, atoms[draft.last + tail.index("of")].end)
    if atoms[draft.last - 1].low == "of" or (draft.last < len(atoms) and atoms[draft.last].low == "of"):
        after = _next_noun(parse, end + (0 if atoms[draft.last - 1].low == "of" else 3))
        if after is not None and after.ent != "DATE":
            return after
    if (
        top.dep in ("nummod", "compound", "amod", "nmod", "quantmod", "npadvmod")
        and head.i > top.i
        and head.pos in ("NOUN", "PROPN")
    ):
        return head
    if top.pos == "NOUN" and top.end > end and top.dep != "ROOT":
        return top
    if draft.unit == "times" and top.pos == "VERB":
        taken = parse.child(top.i, "dobj") or parse.child(top.i, "nsubj", "nsubjpass")
        return taken if taken is not None and taken.pos in ("NOUN", "PROPN") else None
    if top.dep in ("nsubj", "nsubjpass"):
        return None
    if top.dep == "conj" and draft.unit == "count":
        return _shared(parse, top)
    return _governing(parse, top, start, draft)


def _shared(parse: Parse, top: Token) -> Token | None:
    """ "four hundred policemen, or a thousand": the noun of the number it is joined to."""
    above = parse.tokens[top.head]
    if above.pos == "NUM" and above.dep == "nummod":
        above = parse.tokens[above.head]
    return above if above.pos == "NOUN" and parse.child(above.i, "nummod") else None


def _next_noun(parse: Parse, char: int) -> Token | None:
    """Head of the noun group that begins at `char`."""
    found = None
    for token in parse.tokens_in(char, char + 60):
        if token.start < char:
            continue
        if found is None and token.pos == "NUM":
            return None
        if token.pos in ("NOUN", "PROPN"):
            found = token
        elif found is not None or (token.pos not in ("ADJ", "DET", "ADV", "NUM", "VERB", "PRON") and token.text not in ("-", "'s")):
            break
    return found


def _governing(parse: Parse, top: Token, start: int, draft: Draft) -> Token | None:
    """Subject of the verb above, noun before "worth", "of", "at"."""
    for steps, above in enumerate(parse.ancestors(top.i), 1):
        if steps > 5 or any(t.text in (":", ";") for t in parse.tokens[above.i : top.i]):
            return None
        if (
            above.pos in ("NOUN", "PROPN")
            and above.start < start
            and above.lemma not in _SKIP_NOUNS
            and above.ent not in ("DATE", "MONEY")
        ):
            return _real(parse, above)
        if above.pos in ("VERB", "AUX"):
            taken = parse.child(above.i, "dobj")
            if taken and taken.i != top.i and taken.end <= start and taken.lemma not in _SKIP_NOUNS and taken.pos == "NOUN":
                return _real(parse, taken)
            known = load()
            told = above.lemma in known.level_verbs or above.lemma in known.up or above.lemma in known.down
            if (
                not told
                and draft.unit not in ("percent", "percentage_points", "times", "ordinal")
                and above.dep not in ("acl", "relcl")
            ):
                return None
            subject = parse.child(above.i, "nsubj", "nsubjpass")
            if subject is not None and subject.i != top.i and subject.pos in ("NOUN", "PROPN") and subject.start != start:
                return _real(parse, subject)
            if above.dep in ("acl", "relcl") and parse.tokens[above.head].pos in ("NOUN", "PROPN"):
                return _real(parse, parse.tokens[above.head])
            if above.dep not in ("xcomp", "conj", "advcl", "ccomp"):
                return None
    return None


def _real(parse: Parse, noun: Token) -> Token:
    """ "the number of meetings" counts meetings, "the total value of exports" exports."""
    if noun.lemma in _OF_NOUNS and (of := parse.child(noun.i, "prep")) and of.lemma == "of":
        return parse.child(of.i, "pobj") or noun
    return noun


def _verb(parse: Parse, top: Token | None) -> Token | None:
    if top is None:
        return None
    return next((t for t in parse.ancestors(top.i) if t.pos in ("VERB", "AUX")), None)


def _fallback(analysis: Analysis, top: Token) -> Token | None:
    """The nearest earlier noun of the sentence that is commonly measured, when grammar gives none."""
    parse, sentence = analysis.parse, analysis.parse.sentence_of(top.i)
    for token in reversed(parse.tokens[sentence.first : top.i]):
        if token.pos in ("NOUN", "PROPN") and token.lemma.lower() in load().measurables:
            return token
    return None


def _phrase(parse: Parse, noun: Token, start: int, end: int) -> Span:
    """The noun with the modifiers that stand directly before it, outside the amount, and a short "with X" or "of X" after."""
    first = noun.i
    while first > 0:
        before = parse.tokens[first - 1]
        close = before.end >= parse.tokens[first].start - 1
        if (
            before.text in ("-", "–")
            and before.end == parse.tokens[first].start
            and first > 1
            and parse.tokens[first - 2].end == before.start
        ):
            if parse.tokens[first - 2].start < end and parse.tokens[first - 2].end > start:
                break
            first -= 2
            continue
        if before.lemma.lower() in _MORE:
            break
        if (
            not close
            or (before.start >= start and before.end <= end)
            or before.dep in ("det", "poss", "nummod", "quantmod", "predet", "cc")
        ):
            break
        governed = before.head == noun.i or (first <= before.head <= noun.i)
        if before.lemma.lower() in ("percent", "%", "cent"):
            break
        if not governed or before.dep not in _INSIDE or before.pos in ("DET", "NUM", "PRON"):
            break
        first -= 1
    last = noun.end
    tail = parse.child(noun.i, "prep")
    if (
        tail is not None
        and tail.i == noun.i + 1
        and tail.lemma in ("with", "between", "of", "to", "from")
        and noun.lemma not in load().people
    ):
        below = parse.subtree(tail.i)
        words = [parse.tokens[i] for i in below]
        plain = all(t.pos in ("ADP", "NOUN", "PROPN", "DET", "ADJ", "CCONJ") for t in words)
        if (
            plain
            and len(words) <= 5
            and words[-1].end - tail.start <= 50
            and not any(t.start < end and t.end > start for t in words)
        ):
            last = words[-1].end
    begin = parse.tokens[first].start
    if begin < end and last > start:
        begin = max(begin, end) if noun.start >= end else begin
    return Span(begin, last)
