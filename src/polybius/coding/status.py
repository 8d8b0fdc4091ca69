"""Is the act told as done? The status of one predicate from tense, modality, negation and what it is embedded in.

The walk goes from the predicate to its governors. Non-finite predicates take over what their governor lends them
(`refused to meet`: negated); finite clauses speak for themselves, save under conditions, questions and verbs of denial.
"""

from __future__ import annotations

from dataclasses import dataclass

from polybius.coding.cues import Cues
from polybius.coding.walks import conjunct_head, has_to, is_apart, is_passive, is_wish, lower, prep_governor
from polybius.syntax import Parse, Token

# What an outer status does to an inner one: the less real of the two stands.
REALITY = {"actual": 0, "ongoing": 1, "planned": 2, "possible": 3, "demanded": 4, "hypothetical": 5, "negated": 6}
PERFORMED = ("SANCTION", "COERCE", "CONCEDE", "THREATEN", "SUPPORT")
MAX_WALK = 10


@dataclass(frozen=True, slots=True)
class Status:
    """The value, the tokens that are its cues, and the rules that fired, outermost last."""

    value: str
    cues: tuple[int, ...] = ()
    rules: tuple[str, ...] = ()

    def under(self, outer: Status) -> Status:
        """This status inside a context of status `outer`."""
        if outer.value == "negated" and self.value == "negated":
            return Status("actual" if "double" in outer.rules else "negated", self.cues + outer.cues, self.rules + outer.rules)
        value = max(self.value, outer.value, key=REALITY.__getitem__)
        return Status(value, self.cues + outer.cues, self.rules + outer.rules)


ACTUAL = Status("actual")


def status_of(parse: Parse, i: int, pos: str, support: int | None, cues: Cues, event_type: str = "") -> Status:
    """Status of the predicate at token `i` (`pos` v, n or a), carried by `support` if it has a light or copular verb.

    To announce a sanction or an arrest is to tell it as done; to announce a visit is to plan it.
    """
    if pos == "v":
        return verb_status(parse, i, cues)
    if support is not None and pos == "a":
        return verb_status(parse, support, cues).under(_negation(parse, i))
    own = nominal_own(parse, i, cues)
    if support is not None:
        word = lower(parse.tokens[support])
        lent = cues.nominal_object.get(word)
        if event_type in PERFORMED and cues.has("performative", word):
            lent = None
        carried = Status(lent, (support,), (f"object_of:{word}",)) if lent else ACTUAL
        return own.under(_negation(parse, i)).under(carried).under(verb_status(parse, support, cues))
    return own.under(nominal_outer(parse, i, cues))


def verb_status(parse: Parse, i: int, cues: Cues, depth: int = 0) -> Status:
    """Status of the verb at token `i` with all that governs it."""
    if depth > MAX_WALK:
        return ACTUAL
    token = parse.tokens[i]
    own = _own(parse, i, cues)
    own = own.under(_negation(parse, i)).under(_negated_arguments(parse, i, own=depth == 0))
    found = _in_context(parse, token, own, cues, depth)
    if found.value == "actual" and any(t.tag == "TO" for t in parse.children(i, "aux")) and "realised" not in found.rules:
        return Status("planned", (i,), (*found.rules, "bare_infinitive"))
    return found


def _in_context(parse: Parse, token: Token, own: Status, cues: Cues, depth: int) -> Status:
    if token.dep == "conj" and parse.tokens[token.head].pos in ("VERB", "AUX", "ADJ") and _shares_auxiliary(parse, token):
        return own.under(verb_status(parse, token.head, cues, depth + 1))
    return own.under(_outer(parse, token, cues, depth))


def _own(parse: Parse, i: int, cues: Cues) -> Status:
    token = parse.tokens[i]
    auxiliaries = parse.children(i, "aux", "auxpass")
    for aux in auxiliaries:
        word = aux.text.lower()
        if word in ("'d", "’d"):
            continue
        value = cues.modal.get(word) or cues.modal.get(aux.lemma.lower())
        if value == "hypothetical" and _reported(parse, i):
            value = "planned"
        if value:
            return Status(value, (aux.i,), (f"modal:{word}",))
    words = {aux.text.lower() for aux in auxiliaries}
    if token.tag == "VBG" and words & {"is", "are", "'s", "'re", "’s", "’re", "am"}:
        if token.lemma.lower() == "go":
            return ACTUAL
        if _future_time(parse, i, cues):
            return Status("planned", (i,), ("present_progressive_future",))
        return Status("ongoing", (i,), ("present_progressive",))
    if token.tag == "VBG" and "been" in words:
        return Status("ongoing", (i,), ("perfect_progressive",))
    bare = token.dep == "ROOT" and token.tag == "VB" and not auxiliaries and parse.child(i, "nsubj", "nsubjpass") is None
    if bare and (i == parse.sentence_of(i).first or lower(parse.tokens[i - 1]) in ("let", "please", '"', "“")):
        return Status("demanded", (i,), ("imperative",))
    if token.tag in ("VBZ", "VBP", "VB") and _future_time(parse, i, cues):
        return Status("planned", (i,), ("present_future_time",))
    return ACTUAL


