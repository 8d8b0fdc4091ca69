"""From token indices of a slot to participants: actor mentions first, then described persons, groups and things."""

from __future__ import annotations

from polybius.coding.cues import Cues
from polybius.coding.entries import Entry
from polybius.coding.matcher import Match, slot_tokens
from polybius.coding.walks import expand, lower
from polybius.records import Actor, Analysis, Mention, Participant
from polybius.syntax import Parse

DESCRIBED_TARGET = frozenset(
    ("ASSAULT", "COERCE", "SANCTION", "RETREAT", "AID", "ACCUSE", "PROTEST", "MOBILIZE", "THREATEN", "CONSULT", "SUPPORT")
)
DESCRIBED_SOURCE = frozenset(
    ("PROTEST", "ASSAULT", "COERCE", "RETREAT", "MOBILIZE", "AID", "REQUEST", "REJECT", "CONSULT", "ACCUSE", "THREATEN")
)
PLACE_TARGET = frozenset(("ASSAULT", "SANCTION", "MOBILIZE", "COERCE", "AID"))
PLACE_SLOTS = frozenset(("dobj", "on", "at", "against", "into", "to"))
# What the tagger may call a name that no table knows; "" = it saw a proper noun and nothing more.
NAMED = ("PERSON", "NORP", "ORG", "")
DEEP = ("poss", "amod", "compound", "nmod")
MAX_DESCRIPTION_TOKENS = 8


class Cast:
    """The actor mentions of one analysis, by token."""

    def __init__(self, analysis: Analysis) -> None:
        self._parse = analysis.parse
        self._actors = {actor.id: actor for actor in analysis.actors}
        self._by_head: dict[int, Mention] = {}
        self._covering: dict[int, Mention] = {}
        for mention in analysis.mentions:
            current = self._by_head.get(mention.head)
            if current is None or mention.end - mention.start > current.end - current.start:
                self._by_head[mention.head] = mention
            for token in self._parse.tokens_in(mention.start, mention.end):
                held = self._covering.get(token.i)
                if held is None or mention.end - mention.start > held.end - held.start:
                    self._covering[token.i] = mention

    def mention_of(self, i: int) -> Mention | None:
        """The mention whose head is token `i`, else one that covers it as its last words."""
        found = self._by_head.get(i)
        if found is not None:
            return found
        covering = self._covering.get(i)
        if covering is None:
            return None
        head = self._parse.tokens[covering.head]
        return covering if (head.head == i and head.dep not in ("poss", "amod", "compound", "nmod")) or i == covering.head else None

    def kind_of(self, participant: Participant) -> str:
        """The kind of a participant's actor, "" if unresolved."""
        actor = self._actors.get(participant.actor or "")
        return actor.kind if actor else ""

    def expand(self, mention: Mention) -> list[Participant]:
        """One participant per actor of the mention; one without actor when it is unresolved."""
        if not mention.actors:
            return [
                Participant(mention.start, mention.end, mention.text, None, mention.text, None, None, mention.role, mention.rule)
            ]
        return [self._participant(mention, actor_id) for actor_id in mention.actors]

    def _participant(self, mention: Mention, actor_id: str) -> Participant:
        actor = self._actors.get(actor_id) or Actor(actor_id, mention.text, "group")
        return Participant(
            mention.start, mention.end, mention.text, actor.id, actor.name, actor.country, actor.sector,
            mention.role or actor.role, mention.rule,
        )  # fmt: skip


def cast_side(cast: Cast, parse: Parse, match: Match, side: str, cues: Cues) -> tuple[list[Participant], str]:
    """Participants of one side ("source" or "target") of a match, without doubles, and the slot that gave them.

    The alternatives of the entry are tried in order; the first that holds anybody wins.
    """
    for union in match.entry.source if side == "source" else match.entry.target:
        slot = "+".join(union)
        out: list[Participant] = []
        tokens = sorted({k for name in union for k in slot_tokens(parse, match.clause, name)})
        for k in tokens:
            if side == "target" and k in match.source:
                continue
            for participant in _resolve(cast, parse, k, match.entry, side, slot, cues):
                if not any(_double(participant, have) for have in out):
                    out.append(participant)
        if out:
            return out, slot
    return [], ""


def _double(one: Participant, other: Participant) -> bool:
    """Whether two are one: the same words, or the same actor named twice ("the US and its allies", "Beijing and Harbin")."""
    if one.actor != other.actor:
        return False
    unnamed = one.actor is None or one.actor == one.sector  # "women and children" are two groups, known by nothing but the words
    return not unnamed or one.start == other.start


def _resolve(cast: Cast, parse: Parse, k: int, entry: Entry, side: str, slot: str, cues: Cues) -> list[Participant]:
    mention = cast.mention_of(k)
    if mention is not None:
        if mention.kind != "place":
            return cast.expand(mention)
        return cast.expand(mention) if side == "target" and _place_may_be_target(entry, slot) else []
    token = parse.tokens[k]
    unwrapped = cues.has("quantifier", lower(token)) or token.pos == "NUM"
    if unwrapped or (side == "target" and cues.has("place_noun", lower(token))):
        inner = [p.i for prep in parse.children(k, "prep") if lower(prep) == "of" for p in parse.children(prep.i, "pobj")]
        found = [p for i in expand(parse, inner) for p in _resolve(cast, parse, i, entry, side, slot, cues)]
        if found:
            return found
    deep = _deep(cast, parse, k, entry, side, cues)
    described = _described(parse, k, entry, side, cues) or _named(parse, k)
    return described or deep if side == "target" and cues.has("person", lower(token)) else deep or described


