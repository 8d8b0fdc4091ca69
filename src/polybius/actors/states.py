"""Names of states, capitals and seats: who acts, and what is only a place."""

from __future__ import annotations

from polybius.actors.drafts import Draft, Linking
from polybius.actors.gazetteer import MODIFIER_KINDS, STATE_KINDS, Hit
from polybius.actors.knowledge import Name
from polybius.syntax import Parse, Token

ACTS = ("nsubj", "nsubjpass", "agent", "poss", "dative", "csubj")


def is_place(parse: Parse, head: int, settings: dict[str, list[str]], depth: int = 0) -> bool:
    """Whether the name headed by token `head` is named as a place ("in Moscow", "visited China") and not as one who acts."""
    token = parse.tokens[head]
    if token.dep == "conj" and depth < 4:
        return is_place(parse, token.head, settings, depth + 1)
    governor = parse.tokens[token.head]
    if token.dep == "pobj":
        return _after_preposition(parse, governor, settings)
    if token.dep == "dobj":
        return governor.lemma.lower() in settings["visited"]
    if token.dep in ("compound", "nmod", "amod"):
        return governor.lemma.lower() in settings["place_heads"]
    if token.dep == "poss":
        return governor.lemma.lower() in settings["parts"]
    if token.dep == "appos" and depth < 4:
        return is_place(parse, token.head, settings, depth + 1)
    return token.dep in ("npadvmod",) or _dateline(parse, token)


def _after_preposition(parse: Parse, preposition: Token, settings: dict[str, list[str]]) -> bool:
    word = preposition.lemma.lower()
    governor = parse.tokens[preposition.head]
    above = governor.lemma.lower()
    if governor.dep == "prep" and governor.i != preposition.i and governor.lemma.lower() in settings["prepositions"]:
        return True
    if word == "of":
        return above in settings["parts"]
    if word not in settings["prepositions"]:
        return False
    if word == "from":
        return above not in settings["senders"]
    if word in ("to", "into", "over", "under", "above"):
        if word in ("into", "over", "above", "under") and governor.pos == "VERB":
            return True
        return above in settings["movement"] or any(a.lemma.lower() in settings["movement"] for a in _light(parse, governor))
    return True


def _light(parse: Parse, token: Token) -> list[Token]:
    """The particle verb or light verb above ("go back to", "on his way to")."""
    above = parse.tokens[token.head]
    return [above] if token.pos in ("ADV", "ADP") and above.i != token.i else []


def _dateline(parse: Parse, token: Token) -> bool:
    """MOSCOW (Reuters) -, or "BEIJING, May 20 -", at the head of a paragraph."""
    sentence = parse.sentence_of(token.i)
    if token.i - sentence.first > 1 or not token.text.isupper() or len(token.text) < 4:
        return False
    if token.i + 1 < len(parse.tokens) and parse.tokens[token.i + 1].text in (",", "(", ":"):
        return True
    return any(t.text in ("-", "–", "—", "--") for t in parse.tokens[token.i : min(token.i + 9, sentence.last)])


def choose_state(names: tuple[Name, ...], dated: bool) -> Name:
    """Of several rows with one name the one meant: a country before a region before a city.

    Without a date a state that is no more stands back ("Tibet").
    """
    order = {
        kind: rank
        for rank, kind in enumerate(("country", "seat", "region", "capital", "city", "organisation", "people", "demonym"))
    }
    return min(names, key=lambda name: (bool(name.until) and not dated, order.get(name.kind, 9)))


def draft_state(doc: Linking, hit: Hit) -> None:
    """A mention for a free hit on a state, capital, seat, city, people or adjective."""
    parse = doc.parse
    head = parse.head_of_span(hit.first, hit.last)
    token = parse.tokens[head]
    place = is_place(parse, head, doc.knowledge.settings["place"])
    before = parse.tokens[hit.first - 1].text.lower() if hit.first else ""
    place = place or (before in ("in", "near", "outside", "inside") and token.dep in ("compound", "nmod", "amod"))
    name = choose_state(hit.names, doc.date is not None)
    first = _with_article(parse, hit.first, hit.last)
    start = parse.tokens[first].start
    inside = hit.first <= token.head < hit.last
    modifies = not place and not inside and token.dep in ("amod", "compound", "nmod")
    runner_up = next((other.actor for other in hit.names if other.actor != name.actor), None)
    draft = Draft(
        first,
        hit.last,
        start,
        hit.end,
        head,
        "name",
        "state",
        (name.actor,),
        "country_name",
        0.95,
        bodies=(name.actor,),
        runner_up=runner_up,
    )
    if name.kind in MODIFIER_KINDS or (modifies and name.kind in ("country", "capital", "seat", "region") and not place):
        draft.kind, draft.rule, draft.score = "group", "adjective", 0.6
        if name.kind in ("adjective",) and not modifies and token.pos in ("NOUN", "PROPN"):
            draft.rule, draft.number, draft.category = "people_of_state", "pl", "plural"
        draft.start, draft.first = hit.start, hit.first
    elif name.kind in ("demonym", "people"):
        _people(doc, draft, name, token)
    elif place or name.kind == "city":
        draft.kind, draft.rule = "place", "place_of_state"
        draft.score = 0.9 if place else 0.7
        if name.kind == "city" and not place and token.dep in ACTS:
            draft.score = 0.55
    elif name.kind in ("capital", "seat"):
        draft.kind, draft.rule, draft.score = "metonym", f"{name.kind}_for_government", 0.85 if name.kind == "capital" else 0.95
    elif name.kind == "region":
        actor = doc.generic(name.country, name.sector) if name.sector else name.actor
        draft.actors, draft.rule, draft.score = (actor,), "region", 0.7
    doc.add(draft)


def _people(doc: Linking, draft: Draft, name: Name, token: Token) -> None:
    plural = token.tag in ("NNS", "NNPS") or token.text.endswith("s") or token.text.endswith("men")
    before = doc.parse.tokens[draft.first - 1].text.lower() if draft.first else ""
    with_article = doc.parse.tokens[draft.first].text.lower() == "the" or before == "the"
    if plural and with_article and name.kind == "demonym" and not name.sector and token.dep in ACTS and name.country:
        # "the Cubans started negotiations" are Cuba's side; "Cubans want to leave" are people
        draft.actors, draft.kind, draft.rule, draft.score = (name.country,), "group", "people_for_state", 0.65
        draft.number, draft.category = "pl", "plural"
        return
    draft.actors = (doc.generic(name.country, name.sector or "CVL"),)
    draft.kind, draft.rule, draft.score = "group", "people_of_state", 0.7
    draft.number, draft.category = ("pl", "plural") if plural else ("sg", "person")


def _with_article(parse: Parse, first: int, last: int) -> int:
    before = parse.tokens[first - 1] if first > 0 else None
    if before is not None and before.text.lower() == "the" and first <= before.head < last:
        return first - 1
    return first


def state_names(hit: Hit) -> tuple[Name, ...]:
    """The rows of a hit that name a state in some way."""
    return tuple(name for name in hit.names if name.kind in (*STATE_KINDS, *MODIFIER_KINDS, "demonym", "people"))
