"""Small questions about the parse that the rules of coreference ask."""

from __future__ import annotations

from polybius.actors.drafts import Draft, Linking
from polybius.syntax import Parse, Token

SUBJECTS = ("nsubj", "nsubjpass", "agent")
BODIES = ("state", "igo", "party", "armed_group", "firm", "government", "ngo", "bloc", "group")
EMPTY_VERBS = ("be", "seem", "appear", "turn", "rain", "take")


def distance(doc: Linking, draft: Draft, other: Draft) -> int:
    """Sentences from `other` to `draft`."""
    return doc.parse.sentence_index(draft.head) - doc.parse.sentence_index(other.head)


def is_subject(token: Token) -> bool:
    """Whether the token is a subject or a by-agent."""
    return token.dep in SUBJECTS


def is_person(doc: Linking, draft: Draft) -> bool:
    """Whether the draft is settled on one person."""
    return len(draft.actors) == 1 and not draft.pending and doc.kind(draft.actors[0]) == "person"


def fits(doc: Linking, draft: Draft, other: Draft) -> bool:
    """Whether a singular pronoun may stand for `other` by number, kind and gender."""
    if len(other.actors) != 1 or other.pending:
        return False
    if draft.category == "person":
        gender = doc.gender(other.actors[0]) or other.gender
        unnamed = other.rule == "office_unknown_holder" and other.category == "person"
        return (is_person(doc, other) or unnamed) and gender in (None, draft.gender)
    if other.kind == "role" and other.role and other.role.split()[-1] in doc.knowledge.roles["people"]["nouns"]:
        return False  # "a senior diplomat" is no "it"
    return other.number != "pl" and other.kind != "group" and doc.kind(other.actors[0]) in BODIES


def own_subject(doc: Linking, draft: Draft) -> Draft | None:
    """The settled subject of the clause a reflexive stands in, or of the nearest clause above that has one."""
    for above in doc.parse.ancestors(draft.head):
        for child in doc.parse.children(above.i, "nsubj", "nsubjpass"):
            owner = doc.owner.get(child.i)
            return owner if owner is not None and fits(doc, draft, owner) else None
    return None


def speech_above(doc: Linking, verb: Token, i: int) -> bool:
    """Whether token `i` stands inside what `verb`, a verb of speech, introduces ("Putin said he ...")."""
    return verb.lemma.lower() in doc.knowledge.settings["speech"]["verbs"] and any(a.i == verb.i for a in doc.parse.ancestors(i))


def blocked(doc: Linking, draft: Draft, other: Draft) -> bool:
    """Grammar forbids it: co-arguments of one verb ("Putin told him"), the owner of what is praised ("Moscow welcomes its ...")."""
    tokens = doc.parse.tokens
    token, rival = tokens[draft.head], tokens[other.head]
    if token.text.lower().endswith("self"):
        return False
    if token.dep != "poss":
        return coargument(doc, draft, other)
    if token.i in range(other.first, other.last) or rival.i == token.head:
        return True
    if not is_subject(rival) or draft.category != "body":
        return False
    owned = tokens[token.head]
    verb = tokens[owned.head]
    same = rival.head == verb.i or (verb.dep == "conj" and verb.head == rival.head)
    return owned.dep == "dobj" and same and verb.lemma.lower() in doc.knowledge.settings["other_directed"]["verbs"]


def coargument(doc: Linking, draft: Draft, other: Draft) -> bool:
    """Whether both are arguments of one verb, so that they cannot be the same ("he told him")."""
    token, rival = doc.parse.tokens[draft.head], doc.parse.tokens[other.head]
    if token.dep == "poss" or token.text.lower().endswith("self"):
        return False
    return rival.head == token.head != token.i and rival.i != token.i and rival.dep not in ("poss", token.dep)


def relative_subject(doc: Linking, draft: Draft) -> set[str]:
    """Who the "who" of the pronoun's own clause stands for: "Macron, who thanked him" - not Macron."""
    token = doc.parse.tokens[draft.head]
    verb = doc.parse.tokens[token.head]
    if token.dep == "poss" or verb.dep != "relcl" or doc.parse.child(verb.i, "nsubj") == token:
        return set()
    owner = doc.owner.get(verb.head)
    return set(owner.actors) if owner is not None else set()