def _named(parse: Parse, k: int) -> list[Participant]:
    """A person or group that the tagger sees but nobody knows: kept in its own words, unresolved."""
    token = parse.tokens[k]
    if token.ent not in NAMED or token.tag not in ("NNP", "NNPS") or token.dep in DEEP or not token.text[:1].isupper():
        return []
    first, last = k, k
    while first > 0 and parse.tokens[first - 1].pos == "PROPN" and parse.tokens[first - 1].head == k:
        first -= 1
    text = _text(parse, first, last)
    start, end = parse.tokens[first].start, parse.tokens[last].end
    return [Participant(start, end, text, None, text, None, None, None, "unknown_name")]


def _place_may_be_target(entry: Entry, slot: str) -> bool:
    if entry.place_target:
        return True
    slots = set(slot.split("+"))
    if entry.event_type == "RETREAT":
        return "from" in slots
    return entry.event_type in PLACE_TARGET and bool(slots & PLACE_SLOTS)


def _deep(cast: Cast, parse: Parse, k: int, entry: Entry, side: str, cues: Cues) -> list[Participant]:
    """The actor behind a thing: `Iran's offer`, `the Kenyan proposal`, `the attack by rebels`, `a statement of the union`."""
    word = lower(parse.tokens[k])
    if side == "source" and not (cues.has("organ", word) or cues.has("instrument", word)):
        return []
    if side == "target" and entry.event_type == "CONSULT" and not (cues.has("organ", word) or cues.has("person", word)):
        return []
    for dep in DEEP:
        found = [p for kid in parse.children(k, dep) for p in _mentioned(cast, kid.i, parse)]
        if side == "source":
            found = [p for p in found if cast.kind_of(p) != "person"]
        if found:
            return found
    for name in ("by", "from", "of", "against") if entry.event_type in ("ACCUSE", "SANCTION", "REJECT") else ("by", "from", "of"):
        for prep in parse.children(k, "prep", "agent"):
            if lower(prep) == name:
                inner = expand(parse, [p.i for p in parse.children(prep.i, "pobj")])
                found = [p for i in inner for p in _mentioned(cast, i, parse)]
                if found:
                    return found
    return _maker(cast, parse, k) if side == "target" else []


def _maker(cast: Cast, parse: Parse, k: int) -> list[Participant]:
    """Who made a thing: `the resolution proposed by A`, `restrictions imposed by B`."""
    for made in parse.children(k, "acl"):
        if made.tag == "VBN":
            agents = [p.i for by in parse.children(made.i, "agent") for p in parse.children(by.i, "pobj")]
            found = [p for i in expand(parse, agents) for p in _mentioned(cast, i, parse)]
            if found:
                return found
    return []


def _mentioned(cast: Cast, i: int, parse: Parse) -> list[Participant]:
    mention = cast.mention_of(i)
    if mention is not None and mention.kind != "place":
        return cast.expand(mention)
    if mention is None:
        return [
            p
            for kid in parse.children(i, "poss", "amod")
            if (m := cast.mention_of(kid.i)) and m.kind != "place"
            for p in cast.expand(m)
        ]
    return []


def _described(parse: Parse, k: int, entry: Entry, side: str, cues: Cues) -> list[Participant]:
    """A person, group or thing without a name: kept in its own words, without an actor."""
    token = parse.tokens[k]
    if side == "target" and entry.place_target and token.ent in ("GPE", "LOC", "FAC"):
        return [Participant(token.start, token.end, token.text, None, token.text, None, None, None, "place")]
    allowed = DESCRIBED_TARGET if side == "target" else DESCRIBED_SOURCE
    if entry.event_type not in allowed or token.pos not in ("NOUN", "PROPN", "NUM", "ADJ"):
        return []
    if token.dep in ("amod", "compound", "nmod"):
        return []
    word = lower(token)
    fits = cues.has("person", word) or _is_people(parse, k, cues) or (side == "source" and cues.has("organ", word))
    if not fits and side == "target" and entry.event_type == "ASSAULT":
        fits = cues.has("facility", word)
    if not fits and token.pos == "NUM" and side == "target":
        fits = entry.event_type in ("ASSAULT", "COERCE")
    if not fits:
        return []
    first, last = _description(parse, k)
    start, end = parse.tokens[first].start, parse.tokens[last].end
    text = _text(parse, first, last)
    return [Participant(start, end, text, None, text, None, None, None, "described")]


def _is_people(parse: Parse, k: int, cues: Cues) -> bool:
    """Whether a plural noun has the ending of people that do or suffer something: `trainees`, `extremists`, `inhabitants`."""
    token = parse.tokens[k]
    ending = token.text.lower().endswith(tuple(cues.words["people_ending"]))
    return token.tag == "NNS" and ending and not cues.has("no_people", lower(token))


def _description(parse: Parse, k: int) -> tuple[int, int]:
    """The noun with what stands before it (no clauses, no coordination)."""
    first = k
    for kid in parse.children(k, "det", "amod", "compound", "nummod", "poss", "nmod", "quantmod", "advmod"):
        first = min(first, parse.subtree(kid.i)[0])
    return max(first, k - MAX_DESCRIPTION_TOKENS), k


def _text(parse: Parse, first: int, last: int) -> str:
    words: list[str] = []
    for i in range(first, last + 1):
        token = parse.tokens[i]
        if i > first and parse.tokens[i - 1].end < token.start:
            words.append(" ")
        words.append(token.text)
    return "".join(words)
