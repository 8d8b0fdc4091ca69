"""Who "the two leaders", "both sides" and "they" are."""

from __future__ import annotations

from collections import Counter

from polybius.actors.drafts import Draft, Linking
from polybius.actors.grammar import blocked, distance, is_subject
from polybius.syntax import Token

COUNTED = ("two", "both", "these", "three")
COUNTED_SECTORS = ("GOV", "MIL", "LEG", "COP")
ONLY_STATES = ("country", "nation", "state", "superpower", "neighbour", "neighbor")
RIVALS = ("nation", "neighbour", "neighbor", "rival", "foe")  # "the politically estranged nations" are two without a number
BARE = ("role_word", "home_country", "home_of_place")
NAMED = ("name", "metonym", "role", "place", "title", "description")


def draft_plurals(doc: Linking) -> None:
    """A pending draft for "the two countries", "both sides", "the parties", "the leaders"."""
    table = doc.knowledge.roles["plural"]
    for token in doc.parse.tokens:
        word = token.lemma.lower()
        if token.i in doc.owner or token.tag not in ("NNS", "NNPS") or (word not in table["state"] and word not in table["person"]):
            continue
        lefts = [child for child in doc.parse.children(token.i) if child.i < token.i]
        said = {child.lemma.lower() for child in lefts} | {child.text.lower() for child in lefts}
        if not said & set(COUNTED):
            plain = "the" in said and word in ("party", "side", "country", "leader")
            modified = any(child.dep in ("amod", "compound", "poss") for child in lefts)
            estranged = "the" in said and word in RIVALS and not any(child.i in doc.hit_at for child in lefts)
            if not (plain and not modified) and not estranged:
                continue
            if doc.parse.child(token.i, "prep", "relcl", "acl") is not None:
                continue
        first = min([child.i for child in lefts] + [token.i])
        if not doc.free(first, token.i + 1):
            continue
        start, end = doc.span(first, token.i + 1)
        draft = Draft(first, token.i + 1, start, end, token.i, "group", "plural", rule="plural", number="pl", definite=True)
        draft.pending, draft.sector = "plural", "state" if word in table["state"] else "person"
        doc.add(draft)


def draft_the_two(doc: Linking) -> None:
    """ "The two met": two persons, else two states, spoken of just before."""
    tokens = doc.parse.tokens
    for token in tokens:
        if token.text.lower() not in ("two", "pair") or token.i in doc.owner or token.i == 0:
            continue
        article = tokens[token.i - 1]
        alone = token.dep in ("nsubj", "nsubjpass", "dobj", "pobj") and doc.parse.child(token.i, "prep") is None
        if article.text.lower() != "the" or article.i in doc.owner or not alone:
            continue
        start, end = doc.span(article.i, token.i + 1)
        draft = Draft(article.i, token.i + 1, start, end, token.i, "group", "plural", rule="plural", number="pl", definite=True)
        draft.pending, draft.sector = "plural", "either"
        doc.add(draft)


def resolve_plural(doc: Linking, draft: Draft, position: int) -> None:
    """Two (three) actors named together before it; else the last two (three) distinct ones; else left open.

    A role word that names no office ("the generals" of a state) is left pending for the bare sector.
    """
    words = {token.lemma.lower() for token in doc.parse.tokens[draft.first : draft.last]}
    if draft.sector == "either":
        _either(doc, draft, position)
        return
    if draft.rule != "plural" and not draft.roles:
        if words & {"two", "both"} and draft.sector in COUNTED_SECTORS:
            _bodies_of_two(doc, draft, position)
        return
    person = draft.sector != "state" if draft.rule == "plural" else True
    wanted = 3 if "three" in words else 2
    actors, rule = _together(doc, draft, position, wanted, person)
    if len(actors) != wanted and words & set(COUNTED) and not person and wanted == 2:
        actors, rule = frequent_pair(doc, draft, position), "plural_of_frequent"
    if len(actors) != wanted and words & set(COUNTED):
        actors, rule = _singles(doc, draft, position, wanted, person), "plural_of_last_named"
    if len(actors) == wanted:
        draft.settle(actors, rule, 0.75 if rule == "plural_of_joined" else 0.65)
    elif draft.rule == "plural":
        draft.leave("no_antecedent")


def _either(doc: Linking, draft: Draft, position: int) -> None:
    """Two persons of the sentence before or this one, the subject and whom it meets; else two states joined by "and"."""
    persons: list[str] = []
    for other in reversed(doc.drafts[:position]):
        if distance(doc, draft, other) > 1:
            break
        if (
            len(other.actors) == 1
            and not other.pending
            and doc.kind(other.actors[0]) == "person"
            and other.actors[0] not in persons
        ):
            persons.append(other.actors[0])
    if len(persons) == 2:
        draft.settle(tuple(reversed(persons)), "plural_of_last_named", 0.65)
        return
    actors, rule = _together(doc, draft, position, 2, False)
    if len(actors) == 2 and not persons:
        draft.settle(actors, rule, 0.65)
    else:
        draft.leave("no_antecedent")