def _future_time(parse: Parse, i: int, cues: Cues) -> bool:
    """Whether an own time adverbial says future (`next week`, `tomorrow`)."""
    for kid in parse.children(i, "npadvmod", "advmod", "prep"):
        below = [kid, *parse.children(kid.i)]
        if kid.dep == "prep":
            below += [t for p in parse.children(kid.i, "pobj") for t in parse.children(p.i)]
        if any(cues.has("future_time", t.text.lower()) for t in below):
            return True
    return False


def _reported(parse: Parse, i: int) -> bool:
    """`said it would`: the future of a report in the past."""
    token = parse.tokens[i]
    return token.dep == "ccomp" and parse.tokens[token.head].tag in ("VBD", "VBN") and not _conditioned(parse, i)


def _conditioned(parse: Parse, i: int) -> bool:
    return any(
        lower(mark) in ("if", "unless") for kid in parse.children(i, "advcl") for mark in parse.children(kid.i, "mark", "advmod")
    )


def _negation(parse: Parse, i: int) -> Status:
    for kid in parse.children(i, "neg"):
        return Status("negated", (kid.i,), ("negation",))
    for kid in parse.children(i, "advmod", "preconj", "cc", "det"):
        if kid.text.lower() in ("never", "neither", "nor", "no", "hardly", "nowhere") and kid.i < i:
            return Status("negated", (kid.i,), ("negation",))
        if kid.text.lower() == "longer" and any(t.text.lower() == "no" for t in parse.children(kid.i)):
            return Status("negated", (kid.i,), ("no_longer",))
    return ACTUAL


def _negated_arguments(parse: Parse, i: int, *, own: bool) -> Status:
    """`No state recognised`, `nobody signed`, `signed no agreement`; an object negates its own verb only."""
    kids = list(parse.children(i, "nsubj", "nsubjpass", *(("dobj",) if own else ())))
    if own:
        kids += [p for prep in parse.children(i, "prep", "agent") for p in parse.children(prep.i, "pobj")]
    for kid in kids:
        if kid.text.lower() in ("nobody", "none", "neither", "nothing"):
            return Status("negated", (kid.i,), ("negative_argument",))
        for det in parse.children(kid.i, "det", "neg"):
            if det.text.lower() in ("no", "neither"):
                return Status("negated", (det.i,), ("negative_argument",))
    return ACTUAL


def _shares_auxiliary(parse: Parse, token: Token) -> bool:
    head = parse.tokens[token.head]
    bare = parse.child(token.i, "aux", "auxpass", "nsubj", "nsubjpass") is None
    return bare and (token.tag == head.tag or head.pos == "ADJ" or (token.tag in ("VB", "VBN") and not head.tag.startswith("VBD")))


def _outer(parse: Parse, token: Token, cues: Cues, depth: int) -> Status:
    head = parse.tokens[token.head]
    condition = _condition(parse, token, cues)
    if condition is not None:
        return condition
    if token.dep == "conj":
        return _embedding_of_conjunct(parse, token, cues, depth)
    if token.dep == "xcomp" or (token.dep in ("ccomp", "advcl", "acl", "relcl") and _nonfinite(parse, token)):
        return _complement(parse, token, head, cues, depth)
    if token.dep == "ccomp":
        value = None if is_apart(parse, token.i) else cues.finite_complement.get(lower(head))
        if value == "demanded" and not is_wish(parse, token.i):
            value = None
        if value:
            inner = Status(value, (head.i,), (f"under:{lower(head)}",))
            outer = verb_status(parse, head.i, cues, depth + 1)
            return inner if outer.value == "negated" and value == "negated" else inner.under(_only_irreal(outer))
        return ACTUAL
    if token.dep == "pcomp":
        return _after_preposition(parse, head, cues, depth)
    if token.dep in ("ROOT", "parataxis") and parse.tokens[parse.sentence_of(token.i).last - 1].text == "?":
        return Status("hypothetical", (parse.sentence_of(token.i).last - 1,), ("question",))
    return ACTUAL


