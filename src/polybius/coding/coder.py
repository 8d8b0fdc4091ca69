"""Reports from an annotated document: drafts of every sentence, checked, given ids, evidence and codebook views."""

from __future__ import annotations

from dataclasses import replace

from polybius.coding.classifier import Classifier
from polybius.coding.cues import Cues
from polybius.coding.directives import directives
from polybius.coding.drafts import Draft, draft_sentence
from polybius.coding.judging import judge
from polybius.coding.lexicon import Lexicon
from polybius.coding.participants import Cast
from polybius.coding.proposals import propose
from polybius.coding.relevance import acts_are_meant, relevance
from polybius.coding.walks import lower
from polybius.ontology import Ontology, view
from polybius.ontology.views import View
from polybius.records import Analysis, Discard, Participant, Report, Span, stable_id
from polybius.syntax import Parse, Sentence

STAGE = "coding"
TITLE_KINDS = ("title", "paragraph", "caption")


def code(analysis: Analysis, lexicon: Lexicon, ontology: Ontology, classifier: Classifier | None = None) -> Analysis:
    """Return `analysis` with `reports` filled and a discard for each candidate that is none.

    With a `classifier` every candidate of the grammar is judged a second time and verbs that the lexicon does not know are
    tried too; without one the grammar decides alone. Reports stand in text order; a parent precedes or follows its child as the
    text has it. A document about sport, weather and the like keeps no reports: each becomes a discard `irrelevant_genre`.
    """
    cast = Cast(analysis)
    reports: list[Report] = []
    discards: list[Discard] = []
    drafted: list[tuple[Sentence, list[Draft]]] = []
    for sentence in analysis.parse.sentences:
        drafts, other = draft_sentence(analysis.parse, sentence, cast, lexicon)
        known = {draft.trigger: draft for draft in drafts}
        drafts += directives(analysis.parse, sentence, known, cast, lexicon.cues)
        for token, reason, ident in other:
            discards.append(_discard(analysis, token, reason, ident))
        if classifier is not None:
            taken = set(known) | {token for token, _, _ in other}
            drafts += propose(analysis.parse, sentence, cast, lexicon, taken)
        drafted.append((sentence, sorted(drafts, key=lambda draft: draft.trigger)))
    if classifier is not None:
        pairs = [(sentence, draft) for sentence, drafts in drafted for draft in drafts]
        judge(analysis.document.text, analysis.parse, pairs, classifier)
    for sentence, drafts in drafted:
        for draft in drafts:
            if draft.refused:
                discards.append(_discard(analysis, draft.trigger, draft.refused, draft.match.entry.id))
        reports += _reports(analysis, sentence, drafts, lexicon, ontology)
    reports = _distinct(reports)
    relevant, reason = relevance(analysis, lexicon)
    if relevant and len(analysis.parse.sentences) >= lexicon.cues.thresholds["min_sentences"]:
        judged = [draft.act for _, drafts in drafted for draft in drafts if draft.act is not None]
        relevant, reason = acts_are_meant(judged, lexicon)
    if not relevant:
        discards += [
            Discard(STAGE, "irrelevant_genre", analysis.document.id, r.trigger.start, r.trigger.end, f"{reason}: {r.event_type}")
            for r in reports
        ]
        reports = []
    return replace(analysis, reports=tuple(reports), discards=analysis.discards + tuple(discards))


def _discard(analysis: Analysis, token: int, reason: str, detail: str) -> Discard:
    t = analysis.parse.tokens[token]
    return Discard(STAGE, reason, analysis.document.id, t.start, t.end, detail)


def _reports(analysis: Analysis, sentence: Sentence, drafts: list[Draft], lexicon: Lexicon, ontology: Ontology) -> list[Report]:
    kept = [draft for draft in drafts if not draft.refused]
    ids = {draft.trigger: _identity(analysis, draft) for draft in kept}
    out: list[Report] = []
    for draft in kept:
        parent = draft.parent
        while parent is not None and parent.refused:
            parent = parent.parent
        out.append(_report(analysis, sentence, draft, ids, parent, lexicon, ontology))
    return out


def _identity(analysis: Analysis, draft: Draft) -> str:
    span = trigger_span(analysis.parse, draft)
    sides = [sorted((p.start, p.end) for p in side) for side in (draft.source, draft.target)]
    return stable_id("r", analysis.document.id, list(span), draft.event_type, *sides)


def trigger_span(parse: Parse, draft: Draft) -> Span:
    """Characters of the trigger word, with its particle when that follows directly."""
    token = parse.tokens[draft.trigger]
    end = token.end
    for particle in parse.children(draft.trigger, "prt"):
        if particle.i == draft.trigger + 1:
            end = particle.end
    return Span(token.start, end)


def _report(
    analysis: Analysis,
    sentence: Sentence,
    draft: Draft,
    ids: dict[int, str],
    parent: Draft | None,
    lexicon: Lexicon,
    ontology: Ontology,
) -> Report:
    contexts = draft.match.entry.contexts if draft.contexts is None else draft.contexts
    span = trigger_span(analysis.parse, draft)
    refusal = is_refusal(analysis.parse, draft)
    seen = view(
        draft.event_type,
        draft.mode,
        draft.status.value,
        parent.event_type if parent else None,
        refusal=refusal,
        appeal=draft.event_type == "REQUEST" and not demands(analysis.parse, draft, lexicon.cues),
        contexts=contexts,
    )
    seen = _yield_announced(draft, seen)
    quad, scale = _numbers(ontology, seen.plover, seen.cameo, contexts)
    return Report(
        id=ids[draft.trigger],
        document=analysis.document.id,
        sentence=Span(sentence.start, sentence.end),
        trigger=span,
        trigger_text=analysis.document.text[span.start : span.end],
        trigger_token=draft.trigger,
        event_type=draft.event_type,
        mode=draft.mode,
        status=draft.status.value,
        contexts=contexts,
        source=tuple(draft.source),
        target=tuple(draft.target),
        reciprocal=draft.reciprocal,
        parent=ids[parent.trigger] if parent else None,
        plover=seen.plover,
        cameo=seen.cameo,
        quad=quad,
        scale=scale,
        score=tier(draft),
        probability=draft.probability,
        evidence=_evidence(analysis.parse, draft, span),
        provenance=_provenance(draft),
        trail=_trail(analysis.parse, draft, seen.reason),
    )