def _bodies_of_two(doc: Linking, draft: Draft, position: int) -> None:
    """ "Both armies", "the two governments": the bodies of that sector of the two states named together or most often."""
    for other in reversed(doc.drafts[:position]):
        if other.role == draft.role and len(other.actors) == 2 and distance(doc, draft, other) <= _window(doc, False):
            draft.settle(other.actors, "repeated_body", 0.65)
            return
    states, rule = _together(doc, draft, position, 2, False)
    if len(states) != 2:
        states, rule = frequent_pair(doc, draft, position), "plural_of_frequent"
    if len(states) == 2 and all(doc.kind(actor) == "state" for actor in states):
        draft.settle(tuple(doc.generic(actor, draft.sector) for actor in states), rule, 0.65)


def frequent_pair(doc: Linking, draft: Draft, position: int) -> tuple[str, ...]:
    """The only two named before in the sentence; else the two states or groups named far more often before than any third.

    People of a state count for it.
    """
    excluded = own_clause(doc, draft)
    counts: Counter[str] = Counter()
    here: list[str] = []
    for other in doc.drafts[:position]:
        if other.pending or len(other.actors) != 1 or other.kind == "place":
            continue
        actor = other.actors[0]
        party = actor if doc.kind(actor) in ("state", "armed_group") else doc.country(actor)
        if party is not None and party not in excluded and (draft.rule != "plural" or _suits(doc, draft, party, False)):
            counts[party] += 1
            if distance(doc, draft, other) == 0 and party not in here and other.kind in ("name", "metonym"):
                here.append(party)
    if len(here) == 2:
        return tuple(here)
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    third = ranked[2][1] if len(ranked) > 2 else 0
    if len(ranked) < 2 or ranked[1][1] < max(2, doc.knowledge.settings["pair_margin"] * third):
        return ()
    return tuple(actor for actor, _ in ranked[:2])


def own_clause(doc: Linking, draft: Draft) -> set[str]:
    """Who acts upon those meant ("China appealed to both countries", "told both sides to stop"): none of the two.

    Deeper in the sentence ("the leaders of both countries") the subject may well be one of them.
    """
    tokens = doc.parse.tokens
    token = tokens[draft.head]
    verb = tokens[token.head]
    told_to = token.dep == "nsubj" and verb.tag == "VB" and verb.dep in ("ccomp", "xcomp", "advcl")
    if token.dep == "pobj" or told_to:
        verb = tokens[verb.head]
    elif token.dep not in ("dobj", "dative"):
        return set()
    if verb.pos != "VERB":
        return set()
    out: set[str] = set()
    for child in doc.parse.children(verb.i, "nsubj", "nsubjpass"):
        owner = doc.owner.get(child.i)
        if owner is not None and owner is not draft:
            out |= {*owner.actors, *(c for c in map(doc.country, owner.actors) if c)}
    return out


def _window(doc: Linking, person: bool) -> int:
    settings = doc.knowledge.settings
    return int(settings["plural_window_persons"] if person else settings["plural_window"])


def _together(doc: Linking, draft: Draft, position: int, wanted: int, person: bool) -> tuple[tuple[str, ...], str]:
    """The best set of actors that the text has named in one breath: joined by "and", or one plural; subjects before others."""
    best: tuple[float, int, tuple[str, ...]] = (0.0, 0, ())
    excluded = own_clause(doc, draft)
    for place, other in enumerate(doc.drafts[:position]):
        gap = distance(doc, draft, other)
        if gap > _window(doc, person) or other.pending or not other.actors:
            continue
        actors = _as_wanted(doc, other, draft, person)
        if len(actors) < wanted:
            actors = tuple(a for a in joined(doc, other) if _suits(doc, draft, a, person))
        if len(actors) != wanted or not excluded.isdisjoint(actors):
            continue
        score = 1.0 - (0.02 if person else 0.06) * gap + (0.15 if is_subject(_top(doc, other)) else 0.0)
        best = max(best, (score, place, actors))
    return best[2], "plural_of_joined"


def _as_wanted(doc: Linking, other: Draft, draft: Draft, person: bool) -> tuple[str, ...]:
    """The actors of a plural mention, or the states it names ("the leaders of Russia and China") when states are wanted."""
    if len(other.actors) > 1 and all(_suits(doc, draft, a, person) for a in other.actors):
        return other.actors
    states = tuple(b for b in other.bodies if doc.kind(b) == "state")
    return () if person or len(states) < 2 else states


