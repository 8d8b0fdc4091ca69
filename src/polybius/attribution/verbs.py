"""Findings from cue verbs: who utters the verb, what stands under it in the parse, which quotations touch it."""

from __future__ import annotations

from polybius.attribution import frames, subjects
from polybius.attribution.context import Context, Finding
from polybius.attribution.cues import VerbSense
from polybius.attribution.spans import expand, merge, subtract, tidy
from polybius.attribution.subjects import Subject
from polybius.records import Span
from polybius.syntax import Token

_HYPOTHETICAL = frozenset({"could", "may", "might", "should", "must", "can", "would"})
_FINITE = ("VBD", "VBZ", "VBP", "MD")
# Only plain telling stands apart between commas; "X, who commands the guard, ..." does not tell the rest.
_TOLD_APART = ("asserted", "claimed", "believed")
_LINK = frozenset({"that", "and", "but", ",", ":", "-", "–", "—", "``", "''"})


def find(context: Context, cited: frozenset[int] = frozenset()) -> list[Finding]:
    """Return one finding per cue verb that has a speaker and a content, in text order; tokens `cited` are left out."""
    out = []
    for token in context.parse.tokens:
        if token.pos in ("VERB", "AUX") or token.tag.startswith("VB"):
            senses = context.cues.verbs.get(token.lemma.lower())
            if senses and token.i not in cited:
                finding = _read(context, token, senses)
                if finding is not None:
                    out.append(finding)
    return out


def _read(context: Context, verb: Token, senses: tuple[VerbSense, ...]) -> Finding | None:
    if _unreal(context, verb, senses):
        return None
    speaker = subjects.of_verb(context, verb)
    clause = _clause(context, verb, speaker)
    quotable = any("quote" in sense.frames for sense in senses)
    touching = _touching(context, verb, clause) if quotable else []
    if touching and (speaker is None or speaker is subjects.UNKNOWN):
        speaker = subjects.beside(context, verb) or speaker
        clause = _clause(context, verb, speaker)
    if speaker is None:
        return None
    document = speaker.referent is not None and context.is_document(speaker.referent)
    if speaker is subjects.UNKNOWN:
        found = frames.hearsay(context, verb, senses)
    else:
        found = frames.by_syntax(context, verb, senses, document)
        if found is None and not touching:
            found = _parenthesis(context, verb, senses) or _apart(context, verb, senses, clause)
    if found is None and not touching:
        return None
    sense, content = found if found is not None else (_quoting(senses), None)
    if speaker is subjects.UNKNOWN and content is None:
        return None
    clause = _clause(context, verb, speaker, content)
    pieces = _pieces(context, verb, clause, content, touching)
    if not pieces:
        return None
    names = None if speaker.first is None else Span(speaker.first, speaker.last)
    rule = "verb:" + (content.frame if content is not None else "quote")
    certainty = "denied" if _negated(context, verb) and sense.certainty == "believed" else sense.certainty
    return Finding(names, speaker.referent, (_cue(context, verb, content),), tuple(pieces), certainty, rule, clause, verb.i,
                   sense.presupposes and not touching)  # fmt: skip


def _quoting(senses: tuple[VerbSense, ...]) -> VerbSense:
    return next(sense for sense in senses if "quote" in sense.frames)


def _negated(context: Context, verb: Token) -> bool:
    return any(context.zones[kid.i] == context.zones[verb.i] for kid in context.parse.children(verb.i, "neg"))


