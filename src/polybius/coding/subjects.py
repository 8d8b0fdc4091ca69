"""Who does what a predicate says: own, shared, controlled and possessive subjects."""

from __future__ import annotations

from polybius.coding.cues import Cues
from polybius.coding.walks import (
    FINITE,
    TEMPORAL,
    antecedent,
    conjunct_head,
    expand,
    has_to,
    is_passive,
    is_stranded,
    lower,
    prep_governor,
)
from polybius.syntax import Parse, Token

SUBJECTS = ("nsubj", "nsubjpass", "csubj")
MAX_WALK = 8


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
    if token.dep == "acl" and token.tag in ("VBN", "VBD") and is_stranded(parse, token):
        return _of_governor(parse, _verb_before(parse, token), cues, depth)
    if token.dep in ("acl", "relcl"):
        return _of_modified_noun(parse, token, cues, depth)
    if token.dep in ("xcomp", "ccomp"):
        patient = [t.i for t in parse.children(head.i, "dobj")]
        if patient and cues.has("object_control", lower(head)):
            return expand(parse, patient), False
        return _of_governor(parse, head.i, cues, depth)
    if token.dep == "pcomp":
        return _of_preposition(parse, head, cues, depth)
    if token.dep == "advcl" and token.tag == "VBG" and cues.has("result_verb", lower(token)):
        return _of_governor(parse, _nearest_clause(parse, token), cues, depth)
    if token.dep in ("advcl", "dep", "prep", "aux", "parataxis"):
        return _of_governor(parse, head.i, cues, depth)
    return [], False


def _nearest_clause(parse: Parse, token: Token) -> int:
    """`A protested after B fired at a boat, injuring four`: a result belongs to the verb nearest before it."""
    for k in range(token.i - 1, token.head, -1):
        verb = parse.tokens[k]
        if verb.pos == "VERB" and verb.tag in (*FINITE, "VBN") and verb.dep in ("advcl", "conj", "relcl", "ccomp"):
            return k
    return token.head


def _verb_before(parse: Parse, token: Token) -> int:
    """The last finite or participle verb before `token` in its sentence, or its governor."""
    for k in range(token.i - 1, parse.sentence_of(token.i).first - 1, -1):
        if parse.tokens[k].pos == "VERB" and parse.tokens[k].tag in (*FINITE, "VBN"):
            return k
    return token.head


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


def _of_governor(parse: Parse, head: int, cues: Cues, depth: int) -> tuple[list[int], bool]:
    if parse.tokens[head].pos not in ("VERB", "AUX"):
        if parse.tokens[head].head == head or depth > MAX_WALK:
            return [], False
        if parse.tokens[head].pos == "ADJ":
            return _of_governor(parse, parse.tokens[head].head, cues, depth + 1)
        return noun_subjects(parse, head, cues, depth + 1), False
    return subjects(parse, head, cues, depth + 1)[0], False


def _of_modified_noun(parse: Parse, token: Token, cues: Cues, depth: int) -> tuple[list[int], bool]:
    noun = parse.tokens[token.head]
    if token.dep == "acl" and token.tag == "VBG" and cues.has("document_noun", lower(noun)):
        return noun_subjects(parse, noun.i, cues, depth + 1), False
    if token.tag in ("VBG", "VBN", "VBD", "VBZ", "VBP") or (parse.child(token.i, "nsubj") is None and not has_to(parse, token.i)):
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
    owners += [
        p.i for prep in parse.children(i, "prep", "agent") if lower(prep) in ("by", "of") for p in parse.children(prep.i, "pobj")
    ]
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
