"""Small walks over the tree that every part of the room needs: coordination, relative pronouns, infinitives, governors."""

from __future__ import annotations

from polybius.coding.cues import Cues
from polybius.syntax import Parse, Token

RELATIVE = frozenset(("who", "which", "that", "whom"))
TEMPORAL = ("DATE", "TIME")
FINITE = ("VBD", "VBZ", "VBP")
# Past tenses that rule lemmatizers shorten by one letter too many.
LEMMA_REPAIRS = {"wag": "wage", "stag": "stage", "rap": "rape"}


def lower(token: Token) -> str:
    """Lemma in lower case; the word itself where the tagger left no useful lemma."""
    lemma = token.lemma.lower() or token.text.lower()
    return LEMMA_REPAIRS.get(lemma, lemma)


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
        return not is_stranded(parse, token)
    if token.dep == "conj" and parse.tokens[token.head].tag == "VBN":
        return is_passive(parse, token.head)
    return token.dep in ("advcl", "amod", "ROOT", "relcl") and parse.child(i, "dobj") is None


def is_stranded(parse: Parse, token: Token) -> bool:
    """`killed people, burned villages and ...`: a coordinated verb with its own object that parsers take for a participle."""
    direct = parse.child(token.i, "dobj")
    return direct is not None and parse.child(token.i, "agent") is None and token.i > 0 and parse.tokens[token.i - 1].text == ","


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


def has_to(parse: Parse, i: int) -> bool:
    """Whether the verb at `i` is a `to` infinitive (its own, or shared through coordination)."""
    if any(t.tag == "TO" for t in parse.children(i, "aux")):
        return True
    token = parse.tokens[i]
    return token.dep == "conj" and token.tag == "VB" and parse.child(i, "aux", "nsubj") is None and has_to(parse, token.head)


def is_wish(parse: Parse, i: int) -> bool:
    """Whether the finite clause of the verb at `i` tells what somebody wants: bare subjunctive, `should`, `must`."""
    words = {t.text.lower() for t in parse.children(i, "aux")}
    return bool(words & {"should", "must"}) or (
        parse.tokens[i].tag in ("VB", "VBP") and not words & {"will", "would", "can", "may", "do"}
    )


def is_apart(parse: Parse, i: int) -> bool:
    """Whether the clause at `i` only stands before its governor, cut off by a semicolon (parsers make it a complement)."""
    token = parse.tokens[i]
    return token.i < token.head and any(parse.tokens[k].text == ";" for k in range(token.i, token.head))


def inner_heads(parse: Parse, k: int, cues: Cues) -> list[int]:
    """`some of its sanctions`: the head and what it is a quantity of."""
    if not cues.has("quantifier", lower(parse.tokens[k])):
        return [k]
    return [k, *(p.i for prep in parse.children(k, "prep") if lower(prep) == "of" for p in parse.children(prep.i, "pobj"))]


def unlike(token: Token, head: Token) -> bool:
    """Whether a verb cannot be coordinated with an infinitive (`refused to come and offered ...`)."""
    return head.tag == "VB" and token.tag in (*FINITE, "VBN")


def conjunct_head(parse: Parse, i: int) -> Token:
    """What the verb at `i` is coordinated with. A finite verb hung on an infinitive belongs to that one's finite governor."""
    token = parse.tokens[i]
    head = parse.tokens[token.head]
    while head.dep == "conj" and head.head != head.i:
        head = parse.tokens[head.head]
    if unlike(token, head) and parse.child(i, "aux") is None:
        for above in parse.ancestors(head.i):
            if above.tag in FINITE:
                return above
    return head


def prep_governor(parse: Parse, prep: Token) -> Token:
    """What a preposition belongs to; `accused them last year of killing`: never the time expression it was hung on."""
    governor = parse.tokens[prep.head]
    while governor.ent in TEMPORAL and governor.head != governor.i and lower(prep) in ("of", "for", "from"):
        governor = parse.tokens[governor.head]
    return governor
