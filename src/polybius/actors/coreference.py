"""Who "he" and "the head of state" are: the nearest compatible mention, by stated rules. Plurals are in `plurals`."""

from __future__ import annotations

from polybius.actors.countries import resolve_country
from polybius.actors.drafts import Draft, Linking
from polybius.actors.grammar import (
    blocked,
    coargument,
    distance,
    expletive,
    fits,
    fronted,
    is_person,
    is_subject,
    own_subject,
    quoted_speaker,
    relative_antecedent,
    relative_subject,
    speech_above,
    subject_above,
)
from polybius.actors.home import Home
from polybius.actors.phrases import settle_office
from polybius.actors.plurals import draft_plurals, resolve_plural, resolve_plural_pronoun

__all__ = ["draft_epithets", "draft_plurals", "draft_pronouns", "resolve"]

SINGULAR = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
NEUTER = ("it", "its", "itself")
RELATIVE = ("guest", "visitor", "host", "counterpart", "successor", "predecessor")
PLURAL = ("they", "them", "their", "theirs", "themselves")


def draft_pronouns(doc: Linking) -> None:
    """A pending draft for every third-person pronoun."""
    for token in doc.parse.tokens:
        if token.i not in doc.owner and (token.pos in ("PRON", "DET") or token.tag in ("PRP", "PRP$")):
            draft = pronoun_at(doc, token.i)
            if draft is not None:
                doc.add(draft)


def pronoun_at(doc: Linking, i: int) -> Draft | None:
    """The draft of the third-person pronoun at token `i`, not yet kept; None for any other word."""
    token = doc.parse.tokens[i]
    word = token.text.lower()
    if word in SINGULAR:
        gender, category = SINGULAR[word], "person"
    elif word in NEUTER or word in PLURAL:
        gender, category = None, "body" if word in NEUTER else "plural"
    else:
        return None
    number = "pl" if category == "plural" else "sg"
    return Draft(
        i, i + 1, token.start, token.end, i, "pronoun", category, rule="pronoun", gender=gender, number=number, pending="pronoun"
    )


def draft_epithets(doc: Linking) -> None:
    """Pending drafts for "the distinguished Russian guest" (a person) and "the bloc", "the alliance" (an organisation)."""
    table = doc.knowledge.roles["epithet"]
    for token in doc.parse.tokens:
        word = token.lemma.lower()
        person = word in table["person"]
        if word == "counterpart" and token.tag == "NNS" and token.i not in doc.owner:
            _counterparts(doc, token.i)
        state = word in table["state"]
        if token.i in doc.owner or token.i in doc.hit_at or token.tag not in ("NN", "NNP"):
            continue
        if not (person or state or word in table["body"]):
            continue
        lefts = [child for child in doc.parse.children(token.i) if child.i < token.i]
        if not lefts or lefts[0].text.lower() in ("a", "an", "no", "any", "every"):
            continue
        plain = lefts[0].text.lower() == "the" and (state or len(lefts) == 1)
        if not person and (not plain or doc.parse.child(token.i, "prep") is not None):
            continue
        first = min(doc.parse.subtree(lefts[0].i)[0], lefts[0].i)
        if not doc.free(first, token.i + 1):
            continue
        hits = (doc.hit_at.get(k) for k in range(first, token.i))
        bodies = tuple(dict.fromkeys(hit.names[0].actor for hit in hits if hit is not None))
        start, end = doc.span(first, token.i + 1)
        category = "person" if person else "body"
        draft = Draft(first, token.i + 1, start, end, token.i, "description", category, rule="epithet", bodies=bodies)
        draft.definite = True
        draft.roles, draft.role, draft.pending = ("lead",) if person else (), word, "description" if person else "body"
        doc.add(draft)


def _counterparts(doc: Linking, i: int) -> None:
    """ "His Mexican counterparts": officials of that state."""
    lefts = [child.i for child in doc.parse.children(i) if child.i < i]
    hits = [doc.hit_at[k] for k in lefts if k in doc.hit_at]
    states = tuple(dict.fromkeys(hit.names[0].actor for hit in hits if doc.kind(hit.names[0].actor) == "state"))
    first = min([*lefts, i])
    if not states or not doc.free(first, i + 1):
        return
    actors = tuple(doc.generic(state, "GOV") for state in states)
    start, end = doc.span(first, i + 1)
    draft = Draft(first, i + 1, start, end, i, "role", "plural", actors, "role_word_with_country", 0.7, role="counterpart")
    draft.bodies, draft.sector, draft.number = states, "GOV", "pl"
    doc.add(draft)