def quoted_speaker(doc: Linking, draft: Draft) -> set[str]:
    """Whose words a quoted "he" stands in: the speaker calls himself "I"."""
    if not doc.quoted[draft.head] or draft.category != "person":
        return set()
    verbs = doc.knowledge.settings["speech"]["verbs"]
    tokens = doc.parse.tokens
    own: dict[int, set[str]] = {0: set(), 1: set()}  # of this sentence, of the one before
    for other in doc.drafts:
        gap = distance(doc, draft, other)
        if gap not in own or doc.quoted[other.head] or tokens[other.head].dep != "nsubj":
            continue
        if tokens[tokens[other.head].head].lemma.lower() in verbs:
            own[gap] |= set(other.actors)
    return own[0] or own[1]


def relative_antecedent(doc: Linking, draft: Draft) -> Draft | None:
    """Whom the "which" above a pronoun stands for: "China, which realises that it will be next"."""
    token = doc.parse.tokens[draft.head]
    for above in doc.parse.ancestors(token.i):
        if above.dep == "relcl" and above.i != token.head:
            subject = doc.parse.child(above.i, "nsubj")
            owner = doc.owner.get(above.head)
            if subject is not None and subject.tag in ("WDT", "WP") and owner is not None and fits(doc, draft, owner):
                return owner
            return None
    return None


def subject_above(doc: Linking, i: int) -> int | None:
    """The subject of the nearest verb above token `i` that has one and does not take the token itself as an argument."""
    for above in doc.parse.ancestors(i):
        subject = doc.parse.child(above.i, "nsubj", "nsubjpass")
        if subject is not None and subject.i != i and doc.parse.tokens[i].head != above.i:
            return subject.i
    return None


def fronted(doc: Linking, draft: Draft, position: int) -> Draft | None:
    """The main subject after a pronoun that stands in a fronted phrase ("During his visit to Moscow, Xi said")."""
    tokens = doc.parse.tokens
    sentence = doc.parse.sentence_of(draft.head)
    above = {a.i for a in doc.parse.ancestors(draft.head)}
    for other in doc.drafts[position:]:
        if other.head >= sentence.last:
            return None
        token = tokens[other.head]
        if token.dep not in ("nsubj", "nsubjpass") or other.head <= draft.head or not fits(doc, draft, other):
            continue
        inside = any(tokens[a].dep in ("prep", "advcl", "npadvmod") for a in above if a < token.i)
        if inside and token.head in above and tokens[draft.head].head != token.head:
            before = (d for d in doc.drafts[:position] if sentence.first <= d.head and is_subject(tokens[d.head]))
            return None if any(fits(doc, draft, d) for d in before) else other
    return None


def expletive(doc: Linking, i: int) -> bool:
    """Whether "it" at token `i` stands for nothing ("it is clear that", "it seems")."""
    token = doc.parse.tokens[i]
    verb = doc.parse.tokens[token.head]
    if token.dep == "expl":
        return True
    if token.text.lower() != "it" or not is_subject(token):
        return False
    kids = {child.dep for child in doc.parse.children(verb.i)}
    if verb.lemma.lower() in EMPTY_VERBS:
        return True
    if kids & {"csubj", "csubjpass"} or ("ccomp" in kids and token.dep == "nsubjpass"):
        return True
    return "ccomp" in kids and verb.lemma.lower() not in doc.knowledge.settings["speech"]["verbs"] and verb.tag == "VBN"


def quoted_tokens(parse: Parse) -> list[bool]:
    """For every token whether it stands between quotation marks; marks left open end with their paragraph."""
    out = [False] * len(parse.tokens)
    inside, block = False, -1
    for sentence in parse.sentences:
        if sentence.block != block:
            inside, block = False, sentence.block
        for i in range(sentence.first, sentence.last):
            text = parse.tokens[i].text
            if text in ('"', "``", "''"):
                inside = not inside
            elif text == "“":
                inside = True
            elif text == "”":
                inside = False
            else:
                out[i] = inside
    return out
