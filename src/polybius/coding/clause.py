"""The arguments of one predicate: logical subject, objects, prepositional participants, content.

Everything is a token index of an argument's head; coordination is expanded here. The walks allow for what a statistical
parser gets wrong most: shared subjects of coordinated verbs, reduced relatives, controlled infinitives.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from polybius.coding.cues import Cues
from polybius.coding.subjects import noun_subjects, subjects
from polybius.coding.walks import RELATIVE, TEMPORAL, antecedent, expand, has_to, inner_heads, is_apart, is_passive, lower, unlike
from polybius.syntax import Parse, Token

CONTENT_PREPOSITIONS = frozenset(("of", "from", "to", "for", "against", "with", "on", "in"))
NESTED = frozenset(("on", "against", "into", "to", "with", "from", "by"))
PREPOSITIONAL_SUPPORT = frozenset(
    (("on", "go"), ("in", "take"), ("in", "participate"), ("on", "be"), ("for", "arrive"), ("on", "arrive"), ("for", "meet"),
     ("in", "involve"), ("in", "hold"), ("on", "depart"), ("for", "travel"),
     ("for", "gather"), ("for", "be"), ("to", "come"), ("of", "hold"))
)  # fmt: skip


@dataclass(slots=True)
class Clause:
    """Arguments of the predicate at token `head`. `preps`: preposition -> heads of its objects, in text order."""

    head: int
    passive: bool = False
    subj: list[int] = field(default_factory=list)
    obj: list[int] = field(default_factory=list)
    obj_inner: list[int] = field(default_factory=list)
    dat: list[int] = field(default_factory=list)
    preps: dict[str, list[int]] = field(default_factory=dict)
    particles: set[str] = field(default_factory=set)
    content: list[int] = field(default_factory=list)
    support: int | None = None
    own: bool = True


def verb_clause(parse: Parse, i: int, cues: Cues) -> Clause:
    """Arguments of the verb at token `i`; passive voice is undone (`subj` is who acts)."""
    clause = Clause(i, passive=is_passive(parse, i))
    grammatical, clause.own = subjects(parse, i, cues)
    objects = [antecedent(parse, t.i) for t in parse.children(i, "dobj", "attr", "oprd")]
    token = parse.tokens[i]
    if clause.passive:
        agents = [p.i for t in parse.children(i, "agent") for p in parse.children(t.i, "pobj")]
        clause.subj = expand(parse, agents)
        if objects:
            clause.dat, clause.obj = grammatical, expand(parse, objects)
        else:
            clause.obj = grammatical
    else:
        clause.subj = grammatical
        if token.dep == "relcl" and not objects:
            objects = _gap(parse, i)
        clause.obj = expand(parse, objects)
    clause.dat += expand(parse, [t.i for t in parse.children(i, "dative") if t.pos != "ADP"])
    _prepositions(parse, i, clause.preps)
    for dative in parse.children(i, "dative"):
        if dative.pos == "ADP":
            clause.preps.setdefault(lower(dative), []).extend(expand(parse, [p.i for p in parse.children(dative.i, "pobj")]))
    clause.particles = {
        lower(t)
        for t in parse.children(i, "prt", "advmod", "acomp", "oprd", "prep")
        if t.dep != "prep" or parse.child(t.i, "pobj", "pcomp") is None
    }
    _small_clause(parse, i, clause)
    _shared_object(parse, i, clause)
    clause.obj_inner = [inner for k in clause.obj for inner in inner_heads(parse, k, cues)]
    clause.content = _contents(parse, i)
    return clause


def _small_clause(parse: Parse, i: int, clause: Clause) -> None:
    """`found the minister guilty`, `held the pilot hostage`: parsers make the object the subject of the adjective."""
    for kid in parse.children(i, "ccomp"):
        if kid.pos in ("ADJ", "NOUN") and not parse.children(kid.i, "aux", "cop", "mark"):
            clause.particles.add(lower(kid))
            if not clause.obj:
                clause.obj = expand(parse, [t.i for t in parse.children(kid.i, "nsubj")])


def _gap(parse: Parse, i: int) -> list[int]:
    """Object relative without pronoun: `the town (that) rebels seized`."""
    own_subject = parse.child(i, "nsubj")
    if own_subject is None or own_subject.text.lower() in RELATIVE:
        return []
    return [parse.tokens[i].head]


def _shared_object(parse: Parse, i: int, clause: Clause) -> None:
    """`seized and burned the town`: the first verb has its object on the last one."""
    if clause.obj or clause.passive or clause.preps:
        return
    token = parse.tokens[i]
    for other in parse.children(i, "conj"):
        adjacent = other.i - i <= 2 and parse.child(other.i, "nsubj", "nsubjpass") is None
        if other.tag == token.tag and adjacent:
            clause.obj = expand(parse, [t.i for t in parse.children(other.i, "dobj")])


def _prepositions(parse: Parse, i: int, into: dict[str, list[int]]) -> None:
    for prep in parse.children(i, "prep", "agent"):
        name = lower(prep)
        # `called Erdogan on Sunday`: a time is no participant.
        found = [antecedent(parse, p.i) for p in parse.children(prep.i, "pobj") if p.ent not in TEMPORAL]
        into.setdefault(name, []).extend(expand(parse, found))
        for inner in parse.children(prep.i, "prep"):
            more = [p.i for p in parse.children(inner.i, "pobj")]
            into.setdefault(lower(inner), []).extend(expand(parse, more))


def _contents(parse: Parse, i: int) -> list[int]:
    """Heads of what the predicate at `i` is about: clauses, gerunds, nominal acts (object or prepositional)."""
    out: list[int] = []
    for kid in parse.children(i, "xcomp", "ccomp", "dobj", "nsubjpass", "prep", "acl", "advcl", "acomp", "dative", "oprd"):
        if kid.dep in ("prep", "dative") and kid.pos in ("ADP", "SCONJ"):
            if lower(kid) not in CONTENT_PREPOSITIONS:
                continue
            out += [p.i for p in parse.children(kid.i, "pcomp", "pobj")]
        elif kid.dep == "ccomp" and is_apart(parse, kid.i):
            continue
        elif kid.dep == "acomp":
            out += [p.i for p in parse.children(kid.i, "xcomp", "ccomp")]
        elif kid.dep != "advcl" or has_to(parse, kid.i):
            out.append(kid.i)
    for time in parse.children(i, "npadvmod", "tmod"):
        out += [p.i for prep in parse.children(time.i, "prep") for p in parse.children(prep.i, "pcomp")]
    return [k for head in out for k in parse.conjuncts(head) if k == head or not unlike(parse.tokens[k], parse.tokens[head])]


def nominal_clause(parse: Parse, i: int, cues: Cues) -> Clause:
    """Arguments of the nominal predicate at `i`: its own dependents, and the subject of its support verb (`held talks`)."""
    clause = Clause(i)
    _prepositions(parse, i, clause.preps)
    token = parse.tokens[i]
    for name in ("by", "of", "from"):
        for k in list(clause.preps.get(name, ())):
            # `the attack by rebels on the base`: the second phrase is often hung on the first.
            for prep in parse.children(k, "prep"):
                if lower(prep) not in clause.preps and lower(prep) in NESTED:
                    clause.preps[lower(prep)] = expand(parse, [p.i for p in parse.children(prep.i, "pobj")])
    for label, deps in (("poss", ("poss",)), ("amod", ("amod", "compound", "nmod"))):
        clause.preps[label] = expand(parse, [t.i for t in parse.children(i, *deps)])
    for name in ("between", "among"):
        clause.preps.setdefault("between", []).extend(clause.preps.get(name, ()) if name != "between" else ())
    clause.content = _contents(parse, i)
    top = token
    while top.dep == "conj":
        top = parse.tokens[top.head]
    if top.i != i:
        _borrow(parse, top, i, clause)
    verb = support_verb(parse, top.i, cues)
    if verb is None:
        if top.dep == "pobj" and lower(parse.tokens[top.head]) in ("during", "on", "after", "before", "for", "following", "in"):
            clause.preps["clause"] = noun_subjects(parse, top.i, cues) if not clause.preps["poss"] else []
        return clause
    clause.support = verb
    outer = verb_clause(parse, verb, cues)
    clause.subj = [k for k in outer.subj if k not in parse.conjuncts(top.i)]
    clause.dat = outer.dat
    for name, heads in outer.preps.items():
        clause.preps.setdefault(name, []).extend(k for k in heads if k != i)
    return clause


def _borrow(parse: Parse, top: Token, i: int, clause: Clause) -> None:
    """`Putin's meeting and talks with Xi`: coordinated nominals share what stands at the rim."""
    if not clause.preps.get("poss"):
        clause.preps["poss"] = expand(parse, [t.i for t in parse.children(top.i, "poss")])


def support_verb(parse: Parse, i: int, cues: Cues) -> int | None:
    """The light verb that carries the nominal at `i` (`hold`, `pay`, `launch`, passive too), or None."""
    token = parse.tokens[i]
    verb = parse.tokens[token.head]
    if token.dep == "pobj":
        outer = parse.tokens[verb.head]
        lone = {"in": "engage", "at": "be", "on": "embark", "into": "enter", "to": "resort", "out": "carry", "for": "arrive"}
        light = lone.get(lower(verb)) == lower(outer) or (lower(verb), lower(outer)) in PREPOSITIONAL_SUPPORT
        return outer.i if light and outer.pos in ("VERB", "AUX") else None
    if verb.pos not in ("VERB", "AUX") or verb.i == i:
        return None
    if token.dep in ("dobj", "attr", "nsubjpass") and cues.has("support_verb", lower(verb)):
        return verb.i
    if token.dep in ("acl", "relcl"):
        return None
    reduced = parse.child(i, "acl", "relcl")
    if (
        reduced is not None
        and cues.has("support_verb", lower(reduced))
        and (reduced.tag == "VBN" or parse.child(reduced.i, "nsubj"))
    ):
        return reduced.i
    return None