def resolve(doc: Linking) -> None:
    """Settle every pending draft in text order, from the drafts before it (and, for a fronted pronoun, the subject after it)."""
    doc.drafts.sort(key=lambda d: (d.start, d.end))
    home = Home(doc)
    for position, draft in enumerate(doc.drafts):
        if draft.possessor is not None and draft.pending:
            _possessed(doc, draft, position)
        if draft.pending == "country":
            resolve_country(doc, draft, position)
        elif draft.pending == "pronoun":
            _any_pronoun(doc, draft, position)
        elif draft.pending == "description":
            _description(doc, draft, position)
        elif draft.pending == "body":
            _body(doc, draft, position)
        elif draft.pending == "plural":
            resolve_plural(doc, draft, position)
        if draft.pending:
            _sector(doc, draft, position)
        home.settle(draft)
    accept = doc.knowledge.settings["accept"]
    for draft in doc.drafts:
        if draft.score < accept:
            draft.actors = ()


def _any_pronoun(doc: Linking, draft: Draft, position: int) -> None:
    if draft.category == "plural":
        resolve_plural_pronoun(doc, draft, position)
    else:
        _pronoun(doc, draft, position)


def _pronoun(doc: Linking, draft: Draft, position: int) -> None:
    settings = doc.knowledge.settings
    if draft.category == "body" and expletive(doc, draft.head):
        draft.leave("expletive")
        return
    if doc.parse.tokens[draft.head].text.lower().endswith("self"):
        subject = own_subject(doc, draft)
        if subject is not None:
            draft.settle(subject.actors, "reflexive", 0.85)
            return
    antecedent = relative_antecedent(doc, draft)
    if antecedent is not None:
        draft.settle(antecedent.actors, "relative_antecedent", 0.75)
        return
    scored: list[tuple[float, int, str]] = []
    after = fronted(doc, draft, position)
    window = settings["body_window" if draft.category == "body" else "pronoun_window"]
    excluded = {other.actors[0] for other in doc.drafts[:position] if len(other.actors) == 1 and coargument(doc, draft, other)}
    excluded |= relative_subject(doc, draft) | quoted_speaker(doc, draft)
    for other in ([after] if after is not None else []) + doc.drafts[:position]:
        gap = distance(doc, draft, other)
        if gap > window or other is draft or not fits(doc, draft, other) or blocked(doc, draft, other):
            continue
        if other.actors[0] in excluded:
            continue
        score = settings["base"] - settings["recency_loss"] * max(gap, 0) + _position_bonus(doc, draft, other, gap)
        scored.append((score + (settings["fronted_bonus"] if other is after else 0.0), other.start, other.actors[0]))
    _take(doc, draft, scored, "pronoun_nearest" if after is None else "pronoun_before_subject", settings["pronoun_accept"])
    if not draft.actors and draft.category == "person":
        _same_speaker(doc, draft, position)


def _same_speaker(doc: Linking, draft: Draft, position: int) -> None:
    """ "... ," he said, sentences after the last one who spoke: still that person, if gender allows."""
    tokens, settings = doc.parse.tokens, doc.knowledge.settings
    verbs = settings["speech"]["verbs"]
    token = tokens[draft.head]
    if token.dep != "nsubj" or tokens[token.head].lemma.lower() not in verbs or doc.quoted[token.i]:
        return
    for other in reversed(doc.drafts[:position]):
        if distance(doc, draft, other) > settings["speaker_window"]:
            return
        spoke = tokens[other.head].dep == "nsubj" and tokens[tokens[other.head].head].lemma.lower() in verbs
        if spoke and is_person(doc, other) and not doc.quoted[other.head]:
            if fits(doc, draft, other):
                draft.settle(other.actors, "same_speaker", 0.55)
            return


