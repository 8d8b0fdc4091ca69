"""What a cue verb tells: the token ranges of its content, by the shapes that the cue table allows it."""

from __future__ import annotations

from dataclasses import dataclass

from polybius.attribution.context import Context
from polybius.attribution.cues import VerbSense
from polybius.syntax import Token


@dataclass(frozen=True, slots=True)
class Content:
    """Token ranges of a content, the frame that found it, and tokens that join the cue (the preposition of "call for")."""

    ranges: tuple[tuple[int, int], ...]
    frame: str
    cue_tail: int | None = None


def by_syntax(context: Context, verb: Token, senses: tuple[VerbSense, ...], document: bool) -> tuple[VerbSense, Content] | None:
    """Return the first sense and frame of `senses` that the parse fills, clauses before phrases; None when none does."""
    order = ("clause", "inf", "objinf", "ing", "pred", "as", "prep", "np")
    for frame in order:
        for sense in senses:
            if sense.speaker == "document" and not document:
                continue
            for name in sense.frames:
                if name.split(":")[0] != frame:
                    continue
                content = _FILLERS[frame](context, verb, sense, name)
                if content is not None:
                    return sense, content
    return None


def hearsay(context: Context, verb: Token, senses: tuple[VerbSense, ...]) -> tuple[VerbSense, Content] | None:
    """The content of a passive that names nobody: "it was reported that", "he is said to have fled"."""
    sense = senses[0]
    content = _clause(context, verb, sense, "clause") or _inf(context, verb, sense, "inf")
    if content is None:
        return None
    if content.frame == "inf":
        first, last = content.ranges[0]
        content = Content(((max(first, verb.i + 1), last),), "inf")
    return sense, content


def subtree_range(context: Context, i: int) -> tuple[int, int]:
    """Token range covered by the subtree of `i` inside its sentence."""
    own = context.parse.subtree(i)
    return own[0], own[-1] + 1


def _clause(context: Context, verb: Token, sense: VerbSense, name: str) -> Content | None:
    parse = context.parse
    for kid in sorted(parse.children(verb.i, "ccomp"), key=lambda kid: (kid.i < verb.i, kid.i)):
        if kid.tag == "VBG" and not parse.children(kid.i, "nsubj", "nsubjpass", "aux"):
            continue
        if kid.i < verb.i and (sense.presupposes or sense.speaker == "document"):
            continue
        if kid.i > verb.i and any(mark.lemma in ("as", "because") for mark in parse.children(kid.i, "mark")):
            continue
        return Content((_with_tail(context, verb, kid.i),), "clause")
    for kid in parse.children(verb.i, "advcl", "acl"):
        if any(mark.lemma == "that" for mark in parse.children(kid.i, "mark")) and kid.i > verb.i:
            return Content((_with_tail(context, verb, kid.i),), "clause")
    for prep in parse.children(verb.i, "prep"):
        for noun in parse.children(prep.i, "pobj"):
            for kid in parse.children(noun.i, "relcl", "acl", "ccomp"):
                if prep.i > verb.i and any(mark.lemma == "that" for mark in parse.children(kid.i, "mark")):
                    return Content((subtree_range(context, kid.i),), "clause")
    for noun in parse.children(verb.i, "dobj", "dative", "pobj"):
        for kid in parse.children(noun.i, "relcl", "acl", "ccomp"):
            first = parse.subtree(kid.i)[0]
            if parse.tokens[first].lemma == "that" and sense.addressee:
                return Content((subtree_range(context, kid.i),), "clause")
    return None


def _with_tail(context: Context, verb: Token, clause: int) -> tuple[int, int]:
    """Range of the clause and of what follows it under the verb without a comma: it belongs to what is told."""
    first, last = subtree_range(context, clause)
    if clause < verb.i:
        return first, last
    for kid in context.parse.children(verb.i, "advcl", "prep", "advmod", "npadvmod"):
        begin, end = subtree_range(context, kid.i)
        if begin == last and context.parse.tokens[begin].text != ",":
            last = end
    return first, last


