"""The working record between match and report: act, status, participants, parent."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from polybius.coding.cues import Cues
from polybius.coding.embedding import content_mode
from polybius.coding.lexicon import Lexicon
from polybius.coding.matcher import Match, content_of, find_matches
from polybius.coding.participants import Cast, cast_side
from polybius.coding.status import Status, status_of
from polybius.coding.walks import lower
from polybius.records import Participant
from polybius.syntax import Parse, Sentence


@dataclass(slots=True)
class Draft:
    """One act on its way to a report."""

    match: Match
    status: Status
    source: list[Participant] = field(default_factory=list)
    target: list[Participant] = field(default_factory=list)
    reciprocal: bool = False
    mode: str | None = None
    source_slot: str = ""
    target_slot: str = ""
    content: Draft | None = None
    parent: Draft | None = None
    refused: str = ""
    notes: list[str] = field(default_factory=list)
    probability: float | None = None
    act: float | None = None
    contexts: tuple[str, ...] | None = None
    by: str = ""

    @property
    def event_type(self) -> str:
        """The act's type."""
        return self.match.entry.event_type

    @property
    def trigger(self) -> int:
        """Token index of the trigger."""
        return self.match.trigger


ARMED = ("MIL", "REB", "PRM", "COP", "SPY")
DRILLS = frozenset(("drill", "exercise", "war_game"))
VERBAL = ("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN")
PROSPECTIVE = ("AGREE", "THREATEN", "CONCEDE")
# Content under these outer acts is not told as done, whatever its own words say.
CONTENT_STATUS = {"AGREE": "planned", "THREATEN": "hypothetical", "REQUEST": "demanded", "REJECT": "negated", "CONCEDE": "planned"}


def draft_sentence(
    parse: Parse, sentence: Sentence, cast: Cast, lexicon: Lexicon
) -> tuple[list[Draft], list[tuple[int, str, str]]]:
    """All acts of one sentence in text order (refused ones carry a reason), and triggers with another sense."""
    matches, refused = find_matches(parse, sentence.first, sentence.last, lexicon)
    by_trigger = {match.trigger: match for match in matches}
    drafts = {match.trigger: _draft(parse, match, cast, lexicon.cues) for match in matches}
    for trigger in sorted(drafts, key=lambda t: -_depth(parse, t)):
        _embed(parse, drafts, by_trigger, trigger, cast, lexicon.cues)
    for draft in drafts.values():
        draft.refused = _refusal(parse, draft, lexicon.cues)
    return [drafts[trigger] for trigger in sorted(drafts)], refused


def _depth(parse: Parse, i: int) -> int:
    return sum(1 for _ in parse.ancestors(i))


def cast_draft(parse: Parse, match: Match, status: Status, cast: Cast, cues: Cues) -> Draft:
    """A draft with who stands in the slots of its match; nobody stands on both sides."""
    draft = Draft(match, status, mode=match.entry.mode)
    draft.source, draft.source_slot = cast_side(cast, parse, match, "source", cues)
    draft.target, draft.target_slot = cast_side(cast, parse, match, "target", cues)
    mine = {p.start for p in draft.source}
    selves = {p.actor for p in draft.source if p.actor}
    draft.target = [p for p in draft.target if p.start not in mine and p.actor not in selves]
    return draft


def _draft(parse: Parse, match: Match, cast: Cast, cues: Cues) -> Draft:
    status = status_of(parse, match.trigger, match.entry.pos, match.clause.support, cues, match.entry.event_type)
    draft = cast_draft(parse, match, status, cast, cues)
    if match.entry.reciprocal:
        _reciprocal(draft)
    _as_complaint(draft)
    _as_cooperation(draft)
    return draft


def _reciprocal(draft: Draft) -> None:
    """Without host and guest all are sources."""
    if draft.target and draft.source:
        draft.reciprocal = True
        return
    if draft.target and not draft.source:
        draft.source, draft.target = draft.target, []
    if len(draft.source) > 1:
        draft.reciprocal = True


def _embed(parse: Parse, drafts: dict[int, Draft], by_trigger: dict[int, Match], trigger: int, cast: Cast, cues: Cues) -> None:
    draft = drafts[trigger]
    inner = content_of(parse, draft.match, by_trigger, cues)
    wanted = draft.match.entry.content
    if inner is None:
        if wanted:
            draft.refused = "no_content"
        return
    child = drafts[inner.trigger]
    if child.parent is not None or child is draft.parent:
        return
    if child.match.entry.pos == "v" and child.status.value in ("actual", "ongoing") and draft.event_type in PROSPECTIVE:
        # `announced that it had suspended aid`: the deed is told as done, there is no promise or threat.
        if draft.match.entry.content:
            draft.refused = "told_as_done"
        return
    draft.content, child.parent = child, draft
    draft.mode = draft.mode or content_mode(draft.match, inner)
    _lend_status(draft, child)
    _lend_participants(draft, child)


def _lend_status(draft: Draft, child: Draft) -> None:
    lent = CONTENT_STATUS.get(draft.event_type)
    if lent is None:
        return
    if any(rule in ("negation", "negative_argument") for rule in child.status.rules):
        return
    if draft.status.value == "negated" and lent in ("negated", "hypothetical", "planned", "demanded"):
        lent = "hypothetical" if lent != "negated" else "possible"
    child.status = Status(lent, (*child.status.cues, draft.trigger), (*child.status.rules, f"content_of:{draft.event_type}"))