def _take(doc: Linking, draft: Draft, scored: list[tuple[float, int, str]], rule: str, accept: float) -> None:
    """The actor with the best score, if it is good enough; a topic spoken of more than once and a lone candidate gain."""
    settings = doc.knowledge.settings
    best: dict[str, float] = {}
    count: dict[str, int] = {}
    for score, start, actor in scored:
        best[actor] = max(best.get(actor, 0.0), score + start * 1e-7)
        count[actor] = count.get(actor, 0) + 1
    lone = settings["lone_bonus"] if len(best) == 1 else 0.0
    ranked = sorted(((best[a] + lone + (settings["topic_bonus"] if count[a] > 1 else 0.0), a) for a in best), reverse=True)
    if not ranked or ranked[0][0] < accept:
        draft.leave("no_antecedent", ranked[0][1] if ranked else None)
        return
    score = min(ranked[0][0], 0.9)
    if len(ranked) > 1 and ranked[0][0] - ranked[1][0] < settings["close_call"]:
        score -= 0.1
    draft.settle((ranked[0][1],), rule, max(score, settings["accept"]), ranked[1][1] if len(ranked) > 1 else None)


def _position_bonus(doc: Linking, draft: Draft, other: Draft, gap: int) -> float:
    settings = doc.knowledge.settings
    token, pronoun = doc.parse.tokens[other.head], doc.parse.tokens[draft.head]
    governor = doc.parse.tokens[token.head]
    bonus = 0.0
    if is_subject(token):
        bonus += settings["subject_bonus"] if governor.dep != "relcl" else 0.0
        bonus += settings["matrix_bonus"] if subject_above(doc, draft.head) == other.head else 0.0
        if speech_above(doc, governor, draft.head):
            bonus += settings["speaker_bonus"]
    elif token.dep == "poss":
        bonus += settings["possessor_bonus"]
    if other.kind == "place":
        bonus -= settings["place_loss"]
    if doc.quoted[other.head] and not doc.quoted[draft.head]:
        bonus -= settings["quoted_loss"]
    if draft.category == "person" and doc.gender(other.actors[0]) is None:
        bonus -= settings["gender_unknown_loss"]
    if draft.category == "body":
        if gap > 0 and not (is_subject(token) and governor.dep != "relcl"):
            bonus -= settings["thing_loss"]
        if pronoun.dep in ("dobj", "pobj", "attr"):
            bonus -= settings["object_loss"]
    return bonus


def _possessed(doc: Linking, draft: Draft, position: int) -> None:
    """ "his spokesman", "its troops": the owner's state or organisation is the body of the phrase."""
    assert draft.possessor is not None
    owner = pronoun_at(doc, draft.possessor)
    if owner is None:
        return
    _any_pronoun(doc, owner, position)
    if len(owner.actors) > 1 and draft.number == "pl" and all(doc.kind(actor) == "state" for actor in owner.actors):
        draft.settle(tuple(doc.generic(actor, draft.sector) for actor in owner.actors), "possessed", 0.6)
        return
    if len(owner.actors) != 1 or owner.score < doc.knowledge.settings["accept"]:
        return
    actor = owner.actors[0]
    if draft.pending == "country":
        state = actor if doc.kind(actor) == "state" else doc.country(actor)
        if state is not None:
            draft.settle((state,), "possessed", 0.65)
        else:
            draft.leave("no_antecedent")
        return
    body = actor if doc.kind(actor) != "person" and actor in doc.knowledge.entries else doc.country(actor)
    if body is None or body not in doc.knowledge.entries:
        return
    draft.bodies = (body,)
    if draft.roles and draft.number == "sg" and draft.role not in ("minister", "envoy", "ambassador"):
        settle_office(doc, draft, [])
        if draft.actors == owner.actors:
            draft.settle((doc.generic(body, draft.sector),), "possessed", 0.6)
    else:
        draft.settle((doc.generic(body, draft.sector),), "possessed", 0.65)


def _description(doc: Linking, draft: Draft, position: int) -> None:
    """The nearest earlier person whose office, country and gender agree; else the holder by country; else the bare sector."""
    settings = doc.knowledge.settings
    if draft.role in ("guest", "visitor") and not draft.bodies and _guest(doc, draft, position):
        return
    found: list[tuple[float, int, str]] = []
    for other in doc.drafts[:position]:
        gap = distance(doc, draft, other)
        if gap > settings["description_window"] or not is_person(doc, other) or blocked(doc, draft, other):
            continue
        actor = other.actors[0]
        if draft.gender and doc.gender(actor) not in (draft.gender, None):
            continue
        match = _office_match(doc, draft, actor, other)
        if match > 0:
            subject = 0.05 if is_subject(doc.parse.tokens[other.head]) else 0.0
            found.append((0.5 + match - 0.02 * gap + subject, other.start, actor))
    if found:
        _take(doc, draft, found, "description_of_earlier", settings["accept"])
        if draft.actors:
            return
    offices = doc.knowledge.holders(draft.bodies[0], draft.roles, doc.date) if draft.bodies and draft.roles else []
    if offices:
        draft.settle((offices[0].person,), "office_on_date", 0.7)
    elif draft.role in doc.knowledge.roles["epithet"]["person"]:
        draft.leave("no_antecedent")