def _embedding_of_conjunct(parse: Parse, token: Token, cues: Cues, depth: int) -> Status:
    """A coordinated finite verb stands in the same subordinate clause as its head, without the head's own negation."""
    head = conjunct_head(parse, token.i)
    if head.pos not in ("VERB", "AUX") or parse.child(token.i, "nsubj", "nsubjpass") is not None:
        return ACTUAL
    return _outer(parse, head, cues, depth + 1) if depth < MAX_WALK else ACTUAL


def _only_irreal(outer: Status) -> Status:
    return outer if outer.value in ("hypothetical",) else ACTUAL


def _condition(parse: Parse, token: Token, cues: Cues) -> Status | None:
    for mark in parse.children(token.i, "mark", "advmod"):
        word = lower(mark)
        is_open = cues.has("open_condition", word) and token.tag in ("VBZ", "VBP") and token.dep == "advcl"
        if is_open and mark.i < token.i and any(aux.tag == "MD" for aux in parse.children(token.head, "aux")):
            return Status("hypothetical", (mark.i,), (f"condition:{word}",))
        if cues.has("condition", word) and token.dep in ("advcl", "ccomp", "pcomp", "ROOT") and mark.i < token.i:
            return Status("hypothetical", (mark.i,), (f"condition:{word}",))
    if _conditioned(parse, token.i) and any(aux.tag == "MD" for aux in parse.children(token.i, "aux")):
        return Status("hypothetical", (token.i,), ("consequence",))
    del cues
    return None


def _nonfinite(parse: Parse, token: Token) -> bool:
    if parse.child(token.i, "aux") is not None and not has_to(parse, token.i):
        return False
    return has_to(parse, token.i) or token.tag in ("VB", "VBG", "VBN")


def _complement(parse: Parse, token: Token, head: Token, cues: Cues, depth: int) -> Status:
    """Infinitive or gerund under a verb, noun or adjective."""
    to = has_to(parse, token.i)
    word = lower(head)
    if head.pos in ("NOUN", "PROPN", "PRON", "NUM") or token.dep in ("acl", "relcl"):
        if not to:
            return ACTUAL
        if word in cues.noun_complement:
            return Status(cues.noun_complement[word], (head.i,), (f"noun:{word}",)).under(_governor_denies(parse, head, cues))
        if parse.tokens[token.head].lemma.lower() in ("first", "second", "third", "last", "latest", "only") or any(
            kid.text.lower() in ("first", "second", "third", "last", "latest", "only")
            for kid in parse.children(head.i, "amod", "advmod")
        ):
            return Status("actual", (), ("realised",))
        return Status("planned", (head.i,), ("infinitive_of_noun",))
    if head.pos == "ADJ" or word == "be":
        adjective = next((lower(t) for t in parse.children(head.i, "acomp")), word)
        value = cues.adjective_complement.get(adjective)
        copula = head.i if word == "be" else head.head
        outer = verb_status(parse, copula, cues, depth + 1) if parse.tokens[copula].pos in ("VERB", "AUX") else ACTUAL
        if value is None and word == "be" and to:
            return Status("planned", (head.i,), ("be_to",)).under(outer)
        if value == "actual":
            return Status(outer.value, outer.cues, (*outer.rules, "realised"))
        return Status(value or "possible", (head.i,), (f"adjective:{adjective}",)).under(outer) if to or value else ACTUAL
    outer = verb_status(parse, head.i, cues, depth + 1)
    if token.dep == "advcl" and to:
        return Status("planned", (token.i,), ("purpose",)).under(_only_negated(outer))
    if token.dep == "advcl":
        return _only_irreal_or_future(outer)
    key = f"{word}:passive" if is_passive(parse, head.i) and f"{word}:passive" in cues.complement else word
    value = cues.complement.get(key)
    if value == "actual":
        return Status(outer.value, outer.cues, (*outer.rules, "realised"))
    if value is not None:
        lent = Status(value, (head.i,), (f"under:{word}",))
        if value == "negated" and outer.value == "negated":
            return Status("actual", lent.cues + outer.cues, ("double_negation",))
        return lent.under(outer)
    if to:
        return Status("possible", (head.i,), (f"infinitive_under:{word}",)).under(outer)
    return outer


