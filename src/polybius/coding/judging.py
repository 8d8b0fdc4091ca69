"""Grammar and classifier together: each draft of the grammar is judged, kept, renamed or dropped, with the reason."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from polybius.coding.classifier import NONE, Classifier, Judgement
from polybius.coding.drafts import Draft
from polybius.coding.encoding import Marked
from polybius.coding.fusion import Decision, best, fuse, join_refused, parameters
from polybius.coding.status import Status
from polybius.records import Participant
from polybius.syntax import Parse, Sentence

DROPPED = "no_act"
UNSURE = "unsure"


def judge(text: str, parse: Parse, pairs: Sequence[tuple[Sentence, Draft]], classifier: Classifier) -> None:
    """Decide on every draft that is not refused: type, mode, status, contexts, probability.

    A draft that is found to be no act gets `refused` "no_act"; one that only the classifier proposed and that stays below the
    threshold "unsure".
    """
    asked = [(sentence, draft) for sentence, draft in pairs if not draft.refused]
    texts = [(text[sentence.start : sentence.end], marks(parse, sentence, draft)) for sentence, draft in asked]
    acts: dict[int, set[str]] = {}
    for sentence, draft in asked:
        acts.setdefault(sentence.first, set()).add(draft.event_type)
    for (sentence, draft), judgement in zip(asked, classifier.judge(texts), strict=True):
        _decide(draft, judgement, frozenset(acts[sentence.first] - {draft.event_type, NONE}))


def marks(parse: Parse, sentence: Sentence, draft: Draft) -> list[Marked]:
    """What the classifier reads: the trigger and the sides in the sentence. Of mutual acts the first side is the source."""
    token = parse.tokens[draft.trigger]
    sources, targets = draft.source, draft.target
    if draft.reciprocal and not targets:
        sources, targets = draft.source[:1], draft.source[1:]
    out: list[Marked] = [("v", token.start - sentence.start, token.end - sentence.start)]
    for kind, side in (("s", sources), ("t", targets)):
        out += [(kind, a - sentence.start, b - sentence.start) for a, b in _places(side, sentence)]
    return out


def _places(side: Sequence[Participant], sentence: Sentence) -> list[tuple[int, int]]:
    return sorted({(p.start, p.end) for p in side if sentence.start <= p.start and p.end <= sentence.end})


def strength(draft: Draft) -> str:
    """How well the grammar stands behind its type: verb or noun, with both sides or fewer."""
    word = "noun" if draft.match.entry.pos == "n" else "verb"
    full = bool(draft.source) and (bool(draft.target) or draft.reciprocal)
    return f"bonus_{word}_{'full' if full else 'part'}"


def _decide(draft: Draft, judgement: Judgement, neighbours: frozenset[str]) -> None:
    numbers = parameters()["type"]
    proposed = draft.event_type == NONE
    grammar = None if proposed else draft.event_type
    bonus = 0.0 if proposed else numbers[strength(draft)]
    decision = fuse(judgement.type, grammar, bonus, numbers["scale"], numbers["shift"])
    draft.probability = round(decision.probability, 4)
    draft.act = None if proposed else 1.0 - math.exp(judgement.type[NONE])
    draft.notes.append(_said(decision, judgement))
    if decision.label in neighbours and not proposed:
        # `at the invitation of A, B visited C`: the classifier has seen the act beside this one.
        decision = Decision(draft.event_type, decision.probability, "grammar: the classifier names the act beside it")
        draft.probability = None
        draft.notes.append(decision.by)
    if decision.label == NONE:
        draft.refused = DROPPED
        return
    if proposed and decision.probability < numbers["proposal"]:
        draft.refused = UNSURE
        return
    _rename(draft, decision, judgement)
    _status(draft, judgement)
    draft.contexts = tuple(dict.fromkeys((*draft.match.entry.contexts, *judgement.contexts)))


def _rename(draft: Draft, decision: Decision, judgement: Judgement) -> None:
    mode = judgement.mode.get(decision.label)
    if draft.event_type == "CONCEDE" and decision.label == "AGREE" and draft.content and draft.content.event_type == "RETREAT":
        # The training rows take a promise to yield as CAMEO does (035, a promise); in reports it is CONCEDE.
        return
    if decision.label == draft.event_type:
        draft.mode = draft.mode or mode
        return
    entry = replace(draft.match.entry, event_type=decision.label, mode=mode, contexts=())
    draft.match = replace(draft.match, entry=entry)
    draft.mode, draft.by = mode, decision.by


def _status(draft: Draft, judgement: Judgement) -> None:
    numbers = parameters()["status"]
    logs = join_refused(judgement.status)
    decision = fuse(logs, draft.status.value, numbers["bonus"], numbers["scale"], numbers["shift"])
    if decision.label != draft.status.value:
        said = f"{decision.label} by the classifier ({decision.probability:.2f})"
        draft.notes.append(f"status {draft.status.value} by grammar, {said}")
        draft.status = Status(decision.label, draft.status.cues, (*draft.status.rules, "classifier"))


def _said(decision: Decision, judgement: Judgement) -> str:
    first = best(judgement.type)
    return f"classifier: {first} {math.exp(judgement.type[first]):.2f}; {decision.by}: {decision.label} {decision.probability:.2f}"