def _yield_announced(draft: Draft, seen: View) -> View:
    """To say that one will withdraw or release is CONCEDE; CAMEO counts it by what will be yielded (035 and its kin)."""
    content = draft.content
    if draft.event_type != "CONCEDE" or content is None or content.event_type != "RETREAT" or seen.cameo is None:
        return seen
    return replace(seen, cameo=view("RETREAT", content.mode, "planned").cameo)


def demands(parse: Parse, draft: Draft, cues: Cues) -> bool:
    """Whether a request is a demand (CAMEO 10: demand, insist, order, `must`) and no appeal (02: ask, urge, call on)."""
    words = [lower(parse.tokens[draft.trigger])]
    if draft.match.clause.support is not None:
        words.append(lower(parse.tokens[draft.match.clause.support]))
    words += [lower(parse.tokens[k]) for k in draft.match.clause.obj] if draft.match.entry.pos == "v" else []
    return any(cues.has("demand", word) for word in words)


def is_refusal(parse: Parse, draft: Draft) -> bool:
    """Whether a negated future act is one its own source will not do (`will not lift`)."""
    if draft.status.value != "negated" or draft.match.entry.pos == "n":
        return False
    words = {t.text.lower() for t in parse.children(draft.trigger, "aux")}
    return bool(words & {"will", "wo", "would", "shall"})


def _numbers(
    ontology: Ontology, plover: tuple[str, str | None] | None, cameo: str | None, contexts: tuple[str, ...]
) -> tuple[tuple[tuple[str, int], ...], tuple[tuple[str, float], ...]]:
    if plover is None:
        return (), ()
    kind, mode = plover
    quad = [(name, ontology.quad(name, kind, mode, cameo, contexts)) for name in ontology.quad_map_names]
    scale = [(name, ontology.score(name, kind, mode, cameo, contexts)) for name in ontology.scale_names]
    return (
        tuple((name, number) for name, number in quad if number is not None),
        tuple((name, score) for name, score in scale if score is not None),
    )


def tier(draft: Draft) -> float:
    """Uncalibrated score by construction: own verb with both sides 0.9, a nominal act without target 0.4."""
    base = {"v": 0.9, "a": 0.75, "n": 0.75}[draft.match.entry.pos]
    if draft.match.clause.support is not None and draft.match.entry.pos == "n":
        base = 0.85
    sides = [draft.source, draft.target]
    if not draft.reciprocal:
        base -= 0.15 * sum(1 for side in sides if not side)
    base -= 0.1 * sum(1 for side in sides if side and not any(p.actor for p in side))
    if not draft.match.clause.own and draft.match.entry.pos == "v":
        base -= 0.05
    return round(max(base, 0.1), 3)


def _spans(parse: Parse, tokens: tuple[int, ...]) -> tuple[Span, ...]:
    return tuple(Span(parse.tokens[k].start, parse.tokens[k].end) for k in sorted(set(tokens)))


def _of(participants: list[Participant]) -> tuple[Span, ...]:
    return tuple(sorted({Span(p.start, p.end) for p in participants}))


def _evidence(parse: Parse, draft: Draft, span: Span) -> tuple[tuple[str, tuple[Span, ...]], ...]:
    act = [span]
    if draft.match.clause.support is not None:
        act += _spans(parse, (draft.match.clause.support,))
    fields = {
        "event_type": tuple(sorted(act)),
        "status": _spans(parse, draft.status.cues) or (span,),
        "source": _of(draft.source),
        "target": _of(draft.target),
    }
    return tuple((name, spans) for name, spans in fields.items() if spans)


def _provenance(draft: Draft) -> tuple[tuple[str, str], ...]:
    match = draft.match
    fields = {
        "event_type": draft.by or match.entry.id,
        "mode": match.entry.id if draft.mode == match.entry.mode else "content",
        "status": "; ".join(draft.status.rules) or "told_as_done",
        "source": draft.source_slot or ("; ".join(n for n in draft.notes if n.startswith("source")) or "none"),
        "target": draft.target_slot or ("; ".join(n for n in draft.notes if n.startswith("target")) or "none"),
    }
    return tuple(fields.items())


def _trail(parse: Parse, draft: Draft, reason: str) -> tuple[str, ...]:
    word = parse.tokens[draft.trigger].text
    out = [f"'{word}' is {draft.event_type}" + (f"/{draft.mode}" if draft.mode else "") + f" by {draft.match.entry.id}"]
    cues = ", ".join(f"'{parse.tokens[k].text}'" for k in dict.fromkeys(draft.status.cues))
    rules = ", ".join(draft.status.rules) or "no cue against it"
    out.append(f"status {draft.status.value}: {rules}" + (f" ({cues})" if cues else ""))
    out += draft.notes
    out.append(f"view: {reason}")
    return tuple(out)


def _distinct(reports: list[Report]) -> list[Report]:
    """Each id once (a headline repeated inside one sentence cannot make two)."""
    return list({report.id: report for report in reports}.values())
