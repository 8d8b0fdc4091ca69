"""Which lexicon entry a token is the trigger of, and the token indices that fill its slots."""

from __future__ import annotations

from dataclasses import dataclass, replace

from polybius.coding.clause import Clause, lower, nominal_clause, verb_clause
from polybius.coding.cues import Cues
from polybius.coding.entries import Condition, Entry
from polybius.coding.lexicon import Lexicon
from polybius.syntax import Parse, Token

VERBAL = ("VERB", "AUX")
NOMINAL = ("NOUN", "PROPN")


@dataclass(frozen=True, slots=True)
class Match:
    """Entry `entry` triggered at `trigger`; `source` and `target` are token indices with the slot that gave them."""

    entry: Entry
    clause: Clause
    trigger: int
    source: tuple[int, ...]
    target: tuple[int, ...]
    source_slot: str
    target_slot: str

    @property
    def others(self) -> Match:
        """The same match without participants."""
        return replace(self, source=(), target=())


def find_matches(parse: Parse, first: int, last: int, lexicon: Lexicon) -> tuple[list[Match], list[tuple[int, str, str]]]:
    """Matches among tokens [first, last) in text order, and refused triggers as (token, reason, entry id)."""
    found: list[Match] = []
    refused: list[tuple[int, str, str]] = []
    for i in range(first, last):
        token = parse.tokens[i]
        pos = part_of_speech(parse, token, lexicon)
        if pos is None:
            continue
        match = match_at(parse, i, pos, lexicon)
        if match is None:
            continue
        if match.entry.event_type == "NONE":
            refused.append((i, "other_sense", match.entry.id))
            continue
        found.append(match)
    return _one_per_clause(parse, found), refused


def part_of_speech(parse: Parse, token: Token, lexicon: Lexicon) -> str | None:
    """`v`, `n`, `a` if the lexicon knows the token so, else None. Headline verbs mistagged as nouns are read as verbs."""
    lemma = lower(token)
    if token.pos in VERBAL or (token.pos == "ADJ" and token.tag in ("VBN", "VBG", "VBD")):
        if token.dep in ("aux", "auxpass"):
            return None
        if token.dep in ("amod", "compound") and token.tag == "VBG":
            return None
        return "v" if ("v", lemma) in lexicon.index else None
    if token.pos in NOMINAL:
        if token.dep == "compound" or (token.pos == "PROPN" and token.ent in ("PERSON", "GPE", "ORG")):
            return None
        if ("n", lemma) in lexicon.index:
            return "n"
        return "v" if token.dep == "ROOT" and ("v", lemma) in lexicon.index and parse.child(token.i, "nsubj") else None
    if token.pos in ("ADJ", "ADV"):
        if token.dep in ("acomp", "oprd", "ROOT", "attr", "amod") and ("a", lemma) in lexicon.index:
            return "a" if token.dep != "amod" else None
        return None
    return None


def match_at(parse: Parse, i: int, pos: str, lexicon: Lexicon) -> Match | None:
    """The most specific entry whose conditions hold at token `i`, or None."""
    entries = lexicon.candidates(pos, lower(parse.tokens[i]))
    if not entries:
        return None
    clause = build_clause(parse, i, pos, lexicon.cues)
    for entry in entries:
        if all(particle in clause.particles for particle in entry.particles) and all(
            holds(parse, clause, condition, lexicon.cues) for condition in entry.conditions
        ):
            source, source_slot = fill(parse, clause, entry.source)
            target, target_slot = fill(parse, clause, entry.target)
            target = tuple(k for k in target if k not in source)
            return Match(entry, clause, i, source, target, source_slot, target_slot)
    return None


