"""The arguments of one predicate: logical subject, objects, prepositional participants, content.

Everything is a token index of an argument's head; coordination is expanded here. The walks allow for what a statistical
parser gets wrong most: shared subjects of coordinated verbs, reduced relatives, controlled infinitives.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from polybius.coding.cues import Cues
from polybius.syntax import Parse, Token

RELATIVE = frozenset(("who", "which", "that", "whom"))
SUBJECTS = ("nsubj", "nsubjpass", "csubj")
CONTENT_PREPOSITIONS = frozenset(("of", "from", "to", "for", "against", "with", "on", "in"))
TEMPORAL = ("DATE", "TIME")
FINITE = ("VBD", "VBZ", "VBP")
MAX_WALK = 8


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


def lower(token: Token) -> str:
    """Lemma in lower case; the word itself where the tagger left no useful lemma."""
    return token.lemma.lower() or token.text.lower()


def expand(parse: Parse, heads: list[int]) -> list[int]:
    """Heads with everything coordinated with them, in text order, no doubles."""
    out: set[int] = set()
    for head in heads:
        out.update(parse.conjuncts(head))
        out.update(_included(parse, head))
        out.update(_stray(parse, head))
    return sorted(out)


def _stray(parse: Parse, head: int) -> list[int]:
    """`held talks with A, including ..., and Premier B`: a person that the parser hangs on the verb as its conjunct."""
    if parse.tokens[head].ent != "PERSON":
        return []
    verb = next((t for t in parse.ancestors(head) if t.pos == "VERB"), None)
    if verb is None:
        return []
    return [
        t.i
        for t in parse.children(verb.i, "conj")
        if t.pos == "PROPN" and t.i > head and any(k.ent == "PERSON" for k in (t, *parse.children(t.i, "appos")))
    ]


def _included(parse: Parse, head: int) -> list[int]:
    """`talks with A, including X, and B`: parsers hang B on X; persons coordinated inside `including` belong outside."""
    for prep in parse.children(head, "prep"):
        if prep.lemma.lower() == "include":
            return [
                other
                for inner in parse.children(prep.i, "pobj", "dobj")
                for other in parse.conjuncts(inner.i)
                if other != inner.i and parse.tokens[other].ent == "PERSON"
            ]
    return []


def is_passive(parse: Parse, i: int) -> bool:
    """Whether the verb at `i` is passive, its shared auxiliaries and reduced relatives included."""
    token = parse.tokens[i]
    if parse.child(i, "auxpass", "nsubjpass") is not None:
        return True
    if parse.child(i, "nsubj", "aux") is not None or token.tag != "VBN":
        return False
    if token.dep == "acl":
        return True
    if token.dep == "conj" and parse.tokens[token.head].tag == "VBN":
        return is_passive(parse, token.head)
    return token.dep in ("advcl", "amod", "ROOT", "relcl") and parse.child(i, "dobj") is None


def antecedent(parse: Parse, i: int) -> int:
    """What a relative pronoun at `i` stands for, or `i`."""
    if parse.tokens[i].text.lower() not in RELATIVE:
        return i
    for above in parse.ancestors(i):
        if above.dep == "relcl":
            return above.head
        if above.dep in ("ccomp", "ROOT"):
            break
    return i


def subjects(parse: Parse, i: int, cues: Cues, depth: int = 0) -> tuple[list[int], bool]:
    """Grammatical subject heads of the verb at `i` and whether they are its own (not shared or controlled)."""
    own = [t.i for t in parse.children(i, *SUBJECTS) if lower(t) != "it" or t.dep != "expl"]
    if own:
        return expand(parse, [antecedent(parse, k) for k in own]), True
    if depth > MAX_WALK:
        return [], False
    token = parse.tokens[i]
    head = parse.tokens[token.head]
    neighbour = _adjacent_subject(parse, token)
    if neighbour is not None:
        return expand(parse, [neighbour]), True
    if token.dep == "ROOT":
        return [], False
    if token.dep == "conj":
        return _of_governor(parse, conjunct_head(parse, i).i, cues, depth)
    if token.dep in ("acl", "relcl"):
        return _of_modified_noun(parse, token, cues, depth)
    if token.dep in ("xcomp", "ccomp"):
        patient = [t.i for t in parse.children(head.i, "dobj")]
        if patient and cues.has("object_control", lower(head)):
            return expand(parse, patient), False
        return _of_governor(parse, head.i, cues, depth)
    if token.dep == "pcomp":
        return _of_preposition(parse, head, cues, depth)
    if token.dep in ("advcl", "dep", "prep", "aux", "parataxis"):
        return _of_governor(parse, head.i, cues, depth)
    return [], False


def _adjacent_subject(parse: Parse, token: Token) -> int | None:
    """`... in Jakarta and President Clinton had suspended`: a noun right before a finite verb that parsers hang elsewhere."""
    auxiliaries = [t.i for t in parse.children(token.i, "aux", "auxpass") if t.i < token.i]
    if not auxiliaries and token.tag not in FINITE:
        return None
    if auxiliaries and parse.tokens[min(auxiliaries)].tag not in (*FINITE, "MD"):
        return None
    before = min([*auxiliaries, token.i]) - 1
    while before > 0 and parse.tokens[before].pos == "ADV" and parse.tokens[before].head == token.i:
        before -= 1
    if before < parse.sentence_of(token.i).first:
        return None
    noun = parse.tokens[before]
    return before if noun.pos in ("NOUN", "PROPN") and noun.dep == "conj" and noun.ent not in TEMPORAL else None


def prep_governor(parse: Parse, prep: Token) -> Token:
    """What a preposition belongs to; `accused them last year of killing`: never the time expression it was hung on."""
    governor = parse.tokens[prep.head]
    while governor.ent in TEMPORAL and governor.head != governor.i and lower(prep) in ("of", "for", "from"):
        governor = parse.tokens[governor.head]
    return governor


def conjunct_head(parse: Parse, i: int) -> Token:
    """What the verb at `i` is coordinated with. A finite verb hung on an infinitive belongs to that one's finite governor."""
    token = parse.tokens[i]
    head = parse.tokens[token.head]
    while head.dep == "conj" and head.head != head.i:
        head = parse.tokens[head.head]
    if token.tag in FINITE and head.tag == "VB" and parse.child(i, "aux") is None:
        for above in parse.ancestors(head.i):
            if above.tag in FINITE:
                return above
    return head


