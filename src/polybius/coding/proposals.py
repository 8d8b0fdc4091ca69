"""Verbs that the lexicon does not know but that stand between two sides: candidates for the classifier alone."""

from __future__ import annotations

from collections.abc import Collection

from polybius.coding.classifier import NONE
from polybius.coding.clause import verb_clause
from polybius.coding.drafts import Draft, cast_draft
from polybius.coding.entries import Entry
from polybius.coding.lexicon import Lexicon
from polybius.coding.matcher import Match, fill
from polybius.coding.participants import Cast
from polybius.coding.status import verb_status
from polybius.coding.walks import lower
from polybius.syntax import Parse, Sentence

PREPOSITIONS = "against|with|to|on|from|at|into|over|for|by|before|toward|towards"
# Whoever proposes asks for sides as a strong verb would have them.
FRAME = Entry(
    id="classifier", event_type=NONE, mode=None, pos="v", lemmas=(), particles=(), conditions=(), source=(("subj",),),
    target=(("dobj",), ("dat",), *((name,) for name in PREPOSITIONS.split("|"))), reciprocal=False, content=None, complement="",
    needs="", place_target=False, contexts=(), example="", where="",
)  # fmt: skip


def propose(parse: Parse, sentence: Sentence, cast: Cast, lexicon: Lexicon, known: Collection[int]) -> list[Draft]:
    """Drafts of type NONE for verbs of `sentence` that are not `known`, with an actor on one side and somebody on the other."""
    out: list[Draft] = []
    for i in range(sentence.first, sentence.last):
        token = parse.tokens[i]
        if i in known or token.pos != "VERB" or token.dep in ("aux", "auxpass", "amod", "compound"):
            continue
        if lexicon.cues.has("reporting_verb", lower(token)):
            continue
        clause = verb_clause(parse, i, lexicon.cues)
        source = fill(parse, clause, FRAME.source)
        match = Match(FRAME, clause, i, source, tuple(k for k in fill(parse, clause, FRAME.target) if k not in source))
        draft = cast_draft(parse, match, verb_status(parse, i, lexicon.cues), cast, lexicon.cues)
        if any(p.actor for p in draft.source) and draft.target:
            out.append(draft)
    return out
