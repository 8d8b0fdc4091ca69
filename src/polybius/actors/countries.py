""" "The country", "his country", "their nation": the state spoken of."""

from __future__ import annotations

from polybius.actors.drafts import Draft, Linking
from polybius.actors.grammar import distance, is_subject
from polybius.actors.states import is_place

WORDS = ("country", "nation", "homeland", "capital")


def draft_countries(doc: Linking) -> None:
    """A pending draft for "the country" and for "his country" (whose owner is found with the pronoun)."""
    tokens = doc.parse.tokens
    for token in tokens:
        if token.lemma.lower() not in WORDS or token.tag != "NN" or token.i in doc.owner or token.i == 0:
            continue
        before = tokens[token.i - 1]
        owned = before.tag == "PRP$" and before.text.lower() not in ("my", "our", "your")
        the = before.text.lower() == "the" and doc.parse.child(token.i, "prep", "relcl", "acl") is None
        if before.i in doc.owner or before.head != token.i or not (owned or the) or token.dep in ("compound", "attr"):
            continue
        start, end = doc.span(before.i, token.i + 1)
        place = is_place(doc.parse, token.i, doc.knowledge.settings["place"])
        if token.lemma.lower() == "capital" and not (place and the):
            continue
        kind = "place" if place else "description"
        draft = Draft(before.i, token.i + 1, start, end, token.i, kind, "state", rule="country", definite=True)
        draft.pending, draft.possessor = "country", before.i if owned else None
        doc.add(draft)


def resolve_country(doc: Linking, draft: Draft, position: int) -> None:
    """The state named last in this sentence or the two before, a subject or a topic named often before others; else left open."""
    settings = doc.knowledge.settings
    scores: dict[str, float] = {}
    counts: dict[str, int] = {}
    for other in doc.drafts[:position]:
        gap = distance(doc, draft, other)
        if other.pending or len(other.actors) != 1 or other.kind == "pronoun":
            continue
        actor = other.actors[0]
        state = actor if doc.kind(actor) == "state" else doc.country(actor) if other.kind in ("role", "description") else None
        if state is None or doc.kind(state) != "state":
            continue
        counts[state] = counts.get(state, 0) + 1
        if gap <= settings["country_window"]:
            subject = 0.1 if is_subject(doc.parse.tokens[other.head]) else 0.0
            scores[state] = max(scores.get(state, 0.0), 0.6 - 0.1 * gap + subject)
    ranked = sorted(((score + min(0.03 * counts[state], 0.15), state) for state, score in scores.items()), reverse=True)
    if not ranked or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < settings["country_margin"]):
        draft.leave("no_antecedent", ranked[0][1] if ranked else None)
        return
    draft.settle((ranked[0][1],), "country_spoken_of", 0.6, ranked[1][1] if len(ranked) > 1 else None)
