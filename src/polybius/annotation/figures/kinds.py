"""Level or change, rise or fall, dead or wounded: the kind of a figure from the words around it."""

from __future__ import annotations

from polybius.annotation.atoms import Atom
from polybius.annotation.figures.counted import Counted
from polybius.annotation.figures.draft import Draft
from polybius.annotation.figures.lexicon import load
from polybius.records import Analysis
from polybius.syntax import Token

_RELATIVE = ("percent", "percentage_points")
_LEVEL_PREPOSITIONS = ("to", "at", "from", "of")
_STOP = ("to", "and", "from", "in", "of", "for", "by", "on", "at", "as", "while", "with", "after", "per", "a", "the")
_CASUALTY = ("casualty_dead", "casualty_injured", "displaced", "detained")


def change_sign(analysis: Analysis, atoms: list[Atom], draft: Draft, counted: Counted) -> int:
    """+1 for a rise by the amount, -1 for a fall by it, 0 when the amount is a level."""
    if draft.unit == "ordinal":
        return 0
    words = load()
    before = [atom.low for atom in atoms[max(draft.first - 2, 0) : draft.first]]
    after = [atom.low for atom in atoms[draft.last : draft.last + 3]]
    relative = draft.unit in _RELATIVE or draft.unit == "times"
    money = draft.unit.isupper() and len(draft.unit) == 3
    if before[-1:] and before[-1] in ("up", "down") and (relative or money) and before[-2:-1] != ["made"]:
        return 1 if before[-1] == "up" else -1
    by = before[-1:] == ["by"] or (len(before) == 2 and before[0] == "by" and before[1] in ("about", "nearly", "almost", "over"))
    if len(before) == 2 and before[1] in _LEVEL_PREPOSITIONS and before[0] not in words.change_nouns:
        return 0
    if relative or money:
        nouns = after[:2] if after and after[0].isalpha() and after[0] not in _STOP else []
        for noun in nouns:
            if sign := words.change_nouns.get(noun.removesuffix("s") if noun not in words.change_nouns else noun):
                return sign
        if (
            relative
            and after[:1]
            and after[0] in ("higher", "lower", "more", "less", "fewer", "up", "down")
            and after[1:2] != ["of"]
        ):
            return _sign(after[0])
        if before[-1:] == ["of"] and len(before) == 2 and (sign := words.change_nouns.get(before[0], 0)):
            return sign
    verb = counted.verb
    if verb is not None and (by or relative or money) and (sign := _verb_sign(words.up, words.down, verb)):
        if by:
            return sign
        token = analysis.parse.token_at(atoms[draft.number[0]].start)
        direct = token is not None and _direct(analysis, token, verb) and not _behind_preposition(analysis, token, verb)
        return sign if direct and (relative or counted.noun is None or counted.noun.start < atoms[draft.first].start) else 0
    return 0


def _sign(word: str) -> int:
    words = load()
    stem = word.removesuffix("s")
    return 1 if word in words.up or stem in words.up else -1 if word in words.down or stem in words.down else 0


def _verb_sign(up: frozenset[str], down: frozenset[str], verb: Token) -> int:
    return 1 if verb.lemma in up else -1 if verb.lemma in down else 0


def _direct(analysis: Analysis, token: Token, verb: Token) -> bool:
    return next((t.i for t in analysis.parse.ancestors(token.i) if t.pos in ("VERB", "AUX")), -1) == verb.i and token.i > verb.i


def _behind_preposition(analysis: Analysis, token: Token, verb: Token) -> bool:
    for above in analysis.parse.ancestors(token.i):
        if above.i == verb.i:
            return False
        if above.pos == "ADP" and above.lemma != "by":
            return True
    return False