def _lend_participants(draft: Draft, child: Draft) -> None:
    """The outer act's target may be who acts inside, or whom the inner act is aimed at; the inner actor may be the outer one."""
    slots = {slot for union in draft.match.entry.target for slot in union}
    if not draft.target and "C.subj" in slots:
        mine = {(p.start, p.actor) for p in draft.source}
        draft.target = [p for p in child.source if (p.start, p.actor) not in mine and (p.actor or p.rule == "described")]
        if draft.target:
            draft.notes.append("target: who acts in the content")
    if not draft.target and "C.target" in slots and _aims_through(draft, child):
        own = {p.actor for p in draft.source if p.actor}
        draft.target = [p for p in child.target if p.actor is None or p.actor not in own]
        if draft.target:
            draft.notes.append("target: whom the content is aimed at")
    through = any(note.endswith("aimed at") for note in draft.notes)
    nominal = child.match.entry.pos == "n" and not child.source and not through
    if nominal and draft.event_type in ("AGREE", "THREATEN", "CONCEDE", "REJECT"):
        child.source = list(draft.source)
        child.notes.append("source: who does the outer act")
    elif nominal and draft.event_type in ("ACCUSE", "REQUEST") and draft.target:
        child.source = list(draft.target)
        child.notes.append("source: whom the outer act is aimed at")
    if not child.target and draft.event_type in ("AGREE", "THREATEN") and not child.reciprocal:
        mine = {(p.start, p.actor) for p in child.source}
        child.target = [p for p in draft.target if (p.start, p.actor) not in mine]


def _aims_through(draft: Draft, child: Draft) -> bool:
    """Whether the target of the content is also whom the outer act is aimed at.

    `agreed to send aid to B`: yes. `demanded the release of C`, `demanded that D recognise E`: the addressee is another.
    """
    if draft.event_type != "REQUEST":
        return True
    addressed = child.match.clause.own and child.match.entry.pos == "v"
    return not addressed and child.event_type in ("CONSULT", "COOPERATE", "AGREE", "SUPPORT")


def _as_complaint(draft: Draft) -> None:
    """A government that protests complains; only a crowd demonstrates."""
    official = all(p.sector == "GOV" or (p.actor is not None and p.actor == p.country) for p in draft.source)
    if draft.event_type == "PROTEST" and draft.mode == "demo" and draft.source and official:
        draft.match = replace(draft.match, entry=replace(draft.match.entry, event_type="ACCUSE", mode="disapprove"))
        draft.mode = "disapprove"
        draft.notes.append("a government protests in words: ACCUSE")


def _as_cooperation(draft: Draft) -> None:
    """An exercise of one country is posture, of several it is cooperation."""
    drill = any(c.slot in ("obj", "det") and c.positive and c.words & DRILLS for c in draft.match.entry.conditions)
    sides = {p.country or p.actor for p in (*draft.source, *draft.target) if p.actor}
    if draft.event_type == "MOBILIZE" and drill and len(draft.source) > 1 and len(sides) > 1:
        entry = replace(draft.match.entry, event_type="COOPERATE", mode=None)
        draft.match, draft.mode, draft.reciprocal = replace(draft.match, entry=entry), None, True
        draft.notes.append("an exercise of several countries: COOPERATE")


def _refusal(parse: Parse, draft: Draft, cues: Cues) -> str:
    """Why this is no report, or ""."""
    if draft.refused:
        return draft.refused
    entry = draft.match.entry
    if not draft.source and not draft.target:
        return "anaphoric" if entry.pos == "n" else "no_actor"
    if ("S" in entry.needs and not draft.source) or ("T" in entry.needs and not draft.target and not draft.reciprocal):
        return "no_actor"
    alone = len(draft.source) + len(draft.target) < 2 and draft.match.clause.support is None
    if alone and entry.reciprocal and (entry.pos == "n" or draft.event_type == "ASSAULT"):
        return "one_sided"
    if draft.event_type == "PROTEST" and draft.source and all(p.sector in ARMED for p in draft.source):
        return "not_civilian"
    vague = draft.source and not draft.target and all(p.actor is not None and p.actor == p.sector for p in draft.source)
    if vague and draft.event_type in VERBAL and not draft.reciprocal:
        return "generic"
    if draft.mode == "visit" and draft.source and all(p.sector == "CVL" for p in draft.source):
        return "private"
    if entry.pos == "n":
        refused = _bare_nominal(parse, draft, cues)
        if refused:
            return refused
    if entry.pos == "v":
        for kid in parse.children(draft.trigger, "advmod"):
            tense = parse.tokens[draft.trigger].tag
            if tense in ("VBZ", "VBP", "VB") and cues.has("habitual", lower(kid)):
                return "habitual"
    resolved = any(p.actor for p in draft.source + draft.target)
    if not resolved and not (draft.source and draft.target) and draft.event_type not in ("ASSAULT", "COERCE", "PROTEST"):
        return "no_actor"
    return ""


def _bare_nominal(parse: Parse, draft: Draft, cues: Cues) -> str:
    """Nominals that name no act of their own: `the summit of the league`, `the number of his meetings`, `ties`."""
    token = parse.tokens[draft.trigger]
    loose = draft.source_slot in ("of", "amod") and not draft.target
    if draft.event_type == "CONSULT" and loose and draft.match.clause.support is None:
        return "anaphoric"
    if draft.source_slot == "clause" and not draft.target:
        return "anaphoric"
    if token.dep == "pobj":
        above = parse.tokens[parse.tokens[token.head].head]
        if cues.has("counted", lower(above)):
            return "counted"
    return ""
