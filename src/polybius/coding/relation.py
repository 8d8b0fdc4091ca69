"""The evaluation task `relation`: what links two marked spans of one sentence, as a PLOVER type."""

from __future__ import annotations

from dataclasses import replace

from polybius.coding.drafts import Draft, draft_sentence
from polybius.coding.lexicon import Lexicon, load
from polybius.coding.participants import Cast
from polybius.ontology import plover_view
from polybius.records import Actor, Analysis, Mention
from polybius.syntax import Parse

Answer = dict[str, str | float | None]


def predict_relation(
    analysis: Analysis, source_span: tuple[int, int] | None, target_span: tuple[int, int] | None, lexicon: Lexicon | None = None
) -> Answer:
    """The act between two marked spans: `root` (PLOVER 2021 type by the plover view), `mode`, `status`, `probability`.

    The spans become the actor mentions, whatever they are; every predicate of their sentence is a candidate, ranked by how
    well its arguments hold the spans and by its place on the dependency path. All None when the lexicon knows no predicate.
    `probability` is None: the ranking is not calibrated.
    """
    lexicon = lexicon or load()
    parse = analysis.parse
    given = _with_mentions(analysis, source_span, target_span)
    cast = Cast(given)
    ranks: dict[int, float] = {}
    candidates: list[tuple[float, int, Draft]] = []
    ends = [m.head for m in given.mentions]
    spans = [{t.i for t in parse.tokens_in(*span)} if span else set() for span in (source_span, target_span)]
    wanted = {parse.sentence_index(k) for k in ends} or set(range(len(parse.sentences)))
    for number in sorted(wanted):
        drafts, _ = draft_sentence(parse, parse.sentences[number], cast, lexicon)
        ranks.update((draft.trigger, _rank(parse, draft, spans, ends)) for draft in drafts)
        candidates += [(_with_content(draft, ranks), -draft.trigger, draft) for draft in drafts]
    if not candidates:
        for sentence in parse.sentences:
            drafts, _ = draft_sentence(parse, sentence, cast, lexicon)
            candidates += [(_rank(parse, draft, spans, ends), -draft.trigger, draft) for draft in drafts]
    if not candidates:
        return {"root": None, "mode": None, "status": None, "probability": None}
    best = max(candidates, key=lambda item: item[:2])[2]
    root, mode = _label(best)
    return {"root": root, "mode": mode, "status": best.status.value, "probability": None}


# The task wants a label for every pair: what is only possible is seen as planned, what is denied as refused.
SEEN_AS = {"possible": "planned", "hypothetical": "planned", "ongoing": "actual"}


def _label(draft: Draft) -> tuple[str, str | None]:
    """The codebook's type and mode for an act of any status."""
    if draft.parent is not None and draft.parent.event_type != "ACCUSE":
        return _label(draft.parent)
    value = draft.status.value
    if _promised_yield(draft):
        return "AGREE", None
    if value == "demanded":
        return "REQUEST", None
    seen = plover_view(draft.event_type, draft.mode, SEEN_AS.get(value, value), None, refusal=value == "negated")
    return seen or (draft.event_type, draft.mode)


def _promised_yield(draft: Draft) -> bool:
    """PLOVER's conversion table counts a promise to yield (CAMEO 035) as AGREE; a report keeps it as CONCEDE."""
    if draft.event_type == "CONCEDE":
        content = draft.content is not None and draft.content.event_type == "RETREAT"
        return content and draft.match.entry.lemmas[0] not in ("announce", "decide")
    return draft.event_type == "RETREAT" and draft.status.value in ("planned", "possible")


def _with_content(draft: Draft, ranks: dict[int, float]) -> float:
    """An outer act carries what its content holds."""
    own = ranks[draft.trigger]
    if draft.content is None or draft.refused:
        return own
    return max(own, ranks[draft.content.trigger] + 0.5)


def _with_mentions(analysis: Analysis, *spans: tuple[int, int] | None) -> Analysis:
    mentions: list[Mention] = []
    actors: list[Actor] = []
    for name, span in zip(("source", "target"), spans, strict=True):
        tokens = analysis.parse.tokens_in(*span) if span else ()
        if span and tokens:
            head = analysis.parse.head_of_span(tokens[0].i, tokens[-1].i + 1)
            text = analysis.document.text[span[0] : span[1]]
            mentions.append(Mention(span[0], span[1], text, head, "name", (name,), "given", 1.0))
            actors.append(Actor(name, text, "group"))
    return replace(analysis, mentions=tuple(mentions), actors=tuple(actors))


def _rank(parse: Parse, draft: Draft, spans: list[set[int]], ends: list[int]) -> float:
    """Arguments that hold the spans count most, then the path between them, then closeness."""
    score = 0.0
    for side, slots in (("source", draft.source), ("target", draft.target)):
        if any(p.actor == side for p in slots):
            score += 4.0
        elif draft.reciprocal and any(p.actor == side for p in draft.source + draft.target):
            score += 3.0
        elif any(p.actor in ("source", "target") for p in slots):
            score -= 1.0
    for tokens, held in zip(spans, (draft.match.source, draft.match.target), strict=True):
        if tokens & set(held):
            score += 1.5
        elif any(tokens & set(parse.subtree(k)) for k in held):
            score += 1.0
    if draft.trigger in _path(parse, ends):
        score += 2.0
    if draft.content is not None:
        score += 1.5
    if draft.parent is not None:
        score -= 1.0
    if draft.trigger in spans[0] or draft.trigger in spans[1]:
        score -= 4.0
    if draft.refused in ("told_as_done", "no_content"):
        score -= 4.0
    elif draft.refused:
        score -= 0.5
    if "purpose" in draft.status.rules:
        score -= 2.0
    above = sum(1 for _ in parse.ancestors(draft.trigger))
    return score - 0.1 * above


def _path(parse: Parse, ends: list[int]) -> set[int]:
    if len(ends) < 2:
        return set()
    chains = [[end, *(t.i for t in parse.ancestors(end))] for end in ends[:2]]
    shared = set(chains[0]) & set(chains[1])
    top = next((k for k in chains[0] if k in shared), None)
    out: set[int] = set()
    for chain in chains:
        for k in chain:
            out.add(k)
            if k == top:
                break
    return out
