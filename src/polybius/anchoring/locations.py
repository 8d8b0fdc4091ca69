"""Where a reported act took place: a place that hangs on the act by a preposition of place, or is its object."""

from __future__ import annotations

from dataclasses import dataclass

from polybius.anchoring.clauses import heads_clause, lemma, span_head
from polybius.anchoring.cues import cues
from polybius.anchoring.dates import governing_clause
from polybius.records import Analysis, Place, Report
from polybius.syntax import Parse, Token

GRAIN = {"site": 0, "city": 1, "admin": 2, "sea": 3, "region": 4, "country": 5, "unknown": 6}
GOING = ("CONSULT", "RETREAT", "MOBILIZE", "AID", "ASSAULT")
MAX_STEPS = 8


@dataclass(frozen=True, slots=True)
class Site:
    """A place with its syntactic head and how it was attached."""

    place: Place
    head: Token
    rule: str


def place_of(analysis: Analysis, report: Report, others: frozenset[int]) -> Site | None:
    """The place of the act with the rule, the most exact one of its clause; None when the clause names none."""
    parse = analysis.parse
    trigger = parse.tokens[report.trigger_token]
    sentence = parse.sentence_of(trigger.i)
    begin, end = sentence.start, sentence.end
    here = [p for p in analysis.places if begin <= p.start and p.end <= end]
    if not here:
        return None
    clause = governing_clause(parse, trigger)
    found: list[Site] = []
    where = _antecedent_of_where(parse, trigger.i if clause is None else clause)
    for place in here:
        head = span_head(parse, place.start, place.end)
        if head is None or place.start <= trigger.start < place.end:
            continue
        rule = _attached(parse, head, trigger, report, others)
        if not rule and where is not None and where in (head.i, _bearer(parse, head).i):
            rule = "relative_where"
        if not rule and clause is not None:
            rule = _attached(parse, head, parse.tokens[clause], report, others)
            rule = rule and f"governing_{rule}"
        if rule:
            found.append(Site(place, head, rule))
    if not found:
        return None
    resolved = [s for s in found if s.place.lat is not None] or found
    return min(resolved, key=lambda s: (s.rule.startswith("governing"), GRAIN.get(s.place.precision, 9), s.place.start))


def _attached(parse: Parse, head: Token, trigger: Token, report: Report, others: frozenset[int]) -> str:
    """How the place at `head` hangs on `trigger`: the rule's name, or ""."""
    known = cues()
    node = _bearer(parse, head)
    if node.head == trigger.i and node.dep == "dobj":
        return _as_object(trigger, report, known)
    steps = 0
    while node.head != node.i and steps < MAX_STEPS:
        above = parse.tokens[node.head]
        steps += 1
        if node.dep == "appos" or (node.dep in ("pobj", "pcomp") and above.pos in ("ADP", "SCONJ")):
            pass
        elif node.pos in ("ADP", "SCONJ") and node.dep in ("prep", "agent", "advmod"):
            rule = _by_preposition(node, above, trigger, report, known)
            if above.i == trigger.i:
                return rule
            if not rule or not _may_pass(above, report, others):
                return ""
        elif node.dep in ("npadvmod", "advmod") and above.i == trigger.i:
            return ""
        elif node.dep == "conj" and not heads_clause(node):
            pass
        elif node.dep == "dobj" and above.i == trigger.i:
            # The place hung on the object of the act ("met Xi in Beijing").
            return "object_place"
        elif node.dep == "pobj":
            pass
        else:
            return ""
        node = above
    return ""


def _antecedent_of_where(parse: Parse, predicate: int) -> int | None:
    """The noun that "where" stands for in the relative clause of `predicate` ("Harbin, where he took part in ...")."""
    token = parse.tokens[predicate]
    if token.dep == "relcl" and any(lemma(t) == "where" for t in parse.children(predicate, "advmod")):
        return token.head
    return None


def _as_object(trigger: Token, report: Report, known: dict[str, frozenset[str]]) -> str:
    name = lemma(trigger)
    if name in known["visit_verbs"] and report.event_type in GOING:
        return "visited"
    if name in known["attack_verbs"]:
        return "attacked"
    return ""


def _by_preposition(prep: Token, above: Token, trigger: Token, report: Report, known: dict[str, frozenset[str]]) -> str:
    word = lemma(prep)
    if word in known["locative_prepositions"]:
        return f"preposition_{word}"
    if above.i != trigger.i:
        return ""
    if word in known["goal_prepositions"] and report.event_type in GOING and report.mode != "third-party":
        return f"goal_{word}"
    if word in known["target_prepositions"] and report.event_type == "ASSAULT" and trigger.pos == "NOUN":
        return f"target_{word}"
    return ""


def _may_pass(token: Token, report: Report, others: frozenset[int]) -> bool:
    """Whether a place that hangs on `token` may belong to the act above: persons and meeting partners do not hold places."""
    if token.i in others:
        return False
    if token.ent == "PERSON":
        return True
    return token.pos in ("NOUN", "PROPN", "PRON") and (report.event_type == "CONSULT" or token.ent in ("GPE", "LOC", "FAC"))


def _bearer(parse: Parse, token: Token) -> Token:
    """The noun that stands for the place in the clause: the first of a coordination, `city` in "the city of Harbin"."""
    while True:
        above = parse.tokens[token.head]
        if token.dep in ("conj", "appos") and token.pos in ("PROPN", "NOUN") and above.pos in ("PROPN", "NOUN"):
            token = above
        elif token.dep == "pobj" and lemma(above) == "of" and lemma(parse.tokens[above.head]) in cues()["place_heads"]:
            token = parse.tokens[above.head]
        elif token.dep in ("compound", "nmod", "amod") and lemma(above) in cues()["place_heads"]:
            token = above
        else:
            return token