def _unreal(context: Context, verb: Token, senses: tuple[VerbSense, ...]) -> bool:
    """Whether the saying itself is negated, conditional or merely possible: then nobody said anything."""
    kids = [kid for kid in context.parse.children(verb.i) if context.zones[kid.i] == context.zones[verb.i]]
    if any(kid.lemma.lower() in ("if", "unless") for kid in kids if kid.dep == "mark"):
        return True
    certainty = senses[0].certainty
    if any(kid.dep == "neg" or kid.text.lower() == "never" for kid in kids) and certainty in ("asserted", "claimed"):
        return True
    if any(sense.presupposes and "clause" in sense.frames for sense in senses) and any(
        kid.dep == "neg" or kid.lemma.lower() in _HYPOTHETICAL for kid in kids
    ):
        return True
    return any(kid.dep == "aux" and kid.lemma.lower() in _HYPOTHETICAL for kid in kids) and certainty not in (
        "intended",
        "believed",
    )


def _cue(context: Context, verb: Token, content: frames.Content | None) -> Span:
    tokens, first, last = context.parse.tokens, verb.i, verb.i
    while first > 0 and tokens[first - 1].head == verb.i and tokens[first - 1].dep in ("aux", "auxpass", "neg", "advmod"):
        first -= 1
    while first < verb.i and (tokens[first].tag in ("TO", "WRB") or tokens[first].text.lower() in ("as", "that")):
        first += 1
    if last + 1 < len(tokens) and tokens[last + 1].head == verb.i and tokens[last + 1].dep == "prt":
        last += 1
    if content is not None and content.cue_tail is not None:
        last = content.cue_tail
    return context.span(first, last + 1)


def _clause(context: Context, verb: Token, speaker: Subject | None, content: frames.Content | None = None) -> Span:
    """Characters of the cue clause: speaker, verb, and what hangs on them outside the content and outside quotations."""
    parse, zones = context.parse, context.zones
    span = _cue(context, verb, content)
    start, end = span
    if speaker is not None and speaker.first is not None:
        near = parse.sentence_index(speaker.first) == parse.sentence_index(verb.i) or abs(speaker.first - verb.i) < 12
        said = context.span(speaker.first, speaker.last)
        if near and _adjacent(context, said, span, verb.i):
            start, end = min(start, said.start), max(end, said.end)
    taken = content.ranges if content is not None else ()
    for kid in parse.children(verb.i):
        if kid.dep not in ("prep", "npadvmod", "advmod", "dobj", "dative", "tmod", "prt", "agent", "attr", "appos"):
            continue
        first, last = frames.subtree_range(context, kid.i)
        if any(first < b and a < last for a, b in taken) or zones[kid.i] != zones[verb.i]:
            continue
        while last > first and zones[last - 1] != zones[verb.i]:
            last -= 1
        if last <= first or any(zones[i] != zones[verb.i] for i in range(min(first, verb.i), max(last, verb.i))):
            continue
        part = context.span(first, last)
        gap = context.text[min(end, part.end) : max(part.start, start)]
        if part.start >= end and len(gap.strip(" ,")) == 0:
            end = part.end
        elif part.end <= start and not gap.strip(" ,"):
            start = part.start
    return Span(start, end)


def _adjacent(context: Context, said: Span, cue: Span, verb: int) -> bool:
    """Whether only words of the cue clause stand between speaker and cue."""
    begin, stop = min(said.end, cue.end), max(said.start, cue.start)
    if stop <= begin:
        return True
    between = context.parse.tokens_in(begin, stop)
    return all(context.zones[token.i] == context.zones[verb] for token in between) and not any(
        token.dep in ("ROOT", "ccomp") and token.i != verb for token in between
    )


