"""Who utters a cue verb: its subject by syntax, or by the order of words where the parse breaks at a quotation."""

from __future__ import annotations

from dataclasses import dataclass

from polybius.attribution.context import RELATIVES, Context
from polybius.syntax import Token

_NARRATOR = frozenset({"i", "we", "let", "one", "you"})
_REFLEXIVE = frozenset({"itself", "himself", "herself", "themselves", "myself", "ourselves", "yourself"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})


@dataclass(frozen=True, slots=True)
class Subject:
    """Token range of the speaker's words and the token whose mention tells the actor; `first` None = nobody named."""

    first: int | None
    last: int
    referent: int | None


UNKNOWN = Subject(None, 0, None)


def is_passive(context: Context, verb: Token) -> bool:
    """Whether the verb stands in the passive voice."""
    kids = context.parse.children(verb.i)
    if _cut_off(context, verb):
        return False
    return any(kid.dep in ("auxpass", "nsubjpass", "agent") for kid in kids) or (verb.tag == "VBN" and verb.dep == "acl")


def _cut_off(context: Context, verb: Token) -> bool:
    """Whether a finite verb hangs on the noun before it: the parse took '"...," an officer, who ..., said' for a modifier."""
    if verb.dep != "acl" or verb.tag != "VBD" or context.parse.children(verb.i, "auxpass", "nsubj", "nsubjpass"):
        return False
    head = context.parse.tokens[verb.head]
    comma = context.parse.tokens[verb.i - 1].text == ","
    return comma and head.i < verb.i and head.pos in _NOMINAL and context.zones[head.i] == context.zones[verb.i]


def of_verb(context: Context, verb: Token, depth: int = 0) -> Subject | None:
    """Return the speaker of `verb`; `UNKNOWN` for a passive that names nobody; None when the narrator or no one speaks."""
    parse = context.parse
    if is_passive(context, verb):
        return _of_passive(context, verb)
    heads = [kid for kid in parse.children(verb.i, "nsubj") if context.zones[kid.i] == context.zones[verb.i]]
    if heads:
        nearest = [kid for kid in heads if not _colon_between(context, kid.i, verb.i)]
        heads = nearest or heads[-1:]
        found = _from_head(context, heads[0], verb)
        return _with_apposition(context, found, heads[1:], verb) if found is not None else None
    if depth > 4:
        return None
    return _inherited(context, verb, depth)


def _colon_between(context: Context, first: int, last: int) -> bool:
    return any(context.parse.tokens[i].text == ":" for i in range(min(first, last), max(first, last)))


def _with_apposition(context: Context, found: Subject, others: list[Token], verb: Token) -> Subject:
    """A second subject between commas is the first one's apposition ("Ban Ki-moon, the secretary general, vowed")."""
    tokens = context.parse.tokens
    for other in others:
        if found.first is None or other.i > verb.i or tokens[found.last].text != ",":
            continue
        first, last = context.noun_phrase(other.i)
        if first == found.last + 1 and last < len(tokens) and tokens[last].text == ",":
            return Subject(found.first, last, found.referent)
    return found


def _of_passive(context: Context, verb: Token) -> Subject | None:
    parse = context.parse
    for agent in parse.children(verb.i, "agent"):
        for noun in parse.children(agent.i, "pobj"):
            return _from_head(context, noun, verb)
    if verb.lemma in context.cues.lists["quoted_passives"]:
        for kid in parse.children(verb.i, "nsubjpass"):
            return _from_head(context, kid, verb)
        return None
    return UNKNOWN if verb.lemma in context.cues.lists["hearsay_passives"] else None