def _suits(doc: Linking, draft: Draft, actor: str, person: bool) -> bool:
    kind = doc.kind(actor)
    if not person and draft.rule == "plural" and doc.parse.tokens[draft.head].lemma.lower() in ONLY_STATES:
        return kind == "state"
    if not person:
        return kind in ("state", "armed_group", "igo", "government", "party") or (kind == "group" and "." in actor)
    if kind != "person":
        return False
    if not draft.roles:
        return True
    held = [office for office in doc.knowledge.offices.get(actor, ()) if office.held(doc.date)]
    return any(o.role in draft.roles or ("lead" in draft.roles and o.lead) for o in held) or actor in doc.local


def _hyphenated(doc: Linking, other: Draft) -> bool:
    """Half of "Russian-Chinese"."""
    tokens = doc.parse.tokens
    after = tokens[other.last].text if other.last < len(tokens) else ""
    return other.rule == "adjective" and "-" in (after, tokens[other.first - 1].text if other.first else "")


def _singles(doc: Linking, draft: Draft, position: int, wanted: int, person: bool) -> tuple[str, ...]:
    out: list[str] = []
    excluded = own_clause(doc, draft)
    for other in reversed(doc.drafts[:position]):
        if distance(doc, draft, other) > _window(doc, person) or len(out) == wanted:
            break
        if len(other.actors) != 1 or other.pending or not (other.kind in NAMED or _hyphenated(doc, other)):
            continue
        actor = other.actors[0]
        if actor not in out and actor not in excluded and _suits(doc, draft, actor, person) and (person or other.kind != "role"):
            out.append(actor)
    return tuple(reversed(out))


def resolve_plural_pronoun(doc: Linking, draft: Draft, position: int) -> None:
    """The nearest plural mention, else two names joined by "and"; a subject looks at the subjects of the sentence before first."""
    subject = doc.parse.tokens[draft.head].dep in ("nsubj", "nsubjpass")
    near = list(reversed(doc.drafts[:position]))
    if subject and not any(distance(doc, draft, other) == 0 and is_subject(_top(doc, other)) for other in near):
        near.sort(
            key=lambda other: (not is_subject(_top(doc, other)) and distance(doc, draft, other) == 1, not _of_root(doc, other))
        )
        near = [other for other in near if distance(doc, draft, other) <= 1]
    for other in near:
        gap = distance(doc, draft, other)
        if gap > 1:
            break
        if other.pending or not other.actors or other.start >= draft.start or blocked(doc, draft, other):
            continue
        if doc.quoted[other.head] and not doc.quoted[draft.head]:
            continue
        actors = other.actors if other.number == "pl" or len(other.actors) > 1 else joined(doc, other)
        if actors and not (other.rule in BARE and gap > 0):
            if gap == 0 and _nearer_plural(doc, draft, other):
                break
            draft.settle(actors, "plural_pronoun", 0.65 - 0.05 * gap)
            return
    if _of_meeting(doc, draft):
        _either(doc, draft, position)
        return
    draft.leave("no_antecedent")


def _of_root(doc: Linking, other: Draft) -> bool:
    """Whether it is the subject of its sentence's main clause ("U.S. officials say Cubans want to leave": the officials)."""
    verb = doc.parse.tokens[_top(doc, other).head]
    return verb.head == verb.i


def _nearer_plural(doc: Linking, draft: Draft, other: Draft) -> bool:
    """A plural noun for people or states that nobody claimed stands between ("reassure allies that they"): they may be those."""
    table = doc.knowledge.roles["plural"]
    return any(
        token.tag == "NNS" and token.i not in doc.owner and token.lemma.lower() in (*table["state"], *table["person"])
        for token in doc.parse.tokens[other.last : draft.first]
    )


def _of_meeting(doc: Linking, draft: Draft) -> bool:
    """ "Their first meeting": of the two who met."""
    token = doc.parse.tokens[draft.head]
    return token.dep == "poss" and doc.parse.tokens[token.head].lemma.lower() in doc.knowledge.settings["meetings"]["nouns"]


def _top(doc: Linking, other: Draft) -> Token:
    tokens = doc.parse.tokens
    top = other.head
    while tokens[top].dep == "conj" and tokens[top].head != top:
        top = tokens[top].head
    return tokens[top]


def joined(doc: Linking, other: Draft) -> tuple[str, ...]:
    """The actors of a coordination that `other` belongs to, () unless every member is one settled actor."""
    members = doc.parse.conjuncts(_top(doc, other).i)
    if len(members) < 2 or not any(child.text.lower() == "and" for k in members for child in doc.parse.children(k, "cc")):
        return ()
    owners = [doc.owner.get(k) for k in members]
    actors = [o.actors[0] for o in owners if o is not None and len(o.actors) == 1 and not o.pending]
    return tuple(dict.fromkeys(actors)) if len(actors) == len(members) else ()