def people_kind(analysis: Analysis, atoms: list[Atom], draft: Draft, counted: Counted) -> str | None:
    """casualty_dead, casualty_injured, displaced, detained, troops, "people" for other people, None for what is not people."""
    words = load()
    noun = counted.noun.lemma.lower() if counted.noun else ""
    beyond = counted.noun is not None and counted.noun.start >= atoms[draft.first].start
    after = [atom.low for atom in atoms[draft.last : draft.last + 1]]
    if (told := words.kinds.get(_stem(after[0]) if after else "")) and told in _CASUALTY:
        return told
    if draft.noun is not None:
        return None
    if beyond and noun and (told := words.kinds.get(noun)) in _CASUALTY:
        return told
    plural_name = counted.noun is not None and counted.noun.ent == "NORP" and counted.noun.text.endswith("s")
    is_people = noun in words.people or words.kinds.get(noun) == "troops" or plural_name
    pronoun = counted.noun is not None and counted.noun.pos == "PRON"
    if beyond and not is_people and not pronoun:
        return None
    if draft.first and atoms[draft.first - 1].low == "dead":
        return "casualty_dead"
    if told := _from_verbs(analysis, atoms, draft, counted, beyond):
        return "people" if _either(atoms, draft) else told
    if not beyond:
        return words.kinds.get(noun) if words.kinds.get(noun) in _CASUALTY else None
    if pronoun:
        return None
    return "troops" if words.kinds.get(noun) == "troops" else "people"


def _either(atoms: list[Atom], draft: Draft) -> bool:
    """ "killed or wounded 30", "30 people were killed or injured": the number does not say how many of each."""
    kinds = load().kinds
    near = [atom.low for atom in (*atoms[max(draft.first - 4, 0) : draft.first], *atoms[draft.last : draft.last + 7])]
    for k in range(1, len(near) - 1):
        a, b = kinds.get(_stem(near[k - 1])), kinds.get(_stem(near[k + 1]))
        if near[k] in ("or", "and") and a in _CASUALTY and b in _CASUALTY and a != b:
            return True
    return False


def _stem(word: str) -> str:
    return _STEMS.get(word, word)


_STEMS = {
    "killed": "kill", "wounded": "wound", "injured": "injure", "arrested": "arrest", "detained": "detain", "displaced": "displace",
    "deaths": "death", "fatalities": "fatality", "injuries": "injury", "died": "die",
}  # fmt: skip


def _from_verbs(analysis: Analysis, atoms: list[Atom], draft: Draft, counted: Counted, beyond: bool) -> str | None:
    """The casualty verb that has the counted people as object, passive subject, or (die, flee) subject."""
    parse, words = analysis.parse, load()
    token = parse.token_at(atoms[draft.number[1] - 1].start)
    if token is None:
        return None
    node = counted.noun if beyond and counted.noun else token
    if (
        node.dep == "pobj" and parse.tokens[node.head].lemma == "of"
    ):  # "a total of 15 people", "hundreds of people", "2,500 of them"
        node = parse.tokens[parse.tokens[node.head].head]
    reached: set[int] = set()
    while node.dep in ("nummod", "quantmod", "compound", "conj", "appos") and node.head != node.i and node.i not in reached:
        reached.add(node.i)
        for below in parse.children(node.i, "acl", "relcl", "amod"):
            if (kind := words.kinds.get(below.lemma.lower())) in _CASUALTY and below.tag != "VBG":
                return kind
        parent = parse.tokens[node.head]
        if node.dep == "conj" and parent.pos in ("VERB", "ADJ"):
            node = parent
            break
        node = parent
    for below in parse.children(node.i, "acl", "relcl", "amod"):
        if (kind := words.kinds.get(below.lemma.lower())) in _CASUALTY and below.tag != "VBG" and below.dep != "amod":
            return kind
    verb = node if node.pos == "VERB" else parse.tokens[node.head]
    kind = words.kinds.get(verb.lemma.lower())
    if kind not in _CASUALTY:
        return None
    if node.i == verb.i or node.dep in ("nsubjpass", "dobj", "attr", "oprd"):
        return kind
    intransitive = verb.lemma in ("die", "perish", "flee", "drown") and node.dep == "nsubj"
    unaccused = node.dep == "nsubj" and parse.child(verb.i, "auxpass") is not None
    reduced = (
        node.dep == "nsubj" and verb.tag == "VBN" and parse.child(verb.i, "dobj") is None and parse.child(verb.i, "aux") is None
    )
    return kind if intransitive or unaccused or reduced else None