def _inherited(context: Context, verb: Token, depth: int) -> Subject | None:
    parse = context.parse
    head = parse.tokens[verb.head]
    if head.i == verb.i or context.zones[head.i] != context.zones[verb.i]:
        return None
    infinitive = any(kid.tag == "TO" for kid in parse.children(verb.i, "aux"))
    if infinitive and not (verb.dep == "xcomp" and head.lemma in context.cues.lists["speech_launchers"]):
        return None
    if verb.dep == "acl" and head.pos in _NOMINAL and (verb.tag == "VBG" or _cut_off(context, verb)):
        return _from_head(context, head, verb)
    if verb.dep in ("conj", "xcomp", "advcl", "dep", "ccomp") and head.pos in ("VERB", "AUX"):
        if verb.dep == "advcl" and verb.tag != "VBG":
            return None
        if verb.dep == "ccomp" and verb.tag != "VBG":
            return None
        return of_verb(context, head, depth + 1)
    if verb.dep == "pcomp":
        governor = parse.tokens[head.head]
        if governor.pos in ("VERB", "AUX"):
            return of_verb(context, governor, depth + 1)
        if governor.pos in _NOMINAL:
            return _from_head(context, governor, verb)
    return None


def _from_head(context: Context, head: Token, verb: Token) -> Subject | None:
    lower = head.text.lower()
    if lower in _NARRATOR:
        # Outside quotation marks this is the narrator; inside, the speaker of the quotation, whose voice it is already.
        return None
    if lower in ("it", "there", "what", "this", "which") and head.dep in ("expl",):
        return None
    if lower in RELATIVES:
        governor = context.parse.tokens[verb.head]
        if verb.dep == "relcl" and governor.pos in _NOMINAL:
            return Subject(head.i, head.i + 1, governor.i)
        return Subject(head.i, head.i + 1, head.i) if lower == "who" else None
    if lower in ("what", "whoever", "there", "anyone", "nobody", "anybody"):
        return None
    if head.pos not in _NOMINAL and head.pos not in ("NUM", "DET", "ADJ", "X", "SYM", "VERB"):
        return None
    if (head.pos == "NOUN" and head.lemma.lower() in context.cues.lists["inanimate_nouns"]) or lower in _REFLEXIVE:
        return None
    first, last = context.noun_phrase(head.i)
    words = [token.text for token in context.parse.tokens[first : last + 4]]
    opened = words[: last - first].count("(") - words[: last - first].count(")")
    if opened > 0:
        if ")" not in words[last - first :]:
            # A dateline with its agency in brackets, taken for the subject.
            return None
        last += words[last - first :].index(")") + 1
    return Subject(first, last, head.i)


def beside(context: Context, verb: Token) -> Subject | None:
    """Return the noun phrase right before or right after a cue verb that stands beside a quotation ('"...," said X')."""
    tokens, parse = context.parse.tokens, context.parse
    zone = context.zones[verb.i]
    sentence = parse.sentence_of(verb.i)
    left = verb.i - 1
    while left >= 0 and tokens[left].pos in ("AUX", "ADV", "PART") and context.zones[left] == zone:
        left -= 1
    if left >= 0 and context.zones[left] == zone and tokens[left].pos in _NOMINAL and tokens[left].end + 60 > verb.start:
        head = _top(context, left, zone, verb.i)
        if tokens[head].dep not in ("pobj", "dobj") or head == left:
            return _from_head(context, tokens[head], verb)
    right = verb.i + 1
    while right < len(tokens) and right < sentence.last + 12 and tokens[right].pos in ("DET", "ADJ", "NUM"):
        right += 1
    if right < len(tokens) and context.zones[right] == zone and tokens[right].pos in _NOMINAL:
        head = _top(context, right, zone, verb.i)
        return _from_head(context, tokens[head], verb)
    return None


def _top(context: Context, i: int, zone: int, verb: int) -> int:
    """Climb compounds, names and modifiers to the head of the noun phrase that holds token `i`."""
    tokens = context.parse.tokens
    while tokens[i].dep in ("compound", "amod", "poss", "nmod", "det", "appos") and tokens[i].head != i:
        head = tokens[i].head
        if context.zones[head] != zone or (head > verb) != (i > verb) or tokens[head].pos not in _NOMINAL:
            break
        i = head
    return i