def _of_governor(parse: Parse, head: int, cues: Cues, depth: int) -> tuple[list[int], bool]:
    if parse.tokens[head].pos not in ("VERB", "AUX"):
        if parse.tokens[head].pos == "ADJ":
            return _of_governor(parse, parse.tokens[head].head, cues, depth + 1)
        return noun_subjects(parse, head, cues, depth + 1), False
    return subjects(parse, head, cues, depth + 1)[0], False


def _of_modified_noun(parse: Parse, token: Token, cues: Cues, depth: int) -> tuple[list[int], bool]:
    noun = parse.tokens[token.head]
    if token.tag in ("VBG", "VBN", "VBD", "VBZ", "VBP") or parse.child(token.i, "nsubj") is None and not has_to(parse, token.i):
        return expand(parse, [noun.i]), False
    if noun.pos in ("PROPN", "PRON") or cues.has("person", lower(noun)):
        return [noun.i], False
    if parse.child(token.i, "mark") is not None:
        return [], False
    return noun_subjects(parse, noun.i, cues, depth + 1), False


def _of_preposition(parse: Parse, prep: Token, cues: Cues, depth: int) -> tuple[list[int], bool]:
    governor = prep_governor(parse, prep)
    if governor.pos in ("VERB", "AUX"):
        patient = [t.i for t in parse.children(governor.i, "dobj")]
        if is_passive(parse, governor.i) and cues.has("prep_object_control", lower(governor)):
            return subjects(parse, governor.i, cues, depth + 1)
        if patient and cues.has("prep_object_control", lower(governor)):
            return expand(parse, patient), False
        return subjects(parse, governor.i, cues, depth + 1)
    return noun_subjects(parse, governor.i, cues, depth + 1), False


