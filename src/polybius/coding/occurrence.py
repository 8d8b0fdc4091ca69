"""The evaluation task `status`: did the event at given words happen, whatever kind of event it is."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from polybius.coding.classifier import Classifier
from polybius.coding.clause import nominal_clause, verb_clause
from polybius.coding.cues import Cues
from polybius.coding.encoding import Marked
from polybius.coding.fusion import fuse, join_refused, parameters, weigh
from polybius.coding.status import status_of
from polybius.records import Analysis
from polybius.syntax import Parse, Token

HAPPENED = ("actual", "ongoing")
# How sure a status is that the event happened, -3 .. 3 (the scale of UDS-IH2), where no classifier gives a probability.
CERTAINTY = {
    "actual": 3.0, "ongoing": 3.0, "planned": 0.0, "possible": 0.0, "demanded": -1.0, "hypothetical": -1.0, "negated": -3.0,
}  # fmt: skip

Told = dict[str, str | float | None]


def predict_status(analysis: Analysis, spans: Sequence[Sequence[int]], cues: Cues, classifier: Classifier | None) -> list[Told]:
    """For each span its `status` and a `score` from -3 (did not happen) to 3 (did), both None where there is no word.

    With a classifier the score is 6 p - 3, p the joint probability that the event is actual or ongoing.
    """
    parse = analysis.parse
    heads = [_head(parse, span) for span in spans]
    found = [None if head is None else _by_grammar(parse, head, cues) for head in heads]
    if classifier is None:
        return [{"status": value, "score": None if value is None else CERTAINTY[value]} for value in found]
    asked = [k for k, head in enumerate(heads) if head is not None]
    judged = classifier.judge([_marked(analysis, head, cues) for head in heads if head is not None])
    out: list[Told] = [{"status": None, "score": None} for _ in spans]
    for k, judgement in zip(asked, judged, strict=True):
        out[k] = _joined(join_refused(judgement.status), str(found[k]))
    return out


def _joined(logs: Mapping[str, float], grammar: str) -> Told:
    numbers = parameters()["status"]
    scale, bonus = numbers["scale"], numbers["bonus"]
    chosen = fuse(logs, grammar, bonus, scale, numbers["shift"]).label
    weights = {name: math.exp(value) for name, value in weigh(logs, grammar, bonus, scale).items()}
    happened = sum(weights[name] for name in HAPPENED) / sum(weights.values())
    return {"status": chosen, "score": round(6 * happened - 3, 3)}


def _head(parse: Parse, span: Sequence[int]) -> Token | None:
    tokens = parse.tokens_in(span[0], span[1])
    return parse.tokens[parse.head_of_span(tokens[0].i, tokens[-1].i + 1)] if tokens else None


def _kind(token: Token) -> str:
    return {"VERB": "v", "AUX": "v", "ADJ": "a"}.get(token.pos, "n")


def _by_grammar(parse: Parse, head: Token, cues: Cues) -> str:
    kind = _kind(head)
    governor = parse.tokens[head.head]
    # "is able", "was a victory": the copula carries tense and negation.
    copula = governor.i if kind != "v" and head.dep in ("attr", "acomp") and governor.pos in ("AUX", "VERB") else None
    return status_of(parse, head.i, kind, copula, cues).value


def _marked(analysis: Analysis, head: Token, cues: Cues) -> tuple[str, list[Marked]]:
    """The sentence with the event and the head words of its sides marked."""
    parse = analysis.parse
    sentence = parse.sentence_of(head.i)
    clause = verb_clause(parse, head.i, cues) if _kind(head) == "v" else nominal_clause(parse, head.i, cues)
    sides = [("v", head), *(("s", parse.tokens[k]) for k in clause.subj[:1]), *(("t", parse.tokens[k]) for k in clause.obj[:1])]
    inside = [(kind, t) for kind, t in sides if sentence.start <= t.start and t.end <= sentence.end]
    marks = [(kind, t.start - sentence.start, t.end - sentence.start) for kind, t in inside]
    return analysis.document.text[sentence.start : sentence.end], marks