def _only_negated(outer: Status) -> Status:
    return outer if outer.value in ("hypothetical",) else ACTUAL


def _only_irreal_or_future(outer: Status) -> Status:
    return ACTUAL if outer.value in ("negated", "demanded", "ongoing") else outer


def _governor_denies(parse: Parse, noun: Token, cues: Cues) -> Status:
    """`abandoned its plan to`, `denied a plan to`."""
    verb = parse.tokens[noun.head]
    value = cues.nominal_object.get(lower(verb)) if noun.dep == "dobj" else None
    return Status(value, (verb.i,), (f"object_of:{lower(verb)}",)) if value == "negated" else ACTUAL


def _after_preposition(parse: Parse, prep: Token, cues: Cues, depth: int) -> Status:
    name = lower(prep)
    governor = prep_governor(parse, prep)
    word = lower(governor)
    if name in cues.preposition:
        return Status(cues.preposition[name], (prep.i,), (f"preposition:{name}",))
    if governor.pos in ("VERB", "AUX"):
        value = cues.complement.get(f"{word}:{name}")
        outer = verb_status(parse, governor.i, cues, depth + 1)
        if value == "actual" or value is None:
            return outer if value == "actual" and outer.value in ("planned", "possible", "hypothetical") else ACTUAL
        return Status(value, (governor.i,), (f"under:{word}_{name}",))
    value = cues.noun_complement.get(word) or cues.adjective_complement.get(word)
    return Status(value, (governor.i,), (f"noun:{word}",)) if value else ACTUAL


def nominal_own(parse: Parse, i: int, cues: Cues) -> Status:
    """What the modifiers of a nominal predicate lend (`planned visit`, `no agreement`, `alleged attack`)."""
    for kid in parse.children(i, "amod", "det", "neg", "compound", "advmod", "nmod"):
        word = kid.text.lower()
        value = cues.nominal_modifier.get(word)
        if value:
            return Status(value, (kid.i,), (f"modifier:{word}",))
    return ACTUAL


def nominal_outer(parse: Parse, i: int, cues: Cues, depth: int = 0) -> Status:
    """What governs a nominal predicate: a noun (`threat of`), a preposition (`without`), a verb (`cancelled the visit`)."""
    token = parse.tokens[i]
    head = parse.tokens[token.head]
    if head.i == i or depth > MAX_WALK:
        return ACTUAL
    if token.dep == "conj":
        return nominal_outer(parse, head.i, cues, depth + 1) if head.pos in ("NOUN", "PROPN") else ACTUAL
    if token.dep in ("poss", "compound", "nmod", "amod"):
        word = lower(head)
        return Status(cues.nominal_of[word], (head.i,), (f"noun:{word}",)) if word in cues.nominal_of else ACTUAL
    if token.dep == "pobj":
        return _pobj_outer(parse, head, cues, depth)
    if head.pos not in ("VERB", "AUX"):
        return ACTUAL
    word = lower(head)
    outer = verb_status(parse, head.i, cues)
    is_object = token.dep in ("dobj", "attr", "oprd") or (token.dep == "nsubjpass")
    if is_object and word in cues.nominal_object:
        value = cues.nominal_object[word]
        if value == "negated" and outer.value == "negated":
            return ACTUAL
        return Status(value, (head.i,), (f"object_of:{word}",))
    if cues.has("event_verb", word) or (is_object and cues.has("making_verb", word)):
        return outer
    return ACTUAL


def _pobj_outer(parse: Parse, prep: Token, cues: Cues, depth: int) -> Status:
    name = lower(prep)
    governor = parse.tokens[prep.head]
    word = lower(governor)
    if name in cues.preposition:
        return Status(cues.preposition[name], (prep.i,), (f"preposition:{name}",))
    if governor.pos in ("NOUN", "PROPN") and word in cues.nominal_of and name in ("of", "for", "to", "on", "about"):
        return Status(cues.nominal_of[word], (governor.i,), (f"noun:{word}",))
    if name == "of" and cues.has("part_noun", word):
        return nominal_own(parse, governor.i, cues).under(nominal_outer(parse, governor.i, cues, depth + 1))
    if governor.pos in ("VERB", "AUX"):
        value = cues.nominal_object.get(f"{word}:{name}")
        if value:
            return Status(value, (governor.i,), (f"object_of:{word}_{name}",))
    return ACTUAL
