"""Which way a date without a year, or a weekday, points: read from the verbs above it."""

from __future__ import annotations

from polybius.annotation.times.lexicon import load
from polybius.records import Analysis
from polybius.syntax import Parse, Token

PAST, PRESENT, PROGRESSIVE, FUTURE, UNKNOWN = "past", "present", "progressive", "future", "unknown"
_MARKS = frozenset({"when", "if", "after", "before", "until", "once", "unless", "while"})
_HABIT = ("be", "have")


def tense_at(analysis: Analysis, char: int, words: tuple[str, ...] = ()) -> str:
    """Tense of the clause that holds the expression beginning at `char`: past, present, progressive, future or unknown.

    `words` are the lower-cased words just before it; "upcoming", "scheduled for" and the like decide alone.
    """
    known = load()
    if any(word in known.ahead for word in words[-3:]):
        return FUTURE
    parse = analysis.parse
    token = parse.token_at(char)
    if token is None:
        return UNKNOWN
    present = UNKNOWN
    for verb in (token, *parse.ancestors(token.i)):
        if verb.pos not in ("VERB", "AUX"):
            continue
        tense = _of_verb(parse, verb)
        if tense in (PAST, FUTURE):
            return tense if present == UNKNOWN or tense == FUTURE else present
        if tense in (PRESENT, PROGRESSIVE) and present == UNKNOWN:
            present = tense
            if verb.dep not in ("advcl", "relcl"):
                return present
        if verb.dep == "ROOT":
            break
    return present


def _of_verb(parse: Parse, verb: Token) -> str:
    known = load()
    helpers = parse.children(verb.i, "aux", "auxpass")
    if any(h.tag == "MD" and h.lemma in ("will", "shall", "'ll", "wo") for h in helpers):
        return PAST if any(h.lemma == "have" for h in helpers) and verb.tag == "VBN" and not helpers else FUTURE
    if any(h.tag == "MD" for h in helpers):
        return PAST if any(h.lemma == "have" for h in helpers) else FUTURE
    if any(h.tag == "TO" for h in helpers):
        return _infinitive(parse, verb)
    if verb.lemma in known.planned and verb.tag == "VBN":
        return FUTURE
    if any(h.tag == "VBD" or (h.lemma == "have") for h in helpers) or verb.tag == "VBD":
        return PAST
    if verb.tag == "VBN":
        return PRESENT if any(h.tag in ("VBZ", "VBP") for h in helpers) else PAST
    if verb.tag == "VBG":
        if any(h.tag in ("VBZ", "VBP") for h in helpers):
            going = verb.lemma == "go" and parse.child(verb.i, "xcomp") is not None
            return FUTURE if going else PROGRESSIVE
        return UNKNOWN
    if verb.tag in ("VBZ", "VBP"):
        return PRESENT
    return UNKNOWN


def _infinitive(parse: Parse, verb: Token) -> str:
    """ "is set to begin", "plans to visit", "to be held": ahead; "managed to", "used to", "was forced to": as the verb above."""
    known = load()
    if verb.head == verb.i or verb.dep not in ("xcomp", "ccomp", "advcl"):
        return FUTURE
    above = parse.tokens[verb.head]
    if above.lemma in known.planned or above.lemma in known.asked:
        return FUTURE
    tense = _of_verb(parse, above) if above.pos in ("VERB", "AUX") else UNKNOWN
    return tense if tense in (PAST, FUTURE) else FUTURE


def is_habit(analysis: Analysis, char: int) -> bool:
    """Whether "today" at `char` means "nowadays": a present clause that tells a state, not an act."""
    parse = analysis.parse
    token = parse.token_at(char)
    if token is None:
        return False
    for verb in parse.ancestors(token.i):
        if verb.pos in ("VERB", "AUX"):
            if _of_verb(parse, verb) != PRESENT:
                return False
            passive = any(h.tag in ("VBZ", "VBP") for h in parse.children(verb.i, "auxpass"))
            return passive or verb.lemma in _HABIT or parse.sentence_of(verb.i).kind != "title"
    return False