def _touching(context: Context, verb: Token, clause: Span) -> list[Span]:
    """Quotations that the cue clause touches: right before it, right after it, or after its last adjunct."""
    text, zone, found = context.text, context.zones[verb.i], []
    bounds = context.zone_span(zone, verb.start)
    depth = context.quotes[zone].depth + 1 if zone >= 0 else 0
    for quote in context.quotes:
        if quote.start < bounds.start or quote.end > bounds.end or quote.depth != depth or quote.kind == "title":
            continue
        if quote.end <= clause.start:
            ends = text[quote.start : quote.end].rstrip("”\"'’» ")[-1:] in ",?!—–-." or quote.kind == "speech"
            gap = text[quote.end : clause.start].strip()
            if ends and (gap in ("", ",", "—", "–", "-", "--") or gap.lower().strip(", ") in ("as", "and", "but", "or so", "then")):
                if _inner_stop(text, quote.start, quote.end) and gap in ("",) and _starts_upper(text, clause.start, context, verb):
                    continue
                found.append(Span(quote.start, quote.end))
        elif quote.start >= clause.end and not found_after(found, clause) and _leads(context, verb, clause.end, quote.start):
            found.append(Span(quote.start, quote.end))
    return found


def found_after(found: list[Span], clause: Span) -> bool:
    """Whether a quotation after the clause has been taken already."""
    return any(span.start >= clause.end for span in found)


def _inner_stop(text: str, start: int, end: int) -> bool:
    return text[start:end].rstrip("”\"'’» ")[-1:] == "."


def _starts_upper(text: str, start: int, context: Context, verb: Token) -> bool:
    """A full stop inside the quotation and a capital after it: the cue clause begins a sentence of its own."""
    return context.parse.sentence_of(verb.i).start >= start - 2 and text[start : start + 1].isupper()


def _leads(context: Context, verb: Token, end: int, start: int) -> bool:
    gap = context.text[end:start]
    if len(gap) > 160:
        return False
    words = [token for token in context.parse.tokens_in(end, start) if token.start >= end and token.end <= start]
    if not words or all(token.text.lower() in _LINK or (token.pos == "PUNCT" and token.text != ".") for token in words):
        return not any(token.text in (".", ";") for token in words)
    if any(token.text in (".", ";", "?", "!") for token in words):
        return False
    stops = words[-1].text in (",", ":") or words[-1].lemma == "that"
    finite = any(token.tag in _FINITE for token in words)
    return stops and not finite


def _parenthesis(context: Context, verb: Token, senses: tuple[VerbSense, ...]) -> tuple[VerbSense, frames.Content] | None:
    """'Talks, he said, had failed' and 'as he put it': the content is the clause around the cue."""
    parse = context.parse
    head = parse.tokens[verb.head]
    telling = [sense for sense in senses if {"clause", "quote"} & set(sense.frames)]
    if any("putit" in sense.frames for sense in senses) and any(kid.text == "it" for kid in parse.children(verb.i, "dobj")):
        telling = [sense for sense in senses if "putit" in sense.frames]
    if not telling or head.i == verb.i or head.pos not in ("VERB", "AUX", "ADJ", "NOUN"):
        return None
    own = parse.subtree(verb.i)
    before, after = own[0] - 1, own[-1] + 1
    tokens = parse.tokens
    begins = before < 0 or tokens[before].text in (",", "—", "–", "-", "--", "(") or tokens[own[0]].text == ","
    closes = after >= len(tokens) or tokens[after].text in (",", ".", "—", "–", "-", "--", ")", "?") or tokens[own[-1]].text == ","
    marked = any(kid.lemma.lower() == "as" and kid.dep in ("mark", "advmod") for kid in parse.children(verb.i))
    if (verb.dep == "advcl" and not marked) or verb.dep not in ("parataxis", "advcl", "ccomp", "dep", "relcl"):
        return None
    other = any(kid.dep == "mark" and kid.lemma != "as" for kid in parse.children(verb.i))
    if not (begins and closes) or verb.dep == "relcl" or other:
        return None
    first, last = frames.subtree_range(context, head.i)
    ranges = tuple((a, b) for a, b in ((first, own[0]), (own[-1] + 1, last)) if b - a > 1)
    if not any(parse.tokens[i].tag in _FINITE for a, b in ranges for i in range(a, b)):
        return None
    return telling[0], frames.Content(ranges, "parenthesis")


