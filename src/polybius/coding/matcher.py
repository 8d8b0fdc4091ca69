"""Which lexicon entry a token is the trigger of, and the token indices that fill its slots."""

from __future__ import annotations

from dataclasses import dataclass

from polybius.coding.clause import Clause, nominal_clause, verb_clause
from polybius.coding.cues import Cues
from polybius.coding.entries import Condition, Entry
from polybius.coding.lexicon import Lexicon
from polybius.coding.walks import expand, has_to, inner_heads, is_wish, lower, unlike
from polybius.syntax import Parse, Token

VERBAL = ("VERB", "AUX")
NOMINAL = ("NOUN", "PROPN")
MAX_STEPS = 6
# Prepositions whose object may hold the participant.
CARRIERS = ("for", "alongside", "with", "as")
STRUCTURAL = ("subj", "dobj", "dat")


@dataclass(frozen=True, slots=True)
class Match:
    """Entry `entry` triggered at `trigger`; `source` and `target`: token indices in its slots."""

    entry: Entry
    clause: Clause
    trigger: int
    source: tuple[int, ...]
    target: tuple[int, ...]


def find_matches(parse: Parse, first: int, last: int, lexicon: Lexicon) -> tuple[list[Match], list[tuple[int, str, str]]]:
    """Matches among tokens [first, last) in text order, and refused triggers as (token, reason, entry id).

    Entries that ask for a certain type of content are settled in a second pass, when the acts inside are known.
    """
    options: dict[int, list[Match]] = {}
    for i in range(first, last):
        pos = part_of_speech(parse, parse.tokens[i], lexicon)
        found = options_at(parse, i, pos, lexicon) if pos is not None else []
        if found:
            options[i] = found
    plain = {i: found[-1] for i, found in options.items() if not found[-1].entry.content}
    plain = {i: match for i, match in plain.items() if match.entry.event_type != "NONE"}
    chosen: list[Match] = []
    refused: list[tuple[int, str, str]] = []
    for i, found in options.items():
        match = next((m for m in found if _content_fits(parse, m, plain, lexicon.cues)), None)
        if match is None:
            continue
        if match.entry.event_type == "NONE":
            refused.append((i, "other_sense", match.entry.id))
        else:
            chosen.append(match)
    return _one_per_clause(parse, chosen, lexicon.cues), refused


def _content_fits(parse: Parse, match: Match, plain: dict[int, Match], cues: Cues) -> bool:
    """Whether the act an entry asks for is there; `promised not to attack` is no threat."""
    if not match.entry.content:
        return True
    inner = content_of(parse, match, plain, cues)
    if inner is None:
        return False
    return match.entry.event_type != "THREATEN" or parse.child(inner.trigger, "neg") is None


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
        lemma = trigger_lemma(parse, token, lexicon)
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


def options_at(parse: Parse, i: int, pos: str, lexicon: Lexicon) -> list[Match]:
    """Entries whose own conditions hold at token `i`, most specific first, ending with the first that needs no typed content."""
    token = parse.tokens[i]
    entries = lexicon.candidates(pos, trigger_lemma(parse, token, lexicon) if pos == "n" else lower(token))
    if not entries:
        return []
    clause = build_clause(parse, i, pos, lexicon.cues)
    out: list[Match] = []
    for entry in entries:
        if entry.complement and not _has_complement(parse, i, entry.complement):
            continue
        if all(particle in clause.particles for particle in entry.particles) and all(
            holds(parse, clause, condition, lexicon.cues) for condition in entry.conditions
        ):
            source = fill(parse, clause, entry.source)
            target = tuple(k for k in fill(parse, clause, entry.target) if k not in source)
            out.append(Match(entry, clause, i, source, target))
            if not entry.content:
                break
    return out


def _has_complement(parse: Parse, i: int, kind: str) -> bool:
    """Whether a clause depends on token `i` (`inf`: a to-infinitive)."""
    kids = parse.children(i, "xcomp", "ccomp", "acl", "advcl")
    if kind == "inf":
        return any(has_to(parse, kid.i) for kid in kids)
    if kind == "wish":
        return any(kid.dep == "ccomp" and is_wish(parse, kid.i) for kid in kids)
    return bool(kids) or any(parse.child(prep.i, "pcomp") for prep in parse.children(i, "prep"))


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
        heads = [
            head.i
            for k in clause.obj_inner
            for prep in parse.children(k, "prep", "agent")
            if lower(prep) == inner
            for head in parse.children(prep.i, "pobj")
        ]
        return expand(parse, heads)
    found = clause.preps.get(slot, [])
    if not found and slot not in ("poss", "of", "by", "amod", "between"):
        found = slot_tokens(parse, clause, f"obj.{slot}") if clause.obj else []
        found = found or _inside(parse, [k for name in CARRIERS for k in clause.preps.get(name, ())], slot)
    return found


def _inside(parse: Parse, outer: list[int], slot: str) -> list[int]:
    """Objects of preposition `slot` inside other phrases: `called for sanctions against B`, `arms alongside aid to B`."""
    preps = [prep for k in outer for prep in parse.children(k, "prep") if lower(prep) == slot]
    return expand(parse, [head.i for prep in preps for head in parse.children(prep.i, "pobj")])