def noun_subjects(parse: Parse, i: int, cues: Cues, depth: int = 0) -> list[int]:
    """Who is behind an abstract noun (`Iran's decision to ...`): its possessor, `by`, or the subject of its verb."""
    owners = [t.i for t in parse.children(i, "poss")]
    owners += [t.i for t in parse.children(i, "compound") if cues.has("organ", lower(t))]
    owners += [p.i for prep in parse.children(i, "prep", "agent") if lower(prep) in ("by", "of") for p in parse.children(prep.i, "pobj")]
    if owners:
        return expand(parse, [antecedent(parse, k) for k in owners])
    if depth > MAX_WALK:
        return []
    token = parse.tokens[i]
    governor = parse.tokens[token.head]
    if token.dep in ("nsubj", "nsubjpass", "ROOT"):
        return []
    if token.dep == "pobj":
        governor = parse.tokens[governor.head]
    if governor.pos in ("VERB", "AUX") and governor.i != i:
        return subjects(parse, governor.i, cues, depth + 1)[0]
    return []


def is_wish(parse: Parse, i: int) -> bool:
    """Whether the finite clause of the verb at `i` tells what somebody wants: bare subjunctive, `should`, `must`."""
    words = {t.text.lower() for t in parse.children(i, "aux")}
    return bool(words & {"should", "must"}) or (parse.tokens[i].tag in ("VB", "VBP") and not words & {"will", "would", "can", "may", "do"})


def is_apart(parse: Parse, i: int) -> bool:
    """Whether the clause at `i` only stands before its governor, cut off by a semicolon (parsers make it a complement)."""
    token = parse.tokens[i]
    return token.i < token.head and any(parse.tokens[k].text == ";" for k in range(token.i, token.head))


def inner_heads(parse: Parse, k: int, cues: Cues) -> list[int]:
    """`some of its sanctions`: the head and what it is a quantity of."""
    if not cues.has("quantifier", lower(parse.tokens[k])):
        return [k]
    return [k, *(p.i for prep in parse.children(k, "prep") if lower(prep) == "of" for p in parse.children(prep.i, "pobj"))]


def has_to(parse: Parse, i: int) -> bool:
    """Whether the verb at `i` is a `to` infinitive (its own, or shared through coordination)."""
    if any(t.tag == "TO" for t in parse.children(i, "aux")):
        return True
    token = parse.tokens[i]
    return token.dep == "conj" and token.tag == "VB" and parse.child(i, "aux", "nsubj") is None and has_to(parse, token.head)


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
        lower(t) for t in parse.children(i, "prt", "advmod", "acomp", "oprd", "prep") if t.dep != "prep" or not parse.children(t.i)
    }
    _shared_object(parse, i, clause)
    clause.obj_inner = [inner for k in clause.obj for inner in inner_heads(parse, k, cues)]
    clause.content = _contents(parse, i)
    return clause


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
    return [k for head in out for k in parse.conjuncts(head)]


def nominal_clause(parse: Parse, i: int, cues: Cues) -> Clause:
    """Arguments of the nominal predicate at `i`: its own dependents, and the subject of its support verb (`held talks`)."""
    clause = Clause(i)
    _prepositions(parse, i, clause.preps)
    token = parse.tokens[i]
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
    if reduced is not None and cues.has("support_verb", lower(reduced)) and (reduced.tag == "VBN" or parse.child(reduced.i, "nsubj")):
        return reduced.i
    return None


PREPOSITIONAL_SUPPORT = frozenset(
    (("on", "go"), ("in", "take"), ("in", "participate"), ("on", "be"), ("for", "arrive"), ("on", "arrive"), ("for", "meet"),
     ("in", "involve"), ("in", "hold"), ("on", "depart"), ("for", "travel"), ("for", "gather"), ("for", "be"), ("to", "come"), ("of", "hold"))
)  # fmt: skip