def _apart(context: Context, verb: Token, senses: tuple[VerbSense, ...], clause: Span) -> tuple[VerbSense, frames.Content] | None:
    """'..., said X.' where the parse gives the verb no clause: commas fence the cue clause off, the rest is the content."""
    parse, text = context.parse, context.text
    telling = [sense for sense in senses if {"clause", "quote"} <= set(sense.frames) and sense.certainty in _TOLD_APART]
    finite = verb.tag in ("VBD", "VBZ", "VBP") and verb.dep not in ("relcl", "acl", "advcl")
    if not telling or not finite or clause.end - clause.start <= verb.end - verb.start:
        return None
    sentence = parse.sentence_of(verb.i)
    if text[: clause.start].rstrip()[-1:] not in (",", "?", "—") or text[clause.end : clause.end + 1] not in (",", ".", ""):
        return None
    before = [token.i for token in parse.tokens_in(sentence.start, clause.start) if token.i >= sentence.first]
    after = [token.i for token in parse.tokens_in(clause.end, sentence.end) if sentence.first <= token.i < sentence.last]
    rest = before + after
    if not before or len({context.zones[i] for i in rest} | {context.zones[verb.i]}) > 1:
        return None
    if not any(parse.tokens[i].tag in _FINITE for i in rest):
        return None
    ranges = [(part[0], part[-1] + 1) for part in (before, after) if len(part) > 1]
    return telling[0], frames.Content(tuple(ranges), "apart")


def _pieces(context: Context, verb: Token, clause: Span, content: frames.Content | None, touching: list[Span]) -> list[Span]:
    """Characters of the content: syntax and quotations together, the cue clause cut out."""
    spans = list(touching)
    zone = context.zones[verb.i]
    bounds = context.zone_span(zone, verb.start)
    for first, last in content.ranges if content is not None else ():
        kept = _checked(context, verb, context.span(first, last), clause, touching, bounds)
        if kept is not None:
            spans.append(kept)
    spans = [expand(context, span, zone, verb.start) for span in spans]
    if content is not None and content.frame == "clause" and not touching:
        spans = _around(context, verb, clause, spans)
    pieces = subtract(merge(context.text, spans), clause)
    return [piece for piece in (tidy(context, piece) for piece in pieces) if piece.end - piece.start > 1]


def _checked(context: Context, verb: Token, span: Span, clause: Span, touching: list[Span], bounds: Span) -> Span | None:
    """Keep what the parse says only where no quotation that touches the cue contradicts it."""
    start, end = max(span.start, bounds.start), min(span.end, bounds.end)
    if end <= start:
        return None
    before = [quote for quote in touching if quote.end <= clause.start]
    if before and start < clause.start:
        # '"A," he said' : a quotation right before the cue is the content, with its own sentence's words before it.
        begin = before[-1].start
        lead = context.text[start:begin] if start < begin else ""
        if any(mark in lead for mark in '”"“.') or context.parse.sentence_of(verb.i).start > start:
            start = begin
        if end <= clause.end:
            return Span(start, max(end, before[-1].end))
    return Span(start, end)


def _around(context: Context, verb: Token, clause: Span, spans: list[Span]) -> list[Span]:
    """A cue after its content tells the whole sentence before it; one in the middle both sides."""
    sentence = context.parse.sentence_of(verb.i)
    if context.zones[verb.i] != context.zones[sentence.first] or verb.dep not in ("ROOT", "parataxis", "ccomp"):
        return spans
    if spans and spans[0].start < clause.start and spans[0].start >= sentence.start and verb.dep == "ROOT":
        if not any(token.text == ";" for token in context.parse.tokens_in(sentence.start, spans[0].start)):
            spans = [Span(sentence.start, spans[0].end), *spans[1:]]
        gap = context.text[max(span.end for span in spans) : clause.start]
        if gap.strip(" ,") and len(spans) == 1 and spans[0].end < clause.start:
            spans = [Span(spans[0].start, clause.start)]
    return spans
