"""`B must withdraw, A said`: a demand in words whose only mark is the modal verb."""

from __future__ import annotations

from collections.abc import Mapping

from polybius.coding.clause import Clause, verb_clause
from polybius.coding.cues import Cues
from polybius.coding.drafts import Draft, cast_draft
from polybius.coding.entries import Entry
from polybius.coding.matcher import Match
from polybius.coding.participants import Cast
from polybius.coding.status import verb_status
from polybius.coding.walks import expand, lower
from polybius.syntax import Parse, Sentence, Token

FRAME = Entry(
    id="request:directive", event_type="REQUEST", mode=None, pos="v", lemmas=("must", "should"), particles=(), conditions=(),
    source=(("subj",),), target=(("dobj",),), reciprocal=False, content=frozenset(), complement="", needs="ST",
    place_target=False, contexts=(), example="The minister said Chad must free the reporters.", where="directives.py",
)  # fmt: skip
MODALS = ("must", "should")
# What the act asked for says about the kind of request.
MODES = {"AID": "assist", "COOPERATE": "assist", "CONSULT": "meet", "RETREAT": "yield", "CONCEDE": "yield"}


def directives(parse: Parse, sentence: Sentence, drafts: Mapping[int, Draft], cast: Cast, cues: Cues) -> list[Draft]:
    """Requests told as "B must ..." inside somebody's words: source who says so, target who must, content what is to be done."""
    out: list[Draft] = []
    for i in range(sentence.first, sentence.last):
        modal = parse.tokens[i]
        verb = parse.tokens[modal.head]
        if modal.text.lower() not in MODALS or modal.dep != "aux" or verb.dep != "ccomp" or i in drafts:
            continue
        saying = _saying(parse, verb, cues)
        if saying is None:
            continue
        speakers = verb_clause(parse, saying.i, cues).subj
        doers = expand(parse, [t.i for t in parse.children(verb.i, "nsubj", "nsubjpass")])
        clause = Clause(i, subj=speakers, obj=doers, content=[verb.i])
        match = Match(FRAME, clause, i, tuple(speakers), tuple(doers))
        draft = cast_draft(parse, match, verb_status(parse, saying.i, cues), cast, cues)
        draft.target = [p for p in draft.target if p.actor is not None]
        if not draft.target or all(p.actor is None for p in draft.source):
            continue
        child = drafts.get(verb.i)
        if child is not None and child.parent is None:
            draft.content, child.parent = child, draft
            draft.mode = MODES.get(child.event_type)
        out.append(draft)
    return out


def _saying(parse: Parse, verb: Token, cues: Cues) -> Token | None:
    """The verb of saying that governs the clause, else None."""
    head = parse.tokens[verb.head]
    return head if head.pos == "VERB" and cues.has("directive_speech", lower(head)) else None