def build_clause(parse: Parse, i: int, pos: str, cues: Cues) -> Clause:
    """The arguments of token `i` read as verb, noun or predicative adjective."""
    if pos == "v":
        return verb_clause(parse, i, cues)
    if pos == "n":
        return nominal_clause(parse, i, cues)
    head = parse.tokens[i].head
    clause = verb_clause(parse, head, cues) if head != i else Clause(i)
    own = nominal_clause(parse, i, cues)
    for name, heads in own.preps.items():
        clause.preps.setdefault(name, []).extend(heads)
    clause.content = clause.content + own.content
    clause.support = head if head != i else None
    return clause


def slot_tokens(parse: Parse, clause: Clause, slot: str) -> list[int]:
    """Token indices in a named slot."""
    if slot == "subj":
        return clause.subj
    if slot == "dobj":
        return clause.obj
    if slot == "dat":
        return clause.dat
    if slot.startswith("obj."):
        inner = slot[4:]
        deps = {"poss": ("poss",), "amod": ("amod", "compound", "nmod")}.get(inner)
        if deps:
            return [t.i for k in clause.obj for t in parse.children(k, *deps)]
        return [
            p.i
            for k in clause.obj
            for prep in parse.children(k, "prep", "agent")
            if lower(prep) == inner
            for head in parse.children(prep.i, "pobj")
            for p in (parse.tokens[c] for c in parse.conjuncts(head.i))
        ]
    found = clause.preps.get(slot, [])
    if not found and clause.obj and slot not in ("poss", "of", "by", "amod", "between"):
        return slot_tokens(parse, clause, f"obj.{slot}")
    return found


def fill(parse: Parse, clause: Clause, slots: tuple[tuple[str, ...], ...]) -> tuple[tuple[int, ...], str]:
    """The first alternative with any token, and its name."""
    for union in slots:
        tokens = sorted({k for slot in union for k in slot_tokens(parse, clause, slot)})
        if tokens:
            return tuple(tokens), "+".join(union)
    return (), ""


def holds(parse: Parse, clause: Clause, condition: Condition, cues: Cues) -> bool:
    """Whether one condition of an entry holds for the clause."""
    slot = {"obj": "dobj"}.get(condition.slot, condition.slot)
    if slot == "det":
        words = {lower(t) for t in parse.children(clause.head, "det", "amod", "poss", "compound", "nmod", "nummod")}
        return bool(words & condition.words) == condition.positive
    tokens = slot_tokens(parse, clause, slot)
    if not condition.words:
        return bool(tokens) == condition.positive
    hit = any(_head_words(parse, k, cues) & condition.words for k in tokens)
    return hit == condition.positive


def _head_words(parse: Parse, k: int, cues: Cues) -> set[str]:
    """The words an argument counts as: lemma and form, `a round of talks` also as talks, compounds as `first-second`."""
    token = parse.tokens[k]
    words = {lower(token), token.text.lower()}
    if cues.has("quantifier", lower(token)):
        for prep in parse.children(k, "prep"):
            words.update(lower(p) for p in parse.children(prep.i, "pobj"))
    words.update(f"{lower(t)}_{lower(token)}" for t in parse.children(k, "compound", "amod"))
    return words


def _one_per_clause(parse: Parse, matches: list[Match]) -> list[Match]:
    """One act per clause: a light verb that needed its noun object wins over, or gives way to, that noun."""
    by_trigger = {match.trigger: match for match in matches}
    dropped: set[int] = set()
    for match in matches:
        if match.entry.pos != "v":
            continue
        named = any(condition.slot == "obj" and condition.positive and condition.words for condition in match.entry.conditions)
        for k in match.clause.obj:
            if k not in by_trigger:
                continue
            if named:
                dropped.add(k)
            elif by_trigger[k].clause.support == match.trigger:
                dropped.add(match.trigger)
        named_prep = [c.slot for c in match.entry.conditions if c.positive and c.words and c.slot not in ("obj", "subj", "det")]
        dropped.update(k for name in named_prep for k in match.clause.preps.get(name, ()) if k in by_trigger)
    return [match for match in matches if match.trigger not in dropped]