def _guest(doc: Linking, draft: Draft, position: int) -> bool:
    """ "His guest": the person who has just been told to visit or to arrive, and is not the one who receives."""
    settings = doc.knowledge.settings
    tokens = doc.parse.tokens
    verb = tokens[tokens[draft.head].head]
    hosts = {a for child in doc.parse.children(verb.i, "nsubj") if child.i in doc.owner for a in doc.owner[child.i].actors}
    for other in reversed(doc.drafts[:position]):
        if distance(doc, draft, other) > settings["guest"]["window"]:
            return False
        token = tokens[other.head]
        arrives = token.dep == "nsubj" and tokens[token.head].lemma.lower() in settings["guest"]["verbs"]
        if is_person(doc, other) and arrives and other.actors[0] not in hosts:
            draft.settle(other.actors, "guest_of_visit", 0.65)
            return True
    return False


def _office_match(doc: Linking, draft: Draft, actor: str, other: Draft) -> float:
    """How well the office, country and title of an earlier person agree with a description; 0.0 = not at all."""
    if draft.bodies and doc.country(actor) not in draft.bodies:
        return 0.0
    if draft.role in doc.knowledge.roles["epithet"]["person"]:
        return 0.0 if draft.role in RELATIVE and not draft.bodies else 0.25
    if not draft.roles:
        told = (doc.local[actor].role or "").lower() if actor in doc.local else ""
        return 0.2 if draft.role and draft.role in told else 0.0
    held = [office for office in doc.knowledge.offices.get(actor, ()) if office.held(doc.date)]
    if any(office.role in draft.roles or ("lead" in draft.roles and office.lead) for office in held):
        return 0.3
    return 0.3 if set(other.roles) & set(draft.roles) else 0.0


def _body(doc: Linking, draft: Draft, position: int) -> None:
    """ "the bloc", "the alliance", "the group": the organisation of that kind named last."""
    epithets = doc.knowledge.roles["epithet"]
    kinds = epithets["body"].get(draft.role) or epithets["state"][draft.role]
    best: tuple[int, Draft] | None = None
    for other in reversed(doc.drafts[:position]):
        if distance(doc, draft, other) > doc.knowledge.settings["plural_window"]:
            break
        if len(other.actors) != 1 or other.pending or other.kind == "pronoun":
            continue
        kind = doc.kind(other.actors[0])
        rank = 0 if other.actors[0] in kinds else kinds.index(kind) if kind in kinds else None
        if rank is not None and (best is None or rank < best[0]):
            best = (rank, other)
    if best is not None:
        draft.settle(best[1].actors, "organisation_of_earlier", 0.65)
    else:
        draft.leave("no_antecedent")


def _spoken_of(doc: Linking, state: str) -> bool:
    """Whether the text names a state or somebody who serves it."""
    return state in doc.named or any(doc.country(actor) == state for other in doc.drafts for actor in other.actors)


def _sector(doc: Linking, draft: Draft, position: int) -> None:
    """ "the army": the army named last; else the bare sector."""
    if draft.definite and draft.kind in ("role", "description"):
        words = {token.lemma.lower() for token in doc.parse.tokens[draft.first : draft.last]}
        for other in reversed(doc.drafts[:position]):
            if distance(doc, draft, other) > doc.knowledge.settings["plural_window"]:
                break
            same = other.sector == draft.sector and other.bodies and other.kind == "role"
            alike = other.role == draft.role or (other.role is not None and words.issuperset(other.role.split()))
            if len(other.actors) == 1 and same and alike:
                draft.settle(other.actors, "repeated_body", 0.62)
                return
    usual = doc.knowledge.settings["usual_body"].get(draft.role or "")
    if usual is not None and (draft.definite or draft.roles) and _spoken_of(doc, usual):
        if draft.roles and draft.number == "sg":
            draft.bodies = (usual,)
            settle_office(doc, draft, [])
        else:
            draft.settle((doc.generic(usual, draft.sector),), "usual_body", 0.6)
        return
    draft.settle((doc.generic(None, draft.sector),), "role_word", 0.55)
