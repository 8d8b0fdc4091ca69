"""The evaluation task `relation`: what links two marked spans of one sentence, as a PLOVER type."""

from __future__ import annotations

from dataclasses import dataclass, replace

from polybius.coding.classifier import NONE, Classifier
from polybius.coding.conversion import convert
from polybius.coding.drafts import Draft, draft_sentence
from polybius.coding.encoding import Marked
from polybius.coding.fusion import best, fuse_view
from polybius.coding.lexicon import Lexicon, load
from polybius.coding.participants import Cast
from polybius.ontology import plover_view
from polybius.records import Actor, Analysis, Mention
from polybius.syntax import Parse

Answer = dict[str, str | float | None]
NO_ANSWER: Answer = {"root": None, "mode": None, "status": None, "probability": None}


@dataclass(frozen=True, slots=True)
class GrammarAnswer:
    """The best candidate of the grammar for a pair: type and mode by the plover view, and how many sides its arguments hold."""

    root: str
    mode: str | None
    status: str
    n_sides: int
    yield_promised: bool


def predict_relation(
    analysis: Analysis,
    source_span: tuple[int, int] | None,
    target_span: tuple[int, int] | None,
    lexicon: Lexicon | None = None,
    classifier: Classifier | None = None,
) -> Answer:
    """The act between two marked spans: `root` (PLOVER type by the plover view), `mode`, `status`, `probability` of the root.

    Grammar and classifier decide together (`fusion`); without a classifier the grammar alone, and `probability` is None. The
    answer is then said in the words of PLOVER's own conversion table (`conversion`), which the task's data follow. All None when
    nothing is found.
    """
    found = grammar_answer(analysis, source_span, target_span, lexicon)
    if classifier is None:
        if found is None:
            return NO_ANSWER
        root, mode = convert(found.root, found.mode, yield_promised=found.yield_promised)
        return {"root": root, "mode": mode, "status": found.status, "probability": None}
    sentence, spans = marked_pair(analysis, source_span, target_span)
    judgement = classifier.judge([(sentence, spans)])[0]
    said = {label: value for label, value in judgement.view.items() if label != NONE}
    decision = fuse_view(said, found.root if found else None, found.n_sides if found else 0)
    mode, status, promised = judgement.mode.get(decision.label), best(judgement.status), False
    if found is not None and found.root == decision.label:
        mode, status, promised = found.mode or mode, found.status, found.yield_promised
    root, mode = convert(decision.label, mode, yield_promised=promised)
    return {"root": root, "mode": mode, "status": status, "probability": round(decision.probability, 4)}


def marked_pair(analysis: Analysis, source: tuple[int, int] | None, target: tuple[int, int] | None) -> tuple[str, list[Marked]]:
    """What the classifier reads of a pair: the sentences that hold the marks, and the marks in them."""
    parse = analysis.parse
    ends = [span for span in (source, target) if span]
    held = [parse.sentences[parse.sentence_index(t.i)] for span in ends for t in parse.tokens_in(*span)[:1]]
    first = min((s.start for s in held), default=0)
    last = max((s.end for s in held), default=len(analysis.document.text))
    last = max([last, *(end for _, end in ends)])
    marks = [(kind, span[0] - first, span[1] - first) for kind, span in (("s", source), ("t", target)) if span]
    return analysis.document.text[first:last], marks


def grammar_answer(
    analysis: Analysis, source_span: tuple[int, int] | None, target_span: tuple[int, int] | None, lexicon: Lexicon | None = None
) -> GrammarAnswer | None:
    """The grammar's best candidate between two marked spans, None when the lexicon knows no predicate.

    The spans become the actor mentions, whatever they are; every predicate of their sentence is a candidate, ranked by how
    well its arguments hold the spans and by its place on the dependency path.
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
        return None
    winner = max(candidates, key=lambda item: item[:2])[2]
    outermost = _outermost(winner)
    root, mode = _label(outermost)
    held = {p.actor for p in (*winner.source, *winner.target)} & {"source", "target"}
    return GrammarAnswer(root, mode, winner.status.value, len(held), _promised_yield(outermost))


def _outermost(draft: Draft) -> Draft:
    """The act that carries this one; an accusation carries nothing: what is alleged stands for itself."""
    while draft.parent is not None and draft.parent.event_type != "ACCUSE":
        draft = draft.parent
    return draft


# The task wants a label for every pair: what is only possible is seen as planned, what is denied as refused.
SEEN_AS = {"possible": "planned", "hypothetical": "planned", "ongoing": "actual"}


def _label(draft: Draft) -> tuple[str, str | None]:
    """The codebook's type and mode for an act of any status."""
    value = draft.status.value
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