def fill(parse: Parse, clause: Clause, slots: tuple[tuple[str, ...], ...]) -> tuple[int, ...]:
    """Token indices of the first alternative that has any."""
    for union in slots:
        tokens = sorted({k for slot in union for k in slot_tokens(parse, clause, slot)})
        if tokens:
            return tuple(tokens)
    return ()


def holds(parse: Parse, clause: Clause, condition: Condition, cues: Cues) -> bool:
    """Whether one condition of an entry holds for the clause."""
    slot = {"obj": "dobj"}.get(condition.slot, condition.slot)
    if slot == "det":
        words = {lower(t) for t in parse.children(clause.head, "det", "amod", "poss", "compound", "nmod", "nummod")}
        return bool(words & condition.words) == condition.positive
    if slot == "content":
        return any(lower(parse.tokens[k]) in condition.words for k in clause.content) == condition.positive
    tokens = clause.preps.get(slot, []) if slot not in STRUCTURAL else slot_tokens(parse, clause, slot)
    if not condition.words:
        return bool(tokens) == condition.positive
    hit = any(_head_words(parse, k, cues) & condition.words for k in tokens)
    return hit == condition.positive


def _head_words(parse: Parse, k: int, cues: Cues) -> set[str]:
    """The words an argument counts as: lemma and form, `a round of talks` also as talks, compounds as `first-second`."""
    token = parse.tokens[k]
    words = {lower(token), token.text.lower(), f"#{token.ent}"}
    for inner in inner_heads(parse, k, cues)[1:]:
        words |= _head_words(parse, inner, cues)
    for prep in parse.children(k, "prep"):
        if lower(prep) == "of":
            words.update(f"{lower(token)}_of_{lower(p)}" for p in parse.children(prep.i, "pobj"))
    modifiers = [lower(kid) for kid in parse.children(k, "compound", "amod")]
    for i, modifier in enumerate(modifiers):
        words.update((f"{modifier}_{lower(token)}", f"{modifier}-{lower(token)}", f"{modifier}{lower(token)}"))
        words.update(f"{modifier}_{other}_{lower(token)}" for other in modifiers[i + 1 :])
    return words


def trigger_lemma(parse: Parse, token: Token, lexicon: Lexicon) -> str:
    """The lemma to look a nominal trigger up by: with its modifier where the lexicon has the pair (`cease-fire`, `air strike`)."""
    lemma = lower(token)
    for kid in parse.children(token.i, "compound", "amod"):
        for joined in (f"{lower(kid)}{lemma}", f"{lower(kid)}-{lemma}", f"{lower(kid)}_{lemma}"):
            if ("n", joined) in lexicon.index:
                return joined
    return lemma


def _one_per_clause(parse: Parse, matches: list[Match], cues: Cues) -> list[Match]:
    """One act per clause: a light verb that needed its noun object wins over, or gives way to, that noun."""
    by_trigger = {match.trigger: match for match in matches}
    dropped: set[int] = set()
    for match in matches:
        if match.entry.pos != "v":
            continue
        named = any(condition.slot == "obj" and condition.positive and condition.words for condition in match.entry.conditions)
        for k in match.clause.obj_inner:
            if k not in by_trigger:
                continue
            if named:
                dropped.add(k)
            elif by_trigger[k].clause.support == match.trigger:
                dropped.add(match.trigger)
        named_prep = [c.slot for c in match.entry.conditions if c.positive and c.words and c.slot not in ("obj", "subj", "det")]
        held = [inner for name in named_prep for k in match.clause.preps.get(name, ()) for inner in inner_heads(parse, k, cues)]
        dropped.update(k for k in held if k in by_trigger)
    return [match for match in matches if match.trigger not in dropped]


def content_of(parse: Parse, match: Match, by_trigger: dict[int, Match], cues: Cues) -> Match | None:
    """The nearest act in the content of a predicate that takes one, or None."""
    wanted = match.entry.content
    if wanted is None:
        return None
    frontier = list(match.clause.content)
    for _ in range(MAX_STEPS):
        frontier = [k for k in frontier if k in by_trigger or not cues.has("reversing_verb", lower(parse.tokens[k]))]
        for k in frontier:
            inner = by_trigger.get(k)
            if inner is not None and inner.trigger != match.trigger and (not wanted or inner.entry.event_type in wanted):
                return inner
        frontier = [child for k in frontier for child in _below(parse, k)]
        if not frontier:
            return None
    return None


def _below(parse: Parse, k: int) -> list[int]:
    """One step further inside: `agreed to begin withdrawing`, `a plan to send`, `the start of talks`."""
    kids = parse.children(k, "xcomp", "ccomp", "acl", "conj", "dobj")
    out = [t.i for t in kids if t.dep != "conj" or not unlike(t, parse.tokens[k])]
    for prep in parse.children(k, "prep"):
        if prep.lemma.lower() in ("of", "for", "on", "to", "in", "with", "from"):
            out += [t.i for t in parse.children(prep.i, "pcomp", "pobj")]
    return out
