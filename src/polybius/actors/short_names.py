""" "The Council", "the Commission": the last word of an organisation's name, for the organisation named before."""

from __future__ import annotations

from polybius.actors.drafts import Draft, Linking


def draft_short_names(doc: Linking) -> None:
    """Drafts for a capitalised head word with "the" that ends the name of an organisation the text has named before."""
    heads = frozenset(doc.knowledge.roles["short_names"]["words"])
    tokens = doc.parse.tokens
    bodies = (d for d in doc.drafts if d.category == "body" and d.actors and (d.kind == "name" or _office_of(doc, d)))
    named = sorted(bodies, key=lambda d: d.start)
    for token in tokens:
        if token.text not in heads or token.i in doc.owner or token.i == 0 or tokens[token.i - 1].text.lower() != "the":
            continue
        if tokens[token.i - 1].i in doc.owner or (token.i + 1 < len(tokens) and tokens[token.i + 1].text[:1].isupper()):
            continue
        governor = tokens[token.head]
        if token.dep == "compound" and governor.i not in doc.owner and governor.text[:1].isupper():
            continue
        before = [d for d in named if d.start < token.start and token.text in _words(doc, d)]
        if not before:
            continue
        start, end = doc.span(token.i - 1, token.i + 1)
        draft = Draft(token.i - 1, token.i + 1, start, end, token.i, "description", "body", before[-1].actors, "short_name", 0.8)
        draft.bodies, draft.sector, draft.definite = before[-1].bodies, before[-1].sector, True
        doc.add(draft)


def _office_of(doc: Linking, draft: Draft) -> bool:
    """ "The Department of State", "the Japanese Embassy": a role word with its state, written as a name."""
    return draft.kind == "role" and bool(draft.bodies) and doc.parse.tokens[draft.head].text[:1].isupper()


def _words(doc: Linking, draft: Draft) -> set[str]:
    """Words of the name as it stands in the text and in the tables."""
    entry = doc.entry(draft.actors[0])
    names = [doc.text[draft.start : draft.end], *([entry.name] if entry is not None else [])]
    return {word for name in names for word in name.split()}