def _has_to(context: Context, i: int) -> bool:
    return any(kid.tag == "TO" for kid in context.parse.children(i, "aux"))


def _inf(context: Context, verb: Token, sense: VerbSense, name: str) -> Content | None:
    for kid in context.parse.children(verb.i, "xcomp", "ccomp"):
        if _has_to(context, kid.i) and kid.i > verb.i:
            return Content((_with_tail(context, verb, kid.i),), "inf")
    return None


def _objinf(context: Context, verb: Token, sense: VerbSense, name: str) -> Content | None:
    found = _inf(context, verb, sense, name)
    target = context.parse.child(verb.i, "dobj", "dative")
    if found is None or target is None or target.i < verb.i or target.i > found.ranges[0][0]:
        return found
    return Content(((subtree_range(context, target.i)[0], found.ranges[0][1]),), "objinf")


def _ing(context: Context, verb: Token, sense: VerbSense, name: str) -> Content | None:
    for kid in context.parse.children(verb.i, "xcomp", "ccomp"):
        if kid.tag == "VBG" and kid.i > verb.i:
            return Content((subtree_range(context, kid.i),), "ing")
    return None


def _object(context: Context, verb: Token) -> Token | None:
    for kid in context.parse.children(verb.i, "dobj"):
        if kid.tag not in ("WP", "WDT") and context.zones[kid.i] == context.zones[verb.i] and kid.text.lower() != "themselves":
            return kid
    return None


def _np(context: Context, verb: Token, sense: VerbSense, name: str) -> Content | None:
    target = _object(context, verb)
    if target is None or target.i < verb.i or target.ent in ("DATE", "TIME") or target.lemma == "responsibility":
        return None
    first, last = subtree_range(context, target.i)
    for kid in context.parse.children(verb.i, "prep"):
        begin, end = subtree_range(context, kid.i)
        if begin == last and kid.lemma in ("for", "over", "as", "of"):
            last = end
    return Content(((first, last),), "np")


def _as(context: Context, verb: Token, sense: VerbSense, name: str) -> Content | None:
    target = _object(context, verb)
    for kid in context.parse.children(verb.i, "prep"):
        if kid.lemma == "as" and kid.i > verb.i and target is not None and target.i > verb.i:
            return Content(((subtree_range(context, target.i)[0], subtree_range(context, kid.i)[1]),), "as")
    return None


def _pred(context: Context, verb: Token, sense: VerbSense, name: str) -> Content | None:
    parse = context.parse
    target = _object(context, verb)
    for kid in parse.children(verb.i, "oprd", "ccomp", "xcomp"):
        if kid.i < verb.i or _has_to(context, kid.i):
            continue
        first, last = subtree_range(context, kid.i)
        if target is not None and verb.i < target.i < kid.i:
            return Content(((subtree_range(context, target.i)[0], last),), "pred")
        if parse.children(kid.i, "nsubj") and kid.dep == "ccomp":
            return Content(((first, last),), "pred")
    return None


def _prep(context: Context, verb: Token, sense: VerbSense, name: str) -> Content | None:
    wanted = name.split(":")[1]
    target = _object(context, verb)
    if sense.object and (target is None or target.i < verb.i):
        return None
    for kid in context.parse.children(verb.i, "prep"):
        if kid.text.lower() != wanted or kid.i < verb.i:
            continue
        first, last = subtree_range(context, kid.i)
        if last - first < 2:
            continue
        tail = None if sense.object or kid.i != verb.i + 1 else kid.i
        if sense.object and target is not None:
            first = subtree_range(context, target.i)[0]
            return Content(((first, last),), name)
        if target is None:
            extra = _inf(context, verb, sense, name)
            end = extra.ranges[0][1] if extra and wanted in ("on", "upon", "for") else last
            return Content(((first + 1, max(last, end)),), name, tail)
    return None


_FILLERS = {
    "clause": _clause, "inf": _inf, "objinf": _objinf, "ing": _ing, "np": _np, "as": _as, "pred": _pred, "prep": _prep,
}  # fmt: skip
